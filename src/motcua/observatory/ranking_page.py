"""What the ranking page says: the choice of its reader, the sentence above, the rows below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.indicators.queries import Standing
from motcua.indicators.types import Row, Section, Units
from motcua.kernel import ratios
from motcua.kernel.messages import message
from motcua.observatory.pictures import state_of
from motcua.ui import formats

SECTION_CHOICES = {"bo": Section.MINISTRY, "tinh": Section.PROVINCE}
SECTION_NAMES = {
    Section.MINISTRY: message("Bộ, ngành"),
    Section.PROVINCE: message("Tỉnh, thành phố"),
}
UNIT_CHOICES = {"": Units.THEN, "nay": Units.NOW}
STATE_CHOICES = {
    "dat": message("Đạt chỉ tiêu"),
    "chua-dat": message("Chưa đạt chỉ tiêu"),
    "lam-tron": message("Chỉ đạt nhờ làm tròn"),
    "duoi-nguong": message("Dưới ngưỡng nhắc nhở"),
}
ORDERS = {
    "ty-le": lambda row: row.rank,
    "ten": lambda row: (row.section, row.position),
    "thieu": lambda row: -row.missing,
    "thu-tuc": lambda row: -row.ratio.denominator,
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader chose; everything unknown in an address is as if not said.

    Attributes:
        section: One table of the appendix; None: both.
        state: A key of `STATE_CHOICES`; empty: all.
        order: A key of `ORDERS`.
        number: A snapshot of the past; None: the newest.
        units: By those that reported, or added up by those of today.
    """

    section: Section | None
    state: str
    order: str
    number: int | None
    units: Units = Units.THEN

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read the choice from the query of an address."""
        number = query.get("ban", "")
        return cls(
            section=SECTION_CHOICES.get(query.get("khoi", "")),
            state=query.get("loc", "") if query.get("loc") in STATE_CHOICES else "",
            order=query.get("xep", "") if query.get("xep") in ORDERS else "ty-le",
            number=int(number) if number.isdecimal() and len(number) < len("1000000") else None,
            units=UNIT_CHOICES.get(query.get("don-vi", ""), Units.THEN),
        )

    def query(self, **changes: str) -> str:
        """Return the query of an address with this choice and some changes to it."""
        section = next((key for key, value in SECTION_CHOICES.items() if value == self.section), "")
        parts = {
            "khoi": section,
            "loc": self.state,
            "xep": "" if self.order == "ty-le" else self.order,
            "ban": str(self.number or ""),
            "don-vi": next(key for key, value in UNIT_CHOICES.items() if value == self.units),
            **changes,
        }
        return urlencode({key: value for key, value in parts.items() if value})


@dataclass(frozen=True, kw_only=True)
class RankingPage:
    """Everything the template needs, in words and numbers of the page's language."""

    standing: Standing
    choice: Choice
    rows: Sequence[Row]
    target: Decimal
    watch: Decimal
    sentence: str
    address: str
    permanent: str

    def exact(self, row: Row) -> Decimal:
        """Return a row's share in percent, half-up."""
        return row.ratio.rounded_percent(self.standing.indicator.decimals) or Decimal(0)

    def state(self, row: Row) -> str:
        """Return how a row stands to the target."""
        return state_of(row)

    def link(self, row: Row) -> str:
        """Return the page with the figures behind a row."""
        address = reverse("observatory:agency", args=[str(self.standing.period), row.agency_code])
        parts = {"ban": str(self.choice.number or ""), "don-vi": "nay" if row.members else ""}
        query = urlencode({key: value for key, value in parts.items() if value})
        return f"{address}?{query}" if query else address

    def all_rows(self) -> str:
        """Return the whole ranking as it stood in the same snapshot."""
        query = self.choice.query(khoi="", loc="", xep="")
        return f"{self.address}?{query}" if query else self.address

    def sort_link(self, order: str) -> str:
        """Return this page in another order."""
        return f"{self.address}?{self.choice.query(xep=order)}#bang"

    def filter_link(self, state: str) -> str:
        """Return this page showing only rows of a state."""
        return f"{self.address}?{self.choice.query(loc=state)}#bang"

    def pooled(self) -> Decimal:
        """Return the pooled share in percent."""
        return self.standing.summary.pooled.rounded_percent() or Decimal(0)

    def mean(self) -> Decimal:
        """Return the mean of the shares in percent."""
        return ratios.rounded_percent(self.standing.summary.mean or Fraction(0))


