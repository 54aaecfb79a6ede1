"""What a backup holds, and what a database holds: rows and a sum over them, table by table."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import psycopg
from psycopg import sql

from motcua.conf.backup.errors import NotABackupError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
FILE_LIST: Final = "files.txt"
CHECKPOINTS: Final = "checkpoints"
FILES: Final = "files"
"""Beside the backups of a site: what they share."""

_TABLES = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind = 'r' ORDER BY relname
"""
_SUM = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} AS t"
_SAME_SPELLING = """
    SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'; SET IntervalStyle TO 'postgres';
    SET extra_float_digits TO 1; SET bytea_output TO 'hex';
"""

Sums = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_at: Real time in UTC, ISO 8601; the data are as of that moment.
        data_key: Name of the key that personal values are sealed with; never the key.
        tables: Rows and sum of each table.
        dump: SHA-256 of the database's dump.
        file_list: SHA-256 of the list of files.
        files: How many there are.
        damaged: Files that were damaged already when the backup was made; they are not in it.
        checkpoints: SHA-256 of each exported checkpoint of the audit log.
    """

    site: str
    made_at: str
    data_key: str
    tables: Sums
    dump: str
    file_list: str
    files: int
    damaged: tuple[str, ...] = ()
    checkpoints: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a backup.

        Raises:
            NotABackupError: There is none, it cannot be read, or it is of a later format.
        """
        try:
            said: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
            said["tables"] = {name: (rows, total) for name, (rows, total) in said["tables"].items()}
            said["damaged"] = tuple(said["damaged"])
            found = cls(**said)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise NotABackupError(folder, f"{MANIFEST}: {wrong}") from None
        if found.format != FORMAT:
            raise NotABackupError(folder, f"format {found.format}; this program reads {FORMAT}")
        return found

    def write(self, folder: Path) -> None:
        """Write it last: a backup without it was broken off."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", "utf-8")


def sums(connection: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Return rows and a sum over all values of each table, whatever the order of the rows."""
    connection.execute(_SAME_SPELLING)
    names = [name for (name,) in connection.execute(_TABLES)]
    found = {}
    for name in names:
        row = connection.execute(sql.SQL(_SUM).format(sql.Identifier(name))).fetchone()
        if row is not None:
            found[name] = (row[0], row[1])
    return found


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
