"""Programs of another one-stop send their dossiers and fetch ours, with a token of their own."""

import base64
import json

import pytest
from django.test import Client

from motcua.agencies.models import Agency
from motcua.audit.models import Event
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, Dossier
from tests.described import keeps_its_word
from tests.integration.delivery import NOW, SEED
from tests.integration.people import JPEG
from tests.transferred import numbered, returned, row

SECRET = "known-to-both-sides"  # noqa: S105 opens nothing outside the tests
IMPORT, EXPORT = "/api/v1/dossiers/import", "/api/v1/dossiers/export"


@pytest.fixture
def token(offered):
    actions.register_source(
        client="mot-cua-cu",
        secret=SECRET,
        name="mot-cua-cu",
        agency=Agency.objects.get(code="H47.40"),
        by=SEED,
        at=NOW,
    )

    def get(scope="dossiers.exchange"):
        asked = {"grant_type": "client_credentials", "client_id": "mot-cua-cu"}
        asked |= {"client_secret": SECRET, "scope": scope}
        return Client().post("/api/oauth2/token/", asked).json().get("access_token")

    return get


@pytest.fixture
def call(token):
    headers = {"Authorization": f"Bearer {token()}"}

    def send(*rows):
        body = json.dumps({"data": rows})
        return Client().post(IMPORT, body, content_type="application/json", headers=headers)

    send.get = lambda path: Client().get(path, headers=headers)
    return send


def outcomes(answer):
    return [one["outcome"] for one in answer.json()["data"]]


def test_rows_are_answered_one_by_one_and_sent_again_change_nothing(call):
    rows = [
        row(),
        numbered(1, KenhThucHien="qua Zalo"),
        numbered(2, LePhi=8000),
        numbered(3, LePhi=[]),
    ]
    answer = call(*rows)
    assert outcomes(answer) == ["new", "refused", "new", "refused"]
    assert set(answer.json()["data"][1]["reasons"]) == {"KenhThucHien"}
    assert outcomes(call(*rows)) == ["same", "refused", "same", "refused"]
    assert Dossier.objects.count() == 2


def test_papers_come_with_a_row_once(call):
    paper = {"TenTep": "can-cuoc.jpg", "NoiDung": base64.b64encode(JPEG).decode()}
    assert outcomes(call({**row(), "TepDinhKem": [paper]})) == ["new"]
    assert outcomes(call({**row(), "TepDinhKem": [paper]})) == ["same"]
    assert [one.name for one in Attachment.objects.all()] == ["can-cuoc.jpg"]
    bad = {**numbered(1), "TepDinhKem": [{"TenTep": "a.jpg", "NoiDung": "MZ!"}]}
    assert outcomes(call(bad)) == ["refused"]


def test_more_than_a_call_takes_is_refused_whole(call):
    answer = call(*[{} for _ in range(501)])
    assert (answer.status_code, answer.json()["code"]) == (422, "dossiers.rows_too_many")


def test_what_went_in_goes_out_line_by_line_on_record(call):
    call(row(), returned(MaHoSo="H47.40.2-211011-0008"))
    answer = call.get(EXPORT)
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [line["MaHoSo"] for line in lines] == [row()["MaHoSo"], "H47.40.2-211011-0008"]
    assert outcomes(call(*lines)) == ["changed", "same"]
    after = call.get(f"{EXPORT}?after={row()['MaHoSo']}&format=csv")
    assert b"".join(after.streaming_content).count(b"\r\n") == 2
    assert Event.objects.filter(kind="dossiers.exported.v1").count() == 2


def test_without_the_right_token_nothing_is_taken_or_given(token):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = Client().post(
            IMPORT, '{"data": []}', content_type="application/json", headers=headers
        )
        assert answer.status_code == 401
        assert Client().get(EXPORT, headers=headers).status_code == 401
    other = {"Authorization": f"Bearer {token(scope='dossiers.submit')}"}
    assert Client().get(EXPORT, headers=other).status_code == 403


def test_the_api_keeps_its_word(token):
    keeps_its_word(token())
