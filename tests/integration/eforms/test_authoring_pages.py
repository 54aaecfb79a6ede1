import json

import pytest

from motcua.agencies.models import Agency
from motcua.agencies.types import Tier
from motcua.eforms import actions, draft_queries
from motcua.eforms.models import FormDraft
from motcua.identity.types import Role
from tests.integration.eforms.test_authoring import AUTHOR, NOW, OTHER
from tests.integration.pages import officers_browser
from tests.unit.eforms.making import component, definition, panel

__all__ = ["officers_browser"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def as_staff(as_site, officers_browser):
    """Sign somebody with a role in; every call is another person."""
    from datetime import date

    from motcua.identity import actions as identity
    from motcua.identity import queries
    from motcua.kernel.actors import Actor

    as_site("agency")
    seed = Actor.system("test")
    agency = Agency.objects.create(
        code="H47",
        name="Quảng Nam",
        full_name="Ủy ban nhân dân tỉnh Quảng Nam",
        sort_key="quang nam",
        tier=Tier.PROVINCE,
        valid_from=date(2010, 1, 1),
    )

    def sign_in(role, name="Trần Thị Bé"):
        account = identity.open_account(
            email=f"{role}.{name}@vidu.example".replace(" ", ""),
            full_name=name,
            password="mot-cua-lien-thong",  # noqa: S106 opens nothing outside the tests
            by=seed,
            at=NOW,
        )
        identity.assign_role(
            account=account,
            role=role,
            agency=agency,
            valid_from=date(2018, 1, 1),
            by=seed,
            at=NOW,
        )
        return officers_browser(queries.viewer_of(account, on=date(2021, 10, 18)))

    return sign_in


def begun(written=None, by=AUTHOR):
    given = definition(panel(component(key="ho_ten", label="Họ tên"), key="trang1"))
    return actions.begin_from_definition(definition=written or given, by=by, at=NOW)


def address(draft, rest=""):
    return f"/bieu-mau/ban-thao/{draft.id}/{rest}"


def save(browser, draft, written, *, seen=1, **headers):
    return browser.post(
        address(draft, "trinh-soan/"),
        {"definition": json.dumps(written), "phien-ban": seen},
        headers=headers,
    )


def words(answer):
    return answer.content.decode()


def test_an_author_begins_a_form_writes_it_and_sends_it_to_a_reader_who_signs_it_off(as_staff):
    author = as_staff(Role.FORM_AUTHOR)
    author.post("/bieu-mau/moi/", {"cach": "moi", "ma": "don-xin", "ten": "Đơn xin"})
    draft = FormDraft.objects.get()
    assert "trang chưa có nội dung" in words(author.get(address(draft)))

    written = definition(panel(component(label="Xin gì")), name="don-xin", title="Đơn xin")
    answer = save(author, draft, written)
    assert answer["Location"] == address(draft)
    author.post(address(draft, "buoc/"), {"buoc": "submit", "phien-ban": 2})
    assert "Đang chờ cán bộ chuyên môn duyệt" in words(author.get(address(draft)))

    reader = as_staff(Role.FORM_REVIEWER, "Lê Văn Đọc")
    assert "Xin gì" in words(reader.get(address(draft)))
    reader.post(address(draft, "duyet/"), {"buoc": "sign_off", "phien-ban": 2, "y-kien": "Được"})
    controller = as_staff(Role.CONTROLLER, "Phạm Thị Công Bố")
    answer = controller.post(address(draft, "buoc/"), {"buoc": "publish", "phien-ban": 2})

    assert answer["Location"] == "/bieu-mau/mau/don-xin/"
    told = words(controller.get(answer["Location"]))
    assert "Phạm Thị Công Bố" in told
    assert "Chưa có thủ tục nào dùng biểu mẫu này" in told


def test_a_reader_returns_a_draft_with_a_reason_only(as_staff):
    draft = begun()
    actions.submit_draft(draft_id=draft.id, seen=1, by=AUTHOR, at=NOW)
    reader = as_staff(Role.FORM_REVIEWER)

    silent = reader.post(address(draft, "duyet/"), {"buoc": "return", "phien-ban": 1})
    assert silent.status_code == 422
    assert "Chưa ghi lý do trả lại" in words(silent)
    reader.post(
        address(draft, "duyet/"), {"buoc": "return", "phien-ban": 1, "y-kien": "Thiếu ngày sinh"}
    )
    assert "Thiếu ngày sinh" in words(reader.get(address(draft)))


@pytest.mark.parametrize(
    ("role", "path", "post"),
    [
        (Role.FORM_REVIEWER, "trinh-soan/", {"definition": "{}"}),
        (Role.FORM_REVIEWER, "buoc/", {"buoc": "publish", "phien-ban": 1}),
        (Role.FORM_AUTHOR, "duyet/", {"buoc": "sign_off", "phien-ban": 1}),
        (Role.CLERK, "", None),
        (Role.CLERK, "xem-thu/", None),
    ],
)
def test_a_role_does_its_own_part_only(as_staff, role, path, post):
    draft = begun()
    browser = as_staff(role)
    there = address(draft, path)
    answer = browser.get(there) if post is None else browser.post(there, post)

    assert answer.status_code == 403
    assert draft_queries.draft(draft.id).status == "drafting"


def test_an_imported_form_tells_item_by_item_what_is_not_run_and_what_could_be_instead(as_staff):
    author = as_staff(Role.FORM_AUTHOR)
    foreign = definition(
        component(key="tuoi"),
        component(type="survey", key="khao_sat", label="Khảo sát"),
        component(key="b", label="Ghi rõ", customConditional="show = data.tuoi == 'x'"),
    )
    author.post("/bieu-mau/moi/", {"cach": "tep", "noi-dung": json.dumps(foreign)})
    told = words(author.get(address(FormDraft.objects.get())))

    assert "2 chỗ phải sửa" in told
    assert "$.components[1].type" in told
    assert "Khảo sát" in told
    assert "data.tuoi" in told
    assert "Gửi duyệt" not in told


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"name": 1}', "\x00"])
def test_what_is_no_definition_is_refused_in_words(as_staff, content):
    author = as_staff(Role.FORM_AUTHOR)
    answer = author.post("/bieu-mau/moi/", {"cach": "tep", "noi-dung": content})

    assert answer.status_code == 422
    assert not FormDraft.objects.exists()


