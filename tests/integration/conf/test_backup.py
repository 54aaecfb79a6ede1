"""A backup is restored into an empty place, and equal; one that is not whole is never used."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from motcua.conf.backup import errors, making, programs, restoring
from motcua.conf.backup.manifest import DUMP, FILE_LIST, MANIFEST
from tests.integration.delivery import offer, offered

__all__ = ["offer", "offered"]

AT = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
KEY = "0a1b2c3d"
TABLES = """
    CREATE TABLE person (id int PRIMARY KEY, name text, paid numeric, born date, details bytea,
                         seen_at timestamptz, answers jsonb);
    INSERT INTO person VALUES
        (1, 'Nguyễn Thị Ấn', 8000.50, '1990-02-28', '\\x00ff', '2021-10-18 08:00+07', '{"a": [1]}'),
        (2, NULL, NULL, NULL, NULL, NULL, NULL);
    CREATE TABLE empty (id serial);
"""
PAPERS = (b"%PDF one", b"%PDF two", b"%PDF three")


def quiet(_line):
    """Say nothing."""


@pytest.fixture
def database(request):
    """Make empty databases on the server of the tests."""
    made = []

    def make(name):
        name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        made.append(name)
        return make_conninfo(os.environ["DATABASE_URL"], dbname=name)

    yield make
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for name in made:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def source(database, tmp_path):
    """A small site: its database and its folder."""
    url, data = database("source"), tmp_path / "data"
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)
    for content in PAPERS:
        stored(data, content).write_bytes(content)
    checkpoint = data / "checkpoints" / "agency" / "1.json"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_text("{}")
    return url, data


def stored(data, content):
    digest = hashlib.sha256(content).hexdigest()
    file = data / "files" / "agency" / digest[:2] / digest
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def backed_up(source, into, *, at=AT, say=quiet):
    url, data = source
    return making.make(
        site="agency", database=url, data=data, data_key=KEY, into=into, at=at, say=say
    )


def restored(made, url, data, **changes):
    wanted = {"site": "agency", "data_key": KEY, "say": quiet} | changes
    return restoring.restore(backup=made, database=url, data=data, **wanted)


def test_a_site_comes_back_with_every_value_and_file(source, database, tmp_path):
    made = backed_up(source, tmp_path / "backups")
    lines = []

    assert restored(made, database("target"), tmp_path / "new", say=lines.append)

    for content in PAPERS:
        assert stored(tmp_path / "new", content).read_bytes() == content
    assert (tmp_path / "new" / "checkpoints" / "agency" / "1.json").read_text() == "{}"
    assert "  person: 2 rows, equal" in lines


def test_the_whole_house_comes_back(offered, database, tmp_path, settings):
    """The drill: all our tables, with the rows of a seeded agency, and the time it took."""
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=settings.DATABASES["default"]["NAME"])
    lines = []

    made = backed_up((url, tmp_path / "data"), tmp_path / "backups")

    assert restored(made, database("target"), tmp_path / "new", say=lines.append)
    equal = [line for line in lines if line.endswith(", equal")]
    assert len(equal) > 100
    assert not any(line.startswith("  catalogue_procedureversion: 0 ") for line in equal)


def test_a_changed_value_makes_a_difference_that_is_named(source, database, tmp_path, monkeypatch):
    made, target, lines = backed_up(source, tmp_path / "backups"), database("target"), []
    run = programs.run

    def and_then_somebody_writes(program, *arguments, database):
        run(program, *arguments, database=database)
        with psycopg.connect(database) as connection:
            connection.execute("UPDATE person SET paid = 8000.51 WHERE id = 1")

    monkeypatch.setattr(programs, "run", and_then_somebody_writes)

    assert not restored(made, target, tmp_path / "new", say=lines.append)
    assert "  person: 2 rows, DIFFERENT, was 2" in lines
    assert "  empty: 0 rows, equal" in lines


def test_the_second_backup_writes_only_the_new_files(source, tmp_path):
    first = backed_up(source, tmp_path / "backups")
    kept = {file: file.stat().st_ino for file in (first.parent / "files").glob("??/*")}
    stored(source[1], b"new").write_bytes(b"new")

    second = backed_up(source, tmp_path / "backups", at=AT.replace(hour=5))

    now = {file: file.stat().st_ino for file in (second.parent / "files").glob("??/*")}
    assert kept.items() < now.items()
    assert len(now) == len(kept) + 1
    assert len((first / FILE_LIST).read_text().split()) == len(kept)


def test_a_file_that_rotted_is_named_and_the_rest_is_kept(source, tmp_path):
    stored(source[1], PAPERS[1]).write_bytes(b"%PDF tw0")
    lines = []

    made = backed_up(source, tmp_path / "backups", say=lines.append)

    digest = hashlib.sha256(PAPERS[1]).hexdigest()
    assert f"files: DAMAGED {digest}: it is not in the backup" in lines
    assert digest not in (made / FILE_LIST).read_text()
    assert len((made / FILE_LIST).read_text().split()) == 2


@pytest.mark.parametrize("name", [DUMP, FILE_LIST, "checkpoints/1.json", "../files"])
def test_one_changed_byte_is_found_before_anything_is_restored(source, database, tmp_path, name):
    made, target = backed_up(source, tmp_path / "backups"), database("target")
    found = (made / name).resolve()
    file = next(found.glob("??/*")) if found.is_dir() else found
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(errors.DamagedError, match=Path(file).name):
        restored(made, target, tmp_path / "new")

    assert not (tmp_path / "new").exists()
    with psycopg.connect(target) as connection:
        assert restored_tables(connection) == 0


def restored_tables(connection):
    sql = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    return connection.execute(sql).fetchone()[0]


def test_nothing_is_restored_over_something(source, database, tmp_path):
    made = backed_up(source, tmp_path / "backups")

    with pytest.raises(errors.NotEmptyError, match="database"):
        restored(made, source[0], tmp_path / "new")
    with pytest.raises(errors.NotEmptyError, match="files"):
        restored(made, database("target"), source[1])


def test_another_site_or_key_is_refused(source, database, tmp_path):
    made, target = backed_up(source, tmp_path / "backups"), database("target")

    with pytest.raises(errors.NotABackupError, match="backup of agency"):
        restored(made, target, tmp_path / "new", site="national")
    with pytest.raises(errors.OtherKeyError, match="MOTCUA_DATA_KEY"):
        restored(made, target, tmp_path / "new", data_key="ffffffff")


def test_a_backup_that_was_broken_off_is_none(source, database, tmp_path):
    made = backed_up(source, tmp_path / "backups")
    (made / MANIFEST).unlink()

    with pytest.raises(errors.NotABackupError):
        restored(made, database("target"), tmp_path / "new")


def test_a_dump_that_fails_leaves_nothing(source, tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "_installed", lambda _program: iter(()))

    with pytest.raises(errors.ProgramFailedError, match="or later is needed"):
        backed_up(source, tmp_path / "backups")

    assert list((tmp_path / "backups" / "agency").iterdir()) == []


def test_keys_lie_apart_from_the_data(source, tmp_path):
    authority = source[1] / "authority"
    authority.mkdir()
    (authority / "root.key").write_text("secret")
    backups, keys = tmp_path / "backups", tmp_path / "keys"

    for beside in (backups / "keys", tmp_path):
        with pytest.raises(errors.KeysBesideDataError):
            making.copy_keys(data=source[1], secrets="A=1\n", into=beside, apart_from=backups)
    making.copy_keys(data=source[1], secrets="A=1\n", into=keys, apart_from=backups)
    made = backed_up(source, backups)

    assert (keys / "authority" / "root.key").read_text() == "secret"
    assert (keys / "secrets.env").stat().st_mode & 0o077 == 0
    assert not list(made.parent.rglob("*.key"))
