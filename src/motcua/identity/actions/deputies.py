"""Deputies: who signs for a while in place of the head of an agency (“KT.”)."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.identity import errors
from motcua.identity.actions.accounts import assign_role, end_sessions
from motcua.identity.models import RoleAssignment
from motcua.identity.queries import DEPUTIES_OF, Viewer
from motcua.identity.types import Role

LONGEST: Final = timedelta(days=90)


@transaction.atomic
def appoint_deputy(
    *,
    viewer: Viewer,
    actor_id: UUID,
    agency_id: int,
    first: date,
    last: date,
    legal_act: str,
    at: datetime,
) -> RoleAssignment:
    """Let a colleague sign in place of the head of an agency, from a day to a day, both included.

    Args:
        viewer: A leader of the agency.
        actor_id: Who is to be it: an officer of the agency.
        agency_id: Which.
        first: Legal date.
        last: Legal date.
        legal_act: Number and day of what says so.
        at: Real time.

    Raises:
        NotYoursToGive: The viewer leads the agency only as a deputy, or not at all.
        NoColleague: Nobody of that agency, or the viewer herself.
        BadTerm: It begins before today, ends before it begins, or lasts longer than 90 days.
        LeadsAlready: She leads the agency on one of these days anyway.

    Source: Nghị định 30/2020/NĐ-CP, điều 13 (signing in place of the head).
    """
    today = agencies.legal_today()
    _check_right(viewer, agency_id, today)
    if first < today or last < first or last - first >= LONGEST:
        raise errors.BadTerm(days=LONGEST.days)
    held = RoleAssignment.objects.select_for_update(of=("self",)).filter(
        agency=agency_id, account__actor_id=actor_id, account__is_active=True
    )
    posts = held.valid_on(first).filter(role__in=DEPUTIES_OF).select_related("account", "agency")
    colleague = posts.first()
    if colleague is None or str(actor_id) == viewer.actor.id:
        raise errors.NoColleague
    after = last + timedelta(days=1)
    leads = held.filter(role=Role.LEADER, valid_from__lt=after)
    if leads.exclude(valid_until__lte=first).exists():
        raise errors.LeadsAlready
    return assign_role(
        account=colleague.account,
        role=Role.LEADER,
        agency=colleague.agency,
        valid_from=first,
        valid_until=after,
        is_deputy=True,
        legal_act=legal_act,
        by=viewer.actor,
        at=at,
    )


@transaction.atomic
def recall_deputy(*, viewer: Viewer, assignment_id: int, at: datetime) -> None:
    """End a deputy's term today; one that has not begun never was. What she signed stands.

    Raises:
        NotYoursToGive: The viewer does not lead the agency herself, or there is no such term.
    """
    today = agencies.legal_today()
    held = RoleAssignment.objects.select_for_update(of=("self",)).select_related(
        "account", "agency"
    )
    found = held.filter(pk=assignment_id, is_deputy=True, valid_until__gt=today).first()
    if found is None:
        raise errors.NotYoursToGive
    _check_right(viewer, found.agency_id, today)
    if found.valid_from >= today:
        found.delete()
    else:
        found.valid_until = today
        found.save(update_fields=["valid_until"])
    end_sessions(found.account)
    audit.record(
        stream=f"account:{found.account.actor_id}",
        kind="identity.deputy_recalled.v1",
        by=viewer.actor,
        at=at,
        payload={"agency": found.agency.code, "on": today.isoformat()},
    )


def _check_right(viewer: Viewer, agency_id: int, today: date) -> None:
    own = RoleAssignment.objects.valid_on(today).filter(
        account__actor_id=viewer.actor.id, role=Role.LEADER, agency=agency_id, is_deputy=False
    )
    if not own.exists():
        raise errors.NotYoursToGive
