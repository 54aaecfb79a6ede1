"""Values that cross the border of the module."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.kernel import numerals
from motcua.kernel.errors import Translate
from motcua.kernel.ratios import Ratio

LEVEL4_SHARE = "level4_share"
"""Code of the level-4 share of all procedures (I1; DESIGN §7)."""


class Source(StrEnum):
    """Where a value comes from."""

    DECLARED = "declared"
    """The agency says so."""
    MEASURED = "measured"
    """Counted from dossier events."""


class Section(StrEnum):
    """The two tables of the official appendix."""

    MINISTRY = "ministry"
    PROVINCE = "province"


class Units(StrEnum):
    """By which organisations a ranking is read."""

    THEN = "then"
    """Those that reported."""
    NOW = "now"
    """Those that stand in their place today; figures are added up."""


class TargetKind(StrEnum):
    """What a threshold means."""

    FLOOR = "floor"
    """To be reached: numerator / denominator >= threshold."""
    WATCH = "watch"
    """Below it an agency is named: numerator / denominator < threshold."""


class FindingCode(StrEnum):
    """What can be wrong with a value; permanent."""

    PRINTED_DIFFERS = "indicators.printed_differs"
    """The printed share is not the exact one, half-up."""
    ROUNDED_OVER_TARGET = "indicators.rounded_over_target"
    """And only the printed one reaches the target."""
    ONLY_SYNCED = "indicators.only_synced_services"
    """Measured over the services that were synced, not over all procedures."""
    NOT_JUDGED = "indicators.not_judged"
    """Measured over something else than the target is set for, so it is not held against it."""
    ADDED_UP = "indicators.added_up"
    """The sum of what several units reported that are one today."""


@dataclass(frozen=True, kw_only=True)
class DeclaredValue:
    """What one agency declares for a period.

    Attributes:
        agency: Its primary key.
        numerator: Count, >= 0.
        denominator: Count, > 0.
        printed: The share as the source prints it; None where it prints none.
        position: Its number in its table of the source, from 1.
        written_name: The agency's name as the source writes it.
    """

    agency: int
    numerator: int
    denominator: int
    printed: str | None
    position: int
    written_name: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is wrong with a row or a whole period, said in full.

    Attributes:
        code: Dotted and permanent; its meaning is in `docs/reference/findings.md`.
        message: Vietnamese, with `str.format` fields.
        params: Values of the fields; what we computed in percent is a number, what a source printed
            stays the text it is.
    """

    code: str
    message: str
    params: Mapping[str, str | int | Decimal]

    def text(self, translate: Translate = str, lang: str = "vi") -> str:
        """Return the sentence, numbers written as the language does.

        Args:
            translate: From the Vietnamese text into the reader's language.
            lang: `vi` or `en`.
        """
        written = {name: _written(value, lang) for name, value in self.params.items()}
        return translate(self.message).format_map(written)


def _written(value: str | int | Decimal, lang: str) -> str:
    match value:
        case Decimal():
            return numerals.format_percent(value, lang)
        case int():
            return numerals.format_count(value, lang)
        case _:
            return value


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The two lines a ranking is read against, as exact fractions."""

    target: Fraction
    watch: Fraction


@dataclass(frozen=True, kw_only=True)
class Row:
    """One agency in a ranking.

    Attributes:
        rank: From 1 by exact share; equal shares share a rank.
        written_name: The agency's name as the source writes it.
        missing: How many more numerators would reach the target; 0 when it is met.
        since: Number of the snapshot in which this value was recorded.
        printed: As the source prints it; None where it prints nothing.
        members: The rows that were added up, or the one that goes on under another name; empty
            where the agency reported itself.
    """

    agency_code: str
    agency_name: str
    written_name: str
    agency_id: int
    section: Section
    position: int
    ratio: Ratio
    printed: str | None
    rank: int
    meets_target: bool
    is_below_watch: bool
    missing: int
    since: int
    findings: tuple[Finding, ...]
    members: "tuple[Row, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class Summary:
    """All rows of a ranking together; pooled and mean are two things and named as such.

    Attributes:
        pooled: Sum of numerators over sum of denominators.
        mean: Mean of the rows' shares, exact; None without rows.
        median: Median of the rows' shares, exact; None without rows.
        meeting_as_printed: How many reach the target if the printed value is believed.
        below_as_printed: How many lie below the watch line if the printed value is believed.
    """

    agencies: int
    pooled: Ratio
    mean: Fraction | None
    median: Fraction | None
    meeting_target: int
    meeting_as_printed: int
    below_watch: int
    below_as_printed: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class MeasuredRow:
    """What dossiers prove of one agency's services on a day; it has no rank and meets no target.

    Attributes:
        ratio: Services proven over services synced: not over all procedures, which nobody sends.
    """

    agency_code: str
    agency_name: str
    section: Section
    ratio: Ratio
    findings: tuple[Finding, ...]
