"""The stand-in of the population database beside the agency site; fixtures for the folders."""

import pytest
from pydantic import SecretStr

from motcua.conf.environment import Connection
from motcua.net import remote
from motcua.sandbox.population import switch
from motcua.sandbox.switches import actions as switching
from tests import in_process

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
