"""Rules of files and papers: values in, decision out."""

import re
import unicodedata
from typing import Final

from motcua.kernel import text

LONGEST_NAME: Final = 120
_UNSAFE: Final = re.compile(r"[^\w .,()\-]+")
_EXTENSIONS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def safe_name(given: str, media_type: str) -> str:
    """Return a name that can be shown, stored and downloaded: no paths, no tricks with letters.

    Args:
        given: By a browser or a client; anything.
        media_type: What the content is; decides the ending.
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        letter for letter in text.normalise(last) if unicodedata.category(letter)[0] != "C"
    )
    stem = _UNSAFE.sub(" ", visible.rsplit(".", 1)[0]).strip(" .") or "tep"
    return stem[:LONGEST_NAME].strip() + _EXTENSIONS[media_type]
