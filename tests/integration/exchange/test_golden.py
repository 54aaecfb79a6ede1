"""Our adapter and the stand-in speak as the golden files do, each tested by itself."""

import base64
import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from lxml import etree

from motcua.exchange.adapters import population
from motcua.exchange.types import Asked, Fact, Outcome
from motcua.kernel.actors import Actor
from motcua.net import remote
from motcua.sandbox.population import answers, questions
from tests.integration.population import CONNECTION, SANDBOX

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 22, 6, 5, 9, 123000, tzinfo=UTC)
NHAN = Asked(personal_id="003194000033", full_name="Alăng Thị Nhàn", birth_date=date(1994, 12, 21))


def content_of(name):
    return (GOLDEN / f"{name}.xml").read_bytes()


def canonical(content):
    """One spelling of an envelope: without indents, prefixes and the order of declarations."""
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    return [(element.tag, (element.text or "").strip()) for element in root.iter()]


@pytest.fixture
def asked(settings):
    """What our adapter sends when it is told what the golden answer says."""
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"population": CONNECTION}
    sent = []

    def answer(request):
        sent.append(request)
        return httpx.Response(200, content=content_of("answer"))

    with remote.mounted(SANDBOX, httpx.MockTransport(answer)):
        told = population.register().look_up(
            NHAN,
            number=UUID("0193a000-0000-7000-8000-000000000001"),
            service="1.000894",
            by=Actor.citizen("0193a000-0000-7000-8000-000000000002"),
            at=AT,
        )
    return sent, told


def test_our_question_is_the_golden_one(asked):
    (request,), _told = asked
    assert canonical(request.content) == canonical(content_of("question"))


def test_our_headers_are_signed_as_the_gateway_wants(asked):
    (request,), _told = asked
    stamp = "1795327509123"
    digest = hashlib.sha256(
        f"{CONNECTION.url}motcua-population{stamp}known-to-both-sides".encode()
    ).hexdigest()
    credentials = base64.b64encode(f"motcua-population:{digest}".encode()).decode()
    assert request.headers["Timestamp"] == stamp
    assert request.headers["Authorization"] == f"Basic {credentials}"
    assert request.headers["X-Road-Client"] == "VN/GOV/motcua/population"
    assert request.headers["ApiKey"] == "key-of-the-gateway"


def test_we_read_the_golden_answer(asked):
    _sent, told = asked
    assert told.outcome is Outcome.FOUND
    assert told.facts[Fact.ETHNICITY] == "26"
    assert told.facts[Fact.HOME_TOWN] == {"province": "49", "district": "510", "commune": "20710"}


@pytest.mark.django_db
def test_the_stand_in_reads_the_golden_question_and_gives_the_golden_answer():
    content, outcome = answers.answer(questions.read(content_of("question")))

    assert outcome == "found"
    assert canonical(content) == canonical(content_of("answer"))
