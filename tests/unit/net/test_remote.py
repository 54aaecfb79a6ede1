"""Calls to other systems fail clearly, and are repeated only where that is safe."""

import gzip
import logging

import httpx
import pybreaker
import pytest
import stamina

from motcua.net import errors, remote

BASE = "http://partner.example:8443/api"


@pytest.fixture(autouse=True)
def impatient():
    """Repeat without waiting."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


class Partner:
    """Answers by a list of what is to come; the last one for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, request):
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def partner():
    """Put a partner at the address and return it with a way to speak to it."""
    stack = []

    def put(*answers, **options):
        one = Partner(*answers)
        context = remote.mounted(BASE, httpx.MockTransport(one))
        context.__enter__()
        stack.append(context)
        return one, remote.Remote(name="partner", base_url=BASE, **options)

    yield put
    for context in reversed(stack):
        context.__exit__(None, None, None)


def test_an_answer_comes_back_with_status_headers_and_body(partner):
    one, system = partner(httpx.Response(201, headers={"X-Kind": "a"}, json={"ok": True}))

    answer = system.post("/things/", json={"name": "Lê"}, retry=False)

    assert (answer.status, answer.headers["x-kind"], answer.json()) == (201, "a", {"ok": True})
    assert str(one.asked[0].url) == f"{BASE}/things/"
    assert one.asked[0].content == b'{"name":"L\xc3\xaa"}'


def test_an_empty_path_is_the_address_itself(partner):
    one, system = partner(httpx.Response(200))

    system.post("", content=b"\x30\x03", retry=False)

    assert str(one.asked[0].url) == BASE


@pytest.mark.parametrize("status", [301, 302, 400, 401, 404, 409])
def test_a_refusal_names_its_status_and_is_not_repeated(partner, status):
    one, system = partner(httpx.Response(status, headers={"Location": "/other"}, text="why"))

    with pytest.raises(errors.RemoteRefused) as refused:
        system.get("/thing")

    assert (refused.value.status, refused.value.content) == (status, b"why")
    assert len(one.asked) == 1


@pytest.mark.parametrize(
    "failure",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.Response(429),
        httpx.ReadTimeout("late"),
        httpx.ConnectError("refused"),
        httpx.RemoteProtocolError("cut off"),
    ],
    ids=repr,
)
def test_a_keyed_call_is_repeated_until_it_succeeds(partner, failure):
    one, system = partner(failure, failure, httpx.Response(200, json={}))

    assert system.post("/thing", json={}, retry=True).status == 200
    assert len(one.asked) == 3


def test_a_call_without_a_key_is_never_repeated(partner):
    one, system = partner(httpx.ReadTimeout("late"), httpx.Response(200))

    with pytest.raises(errors.RemoteUnavailable):
        system.post("/thing", json={}, retry=False)

    assert len(one.asked) == 1


@pytest.mark.parametrize(
    ("failure", "may_have_acted"),
    [
        (httpx.ConnectError("refused"), False),
        (httpx.ConnectTimeout("late"), False),
        (httpx.Response(429), False),
        (httpx.ReadTimeout("late"), True),
        (httpx.RemoteProtocolError("cut off"), True),
        (httpx.Response(502), True),
    ],
    ids=repr,
)
def test_a_failure_says_whether_the_request_may_have_arrived(partner, failure, may_have_acted):
    _, system = partner(failure)

    with pytest.raises(errors.RemoteUnavailable) as failed:
        system.post("/thing", retry=False)

    assert failed.value.may_have_acted is may_have_acted


def test_a_repeat_that_never_left_does_not_undo_a_try_that_may_have_arrived(partner):
    one, system = partner(httpx.ReadTimeout("late"), httpx.ConnectTimeout("late"))

    with pytest.raises(errors.RemoteUnavailable) as failed:
        system.post("/thing", retry=True)

    assert len(one.asked) == 3
    assert failed.value.may_have_acted


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"cut": ', b"\xff"])
def test_a_body_that_is_no_object_is_not_understood(partner, body):
    _, system = partner(httpx.Response(200, content=body))

    with pytest.raises(errors.RemoteAnswerNotUnderstood):
        system.get("/thing").json()


def test_a_longer_answer_than_allowed_is_not_understood(partner):
    unpacked = gzip.compress(b"0" * 2000)
    packed = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=unpacked)
    _, system = partner(packed, most_bytes=1999)

    with pytest.raises(errors.RemoteAnswerNotUnderstood):
        system.get("/thing")


def test_a_body_that_is_packed_wrongly_is_not_understood(partner):
    def broken(_request):
        return httpx.Response(
            200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")
        )

    with remote.mounted(BASE, httpx.MockTransport(broken)), pytest.raises(errors.RemoteFailed):
        remote.Remote(name="partner", base_url=BASE).get("/thing")


def test_a_partner_that_keeps_failing_is_left_alone(partner):
    one, system = partner(httpx.Response(500))
    for _ in range(remote.OPENS_AFTER):
        with pytest.raises(errors.RemoteUnavailable):
            system.get("/thing", retry=False)

    with pytest.raises(errors.RemoteUnavailable) as failed:
        system.get("/thing")

    assert len(one.asked) == remote.OPENS_AFTER
    assert not failed.value.may_have_acted


def test_refusals_do_not_count_as_failures(partner):
    one, system = partner(httpx.Response(404))
    for _ in range(2 * remote.OPENS_AFTER):
        with pytest.raises(errors.RemoteRefused):
            system.get("/thing")
    assert len(one.asked) == 2 * remote.OPENS_AFTER


def test_a_partner_left_alone_is_tried_again_later(partner, monkeypatch):
    monkeypatch.setattr(remote, "STAYS_OPEN_SECONDS", 0)
    _, system = partner(*[httpx.Response(500)] * remote.OPENS_AFTER, httpx.Response(200))
    for _ in range(remote.OPENS_AFTER):
        with pytest.raises(errors.RemoteUnavailable):
            system.get("/thing", retry=False)

    assert system.get("/thing").status == 200
    assert remote._breaker(system).current_state == pybreaker.STATE_CLOSED


@pytest.mark.parametrize(("after", "tries"), [("1", 3), ("3600", 1), ("", 3), ("tomorrow", 3)])
def test_a_partner_that_asks_for_patience_gets_it_or_is_left_to_a_later_job(partner, after, tries):
    one, system = partner(httpx.Response(503, headers={"Retry-After": after}))

    with pytest.raises(errors.RemoteUnavailable):
        system.get("/thing")

    assert len(one.asked) == tries


def test_the_log_has_the_path_but_neither_query_nor_body_nor_headers(partner, caplog):
    _, system = partner(httpx.Response(200, text="thân trả lời"))

    with caplog.at_level(logging.DEBUG):
        system.get("/thing", params={"sig": "bi-mat-1"}, headers={"Authorization": "bi-mat-2"})
        system.post("/thing", json={"id": "bi-mat-3"}, retry=False)

    assert "partner: GET /api/thing: 200" in caplog.text
    assert "bi-mat" not in caplog.text
    assert "thân" not in caplog.text


def test_what_is_mounted_hides_what_was_mounted_before():
    def says(word):
        return httpx.MockTransport(lambda _: httpx.Response(200, json={"word": word}))

    system = remote.Remote(name="partner", base_url=BASE)
    with remote.mounted(BASE, says("outer")):
        with remote.mounted("http://partner.example:8443/", says("inner")):
            assert system.get("/thing").json() == {"word": "inner"}
        assert system.get("/thing").json() == {"word": "outer"}
