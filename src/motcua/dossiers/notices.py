"""What people are told when something happens to a dossier.

Its applicant on her own page, by e-mail and SMS; officers by e-mail when time runs out.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Post
from motcua.identity import queries as identity
from motcua.identity.types import Role
from motcua.kernel import money
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.notifications import actions as notifications
from motcua.notifications.types import Occasion

TELLER = Actor.system("dossiers.notices")

TEXTS = {
    "submitted": "dossier_received",
    "fee_paid": "fee_paid",
    "accept": "dossier_accepted",
    "refuse": "dossier_refused",
    "expire": "dossier_expired",
    "finish": "result_waits",
    "send": "result_sent",
    "come_back": "result_came_back",
    "return": "result_ready",
    "revoke": "result_revoked",
    "correct": "result_corrected",
    "ask_to_complete": "supplement_asked",
    "ask_supplement": "supplement_asked",
    "supplement": "dossier_resumed",
    "ask_payment": "obligation_asked",
    "obligation_met": "dossier_resumed",
    "extend": "dossier_extended",
    "reappoint": "dossier_reappointed",
    "stop": "dossier_stopped",
    "resume": "dossier_resumed",
    "decline": "dossier_declined",
    "withdraw": "dossier_withdrawn",
    "asked": "question_asked",
    "procedure_closes": "procedure_closes",
}
"""Which text tells of which event; of the others nobody is told."""

OCCASIONS = {
    "submitted": Occasion.RECEIVED,
    "accept": Occasion.ACCEPTED,
    "ask_to_complete": Occasion.WAITS,
    "ask_supplement": Occasion.WAITS,
    "ask_payment": Occasion.WAITS,
    "supplement": Occasion.RESUMED,
    "obligation_met": Occasion.RESUMED,
    "resume": Occasion.RESUMED,
    "finish": Occasion.FINISHED,
    "return": Occasion.FINISHED,
    "refuse": Occasion.STOPPED,
    "decline": Occasion.STOPPED,
    "stop": Occasion.STOPPED,
    "withdraw": Occasion.STOPPED,
    "expire": Occasion.STOPPED,
}
"""What integrators are told of which event."""

_OF_LEGS = {"ask_supplement", "ask_payment"}
"""What an applicant is told of a leg: what she has to do; all else the whole tells her."""

_ALARMS = {
    "became_due_soon": "deadline_near",
    "became_late": "deadline_passed",
    "became_late_again": "deadline_passed_again",
    "task_became_due_soon": "deadline_near",
    "task_became_late": "deadline_passed",
}
"""Which text tells officers that time runs out."""

_STEP = message("Bước “{step}” của hồ sơ {code}")
_WHOLE = message("Hồ sơ {code}")


def tell_applicant(found: Dossier, *, happened: str, version: int, at: datetime) -> None:
    """Queue the notices of an event, once per event and channel."""
    template = TEXTS.get(happened)
    if happened == "finish" and found.result_channel != Channel.COUNTER:
        # What goes out by itself she is told of when it is there.
        return
    if template is None or (found.parent_id is not None and happened not in _OF_LEGS):
        return
    contact = identity.contact_of(found.owner_id)
    with transaction.atomic():
        notifications.tell(
            key=f"dossier:{found.id}:{version}",
            reader=Actor.citizen(found.owner_id),
            email=contact.email,
            phone=contact.phone,
            template=template,
            values=_values(found),
            by=TELLER,
            at=at,
            about=f"dossier:{found.id}",
            procedure=found.service.procedure_id,
        )


def tell_integrators(found: Dossier, *, happened: str, version: int, at: datetime) -> None:
    """Queue what the programs of an agency and of those above it are told: ids and codes only."""
    occasion = OCCASIONS.get(happened)
    if occasion is None:
        return
    notifications.announce(
        agency_ids=[unit.id for unit in agencies.with_ancestors(found.agency)],
        occasion=occasion,
        key=f"dossier:{found.id}:{version}",
        payload={
            "dossier": str(found.id),
            "code": found.code,
            "agency": found.agency.code,
            "procedure": found.service.procedure_id,
            "status": found.status,
            "happened": happened,
            "version": version,
        },
        at=at,
    )


def tell_officers(found: Dossier, *, happened: str, version: int, at: datetime) -> None:
    """Queue what officers are told of a deadline, once per event and officer.

    Of a task those of its post are told; of a dossier those who have its open tasks, and once it is
    late its leaders; when it is late again, the leaders above them too.
    """
    template = _ALARMS.get(happened)
    if template is None:
        return
    item = queries.item_of_event(found.id, happened=happened, version=version)
    open_items = [one for one in queries.tasks_of(found.id) if one.done_at is None]
    posts = {Post(one.post) for one in ([item] if item else open_items)}
    own = {item.agency_id if item else found.agency_id}
    agency_ids = set(own)
    if not happened.endswith("due_soon") and item is None:
        posts.add(Post.LEADER)
    if happened == "became_late_again" and found.agency.parent_id:
        agency_ids.add(found.agency.parent_id)
    what = _STEP.format(step=item.name, code=found.code) if item else _WHOLE.format(code=found.code)
    deadline = item.due_at if item else found.due_at
    if happened == "became_late_again":
        deadline = found.promised_at
    path = reverse("onestop:case", args=[found.code])
    values = {
        "agency": found.agency.full_name,
        "code": found.code,
        "what": what,
        "deadline": queries.shown_time(deadline) if deadline else "",
        "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
    }
    roles = {post.role for post in posts if post.role}
    today = agencies.legal_shift().legal_date(at)
    with transaction.atomic():
        for email in sorted(
            {
                email
                for role in roles
                for email in identity.emails_of(
                    role,
                    agency_ids=agency_ids if role is Role.LEADER else own,
                    on=today,
                )
            }
        ):
            notifications.notify(
                key=f"dossier:{found.id}:{version}:{email}",
                channel="email",
                to=email,
                template=template,
                values={**values, "name": identity.name_of(email)},
                language="vi",
                by=TELLER,
                at=at,
                about=f"dossier:{found.id}",
                procedure=found.service.procedure_id,
            )


def _values(found: Dossier) -> dict[str, str]:
    content = catalogue.version(found.procedure_version_id).content
    charge = queries.charge_of(found)
    reasons = {reason.code: reason.text for reason in content.refusal_reasons}
    closes_on = queries.told_closing_day(found.id)
    path = reverse("portal:dossier", args=[found.code])
    parcel = queries.last_parcel(found.id) if found.result_channel == Channel.POST else None
    return {
        "name": found.owner_name,
        "agency": found.agency.full_name,
        "code": found.code,
        "service": content.name,
        "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
        "amount": money.dong(found.fee_amount),
        "promised": queries.shown_time(found.promised_at) if found.promised_at else "",
        "deadline": queries.shown_time(charge.expires_at) if charge else "",
        "reason": reasons.get(found.reason_code, ""),
        "closes_on": f"{closes_on:%d/%m/%Y}" if closes_on else "",
        "parcel": parcel.number if parcel else "",
    }