def test_the_same_content_is_sent_as_the_same_bytes(as_staff):
    author = as_staff(Role.FORM_AUTHOR)
    one = {"title": "Biểu mẫu", "name": "mau", "components": [component()]}
    other = {"name": "mau", "components": [component()], "title": "Biểu mẫu"}
    first = actions.publish(key="mau", definition=one, by=AUTHOR, at=NOW)
    draft = begun(other)

    published = author.get(f"/bieu-mau/mau/mau/{first.number}.json").content
    assert published == author.get(address(draft, "1.json")).content
    assert json.loads(published) == one
    assert "Biểu mẫu".encode() in published


def test_two_who_write_at_once_both_keep_what_they_wrote(as_staff):
    draft = begun()
    author = as_staff(Role.FORM_AUTHOR)
    theirs = definition(panel(component(key="ho_ten", label="Của người khác"), key="trang1"))
    actions.save_definition(draft_id=draft.id, definition=theirs, seen=1, by=OTHER, at=NOW)
    mine = definition(panel(component(key="ho_ten", label="Của tôi"), key="trang1"))

    answer = save(author, draft, mine, seen=1)
    assert answer.status_code == 409
    assert "Của tôi" in words(answer)
    assert "Của người khác" in words(answer)
    assert draft_queries.draft(draft.id).revision == 2

    save(author, draft, mine, seen=2)
    assert draft_queries.revision(draft.id, 2).definition == theirs
    assert draft_queries.revision(draft.id, 3).definition == mine


