"""Reads what authors send."""

import json
from typing import Any, Final

from motcua.eforms import draft_errors

MOST_MB: Final = 2
_MB: Final = 1024 * 1024
_MOST_DIGITS: Final = 9


def definition_in(content: str | bytes) -> dict[str, Any]:
    """Return the definition that a file or a text box holds, decoded; nothing of it is judged.

    Raises:
        NotADefinition: It is no JSON object, or larger than is looked at.
    """
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        read = json.loads(text) if len(text) <= MOST_MB * _MB else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise draft_errors.NotADefinition(most_mb=MOST_MB)
    return read


def written_out(definition: object) -> bytes:
    """Return a definition as a file: the same bytes for the same content, ready to be compared."""
    text = json.dumps(definition, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def number_in(text: str) -> int:
    """Return the number that a request carries; 0 for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
