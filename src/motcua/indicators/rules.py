"""How values are judged and ranked: pure functions on exact fractions.

A threshold is never tested on a rounded figure: in the appendix of công văn 929 two of the ten
agencies "at 30 %" have 29.61 % and 29.87 %.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from motcua.indicators.types import Finding, FindingCode, Row, Section, Summary, Thresholds
from motcua.kernel import numerals, ratios
from motcua.kernel.messages import message
from motcua.kernel.ratios import Ratio


@dataclass(frozen=True, kw_only=True)
class Reported:
    """One agency's value before it is ranked; fields as in `Row`."""

    agency_code: str
    agency_name: str
    written_name: str
    agency_id: int
    section: Section
    position: int
    ratio: Ratio
    printed: str | None
    since: int
    members: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The unit that stands today in the place of one that reported."""

    id: int
    code: str
    name: str


def rank(values: Sequence[Reported], *, thresholds: Thresholds, decimals: int) -> tuple[Row, ...]:
    """Order agencies by their exact share, highest first; equal shares share a rank.

    Args:
        values: In the order in which equals are to stand.
        thresholds: Target and watch line.
        decimals: Of the indicator's printed percentage, for comparison with what was printed.
    """
    ordered = sorted(values, key=lambda value: -_share(value.ratio))
    rows: list[Row] = []
    for place, value in enumerate(ordered, start=1):
        ties = rows and rows[-1].ratio.fraction == value.ratio.fraction
        rows.append(
            Row(
                agency_code=value.agency_code,
                agency_name=value.agency_name,
                written_name=value.written_name,
                agency_id=value.agency_id,
                section=value.section,
                position=value.position,
                ratio=value.ratio,
                printed=value.printed,
                rank=rows[-1].rank if ties else place,
                meets_target=value.ratio.meets(thresholds.target),
                is_below_watch=value.ratio.is_below(thresholds.watch),
                missing=value.ratio.missing_to(thresholds.target),
                since=value.since,
                findings=row_findings(
                    value.ratio, value.printed, target=thresholds.target, decimals=decimals
                )
                + added_up(value.members),
                members=value.members,
            )
        )
    return tuple(rows)


def regroup(rows: Sequence[Row], units: Mapping[int, Unit]) -> list[Reported]:
    """Add rows up by the units that stand today in the place of those that reported.

    Integers are added, never shares. A row whose agency is not among the keys stays as it is: what
    follows it is not known, or is several. A sum has no printed share.
    """
    members: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        unit = units.get(row.agency_id)
        members[unit.id if unit else row.agency_id].append(row)
    known = {unit.id: unit for unit in units.values()}
    return [_sum(known.get(unit_id), parts) for unit_id, parts in members.items()]


def _sum(unit: Unit | None, parts: Sequence[Row]) -> Reported:
    first = parts[0]
    goes_on = len(parts) == 1
    stays = unit is None or (goes_on and unit.id == first.agency_id)
    return Reported(
        agency_code=first.agency_code if unit is None else unit.code,
        agency_name=first.agency_name if unit is None else unit.name,
        written_name=first.written_name if goes_on or unit is None else unit.name,
        agency_id=first.agency_id if unit is None else unit.id,
        section=first.section,
        position=min(part.position for part in parts),
        ratio=ratios.pooled([part.ratio for part in parts]),
        printed=first.printed if goes_on else None,
        since=max(part.since for part in parts),
        members=() if stays else tuple(sorted(parts, key=lambda part: part.position)),
    )


def added_up(members: Sequence[Row]) -> tuple[Finding, ...]:
    """Say that a figure is the sum of several, and what such a sum does not mean."""
    if len(members) <= 1:
        return ()
    return (
        Finding(
            code=FindingCode.ADDED_UP,
            message=message(
                "Cộng số liệu của {count} đơn vị khi đó: {names}. Đây là tổng số đếm của từng đơn "
                "vị, không phải số dịch vụ khác nhau."
            ),
            params={
                "count": len(members),
                "names": ", ".join(member.agency_name for member in members),
            },
        ),
    )


def row_findings(
    ratio: Ratio, printed: str | None, *, target: Fraction, decimals: int
) -> tuple[Finding, ...]:
    """Say what is wrong with a printed share: that it differs, and that the difference decides.

    Returns:
        Nothing when the source prints no share, or prints the exact one half-up.
    """
    if printed is None:
        return ()
    printed_share = numerals.read_percent(printed)
    if ratio.agrees_with(printed_share, decimals):
        return ()
    params: dict[str, str | int | Decimal] = {
        "printed": printed,
        "exact": ratio.rounded_percent(decimals) or Decimal(0),
        "numerator": ratio.numerator,
        "denominator": ratio.denominator,
    }
    differs = Finding(
        code=FindingCode.PRINTED_DIFFERS,
        message=message("Tỷ lệ in là {printed}, nhưng {numerator}/{denominator} = {exact}."),
        params=params,
    )
    if not (printed_share >= target and not ratio.meets(target)):
        return (differs,)
    missing = ratio.missing_to(target)
    over = Finding(
        code=FindingCode.ROUNDED_OVER_TARGET,
        message=message("Số in được làm tròn thành đạt chỉ tiêu; còn thiếu {missing} dịch vụ."),
        params={**params, "missing": missing},
    )
    return differs, over


def measured_findings(*, services: int, unproven: int, dossiers: int) -> tuple[Finding, ...]:
    """Say what a measured share is taken over, and how much of it nobody has tried yet."""
    params = {"services": services, "unproven": unproven, "dossiers": dossiers}
    return (
        Finding(
            code=FindingCode.ONLY_SYNCED,
            message=message(
                "Đo trên {services} dịch vụ đã đồng bộ, không phải trên tổng số thủ tục; "
                "{unproven} dịch vụ chưa có hồ sơ nào trong 90 ngày. Đã đếm {dossiers} hồ sơ."
            ),
            params=params,
        ),
    )


def not_judged(*, first_day: date, last_day: date) -> tuple[Finding, ...]:
    """Say which days were counted, and that no target is held against the outcome."""
    days = {"first": f"{first_day:%d/%m/%Y}", "last": f"{last_day:%d/%m/%Y}"}
    return (
        Finding(
            code=FindingCode.NOT_JUDGED,
            message=message(
                "Mức độ chứng minh bằng hồ sơ trả từ {first} đến {last}. Chưa so với chỉ tiêu, vì "
                "chỉ tiêu đặt cho tổng số thủ tục, còn ở đây chỉ có dịch vụ đã đồng bộ."
            ),
            params=days,
        ),
    )


def summarise(rows: Sequence[Row], *, thresholds: Thresholds) -> Summary:
    """Add all rows up: pooled and mean side by side, counts exact and as printed."""
    values = [row.ratio for row in rows]
    believed = [_believed(row) for row in rows]
    return Summary(
        agencies=len(rows),
        pooled=ratios.pooled(values),
        mean=ratios.mean(values),
        median=ratios.median(values),
        meeting_target=sum(row.meets_target for row in rows),
        meeting_as_printed=sum(share >= thresholds.target for share in believed),
        below_watch=sum(row.is_below_watch for row in rows),
        below_as_printed=sum(share < thresholds.watch for share in believed),
        missing=sum(row.missing for row in rows),
    )


def _believed(row: Row) -> Fraction:
    return _share(row.ratio) if row.printed is None else numerals.read_percent(row.printed)


def _share(ratio: Ratio) -> Fraction:
    """Return the share, or 0 over nothing: such a row cannot be recorded, but must not break."""
    return ratio.fraction or Fraction(0)
