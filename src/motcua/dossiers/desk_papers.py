"""What stands in papers that go with the work: slips, proposals, receipts of fees and results."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, HandOver, Proposal
from motcua.identity import queries as identity
from motcua.kernel import money
from motcua.kernel.actors import Actor
from motcua.payments import queries as payments
from motcua.privacy import sealing

if TYPE_CHECKING:
    from datetime import datetime

Data = dict[str, Any]


def _process_slip(found: Dossier, _version: int) -> Data:
    slip = queries.slip_of(found)
    if slip is None:
        return {}
    return {
        "together": ", ".join(slip.together),
        "accepted_at": _legal(found.accepted_at),
        "promised_at": _legal(found.promised_at),
        "handings": [
            {
                "giver": one.giver,
                "receiver": one.receiver,
                "at": _legal(one.at),
                "result": one.result.label if one.result else "",
                "step": one.step,
            }
            for one in slip.handings
        ],
        "pauses": [
            {"why": one.note, "from": _legal(one.began_at), "to": _legal(one.ended_at)}
            for one in slip.pauses
        ],
        "result": slip.result.label if slip.result else "",
        "ended_at": _legal(slip.ended_at),
    }


def _submission_note(found: Dossier, version: int) -> Data:
    made = Proposal.objects.get(dossier=found.id, version=version)
    return {
        "accepted_at": _legal(found.accepted_at),
        "promised_at": _legal(found.promised_at),
        "words": sealing.unseal(bytes(made.words), place=queries.place_of_proposal(made.id)),
        "draft": sealing.unseal(bytes(made.draft), place=queries.place_of_proposed(made.id)),
        "proposed_by": queries.shown_actor(made.proposed_by),
    }


def _fee_receipt(found: Dossier, _version: int) -> Data:
    charge = queries.charge_of(found)
    receipt = payments.receipt_of(charge) if charge else None
    if receipt is None:
        return {}
    return {
        "receipt": f"{receipt.number:07d}",
        "series": f"AA-{receipt.year % 100:02d}E",
        "lines": [
            {"name": one.name, "quantity": one.quantity, "unit": one.unit_amount, "sum": one.amount}
            for one in receipt.lines
        ],
        "amount": receipt.amount,
        "in_words": money.in_words(receipt.amount),
        "method": receipt.method,
        "paid_at": _legal(receipt.paid_at),
        "transaction": receipt.transaction,
    }


def _result_note(found: Dossier, _version: int) -> Data:
    issued = documents.paper_of(f"dossier:{found.id}", PaperKind.RESULT)
    handed = queries.handed_over(found.id)
    return {
        "taker": {
            "name": handed.name if handed else "",
            "authority": handed.authority if handed else "",
        },
        "result_name": catalogue.version(found.procedure_version_id).content.name,
        "result_number": f"{issued.number}/{issued.year}" if issued else "",
        "returned_at": _legal(found.returned_at),
        "promised_at": _legal(found.promised_at),
        "returned_by": queries.returned_by(found.id),
    }


def hand_over_data(slip: HandOver) -> Data:
    """Return what a slip of handing over says."""
    lines = slip.lines.select_related("dossier__procedure_version__procedure").order_by("position")
    rows = list(lines.defer("dossier__procedure_version__content", "dossier__answers"))
    receiver = Actor.parse(slip.receiver) if slip.receiver else None
    giver = Actor.parse(slip.handed_by)
    names = identity.names_of([giver, *([receiver] if receiver else [])])
    return {
        "giver": names.get(giver, ""),
        "receiver": names.get(receiver, "") if receiver else "",
        "handed_at": _legal(slip.handed_at),
        "dossiers": [
            {
                "code": one.dossier.code,
                "procedure": one.dossier.procedure_version.procedure.name,
                "applicant": one.dossier.owner_name,
                "accepted_at": _legal(one.dossier.accepted_at),
                "promised_at": _legal(one.dossier.promised_at),
                "papers": count,
            }
            for one, count in zip(
                rows, _handed_counts([one.dossier_id for one in rows]), strict=True
            )
        ],
    }


def _handed_counts(dossier_ids: list[UUID]) -> list[int]:
    """Return how many papers on paper go with each dossier, in one query."""
    counts = queries.handed_counts(dossier_ids)
    return [counts.get(one, 0) for one in dossier_ids]


def _legal(real: "datetime | None") -> str | None:
    return agencies.legal_shift().legal_moment(real).isoformat() if real else None


OWN: dict[PaperKind, Callable[[Dossier, int], Data]] = {
    PaperKind.PROCESS_SLIP: _process_slip,
    PaperKind.SUBMISSION_NOTE: _submission_note,
    PaperKind.FEE_RECEIPT: _fee_receipt,
    PaperKind.RESULT_NOTE: _result_note,
}
