"""Reorganisations are entered on a page, looked at, and recorded."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from motcua.agencies import queries
from motcua.agencies.models import Agency, Reorganisation
from motcua.agencies.types import ReorganisationKind, Scheme, Tier
from motcua.audit.models import Event
from motcua.identity import actions as identity
from motcua.identity.types import Role
from motcua.kernel import text
from tests.integration.conftest import NOW, SEED
from tests.integration.staff import PASSWORD, SECRET, totp

pytestmark = pytest.mark.django_db

LIST = "/co-quan/sap-xep/"
MERGER = f"{LIST}hop-nhat/"
DAY = date(2027, 7, 1)
ACT = "Nghị quyết 1/2027/QH16"
TYPED = {"on": "01/07/2027", "legal_act": ACT}


@pytest.fixture(autouse=True)
def national(as_site):
    as_site("national")


def agency_of(code, on=DAY):
    return queries.agency_by_code(Scheme.GOVERNMENT, code, on=on)


@pytest.fixture
def signed_in(reference, code):
    """Sign in an administrator of an agency."""

    def at(agency_code):
        account = identity.open_account(
            email=f"{agency_code.lower()}@vidu.example",
            full_name="Trần Thị Bé",
            password=PASSWORD,
            by=SEED,
            at=NOW,
        )
        identity.assign_role(
            account=account,
            role=Role.ADMINISTRATOR,
            agency=agency_of(agency_code, date(2021, 10, 18)),
            valid_from=date(2018, 1, 1),
            by=SEED,
            at=NOW,
        )
        totp.TOTP.activate(account, SECRET)
        browser = Client()
        browser.post("/dang-nhap/", {"login": account.email, "password": PASSWORD})
        browser.post("/xac-thuc/", {"code": code()})
        return browser

    return at


@pytest.fixture
def keeper(signed_in):
    return signed_in("G14")


def merger(**changed):
    """Hà Nội and Cao Bằng become one, under Hà Nội's code."""
    return TYPED | {
        "before": [agency_of("H26").pk, agency_of("H14").pk],
        "after-0-name": "Thăng Long",
        "after-0-government": "H26",
        "viec": "xem",
        **changed,
    }


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden_of(answer):
    """Return what a preview keeps for the recording."""
    html = answer.content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html)
    kept = {}
    for name, value in fields:
        kept.setdefault(name, []).append(value)
    return kept


def test_everybody_reads_what_is_on_record_and_nobody_may_enter(reference, client):
    page = client.get(LIST)
    assert "Nghị quyết 202/2025/QH15" in text_of(page)
    assert "Ghi một lần sắp xếp" not in text_of(page)
    assert client.get(MERGER).status_code == 302


def test_a_controller_without_the_role_may_not_enter(reference, new_account, sign_in):
    assert sign_in(new_account(Role.CONTROLLER)).get(MERGER).status_code == 403


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "kind", ["hop-nhat", "chia-tach", "doi-ten", "chuyen-cap-tren", "ket-thuc"]
)
def test_each_kind_has_its_page(keeper, kind, prefix):
    assert keeper.get(f"{prefix}{LIST}{kind}/").status_code == 200


def test_another_kind_has_none(keeper):
    assert keeper.get(f"{LIST}sap-nhap/").status_code == 404


def test_a_search_offers_units_and_keeps_what_was_chosen_and_typed(keeper):
    hanoi = agency_of("H26")
    typed = {"on": "01/07/2027", "before": [hanoi.pk], "sought": "cao bang", "viec": "tim"}
    page = keeper.post(MERGER, typed | {"after-0-name": "Thăng Long"})

    assert page.status_code == 200
    html = page.content.decode()
    assert f'name="before" value="{hanoi.pk}" checked' in html
    assert f'name="before" value="{agency_of("H14").pk}">' in html
    assert 'value="01/07/2027"' in html
    assert 'value="Thăng Long"' in html
    assert "Chưa ghi được" not in html


def test_the_eve_of_the_day_decides_what_a_search_finds(keeper):
    asked = {"sought": "bac giang", "viec": "tim"}

    assert "chọn trong 1 đơn vị" in text_of(keeper.post(MERGER, asked | {"on": "01/07/2025"}))
    assert "không có đơn vị nào khác" in text_of(keeper.post(MERGER, asked | {"on": "02/07/2025"}))


