"""The package of an ended dossier can be checked by anybody who has the file."""

import io
import json
import shutil
import zipfile
from datetime import timedelta

import pytest
from django.test import override_settings
from typer.testing import CliRunner

from motcua.audit import actions as audit
from motcua.audit.models import Event
from motcua.conf import archive, cli
from motcua.documents import queries as documents
from motcua.documents.adapters import authority
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, jobs, papers, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel import bagit
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW, offer, offered
from tests.integration.dossiers.conftest import (
    data_folder,
    draft_of,
    keys_made_once,
    paid,
    submitted,
)
from tests.integration.dossiers.moving import Cast
from tests.integration.people import an, officer

__all__ = [
    "an",
    "data_folder",
    "draft_of",
    "keys_made_once",
    "offer",
    "offered",
    "officer",
    "paid",
    "submitted",
]

BY = Actor.system("test")
LATER = NOW + timedelta(days=31)


@pytest.fixture
def ended(paid, an, officer, tmp_path):
    cast = Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER),
    ).reach(Status.RETURNED)
    papers.issue(cast.now, PaperKind.RESULT, at=NOW)
    audit.make_checkpoint(at=NOW, export_to=tmp_path / "checkpoints")
    return cast


@pytest.fixture
def archived(ended):
    actions.archive(dossier_id=ended.dossier.id, by=BY, at=LATER)
    return ended


def take(cast, viewer=None):
    return actions.take_package(dossier_id=cast.dossier.id, viewer=viewer or cast.clerk, at=LATER)


def verify(package):
    return archive.verify(package, roots=authority.trusted_roots())


