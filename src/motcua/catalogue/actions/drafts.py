"""Drafts of procedures: begun, edited section by section, thrown away, published."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue import errors, flat, queries
from motcua.catalogue.actions.versions import publish_version, stream_of
from motcua.catalogue.flat import Flat, Problem
from motcua.catalogue.models import ProcedureDraft, ProcedureVersion
from motcua.catalogue.outline import Section
from motcua.catalogue.types import Content, Running
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.kernel.workingtime import LimitUnit


@transaction.atomic
def begin_draft(*, code: str, by: Actor, at: datetime) -> ProcedureDraft:
    """Begin the next version of a procedure from its last one; an open draft is gone on with.

    Raises:
        UnknownProcedure: Nothing was ever published under the code.
    """
    last = queries.history(code)[0]
    return _begin(last.content, based_on=last.id, by=by, at=at)


@transaction.atomic
def begin_new(*, code: str, name: str, by: Actor, at: datetime) -> ProcedureDraft:
    """Begin a procedure that is not in the catalogue yet.

    Raises:
        NotAProcedureCode: The code has another shape.
        ProcedureExists: It is in the catalogue already.
        ValueMissing: It has no name.
    """
    code = ids.procedure_code(code.strip())
    if ProcedureVersion.objects.filter(procedure=code).exists():
        raise errors.ProcedureExists(code=code)
    if not name.strip():
        raise errors.ValueMissing(label="Tên thủ tục")
    return _begin(blank(code=code, name=name.strip()), based_on=None, by=by, at=at)


@transaction.atomic
def put_in_draft(*, content: Content, by: Actor, at: datetime) -> ProcedureDraft:
    """Make a record that came from elsewhere the draft of its procedure.

    Raises:
        DraftIsOpen: Somebody is editing the procedure; her work is not overwritten.
    """
    if ProcedureDraft.objects.filter(code=content.code).exists():
        raise errors.DraftIsOpen(code=content.code)
    last = ProcedureVersion.objects.filter(procedure=content.code).order_by("-number").first()
    return _begin(content, based_on=last.id if last else None, by=by, at=at)


@transaction.atomic
def save_section(
    *, code: str, section: Section, written: Flat, seen: int, by: Actor, at: datetime
) -> list[Problem]:
    """Keep a section of a draft as it was written, if all of it can be taken.

    Args:
        code: Of the procedure.
        section: Which part; the rest of the draft stays.
        written: The texts of this section.
        seen: The draft's version that the editor had before her.
        by: Who edits.
        at: Real time.

    Returns:
        Everything that is wrong; then nothing was stored. Empty: saved.

    Raises:
        UnknownDraft: There is none.
        EditedMeanwhile: Another save came between; nothing was stored.
    """
    draft = _locked(code, seen=seen)
    before = flat.flatten(Content.model_validate(draft.content))
    after = Flat({**before.columns, **written.columns}, {**before.tables, **written.tables})
    content, problems = flat.build(after, code=code, asked=section)
    if content is not None:
        content = content.model_copy(update=flat.in_order_of(before, content))
        _keep(draft, content, by=by, at=at)
    return problems


@transaction.atomic
def discard_draft(*, code: str, seen: int, by: Actor, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        UnknownDraft, EditedMeanwhile: As `save_section`.
    """
    draft = _locked(code, seen=seen)
    _record(draft, "catalogue.draft_discarded.v1", by=by, at=at)
    draft.delete()


