"""What dossiers prove of an agency's services, beside what the agency declares.

The two have different denominators (services synced, procedures declared) and different periods;
they are shown side by side, each with its own, and never divided into one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.indicators import queries as indicators
from motcua.indicators.types import LEVEL4_SHARE, Row, Source
from motcua.kernel.messages import message
from motcua.kernel.periods import Period
from motcua.registry import queries as registry
from motcua.registry.queries import Measured, ServiceStanding

PER_PAGE = 50
STATE_CHOICES = {
    "muc-4": message("Đã chứng minh mức 4"),
    "thap-hon": message("Chứng minh thấp hơn khai báo"),
    "chua": message("Chưa chứng minh"),
}


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What an agency last declared of the level-4 share, with its period."""

    period: Period
    row: Row


@dataclass(frozen=True, kw_only=True)
class LevelsPage:
    """Everything the page of an agency's measured levels needs.

    Attributes:
        declared: None where the agency never declared.
        state: A key of `STATE_CHOICES`; empty: all services.
        shown: One page of the services in that state.
    """

    code: str
    name: str
    measured: Measured
    declared: Declared | None
    state: str
    shown: "Page[ServiceStanding]"

    @property
    def address(self) -> str:
        """Return the page's own address, without choices."""
        return reverse("observatory:levels", args=[self.code])

    def list_of(self, state: str) -> str:
        """Return the address of the services in a state."""
        return f"{self.address}?loc={state}#dich-vu"

    def page_href(self) -> str:
        """Return the address to which the number of a page is appended."""
        return f"?loc={self.state}&trang=" if self.state else "?trang="

    def options(self) -> list[dict[str, str]]:
        """Return what the filter offers."""
        everything = [{"value": "", "text": _("Tất cả")}]
        return everything + [{"value": key, "text": _(name)} for key, name in STATE_CHOICES.items()]


def build(code: str, *, state: str, number: str, today: date) -> LevelsPage | None:
    """Return the page of a ministry or province; None: there is none of this code today.

    Args:
        code: Of the agency.
        state: As typed into the address; everything unknown is as if not said.
        number: Of the page, as typed.
        today: Legal date.
    """
    agency = agencies.agencies_on(today).filter(code=code).first()
    if agency is None:
        return None
    measured = registry.measured(code, today=today)
    chosen = state if state in STATE_CHOICES else ""
    services = _in_state(measured, chosen)
    return LevelsPage(
        code=code,
        name=agency.name,
        measured=measured,
        declared=declared_by(code),
        state=chosen,
        shown=Paginator(services, PER_PAGE).get_page(number),
    )


def declared_by(code: str) -> Declared | None:
    """Return what an agency declared for the newest period that it declared anything for."""
    definition = indicators.definition(LEVEL4_SHARE)
    for period in indicators.periods_with_values(definition, source=Source.DECLARED):
        standing = indicators.standing(LEVEL4_SHARE, period=period, source=Source.DECLARED)
        row = next((row for row in standing.rows if row.agency_code == code), None)
        if row is not None:
            return Declared(period=period, row=row)
    return None


def is_below_declared(one: ServiceStanding) -> bool:
    """Tell whether dossiers prove less than the agency declares; unproven is not less."""
    proven, declared = one.proof.level, one.service.declared_level
    return proven is not None and declared is not None and proven < declared


def _in_state(measured: Measured, state: str) -> Sequence[ServiceStanding]:
    match state:
        case "muc-4":
            return measured.at_level_4()
        case "chua":
            return measured.unproven()
        case "thap-hon":
            return [one for one in measured.services if is_below_declared(one)]
        case _:
            return measured.services
