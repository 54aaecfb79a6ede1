"""What lies in the store is what rows speak of, after a while."""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from motcua.documents import actions
from motcua.documents.adapters import store
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW
from tests.integration.people import JPEG

BY = Actor.system("tests")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MOTCUA_DATA = tmp_path


def keep():
    return actions.store_file(
        content=JPEG, name="a.jpg", media_types=["image/jpeg"], max_bytes=10**7, by=BY, at=NOW
    )


def written(digest, moment):
    path = store.folder() / digest[:2] / digest
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def broken_off():
    """Return the SHA-256 of a file whose transaction was taken back."""
    with transaction.atomic():
        digest = keep().sha256
        transaction.set_rollback(True)
    return digest


@pytest.mark.django_db
def test_what_a_broken_off_try_left_behind_goes_after_a_day():
    path = written(broken_off(), NOW)

    assert actions.forget_orphans(at=NOW + timedelta(hours=23)) == 0
    assert path.exists()

    assert actions.forget_orphans(at=NOW + timedelta(hours=25)) == 1
    assert not path.exists()


@pytest.mark.django_db
def test_what_a_row_speaks_of_stays_however_old():
    path = written(keep().sha256, NOW)

    assert actions.forget_orphans(at=NOW + timedelta(days=900)) == 0
    assert path.exists()
