"""Reads the files in which agencies declare their figures: the one entrance for CSV and XLSX."""

import hashlib
from typing import Final

from motcua.reporting.adapters import declared_columns, declared_rows
from motcua.reporting.types import DeclaredFile, RowError
from motcua.sheets import errors, reading

MAX_FILE_MB: Final = 5


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
        rows, problems = declared_rows.read(
            reading.read(
                content, file_name=file_name, most_mb=MAX_FILE_MB, titles=declared_columns.HEADER
            )
        )
    except errors.FileRefused as refusal:
        rows, problems = (), (RowError(None, None, "", refusal),)
    return DeclaredFile(file_name, hashlib.sha256(content).hexdigest(), rows, problems)
