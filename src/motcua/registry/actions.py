"""Writes of the registry: who may send, and what was sent."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue.types import Channel
from motcua.exchange import actions as exchange
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.registry import errors, incoming, queries, rules
from motcua.registry.incoming import DossierRow, ServiceRow
from motcua.registry.models import Partner, ReceivedEvent, SyncedDossier, SyncedService
from motcua.registry.types import Outcome, Receipt, Sender

MOST_ROWS = 500
"""Rows of one call (DESIGN §7)."""


@transaction.atomic
def register_partner(
    *, client: str, secret: str, name: str, agency_code: str, by: Actor, at: datetime
) -> Partner:
    """Let a program send what an agency and those below it do; repeating it changes nothing.

    Args:
        client: Its id: lower-case letters, digits, dots and dashes.
        secret: Shared with it, kept as a hash.
        name: Of the system, as operators call it.
        agency_code: Such as H47.
        by: Who registers it.
        at: Real time.
    """
    actor = Actor.client(client)
    exchange.ensure_client(client=client, secret=secret, name=name)
    partner = Partner.objects.filter(client=client).first()
    if partner is not None and partner.agency_code == agency_code:
        return partner
    partner, _ = Partner.objects.update_or_create(
        client=client,
        defaults={"agency_code": agency_code, "registered_at": at, "registered_by": str(by)},
    )
    audit.record(
        stream=_stream(actor),
        kind="registry.partner_registered.v1",
        by=by,
        at=at,
        payload={"client": client, "agency": agency_code},
    )
    return partner


def receive_dossiers(*, rows: Sequence[object], sender: Sender, at: datetime) -> list[Receipt]:
    """Take what is new among snapshots of dossiers; answer each row, in their order.

    A later version always wins, whatever the order; a row that is wrong spoils no other.

    Args:
        rows: JSON values as they came, at most 500.
        sender: Whose token it was.
        at: Real time.

    Raises:
        BatchTooLong: More than 500.
    """
    read = _read(DossierRow, rows, at=at)
    receipts: list[Receipt] = []
    events: list[ReceivedEvent] = []
    latest: dict[str, SyncedDossier] = {}
    with transaction.atomic():
        _one_batch_at_a_time(sender)
        known = queries.known_dossiers(
            [row for row in read if isinstance(row, DossierRow)], client=sender.client
        )
        for raw, row in zip(rows, read, strict=True):
            outcome, reason = _judged(row, sender, known)
            receipts.append(_receipt(raw, "MaHoSo", outcome, reason))
            if isinstance(row, str) or outcome not in {Outcome.TAKEN, Outcome.STALE}:
                continue
            events.append(_event(row, sender, at))
            if outcome is Outcome.TAKEN:
                latest[row.code] = _dossier(row, at)
        ReceivedEvent.objects.bulk_create(events)
        SyncedDossier.objects.bulk_create(
            latest.values(),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=_all_but(SyncedDossier, "code"),
        )
        _record("registry.dossiers_received.v1", read, receipts, sender, at)
    return receipts


def receive_services(*, rows: Sequence[object], sender: Sender, at: datetime) -> list[Receipt]:
    """Take what is new among services; as `receive_dossiers`, by version alone.

    Raises:
        BatchTooLong: More than 500.
    """
    read = _read(ServiceRow, rows, at=at)
    receipts: list[Receipt] = []
    latest: dict[str, SyncedService] = {}
    with transaction.atomic():
        _one_batch_at_a_time(sender)
        known = queries.known_services(
            [row for row in read if isinstance(row, ServiceRow)],
            top_code=rules.top_of(sender.agency_code),
        )
        for raw, row in zip(rows, read, strict=True):
            outcome, reason = _service_judged(row, sender, known)
            receipts.append(_receipt(raw, "MaDichVu", outcome, reason))
            if isinstance(row, ServiceRow) and outcome is Outcome.TAKEN:
                latest[row.code] = _service(row, at)
        SyncedService.objects.bulk_create(
            latest.values(),
            update_conflicts=True,
            unique_fields=["top_code", "code"],
            update_fields=_all_but(SyncedService, "id", "top_code", "code"),
        )
        _record("registry.services_received.v1", read, receipts, sender, at)
    return receipts


def _read(
    kind: type[incoming.Row], rows: Sequence[object], *, at: datetime
) -> list[incoming.Row | str]:
    if len(rows) > MOST_ROWS:
        raise errors.BatchTooLong(most=MOST_ROWS, rows=len(rows))
    now = agencies.legal_shift().legal_moment(at)
    return [incoming.read(kind, row, now=now) for row in rows]


def _one_batch_at_a_time(sender: Sender) -> None:
    """Let the batches of one ministry or province follow one another until commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('registry_sync'), hashtext(%s))",
            [rules.top_of(sender.agency_code)],
        )


