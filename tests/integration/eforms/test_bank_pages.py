import pytest

from motcua.audit import queries as audit
from motcua.eforms import actions, bank_errors, bank_queries, draft_errors, draft_queries
from motcua.identity.types import Role
from motcua.kernel.lifecycle import MoveNotAllowed
from tests.integration.eforms.test_authoring import AUTHOR, NOW, begun, sent
from tests.integration.eforms.test_authoring_pages import address, as_staff, officers_browser, words
from tests.unit.eforms.making import component, definition, panel

__all__ = ["as_staff", "officers_browser"]
pytestmark = pytest.mark.django_db

OWN = component(key="so_nha", label="Số nhà", conditional={"show": True, "when": "a", "eq": "b"})
FORM = definition(panel(component(key="a", label="Câu a"), OWN, key="mot", title="Trang đầu"))


def ask(draft, *keys, page="mot", seen=1):
    return actions.ask_from_bank(
        draft_id=draft.id, keys=keys, page=page, seen=seen, by=AUTHOR, at=NOW
    )


def share(draft, key="so_nha", topic="address"):
    return actions.share_question(draft_id=draft.id, key=key, topic=topic, by=AUTHOR, at=NOW)


def asked_in(draft):
    return [field.key for field in draft_queries.form_of(draft).fields]


def test_questions_of_the_bank_are_asked_under_their_own_keys():
    draft = ask(begun(FORM), "dien_thoai", "ho_ten")

    assert draft.revision == 2
    assert asked_in(draft) == ["a", "so_nha", "dien_thoai", "ho_ten"]
    assert draft_queries.form_of(draft).field("ho_ten").prefill == "identity.full_name"


def test_what_an_author_shares_is_asked_in_another_form_without_its_condition():
    share(begun(FORM))
    other = begun(definition(panel(component(key="b"), key="hai"), name="khac"))

    draft = ask(other, "so_nha", page="hai")

    assert draft_queries.form_of(draft).field("so_nha").condition is None
    (event,) = [one for one in audit.events_of("eform:mau") if "shared" in one.kind]
    assert set(event.payload) == {"question", "draft"}


@pytest.mark.parametrize(
    ("keys", "page", "refused"),
    [
        ([], "mot", bank_errors.NothingChosen),
        (["khong_co"], "mot", bank_errors.UnknownQuestion),
        (["ho_ten"], "khong_co", bank_errors.UnknownPage),
    ],
)
def test_what_cannot_be_asked_changes_nothing(keys, page, refused):
    draft = begun(FORM)

    with pytest.raises(refused):
        ask(draft, *keys, page=page)
    assert draft_queries.draft(draft.id).revision == 1


def test_a_question_is_not_asked_twice_nor_over_another_save():
    draft = ask(begun(FORM), "ho_ten")

    with pytest.raises(bank_errors.QuestionAsked):
        ask(draft, "ho_ten", seen=2)
    with pytest.raises(draft_errors.FormEditedMeanwhile):
        ask(draft, "dien_thoai", seen=1)


def test_a_draft_that_is_read_gets_no_questions():
    with pytest.raises(MoveNotAllowed):
        ask(sent(begun(definition(panel(component(), key="mot")))), "ho_ten")


def test_a_key_of_the_bank_means_one_question():
    draft = begun(FORM)
    share(draft)

    with pytest.raises(bank_errors.QuestionShared):
        share(draft)
    draft = ask(draft, "ho_ten")
    with pytest.raises(bank_errors.QuestionShared):
        share(draft, key="ho_ten")


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"key": "khong_co"}, bank_errors.UnknownQuestion),
        ({"topic": "x"}, bank_errors.UnknownTopic),
    ],
)
def test_what_cannot_be_shared_is_refused(more, refused):
    with pytest.raises(refused):
        share(begun(FORM), **more)


def test_a_question_that_looks_at_others_is_not_shared():
    rule = {"json": {"!=": [{"var": "data.a"}, ""]}, "customMessage": "Sai."}
    draft = begun(
        definition(panel(component(key="a"), component(key="so_nha", validate=rule), key="mot"))
    )

    with pytest.raises(bank_errors.QuestionHangs):
        share(draft)


def test_the_bank_is_searched_without_diacritics_and_by_topic(django_assert_num_queries):
    share(begun(FORM))

    with django_assert_num_queries(1):
        found = bank_queries.entries(words="dien thoai")
    assert [one.key for one in found] == ["dien_thoai"]
    assert {one.topic for one in bank_queries.entries(topic="land")} == {"land"}
    assert [one.form for one in bank_queries.entries(words="so nha") if one.key == "so_nha"] == [
        "mau"
    ]


def test_an_author_picks_questions_on_a_page_and_shares_one_of_hers(as_staff):
    draft = begun(FORM)
    author = as_staff(Role.FORM_AUTHOR)
    page = address(draft, "kho-cau-hoi/")
    assert "Không có câu hỏi nào khớp" in words(author.get(page, {"tim": "xyz"}))
    assert "Số điện thoại" in words(author.get(page, {"tim": "điện thoại"}))

    author.post(page, {"viec": "gop", "khoa": "so_nha", "chu-de": "address"})
    silent = author.post(page, {"viec": "them", "trang": "mot", "phien-ban": 1})
    assert silent.status_code == 422
    assert "Chưa chọn câu hỏi nào" in words(silent)
    posted = {"viec": "them", "trang": "mot", "phien-ban": 1, "cau": ["dien_thoai", "thu_dien_tu"]}
    assert author.post(page, posted)["Location"] == address(draft)

    assert asked_in(draft_queries.draft(draft.id)) == ["a", "so_nha", "dien_thoai", "thu_dien_tu"]
    assert "Biểu mẫu này đã hỏi" in words(author.get(page))
    assert as_staff(Role.FORM_REVIEWER, "Lê Đọc").get(page).status_code == 403
