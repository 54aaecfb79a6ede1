"""The legal days that a register or a report is of, as they stand in the address of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.dossiers.queries import Period
from motcua.kernel import periods
from motcua.kernel.periods import PeriodKind

_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A period beside the words of the address that said it.

    Attributes:
        said: Parameters of the address.
        label: In Vietnamese or English, for the page; of two days, those days.
        is_wrong: What was said names no period: the present month is shown.
    """

    period: Period
    said: Mapping[str, str]
    label: str
    is_wrong: bool = False


def chosen(asked: Mapping[str, str], *, today: date, lang: str) -> Chosen:
    """Return the period that an address chooses: two days, or a month, quarter or year by its id.

    Args:
        asked: `tu` and `den` (ISO 8601), else `ky`; without either the present month.
        today: Legal.
        lang: Of the label.
    """
    first, last = _day(asked.get("tu", "")), _day(asked.get("den", ""))
    if first and last and first <= last:
        label = f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
        said = {"tu": first.isoformat(), "den": last.isoformat()}
        return Chosen(period=Period(first=first, last=last), said=said, label=label)
    is_wrong = bool(asked.get("tu") or asked.get("den"))
    named = periods.Period.containing(today, PeriodKind.MONTH)
    if text := asked.get("ky", ""):
        try:
            named = periods.Period.parse(text)
        except periods.NotAPeriod:
            is_wrong = True
    last_day = date.fromordinal(named.until.toordinal() - 1)
    return Chosen(
        period=Period(first=named.first_day, last=last_day),
        said={"ky": str(named)},
        label=named.label(lang),
        is_wrong=is_wrong,
    )


def offered(today: date, *, lang: str) -> dict[str, str]:
    """Return the periods that a page offers by name: this and the last month, quarter and year."""
    found = {}
    for kind in _KINDS:
        present = periods.Period.containing(today, kind)
        for one in (present, present.previous):
            found[str(one)] = one.label(lang)
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
