"""`motcua doctor`: what is wrong with a site, said plainly."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.audit import jobs, queries, verification
from motcua.conf.environment import Site
from motcua.documents.adapters import antivirus, recognition

Say = Callable[[str], None]


def examine(*, audit: bool, say: Say) -> bool:
    """Examine this site and say what is found; return whether all is well.

    Args:
        audit: Verify the whole audit log too, against the exported checkpoints.
        say: Where lines go.
    """
    healthy = all([_database_is_durable(say), _tables_are_current(say)])
    _worker_runs(say)
    _scans_are_read(say)
    _files_are_scanned(say)
    if audit:
        healthy = _log_is_whole(say) and healthy
    return healthy


def _database_is_durable(say: Say) -> bool:
    settings = ("fsync", "full_page_writes", "synchronous_commit")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(settings)]
        )
        off = [name for name, setting in cursor.fetchall() if setting == "off"]
    say(f"database: {'acknowledged data may be lost: ' + ', '.join(off) if off else 'durable'}")
    return not off


def _tables_are_current(say: Say) -> bool:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    say(f"tables: {f'{len(missing)} migrations missing' if missing else 'up to date'}")
    return not missing


def _worker_runs(say: Say) -> None:
    say(f"worker: {'running' if queries.worker_was_seen() else 'not seen for 30 seconds'}")


def _scans_are_read(say: Say) -> None:
    if settings.MOTCUA_SITE != Site.AGENCY:
        return
    engine = recognition.engine()
    say(f"scans: {f'read by {engine}' if engine else 'kept as pictures, no engine reads them'}")


def _files_are_scanned(say: Say) -> None:
    if settings.MOTCUA_SITE != Site.AGENCY:
        return
    if not antivirus.is_configured():
        say("viruses: no scanner; files are kept as not scanned")
        return
    # Late: the tables of documents are on the agency site alone.
    from motcua.documents import queries as documents

    found = antivirus.judge(b"motcua doctor")
    waiting = documents.files_held()
    is_well = found.state is antivirus.State.CLEAN
    say(f"viruses: {'scanned for' if is_well else found.what}; {waiting} files wait")


def _log_is_whole(say: Say) -> bool:
    verdict = verification.verify(exported=jobs.checkpoint_folder())
    say(
        f"audit: {verdict.events} events in {verdict.streams} streams, "
        f"{verdict.checkpoints} checkpoints"
    )
    for link in verdict.broken:
        say(f"audit: BROKEN {link}")
    if not verdict.broken:
        say("audit: every chain holds")
    return not verdict.broken
