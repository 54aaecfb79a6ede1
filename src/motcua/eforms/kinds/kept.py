"""Answers that no text box gives: files, which are kept elsewhere, and what only we know."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import errors
from motcua.eforms.kinds.base import Kind, label, malformed
from motcua.eforms.source import UNKNOWN, Source
from motcua.eforms.types import MEDIA_TYPES, Answer, FileField, HiddenField, Raw
from motcua.kernel.messages import message as _

_ENDINGS: Final = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_SIZE: Final = re.compile(r"(?P<number>[0-9]{1,6}) ?(?P<unit>[KM]B)", re.IGNORECASE)
_UNITS: Final = {"KB": 1024, "MB": 1024 * 1024}
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
TWO_NEEDS: Final = _("chỉ dùng một trong hai: bắt buộc (required) hoặc có thể nộp sau")
LARGEST: Final = 20 * 1024 * 1024

TYPES_MISSING: Final = _("phải ghi loại tệp được nhận, ví dụ .pdf,.jpg")
TYPE_NOT_KNOWN: Final = _("chỉ nhận loại tệp PDF, JPG và PNG")
SIZE_NOT_KNOWN: Final = _("phải ghi dung lượng tối đa, ví dụ 5MB, không quá 20MB")


class File(Kind[FileField]):
    """`file`, one at a time. The upload itself is looked at by whoever keeps it."""

    field = FileField
    types = ("file",)
    properties = frozenset({"filePattern", "fileMaxSize", "fileMinSize", "softRequired"})
    is_posted = False
    takes_default = False
    is_computed = False

    def parse(self, source: Source, common: Mapping[str, Any], /) -> FileField:
        """Read types and size; neither may be left open."""
        written = [part.strip().lower() for part in source.text("filePattern").split(",")]
        found = [_ENDINGS.get(part, part) for part in written if part]
        if not found:
            source.refuse(TYPES_MISSING, "filePattern")
        if any(media_type not in MEDIA_TYPES for media_type in found):
            source.refuse(TYPE_NOT_KNOWN, "filePattern")
        if source.text("fileMinSize", default="0KB") != "0KB":
            source.refuse(UNKNOWN, "fileMinSize")
        size = _SIZE.fullmatch(source.text("fileMaxSize"))
        most = int(size["number"]) * _UNITS[size["unit"].upper()] if size else 0
        if not 0 < most <= LARGEST:
            source.refuse(SIZE_NOT_KNOWN, "fileMaxSize")
        may_follow = source.flag("softRequired")
        if may_follow and common["required"]:
            source.refuse(TWO_NEEDS, "softRequired")
        return FileField(
            **common,
            media_types=tuple(dict.fromkeys(found)),
            max_bytes=most,
            may_follow=may_follow,
        )

    def understand(self, _field: FileField, _raw: Raw, /) -> Answer | None:
        """Return nothing: an id is given by who keeps the file, never by a web form."""
        return None

    def check(self, field: FileField, answer: Answer, _today: date, /) -> None:
        """Refuse what is no id; whether there is such a file is not known here."""
        if not isinstance(answer, str) or not _ID.fullmatch(answer):
            raise malformed(field)

    def text(self, _field: FileField, _answer: Answer, /) -> str:
        """Say that there is a file; its name is known to who keeps it."""
        return _("Đã nộp tệp")

    def missing(self, field: FileField, /) -> errors.AnswerRefused:
        """Ask for the file."""
        return errors.FileMissing(label=label(field))


def upload_refused(field: FileField, *, media_type: str, size: int) -> errors.AnswerRefused | None:
    """Return why an upload is not taken for a field, or None.

    Args:
        field: Of the form.
        media_type: As its content tells, never as its sender says.
        size: In bytes.
    """
    if size == 0:
        return errors.FileEmpty(label=label(field))
    if size > field.max_bytes:
        return errors.FileTooLarge(label=label(field), most_mb=field.max_bytes // _UNITS["MB"])
    if media_type not in field.media_types:
        return errors.FileTypeNotTaken(label=label(field), types=field.type_names)
    return None


class Hidden(Kind[HiddenField]):
    """`hidden`: prefilled or by default."""

    field = HiddenField
    types = ("hidden",)
    is_posted = False
    _LONGEST: Final = 4_000

    def check(self, field: HiddenField, answer: Answer, _today: date, /) -> None:
        """Refuse what is no text of a sensible length."""
        if not isinstance(answer, str) or len(answer) > self._LONGEST:
            raise malformed(field)
