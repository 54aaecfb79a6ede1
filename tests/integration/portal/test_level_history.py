"""The page on which a service's levels are drawn."""

import re
from datetime import date

import pytest

from motcua.catalogue import actions
from motcua.catalogue.models import Service
from motcua.kernel.levels import Level
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED

PAGE = f"/muc-do/{AN_MY}/{PROCEDURE}/lich-su/"


@pytest.fixture(autouse=True)
def site(as_site, offered):
    as_site("agency")


def declare(level, since):
    actions.declare_level(
        service_id=Service.objects.get(agency__code=AN_MY).id,
        level=level,
        valid_from=since,
        legal_act="Quyết định 1/QĐ-UBND",
        by=SEED,
        at=NOW,
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_picture_and_the_table_tell_the_same(client, prefix):
    declare(Level.FORMS, date(2021, 2, 3))
    declare(Level.FILING, date(2021, 5, 6))
    html = client.get(prefix + PAGE).content.decode()

    assert html.count("<svg") >= 2
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", html, re.DOTALL)
    told = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    assert any(row.startswith("06/05/2021 3") for row in told)
    assert any(row.startswith("03/02/2021 2") for row in told)
    assert 'style="' not in html


def test_its_cost_does_not_grow_with_the_history(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for day in range(1, 21):
        declare(Level(day % 4 + 1), date(2021, 3, day))
    with django_assert_num_queries(len(few)):
        assert client.get(PAGE).status_code == 200


def test_the_procedure_leads_to_it(client):
    assert PAGE in client.get(f"/thu-tuc/{PROCEDURE}/?co-quan={AN_MY}").content.decode()


@pytest.mark.parametrize(
    "path", [f"/muc-do/H99/{PROCEDURE}/lich-su/", f"/muc-do/{AN_MY}/9.999999/lich-su/"]
)
def test_what_nobody_provides_has_no_history(client, path):
    assert client.get(path).status_code == 404