def test_a_preview_says_what_ends_begins_adds_up_and_hangs_on_it_and_writes_nothing(keeper):
    hanoi, cao_bang = agency_of("H26"), agency_of("H14")
    account = identity.open_account(
        email="x@vidu.example", full_name="Lê Văn Tám", password=PASSWORD, by=SEED, at=NOW
    )
    identity.assign_role(
        account=account, role=Role.REPORTER, agency=hanoi, valid_from=DAY, by=SEED, at=NOW
    )
    page = text_of(keeper.post(MERGER, merger()))

    assert "Kết thúc: 2 đơn vị" in page
    assert cao_bang.full_name in page
    assert "Bắt đầu: 1 đơn vị" in page
    assert "được cộng thành số liệu của Thăng Long" in page
    assert "1 vai trò của cán bộ" in page
    assert not Reorganisation.objects.filter(on=DAY).exists()
    assert agency_of("H14") == cao_bang


def test_a_preview_names_the_units_of_long_ago_whose_figures_come_along(keeper):
    page = text_of(
        keeper.post(
            MERGER,
            merger(before=[agency_of("H05").pk, agency_of("H14").pk])
            | {"after-0-government": "H05"},
        )
    )
    assert "số liệu trước kia của" in page
    assert "Bắc Giang" in page


def test_a_preview_counts_what_goes_along(keeper):
    below = ward(agency_of("H26"), "00004")
    page = text_of(keeper.post(MERGER, merger()))
    assert "Đi theo: 1 đơn vị trực thuộc" in page
    assert "dưới Thăng Long" in page

    keeper.post(MERGER, merger(viec="ghi"))
    assert queries.successors(below, on=DAY)[0].parent.name == "Thăng Long"


def test_what_was_looked_at_is_recorded_under_her_name(keeper):
    preview = keeper.post(MERGER, merger())
    answer = keeper.post(MERGER, hidden_of(preview) | {"viec": "ghi"})

    made = Reorganisation.objects.get(on=DAY)
    assert answer.headers["Location"] == f"{LIST}?moi={made.pk}#sap-xep-{made.pk}"
    assert agency_of("H26").name == "Thăng Long"
    assert agency_of("H26").tier == Tier.PROVINCE
    assert agency_of("H14") is None
    event = Event.objects.get(kind="agencies.reorganised.v1")
    assert event.actor.startswith("staff:")
    assert event.payload["after"] == ["H26"]
    assert f'id="sap-xep-{made.pk}"' in keeper.get(LIST).content.decode()


def test_recording_twice_is_refused_the_second_time(keeper):
    preview = hidden_of(keeper.post(MERGER, merger())) | {"viec": "ghi"}
    keeper.post(MERGER, preview)
    again = keeper.post(MERGER, preview)

    assert again.status_code == 422
    assert "đã kết thúc từ trước" in text_of(again)
    assert Reorganisation.objects.filter(on=DAY).count() == 1


