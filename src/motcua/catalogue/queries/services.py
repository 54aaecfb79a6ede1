"""Which agency provides which procedure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.catalogue import errors
from motcua.catalogue.models import Service
from motcua.catalogue.queries.settings import terms
from motcua.catalogue.queries.versions import Version, current_version, in_force
from motcua.catalogue.settable import Resolved
from motcua.catalogue.types import Channel

if TYPE_CHECKING:
    from motcua.agencies.models import Agency


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A service with the version that new dossiers get on a legal date."""

    service: UUID
    agency: "Agency"
    version: Version
    on: date

    @cached_property
    def terms(self) -> Resolved:
        """What holds at this agency, its settings and those above it counted; one query."""
        return terms(self.version, agency_id=self.agency.id, at=timezone.now(), day=self.on)

    @property
    def takes_dossiers(self) -> bool:
        """Whether new dossiers are taken on that date."""
        return self.version.takes_dossiers_on(self.on)


def offers(procedure_code: str, *, on: date) -> list[Offer]:
    """Return who provides a procedure on a legal date, in Vietnamese order; one query more.

    Raises:
        UnknownProcedure: Nothing is published under the code.
    """
    current = current_version(procedure_code, on=on)
    services = Service.objects.filter(procedure=procedure_code).select_related("agency")
    return [
        Offer(service=one.id, agency=one.agency, version=current, on=on)
        for one in services.order_by("agency__sort_key")
        if one.stands_on(on) and one.agency.stands_on(on)
    ]


def offer(procedure_code: str, agency_code: str, *, on: date) -> Offer:
    """Return a procedure as one agency provides it on a legal date, in one query.

    Raises:
        UnknownService: The agency does not, or there is no such procedure.
    """
    services = Service.objects.filter(procedure=procedure_code, agency__code=agency_code)
    # A code may have been another agency's before: the day decides.
    for one in services.select_related("agency", "procedure"):
        stands = one.stands_on(on) and one.agency.stands_on(on)
        if stands and (found := in_force(one.procedure, on=on)):
            return Offer(service=one.id, agency=one.agency, version=found, on=on)
    raise errors.UnknownService(procedure=procedure_code[:40], agency=agency_code[:40])


def nearest_offer(procedure_code: str, *, to: int, on: date) -> Offer | None:
    """Return who provides a procedure nearest to an organisation on a legal date; None: nobody.

    Nearest is the organisation itself, then those right below it, then so for each above it.

    Raises:
        UnknownProcedure: Nothing is published under the code.
    """
    provided = offers(procedure_code, on=on)
    for unit in agencies.lineage(to):
        own = [one for one in provided if one.agency.id == unit]
        below = [one for one in provided if one.agency.parent_id == unit]
        if own or below:
            return (own or below)[0]
    return None


def check_open(provided: Service, *, on: date) -> None:
    """Refuse where an agency takes no dossiers of a procedure on a legal date.

    Args:
        provided: The service, with its agency and procedure.
        on: Legal date.

    Raises:
        ProcedureClosed: Nobody takes any.
        ServiceEnded: This agency does not provide the procedure on that date.
    """
    found = in_force(provided.procedure, on=on)
    if found is not None and not found.takes_dossiers_on(on):
        raise errors.ProcedureClosed.of(found.content.name, found.closes_on)
    if not (provided.stands_on(on) and provided.agency.stands_on(on)):
        raise errors.ServiceEnded(agency=provided.agency.full_name)


def service(service_id: UUID) -> Service:
    """Return a service with its agency and procedure."""
    return Service.objects.select_related("agency", "procedure").get(id=service_id)


def judged_services() -> list[UUID]:
    """Return the services whose proven level may lapse."""
    return list(Service.objects.exclude(proven_level=None).values_list("id", flat=True))


def procedures_at(agency_ids: Collection[int]) -> dict[str, str]:
    """Return the names of the procedures that some agencies provide, by code, in name order."""
    rows = Service.objects.filter(agency__in=agency_ids).order_by("procedure__sort_key")
    return dict(rows.values_list("procedure", "procedure__name").distinct())


def services_by_offer(
    procedures: Collection[str], agency_ids: Collection[int]
) -> dict[tuple[str, int], UUID]:
    """Return which service it is that an agency provides, or ever did, of a procedure."""
    found = Service.objects.filter(procedure__in=procedures, agency__in=agency_ids)
    return {
        (procedure, agency): service
        for procedure, agency, service in found.values_list("procedure", "agency", "id")
    }


def services_at(agency_ids: Collection[int]) -> list[Service]:
    """Return the services of some agencies that can be filed online, for those who answer."""
    return list(
        Service.objects.filter(agency__in=agency_ids)
        .filter(procedure__current__content__channels__contains=[Channel.ONLINE])
        .select_related("agency", "procedure")
        .order_by("procedure__sort_key", "agency__sort_key")
    )
