"""One line of a change of many services, while it is done or taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.catalogue import errors
from motcua.catalogue.models import BulkChange, BulkLine, Service
from motcua.kernel.actors import Actor
from motcua.kernel.messages import Message, message

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

CHANGED_SINCE = message("đã có người thay đổi sau đó")
NO_DAY = message("ngày áp dụng không đúng")

Value = Mapping[str, Any]
"""What is wanted; its keys are those of the operation."""
Before = dict[str, Any] | None
"""What was there; None: nothing."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One line being done.

    Attributes:
        service: None before it is offered.
    """

    bulk: BulkChange
    line: BulkLine
    agency: "Agency"
    service: Service | None
    by: Actor
    at: datetime

    @property
    def value(self) -> Mapping[str, Any]:
        """Return what is wanted."""
        value: Mapping[str, Any] = self.line.value
        return value

    @property
    def offered(self) -> Service:
        """Return the service.

        Raises:
            UnknownService: The agency does not provide the procedure any more.
        """
        if self.service is None:
            raise errors.UnknownService(
                procedure=self.line.procedure_code, agency=self.agency.full_name
            )
        return self.service

    @property
    def day(self) -> date:
        """Return the legal date from which it holds."""
        return date.fromisoformat(self.value["valid_from"])


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One kind of line.

    Attributes:
        keys: Of the value.
        needs_service: Whether the agency must provide the procedure already.
        problem: Why a value cannot be for a service (None: not offered yet), empty where it can.
        do: Does it and returns what was there before.
        undo: Restores that; returns why it did not, empty when it did.
    """

    keys: frozenset[str]
    needs_service: bool = True
    problem: Callable[[Value, Service | None], Message | str]
    do: Callable[[Doing], Before]
    undo: Callable[[Doing], Message | str]


def is_day(value: object) -> bool:
    """Tell whether a value is a date as it is stored."""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
