"""The stand-in for the population database enforces what the real one enforces."""

import base64
import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from motcua.kernel import ids
from motcua.sandbox.identity.people import PEOPLE
from motcua.sandbox.population import gateway, switch
from motcua.sandbox.population.models import RegisterQuestion
from motcua.sandbox.population.questions import ENVELOPE, REGISTER
from motcua.sandbox.population.register import RECORDS
from motcua.sandbox.switches import actions as switching
from tests.integration.population import CONNECTION

SERVICE = "/dan-cu/dich-vu/"
CONTROL = "/dan-cu/"
CITIZENS = "{http://www.mic.gov.vn/dancu/1.0}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected(db, settings, as_site):
    as_site("sandbox")
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"population": CONNECTION}


def question(*, operation="TraCuuThongTinCongDan", elements=None, namespace=REGISTER, head=""):
    """An envelope; `elements` are pairs in their order, of the birth the inner element."""
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in (elements or of_an()).items())
    return (
        f'{head}<s:Envelope xmlns:s="{ENVELOPE}"><s:Header/><s:Body>'
        f'<{operation} xmlns="{namespace}">{inside}</{operation}></s:Body></s:Envelope>'
    )


def of_an(**changed):
    elements = {
        "MaYeuCau": "1",
        "MaDVC": "1.000894",
        "MaTichHop": "037",
        "MaCanBo": "citizen:0193",
        "SoDinhDanh": "003190000011",
        "HoVaTen": "NGUYỄN THỊ AN",
        "NgayThangNamSinh": "<NgayThangNam>19900902</NgayThangNam>",
    } | changed
    return {name: value for name, value in elements.items() if value is not None}


def in_order(*names, **changed):
    elements = of_an(**changed)
    return {name: elements[name] for name in names}


def signed(*, at=None, secret="known-to-both-sides", user="motcua-population", **changed):  # noqa: S107
    stamp = str(int((at or timezone.now()).timestamp() * 1000))
    digest = hashlib.sha256(f"{CONNECTION.url}{user}{stamp}{secret}".encode()).hexdigest()
    credentials = base64.b64encode(f"{user}:{digest}".encode()).decode()
    headers = {
        "Timestamp": stamp,
        "Authorization": f"Basic {credentials}",
        "X-Road-Client": CONNECTION.member,
        "ApiKey": CONNECTION.key.get_secret_value(),
    } | changed
    return {name: value for name, value in headers.items() if value is not None}


def ask(content=None, headers=None):
    content = content or question(elements=of_an(MaYeuCau=ids.new_id().hex))
    return Client().post(
        SERVICE,
        content.encode(),
        content_type="text/xml",
        headers=signed() if headers is None else headers,
    )


def citizens(answer):
    return list(etree.fromstring(answer.content).iter(f"{CITIZENS}CongDan"))


def test_a_person_is_found_by_number_name_and_birth_together():
    answer = ask()

    (citizen,) = citizens(answer)
    assert answer.status_code == 200
    assert citizen.findtext(f"{CITIZENS}DanToc") == "01"
    assert citizen.findtext(f"{CITIZENS}ThuongTru/{CITIZENS}MaPhuongXa") == "20800"
    assert citizen.findtext(f"{CITIZENS}Me/{CITIZENS}HoVaTen") == "Lê Thị Bích"


@pytest.mark.parametrize(
    "changed",
    [
        {"SoDinhDanh": "003190000012"},
        {"HoVaTen": "NGUYỄN THỊ ÂN"},
        {"NgayThangNamSinh": "<Nam>1990</Nam>"},
    ],
)
def test_nobody_is_an_answer_and_no_fault(changed):
    answer = ask(question(elements=of_an(**changed)))

    assert answer.status_code == 200
    assert citizens(answer) == []
    assert RegisterQuestion.objects.get().outcome == "not_found"


def test_yes_or_no_moves_nothing_else():
    yes = ask(question(operation="XacThucThongTinCongDan"))
    no = ask(
        question(
            operation="XacThucThongTinCongDan",
            elements=of_an(MaYeuCau="2", HoVaTen="TRẦN VĂN BÌNH"),
        )
    )

    assert [list(etree.fromstring(one.content).itertext()) for one in (yes, no)] == [
        ["1", "1"],
        ["2", "0"],
    ]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Timestamp": None}, 401),
        ({"Timestamp": "1600000000000"}, 401),
        ({"Timestamp": "x" * 13}, 401),
        ({"Authorization": None}, 401),
        ({"Authorization": "Basic !!!"}, 401),
        ({"Authorization": "Bearer abc"}, 401),
        ({"X-Road-Client": None}, 403),
        ({"X-Road-Client": "VN/GOV/khac"}, 403),
        ({"ApiKey": None}, 403),
        ({"ApiKey": "wrong"}, 403),
    ],
)
def test_a_call_without_the_right_headers_is_turned_away(headers, status):
    assert ask(headers=signed(**headers)).status_code == status
    assert not RegisterQuestion.objects.exists()


