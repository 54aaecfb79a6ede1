"""A platform's file of a day is what its books say, and only its signature makes it so."""

import pytest
from django.conf import settings as conf

from motcua.kernel import clock as clocks
from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteRefused
from motcua.payments.adapters.settlement import SettlementFile
from motcua.payments.settlement import Movement
from motcua.sandbox.payment import settlement
from tests.integration.payments.conftest import SECRET

CONNECTIONS = {"vnpay": "payment", "dvcqg": "payment_portal"}


def read(world, *, secret=SECRET):
    known = conf.MOTCUA_CONNECTIONS[CONNECTIONS[world.provider]]
    file = SettlementFile(base_url=known.url, account=known.client, secret=secret)
    return file.of_day(clocks.in_hanoi(world.now).date(), at=world.now)


def test_the_file_of_a_day_has_what_was_paid(either_world):
    charge = either_world.paid()
    (line,) = read(either_world)
    assert line.key == (either_world.attempt(charge).reference, Movement.PAYMENT)
    assert (line.amount, line.is_done) == (16000, True)


def test_a_question_signed_by_a_stranger_is_refused(either_world):
    with pytest.raises(RemoteRefused):
        read(either_world, secret="a stranger's")  # noqa: S106 opens nothing


@pytest.mark.parametrize("spoil", ["signature", "amount", "day"])
def test_a_forged_file_is_not_believed(world, monkeypatch, spoil):
    world.paid()
    true = settlement.file_of

    def forged(asked, **how):
        said = true(asked, **how)
        if spoil == "signature":
            del said["signature"]
        if spoil == "amount":
            said["lines"][0]["amount"] += 1
        if spoil == "day":
            said["day"] = "2020-01-01"
        return said

    monkeypatch.setattr(settlement, "file_of", forged)
    with pytest.raises(RemoteAnswerNotUnderstood):
        read(world)
