"""Drafts on the portal: one of a procedure, on by a code elsewhere, over to a newer form."""

import copy
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as published
from motcua.documents.models import StoredFile
from motcua.dossiers import actions, errors, queries
from motcua.dossiers.models import Draft
from motcua.eforms import actions as eforms
from motcua.eforms.models import FormVersion
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED
from tests.integration.pages import citizens_browser
from tests.integration.people import ANSWERS, JPEG, person

BEGIN = f"/thu-tuc/{PROCEDURE}/nop/"


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    cache.clear()


@pytest.fixture
def draft(an, draft_of):
    return draft_of(an)


def code_of(draft, owner):
    return actions.give_code(draft_id=draft.id, owner=owner, at=timezone.now())


def opened_by(code):
    browser = Client()
    answer = browser.post("/tiep-tuc/", {"ma": code})
    return browser, answer


def publish_changed(change, *, day):
    """Publish the procedure anew with a form in which something changed."""
    last = FormVersion.objects.filter(key="ban-sao-trich-luc-ho-tich").latest("number")
    definition = copy.deepcopy(last.definition)
    change(definition["components"])
    eforms.publish(key=last.key, definition=definition, by=SEED, at=NOW)
    content = published.current_version(PROCEDURE, on=day).content.model_dump(mode="json")
    catalogue.publish_version(content=content, valid_from=day, by=SEED, at=NOW)


class TestOneOfAProcedure:
    def test_a_second_one_is_refused_and_names_the_first(self, an, offer, draft):
        with pytest.raises(errors.DraftOpen) as refusal:
            actions.begin_draft(offer=offer, owner=an, at=NOW)
        assert refusal.value.params["draft"] == draft.id

    def test_beginning_again_leads_to_the_one_that_is_open(self, an, draft):
        browser = citizens_browser(an.id)
        assert "Làm tiếp bản nháp" in browser.get(f"{BEGIN}?co-quan={AN_MY}").content.decode()

        answer = browser.post(BEGIN, {"co-quan": AN_MY})
        assert answer["Location"] == f"/nop/{draft.id}/"
        assert Draft.objects.count() == 1

    def test_it_is_thrown_away_only_where_it_is_named(self, an, draft):
        browser = citizens_browser(an.id)
        browser.post(BEGIN, {"co-quan": AN_MY, "bo-ban-nhap": str(draft.id)})

        (left,) = Draft.objects.all()
        assert left.id != draft.id

    def test_it_stays_where_nothing_can_be_begun(self, an, draft):
        content = published.current_version(PROCEDURE).content.model_dump(mode="json")
        closed = {**content, "channels": ["counter"]}
        catalogue.publish_version(content=closed, valid_from=queries_today(), by=SEED, at=NOW)
        browser = citizens_browser(an.id)
        answer = browser.post(BEGIN, {"co-quan": AN_MY, "bo-ban-nhap": str(draft.id)})

        assert answer.status_code == 422
        assert Draft.objects.filter(id=draft.id).exists()

    def test_a_submitted_one_makes_room(self, an, offer, submitted):
        assert actions.begin_draft(offer=offer, owner=an, at=NOW).dossier_id is None


