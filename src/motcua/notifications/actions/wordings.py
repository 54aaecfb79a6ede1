"""Setting texts in place of ours."""

import re
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.audit import actions as audit
from motcua.kernel.actors import Actor
from motcua.notifications import rules, wording
from motcua.notifications.errors import ProcedureCodeMalformed
from motcua.notifications.models import Wording
from motcua.notifications.types import Channel, Words

_PROCEDURE: Final = re.compile(r"[0-9]\.[0-9]{6}")
WORDING_SET: Final = "notifications.wording_set.v1"


@transaction.atomic
def set_wording(
    *,
    template: str,
    channel: Channel,
    language: str,
    procedure: str,
    words: Words | None,
    by: Actor,
    at: datetime,
) -> Wording:
    """Set what is said from now on; what was said before keeps the words it had.

    Args:
        template: Name of a text in `texts.py`.
        channel: On which channel.
        language: `vi` or `en`.
        procedure: Code of one procedure; empty: of all that have none of their own.
        words: None: our own text again.
        by: An administrator.
        at: Real time.

    Raises:
        ProcedureCodeMalformed: No procedure has such a code.
        Refusal: The text is unfit, as `wording.refuse_unfit` says.
    """
    if procedure and not _PROCEDURE.fullmatch(procedure):
        raise ProcedureCodeMalformed(code=procedure)
    if words is not None:
        wording.refuse_unfit(template, channel, words)
    place = {
        "template": template,
        "channel": channel,
        "language": language,
        "procedure": procedure,
    }
    last = Wording.objects.select_for_update().filter(**place).order_by("-number").first()
    set_now = Wording.objects.create(
        **place,
        number=last.number + 1 if last else 1,
        subject=words.subject.strip() if words else "",
        body=words.body.replace("\r\n", "\n").strip() if words else "",
        set_by=str(by),
        set_at=at,
    )
    audit.record(
        stream=f"wording:{template}:{channel}:{language}:{procedure or 'all'}",
        kind=WORDING_SET,
        by=by,
        at=at,
        payload={
            "wording": str(set_now.id),
            "number": set_now.number,
            "sha256": rules.fingerprint({"subject": set_now.subject, "body": set_now.body}),
        },
    )
    return set_now
