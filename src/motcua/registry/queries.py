"""Reads of the registry: look-up, and what dossiers prove of services."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from motcua.kernel.clock import HANOI
from motcua.kernel.levels import Level, Proof, proven
from motcua.kernel.messages import message
from motcua.privacy import sealing
from motcua.registry import errors, rules
from motcua.registry.incoming import DossierRow, ServiceRow
from motcua.registry.models import Partner, ReceivedEvent, SyncedDossier, SyncedService
from motcua.registry.types import Level4Count, NationalStatus, Sender, Window

_NOBODY = bytes(32)
"""Stands where no index is, so that every look-up compares as much."""


def sender(client: str) -> Sender:
    """Return for whom a client sends.

    Raises:
        NoAgencyRegistered: Nobody said.
    """
    found = Partner.objects.filter(client=client).first()
    if found is None:
        raise errors.NoAgencyRegistered
    return Sender(client=client, agency_code=found.agency_code)


def known_dossiers(rows: Sequence[DossierRow], *, client: str) -> rules.KnownDossiers:
    """Return what is here already of the dossiers and events of a batch, in two queries."""
    codes = {row.code for row in rows}
    received = ReceivedEvent.objects.filter(
        Q(partner=client, event__in=[row.event for row in rows])
        | Q(dossier_code__in=codes, version__in={row.version for row in rows})
    ).values_list("partner", "event", "dossier_code", "version", "sha256")
    known = rules.KnownDossiers(
        latest=dict(SyncedDossier.objects.filter(code__in=codes).values_list("code", "version"))
    )
    for whose, event, code, version, sha256 in received:
        known.versions[code, version] = event
        if whose == client:
            known.events[event] = (code, version, sha256)
    return known


def known_services(rows: Sequence[ServiceRow], *, top_code: str) -> rules.KnownServices:
    """Return what is here already of the services of a batch, in one query."""
    found = SyncedService.objects.filter(
        Q(code__in={row.code for row in rows})
        | Q(
            agency_code__in={row.agency_code for row in rows},
            procedure_code__in={row.procedure_code for row in rows},
        ),
        top_code=top_code,
    ).values_list("code", "version", "sha256", "agency_code", "procedure_code")
    known = rules.KnownServices()
    for code, version, sha256, agency_code, procedure_code in found:
        offer = (agency_code, procedure_code)
        known.services[code] = rules.KnownService(version=version, sha256=sha256, offer=offer)
        known.offers[offer] = code
    return known


def personal_id_index(written: str) -> bytes | None:
    """Return the blind index of an id number; None for none."""
    return _index(rules.personal_id(written), "personal_id")


def phone_index(written: str) -> bytes | None:
    """Return the blind index of a telephone number; None for none."""
    return _index(rules.phone(written), "phone")


def look_up(*, code: str, fact: str) -> SyncedDossier | None:
    """Return a dossier to one who knows its code and the applicant's id or telephone number.

    A wrong code and a wrong fact take the same steps: one query, two indexes, two comparisons.
    """
    found = SyncedDossier.objects.filter(code=code).first()
    by_id = _same(
        found.personal_id_index if found else None, _indexes(rules.personal_id(fact), "personal_id")
    )
    by_phone = _same(found.phone_index if found else None, _indexes(rules.phone(fact), "phone"))
    return found if by_id | by_phone else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicState:
    """What the look-up says of a dossier: where it stands, and no more of the person than asked.

    Attributes:
        steps: What happened, and when in law; in order.
        promised_at: Legal time; None where nothing was promised, or it is over.
        is_late: The promise is past and the result not there.
        received_at: Real time at which the agency's system last told us.
    """

    code: str
    status: NationalStatus
    procedure: str
    agency: str
    applicant: str
    steps: tuple[tuple[str, datetime], ...]
    promised_at: datetime | None
    is_late: bool
    received_at: datetime


def public_state(found: SyncedDossier, *, now: datetime) -> PublicState:
    """Return what may be said of a dossier.

    Args:
        found: One that was looked up rightly.
        now: Legal time, aware.
    """
    status = NationalStatus(found.status)
    happened = (
        (message("Nộp hồ sơ"), found.submitted_at),
        (message("Tiếp nhận"), found.accepted_at),
        (message("Từ chối tiếp nhận"), found.refused_at),
        (message("Có kết quả"), found.finished_at),
        (message("Trả kết quả"), found.returned_at),
    )
    promised_at = found.promised_at if status.is_open else None
    return PublicState(
        code=found.code,
        status=status,
        procedure=found.procedure_name,
        agency=found.agency_name,
        applicant=rules.masked(found.applicant_name),
        steps=tuple((what, moment) for what, moment in happened if moment is not None),
        promised_at=promised_at,
        is_late=promised_at is not None and promised_at < now and not found.finished_at,
        received_at=found.received_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStanding:
    """A service beside what its dossiers prove."""

    service: SyncedService
    proof: Proof[Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What dossiers prove of one ministry's or province's services, on a legal date.

    Attributes:
        window: The legal days whose dossiers were counted.
        services: In Vietnamese order of their names.
        elsewhere: Dossiers returned in the window by services that were not sent.
    """

    window: Window
    services: tuple[ServiceStanding, ...]
    elsewhere: int

    @property
    def dossiers(self) -> int:
        """Return how many dossiers were counted."""
        return sum(one.proof.m for one in self.services)

    def at_level_4(self) -> tuple[ServiceStanding, ...]:
        """Return the services proven at level 4."""
        return tuple(one for one in self.services if one.proof.level is Level.PAYMENT)

    def unproven(self) -> tuple[ServiceStanding, ...]:
        """Return the services without a dossier in the window."""
        return tuple(one for one in self.services if one.proof.level is None)