def changed(package, path, content):
    """The package with another content of one file, as somebody with a ZIP program makes it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == path else old.read(name))
    return out.getvalue()


def contents(package):
    with zipfile.ZipFile(io.BytesIO(package)) as bag:
        return {name: bag.read(name) for name in bag.namelist()}


def test_a_package_holds_everything_and_is_whole(archived):
    package = take(archived)

    assert verify(package) == []
    names = {name.partition("/")[2] for name in contents(package)}
    assert {
        "data/answers.json",
        "data/attachments/01-cccd.jpg",
        "data/checkpoint.json",
        "data/dossier.json",
        "data/events.json",
        "data/result.json",
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    } <= names
    assert sum(name.startswith("data/papers/") for name in names) == 2


def test_the_same_dossier_gives_the_same_bytes(archived):
    first = take(archived)
    actions.rate(dossier_id=archived.dossier.id, owner=archived.an, score=5, comment="", at=LATER)

    assert take(archived) == first


def test_one_changed_byte_is_found_in_the_file_that_has_it(archived):
    package = take(archived)
    for path, content in contents(package).items():
        broken = bytearray(content)
        broken[len(broken) // 2] ^= 1
        problems = verify(changed(package, path, bytes(broken)))
        name = path.partition("/")[2]
        assert any(name in problem for problem in problems), path


def test_one_changed_byte_of_the_zip_itself_is_found(archived):
    package = bytearray(take(archived))
    at = package.index(b'"applicant"')
    package[at + 2] ^= 1

    assert any("data/dossier.json" in problem for problem in verify(bytes(package)))


def test_what_is_added_or_taken_away_is_named(archived):
    files = contents(take(archived))
    folder = archived.dossier.code
    payload = {
        path.removeprefix(f"{folder}/data/"): content
        for path, content in files.items()
        if path.startswith(f"{folder}/data/")
    }
    for path in ("events.json", "dossier.json", next(p for p in payload if "papers/" in p)):
        rest = {name: content for name, content in payload.items() if name != path}
        assert any(path in problem for problem in verify(bagit.pack(folder, rest, {})))
    out = io.BytesIO(take(archived))
    with zipfile.ZipFile(out, "a") as bag:
        bag.writestr(f"{folder}/data/more.txt", "more")
    assert verify(out.getvalue()) == ["data/more.txt: not listed in manifest-sha256.txt"]


def test_a_forged_event_is_found_though_all_hashes_of_files_are_made_anew(archived):
    files = contents(take(archived))
    folder = archived.dossier.code
    payload = {
        path.removeprefix(f"{folder}/data/"): content
        for path, content in files.items()
        if path.startswith(f"{folder}/data/")
    }
    events = json.loads(payload["events.json"])
    events[1]["actor"] = "staff:somebody-else"
    payload["events.json"] = json.dumps(events).encode()

    problems = verify(bagit.pack(folder, payload, {}))

    assert problems == ["data/events.json: event 2 does not follow from what it says"]


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 99])
def test_what_is_no_package_is_said_to_be_none(junk):
    assert archive.verify(junk, roots=[])


def test_only_what_has_ended_is_archived_and_once(paid, archived):
    again = actions.archive(dossier_id=archived.dossier.id, by=BY, at=LATER)
    kinds = [event.kind for event in queries.events(archived.dossier.id)]

    assert again.archived_at == LATER
    assert kinds.count("dossiers.archived.v1") == 1


def test_a_dossier_on_its_way_is_not_archived(paid):
    with pytest.raises(errors.NotArchivable):
        actions.archive(dossier_id=paid.id, by=BY, at=LATER)


def test_clerks_and_leaders_take_it_and_that_goes_on_record(archived, officer):
    take(archived, archived.leader)
    for other in (archived.specialist, officer(Role.CLERK, agency="H47.40.1")):
        with pytest.raises(errors.NotYourPost):
            take(archived, other)

    taken = Event.objects.get(kind="dossiers.package_taken.v1")
    assert taken.actor == str(archived.leader.actor)


def test_what_was_changed_behind_our_back_is_never_handed_out(archived):
    Dossier.objects.filter(id=archived.dossier.id).update(owner_name="Người khác")

    with pytest.raises(errors.PackageDiffers):
        take(archived)


def test_a_result_that_is_put_right_is_archived_anew(archived):
    archived.do("revoke", LATER)
    assert archived.now.archived_at is None
    with pytest.raises(errors.NotArchivable):
        take(archived)

    papers.issue_due(archived.now, happened="revoke", at=LATER, version=archived.now.version)
    actions.archive(dossier_id=archived.dossier.id, by=BY, at=LATER + timedelta(days=31))

    package = take(archived)
    assert verify(package) == []
    assert any("quyet-dinh-thu-hoi" in path for path in contents(package))


def test_the_night_archives_what_ended_long_ago(ended, paid):
    with override_settings(MOTCUA_ARCHIVE_AFTER_DAYS=100_000):
        jobs.archive(0)
    assert ended.now.archived_at is None
    Dossier.objects.filter(id=ended.dossier.id).update(changed_at=NOW - timedelta(days=400))

    jobs.archive(0)

    assert ended.now.archived_at is not None


def test_the_command_names_what_is_broken(archived, tmp_path):
    if not cli.app.registered_groups:
        cli._mount()
    file, root = tmp_path / "package.zip", tmp_path / "root.crt"
    shutil.copy(authority.folder() / "root.crt", root)
    file.write_bytes(take(archived))
    command = ["archive", "verify", str(file), "--root", str(root)]

    whole = CliRunner().invoke(cli.app, command)
    file.write_bytes(file.read_bytes().replace(b"000", b"001", 1))
    broken = CliRunner().invoke(cli.app, command)

    assert (whole.exit_code, broken.exit_code) == (0, 1)
    assert whole.output.startswith("whole: ")


def test_a_paper_with_another_signature_is_named(archived):
    package = take(archived)

    problems = archive.verify(package, roots=[_other_root()])

    (result,) = [
        one for one in documents.papers_of(f"dossier:{archived.dossier.id}") if one.is_signed
    ]
    assert problems == [
        f"data/papers/{problems[0][12:14]}-{result.file.name}: its signatures do not hold"
    ]


def _other_root():
    from motcua.sandbox.timestamps import authority as timestamps

    return timestamps.root().read_bytes()
