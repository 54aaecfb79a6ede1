"""Papers as PDF, set by Typst from the templates in `documents/data`."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import segno
import typst
from django.conf import settings

_TEMPLATES: Final = Path(__file__).parents[1] / "data"
# Archival PDF (ISO 19005-2, level B): what signatures are put on must never change its look.
_STANDARD: Final = "a-2b"
_MASK: Final = 3
# What HTML cannot have, and nobody misses there; any other warning is a part that is left out.
_WITHOUT_PAGES: Final = (
    "html export is under active development",
    "page set rule was ignored",
)
_one_at_a_time = Lock()


class TypesettingError(RuntimeError):
    """The typesetter warned: it fell back to another face, most likely."""


def typeset(template: str, data: Mapping[str, Any], *, link: str, at: datetime) -> bytes:
    """Return a PDF/A of a template; the same data give the same bytes.

    Args:
        template: Name of a file in `documents/data`, without ending.
        data: What the template says, as JSON.
        link: What the QR code leads to; empty for a template without one.
        at: Time of making, for the PDF's own record.

    Raises:
        TypesettingError: The fonts are not there: a fault of the installation.
    """
    compiler = _compiler(template)
    with _one_at_a_time:
        pdf, warnings = compiler.compile_with_warnings(
            sys_inputs={
                "data": json.dumps(data, ensure_ascii=False),
                "qr": _qr(link) if link else "",
            },
            format="pdf",
            pdf_standards=[_STANDARD],
            timestamp=at.replace(microsecond=0),
        )
    if warnings or not isinstance(pdf, bytes):
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    return pdf


def as_html(template: str, data: Mapping[str, Any], *, link: str) -> str:
    """Return what a template says, without pages, for those who make another kind of file of it.

    Raises:
        TypesettingError: A part of the template would be left out.
    """
    compiler = _compiler(template)
    inputs = {"data": json.dumps(data, ensure_ascii=False), "qr": _qr(link), "word": "yes"}
    with _one_at_a_time:
        page, warnings = compiler.compile_with_warnings(sys_inputs=inputs, format="html")
    lost = [each.message for each in warnings if not each.message.startswith(_WITHOUT_PAGES)]
    if lost or not isinstance(page, bytes):
        raise TypesettingError("; ".join(lost))
    return page.decode()


def has_template(name: str) -> bool:
    """Tell whether there is a template of that name; a path is none."""
    return name in {file.stem for file in _TEMPLATES.glob("*.typ")}


@lru_cache(maxsize=64)
def _compiler(template: str) -> typst.Compiler:
    """Return the compiler of a template; loading fonts costs ten times what a page does."""
    fonts = Path(settings.MOTCUA_BUILD) / "fonts"
    return typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
    )


def _qr(link: str) -> str:
    if not link:
        return ""
    # Any of the eight masks is read by any reader; to look for the best one takes four times as
    # long as all the rest of the code.
    code = segno.make(link, error="m", micro=False, mask=_MASK)
    svg: str = code.svg_inline(scale=4, border=0)
    return svg