def test_one_may_go_back_from_the_preview_with_everything_typed(keeper):
    kept = hidden_of(keeper.post(MERGER, merger()))
    page = keeper.post(MERGER, kept | {"viec": "sua"}).content.decode()

    assert 'value="Thăng Long"' in page
    assert page.count(" checked") == 2


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"on": ""}, "id_on", "Ghi ngày."),
        ({"on": "31/02/2027"}, "id_on", "Ghi một ngày có thật"),
        ({"on": "01/01/9999"}, "id_on", "Ghi ngày không sau"),
        ({"legal_act": " "}, "id_legal_act", "Ghi số, ngày của văn bản"),
        ({"legal_act": "x" * 201}, "id_legal_act", "200"),
        ({"before": []}, "id_before", "Tìm và chọn đơn vị kết thúc"),
        ({"before": ["999999999"]}, "id_before", "không còn trong dữ liệu"),
        ({"before": ["' OR 1=1"]}, "id_before", "không còn trong dữ liệu"),
        ({"before": ["9" * 5000]}, "id_before", "không còn trong dữ liệu"),
        ({"after-0-name": ""}, "id_after-0-name", "Ghi tên đơn vị mới"),
        ({"after-0-tier": "kingdom"}, "id_after-0-tier", "Chọn một cấp"),
        ({"after-0-parent": "Atlantis"}, "id_after-0-parent", "không có cơ quan nào"),
        ({"after-0-parent": "H26"}, "id_after-0-parent", "vừa kết thúc"),
        ({"after-0-government": ""}, "id_after-0-government", "Ghi ít nhất một mã"),
        ({"after-0-government": "Hà Nội"}, "id_after-0-government", "Ghi mã dạng H47"),
        ({"after-0-statistics": "1234"}, "id_after-0-statistics", "2, 3 hoặc 5 chữ số"),
        ({"after-0-government": "H17"}, "id_after-0-government", "đã là của"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_recorded(keeper, wrong, field, said):
    answer = keeper.post(MERGER, merger(viec="ghi") | wrong)

    assert answer.status_code == 422
    html = answer.content.decode()
    assert f'href="#{field}"' in html
    assert f'id="{field}"' in html
    assert said in text_of(answer)
    assert not Reorganisation.objects.filter(on=DAY).exists()


def test_one_province_is_no_merger(keeper):
    answer = keeper.post(MERGER, merger(before=[agency_of("H26").pk]))

    assert answer.status_code == 422
    assert "từ hai đơn vị trở lên thành một" in text_of(answer)


def test_a_split_takes_as_many_as_are_asked_for(keeper):
    split = f"{LIST}chia-tach/"
    assert keeper.get(split).content.decode().count("Đơn vị mới thứ") == 2
    typed = {"after-0-name": "Bắc", "after-1-name": "Nam", "viec": "them"}
    assert keeper.post(split, typed).content.decode().count("Đơn vị mới thứ") == 3

    cao_bang = agency_of("H14")
    new = {
        f"after-{place}-{field}": value
        for place, (name, own) in enumerate([("Bắc", "H14"), ("Nam", "H90"), ("Đông", "H91")])
        for field, value in [("name", name), ("government", own)]
    }
    typed = TYPED | {"before": [cao_bang.pk], **new}
    keeper.post(split, typed | {"viec": "ghi"})

    assert [unit.name for unit in queries.successors(cao_bang, on=DAY)] == ["Bắc", "Đông", "Nam"]


def test_two_new_units_with_one_code_are_told_so(keeper):
    typed = TYPED | {
        "before": [agency_of("H14").pk],
        "after-0-name": "Bắc",
        "after-0-government": "H14",
        "after-1-name": "Nam",
        "after-1-government": "H14",
        "viec": "xem",
    }
    answer = keeper.post(f"{LIST}chia-tach/", typed)

    assert "hai đơn vị mới có cùng một mã" in text_of(answer)
    assert 'href="#id_after-1-government"' in answer.content.decode()


def test_a_renamed_unit_keeps_place_and_codes(keeper):
    before = agency_of("H14")
    typed = TYPED | {"before": [before.pk], "viec": "ghi"}
    keeper.post(f"{LIST}doi-ten/", typed | {"after-0-name": "Cao Bình"})

    after = agency_of("H14")
    assert (after.name, after.tier, after.parent) == ("Cao Bình", before.tier, None)
    kept = {held.scheme: held.code for held in queries.codes_held(after)}
    assert kept == {held.scheme: held.code for held in queries.codes_held(before)}


def ward(parent, code, name="Phường Mới"):
    made = Agency.objects.create(
        scheme=Scheme.STATISTICS,
        code=code,
        name=name,
        full_name=name,
        sort_key=code,
        tier=Tier.COMMUNE,
        parent=parent,
        valid_from=date(2025, 7, 1),
    )
    made.codes.create(
        scheme=Scheme.STATISTICS, code=code, source="found", valid_from=made.valid_from
    )
    made.names.create(text=name, folded=text.fold(name))
    return made


def test_a_unit_moves_with_its_name_and_needs_a_new_place(keeper):
    moving = ward(agency_of("H26"), "00004")
    typed = TYPED | {"before": [moving.pk], "viec": "ghi"}
    refused = keeper.post(f"{LIST}chuyen-cap-tren/", typed)
    assert "Ghi cơ quan cấp trên mới" in text_of(refused)
    keeper.post(f"{LIST}chuyen-cap-tren/", typed | {"after-0-parent": "tỉnh cao bằng"})

    (after,) = queries.successors(moving, on=DAY)
    assert (after.name, after.parent) == ("Phường Mới", agency_of("H14"))


def test_a_unit_with_others_below_it_is_not_abolished(keeper):
    ward(agency_of("H26"), "00004")
    typed = TYPED | {"before": [agency_of("H26").pk], "viec": "ghi"}
    answer = keeper.post(f"{LIST}ket-thuc/", typed)

    assert "trực thuộc chưa được sắp xếp" in text_of(answer)


def test_a_province_reorganises_what_is_below_it_and_nothing_else(signed_in):
    keeper, hanoi = signed_in("H26"), agency_of("H26")
    own = [ward(hanoi, "00004", "Phường Một"), ward(hanoi, "00005", "Phường Hai")]
    foreign = ward(agency_of("H14"), "00006", "Phường Ba")
    new = {"after-0-name": "Phường Chung", "after-0-government": "", "after-0-statistics": "00004"}

    found = keeper.post(MERGER, {"sought": "phuong", "on": "01/07/2027", "viec": "tim"})
    assert "Phường Một" in text_of(found)
    assert "Phường Ba" not in text_of(found)
    for chosen in ([own[0].pk, foreign.pk], [hanoi.pk, agency_of("H14").pk]):
        below = new | {"after-0-parent": "" if hanoi.pk in chosen else "Hà Nội"}
        refused = keeper.post(MERGER, merger(before=chosen, viec="ghi") | below)
        assert "không nằm dưới cơ quan mà bạn quản trị" in text_of(refused)
    elsewhere = new | {"after-0-parent": "H14"}
    ids = [unit.pk for unit in own]
    refused = keeper.post(MERGER, merger(before=ids, viec="ghi") | elsewhere)
    assert "không nằm dưới cơ quan" in text_of(refused)
    refused = keeper.post(f"{LIST}ket-thuc/", merger(before=[hanoi.pk], viec="ghi"))
    assert "không nằm dưới cơ quan" in text_of(refused)
    assert not Reorganisation.objects.filter(on=DAY).exists()

    keeper.post(MERGER, merger(before=ids, viec="ghi") | new)
    assert Reorganisation.objects.get(on=DAY).after.get().parent == hanoi


def test_the_list_is_read_page_by_page_and_by_kind_and_year(reference, client, monkeypatch):
    monkeypatch.setattr(queries.reorganising, "ENTRIES_PER_PAGE", 7)
    seen, after = [], ""
    while True:
        page = queries.entries(after=after)
        seen += [one.pk for one in page.shown]
        if not (after := page.next):
            break
    assert sorted(seen) == sorted(Reorganisation.objects.values_list("pk", flat=True))
    assert len(seen) > 20

    listed = text_of(client.get(LIST, {"loai": "rename", "nam": "2025"}))
    assert "Hợp nhất 01/07/2025" not in listed
    assert client.get(LIST, {"nam": "hai nghìn"}).status_code == 422
    assert client.get(LIST, {"sau": "rác"}).status_code == 200


def test_a_long_list_costs_no_more_than_a_short_one(country, django_assert_num_queries):
    """Among them the day on which 696 districts ended."""
    with django_assert_num_queries(3):
        shown = queries.entries().shown
    ended = next(one for one in shown if one.kind == ReorganisationKind.ABOLISH)
    assert (ended.number_before, len(ended.some_before)) == (696, 6)


def test_every_table_that_names_agencies_has_words_for_the_preview():
    from django.template import engines

    words = engines["jinja2"].env.get_template("agencies/words.html").module
    tables = {
        relation.related_model._meta.label_lower
        for relation in Agency._meta.related_objects
        if relation.related_model._meta.app_label != "agencies"
    }
    assert apps.get_model("catalogue.service")._meta.label_lower in tables
    assert {table for table in tables if str(words.reference_name(table)) == table} == set()
