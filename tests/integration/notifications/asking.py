"""Asking for a notice, and doing what is due with it."""

from datetime import UTC, datetime

from motcua.kernel.actors import Actor
from motcua.notifications import actions
from motcua.notifications.models import Notice
from tests.unit.notifications.test_rules import VALUES

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
BY = Actor.staff("019380f4-0000-7000-8000-000000000001")


def notify(key="dossier:1:accepted:sms", to="0999000011", channel="sms", **changed):
    asked = {
        "template": "dossier_accepted",
        "values": VALUES,
        "language": "vi",
        "by": BY,
        "at": NOW,
        "about": "dossier:1",
    }
    return actions.notify(key=key, channel=channel, to=to, **(asked | changed))


def attend(notice_id, at=NOW):
    actions.attend_to(notice_id=notice_id, at=at)
    return Notice.objects.get(pk=notice_id)
