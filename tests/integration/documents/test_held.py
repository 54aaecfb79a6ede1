"""Files that the scanner of viruses has not judged are held, whatever becomes of them."""

import pytest

from motcua.documents import actions, errors, queries
from motcua.documents.actions import checking
from motcua.documents.adapters import antivirus, store
from motcua.documents.types import Scan
from motcua.kernel.actors import Actor
from tests import clamd
from tests.integration.delivery import NOW
from tests.integration.people import JPEG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, monkeypatch):
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_ANTIVIRUS = f"unix:{tmp_path / 'clamd'}"
    monkeypatch.setattr(antivirus, "_trusted", {})


def keep():
    return actions.store_file(
        content=JPEG,
        name="a.jpg",
        media_types=["image/jpeg"],
        max_bytes=10**7,
        by=Actor.system("tests"),
        at=NOW,
    )


def held():
    """Keep a file while the scanner is away."""
    file = keep()
    assert file.scan == Scan.WAITING
    return file


def test_a_file_is_scanned_before_it_is_kept(tmp_path):
    with clamd.running(tmp_path / "clamd") as daemon:
        file = keep()

    assert daemon.asked[-1] == JPEG
    assert (file.scan, queries.content(file)) == (Scan.CLEAN, JPEG)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("stream: Win.Test FOUND", errors.FileIsInfected),
        ("INSTREAM size limit exceeded. ERROR", errors.FileCannotBeChecked),
    ],
)
def test_what_is_not_clean_is_not_kept(tmp_path, said, refusal):
    with clamd.running(tmp_path / "clamd") as daemon:
        daemon.says = said
        with pytest.raises(refusal):
            keep()
    assert queries.files_held() == 0


def test_while_the_scanner_is_away_nobody_sees_the_file():
    with pytest.raises(errors.FileIsBeingChecked):
        queries.content(held())
    assert checking.check_waiting(at=NOW) == 0


def test_it_is_let_go_when_the_scanner_is_back(tmp_path):
    file, same = held(), held()
    with clamd.running(tmp_path / "clamd"):
        assert checking.check_waiting(at=NOW) == 2

    for one in (file, same):
        one.refresh_from_db()
        assert queries.content(one) == JPEG
    assert queries.files_held() == 0


def test_a_virus_found_later_leaves_no_bytes(tmp_path, django_capture_on_commit_callbacks):
    file = held()
    with clamd.running(tmp_path / "clamd") as daemon:
        daemon.says = "stream: Win.Test FOUND"
        with django_capture_on_commit_callbacks(execute=True):
            checking.check_waiting(at=NOW)

    file.refresh_from_db()
    with pytest.raises(errors.FileWasInfected):
        queries.content(file)
    with pytest.raises(store.BytesAreDamagedError):
        store.get(file.sha256)
