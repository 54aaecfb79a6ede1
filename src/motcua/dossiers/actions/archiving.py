"""Ended dossiers become packages, and officers take them."""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.documents.types import PaperKind
from motcua.dossiers import errors, packaging, papers, queries, rules
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import cases
from motcua.dossiers.types import Post, Status
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor

MOST_AT_ONCE: Final = 200


def archive(*, dossier_id: UUID, by: Actor, at: datetime) -> Dossier:
    """Archive an ended dossier; once, however often it is asked.

    The SHA-256 of its package goes into the event: made again, it must be the same.

    Raises:
        UnknownDossier: There is none.
        NotArchivable: It has not ended.
        FileIsDamaged: A file of it is not what was stored.
    """
    found = queries.dossier(dossier_id)
    if not rules.has_ended(Status(found.status), found.closed_at):
        raise errors.NotArchivable
    if queries.answers_of(found):
        papers.issue(found, PaperKind.DECLARATION, at=at)
    with transaction.atomic():
        dossier = locked(dossier_id)
        if dossier.archived_at is not None:
            return dossier
        at = not_before(dossier, at)
        events = len(queries.events(dossier.id))
        package = packaging.package(dossier, events=events, until=at)
        happened(
            dossier,
            "archived",
            by=by,
            at=at,
            payload={"sha256": hashlib.sha256(package).hexdigest(), "events": events},
            archived_at=at,
        )
    return dossier


def due_archive(*, at: datetime, after: timedelta) -> list[UUID]:
    """Return dossiers that ended long enough ago and are not archived, some at a time."""
    return cases.to_be_archived(ended_before=at - after)[:MOST_AT_ONCE]


def take_package(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> bytes:
    """Return the package of an archived dossier; that it was taken goes on record.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: She is neither clerk nor leader there.
        NotArchivable: It is not archived.
        PackageDiffers: It is not what was archived.
    """
    found = queries.dossier(dossier_id)
    if not any(queries.holds(viewer, post, found.agency_id) for post in (Post.CLERK, Post.LEADER)):
        raise errors.NotYourPost
    archived = cases.archived_as(found)
    if archived is None or found.archived_at is None:
        raise errors.NotArchivable
    package = packaging.package(found, events=archived["events"], until=found.archived_at)
    if hashlib.sha256(package).hexdigest() != archived["sha256"]:
        raise errors.PackageDiffers
    with transaction.atomic():
        audit.record(
            stream=f"reading:{found.id}",
            kind="dossiers.package_taken.v1",
            by=viewer.actor,
            at=at,
            payload={"sha256": archived["sha256"]},
        )
    return package
