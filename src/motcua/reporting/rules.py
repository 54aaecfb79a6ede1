"""How published claims are held against the rows they rest on."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from motcua.indicators.types import Finding, Row, Section
from motcua.kernel import numerals, ratios
from motcua.kernel.messages import message
from motcua.kernel.ratios import Ratio, Rounding
from motcua.reporting.types import Average, Claim, ClaimKind, Judgement, Verdict

if TYPE_CHECKING:
    from decimal import Decimal

_AVERAGES: tuple[tuple[str, Section | None, Callable[[Sequence[Row]], Fraction | None]], ...] = (
    (message("Gộp tất cả cơ quan"), None, lambda rows: ratios.pooled(_exact(rows)).fraction),
    (
        message("Gộp các bộ, ngành"),
        Section.MINISTRY,
        lambda rows: ratios.pooled(_exact(rows)).fraction,
    ),
    (
        message("Gộp các tỉnh, thành phố"),
        Section.PROVINCE,
        lambda rows: ratios.pooled(_exact(rows)).fraction,
    ),
    (message("Trung bình tỷ lệ của tất cả cơ quan"), None, lambda rows: ratios.mean(_exact(rows))),
    (
        message("Trung bình tỷ lệ của các bộ, ngành"),
        Section.MINISTRY,
        lambda rows: ratios.mean(_exact(rows)),
    ),
    (
        message("Trung bình tỷ lệ của các tỉnh, thành phố"),
        Section.PROVINCE,
        lambda rows: ratios.mean(_exact(rows)),
    ),
    (message("Trung bình số in của tất cả cơ quan"), None, lambda rows: _mean(_printed(rows))),
    (
        message("Trung bình số in của các tỉnh, thành phố"),
        Section.PROVINCE,
        lambda rows: _mean(_printed(rows)),
    ),
    (message("Trung vị của tất cả cơ quan"), None, lambda rows: ratios.median(_exact(rows))),
    (
        message("Trung vị của các tỉnh, thành phố"),
        Section.PROVINCE,
        lambda rows: ratios.median(_exact(rows)),
    ),
)
"""Every average that a reader may mean: its name, the rows it is over, how it is taken."""


def judge(claim: Claim, rows: Sequence[Row]) -> Verdict:
    """Hold one claim against the rows of its period.

    An average without a definition is tried under every definition we know, half-up and cut off.

    Args:
        claim: With the scope it states; None: all rows.
        rows: Of all sections.
    """
    if claim.kind is ClaimKind.AVERAGE:
        return _judge_average(claim, rows)
    return _judge_count(claim, _within(rows, claim.scope))


def claim_finding(verdict: Verdict) -> Finding:
    """Say in a sentence how a claim fails.

    Args:
        verdict: Of a claim that does not agree with its rows.
    """
    claim = verdict.claim
    params: dict[str, str | int | Decimal] = {"quote": claim.quote, "place": claim.place}
    if verdict.judgement is Judgement.NOT_REPRODUCED:
        nearest = min(verdict.averages, key=lambda average: abs(average.percent - claim.value))
        return Finding(
            code="reporting.average_not_reproduced",
            message=message(
                "“{quote}”: không cách tính trung bình nào trong {tried} cách cho ra số này; "
                "gần nhất là {nearest}."
            ),
            params={
                **params,
                "tried": len(verdict.averages),
                "nearest": nearest.percent,
            },
        )
    counts = {**params, "exact": verdict.exact or 0, "as_printed": verdict.as_printed or 0}
    if verdict.judgement is Judgement.ONLY_AS_PRINTED:
        return Finding(
            code="reporting.count_only_as_printed",
            message=message(
                "“{quote}” ({scope}): chỉ đúng với số đã làm tròn ({as_printed}); "
                "tính chính xác là {exact}."
            ),
            params={**counts, "scope": claim.scope_as_written},
        )
    return Finding(
        code="reporting.count_contradicted",
        message=message(
            "“{quote}” ({scope}): tính chính xác là {exact}, theo số in là {as_printed}."
        ),
        params={**counts, "scope": claim.scope_as_written},
    )


def _judge_average(claim: Claim, rows: Sequence[Row]) -> Verdict:
    decimals = numerals.printed_decimals(claim.printed)
    tried = [
        (name, share)
        for name, scope, take in _AVERAGES
        if (share := take(_within(rows, scope))) is not None
    ]
    reproduced = any(
        ratios.rounded_percent(share, decimals, rounding) == claim.value
        for _, share in tried
        for rounding in Rounding
    )
    return Verdict(
        claim=claim,
        judgement=Judgement.AGREES if reproduced else Judgement.NOT_REPRODUCED,
        exact=None,
        as_printed=None,
        averages=tuple(
            Average(name=name, percent=ratios.rounded_percent(share, decimals))
            for name, share in tried
        ),
    )


def _judge_count(claim: Claim, rows: Sequence[Row]) -> Verdict:
    threshold = ratios.percent(claim.threshold_percent or 0)
    counts_below = claim.kind is ClaimKind.COUNT_BELOW

    def count(shares: Sequence[Fraction]) -> int:
        return sum((share < threshold) == counts_below for share in shares)

    exact = count([share for row in rows if (share := row.ratio.fraction) is not None])
    as_printed = count(_printed(rows))
    if exact == claim.value:
        judgement = Judgement.AGREES
    elif as_printed == claim.value:
        judgement = Judgement.ONLY_AS_PRINTED
    else:
        judgement = Judgement.CONTRADICTED
    return Verdict(
        claim=claim, judgement=judgement, exact=exact, as_printed=as_printed, averages=()
    )


def _within(rows: Sequence[Row], scope: Section | None) -> list[Row]:
    return [row for row in rows if scope is None or row.section == scope]


def _exact(rows: Sequence[Row]) -> list[Ratio]:
    return [row.ratio for row in rows]


def _printed(rows: Sequence[Row]) -> list[Fraction]:
    return [
        numerals.read_percent(row.printed) if row.printed else row.ratio.fraction or Fraction(0)
        for row in rows
    ]


def _mean(shares: Sequence[Fraction]) -> Fraction | None:
    return sum(shares, start=Fraction(0)) / len(shares) if shares else None
