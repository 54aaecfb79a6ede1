"""The pictures of a ranking: bars, distribution, map; drawn on the server, in two widths."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.agencies import queries as agencies
from motcua.agencies.types import Scheme
from motcua.indicators.queries import Standing
from motcua.indicators.types import FindingCode, Row, Section
from motcua.kernel import numerals, ratios
from motcua.ui import charts, drawings, maps
from motcua.ui.charts import NARROW, WIDE, Bar, Spec, State

MAP_STEPS = (5, 15, 30)
"""Borders of the map's classes in percent: the watch line, half the target, the target."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One chart for phones and one for wide screens and print."""

    narrow: Markup
    wide: Markup


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """All pictures of a ranking; the map only where provinces are among the rows."""

    ranking: Pair
    distribution: Pair
    map: Markup | None


def state_of(row: Row) -> State:
    """Return how a row stands to the target, judged on exact fractions."""
    if row.meets_target:
        return "meets"
    if any(finding.code == FindingCode.ROUNDED_OVER_TARGET for finding in row.findings):
        return "rounded_up"
    return "below"


def pictures(standing: Standing, *, lang: str) -> Pictures:
    """Return the pictures of a ranking: one query when they were drawn before."""
    narrow_bars, wide_bars, narrow_steps, wide_steps = drawings.drawn(specs(standing, lang=lang))
    return Pictures(
        ranking=Pair(narrow=narrow_bars, wide=wide_bars),
        distribution=Pair(narrow=narrow_steps, wide=wide_steps),
        map=_map(standing, lang=lang),
    )


def specs(standing: Standing, *, lang: str) -> list[Spec]:
    """Return the specifications of the four charts: bars and distribution, narrow and wide."""
    bars = [_bar(row, standing, lang) for row in standing.rows]
    target = _percent(standing.thresholds.target)
    thresholds = (_percent(standing.thresholds.watch), target)
    return [
        *(
            charts.ranking(
                bars,
                target_percent=target,
                lang=lang,
                width=width,
                title=_("Xếp hạng theo tỷ lệ dịch vụ công trực tuyến mức độ 4"),
            )
            for width in (NARROW, WIDE)
        ),
        *(
            charts.distribution(
                [bar.percent for bar in bars],
                lang=lang,
                width=width,
                title=_("Phân bố tỷ lệ dịch vụ công trực tuyến mức độ 4"),
                thresholds=thresholds,
            )
            for width in (NARROW, WIDE)
        ),
    ]


def _bar(row: Row, standing: Standing, lang: str) -> Bar:
    exact = _shown(row, standing)
    state = state_of(row)
    label = numerals.format_percent(exact, lang)
    if state == "rounded_up":
        label = _("{exact} (in {printed})").format(exact=label, printed=row.printed)
    return Bar(label=row.agency_name, percent=exact, value_label=label, state=state)


def _map(standing: Standing, *, lang: str) -> Markup | None:
    provinces = [row for row in standing.rows if row.section is Section.PROVINCE]
    if not provinces:
        return None
    borders = [numerals.format_percent(Decimal(step), lang) for step in MAP_STEPS]
    legend = (
        _("Dưới {first}").format(first=borders[0]),
        _("Từ {first} đến dưới {second}").format(first=borders[0], second=borders[1]),
        _("Từ {second} đến dưới {third}").format(second=borders[1], third=borders[2]),
        _("Từ {third} trở lên").format(third=borders[2]),
    )
    # The shapes are those of the 63: what is one today gets one colour.
    shapes = [(part.agency_id, row) for row in provinces for part in row.members or (row,)]
    codes = agencies.codes_of([agency_id for agency_id, _row in shapes], Scheme.STATISTICS)
    return maps.vietnam_map(
        {codes[agency_id].code: _province(row, standing, lang) for agency_id, row in shapes},
        legend=legend,
        lang=lang,
        title=_("Tỷ lệ dịch vụ công trực tuyến mức độ 4 theo tỉnh, thành phố"),
    )


def _province(row: Row, standing: Standing, lang: str) -> maps.MapValue:
    exact = numerals.format_percent(_shown(row, standing), lang)
    return maps.MapValue(
        class_index=_class_of(row),
        title=f"{row.agency_name}: {exact}",
        href=reverse("observatory:agency", args=[str(standing.period), row.agency_code])
        + ("?don-vi=nay" if row.members else ""),
    )


def _class_of(row: Row) -> int:
    """Return the class by the exact share: 29.87 % stands below the border of 30 %."""
    return sum(row.ratio.meets(ratios.percent(step)) for step in MAP_STEPS)


def _shown(row: Row, standing: Standing) -> Decimal:
    return row.ratio.rounded_percent(standing.indicator.decimals) or Decimal(0)


def _percent(share: Fraction) -> Decimal:
    return ratios.rounded_percent(share, 0)
