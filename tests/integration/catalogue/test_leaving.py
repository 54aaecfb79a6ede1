"""One of many that cannot be done is left, and nothing of it stays."""

import pytest
from django.db import OperationalError

from motcua.catalogue import errors
from motcua.catalogue.actions.leaving import tried
from motcua.catalogue.models import Procedure


def half_done(error):
    def do():
        Procedure.objects.create(code="9.900001", name="Thử", sort_key="thu")
        raise error

    return do


def test_what_is_refused_half_way_leaves_nothing_behind(db):
    refusal = errors.LegalActMissing()
    assert tried(half_done(refusal)) == refusal.text()
    assert not Procedure.objects.exists()


def test_what_the_database_refuses_spoils_nothing_around_it(db, caplog):
    def twice():
        for _ in range(2):
            Procedure.objects.bulk_create([Procedure(code="9.900001", name="Thử", sort_key="thu")])

    assert tried(twice) == "giá trị không phù hợp với dữ liệu đang có"
    assert not Procedure.objects.exists()
    assert "was left" in caplog.text


def test_what_another_try_may_mend_is_not_left(db):
    with pytest.raises(OperationalError):
        tried(half_done(OperationalError("deadlock detected")))
