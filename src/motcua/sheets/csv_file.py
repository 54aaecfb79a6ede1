"""Reads a table from delimited text, whatever program and country wrote it."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from motcua.sheets import errors, tables

_DELIMITERS: Final = ",;\t"
_UTF_16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


GUARDED: Final = re.compile(r"'*[=+\-@\t\r]")
"""Beginnings of texts that spreadsheet programs calculate, or that look so once guarded."""


def guarded(text: str) -> str:
    """Return a text as it stands in a CSV that people open: an apostrophe keeps it a text.

    Source: OWASP, CSV injection.
    """
    return f"'{text}" if GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and GUARDED.match(text[1:]) else text


def read(
    content: bytes, *, titles: tables.Titles, most_rows: int = tables.MAX_ROWS
) -> tables.Table:
    """Return the table of a CSV file.

    The delimiter (comma, semicolon or tab) is the one that makes most sense of the header.
    A line of a quoted cell with line breaks is the line it begins on.

    Args:
        content: UTF-8 with or without mark, or UTF-16 with mark.
        titles: How the header is known.
        most_rows: The longest table that is taken.

    Raises:
        FileRefused: The whole file cannot be taken.
    """
    text = _decoded(content)
    if not text.strip():
        raise errors.FileEmpty
    delimiter = max(_DELIMITERS, key=lambda sign: _recognised(text, sign, titles))
    lines = _lines(text, delimiter)
    header = next(lines, None)
    if header is None:
        raise errors.FileEmpty
    return tables.Table(header, _bounded(lines, most_rows))


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF_16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise errors.EncodingUnknown(line=content.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise errors.EncodingUnknown(line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _recognised(text: str, delimiter: str, titles: tables.Titles) -> int:
    header = next(_lines(text, delimiter), None)
    return 0 if header is None else titles.recognised(header)


def _lines(text: str, delimiter: str) -> Iterator[tables.TableLine]:
    """Yield the lines that are not blank; one that cannot be split is the last."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield tables.TableLine(number, (), errors.LineNotReadable())
            return
        if any(cells):
            yield tables.TableLine(number, cells)


def _bounded(lines: Iterator[tables.TableLine], most_rows: int) -> tuple[tables.TableLine, ...]:
    taken: list[tables.TableLine] = []
    for line in lines:
        if len(taken) == most_rows or len(line.cells) > tables.MAX_COLUMNS:
            raise errors.TooManyRows(limit=most_rows, limit_columns=tables.MAX_COLUMNS)
        taken.append(line)
    return tuple(taken)
