"""The map of Vietnam, coloured by class, drawn as SVG on the server.

The shapes are the 63 provinces as they were until 2025-06-30, and always both archipelagos: Hoàng
Sa (administered by Đà Nẵng) and Trường Sa (administered by Khánh Hòa), coloured like them.
"""

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.kernel.messages import message
from motcua.ui import mapdata

ATTRIBUTION: Final = message(
    "Bản đồ: @svg-maps/vietnam, Stephen Truong, CC BY 4.0 (đã giản lược nét vẽ)"
)
"""What the licence asks for, as message id; stands below every map."""

# Codes of the General Statistics Office, until 2025-06-30, by shape.
_CODES: Final = """
hanoi=01 hagiang=02 caobang=04 backan=06 tuyenquang=08 laocai=10 dienbien=11 laichau=12 sonla=14
yenbai=15 hoabinh=17 thainguyen=19 langson=20 quangninh=22 bacgiang=24 phutho=25 vinhphuc=26
bacninh=27 haiduong=30 haiphong=31 hungyen=33 thaibinh=34 hanam=35 namdinh=36 ninhbinh=37
thanhhoa=38 nghean=40 hatinh=42 quangbinh=44 quangtri=45 tthue=46 danang=48 quangnam=49
quangngai=51 binhdinh=52 phuyen=54 khanhhoa=56 ninhthuan=58 binhthuan=60 kontum=62 gialai=64
daklak=66 daknong=67 lamdong=68 binhphuoc=70 tayninh=72 binhduong=74 dongnai=75 baria=77 hcm=79
longan=80 tiengiang=82 bentre=83 travinh=84 vinhlong=86 dongthap=87 angiang=89 kiengiang=91
cantho=92 haugiang=93 soctrang=94 baclieu=95 camau=96
"""
PROVINCES: Final[Mapping[str, str]] = dict(pair.split("=") for pair in _CODES.split())
"""Province code by id of its shape; 63 of them."""

CLASS_COLOURS: Final = ("#f7ead0", "#ecc978", "#c99a3b", "#6f8f4e", "#14573f")
"""From the lowest class to the highest: darker step by step, so that grey shades tell as much."""


@dataclass(frozen=True, kw_only=True)
class Archipelago:
    """A group of islands: its shape, the province that administers it, where its name stands."""

    shape: str
    code: str
    name: str
    province: str
    x: int
    y: int


ARCHIPELAGOS: Final = (
    Archipelago(
        shape="hoangsa", code="48", name="Hoàng Sa", province="(TP. Đà Nẵng)", x=600, y=320
    ),
    Archipelago(
        shape="truongsa", code="56", name="Trường Sa", province="(tỉnh Khánh Hòa)", x=680, y=590
    ),
)


@dataclass(frozen=True, kw_only=True)
class MapValue:
    """What the map says of one province.

    Attributes:
        class_index: Position in the legend, from 0; None where there is no figure.
        title: Name and figure, as read out and shown under the pointer.
        href: Page with the figures behind, or None.
    """

    class_index: int | None
    title: str
    href: str | None = None


def vietnam_map(
    values: Mapping[str, MapValue],
    *,
    legend: Sequence[str],
    lang: str,
    title: str,
    shapes: Mapping[str, str] | None = None,
) -> Markup:
    """Return the map as an SVG element.

    Args:
        values: By province code (General Statistics Office, until 2025-06-30); a province that is
            missing is hatched as one without a figure.
        legend: Text of each class, lowest first; 2 to 5.
        lang: `vi` or `en`. Names of places stay Vietnamese.
        title: What the map shows; read out first.
        shapes: Path data by shape; as built, when None.

    Raises:
        ValueError: More classes than can be told apart.
    """
    if not 1 < len(legend) <= len(CLASS_COLOURS):
        raise ValueError(f"A map tells 2 to {len(CLASS_COLOURS)} classes apart")
    shapes = _built_shapes() if shapes is None else shapes
    colours = _spread(len(legend))
    with translation.override(lang):
        parts = [
            *_provinces(values, colours, shapes),
            *_archipelagos(values, colours, shapes),
            *_legend(legend, colours, has_gaps=_has_gaps(values)),
        ]
    width, height = mapdata.VIEW_BOX
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="mc-map" viewBox="0 0 {w} {h}"'
        ' role="group" aria-label="{title}" font-family="system-ui, sans-serif">'
        "{hatch}{parts}</svg>"
    ).format(w=width, h=height, title=title, hatch=_HATCH, parts=Markup("").join(parts))


