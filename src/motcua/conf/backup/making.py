"""`motcua backup`: everything of a site as of one moment."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from motcua.conf.backup import manifest, programs
from motcua.conf.backup.errors import BackupError, KeysBesideDataError
from motcua.conf.backup.manifest import CHECKPOINTS, DUMP, FILE_LIST, FILES, Manifest

Say = Callable[[str], None]
_DIGITS = 64
_TOLD_EACH = 10_000


def make(
    *, site: str, database: str, data: Path, data_key: str, into: Path, at: datetime, say: Say
) -> Path:
    """Back a site up and return the folder of the backup.

    The dump and the sums are of one snapshot of the database. Files come after it: whatever the
    snapshot names was stored before, for a file is written before the row that names it.

    Args:
        site: Its name.
        database: Connection string of its database.
        data: Its data folder.
        data_key: Name of the key of its personal values.
        into: Folder of its backups; made where it is missing.
        at: Real time.
        say: Where progress goes.

    Raises:
        ProgramFailedError: The dump could not be made.
    """
    folder = into / site / f"{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        tables = _dump(database, folder / DUMP)
    except BackupError:
        shutil.rmtree(folder)
        raise
    say(f"database: {sum(rows for rows, _ in tables.values())} rows of {len(tables)} tables")
    kept, damaged = _copy_files(data / "files" / site, into / site / FILES, say)
    (folder / FILE_LIST).write_text("".join(f"{digest}\n" for digest in sorted(kept)))
    say(f"files: {len(kept)}")
    for digest in damaged:
        say(f"files: DAMAGED {digest}: it is not in the backup")
    checkpoints = _copy_checkpoints(data / CHECKPOINTS / site, folder / CHECKPOINTS)
    Manifest(
        site=site,
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        data_key=data_key,
        tables=tables,
        dump=manifest.sha256_of(folder / DUMP),
        file_list=manifest.sha256_of(folder / FILE_LIST),
        files=len(kept),
        damaged=tuple(damaged),
        checkpoints=checkpoints,
    ).write(folder)
    return folder


def copy_keys(*, data: Path, secrets: str, into: Path, apart_from: Path) -> None:
    """Copy what opens and signs: the authority's folder and the secrets of the environment.

    Args:
        data: Data folder of the site.
        secrets: Lines of an environment file.
        into: Folder of the keys; what is there is replaced.
        apart_from: Folder of the backups.

    Raises:
        KeysBesideDataError: The one lies in the other.
    """
    keys, backups = into.resolve(), apart_from.resolve()
    if keys.is_relative_to(backups) or backups.is_relative_to(keys):
        raise KeysBesideDataError
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (data / "authority").exists():
        shutil.copytree(data / "authority", keys / "authority", dirs_exist_ok=True)
    file = keys / "secrets.env"
    file.touch(mode=0o600)
    file.write_text(secrets)


def _dump(database: str, target: Path) -> manifest.Sums:
    with psycopg.connect(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        tables = manifest.sums(connection)
        programs.run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={target}",
            database=database,
        )
    return tables


def _copy_files(source: Path, target: Path, say: Say) -> tuple[list[str], list[str]]:
    """Copy what the backups do not have yet; return the names of all, and of those damaged."""
    kept, damaged = [], []
    for number, file in enumerate(_stored(source), start=1):
        copy = target / file.name[:2] / file.name
        if copy.exists() or _copied(file, copy):
            kept.append(file.name)
        else:
            damaged.append(file.name)
        if number % _TOLD_EACH == 0:
            say(f"files: {number} so far")
    return kept, damaged


def _stored(source: Path) -> Iterator[Path]:
    return (file for file in source.glob("??/*") if len(file.name) == _DIGITS)


def _copied(file: Path, copy: Path) -> bool:
    """Copy a file whose bytes are still those of its name."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    if hashlib.sha256(content).hexdigest() != file.name:
        return False
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = copy.with_suffix(".partial")
    with partial.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    partial.replace(copy)
    return True


def _copy_checkpoints(source: Path, target: Path) -> dict[str, str]:
    if source.exists():
        shutil.copytree(source, target)
    return {
        file.relative_to(target).as_posix(): manifest.sha256_of(file)
        for file in sorted(target.rglob("*"))
        if file.is_file()
    }
