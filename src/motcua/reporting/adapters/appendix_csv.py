"""The appendix as CSV, in the columns of the import file: what is written can be read again."""

import csv
import io

from motcua.reporting.types import Appendix

COLUMNS = (
    "section",
    "no",
    "agency_name",
    "procedures_total",
    "level4_services",
    "printed_percent",
)

# Spreadsheet programs run a text that begins like this as a formula. Source: OWASP, CSV Injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(appendix: Appendix) -> bytes:
    """Return the tables of the appendix as UTF-8 text with one header line, lines ended by LF.

    Headings, notes and errata have no place in the columns and are left out.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for section in appendix.sections:
        for line in section.lines:
            writer.writerow(
                (
                    section.section.value,
                    line.number,
                    _harmless(line.agency_name),
                    line.procedures_total,
                    line.level4_services,
                    _harmless(line.percent),
                )
            )
    return text.getvalue().encode()


def _harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
