"""Scans of the vault are read by a machine where there is one; the scan itself never changes."""

import io
from uuid import uuid4

import pytest
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.agencies.models import Agency
from motcua.audit import queries as audit
from motcua.documents import actions as documents
from motcua.documents import jobs
from motcua.documents import queries as files
from motcua.documents.actions import reading, vault
from motcua.documents.adapters import recognition
from motcua.documents.models import Reading, StoredFile
from motcua.documents.queries import readings
from motcua.documents.types import Content, Recognition
from motcua.kernel.actors import Actor
from tests.engines import engine
from tests.integration.delivery import AN_MY, NOW

BICH = Actor.staff(uuid4())


@pytest.fixture(autouse=True)
def machine(settings, tmp_path, monkeypatch):
    """One without an engine."""
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_RECOGNISER = ""
    monkeypatch.setenv("PATH", str(tmp_path))
    recognition._name_of.cache_clear()
    yield
    recognition._name_of.cache_clear()


@pytest.fixture
def installed(settings, tmp_path):
    def install(**how):
        settings.MOTCUA_RECOGNISER = str(engine(tmp_path, **how))
        recognition._name_of.cache_clear()

    return install


def picture(kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "grey").save(out, kind)
    return out.getvalue()


def stored(content):
    return documents.store_file(
        content=content,
        name="khai-sinh.jpg",
        media_types=["image/jpeg", "application/pdf"],
        max_bytes=10**6,
        by=BICH,
        at=NOW,
    )


@pytest.fixture
def scan(offered):
    return stored(picture())


@pytest.fixture
def kept(scan):
    """A record of the vault with a scan."""
    paper = vault.Paper(
        kind="giay_khai_sinh",
        content=Content(title="Giấy khai sinh", number="112/1995"),
        agency_id=Agency.objects.get(code=AN_MY).id,
    )
    return vault.keep_scan(
        paper, subject="dossier:1", place="giay_to", file_id=scan.id, by=BICH, at=NOW
    )


def read(scan):
    reading.read_scan(file_id=scan.id, at=NOW)
    return readings.of_files([scan.id]).get(scan.id)


def test_what_is_read_stands_beside_the_scan_with_both_hashes(installed, scan):
    installed()
    found = read(scan)
    assert (found.outcome, found.text, found.confidence) == (
        Recognition.READ,
        "Nguyễn Thị\nAn",
        89,
    )
    assert files.content(StoredFile.objects.get(id=scan.id)) == picture()
    assert files.content(found.copy).startswith(b"%PDF-")
    told = audit.event(f"scan:{scan.id}", 1).payload
    assert (told["sha256"], told["copy_sha256"]) == (scan.sha256, found.copy.sha256)
    assert "Nguyễn" not in str(told)


def test_the_text_lies_sealed(installed, scan):
    installed()
    read(scan)
    assert "Nguyễn".encode() not in bytes(Reading.objects.get().text)


def test_a_scan_is_read_once(installed, scan):
    installed()
    read(scan)
    read(scan)
    assert Reading.objects.count() == 1
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ({"words": ()}, Recognition.NO_LETTERS),
        ({"before": "if sys.argv[1][0] == '/': sys.exit(2)"}, Recognition.FAILED),
    ],
)
def test_what_cannot_be_read_says_so_and_leaves_no_copy(installed, scan, how, outcome):
    installed(**how)
    found = read(scan)
    assert (found.outcome, found.text, found.copy) == (outcome, "", None)


def test_a_pdf_that_a_program_wrote_needs_no_reading(installed, offered):
    import pikepdf

    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.save(out)
    installed()
    assert read(stored(out.getvalue())).outcome is Recognition.NO_PICTURE


def test_without_an_engine_nothing_is_said_of_the_scan(scan):
    assert read(scan) is None


def test_a_kept_scan_is_read_by_a_job_of_its_own(installed, kept, scan):
    installed()
    assert ProcrastinateJob.objects.filter(task_name__endswith="scan_was_kept").count() == 1
    jobs.scan_was_kept(file=str(scan.id))
    waiting = ProcrastinateJob.objects.get(task_name="motcua.documents.jobs.read_scan")
    assert waiting.lock == "documents.read_scan"
    jobs.read_scan(**waiting.args)
    assert readings.of_files([scan.id])


def test_the_night_catches_up_with_what_was_scanned_before_there_was_an_engine(installed, kept):
    jobs.catch_up(0)
    assert not ProcrastinateJob.objects.filter(task_name__endswith="read_scan").exists()
    installed()
    jobs.catch_up(0)
    (waiting,) = ProcrastinateJob.objects.filter(task_name__endswith="read_scan")
    jobs.read_scan(**waiting.args)
    assert readings.unread(most=9) == []