@pytest.mark.parametrize("late", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_call_out_of_its_time_is_turned_away(late):
    assert ask(headers=signed(at=timezone.now() + late)).status_code == 401


def test_a_call_of_another_account_or_with_another_secret_is_turned_away():
    assert ask(headers=signed(secret="guessed")).status_code == 401  # noqa: S106
    assert ask(headers=signed(user="somebody")).status_code == 401


def test_a_question_is_not_taken_twice():
    content = question()

    assert ask(content).status_code == 200
    again = ask(content)
    assert again.status_code == 500
    assert b"replay" in again.content


def test_a_quota_holds(monkeypatch):
    monkeypatch.setattr(gateway, "MOST_PER_MINUTE", 2)

    assert [ask().status_code for _ in range(3)] == [200, 200, 429]


SWAPPED = in_order(
    "MaDVC", "MaYeuCau", "MaTichHop", "MaCanBo", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh"
)
BIRTH_FIRST = in_order(
    "MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "SoDinhDanh", "NgayThangNamSinh", "HoVaTen"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (question(elements=SWAPPED), "order"),
        (question(elements=BIRTH_FIRST), "order"),
        (question(elements=of_an(MaCanBo=None)), "order"),
        (question(elements=of_an(MaCanBo="")), "value"),
        (question(elements=of_an() | {"QuocTich": "VN"}), "order"),
        (question(elements=of_an(MaTichHop="038")), "integration"),
        (question(elements=of_an(SoDinhDanh="00319000001")), "value"),
        (question(elements=of_an(HoVaTen="Nguyễn Thị An")), "name"),
        (question(elements=of_an(NgayThangNamSinh="19900902")), "order"),
        (question(elements=of_an(NgayThangNamSinh="<Nam>90</Nam>")), "value"),
        (question(namespace="http://dancu.example"), "operation"),
        (question(operation="XoaCongDan"), "operation"),
        (question().replace(ENVELOPE, "http://www.w3.org/2003/05/soap-envelope"), "envelope"),
        (question().replace("<s:Header/>", "<s:Body/>"), "envelope"),
        (question(head='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">'), "doctype"),
        (question(head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), "doctype"),
        (question().replace("<s:Header/>", "<s:Header/><!-- x -->"), "xml"),
        ("<a>", "xml"),
        (question() + " " * 20_000, "xml"),
    ],
)
def test_a_question_that_is_not_as_demanded_gets_a_fault(content, code):
    answer = ask(content)

    fault = etree.fromstring(answer.content).find(f".//{{{ENVELOPE}}}Fault")
    assert answer.status_code == 500
    assert fault.findtext("faultstring").startswith(f"{code}: ")


def test_laughs_do_not_grow():
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '">]>'
    content = question(head=laughs, elements=of_an(HoVaTen="&b;"))

    assert b"doctype" in ask(content).content


def test_the_officer_of_another_account_is_refused():
    elements = in_order("MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo")
    rest = in_order("SoDinhDanh", "HoVaTen", "NgayThangNamSinh")
    own = elements | {"TaiKhoan": "motcua-population"} | rest
    foreign = elements | {"MaYeuCau": "2", "TaiKhoan": "somebody"} | rest

    assert ask(question(elements=own)).status_code == 200
    assert b"account" in ask(question(elements=foreign)).content


def test_everybody_who_can_sign_in_is_in_the_register():
    assert {record.person.key for record in RECORDS.values()} == set(PEOPLE)


def test_the_page_says_what_it_is_shows_questions_and_turns_the_switch():
    ask()
    browser = Client()

    page = browser.get(CONTROL).content.decode()
    assert "Đây không phải là Cơ sở dữ liệu quốc gia về dân cư" in page
    assert "motcua-population" in page
    assert "003190000011" not in page

    assert browser.post(f"{CONTROL}cach-tra-loi/", {"position": switch.DOWN}).status_code == 302
    assert ask().status_code == 503
    assert browser.post(f"{CONTROL}cach-tra-loi/", {"position": "x"}).status_code == 404


def test_a_slow_register_answers_all_the_same(monkeypatch):
    monkeypatch.setattr(switch, "SLOW_SECONDS", 0)
    switching.turn(switch.SWITCH, switch.SLOW)

    assert len(citizens(ask())) == 1
