"""What stands in the papers of requests, pauses, promises and refusals after receipt.

Each says what its event said, whatever happened to the dossier since: it is found by the version
that the dossier had after the event.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Pause, Promise, Supplement
from motcua.dossiers.types import PromisedBy

Data = dict[str, Any]


def _supplement_request(found: Dossier, version: int) -> Data:
    asked = Supplement.objects.get(dossier=found.id, version=version)
    return {
        "is_received": asked.is_received,
        "wanted": asked.wanted,
        "reason": asked.reason,
        "asked_by": queries.shown_actor(asked.asked_by),
    }


def _obligation_notice(found: Dossier, version: int) -> Data:
    pause = Pause.objects.get(dossier=found.id, version=version)
    return {
        "what_for": pause.note,
        "amount": pause.amount,
        "notice_number": pause.notice_number,
        "asked_by": queries.shown_actor(pause.began_by),
        "accepted_at": _legal(found.accepted_at),
    }


def _stop_notice(found: Dossier, version: int) -> Data:
    pause = Pause.objects.get(dossier=found.id, version=version)
    return {
        "reason": pause.note,
        "stopped_at": _legal(pause.began_at),
        "accepted_at": _legal(found.accepted_at),
        "signed_by": queries.shown_actor(pause.began_by),
    }


def _new_date(why: PromisedBy) -> Callable[[Dossier, int], Data]:
    def said(found: Dossier, _version: int) -> Data:
        promises = Promise.objects.filter(dossier=found.id).order_by("number")
        given = promises.get(why=why)
        before = promises.get(number=given.number - 1)
        return {
            "accepted_at": _legal(found.accepted_at),
            "promised_before": _legal(before.promised_at),
            "promised_at": _legal(given.promised_at),
            "reason": given.note,
            "signed_by": queries.shown_actor(given.by),
        }

    return said


def _decline(found: Dossier, _version: int) -> Data:
    content = catalogue.version(found.procedure_version_id).content
    reasons = {reason.code: reason.text for reason in content.refusal_reasons}
    declined = audit.events_of(f"dossier:{found.id}").get(kind="dossiers.decline.v1")
    return {
        "reason": reasons.get(found.reason_code, ""),
        "note": found.reason_note,
        "accepted_at": _legal(found.accepted_at),
        "signed_by": queries.shown_actor(declined.actor),
    }


def _revocation(found: Dossier, version: int) -> Data:
    end = documents.ended_by(f"dossier:{found.id}", PaperKind.REVOCATION, version)
    return {
        "revoked": {
            "number": f"{end.paper.number}/{end.paper.year}",
            "issued_at": _legal(end.paper.issued_at),
        },
        "revoked_at": _legal(end.at),
        "reason": end.reason,
        "legal_basis": end.legal_basis,
    }


def _legal(real: datetime | None) -> str | None:
    return agencies.legal_shift().legal_moment(real).isoformat() if real else None


OWN: dict[PaperKind, Callable[[Dossier, int], Data]] = {
    PaperKind.SUPPLEMENT_REQUEST: _supplement_request,
    PaperKind.OBLIGATION_NOTICE: _obligation_notice,
    PaperKind.STOP_NOTICE: _stop_notice,
    PaperKind.EXTENSION: _new_date(PromisedBy.EXTENSION),
    PaperKind.APOLOGY: _new_date(PromisedBy.REAPPOINTMENT),
    PaperKind.DECLINE: _decline,
    PaperKind.REVOCATION: _revocation,
}
