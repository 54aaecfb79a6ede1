"""The national portal's platform: what only it does, and whoever knocks in its name."""

import hashlib
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteUnavailable
from motcua.payments import actions, errors, queries
from motcua.payments.models import PaymentNotice, Receipt
from motcua.sandbox.payment import dvcqg, signing, switch
from motcua.sandbox.payment.models import PlatformPayment
from tests.integration.payments.conftest import CLERK, SECRET, status

ADDRESS = "/thanh-toan/quoc-gia/ket-qua"
RESULT = (
    *("LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien"),
    *("MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich"),
)
SWAPPED = (*RESULT[:-2], RESULT[-1], RESULT[-2])


def hashed(fields, names=RESULT, secret=SECRET):
    return hashlib.sha256("|".join([*(fields[n] for n in names), secret]).encode()).hexdigest()


def knock(fields, names=RESULT, secret=SECRET):
    return send(json.dumps(fields | {"MaXacThuc": hashed(fields, names, secret)}))


def send(body):
    answer = Client().post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 200
    return answer.json()["MaLoi"]


@pytest.fixture
def world(world):
    world.provider = "dvcqg"
    return world


@pytest.fixture
def charge(world):
    return world.charge()


@pytest.fixture
def fields(world, charge):
    """What a right notice of a paid order says, not yet signed."""
    (notice,) = world.decide(world.start(charge))
    return {name: value for name, value in notice.params.items() if name != "MaXacThuc"}


