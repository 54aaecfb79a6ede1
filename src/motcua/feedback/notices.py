"""What people are told of a petition: its author, and officers when time runs out."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.dossiers import queries as dossiers
from motcua.feedback import lifecycle, queries
from motcua.feedback.types import Status
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor
from motcua.notifications import actions as notifications

if TYPE_CHECKING:
    from motcua.feedback.models import Petition

TELLER: Final = Actor.system("feedback.notices")
TEXTS: Final = {
    "receive": "petition_received",
    "ask_more": "petition_more_asked",
    "refuse": "petition_refused",
    "answer": "petition_answered",
}
"""Which text tells the author of which event; of a forwarding the other agency's receipt tells."""
ALARMS: Final = {"become_due_soon": "petition_due_soon", "become_late": "petition_late"}


def tell_author(found: "Petition", *, happened: str, version: int, at: datetime) -> None:
    """Queue the notices of an event, once per event and channel."""
    template = TEXTS.get(happened)
    if template is None:
        return
    contact = identity.contact_of(found.author_id)
    path = reverse("feedback:petition", args=[found.code])
    values = _values(found, name=queries.author_name(found), path=path, due=found.answer_due_at)
    with transaction.atomic():
        notifications.tell(
            key=f"petition:{found.id}:{version}",
            reader=Actor.citizen(found.author_id),
            email=contact.email,
            phone=contact.phone,
            template=template,
            values=values,
            by=TELLER,
            at=at,
            about=f"petition:{found.id}",
        )


def tell_officers(found: "Petition", *, happened: str, version: int, at: datetime) -> None:
    """Queue what is told of a deadline to those who can make the next move, once each."""
    template = ALARMS.get(happened)
    if template is None or found.due_at is None:
        return
    status = Status(found.status)
    events = lifecycle.PETITION.events_from(status)
    roles = {role for event in events for role in lifecycle.DOERS[event, status]}
    today = agencies.legal_shift().legal_date(at)
    path = reverse("feedback:case", args=[found.code])
    with transaction.atomic():
        for email in {
            email
            for role in roles
            for email in identity.emails_of(role, agency_ids=[found.agency_id], on=today)
        }:
            name = identity.name_of(email)
            notifications.notify(
                key=f"petition:{found.id}:{version}:{email}",
                channel="email",
                to=email,
                template=template,
                values=_values(found, name=name, path=path, due=found.due_at),
                language="vi",
                by=TELLER,
                at=at,
                about=f"petition:{found.id}",
            )


def _values(found: "Petition", *, name: str, path: str, due: datetime) -> dict[str, str]:
    return {
        "name": name,
        "agency": found.agency.full_name,
        "code": found.code,
        "deadline": dossiers.shown_time(due),
        "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
    }
