"""The national site with the agency site of H47 as its partner."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from motcua.agencies.queries import calendar as legal_calendar
from motcua.kernel.actors import Actor
from motcua.registry import actions
from motcua.registry.types import Sender

SHIFT = -265 * 7
AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""16:00 in Hanoi; in law 20 October 2021 by the shift of these tests."""
CLIENT = "motcua-national"
SECRET = "known-to-both-sides"  # noqa: S105 opens nothing outside the tests
SEED = Actor.system("test")
H47 = Sender(client=CLIENT, agency_code="H47")


def register(client=CLIENT, agency_code="H47", secret=SECRET):
    return actions.register_partner(
        client=client, secret=secret, name="Tỉnh", agency_code=agency_code, by=SEED, at=AT
    )


def send(*rows, sender=H47, at=AT):
    return actions.receive_dossiers(rows=rows, sender=sender, at=at)


def send_services(*rows, sender=H47, at=AT):
    return actions.receive_services(rows=rows, sender=sender, at=at)


@pytest.fixture
def legal_2021(settings, monkeypatch):
    """Let the legal date be 20 October 2021, whenever the tests run."""
    settings.MOTCUA_LEGAL_SHIFT_DAYS = SHIFT
    monkeypatch.setattr(legal_calendar, "timezone", SimpleNamespace(now=lambda: AT))


@pytest.fixture
def partner(db, legal_2021):
    cache.clear()
    return register()


@pytest.fixture
def token(client, partner):
    """Get a token as a partner does."""

    def get(scope="dossiers.sync", client_id=CLIENT, secret=SECRET):
        answer = client.post(
            "/api/oauth2/token/",
            {
                "grant_type": "client_credentials",
                "client_id": client_id,
                "client_secret": secret,
                "scope": scope,
            },
        )
        return answer.json().get("access_token"), answer

    return get


@pytest.fixture
def post(client, token):
    """Send rows to an address of the API, with a good token unless told otherwise."""

    def send_rows(path, rows, *, bearer=None, **headers):
        headers = {"Authorization": f"Bearer {bearer or token()[0]}", **headers}
        return client.post(
            f"/api/v1/sync/{path}",
            json.dumps({"data": rows}),
            content_type="application/json",
            headers=headers,
        )

    return send_rows
