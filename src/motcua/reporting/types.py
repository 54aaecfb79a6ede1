"""What crosses the border of reporting: declared rows, publications, the appendix."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from motcua.indicators.types import Section
from motcua.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """What one agency declared, as read from one line of a file.

    Attributes:
        line: Line of the file; the header is line 1. For a sheet: the sheet row.
        section: None when the file does not say it; the agency decides then.
        number: Order printed in the table, None when the file has none.
        agency_name: As in the file, in the spelling that is stored (`text.normalise`); not yet
            matched to an agency.
        procedures_total: > 0.
        level4_services: 0 to `procedures_total`.
        printed_percent: The share as printed, "34.15%" or "30 %"; None when nothing was printed.
    """

    line: int
    section: Section | None
    number: int | None
    agency_name: str
    procedures_total: int
    level4_services: int
    printed_percent: str | None


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a file, or one place in it, cannot be taken.

    Attributes:
        line: Line of the file (header: 1) or sheet row; None when the whole file is meant.
        column: Column title as the file spells it; None when the whole line is meant.
        value: The offending text as read, shortened; empty when there is none.
        reason: Cause and next step, with a stable code.
    """

    line: int | None
    column: str | None
    value: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """A file of declared figures, read to its end.

    Attributes:
        name: File name as given by the sender.
        sha256: Of the bytes received, 64 hexadecimal digits.
        rows: The lines that could be read, in file order. Store none of them while
            `errors` is not empty.
        errors: Everything that is wrong with the file, in file order.
    """

    name: str
    sha256: str
    rows: tuple[DeclaredRow, ...]
    errors: tuple[RowError, ...]


class AppendixMode(StrEnum):
    """Which percentages an appendix shows."""

    PRINTED = "printed"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class AppendixLine:
    """One agency in the appendix.

    Attributes:
        percent: Ready to print, "34.15%"; empty when nothing was printed.
        remark: Footnote about this line, None when there is nothing to say.
        flagged: The percentage is marked, because it differs from what was published.
    """

    number: int
    agency_name: str
    procedures_total: int
    level4_services: int
    percent: str
    remark: str | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class AppendixSection:
    """One table of the appendix with its heading and notes (Ghi chú)."""

    section: Section
    numeral: str
    heading: str
    name_column: str
    lines: tuple[AppendixLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The appendix in the official lay-out, ready for any writer.

    Attributes:
        period: Label as in addresses: "2019", "2020-Q1".
        title: Title lines from top to bottom; the last one is printed in italics.
        errata: Corrections (Đính chính) printed at the end, empty when there are none.
        snapshot_id: Names the frozen set of figures this was made from.
        snapshot_sha256: Of that set, 64 hexadecimal digits.
        made_at: Aware; when the set was frozen. It is the date of every file made from it, so
            that the same set always gives the same bytes.
        source: Where the figures came from, in words or as an address.
    """

    period: str
    mode: AppendixMode
    title: tuple[str, ...]
    sections: tuple[AppendixSection, ...]
    errata: tuple[str, ...]
    snapshot_id: str
    snapshot_sha256: str
    made_at: datetime
    source: str


class ClaimKind(StrEnum):
    """What a publication asserts about its rows."""

    AVERAGE = "average"
    COUNT_AT_LEAST = "count_at_least"
    COUNT_BELOW = "count_below"


@dataclass(frozen=True, slots=True)
class Claim:
    """One number a publication states about the agencies, to be recomputed.

    Attributes:
        scope: None when the publication does not say which agencies it counted.
        threshold_percent: For counts, the share compared with; None for averages.
        printed: The number as the publication spells it: "05", "11,13%".
        value: The same number; in per cent for averages, agencies for counts.
        place: Where in the publication, in Vietnamese.
    """

    id: str
    kind: ClaimKind
    scope: Section | None
    scope_as_written: str
    threshold_percent: Decimal | None
    printed: str
    value: Decimal
    quote: str
    place: str
    remark: str


@dataclass(frozen=True, slots=True)
class PublishedTarget:
    """The share every agency has to reach, inclusive, and who set it."""

    at_least_percent: Decimal
    by_period: str
    legal_act: str
    legal_act_issued_on: date
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """Heading, notes and exclusions of one table, without its rows."""

    section: Section
    numeral: str
    heading: str
    name_column: str
    notes: tuple[str, ...]
    excluded_agencies: tuple[str, ...]
    excluded_because: str


@dataclass(frozen=True, slots=True)
class Publication:
    """An official letter that printed figures: its claims and the frame of its appendix."""

    kind: str
    number: str
    issued_on: date
    issuer: str
    signed_by: str
    subject: str
    indicator: str
    period: str
    target: PublishedTarget
    claims: tuple[Claim, ...]
    appendix_title: tuple[str, ...]
    source: str
    sections: tuple[PublishedSection, ...]


class ImportStatus(StrEnum):
    """Where an imported file stands; moves are in `lifecycle.py`."""

    CHECKED = "checked"
    """Every row could be read; its sender has still to look and decide."""
    CONFIRMED = "confirmed"
    """Its figures are published."""
    DISCARDED = "discarded"
    """Its sender threw it away; nothing of it was published."""


class Judgement(StrEnum):
    """How a published claim stands against the rows behind it."""

    AGREES = "agrees"
    """The exact shares give it."""
    ONLY_AS_PRINTED = "only_as_printed"
    """Only the rounded, printed shares give it; the exact ones do not."""
    CONTRADICTED = "contradicted"
    """Neither gives it."""
    NOT_REPRODUCED = "not_reproduced"
    """An average whose definition is not said, and which no definition gives."""


@dataclass(frozen=True, slots=True)
class Average:
    """One way to average the rows, named, and what it gives.

    Attributes:
        name: Vietnamese message id of the definition.
        percent: Rounded half-up to the decimals of the claim, for display.
    """

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim and what the rows say of it.

    Attributes:
        exact: Number of agencies by exact shares; None for averages.
        as_printed: Number of agencies by printed shares; None for averages.
        averages: Every definition that was tried; empty for counts.
    """

    claim: Claim
    judgement: Judgement
    exact: int | None
    as_printed: int | None
    averages: tuple[Average, ...]
