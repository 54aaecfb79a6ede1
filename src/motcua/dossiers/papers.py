"""Which official papers a dossier gets.

Papers are issued once per kind and occasion; asking again returns what is there. Of kinds that a
dossier may get several times the occasion is the version that the dossier had after the event.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.documents import actions as documents
from motcua.documents import queries as documents_queries
from motcua.documents.types import PaperKind
from motcua.dossiers import desk_papers, errors, orders, queries, request_papers
from motcua.dossiers.lifecycle import PAPERS
from motcua.dossiers.models import Dossier, HandedPaper, HandOver
from motcua.dossiers.queries import results
from motcua.dossiers.types import Filing
from motcua.eforms import queries as eforms
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor

ISSUER = Actor.system("dossiers.papers")

_DECLARATION = "to-khai"
"""Template of declarations; that of a certain form has the form's key behind it."""

Data = dict[str, Any]


def issue_due(found: Dossier, *, happened: str, at: datetime, version: int = 0) -> None:
    """Issue the paper that an event calls for.

    Args:
        found: As it stands now; more may have happened since.
        happened: The event.
        at: Real time.
        version: Of the dossier after the event.

    Raises:
        Refusal: A paper cannot be issued now, such as a signature without a time stamp.
    """
    for kind in _due(found, happened):
        issue(found, kind, at=at, version=version, is_correction=happened == "correct")


def _due(found: Dossier, happened: str) -> list[PaperKind]:
    """Return the papers that an event calls for; of legs none that is the whole's."""
    kinds = list(_DUE.get(happened, ()))
    if happened in _ENDS and found.accepted_at is not None:
        kinds.append(PaperKind.PROCESS_SLIP)
    if happened == "return" and found.result_channel == Channel.COUNTER:
        kinds.append(PaperKind.RESULT_NOTE)
    return [kind for kind in kinds if found.parent_id is None or kind not in _OF_THE_WHOLE]


def issue(
    found: Dossier,
    kind: PaperKind,
    *,
    at: datetime,
    version: int = 0,
    is_correction: bool = False,
) -> None:
    """Issue one paper of a dossier, unless it was issued before, or there is nothing to say.

    Args:
        found: As it stands.
        kind: One of each, but for those of `_SEVERAL`.
        at: Real time.
        version: Of the dossier after the event that brings it.
        is_correction: Whether it takes the place of one of the same kind.
    """
    order = orders.order_of(found, kind, version, is_correction=is_correction)
    said = _said(found, kind, version)
    if kind is PaperKind.FEE_RECEIPT and not said:
        # What was paid elsewhere has the receipt of whoever took the money.
        return
    if is_correction and order is not None:
        said |= _correction(found, version, order.payload["draft"])
    if order is not None:
        said["signed_by"] = queries.shown_actor(order.actor)
    documents.issue(
        kind=kind,
        template=_template(found, kind),
        subject=f"dossier:{found.id}",
        agency=found.agency,
        data={**_common(found), **said},
        verification_url=_verification_url(),
        is_signed=kind in _SIGNED,
        by=ISSUER,
        at=at,
        occasion=version if is_correction or kind in _SEVERAL else 0,
        signatory=orders.signatory_of(found, order) if order is not None else None,
    )


def _correction(found: Dossier, version: int, number: int) -> Data:
    """Return what a corrected result says, and in place of which paper it stands."""
    replaced = documents_queries.ended_by(f"dossier:{found.id}", PaperKind.RESULT, version).paper
    return {
        **_worded(found, results.draft_numbered(found, number)),
        "replaces": {
            "number": f"{replaced.number}/{replaced.year}",
            "issued_at": _legal(replaced.issued_at),
        },
    }


def issue_hand_over(slip: HandOver, *, at: datetime) -> None:
    """Issue a slip of handing over, unless it was issued before."""
    documents.issue(
        kind=PaperKind.HANDOVER,
        template=PaperKind.HANDOVER,
        subject=f"hand-over:{slip.id}",
        agency=slip.agency,
        data=desk_papers.hand_over_data(slip),
        verification_url=_verification_url(),
        is_signed=False,
        by=ISSUER,
        at=at,
    )


