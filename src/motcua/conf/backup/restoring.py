"""`motcua restore`: a site in an empty place, compared with what it was."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg

from motcua.conf.backup import manifest, programs
from motcua.conf.backup.errors import DamagedError, NotABackupError, NotEmptyError, OtherKeyError
from motcua.conf.backup.manifest import CHECKPOINTS, DUMP, FILE_LIST, FILES, Manifest

Say = Callable[[str], None]
_AT_ONCE = "2"
_HAS_TABLES = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"


def restore(*, backup: Path, site: str, database: str, data: Path, data_key: str, say: Say) -> bool:
    """Restore a backup into an empty database and an empty folder; return whether all is equal.

    Everything is checked before anything is written.

    Args:
        backup: Folder of one backup, inside the folder of the backups of its site.
        site: Which site is restored.
        database: Connection string of an empty database.
        data: Data folder without files of the site.
        data_key: Name of the key that this environment has for personal values.
        say: Where progress goes.

    Raises:
        NotABackupError: It cannot be read, or is another site's.
        OtherKeyError: Personal values would be unreadable.
        NotEmptyError: Something is there already.
        DamagedError: Dump, list, files or checkpoints are not what was written.
        ProgramFailedError: The dump could not be read; drop the database, it holds half.
    """
    said = Manifest.read(backup)
    if said.site != site:
        raise NotABackupError(backup, f"it is a backup of {said.site}, not of {site}")
    if said.data_key != data_key:
        raise OtherKeyError(said.data_key, data_key)
    files, checkpoints = data / "files" / site, data / CHECKPOINTS / site
    _refuse_what_is_full(database, files)
    names = _check(backup, said)
    say("backup: whole")
    arguments = ("--no-owner", "--no-privileges", "--exit-on-error", f"--jobs={_AT_ONCE}")
    programs.run(
        "pg_restore",
        *arguments,
        f"--dbname={_name(database)}",
        str(backup / DUMP),
        database=database,
    )
    for digest in names:
        target = files / digest[:2] / digest
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup.parent / FILES / digest[:2] / digest, target)
    if said.checkpoints:
        shutil.copytree(backup / CHECKPOINTS, checkpoints, dirs_exist_ok=True)
    say(f"files: {len(names)}")
    return _is_equal(database, said, say)


def restore_keys(*, keys: Path, data: Path) -> None:
    """Put keys and certificates back where they are looked for; what is there stays."""
    if (keys / "authority").exists() and not (data / "authority").exists():
        shutil.copytree(keys / "authority", data / "authority")


def _refuse_what_is_full(database: str, files: Path) -> None:
    with psycopg.connect(database) as connection:
        row = connection.execute(_HAS_TABLES).fetchone()
    if row and row[0]:
        raise NotEmptyError("the database")
    if files.exists() and any(files.iterdir()):
        raise NotEmptyError(str(files))


def _check(backup: Path, said: Manifest) -> list[str]:
    """Return the names of the files of a backup, once all its bytes are what they were."""
    problems = [
        f"{name}: not what was written"
        for name, digest in (
            (DUMP, said.dump),
            (FILE_LIST, said.file_list),
            *((f"{CHECKPOINTS}/{name}", digest) for name, digest in said.checkpoints.items()),
        )
        if not (backup / name).exists() or manifest.sha256_of(backup / name) != digest
    ]
    if problems:
        raise DamagedError(problems)
    names = (backup / FILE_LIST).read_text().split()
    for digest in names:
        file = backup.parent / FILES / digest[:2] / digest
        if not file.exists():
            problems.append(f"{FILES}/{digest[:2]}/{digest}: missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            problems.append(f"{FILES}/{digest[:2]}/{digest}: not what was written")
    if problems:
        raise DamagedError(problems)
    return names


def _is_equal(database: str, said: Manifest, say: Say) -> bool:
    with psycopg.connect(database) as connection:
        found = manifest.sums(connection)
    names = sorted(found.keys() | said.tables.keys())
    for name in names:
        was, now = said.tables.get(name), found.get(name)
        rows = "missing" if now is None else f"{now[0]} rows"
        state = "equal" if was == now else f"DIFFERENT, was {was[0] if was else 'no table'}"
        say(f"  {name}: {rows}, {state}")
    unequal = [name for name in names if said.tables.get(name) != found.get(name)]
    say(f"database: {len(names) - len(unequal)} of {len(names)} tables equal")
    return not unequal


def _name(database: str) -> str:
    """Return the database's name; the rest of the connection goes by the environment."""
    return str(psycopg.conninfo.conninfo_to_dict(database)["dbname"])