def _judged(
    row: DossierRow | str, sender: Sender, known: rules.KnownDossiers
) -> tuple[Outcome, str]:
    own = sender.agency_code
    if isinstance(row, str):
        return Outcome.REFUSED, row
    if not rules.is_within(row.agency_code, own):
        return Outcome.REFUSED, rules.NOT_YOURS.format(own=own)
    if not rules.is_within(rules.agency_in(row.code), own):
        return Outcome.REFUSED, rules.CODE_NOT_YOURS.format(own=own)
    return known.judge(event=row.event, code=row.code, version=row.version, sha256=row.sha256)


def _service_judged(
    row: ServiceRow | str, sender: Sender, known: rules.KnownServices
) -> tuple[Outcome, str]:
    if isinstance(row, str):
        return Outcome.REFUSED, row
    if not rules.is_within(row.agency_code, sender.agency_code):
        return Outcome.REFUSED, rules.NOT_YOURS.format(own=sender.agency_code)
    return known.judge(
        code=row.code,
        offer=(row.agency_code, row.procedure_code),
        version=row.version,
        sha256=row.sha256,
    )


def _receipt(raw: object, field: str, outcome: Outcome, reason: str) -> Receipt:
    code, version = incoming.key_of(raw, field)
    return Receipt(code=code, version=version, outcome=outcome, reason=reason)


def _event(row: DossierRow, sender: Sender, at: datetime) -> ReceivedEvent:
    return ReceivedEvent(
        partner_id=sender.client,
        event=row.event,
        dossier_code=row.code,
        version=row.version,
        sha256=row.sha256,
        received_at=at,
    )


def _dossier(row: DossierRow, at: datetime) -> SyncedDossier:
    return SyncedDossier(
        code=row.code,
        version=row.version,
        top_code=rules.top_of(row.agency_code),
        agency_code=row.agency_code,
        agency_name=text.normalise(row.agency_name),
        procedure_code=row.procedure_code,
        procedure_name=text.normalise(row.procedure_name),
        status=row.status,
        channel=_CHANNELS[row.channel],
        fee_amount=row.fee_amount,
        is_fee_paid_online=row.is_fee_paid_online,
        lived_level=row.lived_level or None,
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        promised_at=row.promised_at,
        finished_at=row.finished_at,
        returned_at=row.returned_at,
        refused_at=row.refused_at,
        whole_code=row.whole_code,
        is_carried_over=row.is_carried_over,
        applicant_name=text.normalise(row.applicant_name),
        personal_id_index=queries.personal_id_index(row.personal_id),
        phone_index=queries.phone_index(row.phone),
        sha256=row.sha256,
        received_at=at,
    )


_CHANNELS = {str(channel.number): channel for channel in Channel}


def _service(row: ServiceRow, at: datetime) -> SyncedService:
    return SyncedService(
        top_code=rules.top_of(row.agency_code),
        code=row.code,
        version=row.version,
        agency_code=row.agency_code,
        agency_name=text.normalise(row.agency_name),
        procedure_code=row.procedure_code,
        procedure_name=text.normalise(row.procedure_name),
        sort_key=text.sort_key(f"{row.procedure_name} {row.agency_name}"),
        declared_level=row.declared_level or None,
        capable_level=row.capable_level or None,
        has_fee=bool(row.has_fee),
        is_payable_online=bool(row.is_payable_online),
        sha256=row.sha256,
        received_at=at,
    )


def _all_but(model: type[SyncedDossier | SyncedService], *names: str) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in names]  # noqa: SLF001 Django's public way to list fields


def _record(
    kind: str,
    read: Sequence[DossierRow | ServiceRow | str],
    receipts: Sequence[Receipt],
    sender: Sender,
    at: datetime,
) -> None:
    """Record one event for a batch: how many rows met which fate, and the hash of those read."""
    actor = Actor.client(sender.client)
    hashes = [row.sha256 for row in read if not isinstance(row, str)]
    audit.record(
        stream=_stream(actor),
        kind=kind,
        by=actor,
        at=at,
        payload={
            "rows": len(receipts),
            **rules.counts(Counter(receipt.outcome for receipt in receipts)),
            "sha256": hashlib.sha256(canonical(hashes)).hexdigest(),
        },
    )


def _stream(client: Actor) -> str:
    return f"sync:{client.id}"