def word_copy(found: Dossier, paper_id: UUID) -> tuple[bytes, str]:
    """Return a paper of a dossier as a Word document, and the name of the file.

    It says what the paper says: each kind is written of what stood when it was issued.

    Raises:
        UnknownDossier: The dossier has no such paper.
    """
    issued = documents_queries.papers_of(f"dossier:{found.id}")
    paper = next((one for one in issued if one.id == paper_id), None)
    if paper is None:
        raise errors.UnknownDossier
    kind, said = PaperKind(paper.kind), {}
    is_correction = kind is PaperKind.RESULT and paper.occasion > 0
    order = orders.order_of(found, kind, paper.occasion, is_correction=is_correction)
    if order is not None:
        said["signed_by"] = queries.shown_actor(order.actor)
    return documents_queries.word_copy(
        paper,
        template=_template(found, kind),
        data={**_common(found), **_said(found, kind, paper.occasion), **said},
        verification_url=_verification_url(),
        signatory=orders.signatory_of(found, order) if order is not None else None,
    )


def word_of_hand_over(slip: HandOver) -> tuple[bytes, str]:
    """Return a slip of handing over as a Word document, and the name of the file.

    Raises:
        UnknownDossier: It is not on paper yet.
    """
    paper = documents_queries.paper_of(f"hand-over:{slip.id}", PaperKind.HANDOVER)
    if paper is None:
        raise errors.UnknownDossier
    return documents_queries.word_copy(
        paper,
        template=PaperKind.HANDOVER,
        data=desk_papers.hand_over_data(slip),
        verification_url=_verification_url(),
    )


def _verification_url() -> str:
    return settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + reverse("portal:verify")


def _said(found: Dossier, kind: PaperKind, version: int) -> Data:
    known = {**request_papers.OWN, **desk_papers.OWN}
    return known[kind](found, version) if kind in known else _OWN[kind](found)


def _template(found: Dossier, kind: PaperKind) -> str:
    version = catalogue.version(found.procedure_version_id)
    if kind is PaperKind.RESULT:
        return catalogue.parts(version).result_template
    if kind is PaperKind.DECLARATION:
        own = f"{_DECLARATION}-{eforms.form(queries.form_of(version)).key}"
        return own if documents_queries.has_template(own) else _DECLARATION
    return kind.value


def _common(found: Dossier) -> Data:
    content = catalogue.version(found.procedure_version_id).content
    answers = queries.answers_of(found)
    known = identity.prefill_of(found.owner_id)
    return {
        "dossier_code": found.code,
        "procedure_code": content.code,
        "procedure_name": content.name,
        "applicant": {
            "full_name": found.owner_name,
            "personal_id": known["identity.personal_id"],
            "address": known["identity.address"],
            "phone": known["identity.phone"],
            "email": known["identity.email"],
        },
        "papers": _papers(found),
        "submitted_at": _legal(found.submitted_at),
        "answers": answers,
        "fee_amount": found.fee_amount,
        "fee_is_paid": found.fee_amount > 0 and found.fee_paid_at is not None,
        "is_self_filed": found.filing == Filing.SELF_ONLINE,
    }


def _papers(found: Dossier) -> list[Data]:
    """Return what was handed in: the form itself, then the files, then what is on paper."""
    handed = found.handed.order_by("id")
    content = catalogue.version(found.procedure_version_id).content
    filled = [
        {"name": paper.name, "file": ""} for paper in content.papers if paper.online == "form"
    ]
    given = [
        {"name": attachment.name, "file": attachment.file.sha256}
        for attachment in queries.attachments_of(found)
    ]
    return filled + given + [{"name": _counted(one), "file": ""} for one in handed]


def _counted(paper: HandedPaper) -> str:
    counts = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    counted = ", ".join(f"{number:02} {what}" for number, what in counts if number)
    return f"{paper.label} ({counted})"


def _acknowledgement(found: Dossier) -> Data:
    charge = queries.charge_of(found)
    return {"pay_until": _legal(charge.expires_at) if charge else None}


def _receipt(found: Dossier) -> Data:
    promise = queries.first_promise_of(found)
    return {
        "limit_wording": queries.terms_of(found).limit.wording,
        "accepted_at": _legal(found.accepted_at),
        "promised_at": promise.promised_at.isoformat() if promise else None,
        "result_channel": found.result_channel,
        "accepted_by": _decided_by(found),
        "ledger": [
            {
                "kind": line.kind.value,
                "note": line.note,
                "starts_at": line.starts_at.isoformat(),
                "ends_at": line.ends_at.isoformat(),
                "counted_minutes": line.counted_minutes,
            }
            for line in (promise.ledger if promise else ())
        ],
    }