def build(whole: Standing, standing: Standing, choice: Choice) -> RankingPage:
    """Put the page together.

    Args:
        whole: Over all sections: the sentence speaks of it.
        standing: Over the chosen section.
        choice: Of the reader.
    """
    chosen = [row for row in standing.rows if _matches(row, choice.state)]
    address = reverse("observatory:period", args=[str(standing.period)])
    number = standing.snapshot.number if standing.snapshot else 0
    return RankingPage(
        standing=standing,
        choice=choice,
        rows=sorted(chosen, key=ORDERS[choice.order]),
        target=ratios.rounded_percent(standing.thresholds.target, 0),
        watch=ratios.rounded_percent(standing.thresholds.watch, 0),
        sentence=_sentence(whole),
        address=address,
        permanent=f"{address}?{choice.query(ban=str(number))}",
    )


def filter_options(choice: Choice, *, then: int, now: int) -> dict[str, object]:
    """Return what the filter bar offers, and which of it is chosen.

    Args:
        choice: Of the reader.
        then: How many provinces reported.
        now: How many there are today.
    """
    units = [
        {"value": "", "text": _("Theo đơn vị khi đó ({count} tỉnh)").format(count=then)},
        {"value": "nay", "text": _("Theo đơn vị hiện nay ({count} tỉnh)").format(count=now)},
    ]
    unit = next(key for key, value in UNIT_CHOICES.items() if value == choice.units)
    sections = [{"value": "", "text": _("Tất cả")}] + [
        {"value": key, "text": _(SECTION_NAMES[section])}
        for key, section in SECTION_CHOICES.items()
    ]
    states = [{"value": "", "text": _("Tất cả")}] + [
        {"value": key, "text": _(name)} for key, name in STATE_CHOICES.items()
    ]
    chosen = next((key for key, value in SECTION_CHOICES.items() if value == choice.section), "")
    return {
        "section_options": sections,
        "section_value": chosen,
        "state_options": states,
        "unit_options": units,
        "unit_value": unit,
    }


def _matches(row: Row, state: str) -> bool:
    match state:
        case "dat":
            return row.meets_target
        case "chua-dat":
            return not row.meets_target
        case "lam-tron":
            return state_of(row) == "rounded_up"
        case "duoi-nguong":
            return row.is_below_watch
        case _:
            return True


def _sentence(whole: Standing) -> str:
    """Say the finding: how many really reach the target, and how many the print lets seem so."""
    summary = whole.summary
    meeting = {
        section: sum(row.meets_target for row in whole.rows if row.section is section)
        for section in Section
    }
    first = _(
        "{period}, {meeting} trên {total} cơ quan thật sự đạt {target} dịch vụ công trực tuyến "
        "mức độ 4: {ministries} bộ, ngành và {provinces} tỉnh, thành phố."
    ).format(
        period=whole.period.label(formats.language()),
        meeting=summary.meeting_target,
        total=summary.agencies,
        target=formats.percent(ratios.rounded_percent(whole.thresholds.target, 0)),
        ministries=meeting[Section.MINISTRY],
        provinces=meeting[Section.PROVINCE],
    )
    seeming = summary.meeting_as_printed - summary.meeting_target
    if seeming <= 0:
        return first
    second = ngettext(
        "Số in cho thấy {printed}, vì {count} cơ quan đã được làm tròn lên.",
        "Số in cho thấy {printed}, vì {count} cơ quan đã được làm tròn lên.",
        seeming,
    ).format(printed=summary.meeting_as_printed, count=seeming)
    return f"{first} {second}"
