"""Charts as Vega-Lite specifications, drawn as SVG on the server.

The same picture serves page, PDF and Word. All sizes are fixed by us, none is measured from a font,
so that the same figures give the same picture on every machine. No state is told by colour alone.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.kernel import numerals

Spec = dict[str, Any]
State = Literal["meets", "below", "rounded_up"]

SVG_VERSION: Final = 1
"""Raised when `svg` writes another text for the same specification; kept drawings are made anew."""
NARROW: Final = 340
"""Width in pixels that fits a phone of 360."""
WIDE: Final = 900

_INK: Final = "#1c1a19"
_SOFT: Final = "#55504b"
_RED: Final = "#a31f24"
_GREEN: Final = "#14573f"
_AMBER: Final = "#b47c10"
_STATES: Final = ["meets", "below", "rounded_up"]
_FILLS: Final = [_GREEN, _AMBER, "#ffffff"]
_STROKES: Final = [_GREEN, _AMBER, _RED]
_FONT: Final = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
_CONFIG: Final[Spec] = {
    "font": _FONT,
    # The picture is one image with a title; a table beside it holds the figures.
    "aria": False,
    "view": {"stroke": None},
    "text": {"fontSize": 13, "fill": _INK},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal"},
}
_BIN: Final = 5
# Roles and class names of inner groups: the image speaks by its title, and nothing styles them.
_GROUP: Final = re.compile(r'<g(?: (?:class|role|aria-[a-z]+)="[^"]*")+')


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a ranking.

    Attributes:
        label: Name of what is ranked.
        percent: Exact enough to draw; 0 to 100.
        value_label: The figure as written beside the bar.
        state: Judged on the exact fraction: it `meets` the target, is `below` it, or is below it
            although the printed figure was `rounded_up` to it.
    """

    label: str
    percent: Decimal
    value_label: str
    state: State


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Room around the plot, in pixels."""

    left: int
    right: int
    top: int
    bottom: int


def ranking(
    rows: Sequence[Bar], *, target_percent: Decimal, lang: str, width: int, title: str
) -> Spec:
    """Return horizontal bars from the highest to the lowest, and the target as a line.

    Args:
        rows: In any order; equal shares keep the order given.
        target_percent: 0 to 100.
        lang: `vi` or `en`.
        width: `NARROW` (names stand above their bars) or `WIDE` (names stand before them).
        title: What the chart shows; read out first.
    """
    narrow = width <= NARROW
    frame = _Frame(left=2, right=124, top=32, bottom=4)
    label = {"mark": _text(dy=-18), "encoding": {"x": {"value": 0}}}
    step, padding = 44, 0.62
    if not narrow:
        frame = _Frame(left=290, right=210, top=32, bottom=4)
        label = {"mark": _text(align="right"), "encoding": {"x": {"value": -8}}}
        step, padding = 26, 0.3
    label["encoding"]["text"] = {"field": "label"}

    ranked = sorted(rows, key=lambda row: -row.percent)
    height = step * len(ranked)
    with translation.override(lang):
        data = [_datum(row, position, narrow=narrow) for position, row in enumerate(ranked)]
        target = _("Chỉ tiêu {percent}").format(percent=_percent(target_percent, lang))
        description = _("{meeting} trên {total} cơ quan đạt chỉ tiêu {percent}.").format(
            meeting=sum(row.state == "meets" for row in ranked),
            total=len(ranked),
            percent=_percent(target_percent, lang),
        )
    largest = max([target_percent, *(row.percent for row in ranked)])
    share: Spec = {"field": "percent", "type": "quantitative", "axis": None}
    share["scale"] = {"domain": [0, float(largest)], "nice": False}
    return _spec(
        width=width,
        height=height,
        frame=frame,
        data=data,
        encoding={
            "y": {
                "field": "row",
                "type": "ordinal",
                "axis": None,
                "scale": {"paddingInner": padding, "paddingOuter": padding / 2},
            }
        },
        layers=[
            {"mark": {"type": "bar", "strokeWidth": 1.5}, "encoding": {"x": share, **_by_state()}},
            *_line(target_percent, target, axis=None, height=height),
            *_readable(label),
            *_readable(
                {
                    "mark": _text(dx=7, bold=True),
                    "encoding": {"x": share, "text": {"field": "value"}},
                }
            ),
        ],
        title=title,
        description=description,
    )


def distribution(
    percents: Sequence[Decimal],
    *,
    lang: str,
    width: int,
    title: str,
    thresholds: tuple[Decimal, ...] = (Decimal(5), Decimal(30)),
) -> Spec:
    """Return how many agencies lie in each step of 5 percentage points, with lines at thresholds.

    Args:
        percents: One share per agency, 0 to 100; a share on a border counts in the higher step.
        lang: `vi` or `en`.
        width: `NARROW` or `WIDE`.
        title: What the chart shows; read out first.
        thresholds: Shares, 0 to 100, the highest being the target.
    """
    steps = Counter(min(int(percent // _BIN), 100 // _BIN - 1) for percent in percents)
    top = max([*steps, math.ceil(max(thresholds) / _BIN)])
    height = 220
    target = max(thresholds)
    data = [
        {
            "from": step * _BIN,
            "to": (step + 1) * _BIN,
            "count": steps[step],
            "state": "meets" if step * _BIN >= target else "below",
        }
        for step in range(top + 1)
        if steps[step]
    ]
    with translation.override(lang):
        axis_title = [
            _("Tỷ lệ, mỗi cột 5 điểm phần trăm;"),
            _("số trên cột là số cơ quan"),
        ]
        description = "; ".join(
            _("từ {low}% đến dưới {high}%: {count} cơ quan").format(
                low=row["from"], high=row["to"], count=row["count"]
            )
            for row in data
        )
    share: Spec = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [0, (top + 1) * _BIN], "nice": False},
    }
    axis: Spec = {
        "values": list(range(0, 101, 20 if width <= NARROW else 10)),
        "labelExpr": "datum.value + '%'",
        "grid": False,
        "title": axis_title,
    }
    agencies: Spec = {"field": "count", "type": "quantitative", "axis": None}
    agencies["scale"] = {"domain": [0, max([1, *steps.values()])], "nice": False}
    middle = {"calculate": f"datum.from + {_BIN / 2}", "as": "middle"}
    return _spec(
        width=width,
        height=height,
        frame=_Frame(left=12, right=16, top=48, bottom=62),
        data=data,
        encoding={"y": agencies},
        layers=[
            {
                "mark": {"type": "bar", "stroke": "#ffffff"},
                "encoding": {
                    "x": {**share, "axis": axis},
                    "x2": {"field": "to"},
                    "y2": {"datum": 0},
                    "fill": _by_state()["fill"],
                },
            },
            {
                "transform": [middle],
                "mark": _text(align="center", dy=-9, bold=True),
                "encoding": {
                    "x": {**share, "field": "middle", "axis": axis},
                    "text": {"field": "count"},
                },
            },
            *(
                part
                for threshold in thresholds
                for part in _line(
                    threshold, _percent(threshold, lang), axis=axis, height=height, above=26
                )
            ),
        ],
        title=title,
        description=description,
    )


def svg(spec: Spec) -> Markup:
    """Return the chart as an SVG element with a title and a description for screen readers.

    The same specification gives the same text, byte by byte.
    """
    # Loading the drawing engine takes longer than a small page; only charts pay for it.
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec)
    said = spec["usermeta"]
    # Two charts on a page need ids of their own, the same ones at every rendering.
    key = hashlib.sha256(drawn.encode()).hexdigest()[:8]
    opening = Markup(
        '<svg role="img" aria-labelledby="t{key} d{key}"'
        ' {rest}><title id="t{key}">{title}</title><desc id="d{key}">{description}</desc>'
    )
    head, body = drawn.removeprefix("<svg ").split(">", 1)
    rest = Markup(head)  # noqa: S704 -- written by the drawing engine, which escapes
    marks = Markup(_GROUP.sub("<g", body))  # noqa: S704 -- as above
    return opening.format(key=key, rest=rest, **said) + marks


def _datum(row: Bar, position: int, *, narrow: bool) -> Spec:
    value = row.value_label
    if row.state == "rounded_up":
        note = _("chưa đạt") if narrow else _("chưa đạt, in tròn lên")
        value = f"{value} · {note}"
    return {
        "row": position,
        "label": row.label,
        "percent": float(row.percent),
        "value": value,
        "state": row.state,
    }


def _by_state() -> Spec:
    def channel(colours: list[str]) -> Spec:
        scale = {"domain": _STATES, "range": colours}
        return {"field": "state", "type": "nominal", "scale": scale, "legend": None}

    dashes = {
        "condition": {"test": "datum.state === 'rounded_up'", "value": [4, 2]},
        "value": [1, 0],
    }
    return {"fill": channel(_FILLS), "stroke": channel(_STROKES), "strokeDash": dashes}


def _text(*, align: str = "left", dx: int = 0, dy: int = 0, bold: bool = False) -> Spec:
    weight = "bold" if bold else "normal"
    mark = {"type": "text", "baseline": "middle", "fontWeight": weight}
    return {**mark, "align": align, "dx": dx, "dy": dy}


def _readable(layer: Spec) -> list[Spec]:
    """Return a text layer over a white outline of itself, so that a line may pass behind it."""
    outline = {"stroke": "#ffffff", "strokeWidth": 4, "strokeJoin": "round"}
    return [{**layer, "mark": layer["mark"] | outline}, layer]


def _line(
    percent: Decimal, label: str, *, axis: Spec | None, height: int, above: int = 10
) -> list[Spec]:
    x = {"datum": float(percent), "type": "quantitative", "axis": axis}
    rule = {"type": "rule", "stroke": _INK, "strokeWidth": 1.5, "strokeDash": [5, 3]}
    return [
        {
            "data": {"values": [{}]},
            "mark": rule,
            "encoding": {"x": x, "y": {"value": -above}, "y2": {"value": height}},
        },
        {
            "data": {"values": [{}]},
            "mark": _text(align="center", dy=-10, bold=True),
            "encoding": {"x": x, "y": {"value": -above}, "text": {"value": label}},
        },
    ]


def _percent(percent: Decimal, lang: str) -> str:
    return numerals.format_percent(percent, lang)


def _spec(
    *,
    width: int,
    height: int,
    frame: _Frame,
    data: list[Spec],
    encoding: Spec,
    layers: list[Spec],
    title: str,
    description: str,
) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width - frame.left - frame.right,
        "height": height,
        "padding": vars(frame),
        "autosize": {"type": "none"},
        "data": {"values": data},
        "encoding": encoding,
        "layer": layers,
        "config": _CONFIG,
        "usermeta": {"title": title, "description": description},
    }
