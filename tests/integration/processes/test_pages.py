"""Authors see processes, write them as tables, and are told everything that is wrong."""

from datetime import date
from importlib import resources

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.agencies.models import Agency
from motcua.agencies.types import Tier
from motcua.identity import actions as identity
from motcua.identity import queries as viewers
from motcua.identity.types import Role
from motcua.processes import queries
from tests.integration.pages import officers_browser
from tests.integration.processes.acts import BY, NOW, published, started
from tests.integration.processes.test_decisions import decision, fee
from tests.unit.processes.test_table import PRINTED

__all__ = ["officers_browser"]
pytestmark = pytest.mark.django_db

CARRIED = resources.files("motcua.processes").joinpath("data", "giai-quyet-chung.bpmn").read_text()


@pytest.fixture
def as_staff(as_site, officers_browser):
    as_site("agency")
    agency = Agency.objects.create(
        code="H47",
        name="Quảng Nam",
        full_name="Ủy ban nhân dân tỉnh Quảng Nam",
        sort_key="quang nam",
        tier=Tier.PROVINCE,
        valid_from=date(2010, 1, 1),
    )

    def sign_in(role):
        account = identity.open_account(
            email=f"{role}@vidu.example",
            full_name="Trần Thị Bé",
            password="mot-cua-lien-thong",  # noqa: S106 opens nothing outside the tests
            by=BY,
            at=NOW,
        )
        identity.assign_role(
            account=account,
            role=role,
            agency=agency,
            valid_from=date(2018, 1, 1),
            by=BY,
            at=NOW,
        )
        return officers_browser(viewers.viewer_of(account, on=date(2021, 10, 18)))

    return sign_in


@pytest.fixture
def author(as_staff):
    return as_staff(Role.CONTROLLER)


def text(answer):
    return answer.content.decode()


def lines(rows):
    """The cells of the form, column by column."""
    fields = ("name", "who", "note", "time", "post", "agency", "event", "key")
    return {field: [row.get(field, "") for row in rows] for field in fields}


ROWS = [
    {"name": "Thẩm định", "who": "Chuyên viên", "time": "2 ngày"},
    {"name": "Phê duyệt", "who": "Lãnh đạo Sở", "time": "0,5 ngày"},
]


def test_a_process_shows_its_drawing_its_steps_and_its_versions(author):
    published(CARRIED, key="chung")

    page = text(author.get("/quy-trinh/ma/chung/"))

    assert "<svg" in page
    assert "Thẩm định hồ sơ" in page
    assert "60% thời hạn" in page
    assert "/quy-trinh/ma/chung/1.bpmn" in page


def test_the_list_finds_a_process_by_its_name(author):
    published(CARRIED, key="chung")
    started(CARRIED, subject="dossier:1")

    assert "/quy-trinh/ma/chung/" in text(author.get("/quy-trinh/?tim=quy trình chung"))
    assert "Không có quy trình nào khớp" in text(author.get("/quy-trinh/?tim=xyz"))


def test_a_pasted_table_is_shown_as_a_drawing_and_then_published(author):
    shown = author.post("/quy-trinh/moi/", {"ma": "cap-phep", "ten": "Cấp phép", "bang": PRINTED})
    assert "<svg" in text(shown)
    assert "Ký số và phát hành kết quả" in text(shown)
    assert not queries.exists("cap-phep")

    form = {"ten": "Cấp phép", "viec": "cong-bo", **lines(ROWS)}
    answer = author.post("/quy-trinh/ma/cap-phep/bang/", form)

    assert answer.status_code == 302
    steps = queries.steps(queries.latest("cap-phep").id).values()
    assert [(step.name, step.post, step.minutes) for step in steps] == [
        ("Thẩm định", "specialist", 960),
        ("Phê duyệt", "leader", 240),
    ]


def test_a_row_that_is_wrong_is_named_and_kept_in_the_form(author):
    wrong = [ROWS[0], {**ROWS[1], "time": "sớm"}]

    answer = author.post("/quy-trinh/ma/thu/bang/", {"viec": "cong-bo", **lines(wrong)})

    assert answer.status_code == 422
    assert "không đọc được thời gian" in text(answer)
    assert "Phê duyệt" in text(answer)
    assert not queries.exists("thu")