def measured(top_code: str, *, today: date) -> Measured:
    """Return what dossiers prove of the services of a ministry or province, in two queries."""
    days = rules.window(today)
    lived = _lived(_returned(days).filter(top_code=top_code))
    services = tuple(
        ServiceStanding(service=one, proof=_proof(one, lived))
        for one in SyncedService.objects.filter(top_code=top_code).order_by("sort_key", "code")
    )
    counted = sum(one.proof.m for one in services)
    everything = sum(sum(levels.values()) for levels in lived.values())
    return Measured(window=days, services=services, elsewhere=everything - counted)


def service_standing(
    agency_code: str, procedure_code: str, *, today: date
) -> ServiceStanding | None:
    """Return one service beside what its dossiers prove; None: it was never sent."""
    found = SyncedService.objects.filter(
        top_code=rules.top_of(agency_code), agency_code=agency_code, procedure_code=procedure_code
    ).first()
    if found is None:
        return None
    lived = _lived(dossiers_behind(found, window=rules.window(today)))
    return ServiceStanding(service=found, proof=_proof(found, lived))


def dossiers_behind(service: SyncedService, *, window: Window) -> QuerySet[SyncedDossier]:
    """Return the dossiers that a service's proof was counted from, latest first."""
    return (
        _returned(window)
        .filter(
            top_code=service.top_code,
            agency_code=service.agency_code,
            procedure_code=service.procedure_code,
        )
        .order_by("-returned_at", "code")
    )


def level4_counts(*, today: date) -> list[Level4Count]:
    """Return for each ministry and province how many services prove level 4, in two queries."""
    lived = _lived(_returned(rules.window(today)))
    proofs: dict[str, list[Proof[Level]]] = {}
    for service in SyncedService.objects.order_by("top_code"):
        proofs.setdefault(service.top_code, []).append(_proof(service, lived))
    return [
        Level4Count(
            top_code=top_code,
            proven=sum(proof.level is Level.PAYMENT for proof in found),
            unproven=sum(proof.level is None for proof in found),
            services=len(found),
            dossiers=sum(proof.m for proof in found),
        )
        for top_code, found in proofs.items()
    ]


def window(*, today: date) -> Window:
    """Return the legal days whose dossiers prove something on a legal date."""
    return rules.window(today)


def has_services() -> bool:
    """Tell whether anything can be measured."""
    return SyncedService.objects.exists()


_Offer = tuple[str, str]


def _returned(window: Window) -> QuerySet[SyncedDossier]:
    """Return what was filed and handed back, as its agency saw.

    Legs of it, filed by nobody, count with it; what another system kept before, counts nowhere.
    """
    return SyncedDossier.objects.filter(
        status=NationalStatus.RETURNED,
        whole_code="",
        is_carried_over=False,
        returned_at__gte=_midnight(window.first),
        returned_at__lt=_midnight(window.last + timedelta(days=1)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=HANOI)


def _lived(returned: QuerySet[SyncedDossier]) -> Mapping[_Offer, Mapping[Level, int]]:
    """Return how many dossiers of each service showed each level."""
    counted: Iterable[tuple[str, str, int, int]] = (
        returned.order_by()
        .values_list("agency_code", "procedure_code", "lived_level")
        .annotate(Count("code"))
    )
    lived: dict[_Offer, dict[Level, int]] = {}
    for agency_code, procedure_code, level, count in counted:
        lived.setdefault((agency_code, procedure_code), {})[Level(level)] = count
    return lived


def _proof(service: SyncedService, lived: Mapping[_Offer, Mapping[Level, int]]) -> Proof[Level]:
    capable = Level(service.capable_level) if service.capable_level else None
    return proven(capable, lived.get((service.agency_code, service.procedure_code), {}))


def _index(written: str, column: str) -> bytes | None:
    return _indexes(written, column)[0] if written else None


def _indexes(written: str, column: str) -> list[bytes]:
    """Return the index under each key; of nothing too, which nobody has."""
    return sealing.blind_indexes(written, column=f"registry_synceddossier.{column}")


def _same(kept: bytes | memoryview | None, given: list[bytes]) -> bool:
    """Compare in constant time; nothing is the same as nothing."""
    found = bytes(kept) if kept else _NOBODY
    return sum(hmac.compare_digest(found, one) for one in given) > 0