class TestByACode:
    def test_it_opens_the_draft_without_signing_in(self, an, draft):
        browser, answer = opened_by(code_of(draft, an).lower())
        assert answer["Location"] == f"/nop/{draft.id}/"

        page = browser.get(f"/nop/{draft.id}/phan/nguoi_yeu_cau/")
        assert page.status_code == 200
        assert "Nguyễn Thị An" in page.content.decode()
        assert page["Cache-Control"] == "no-store"
        browser.post(
            f"/nop/{draft.id}/luu/", {"phan": "nguoi_yeu_cau", "dien_thoai": "0905 000 111"}
        )
        kept = queries.answers_of(queries.draft(draft.id, owner=an))
        assert kept["dien_thoai"] == "0905000111"

    def test_who_came_by_it_neither_submits_nor_throws_away_nor_gives_codes(self, an, draft):
        browser, _ = opened_by(code_of(draft, an))
        assert "Người đứng tên" in browser.get(f"/nop/{draft.id}/xem-lai/").content.decode()

        assert browser.post(f"/nop/{draft.id}/xem-lai/").status_code == 404
        for path in ("bo", "ma", "bieu-mau-moi"):
            answer = browser.post(f"/nop/{draft.id}/{path}/")
            assert "/cong-dan/dang-nhap/" in answer["Location"], path
        assert Draft.objects.get().dossier_id is None

    def test_it_opens_this_draft_and_no_other(self, an, draft, offer):
        other = person(name="B", subject="s-2", personal_id="003190000022")
        theirs = actions.begin_draft(offer=offer, owner=other, at=NOW)
        browser, _ = opened_by(code_of(draft, an))
        assert browser.get(f"/nop/{theirs.id}/phan/nguoi_yeu_cau/").status_code == 404

    def test_taken_back_it_lets_nobody_in_and_puts_out_who_was_in(self, an, draft):
        code = code_of(draft, an)
        browser, _ = opened_by(code)
        actions.take_code_back(draft_id=draft.id, owner=an)

        assert browser.get(f"/nop/{draft.id}/phan/nguoi_yeu_cau/").status_code == 404
        assert opened_by(code)[1].status_code == 404

    def test_after_a_week_it_opens_nothing(self, an, draft):
        long_ago = timezone.now() - timedelta(days=actions.CODE_DAYS, minutes=1)
        code = actions.give_code(draft_id=draft.id, owner=an, at=long_ago)
        assert opened_by(code)[1].status_code == 404

    def test_it_is_kept_as_a_hash_and_shown_once(self, an, draft):
        browser = citizens_browser(an.id)
        shown = browser.post(f"/nop/{draft.id}/ma/").content.decode()
        assert "mã chỉ hiện một lần" in shown
        assert "mã chỉ hiện một lần" not in browser.get(f"/nop/{draft.id}/ma/").content.decode()
        assert len(bytes(Draft.objects.get().code_sha256)) == 32

    def test_ten_wrong_guesses_are_the_last(self, an, draft):
        code = code_of(draft, an)
        for _ in range(10):
            assert opened_by("2222-2222-2222")[1].status_code == 404
        assert opened_by(code)[1].status_code == 429


class TestANewerForm:
    def test_it_is_offered_with_what_changed_and_keeps_the_answers(self, an, draft, offered):
        def change(pages):
            pages[0]["components"].append(
                {"type": "textfield", "key": "nghe_nghiep", "label": "Nghề nghiệp"}
            )
            pages[1]["components"] = [
                one for one in pages[1]["components"] if one["key"] != "muc_dich"
            ]

        filled = queries.filled(draft)
        answers = {**filled.answers, "muc_dich": "bổ sung hồ sơ"}
        actions.save_answers(
            draft_id=draft.id, owner=an, filled=filled.with_answers(answers, {}), at=NOW
        )
        publish_changed(change, day=queries_today())
        browser = citizens_browser(an.id)
        assert browser.get(f"/nop/{draft.id}/")["Location"] == f"/nop/{draft.id}/bieu-mau-moi/"
        page = browser.get(f"/nop/{draft.id}/bieu-mau-moi/").content.decode()
        assert "Câu hỏi mới" in page
        assert "Nghề nghiệp" in page
        assert "Không hỏi nữa" in page

        done = browser.post(f"/nop/{draft.id}/bieu-mau-moi/").content.decode()
        assert "Mục đích sử dụng" in done
        kept = queries.draft(draft.id, owner=an)
        now = queries.answers_of(kept)
        assert "muc_dich" not in now
        assert now == {key: value for key, value in answers.items() if key != "muc_dich"}
        assert len(queries.attachments_of(kept)) == 1
        assert queries.form_of_draft(kept).field("nghe_nghiep") is not None

    def test_a_file_that_is_no_longer_asked_for_goes(
        self, an, draft, django_capture_on_commit_callbacks
    ):
        def change(pages):
            for page in pages:
                page["components"] = [one for one in page["components"] if one["key"] != "giay_to"]

        publish_changed(change, day=queries_today())
        with django_capture_on_commit_callbacks(execute=True):
            left = actions.renew(draft_id=draft.id, owner=an, at=timezone.now())

        assert len(left) == 1
        assert StoredFile.objects.count() == 0

    def test_she_may_go_on_with_the_old_one(self, an, draft, offered):
        publish_changed(
            lambda pages: pages[0]["components"][0].update(label="Họ và tên"), day=queries_today()
        )
        browser = citizens_browser(an.id)
        answer = browser.get(f"/nop/{draft.id}/?giu=1")
        assert answer["Location"] == f"/nop/{draft.id}/xem-lai/"

    def test_the_same_form_under_a_newer_version_is_no_matter(self, an, draft, offered):
        content = published.current_version(PROCEDURE, on=queries_today()).content
        changed = {**content.model_dump(mode="json"), "name": f"{content.name} (mới)"}
        catalogue.publish_version(content=changed, valid_from=queries_today(), by=SEED, at=NOW)
        browser = citizens_browser(an.id)
        assert browser.get(f"/nop/{draft.id}/")["Location"] == f"/nop/{draft.id}/xem-lai/"