def test_steps_keep_their_keys_from_one_version_to_the_next(author):
    author.post("/quy-trinh/ma/thu/bang/", {"viec": "cong-bo", **lines(ROWS)})
    first = list(queries.steps(queries.latest("thu").id))

    renamed = [{**row, "key": key} for row, key in zip(ROWS, first, strict=True)]
    renamed[0]["name"] = "Thẩm tra"
    author.post("/quy-trinh/ma/thu/bang/", {"viec": "cong-bo", **lines(renamed)})

    assert list(queries.steps(queries.latest("thu").id)) == first
    page = text(author.get("/quy-trinh/ma/thu/?tu=1&den=2"))
    assert "Thẩm tra" in page
    assert "tên bước" in page


def test_a_foreign_file_is_refused_with_everything_in_it(author):
    broken = CARRIED.replace('motcua:share="60"', "").replace('motcua:post="leader"', "")
    sent = SimpleUploadedFile("a.bpmn", broken.encode())

    answer = author.post("/quy-trinh/moi/", {"ma": "thu", "ten": "Thử", "tep": sent})

    assert answer.status_code == 422
    assert "thiếu số giờ làm việc" in text(answer)
    assert "thiếu vị trí xử lý" in text(answer)


def test_a_key_that_is_taken_is_not_begun_again(author):
    published(CARRIED, key="chung")

    answer = author.post("/quy-trinh/moi/", {"ma": "chung", "ten": "x", "bang": PRINTED})

    assert answer.status_code == 422


def test_a_process_with_choices_is_edited_as_a_drawing_on_its_own_policy(author):
    published(CARRIED, key="chung")
    assert author.get("/quy-trinh/ma/chung/bang/").headers["Location"].endswith("/ve/")

    answer = author.get("/quy-trinh/ma/chung/ve/")

    assert "style-src-attr" in answer.headers["Content-Security-Policy"]
    assert "giai-quyet-chung" in text(answer)


def test_what_is_drawn_is_published(author):
    published(CARRIED, key="chung")
    changed = CARRIED.replace("Thẩm định hồ sơ", "Thẩm tra hồ sơ")

    assert author.post("/quy-trinh/ma/chung/ve/", {"tep": changed}).status_code == 302
    assert author.post("/quy-trinh/ma/chung/ve/", {"tep": "<a/>"}).status_code == 422
    assert queries.latest("chung").number == 2


def test_a_version_is_sent_as_it_was_published(author):
    published(CARRIED, key="chung")
    author.post("/quy-trinh/ma/thu/bang/", {"viec": "cong-bo", **lines(ROWS)})

    assert text(author.get("/quy-trinh/ma/chung/1.bpmn")) == CARRIED
    assert author.get("/quy-trinh/ma/chung/1.xlsx").status_code == 422
    assert author.get("/quy-trinh/ma/thu/1.xlsx").content.startswith(b"PK")
    assert author.get("/quy-trinh/ma/khong-co/").status_code == 404


def test_a_decision_is_sent_shown_and_refused_with_its_cells(author):
    sent = SimpleUploadedFile("a.dmn", fee(20000))
    answer = author.post("/quy-trinh/bang-quyet-dinh/moi/", {"ma": "phi", "tep": sent})
    assert answer.status_code == 302

    page = author.get("/quy-trinh/bang-quyet-dinh/phi/")
    assert "&gt; 500" in text(page)
    assert "phi" in text(author.get("/quy-trinh/bang-quyet-dinh/"))

    wrong = fee(20000).decode().replace("&lt;= 500", "area * 2")
    editor = "/quy-trinh/bang-quyet-dinh/phi/sua/"
    assert "style-src-attr" in author.get(editor).headers["Content-Security-Policy"]
    refused = author.post(editor, {"tep": wrong})
    assert refused.status_code == 422
    assert "r1c1" in text(refused)


def test_who_only_reads_publishes_nothing(as_staff):
    published(CARRIED, key="chung")
    decision()
    reader = as_staff(Role.ADMINISTRATOR)

    assert reader.get("/quy-trinh/ma/chung/").status_code == 200
    assert reader.post("/quy-trinh/ma/chung/ve/", {"tep": CARRIED}).status_code == 403
    editor = "/quy-trinh/bang-quyet-dinh/phi-theo-dien-tich/sua/"
    assert reader.post(editor, {"tep": fee(1).decode()}).status_code == 403
    assert queries.latest_decision("phi-theo-dien-tich").number == 1


def test_the_list_costs_the_same_for_one_as_for_many(author, django_assert_max_num_queries):
    for number in range(12):
        published(CARRIED, key=f"quy-trinh-{number}")
    author.get("/quy-trinh/")

    with django_assert_max_num_queries(12):
        author.get("/quy-trinh/")
