"""The agency's notices, and the simulators of both carriers beside them."""

import pytest
from pydantic import SecretStr

from motcua.conf.environment import Connection
from motcua.net import remote
from motcua.sandbox.messages import mailserver
from tests import in_process

SMS = "http://127.0.0.1:8002/sms"
BACKUP = "http://127.0.0.1:8002/sms-du-phong"
KEY = "known-to-both-sides"


@pytest.fixture
def carriers(db, settings, unused_port):
    """Connect both carriers; the mail server listens on a port of its own."""
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "sms": Connection(url=SMS, client="motcua-sms", secret=SecretStr(KEY)),
        "mail": Connection(url=f"smtp://127.0.0.1:{unused_port}"),
    }
    with remote.mounted(SMS, in_process.site("sandbox")):
        yield


@pytest.fixture
def both_providers(carriers, settings):
    """Connect a second SMS gateway."""
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "sms": Connection(url=SMS, secret=SecretStr(KEY), price=350),
        "sms_backup": Connection(url=BACKUP, secret=SecretStr("another key"), price=500),
    }


@pytest.fixture
def mail_server(carriers, transactional_db):
    """Listen: mails are kept by a thread with a connection of its own, so commits must be real."""
    with mailserver.listening():
        yield


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
