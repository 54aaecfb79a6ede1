"""The appendix as PDF, set by Typst from `reporting/data/appendix.typ`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typst

from motcua.reporting.adapters import appendix_words
from motcua.reporting.types import Appendix, AppendixSection

_TEMPLATE: Final = Path(__file__).parents[1] / "data" / "appendix.typ"
# Archival PDF whose text can be read aloud in order (ISO 19005-2, level A).
_STANDARD: Final = "a-2a"


class TypesettingError(RuntimeError):
    """The typesetter warned: it fell back to another face, most likely."""


def write(appendix: Appendix, *, font_paths: Sequence[Path]) -> bytes:
    """Return a tagged PDF/A-2a laid out like the letter; the same appendix gives the same bytes.

    Args:
        appendix: What to print.
        font_paths: Folders searched, with their subfolders, for the TTF files of Tinos in regular,
            bold and italic. Fonts of the machine are ignored, so that every machine prints alike.

    Raises:
        TypesettingError: Tinos is not there. This is a fault of the installation.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(path) for path in font_paths])
    compiler = typst.Compiler(str(_TEMPLATE), font_paths=fonts)
    pdf, warnings = compiler.compile_with_warnings(
        sys_inputs={"data": json.dumps(_document(appendix), ensure_ascii=False)},
        format="pdf",
        pdf_standards=[_STANDARD],
        # The typesetter takes no microseconds.
        timestamp=appendix.made_at.replace(microsecond=0),
    )
    if warnings or not isinstance(pdf, bytes):
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    return pdf


def _document(appendix: Appendix) -> dict[str, object]:
    return {
        "title": appendix.title,
        "sections": [_section(section) for section in appendix.sections],
        "notes_heading": appendix_words.NOTES_HEADING,
        "errata_heading": appendix_words.ERRATA_HEADING,
        "errata": appendix.errata,
        "foot": appendix_words.provenance(appendix),
    }


def _section(section: AppendixSection) -> dict[str, object]:
    return {
        "heading": appendix_words.section_heading(section),
        "columns": appendix_words.columns(section),
        "lines": [
            {"cells": appendix_words.cells(line), "flagged": line.flagged} for line in section.lines
        ],
        "notes": section.notes,
        "footnotes": appendix_words.footnotes(section),
    }
