"""The population database beside the agency site, and who asks it; fixtures for the folders."""

import copy
import json
from datetime import date
from importlib import resources

import pytest
from pydantic import SecretStr

from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as published
from motcua.conf.environment import Connection
from motcua.conf.seeds_agency import SINCE
from motcua.eforms import actions as forms
from motcua.eforms.models import FormVersion
from motcua.identity import actions as identity
from motcua.identity import queries as citizens
from motcua.net import remote
from motcua.sandbox.identity.people import PEOPLE
from motcua.sandbox.population import switch
from motcua.sandbox.switches import actions as switching
from tests import in_process
from tests.integration.delivery import AN_MY, NOW, SEED

SANDBOX = "http://127.0.0.1:8002"
CONNECTION = Connection(
    url=f"{SANDBOX}/dan-cu/dich-vu/",
    client="motcua-population",
    secret=SecretStr("known-to-both-sides"),
    member="VN/GOV/motcua/population",
    key=SecretStr("key-of-the-gateway"),
)


@pytest.fixture
def register(db, settings):
    """Return what turns the register's switch: `register(switch.DOWN)`."""
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"population": CONNECTION}
    with remote.mounted(SANDBOX, in_process.site("sandbox")):
        yield lambda position: switching.turn(switch.SWITCH, position)


ADDRESS = {
    "type": "vnAddress",
    "key": "thuong_tru",
    "label": "Nơi thường trú",
    "prefill": "person.noi_thuong_tru",
}


def offer_marriage(*, fixed=False, address=False):
    """Offer đăng ký kết hôn at phường An Mỹ: its form asks for sex, ethnicity and nationality.

    `fixed`: what a source says of the ethnicity is not changed on the form. `address`: it asks for
    the permanent address too.
    """
    if fixed or address:
        last = FormVersion.objects.filter(key="dang-ky-ket-hon").latest("number")
        definition = copy.deepcopy(last.definition)
        asked = definition["components"][0]["components"]
        for component in asked:
            if fixed and component["key"] == "dan_toc":
                component["disabled"] = True
        asked += [ADDRESS] * address
        forms.publish(key=last.key, definition=definition, by=SEED, at=NOW)
    file = resources.files("motcua.catalogue").joinpath("data", "1.000894.json")
    content = json.loads(file.read_text("utf-8"))
    catalogue.publish_version(content=content, valid_from=SINCE, by=SEED, at=NOW)
    agency = Agency.objects.get(code=AN_MY)
    catalogue.offer_service(procedure_code=content["code"], agency=agency, by=SEED, at=NOW)
    return published.offer(content["code"], AN_MY, on=date(2021, 10, 20))


@pytest.fixture
def marriage(offered):
    """What `offer_marriage` offers."""
    return offer_marriage()


def citizen(key="an", *, acr="LoA2"):
    """One of the invented people, signed in with what the national identity says of her."""
    claims = {**PEOPLE[key].claims(), "sub": key, "acr": acr}
    met = identity.sign_in_person(claims=claims, issuer="https://identity.example", at=NOW)
    found = citizens.citizen(met.id)
    assert found is not None
    return found
