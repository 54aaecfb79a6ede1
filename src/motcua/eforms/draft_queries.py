"""Reads for those who write forms: forms and their versions, drafts and what became of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from motcua.eforms import country, definitions, draft_errors, errors, lifecycle
from motcua.eforms.models import FormDraft, FormDraftStep, FormRevision, FormVersion
from motcua.eforms.types import Form
from motcua.eforms.types.drafting import DraftStatus
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor

PER_PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A form in the list: what is published of it, and what is being written.

    Attributes:
        number: Of the last version; 0: none is published.
        published_at: Real time; None: never.
        draft: The open draft, or None.
    """

    key: str
    title: str
    number: int
    published_at: datetime | None
    draft: FormDraft | None


def listed(*, words: str, status: str, after: str) -> tuple[list[Listed], str]:
    """Return forms by key, and the key after which the next page begins; empty: it is the last.

    Args:
        words: To be found in key or title, as written.
        status: Of the open draft; `published`: has none; empty: any.
        after: Key that the page before ended with.
    """
    drafts = FormDraft.objects.filter(status__in=sorted(lifecycle.OPEN), key__gt=after)
    versions = FormVersion.objects.filter(key__gt=after)
    if words:
        drafts = drafts.filter(Q(key__icontains=words) | Q(title__icontains=words))
        latest = FormVersion.objects.filter(key=OuterRef("key")).order_by("-number")
        versions = versions.filter(pk=Subquery(latest.values("pk")[:1])).filter(
            Q(key__icontains=words) | Q(definition__title__icontains=words)
        )
    if status == DraftStatus.PUBLISHED:
        drafts = drafts.none()
        versions = versions.exclude(key__in=open_drafts().values("key"))
    elif status:
        drafts, versions = drafts.filter(status=status), versions.none()
    keys = drafts.values("key").union(versions.values("key")).order_by("key")
    found = [row["key"] for row in keys[: PER_PAGE + 1]]
    shown = found[:PER_PAGE]
    return _forms(shown), shown[-1] if len(found) > PER_PAGE else ""


def open_drafts() -> QuerySet[FormDraft]:
    """Return the drafts that are neither published nor withdrawn."""
    return FormDraft.objects.filter(status__in=sorted(lifecycle.OPEN))


def open_draft(key: str) -> FormDraft | None:
    """Return the open draft of a form, or None."""
    return open_drafts().filter(key=key).first()


def versions(key: str) -> list[FormVersion]:
    """Return the versions of a form, newest first, without their definitions.

    Raises:
        UnknownForm: None is published, and none is being written.
    """
    found = list(FormVersion.objects.filter(key=key).order_by("-number").defer("definition"))
    if not found and not FormDraft.objects.filter(key=key).exists():
        raise errors.UnknownForm(key=key[:64])
    return found


def version(key: str, number: int) -> FormVersion:
    """Return one version of a form.

    Raises:
        UnknownFormVersion: There is none of that number.
    """
    found = FormVersion.objects.filter(key=key, number=number).first()
    if found is None:
        raise draft_errors.UnknownFormVersion(key=key[:64], number=number)
    return found


def drafts_of(key: str) -> list[FormDraft]:
    """Return the drafts of a form that are done with, newest first; the last twenty."""
    closed = FormDraft.objects.filter(key=key).exclude(status__in=sorted(lifecycle.OPEN))
    return list(closed.order_by("-edited_at")[:20])


def draft(draft_id: UUID) -> FormDraft:
    """Return a draft, open or not.

    Raises:
        UnknownFormDraft: There is none.
    """
    found = FormDraft.objects.select_related("based_on").filter(pk=draft_id).first()
    if found is None:
        raise draft_errors.UnknownFormDraft
    return found


def form_of(draft: FormDraft) -> Form:
    """Return the form that a draft holds now.

    Raises:
        FormNotSupported: Something in it cannot be run.
    """
    definition = revision(draft.id, draft.revision).definition
    return definitions.parse(definition, units=country.COUNTRY)


def revision(draft_id: UUID, number: int) -> FormRevision:
    """Return what a draft held after one save.

    Raises:
        UnknownFormDraft: There is no such save.
    """
    found = FormRevision.objects.filter(draft_id=draft_id, number=number).first()
    if found is None:
        raise draft_errors.UnknownFormDraft
    return found


def revisions(draft_id: UUID) -> list[FormRevision]:
    """Return the last twenty saves of a draft, newest first, without what they held."""
    saves = FormRevision.objects.filter(draft_id=draft_id).defer("definition")
    return list(saves.order_by("-number")[:20])


def steps(draft_id: UUID) -> list[FormDraftStep]:
    """Return what happened to a draft, in order."""
    return list(FormDraftStep.objects.filter(draft_id=draft_id).order_by("taken_at", "id"))


def writers(draft_id: UUID) -> frozenset[str]:
    """Return who saved a draft, as actors; the first save is that of who began it."""
    saves = FormRevision.objects.filter(draft_id=draft_id)
    return frozenset(saves.values_list("saved_by", flat=True).distinct())


def names(actors: Collection[str]) -> Mapping[str, str]:
    """Return the names behind actors, for staff, in one query; nothing for what is no person."""
    known = {actor: Actor.parse(actor) for actor in actors}
    found = identity.names_of(list(known.values()))
    return {actor: found[one] for actor, one in known.items() if one in found}


def _forms(keys: list[str]) -> list[Listed]:
    drafts = {one.key: one for one in open_drafts().filter(key__in=keys)}
    newest = FormVersion.objects.filter(key__in=keys).order_by("key", "-number").distinct("key")
    newest = newest.annotate(title=KT("definition__title"))
    last = {one["key"]: one for one in newest.values("key", "number", "published_at", "title")}
    return [_listed(key, last.get(key), drafts.get(key)) for key in keys]


def _listed(key: str, last: Mapping[str, Any] | None, draft: FormDraft | None) -> Listed:
    published = last or {"title": key, "number": 0, "published_at": None}
    return Listed(
        key=key,
        title=draft.title if draft else published["title"] or key,
        number=published["number"],
        published_at=published["published_at"],
        draft=draft,
    )