@pytest.mark.parametrize("names", [RESULT, SWAPPED], ids=["one system's", "another's"])
def test_a_notice_signed_in_either_known_order_makes_us_ask(world, charge, fields, names):
    assert knock(fields, names) == "00"
    assert status(charge) == "due"
    world.work()
    assert status(charge) == "paid"
    assert queries.receipt_of(charge).method == "online"
    assert knock(fields, names) == "00"
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: knock(f, secret=SECRET[1:]),
        lambda f: send(json.dumps(f)),
        lambda f: send(json.dumps(f | {"MaXacThuc": hashed(f | {"SoTien": "1"})})),
        # With a bar inside, one signed text would have two readings.
        lambda f: knock(f | {"ThongTinGiaoDich": "Phi|le phi"}),
        lambda f: send(
            json.dumps(f | {"MaXacThuc": hashed(f)}).replace("{", '{"SoTien": "16000",', 1)
        ),
        lambda f: send(json.dumps([f])),
        lambda f: send(json.dumps(f | {"MaXacThuc": {"a": hashed(f)}})),
        lambda f: send('{"MaLoi": "\\ud800", "SoTien": "\\u0000"}'),
        lambda f: send("[" * 4000),
        lambda f: send(json.dumps(f | {"x": "y" * 5000})),
        lambda f: send("nothing"),
    ],
    ids=[
        "another secret",
        "unsigned",
        "of another amount",
        "bar in a value",
        "amount twice",
        "list",
        "nested",
        "no text",
        "deep",
        "long",
        "no JSON",
    ],
)
def test_a_forged_notice_is_refused_and_changes_nothing(world, charge, fields, spoil):
    assert spoil(fields) == "99"
    world.work()
    assert status(charge) == "due"
    assert world.attempt(charge).asked_at is None
    assert not PaymentNotice.objects.filter(genuine=True).exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"SoTien": "15999"},
        {"SoTien": "1600000"},
        {"MaTienTe": "USD"},
        {"MaDoiTac": "OTHER"},
        {"MaThamChieu": "261122UNKNOWN000"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_signed_notice_that_fits_no_order_of_ours_is_refused(world, charge, fields, changed):
    assert knock(fields | changed) == "99"
    world.work()
    assert status(charge) == "due"


def test_failed_after_paid_changes_nothing(world, charge, fields):
    knock(fields)
    world.work()
    assert knock(fields | {"MaLoi": "24"}) == "00"
    world.work()
    assert status(charge) == "paid"


def test_the_browser_comes_back_with_what_the_platform_signed(world, charge):
    url = world.start(charge)
    world.decide(url)
    back = urlsplit(world.way_back(world.open_page(url)))
    pairs = tuple(parse_qsl(back.query, keep_blank_values=True))

    assert back.path == "/thanh-toan/quoc-gia/ve/"
    assert actions.receive_return(provider="dvcqg", params=pairs, at=world.now) == charge
    with pytest.raises(errors.ForgedReturn):
        actions.receive_return(provider="dvcqg", params=pairs[1:], at=world.now)
    assert status(charge) == "due"


def test_a_platform_that_is_down_is_told_the_same_order_at_the_next_click(world, charge):
    world.turn(switch.DOWN)
    with pytest.raises(RemoteUnavailable):
        world.start(charge)
    assert PlatformPayment.objects.count() == 0

    world.turn("normal")
    world.start(charge)
    assert charge.attempts.count() == PlatformPayment.objects.count() == 1


def test_an_order_whose_answer_was_lost_is_one_order(world, charge):
    world.turn(switch.ANSWER_LOST)
    with pytest.raises(RemoteUnavailable):
        world.start(charge)
    world.turn("normal")
    world.wait(seconds=30)

    assert world.start(charge) == world.start(charge)
    assert charge.attempts.count() == PlatformPayment.objects.count() == 1


def test_a_pay_page_elsewhere_is_not_believed(world, charge, monkeypatch):
    told = {"MaLoi": "00", "UrlThanhToan": "https://phishing.example/nop/"}
    monkeypatch.setattr(dvcqg, "answer", lambda *_, **__: told)
    with pytest.raises(RemoteAnswerNotUnderstood):
        world.start(charge)
    assert world.attempt(charge).redirect_url == ""


def test_who_changes_her_mind_pays_at_the_other_platform_and_only_once(world, charge):
    url = world.start(charge)
    world.provider = "vnpay"
    assert "vpcpay" in world.start(charge)
    world.deliver(*world.decide(world.start(charge)))
    world.work()
    assert status(charge) == "paid"

    world.provider = "dvcqg"
    world.deliver(*world.decide(url))
    world.work()
    refund = queries.refunds_to_hand_back(["H47.11.1"]).get()
    assert (refund.is_surplus, refund.reason_code) == (True, "paid_twice")


def test_money_goes_back_by_an_officers_hand_since_the_protocol_has_no_way(world):
    charge = world.paid()
    refund = actions.request_refund(
        charge_id=charge.pk, reason_code="tu-choi.02", by=CLERK, at=world.now
    )
    world.work()
    assert queries.to_hand_back(charge) == refund

    actions.hand_back(refund_id=refund.pk, by=CLERK, at=world.now)
    assert status(charge) == "refunded"


def ask(world, **changed):
    """Send the stand-in an order as a partner does; returns its code."""
    fields = {
        "LoaiBanTin": "INIT",
        "PhienBan": "1.0",
        "MaDoiTac": "MOTCUA02",
        "MaThamChieu": "261122K7Q2M9XD4T",
        "SoTien": "16000",
        "LoaiHinhThanhToan": "PAYMENT",
        "MaKenhThanhToan": "WEB",
        "MaThietBi": "",
        "NgonNgu": "vi",
        "MaTienTe": "VND",
        "MaNganHang": "",
        "ThongTinGiaoDich": "Phi le phi",
        "ThoiGianGD": signing.stamp(world.now),
        "Ip": "203.0.113.7",
    }
    bill = json.dumps({"PhiLePhi": [{"SoTien": "16000"}]})
    fields |= {name: value for name, value in changed.items() if name in fields}
    signed = {"MaXacThuc": hashed(fields, tuple(fields)), "ThongTinBienLai": bill}
    return dvcqg.answer(fields | signed | changed, at=world.now)["MaLoi"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "00"),
        ({"MaDoiTac": "MOTCUA01"}, "02"),
        ({"MaXacThuc": "0" * 64}, "97"),
        ({"MaXacThuc": None}, "97"),
        ({"PhienBan": "2.0"}, "03"),
        ({"LoaiBanTin": "PAY"}, "03"),
        ({"SoTien": "16000.0"}, "03"),
        ({"SoTien": "15999"}, "03"),
        ({"MaTienTe": "USD"}, "03"),
        ({"MaThamChieu": "x" * 21}, "03"),
        ({"ThongTinGiaoDich": "Phí"}, "03"),
        ({"ThongTinGiaoDich": "a|b"}, "03"),
        ({"ThoiGianGD": "20261122"}, "03"),
        ({"ThoiGianGD": "20200101000000"}, "03"),
        ({"Ip": "here"}, "03"),
        ({"ThongTinBienLai": ""}, "03"),
    ],
)
def test_the_stand_in_takes_only_what_the_platform_takes(world, changed, code):
    assert ask(world, **changed) == code


def test_the_stand_in_takes_a_reference_once(world):
    assert [ask(world), ask(world), ask(world, ThongTinGiaoDich="Khac")] == ["00", "00", "94"]
