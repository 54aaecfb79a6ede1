"""Who approves reads what the result is to say, looks at it, and may send it back."""

import subprocess

import pytest
from django.urls import reverse

from motcua.documents import queries as documents
from motcua.dossiers import actions, queries
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.people import RESULT


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def posts(officer):
    return {
        role: officer(role, name=f"Cán bộ {role.value}")
        for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)
    }


@pytest.fixture
def case(paid, posts):
    actions.accept(dossier_id=paid.id, viewer=posts[Role.CLERK], at=NOW)
    return paid


@pytest.fixture
def page(case):
    return reverse("onestop:case", args=[case.code])


def enter(case, posts, **changes):
    actions.enter_result(
        dossier_id=case.id, viewer=posts[Role.SPECIALIST], answers={**RESULT, **changes}, at=NOW
    )


def submit(case, posts):
    item = queries.tasks_of(case.id)[-1]
    actions.do_task(item_id=item.id, viewer=posts[Role.SPECIALIST], outcome="xong", at=NOW)


def test_the_leader_reads_what_she_approves(case, page, posts, officers_browser):
    leader = officers_browser(posts[Role.LEADER])
    assert RESULT["so_dang_ky"] not in leader.get(page).content.decode()

    enter(case, posts)
    submit(case, posts)

    assert RESULT["so_dang_ky"] in leader.get(page).content.decode()


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LEADER])
def test_the_draft_is_looked_at_as_it_would_be_issued(case, posts, officers_browser, role):
    preview = reverse("onestop:preview-result", args=[case.code])
    browser = officers_browser(posts[role])
    assert browser.get(preview).status_code == 422
    enter(case, posts)

    answer = browser.get(preview)

    text = text_of(answer.content)
    assert RESULT["so_dang_ky"] in text
    assert "chưa vào sổ, chưa ký" in text
    assert "Mã kiểm tra" not in text
    assert documents.papers_of(f"dossier:{case.id}") == []
    assert documents.verified_file(answer.content).paper is None


def test_a_clerk_has_no_draft(case, posts, officers_browser):
    enter(case, posts)
    preview = reverse("onestop:preview-result", args=[case.code])

    assert officers_browser(posts[Role.CLERK]).get(preview).status_code == 403


def test_what_is_sent_back_says_why_and_what_was_changed_since(case, page, posts, officers_browser):
    enter(case, posts)
    submit(case, posts)
    item = queries.tasks_of(case.id)[-1]
    sent = reverse("onestop:do-task", args=[case.code, item.id])
    leader = officers_browser(posts[Role.LEADER])
    assert leader.post(sent, {"ket-qua": "tra-lai"}).status_code == 422

    leader.post(sent, {"ket-qua": "tra-lai", "ly-do": "Sai số trong sổ"})
    for _ in range(2):
        enter(case, posts, so_dang_ky="113/1995")

    shown = officers_browser(posts[Role.SPECIALIST]).get(page).content.decode()
    assert "Sai số trong sổ" in shown
    assert "<del>112/1995</del> <ins>113/1995</ins>" in shown
    assert [one.number for one in queries.result_drafts(case)] == [1, 2]
