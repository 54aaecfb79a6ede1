"""What readers do: open what they were told, and say how they want to be told."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.notifications import rules
from motcua.notifications.actions import recording
from motcua.notifications.models import Notice, Preference
from motcua.notifications.types import Channel


@transaction.atomic
def open_notice(*, notice_id: UUID, by: Actor, at: datetime) -> None:
    """Take note, once, that a reader opened what she was told on her own page."""
    mine = Notice.objects.select_for_update().filter(
        pk=notice_id, reader=str(by), channel=Channel.IN_APP, opened_at=None
    )
    for notice in mine:
        notice.opened_at = at
        notice.save(update_fields=["opened_at"])
        recording.record(notice, "notifications.notice_opened.v1", at=at)


def prefer(*, language: str, declined: Collection[str], by: Actor, at: datetime) -> None:
    """Keep how somebody wants to be told; what nobody may switch off is not kept as declined."""
    free = {rules.choice(group, channel) for group in rules.FREE for channel in rules.SWITCHES}
    Preference.objects.update_or_create(
        reader=str(by),
        defaults={
            "language": "en" if language == "en" else "vi",
            "declined": sorted(free & set(declined)),
            "changed_at": at,
        },
    )