def test_the_builder_is_told_what_was_found_when_it_saves(as_staff):
    draft = begun()
    author = as_staff(Role.FORM_AUTHOR)
    written = definition(panel(component(type="survey", key="x"), key="trang1"))
    answer = save(author, draft, written, accept="application/json").json()

    assert answer["revision"] == 2
    assert "loại thành phần này chưa được hỗ trợ" in answer["findings"]


def test_only_the_builder_loosens_the_policy_and_only_for_styles(as_staff):
    draft = begun()
    author = as_staff(Role.FORM_AUTHOR)
    policy = author.get(address(draft, "trinh-soan/"))["Content-Security-Policy"]
    usual = author.get(address(draft))["Content-Security-Policy"]

    assert "style-src-attr 'unsafe-inline'" in policy
    assert "unsafe" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "unsafe" not in usual
    assert "frame-ancestors 'none'" in policy


def test_the_preview_may_stand_in_our_own_frame_only(as_staff):
    draft = begun()
    author = as_staff(Role.FORM_AUTHOR)
    answer = author.get(address(draft, "xem-thu/"))

    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert author.get(address(draft))["X-Frame-Options"] == "DENY"


def test_the_preview_goes_page_by_page_by_the_real_rules_and_keeps_nothing(as_staff):
    draft = begun(
        definition(
            panel(component(key="a", label="Họ tên", validate={"required": True}), key="mot"),
            panel(component(key="b", label="Chỉ khi Lan"), key="hai", title="Hai",
                  conditional={"show": True, "when": "a", "eq": "Lan"}),
        )
    )  # fmt: skip
    author = as_staff(Role.FORM_AUTHOR)
    there = address(draft, "xem-thu/")
    empty = author.post(there, {"phan": "mot", "a": ""})
    assert empty.status_code == 422
    assert "Họ tên" in words(empty)

    second = author.post(there, {"phan": "mot", "a": "Lan"})
    assert "Chỉ khi Lan" in words(second)
    carried = words(second).split('name="da-dien" value="')[1].split('"')[0]
    review = words(author.post(there, {"phan": "hai", "b": "được", "da-dien": carried}))
    assert "Lan" in review
    assert "được" in review
    skipped = words(author.post(there, {"phan": "mot", "a": "Hoa"}))
    assert "Chỉ khi Lan" not in skipped
    assert draft_queries.draft(draft.id).revision == 1


def test_a_draft_that_cannot_be_run_is_not_previewed(as_staff):
    draft = begun(definition(component(type="survey", key="x")))

    answer = as_staff(Role.FORM_AUTHOR).get(address(draft, "xem-thu/"))
    assert "Chưa xem thử được" in words(answer)


def test_any_two_versions_are_compared_question_by_question(as_staff):
    for label in ("Họ tên", "Họ và tên", "Họ, chữ đệm, tên"):
        written = definition(panel(component(key="a", label=label), key="trang1"))
        actions.publish(key="mau", definition=written, by=AUTHOR, at=NOW)
    author = as_staff(Role.FORM_AUTHOR)

    told = words(author.get("/bieu-mau/mau/mau/?tu=1&den=3"))
    assert "1 câu hỏi khác nhau" in told
    assert "lời hỏi" in told
    assert author.get("/bieu-mau/mau/mau/?tu=1&den=9").status_code == 404
    assert author.get("/bieu-mau/mau/khong-co/").status_code == 404


def test_the_list_says_what_is_being_written(as_staff):
    draft = begun()
    author = as_staff(Role.FORM_AUTHOR)

    told = words(author.get("/bieu-mau/?tim=biểu&trang-thai=drafting"))
    assert address(draft) in told
    assert "Không có biểu mẫu nào khớp" in words(author.get("/bieu-mau/?trang-thai=approved"))
