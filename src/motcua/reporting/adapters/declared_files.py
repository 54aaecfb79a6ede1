"""Reads the files in which agencies declare their figures: the one entrance for CSV and XLSX."""

import hashlib
from pathlib import PurePath
from typing import Final

from motcua.kernel.messages import message
from motcua.reporting import errors
from motcua.reporting.adapters import csv_file, declared_rows, tables, xlsx_file
from motcua.reporting.types import DeclaredFile, RowError

MAX_FILE_MB: Final = 5

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


def read(content: bytes, *, file_name: str) -> DeclaredFile:
    """Read a declared file to its end and tell everything that is wrong with it.

    Whether the agencies exist in the period is not known here; see `errors.UnknownAgency`.

    Args:
        content: The bytes as received. Their kind is told by what they are; of the name only an
            ending that stands for macros counts.
        file_name: As given by the sender, kept for the record.

    Returns:
        Rows and errors in file order. A file that cannot be taken as a whole has no rows and one
        error without line.

    Source: `docs/reference/import-file.md`.
    """
    try:
        rows, problems = declared_rows.read(_table(content, file_name))
    except errors.FileRefused as refusal:
        rows, problems = (), (RowError(None, None, "", refusal),)
    return DeclaredFile(file_name, hashlib.sha256(content).hexdigest(), rows, problems)


def _table(content: bytes, file_name: str) -> tables.Table:
    if not content:
        raise errors.FileEmpty
    if len(content) > MAX_FILE_MB * 1024 * 1024:
        raise errors.FileTooLarge(limit_mb=MAX_FILE_MB)
    if PurePath(file_name).suffix.lower() in _MACRO_ENDINGS:
        raise errors.FileHasMacros
    if content.startswith(_COMPOUND_FILE):
        raise errors.FileProtected
    if content.startswith(_ZIP):
        return xlsx_file.read(content)
    for signature, kind in _OTHER_KINDS.items():
        if content.lstrip().startswith(signature):
            raise errors.FileKindNotSupported(kind=kind)
    return csv_file.read(content)
