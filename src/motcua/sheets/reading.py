"""The one entrance for tables that people send, as CSV or XLSX; what they are, their bytes tell."""

from pathlib import PurePath
from typing import Final

from motcua.kernel.messages import message
from motcua.sheets import csv_file, errors, tables, xlsx_file

_MACRO_ENDINGS: Final = {".xlsm", ".xltm", ".xlam"}
_ZIP: Final = b"PK\x03\x04"
# Old .xls files and password-protected .xlsx files share this container (MS-CFB §2.2).
_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: Final = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": message("hình ảnh PNG"),
    b"\xff\xd8\xff": message("hình ảnh JPEG"),
    b"Rar!": message("tệp nén RAR"),
    b"7z\xbc\xaf": message("tệp nén 7z"),
    b"<": message("HTML hoặc XML"),
}


def read(
    content: bytes,
    *,
    file_name: str,
    most_mb: int,
    titles: tables.Titles,
    most_rows: int = tables.MAX_ROWS,
    with_dates: bool = False,
) -> tables.Table:
    """Return the table of a file.

    Args:
        content: The bytes as received. Their kind is told by what they are; of the name only an
            ending that stands for macros counts.
        file_name: As given by the sender.
        most_mb: The largest file that is taken.
        titles: How the header is known.
        most_rows: Of delimited text; a workbook holds `tables.MAX_ROWS` at most.
        with_dates: Whether a cell that holds a day is read as it is shown in Vietnam,
            “20/10/2021 09:30:00”; else it is refused.

    Raises:
        FileRefused: The whole file cannot be taken.
    """
    if not content:
        raise errors.FileEmpty
    if len(content) > most_mb * 1024 * 1024:
        raise errors.FileTooLarge(limit_mb=most_mb)
    if PurePath(file_name).suffix.lower() in _MACRO_ENDINGS:
        raise errors.FileHasMacros
    if content.startswith(_COMPOUND_FILE):
        raise errors.FileProtected
    if content.startswith(_ZIP):
        return xlsx_file.read(content, titles=titles, with_dates=with_dates)
    for signature, kind in _OTHER_KINDS.items():
        if content.lstrip().startswith(signature):
            raise errors.FileKindNotSupported(kind=kind)
    return csv_file.read(content, titles=titles, most_rows=most_rows)