@transaction.atomic
def publish_draft(
    *,
    code: str,
    seen: int,
    valid_from: date,
    running: Running,
    closes_on: date | None,
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """Publish a draft, and with it what becomes of dossiers on their way.

    Args:
        code: Of the procedure.
        seen: The draft's version whose differences the publisher was shown.
        valid_from: Legal date, today or later.
        running: The choice; `Running.CLOSE` needs `closes_on`, the others have none.
        closes_on: Legal date from which no dossier is taken.
        by: Who publishes.
        at: Real time.

    Raises:
        UnknownDraft, EditedMeanwhile: As `save_section`.
        DraftNotComplete: Something is missing; `problems` lists it.
        BeginsInThePast, ClosingDayMissing, ClosesBeforeItBegins: The days do not fit.
        PublishedMeanwhile: Another version was published since the draft was begun.
        LaterVersionPublished, UnknownForm, UnknownProcess: As `publish_version`.

    Source: Nghị định 63/2010/NĐ-CP, Điều 15 và 16 (decision of publication, with its day).
    """
    draft = _locked(code, seen=seen)
    _, problems = flat.build(flat.flatten(Content.model_validate(draft.content)), code=code)
    if problems:
        raise errors.DraftNotComplete(count=len(problems), problems=problems)
    last = ProcedureVersion.objects.filter(procedure=code).order_by("-number").first()
    if last is not None and last.id != draft.based_on_id:
        raise errors.PublishedMeanwhile(number=last.number)
    check_days(valid_from, running, closes_on, today=agencies.legal_shift().legal_date(at))
    version = publish_version(
        content=draft.content,
        valid_from=valid_from,
        running=running,
        closes_on=closes_on if running is Running.CLOSE else None,
        by=by,
        at=at,
    )
    draft.delete()
    return version


def check_days(valid_from: date, running: Running, closes_on: date | None, *, today: date) -> None:
    """Refuse days of a publication that do not fit.

    Raises:
        BeginsInThePast: `valid_from` is before today.
        ClosingDayMissing: The procedure is to close, nobody said when.
        ClosesBeforeItBegins: It would close before the version comes into force.
    """
    if valid_from < today:
        raise errors.BeginsInThePast(day=f"{today:%d/%m/%Y}")
    if running is Running.CLOSE and closes_on is None:
        raise errors.ClosingDayMissing
    if running is Running.CLOSE and closes_on is not None and closes_on < valid_from:
        raise errors.ClosesBeforeItBegins(day=f"{valid_from:%d/%m/%Y}")


def blank(*, code: str, name: str) -> Content:
    """Return a record in which nothing is said yet."""
    texts = ("sector_code", "sector", "summary", "decided_by", "result")
    lists = ("subjects", "steps", "channels", "result_channels", "papers", "fees")
    record = {
        "code": code,
        "name": name,
        "limit": {"amount": 1, "unit": LimitUnit.WORKING_DAYS, "wording": ""},
        "online_payment": False,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys((*lists, "legal_basis", "refusal_reasons"), ()),
    }
    return Content.model_validate(record)


def _begin(content: Content, *, based_on: UUID | None, by: Actor, at: datetime) -> ProcedureDraft:
    draft, is_new = ProcedureDraft.objects.get_or_create(
        code=content.code,
        defaults={
            "name": content.name,
            "based_on_id": based_on,
            "content": content.model_dump(mode="json"),
            "begun_at": at,
            "begun_by": str(by),
            "edited_at": at,
            "edited_by": str(by),
        },
    )
    if is_new:
        _record(draft, "catalogue.draft_begun.v1", by=by, at=at)
    return draft


def _keep(draft: ProcedureDraft, content: Content, *, by: Actor, at: datetime) -> None:
    draft.content = content.model_dump(mode="json")
    draft.name = content.name
    draft.version += 1
    draft.edited_at, draft.edited_by = at, str(by)
    draft.save(update_fields=["content", "name", "version", "edited_at", "edited_by"])
    _record(draft, "catalogue.draft_saved.v1", by=by, at=at)


def _locked(code: str, *, seen: int) -> ProcedureDraft:
    draft = ProcedureDraft.objects.select_for_update().filter(code=code).first()
    if draft is None:
        raise errors.UnknownDraft(code=code[:40])
    if draft.version != seen:
        raise errors.EditedMeanwhile(
            who=queries.shown_actor(draft.edited_by), when=queries.shown_time(draft.edited_at)
        )
    return draft


def _record(draft: ProcedureDraft, kind: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        stream=stream_of(draft.code), kind=kind, by=by, at=at, payload={"draft": draft.version}
    )