def _decided_by(found: Dossier) -> str:
    decided = queries.decision_of(found.id)
    return queries.shown_actor(decided[0]) if decided else ""


def _refusal(found: Dossier) -> Data:
    content = catalogue.version(found.procedure_version_id).content
    reasons = {reason.code: reason.text for reason in content.refusal_reasons}
    return {
        "reason": reasons.get(found.reason_code, ""),
        "note": found.reason_note,
        "refused_by": _decided_by(found),
    }


def draft_of_result(found: Dossier, *, at: datetime) -> bytes:
    """Return the result as it would be issued now, marked as a draft; nothing is kept.

    Of an issued one it is the correction that waits for a leader, if one does.
    """
    correction = queries.pending_correction(found)
    entered = queries.said_in(correction) if correction else queries.result_of(found)
    return documents_queries.drafted(
        _template(found, PaperKind.RESULT),
        agency=found.agency,
        data={**_common(found), **_worded(found, entered), "signed_by": ""},
        at=at,
    )


def _result(found: Dossier) -> Data:
    """Return what the officer entered, worded for print."""
    return _worded(found, queries.result_of(found))


def _worded(found: Dossier, entered: Mapping[str, Any]) -> Data:
    version = catalogue.version(found.procedure_version_id)
    form_version = queries.result_form_of(version)
    worded = eforms.worded(eforms.form(form_version), entered) if form_version else {}
    return {
        "result": worded,
        "copies": queries.answers_of(found).get(_copies_field(found), 1),
    }


def _declaration(found: Dossier) -> Data:
    """Return the frozen answers as they are printed, and what the form is called."""
    form_version = queries.form_of(catalogue.version(found.procedure_version_id))
    form, said = eforms.form(form_version), eforms.declaration(form_version)
    answers = queries.answers_of(found)
    files = {one.field: one.name for one in queries.attachments_of(found)}
    return {
        "title": said.title,
        "form_number": said.number,
        "recipient": found.agency.full_name,
        "worded": eforms.worded(form, answers),
        **asdict(eforms.printed(form, answers, files=files)),
    }


def _copies_field(found: Dossier) -> str:
    fees = catalogue.version(found.procedure_version_id).content.fees
    return next((fee.field for fee in fees if fee.field), "")


def _legal(real: datetime | None) -> str | None:
    return agencies.legal_shift().legal_moment(real).isoformat() if real else None


_OWN: dict[PaperKind, Callable[[Dossier], Data]] = {
    PaperKind.ACKNOWLEDGEMENT: _acknowledgement,
    PaperKind.RECEIPT: _receipt,
    PaperKind.REFUSAL: _refusal,
    PaperKind.DECLARATION: _declaration,
    PaperKind.RESULT: _result,
}
_DUE = {
    "submitted": (PaperKind.ACKNOWLEDGEMENT,),
    "fee_paid": (PaperKind.FEE_RECEIPT,),
    "proposed": (PaperKind.SUBMISSION_NOTE,),
    **{event: (kind,) for event, kind in PAPERS.items()},
}
_ENDS = {"return", "withdraw", "decline", "recall"}
"""After them nothing more happens that a slip of control could say."""
_OF_THE_WHOLE = {PaperKind.ACKNOWLEDGEMENT, PaperKind.RECEIPT, PaperKind.RESULT_NOTE}
"""What an applicant gets once for a filing, not for each of its legs."""
_SEVERAL = {
    PaperKind.FEE_RECEIPT,
    PaperKind.SUPPLEMENT_REQUEST,
    PaperKind.OBLIGATION_NOTICE,
    PaperKind.STOP_NOTICE,
    PaperKind.REVOCATION,
    PaperKind.SUBMISSION_NOTE,
}
_SIGNED = {
    PaperKind.RESULT,
    PaperKind.FEE_RECEIPT,
    PaperKind.EXTENSION,
    PaperKind.APOLOGY,
    PaperKind.STOP_NOTICE,
    PaperKind.DECLINE,
    PaperKind.REVOCATION,
}
"""What is sealed by the agency: what leaders sign, and receipts of money."""
