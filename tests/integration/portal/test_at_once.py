"""Two at one draft: tabs, devices, a helper, a file that arrives. Nothing that was kept is lost."""

import pytest
from django.utils import timezone

from motcua.dossiers import actions, errors, queries
from motcua.dossiers.models import Dossier, Draft
from motcua.portal.views import filling
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG

FIRST = "nguoi_yeu_cau"


@pytest.fixture
def draft(an, draft_of):
    return draft_of(an)


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


def answers_of(draft, owner):
    return queries.answers_of(queries.draft(draft.id, owner=owner))


def typed(**more):
    own = {"noi_cu_tru": "12 Phan Châu Trinh", "quan_he": "ban_than", "dien_thoai": "0905000222"}
    return {"phan": FIRST, **own, **more}


def saved(browser, draft, **more):
    return browser.post(f"/nop/{draft.id}/luu/", typed(**more))


def sent(browser, draft, **more):
    return browser.post(f"/nop/{draft.id}/phan/{FIRST}/", typed(**more))


def attach(draft, owner, content=JPEG + b"\0"):
    field = next(
        one for one in queries.file_fields(queries.form_of_draft(draft)) if one.key == "giay_to"
    )
    actions.attach_file(
        draft_id=draft.id,
        owner=owner,
        field=field,
        name="moi.jpg",
        content=content,
        at=timezone.now(),
    )


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen while a page is judged, so many times."""

    def happens(what, times=1):
        judge, left = filling._checked, [what] * times

        def judged(*args):
            checked = judge(*args)
            if left:
                left.pop()()
            return checked

        monkeypatch.setattr(filling, "_checked", judged)

    return happens


@pytest.mark.parametrize("save", [saved, sent], ids=["autosave", "sent"])
def test_a_file_that_arrives_while_a_page_is_saved_stays(an, browser, draft, meanwhile, save):
    before = answers_of(draft, an)["giay_to"]
    meanwhile(lambda: attach(draft, an))

    assert save(browser, draft).status_code in {200, 302}

    now = answers_of(draft, an)
    assert now["giay_to"] != before
    assert now["dien_thoai"] == "0905000222"


def test_what_never_holds_still_is_refused_and_says_so(an, browser, draft, meanwhile):
    meanwhile(lambda: Draft.objects.update(saved_at=timezone.now()), times=filling.TRIES)

    answer = sent(browser, draft)

    assert answer.status_code == 422
    assert "vừa được sửa ở nơi khác" in answer.content.decode()
    assert answers_of(draft, an)["dien_thoai"] != "0905000222"


def test_what_was_saved_since_it_was_read_is_not_written_over(an, draft):
    filled = queries.filled(draft)
    with pytest.raises(errors.DraftMoved):
        actions.save_answers(
            draft_id=draft.id, owner=an, filled=filled, at=NOW, seen=draft.began_at.replace(year=1)
        )


class TestLateAutosave:
    def test_one_that_comes_after_its_page_was_sent_is_not_kept(self, an, browser, draft):
        assert sent(browser, draft).status_code == 302
        late = saved(browser, draft, dien_thoai="0905999999", lan="0")

        assert (late.status_code, late.json()) == (409, {"saved": False})
        assert answers_of(draft, an)["dien_thoai"] == "0905000222"

    def test_the_page_as_it_is_shown_then_is_saved_again(self, an, browser, draft):
        sent(browser, draft)
        page = browser.get(f"/nop/{draft.id}/phan/{FIRST}/").content.decode()
        assert 'name="lan" value="1"' in page

        assert saved(browser, draft, dien_thoai="0905888888", lan="1").status_code == 200
        assert answers_of(draft, an)["dien_thoai"] == "0905888888"

    def test_a_page_that_was_refused_counts_as_sent(self, browser, draft):
        page = sent(browser, draft, dien_thoai="12")
        assert page.status_code == 422
        assert 'name="lan" value="1"' in page.content.decode()


class TestSubmitting:
    def review(self, browser, draft):
        page = browser.get(f"/nop/{draft.id}/xem-lai/").content.decode()
        return page.split('name="luc" value="')[1].split('"')[0]

    def helper_writes(self, draft, owner, phone):
        filled = queries.filled(queries.draft(draft.id, owner=owner))
        answers = {**filled.answers, "dien_thoai": phone}
        actions.save_answers(
            draft_id=draft.id,
            owner=owner,
            filled=filled.with_answers(answers, {}),
            at=timezone.now(),
        )

    def test_what_she_did_not_look_through_is_shown_to_her_first(self, an, browser, draft):
        seen = self.review(browser, draft)
        self.helper_writes(draft, an, "0905777777")

        answer = browser.post(f"/nop/{draft.id}/xem-lai/", {"luc": seen})

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "vừa được sửa ở nơi khác" in page
        assert "0905777777" in page.replace(" ", "")
        assert Dossier.objects.count() == 0

        browser.post(f"/nop/{draft.id}/xem-lai/", {"luc": self.review(browser, draft)})
        assert queries.answers_of(Dossier.objects.get())["dien_thoai"] == "0905777777"

    @pytest.mark.parametrize("luc", ["", "hôm qua", "2021-10-20"])
    def test_what_is_no_moment_of_the_draft_is_shown_again(self, browser, draft, luc):
        answer = browser.post(f"/nop/{draft.id}/xem-lai/", {"luc": luc})
        assert answer.status_code == 409
        assert Dossier.objects.count() == 0

    def test_the_dossier_holds_what_stood_there_when_it_was_taken(
        self, an, browser, draft, monkeypatch
    ):
        """A helper saves between the reading and the taking of the draft."""
        from motcua.dossiers.actions import filing

        relevant, left = filing.eforms.relevant, [1]

        def read(*args):
            done = relevant(*args)
            if left:
                left.pop()
                self.helper_writes(draft, an, "0905666666")
            return done

        monkeypatch.setattr(filing.eforms, "relevant", read)
        seen = self.review(browser, draft)
        assert browser.post(f"/nop/{draft.id}/xem-lai/", {"luc": seen}).status_code == 409
        assert Dossier.objects.count() == 0

        answer = browser.post(f"/nop/{draft.id}/xem-lai/", {"luc": self.review(browser, draft)})
        assert answer.status_code == 302
        assert queries.answers_of(Dossier.objects.get())["dien_thoai"] == "0905666666"