_NO_DATA: Final = "url(#mc-no-data)"
_HATCH: Final = Markup(
    '<defs><pattern id="mc-no-data" width="8" height="8" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="8" height="8" fill="#fff"/>'
    '<path d="M0 0v8" stroke="#8c857d" stroke-width="4"/></pattern></defs>'
)


def _provinces(
    values: Mapping[str, MapValue], colours: Sequence[str], shapes: Mapping[str, str]
) -> Iterator[Markup]:
    for shape, code in PROVINCES.items():
        path = Markup('<path d="{d}" fill="{fill}" stroke="#5c4a33" stroke-width="0.8"/>').format(
            d=shapes[shape], fill=_fill(values.get(code), colours)
        )
        yield _linked(values.get(code), code, path)


def _archipelagos(
    values: Mapping[str, MapValue], colours: Sequence[str], shapes: Mapping[str, str]
) -> Iterator[Markup]:
    for islands in ARCHIPELAGOS:
        # The outline makes islets visible that are smaller than a pixel.
        drawing = Markup(
            '<path d="{d}" fill="{fill}" stroke="#3d2f1c" stroke-width="2.5"/>'
            '<text x="{x}" y="{y}" text-anchor="middle" font-size="30" font-weight="700"'
            ' fill="#1c1a19">{name}</text>'
            '<text x="{x}" y="{below}" text-anchor="middle" font-size="28" fill="#1c1a19">'
            "{province}</text>"
        ).format(
            d=shapes[islands.shape],
            fill=_fill(values.get(islands.code), colours),
            x=islands.x,
            y=islands.y,
            below=islands.y + 34,
            name=islands.name,
            province=islands.province,
        )
        yield Markup('<g data-islands="{}">{}</g>').format(islands.shape, drawing)


def _linked(value: MapValue | None, code: str, path: Markup) -> Markup:
    title = value.title if value else _("Chưa có số liệu")
    if value is None or value.href is None:
        return Markup('<g data-code="{}"><title>{}</title>{}</g>').format(code, title, path)
    return Markup(
        '<a data-code="{}" href="{}" target="_top" aria-label="{}"><title>{}</title>{}</a>'
    ).format(code, value.href, title, title, path)


def _legend(legend: Sequence[str], colours: Sequence[str], *, has_gaps: bool) -> Iterator[Markup]:
    entries = list(zip(colours, legend, strict=True))
    if has_gaps:
        entries.append((_NO_DATA, _("Chưa có số liệu")))
    for position, (colour, text) in enumerate(entries):
        y = 24 + 40 * position
        yield Markup(
            '<rect x="420" y="{y}" width="36" height="26" fill="{colour}" stroke="#5c4a33"/>'
            '<text x="468" y="{base}" font-size="28" fill="#1c1a19">{text}</text>'
        ).format(y=y, base=y + 22, colour=colour, text=text)


def _fill(value: MapValue | None, colours: Sequence[str]) -> str:
    if value is None or value.class_index is None:
        return _NO_DATA
    return colours[value.class_index]


def _has_gaps(values: Mapping[str, MapValue]) -> bool:
    found = [values.get(code) for code in PROVINCES.values()]
    return any(value is None or value.class_index is None for value in found)


def _spread(classes: int) -> list[str]:
    """Return colours for so many classes, the lightest and the darkest always among them."""
    last = len(CLASS_COLOURS) - 1
    return [CLASS_COLOURS[round(i * last / (classes - 1))] for i in range(classes)]


@functools.cache
def _built_shapes() -> Mapping[str, str]:
    path = Path(settings.MOTCUA_BUILD) / "map" / "vietnam.json"
    shapes: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return shapes
