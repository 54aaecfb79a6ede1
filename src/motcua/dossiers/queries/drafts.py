"""Reads of drafts: what was typed so far, where it came from, what keeps it from being sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Version
from motcua.catalogue.types import Content
from motcua.documents import queries as documents
from motcua.dossiers import errors, rules
from motcua.dossiers.models import Dossier, Draft, HandedPaper, Upload
from motcua.dossiers.queries.forms import form_of
from motcua.dossiers.queries.places import place_of_draft
from motcua.dossiers.types import Filing, Filled
from motcua.eforms import queries as eforms
from motcua.eforms.errors import FileMissing
from motcua.eforms.types import Form, Problem
from motcua.identity.queries import Citizen
from motcua.privacy import sealing

_DRAFT = "SELECT * FROM dossiers_draft WHERE id = %s AND owner_id = %s"

MOST = 50
"""Drafts that a list shows."""


def draft(draft_id: UUID, *, owner: Citizen) -> Draft:
    """Return a draft of this owner.

    Raises:
        UnknownDraft: There is none of hers.
    """
    # The read before everything a citizen does with a draft: plain SQL, without building a query.
    for found in Draft.objects.raw(_DRAFT, [draft_id, owner.id]):
        return found
    raise errors.UnknownDraft


def draft_with_agency(draft_id: UUID, *, owner: Citizen) -> Draft:
    """Return a draft of this owner, and with it where it goes, in one query.

    Raises:
        UnknownDraft: There is none of hers.
    """
    drafts = Draft.objects.select_related("service__agency", "service__procedure")
    try:
        return drafts.get(id=draft_id, owner=owner.id)
    except Draft.DoesNotExist:
        raise errors.UnknownDraft from None


def open_drafts(owner: Citizen) -> list[Draft]:
    """Return what a citizen has begun and not submitted, latest first."""
    return list(
        Draft.objects.filter(owner=owner.id, dossier=None)
        .select_related("service__agency")
        .order_by("-saved_at")[:MOST]
    )


def open_draft_of(owner: Citizen, procedure_code: str) -> Draft | None:
    """Return the one open draft that a citizen has of a procedure; None: she has none."""
    drafts = Draft.objects.filter(owner=owner.id, dossier=None, procedure=procedure_code)
    return drafts.select_related("service__agency").first()


def filled(kept: Draft) -> Filled:
    """Return what a draft holds, unsealed; ask once and pass it on."""
    content = sealing.unseal(bytes(kept.answers), place=place_of_draft(kept.id))
    return Filled(**content)


def form_of_draft(kept: Draft) -> Form:
    """Return the form that a draft fills in."""
    return eforms.form(form_of(catalogue.version(kept.procedure_version_id)))


def problems_of(kept: Draft, *, today: date) -> list[Problem]:
    """Return everything that keeps a draft from being submitted, in the order of its form."""
    form, content = form_of_draft(kept), filled(kept)
    found = eforms.problems(form, content.answers, today=today)
    left_open = [
        Problem(page, field.key, errors.AnswerLeftOpen(label=field.label))
        for page in form.pages
        for field in page.fields
        if field.key in content.typed
    ]
    handed = {one.field for one in handed_of(kept)}
    return left_open + [
        problem
        for problem in found
        if problem.key not in content.typed
        and not (problem.key in handed and isinstance(problem.error, FileMissing))
    ]


def terms_of_draft(kept: Draft, answers: Mapping[str, Any], *, at: datetime) -> Content:
    """Return what holds for a draft if it were filed now: time and fee are of its channel and case.

    Args:
        kept: With its service.
        answers: One of them may name its case.
        at: Real time.
    """
    return catalogue.terms(
        catalogue.version(kept.procedure_version_id),
        agency_id=kept.service.agency_id,
        at=at,
        channel=rules.channel_of(Filing(kept.filing)),
        answers=answers,
    ).content


def handed_of(kept: Draft | Dossier) -> list[HandedPaper]:
    """Return the papers that were handed over on paper; nobody hands any to a portal."""
    return (
        []
        if kept.filing == Filing.SELF_ONLINE
        else sorted(kept.handed.all(), key=lambda one: one.id)
    )


def newer_version(kept: Draft, *, on: date) -> Version | None:
    """Return the version that a draft could go over to; None where its form is still the one asked.

    Args:
        kept: With its service and procedure.
        on: Legal date.
    """
    mine = catalogue.version(kept.procedure_version_id)
    present = catalogue.in_force(kept.procedure, on=on)
    if present is None or present.number <= mine.number:
        return None
    # Whoever has a draft of a version has given all later ones their forms.
    return None if form_of(present) == form_of(mine) else present


def upload(upload_id: UUID, *, draft_id: UUID) -> tuple[Upload, int]:
    """Return what is arriving for a draft, and how many bytes of it have come.

    Raises:
        UnknownUpload: There is none.
    """
    found = Upload.objects.filter(id=upload_id, draft=draft_id).first()
    if found is None:
        raise errors.UnknownUpload
    return found, documents.bytes_arrived(upload_id)


def code_holds_until(kept: Draft, *, at: datetime) -> datetime | None:
    """Return until when (real time) a code opens a draft; None: there is none, or no more."""
    until = kept.code_until
    return until if until is not None and at < until else None


def draft_of_code(sha256: bytes, *, at: datetime) -> Draft:
    """Return the open draft that a code opens.

    Raises:
        UnknownCode: None does, or no more.
    """
    found = Draft.objects.filter(code_sha256=sha256, code_until__gt=at, dossier=None).first()
    if found is None:
        raise errors.UnknownCode
    return found


def owner_of_coded(draft_id: UUID, *, at: datetime) -> UUID:
    """Return whose draft it is, while a code opens it.

    Raises:
        UnknownDraft: No code does any more.
    """
    drafts = Draft.objects.filter(id=draft_id, code_until__gt=at, dossier=None)
    for owner_id in drafts.values_list("owner_id", flat=True):
        return owner_id
    raise errors.UnknownDraft
