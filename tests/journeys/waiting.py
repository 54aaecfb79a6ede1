"""Run on the demo: appraised dossiers that wait for the leader of phường An Mỹ.

What citizens, a clerk and a specialist would type is done by the same actions, at once.
"""

from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.dossiers import actions, queries
from motcua.identity import queries as identity
from motcua.identity.models import StaffAccount
from tests.integration.delivery import AN_MY
from tests.integration.families import BIRTH, DECIDED, file
from tests.integration.people import person


def for_the_leader(count):
    """File, receive and appraise so many births; nothing is left but to sign."""
    at, mother = timezone.now(), person()
    clerk, specialist = (
        identity.viewer_of(
            StaffAccount.objects.get(email=f"{who}@anmy.vidu.example"),
            on=agencies.legal_today(),
        )
        for who in ("motcua2", "hotich")
    )
    for _ in range(count):
        dossier = file(BIRTH, AN_MY, mother, at)
        actions.accept(dossier_id=dossier.id, viewer=clerk, at=at)
        (task,) = queries.tasks_of(dossier.id)
        actions.enter_result(dossier_id=dossier.id, viewer=specialist, answers=DECIDED, at=at)
        actions.do_task(item_id=task.id, viewer=specialist, outcome="xong", at=at)
