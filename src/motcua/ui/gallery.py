"""Invented figures for the component gallery: they show shapes and states, and claim nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django import forms
from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.ui import charts, formats, maps, step_lines

TARGET: Final = Decimal(30)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One invented agency; `percent` is exact enough to show."""

    name: str
    services: int
    total: int
    percent: Decimal
    printed: str
    state: charts.State


class SampleForm(forms.Form):
    """Sent empty, it shows what errors look like."""

    ky = forms.CharField()


SAMPLES: Final = (
    Sample(
        name="Cơ quan mẫu thứ nhất",
        services=540,
        total=1200,
        percent=Decimal("45.00"),
        printed="45%",
        state="meets",
    ),
    Sample(
        name="Cơ quan mẫu có tên rất dài và nhiều lĩnh vực",
        services=148,
        total=500,
        percent=Decimal("29.60"),
        printed="30%",
        state="rounded_up",
    ),
    Sample(
        name="Cơ quan mẫu thứ ba",
        services=31,
        total=1002,
        percent=Decimal("3.09"),
        printed="3,09%",
        state="below",
    ),
)


def ranking(width: int, lang: str) -> charts.Spec:
    """Return the sample ranking for that width."""
    bars = [
        charts.Bar(
            label=sample.name,
            percent=sample.percent,
            value_label=formats.percent(sample.percent),
            state=sample.state,
        )
        for sample in SAMPLES
    ]
    return charts.ranking(
        bars, target_percent=TARGET, lang=lang, width=width, title=_("Xếp hạng cơ quan mẫu")
    )


def distribution(width: int, lang: str) -> charts.Spec:
    """Return the sample distribution for that width."""
    percents = [Decimal(number * number % 47) for number in range(1, 60)]
    return charts.distribution(percents, lang=lang, width=width, title=_("Phân bố tỷ lệ mẫu"))


def step_line(width: int) -> Markup:
    """Return two sample lines for that width, one with a gap."""
    lines = [
        step_lines.Line(
            label=_("Mức mẫu thứ nhất"), points=[(date(2021, 1, 1), 2), (date(2021, 6, 1), 4)]
        ),
        step_lines.Line(
            label=_("Mức mẫu thứ hai"),
            points=[(date(2021, 2, 1), 3), (date(2021, 5, 1), None), (date(2021, 9, 1), 1)],
        ),
    ]
    return step_lines.step_lines(
        lines,
        first=date(2021, 1, 1),
        until=date(2022, 1, 1),
        top=4,
        width=width,
        title=_("Mức mẫu theo thời gian"),
        description=_("Mức thứ nhất tăng, mức thứ hai ngắt quãng."),
    )


def vietnam(lang: str) -> Markup:
    """Return the sample map: made-up classes, one province without a figure."""
    codes = sorted(maps.PROVINCES.values())
    values = {
        code: maps.MapValue(
            class_index=int(code) * 7 % 5,
            title=_("Tỉnh có mã {code}: số liệu mẫu").format(code=code),
            href=f"#ma-{code}",
        )
        for code in codes[1:]
    }
    legend = [
        _("Dưới 5%"),
        _("Từ 5% đến dưới 10%"),
        _("Từ 10% đến dưới 20%"),
        _("Từ 20% đến dưới 30%"),
        _("Từ 30% (đạt)"),
    ]
    return maps.vietnam_map(values, legend=legend, lang=lang, title=_("Bản đồ mẫu theo tỉnh"))
