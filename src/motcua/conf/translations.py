"""Translations: Vietnamese texts are the message ids, English is the catalogue (ADR 0011).

Babel finds what Django's own tools miss: calls inside Jinja blocks and macros, texts marked by
`kernel.messages.message`, and the names that our own data files give to what they define.
"""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from lxml import etree

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "message": None, "gettext_lazy": None}
NAMES = {"name", "numerator_name", "denominator_name", "scope_as_written"}
"""Fields of our data files that screens translate; what a publication says stays as it is."""
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def names_in_data(
    file: BinaryIO, *_: object, **__: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Find the names in a data file, as Babel wants them: line, function, text, comments."""
    found: list[str] = []

    def keep(entry: dict[str, Any]) -> dict[str, Any]:
        found.extend(entry[field] for field in sorted(NAMES & entry.keys()))
        return entry

    json.load(file, object_hook=keep)
    yield from ((1, None, text, []) for text in found)


def names_in_process(
    file: BinaryIO, *_: object, **__: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Find what a process file calls its tasks and the ways out of them."""
    for element in etree.parse(file).iter(f"{BPMN}userTask", f"{BPMN}sequenceFlow"):
        if element.get("name"):
            yield element.sourceline, None, element.get("name"), []


METHODS = [
    ("**.py", "python"),
    ("**/jinja2/**.html", "jinja2"),
    # Procedures and forms are not among them: they are shown as they were published, in Vietnamese.
    ("indicators/data/*.json", f"{__name__}:{names_in_data.__name__}"),
    ("reporting/data/*.json", f"{__name__}:{names_in_data.__name__}"),
    ("processes/data/*.bpmn", f"{__name__}:{names_in_process.__name__}"),
]
OPTIONS = {"**/jinja2/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}


def found() -> Catalog:
    """Return every text of the code, without translations, with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for file, line, text, comments, context in extract_from_dir(
        SOURCE, METHODS, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True
    ):
        if text:
            catalogue.add(text, None, [(file, line)], auto_comments=comments, context=context)
    return catalogue


def kept() -> Catalog:
    """Return the English catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def update() -> list[str]:
    """Bring the catalogue up to date with the code; return the texts without a translation."""
    catalogue = kept() if CATALOGUE.exists() else Catalog(locale="en", charset="utf-8")
    catalogue.update(found(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    content = io.BytesIO()
    # Without line numbers, so that the file changes only when texts do.
    write_po(content, catalogue, include_lineno=False, sort_output=True, omit_header=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(_HEADER + content.getvalue())
    return missing(catalogue)


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that have no translation yet."""
    return [
        str(entry.id)
        for entry in catalogue
        if entry.id and (entry.fuzzy or not _has_all(entry.string))
    ]


def compile_catalogue() -> bool:
    """Write the binary form that Django reads, unless it is newer; return whether it did."""
    target = CATALOGUE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return False
    content = io.BytesIO()
    write_mo(content, kept())
    # Replaced as a whole: another process may be reading.
    partial = target.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(content.getvalue())
    partial.replace(target)
    return True


_HEADER = """# English texts of Một Cửa; message ids are the Vietnamese texts.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

""".encode()


def _has_all(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
