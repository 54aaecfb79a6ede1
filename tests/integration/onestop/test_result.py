"""Who approves reads what the result is to say."""

from django.urls import reverse

from motcua.dossiers import actions, queries
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.people import RESULT


def test_the_leader_reads_what_she_approves(paid, officer, officers_browser):
    clerk, specialist, leader = (
        officer(role, name=role.value) for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)
    )
    actions.accept(dossier_id=paid.id, viewer=clerk, at=NOW)
    page = reverse("onestop:case", args=[paid.code])
    assert RESULT["so_dang_ky"] not in officers_browser(leader).get(page).content.decode()

    actions.enter_result(dossier_id=paid.id, viewer=specialist, answers=RESULT, at=NOW)
    (item,) = queries.tasks_of(paid.id)
    actions.do_task(item_id=item.id, viewer=specialist, outcome="xong", at=NOW)

    assert RESULT["so_dang_ky"] in officers_browser(leader).get(page).content.decode()
