"""Tells the national site what services there are and what they can do.

Source: ours, beside the dossier feed of DESIGN §7: `POST /api/v1/sync/services`; field names follow
the national portal's where it has them.
"""

import logging
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.catalogue.models import Service
from motcua.exchange import actions as exchange

log = logging.getLogger(__name__)

BATCH = 200
"""Rows of one call."""


def is_behind() -> bool:
    """Tell whether the national site has not taken the latest state of some service."""
    return _behind().exists()


def push_batch(*, at: datetime) -> bool:
    """Send one batch; return whether more is worth sending.

    Raises:
        RemoteUnavailable, RemoteRefused, RemoteAnswerNotUnderstood: The call failed.
    """
    found = list(_behind().select_related("agency", "procedure").order_by("id")[:BATCH])
    if not found or not exchange.is_connected("national"):
        return False
    declared = queries.declared_levels([one.id for one in found], on=agencies.legal_today())
    rows = [_row(one, declared.get(one.id)) for one in found]
    answer = exchange.call(
        partner="national", service="sync/services", body={"data": rows}, rows=len(rows), at=at
    )
    refusals = {row["MaDichVu"]: row["reason"] for row in answer["data"] if not row["accepted"]}
    for one, row in zip(found, rows, strict=True):
        if row["MaDichVu"] in refusals:
            log.error("the national site refused %s: %s", one.id, refusals[row["MaDichVu"]])
            continue
        Service.objects.filter(id=one.id).update(synced_version=one.version)
    return len(found) == BATCH and not refusals


def _row(one: Service, declared: int | None) -> dict[str, Any]:
    current = one.procedure.current_id
    version = queries.version(current) if current else None
    return {
        "MaDichVu": str(one.id),
        "PhienBan": one.version,
        "MaTTHC": one.procedure_id,
        "TenTTHC": one.procedure.name,
        "DonViXuLy": one.agency.code,
        "TenDonViXuLy": one.agency.full_name,
        "MucDoKhaiBao": declared or 0,
        "MucDoKhaNang": one.capable_level or 0,
        "PhienBanThuTuc": version.number if version else 0,
        "ThuPhi": int(any(fee.amount for fee in version.content.fees)) if version else 0,
        "ThanhToanTrucTuyen": int(version.content.online_payment) if version else 0,
    }


def _behind() -> QuerySet[Service]:
    return Service.objects.filter(version__gt=F("synced_version"))
