"""Machines come in by token, and by nothing else."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from motcua.registry.jobs import forget_old_tokens
from motcua.registry.models import Partner, SyncedDossier
from tests.unit.registry.snapshots import dossier, service

pytestmark = pytest.mark.usefixtures("partner")
ADDRESS = "/api/v1/sync/dossiers"


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    return answer


def test_a_token_is_given_for_the_secret_and_lasts_ten_minutes(token):
    _, answer = token()

    body = answer.json()
    assert (body["token_type"], body["scope"], body["expires_in"]) == (
        "Bearer",
        "dossiers.sync",
        600,
    )
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"secret": "guessed"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
    ],
)
def test_no_token_for_a_wrong_secret_client_or_scope(token, changes, status, error):
    _, answer = token(**changes)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token"])
def test_no_other_way_to_a_token(client, grant):
    answer = client.post(
        "/api/oauth2/token/",
        {
            "grant_type": grant,
            "client_id": "motcua-national",
            "client_secret": "known-to-both-sides",
            "username": "x",
            "password": "x",
            "code": "x",
            "refresh_token": "x",
        },
    )
    assert answer.status_code in {400, 401}


def test_nothing_else_of_the_toolkit_is_mounted(client):
    for path in ("authorize/", "applications/", "revoke_token/", "introspect/", "device/", ""):
        assert client.get(f"/api/oauth2/{path}").status_code == 404


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "bearer\t"])
def test_without_a_token_the_answer_says_how(client, header):
    headers = {} if header is None else {"Authorization": header}
    answer = client.post(ADDRESS, "{}", content_type="application/json", headers=headers)

    problem(answer, 401, "exchange.token_missing")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_in_the_address_or_in_a_form_does_not_count(client, token):
    good, _ = token()

    for answer in (
        client.post(f"{ADDRESS}?access_token={good}", "{}", content_type="application/json"),
        client.post(ADDRESS, {"access_token": good}),
    ):
        problem(answer, 401, "exchange.token_missing")


def test_a_forged_token_is_refused(post, token):
    good, _ = token()
    forged = good[:-1] + ("a" if good[-1] != "a" else "b")

    for bearer in (forged, "x", good + "x", "đ" * 10, "a" * 5000):
        answer = problem(
            post("dossiers", [dossier()], bearer=bearer.encode().decode("latin-1")),
            401,
            "exchange.token_not_accepted",
        )
        assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    assert not SyncedDossier.objects.exists()


def test_a_token_that_ran_out_is_refused_and_forgotten(post, token):
    old, _ = token()
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    problem(post("dossiers", [dossier()], bearer=old), 401, "exchange.token_not_accepted")
    forget_old_tokens(timestamp=0)
    assert not AccessToken.objects.exists()


def test_a_token_for_something_else_opens_nothing(post, token):
    other, _ = token(scope="dossiers.submit")

    answer = problem(post("services", [service()], bearer=other), 403, "exchange.scope_missing")
    assert answer["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'
    assert "dossiers.sync" in answer.json()["detail"]


def test_a_client_without_an_agency_sends_nothing(post, token):
    good, _ = token()
    Partner.objects.all().delete()

    answer = problem(post("dossiers", [], bearer=good), 403, "registry.no_agency_registered")
    assert "WWW-Authenticate" not in answer


def test_rows_are_answered_in_the_words_of_the_contract(post):
    answer = post("dossiers", [dossier(), dossier(2, LePhi=-1), dossier()])

    assert answer.status_code == 200
    assert answer.json() == {
        "data": [
            {
                "MaHoSo": "H47.40.2-211018-0001",
                "PhienBan": 1,
                "accepted": True,
                "outcome": "taken",
                "reason": "",
            },
            {
                "MaHoSo": "H47.40.2-211018-0002",
                "PhienBan": 1,
                "accepted": False,
                "outcome": "refused",
                "reason": "LePhi: nhỏ hơn 0.",
            },
            {
                "MaHoSo": "H47.40.2-211018-0001",
                "PhienBan": 1,
                "accepted": True,
                "outcome": "known",
                "reason": "",
            },
        ]
    }


def test_services_are_answered_alike(post):
    (row,) = post("services", [service()]).json()["data"]

    assert row == {
        "MaDichVu": "s-1",
        "PhienBan": 1,
        "accepted": True,
        "outcome": "taken",
        "reason": "",
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 415, "api.request_not_readable"),
        ("{", 400, "api.request_not_readable"),
        ("[" * 100_000, 400, "api.request_not_readable"),
        (b"\xff\xfe", 400, "api.request_not_readable"),
        ("[]", 422, "api.request_not_understood"),
        ("null", 422, "api.request_not_understood"),
        ("{}", 422, "api.request_not_understood"),
        ('{"data": {}}', 422, "api.request_not_understood"),
        ('{"data": "x"}', 422, "api.request_not_understood"),
        (json.dumps({"data": [None] * 501}), 422, "registry.batch_too_long"),
    ],
)
def test_a_body_that_is_no_batch_is_refused_whole(client, token, body, status, code):
    answer = client.post(
        ADDRESS,
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token()[0]}"},
    )
    problem(answer, status, code)


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_body_of_another_kind_is_refused_and_breaks_nothing(client, token, kind):
    answer = client.generic(
        "POST",
        ADDRESS,
        b"--x\r\nnonsense",
        content_type=f"{kind}; boundary=x",
        headers={"Authorization": f"Bearer {token()[0]}"},
    )
    problem(answer, 415, "api.request_not_readable")


NASTY = '{"data": [{"MaHoSo": "\\ud800", "PhienBan": NaN, "x": "\\u0000"}, [1e999], 7, {"a": {}}]}'


def test_rows_of_nonsense_are_refused_one_by_one(client, token):
    answer = client.post(
        ADDRESS,
        NASTY,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token()[0]}"},
    )

    assert answer.status_code == 200
    rows = answer.json()["data"]
    assert [row["accepted"] for row in rows] == [False] * 4
    assert rows[0]["MaHoSo"] == "?"


def test_other_methods_are_not_answered(client):
    assert client.get(ADDRESS).status_code == 405


def test_the_description_names_the_door_and_the_fields(client):
    described = client.get("/api/openapi.json").json()

    operation = described["paths"]["/api/v1/sync/dossiers"]["post"]
    assert operation["security"] == [{"SenderToken": []}]
    assert described["components"]["securitySchemes"]["SenderToken"]["scheme"] == "bearer"
    row = described["components"]["schemas"]["DossiersIn"]["properties"]["data"]["items"]
    assert {"MaSuKien", "PhienBan", "MaHoSo"} <= set(row["required"])