def queries_today():
    from motcua.agencies import queries as agencies

    return agencies.legal_today()


def test_a_changed_answer_has_no_source_any_more(an, offer):
    draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
    filled = queries.filled(draft)
    assert filled.sources["ho_ten"] == "identity"

    changed = filled.with_answers({**filled.answers, "ho_ten": "Nguyễn Thị Anh"}, {})
    assert "ho_ten" not in changed.sources
    assert changed.sources["so_dinh_danh"] == "identity"


def test_what_she_answered_before_comes_back_and_says_from_where(an, offered):
    publish_changed(asks_for_the_occupation, day=queries_today())
    offer = published.offer(PROCEDURE, AN_MY, on=queries_today())
    first = begun_with(offer, an, nghe_nghiep="Giáo viên")
    dossier = actions.submit(draft_id=first.id, owner=an, at=NOW)

    known = queries.filled(actions.begin_draft(offer=offer, owner=an, at=NOW))

    assert known.answers["nghe_nghiep"] == "Giáo viên"
    assert known.sources["nghe_nghiep"] == f"dossier:{dossier.code}"
    assert known.sources["ho_ten"] == "identity"
    # Without a `prefill` that names the question it is another question each time.
    assert "loai_viec" not in known.answers


def test_what_another_answered_before_does_not_come_to_her(an, offered):
    publish_changed(asks_for_the_occupation, day=queries_today())
    offer = published.offer(PROCEDURE, AN_MY, on=queries_today())
    other = person(name="B", subject="s-2", personal_id="003190000022")
    theirs = begun_with(offer, other, nghe_nghiep="Giáo viên")
    actions.submit(draft_id=theirs.id, owner=other, at=NOW)

    known = queries.filled(actions.begin_draft(offer=offer, owner=an, at=NOW))
    assert "nghe_nghiep" not in known.answers


def asks_for_the_occupation(pages):
    question = {"type": "textfield", "key": "nghe_nghiep", "label": "Nghề nghiệp"}
    pages[0]["components"].append({**question, "prefill": "person.occupation"})


def begun_with(offer, owner, **more):
    """Begin a draft and make it ready to be submitted."""
    draft = actions.begin_draft(offer=offer, owner=owner, at=NOW)
    filled = queries.filled(draft)
    answers = {**filled.answers, **ANSWERS, **more}
    actions.save_answers(
        draft_id=draft.id, owner=owner, filled=filled.with_answers(answers, {}), at=NOW
    )
    field = next(
        one for one in queries.file_fields(queries.form_of_draft(draft)) if one.key == "giay_to"
    )
    actions.attach_file(
        draft_id=draft.id, owner=owner, field=field, name="cccd.jpg", content=JPEG, at=NOW
    )
    return draft


