"""How dossiers stand in sheets, for pages and programs that bring them in or take them out."""

from typing import Final

from motcua.dossiers.queries.sources import SCOPE, Source
from motcua.dossiers.transfer.columns import COLUMNS, KEYS
from motcua.dossiers.transfer.files import MOST_MB, MOST_PAPERS_MB, MOST_ROWS, cells, template
from motcua.dossiers.verdicts import Verdict
from motcua.kernel.messages import message

TROUBLES: Final = (
    message("Dòng"),
    message("Mã hồ sơ"),
    message("Cột"),
    message("Đã ghi"),
    message("Lý do"),
)
"""Titles of a sheet that says what is wrong with another, cell by cell; to be translated."""

__all__ = [
    "COLUMNS",
    "KEYS",
    "MOST_MB",
    "MOST_PAPERS_MB",
    "MOST_ROWS",
    "SCOPE",
    "TROUBLES",
    "Source",
    "Verdict",
    "cells",
    "template",
]
