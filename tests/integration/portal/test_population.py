"""A citizen lets the portal ask the population database, and reads who asked about her."""

import re

import pytest
from django.utils import timezone

from motcua.dossiers import actions, queries
from motcua.exchange import queries as exchange
from motcua.exchange.models import Inquiry
from motcua.sandbox.population import switch
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
from tests.integration.population import citizen, marriage, offer_marriage, register

__all__ = ["marriage", "register"]

READ = "/tai-khoan/truy-cap/"
OFFER = "Lấy thông tin từ CSDL quốc gia về dân cư"


@pytest.fixture
def an(register):
    return citizen("an")


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


@pytest.fixture
def draft(marriage, an):
    return actions.begin_draft(offer=marriage, owner=an, at=NOW)


def first(draft):
    return f"/nop/{draft.id}/phan/ben_khai/"


def asking(draft):
    return f"/nop/{draft.id}/dan-cu/?phan=ben_khai"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def answer(draft, an, **answers):
    filled = queries.filled(queries.draft(draft.id, owner=an))
    now = filled.with_answers({**filled.answers, **answers}, {})
    actions.save_answers(draft_id=draft.id, owner=an, filled=now, at=NOW)


def test_the_page_offers_it_and_asks_nobody(browser, draft):
    assert OFFER in words(browser.get(first(draft)))
    assert not Inquiry.objects.exists()


def test_what_for_is_said_before_anything_is_asked(browser, draft, marriage):
    page = words(browser.get(asking(draft)))

    assert f"Điền vào biểu mẫu của thủ tục “{marriage.version.content.name}”" in page
    for question in ("Bạn là bên nam hay bên nữ?", "Dân tộc", "Quốc tịch"):
        assert question in page
    assert "Bạn tự điền; hồ sơ được giải quyết như nhau" in page
    assert not Inquiry.objects.exists()


def test_who_says_no_fills_in_as_before(browser, draft):
    page = browser.get(asking(draft)).content.decode()
    assert f'href="{first(draft)}">Không, tôi tự điền</a>' in page

    assert browser.get(first(draft)).status_code == 200
    assert not Inquiry.objects.exists()


def test_after_her_word_the_answers_stand_there_with_their_source(browser, draft):
    sent = browser.post(asking(draft), {"phan": "ben_khai"})

    assert sent["Location"] == first(draft)
    page = browser.get(first(draft))
    assert words(page).count("Từ CSDL quốc gia về dân cư, lúc") == 2
    assert 'value="nu" checked' in page.content.decode()
    assert OFFER not in words(page)


def test_what_was_not_asked_is_counted(browser, draft, an):
    browser.post(asking(draft), {"phan": "ben_khai"})

    filled = queries.filled(queries.draft(draft.id, owner=an))
    known = filled.answers.keys() & filled.sources.keys()
    assert {"gioi_tinh", "dan_toc"} <= known


def test_where_she_differs_she_sees_both_and_chooses(browser, draft, an):
    answer(draft, an, dan_toc="26")

    sent = browser.post(asking(draft), {"phan": "ben_khai"})
    assert sent["Location"] == asking(draft)
    page = words(browser.get(asking(draft)))
    assert "Cơ-tu Bạn đã điền Kinh CSDL quốc gia về dân cư ghi" in page
    assert "Có câu trả lời khác với CSDL quốc gia" in words(browser.get(first(draft)))

    choice = {"phan": "ben_khai", "chon": ["dan_toc"], "chon-dan_toc": "csdl"}
    assert browser.post(asking(draft), choice)["Location"] == first(draft)
    assert queries.filled(queries.draft(draft.id, owner=an)).answers["dan_toc"] == "01"


def test_where_the_form_is_fixed_she_is_told_why(browser, offered, an):
    draft = actions.begin_draft(offer=offer_marriage(fixed=True), owner=an, at=NOW)
    answer(draft, an, dan_toc="26")
    browser.post(asking(draft), {"phan": "ben_khai"})

    page = words(browser.get(asking(draft)))
    assert "Bạn đã điền Cơ-tu CSDL ghi Kinh" in page
    assert "Biểu mẫu này lấy câu trả lời theo CSDL" in page
    browser.post(asking(draft), {"phan": "ben_khai", "chon": ["dan_toc"]})
    shown = words(browser.get(first(draft)))
    assert "nếu sai, hãy đề nghị công an cấp xã nơi cư trú sửa" in shown


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (switch.DOWN, "hiện không trả lời"),
        (switch.NOBODY, "không có ai trùng"),
        (switch.OTHER_PERSON, "trả lời không dùng được"),
    ],
)
def test_when_it_fails_a_plain_sentence_says_so_and_the_form_works(
    browser, draft, register, position, said
):
    register(position)

    sent = browser.post(asking(draft), {"phan": "ben_khai"})
    assert sent.status_code == 200
    assert said in words(sent)
    assert "không có gì đã điền bị mất" in words(sent)
    assert browser.get(first(draft)).status_code == 200


def test_anothers_draft_is_as_if_not_there(browser, draft):
    stranger = citizens_browser(citizen("binh").id)
    assert stranger.get(asking(draft)).status_code == 404
    assert stranger.post(asking(draft), {"phan": "ben_khai"}).status_code == 404
    assert not Inquiry.objects.exists()


def test_who_came_by_a_code_is_offered_nothing(browser, draft, an, client):
    code = actions.give_code(draft_id=draft.id, owner=an, at=timezone.now())
    client.post("/tiep-tuc/", {"ma": code})

    assert OFFER not in words(client.get(first(draft)))
    assert client.post(asking(draft), {"phan": "ben_khai"}).status_code == 302
    assert not Inquiry.objects.exists()


class TestWhoAsked:
    def test_she_reads_when_who_what_for_and_which_facts(self, browser, draft, marriage):
        browser.post(asking(draft), {"phan": "ben_khai"})

        page = words(browser.get(READ))
        assert "Chính bạn" in page
        assert f"{marriage.version.content.name} (1.000894)" in page
        assert "Dân tộc, Quốc tịch, Giới tính" in page
        assert "Đã trả lời" in page

    def test_another_reads_nothing_of_it(self, browser, draft):
        browser.post(asking(draft), {"phan": "ben_khai"})

        page = words(citizens_browser(citizen("binh").id).get(READ))
        assert "Chưa có lần hỏi nào" in page

    def test_her_own_list_leads_there(self, browser, an):
        assert f'href="{READ}"' in browser.get("/ho-so/").content.decode()

    def test_pages_cost_the_same_and_lead_on(
        self, browser, draft, register, monkeypatch, django_assert_max_num_queries
    ):
        monkeypatch.setattr(exchange, "PAGE", 2)
        register(switch.NOBODY)
        for _ in range(3):
            browser.post(asking(draft), {"phan": "ben_khai"})
        with django_assert_max_num_queries(4):
            page = browser.get(READ).content.decode()
        onward = re.search(r'href="/?[^"]*(\?truoc=[0-9a-f-]+)"', page)
        assert words(browser.get(f"{READ}{onward[1]}")).count("Không tìm thấy") == 1

    def test_what_is_no_page_is_not_found(self, browser, an):
        assert browser.get(f"{READ}?truoc=x").status_code == 404