class TestWhatIsKnown:
    @pytest.fixture
    def browser(self, an):
        return citizens_browser(an.id)

    def page_of(self, browser, draft, key="nguoi_yeu_cau"):
        return browser.get(f"/nop/{draft.id}/phan/{key}/").content.decode()

    def test_what_an_identity_verified_is_shown_and_not_asked(self, an, browser, draft):
        page = self.page_of(browser, draft)
        assert "hãy sửa ở nơi cấp tài khoản" in page
        assert 'name="ho_ten"' not in page

        browser.post(
            f"/nop/{draft.id}/luu/",
            {"phan": "nguoi_yeu_cau", "ho_ten": "Người Khác", "so_dinh_danh": "001090000001"},
        )
        kept = queries.answers_of(queries.draft(draft.id, owner=an))
        assert kept["ho_ten"] == "Nguyễn Thị An"
        assert kept["so_dinh_danh"] == "049195000011"

    def test_what_may_have_changed_is_filled_in_and_says_from_where(self, browser, draft):
        assert "Từ tài khoản định danh, sửa được" in self.page_of(browser, draft)

    def test_what_nobody_knows_is_asked_although_it_would_be_fixed(self, offer, an):
        from motcua.identity.models import Person
        from motcua.privacy import sealing

        row = Person.objects.get(id=an.id)
        place = f"identity_person.details:{row.id}"
        details = sealing.unseal(bytes(row.details), place=place)
        row.details = sealing.seal({**details, "birth_date": ""}, place=place)
        row.save()
        draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
        assert 'name="ngay_sinh-day"' in self.page_of(citizens_browser(an.id), draft)

    def test_a_paper_of_an_earlier_dossier_serves_again(self, an, browser, offer, submitted):
        draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
        page = self.page_of(browser, draft, "noi_dung")
        assert "Dùng lại tệp cccd.jpg" in page
        assert submitted.code in page

        browser.post(f"/nop/{draft.id}/phan/noi_dung/", {"dung-lai": "giay_to"})
        kept = queries.draft(draft.id, owner=an)
        (attachment,) = queries.attachments_of(kept)
        assert attachment.file_id == queries.attachments_of(submitted)[0].file_id
        assert queries.filled(kept).sources["giay_to"] == f"dossier:{submitted.code}"

    def test_a_paper_of_somebody_else_serves_nobody(self, offer, submitted):
        other = person(name="B", subject="s-2", personal_id="003190000022")
        draft = actions.begin_draft(offer=offer, owner=other, at=NOW)
        browser = citizens_browser(other.id)
        assert "Dùng lại tệp" not in self.page_of(browser, draft, "noi_dung")
        browser.post(f"/nop/{draft.id}/phan/noi_dung/", {"dung-lai": "giay_to"})
        assert queries.attachments_of(queries.draft(draft.id, owner=other)) == []

    def test_how_much_was_not_asked_stands_in_the_event(self, an, draft):
        dossier = actions.submit(draft_id=draft.id, owner=an, at=NOW)
        (event,) = queries.events(dossier.id)
        told = event.payload
        assert told["answers"] == len(queries.answers_of(dossier)) - 1
        assert told["answers_known"] == 6
        assert (told["papers"], told["papers_known"]) == (1, 0)


@pytest.mark.parametrize("more", [0, 100])
def test_saving_a_step_is_one_write_and_eight_queries_however_many_questions(an, offered, more):
    def asks_more(pages):
        pages[0]["components"] += [
            {"type": "textfield", "key": f"them_{number}", "label": f"Câu hỏi {number}"}
            for number in range(more)
        ]

    publish_changed(asks_more, day=queries_today())
    offer = published.offer(PROCEDURE, AN_MY, on=queries_today())
    draft = begun_with(offer, an)
    browser = citizens_browser(an.id)
    answers = {
        "phan": "nguoi_yeu_cau",
        "noi_cu_tru": "12 Phan Châu Trinh",
        "quan_he": "ban_than",
        "dien_thoai": "0905123456",
        **{f"them_{number}": f"Trả lời {number}" for number in range(more)},
    }
    path = f"/nop/{draft.id}/phan/nguoi_yeu_cau/"
    browser.post(path, answers)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.post(path, answers)

    assert answer.status_code == 302
    statements = [one["sql"] for one in captured]
    writes = [one for one in statements if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 1, writes
    assert len(statements) <= 8, statements
    kept = queries.answers_of(queries.draft(draft.id, owner=an))
    assert sum(key.startswith("them_") for key in kept) == more


def test_a_photograph_can_be_taken_with_the_camera_of_the_phone(an, draft):
    page = citizens_browser(an.id).get(f"/nop/{draft.id}/phan/noi_dung/").content.decode()
    inputs = re.findall(r'<input[^>]*name="giay_to"[^>]*>', page)
    assert [("capture" in one, "accept" in one) for one in inputs] == [(False, True), (True, True)]
    assert 'capture="environment"' in inputs[1]
    assert 'accept="image/jpeg"' in inputs[1]
