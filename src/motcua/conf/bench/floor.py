"""The floor: the rows of one submission written by `pgbench`, nothing else done with them.

Rows are copied from a submission that was measured, so that they are as long, pass the same checks
and touch the same indexes. Jobs are put so far into the future that no worker takes them.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.db import connection

from motcua.audit.models import Event
from motcua.conf.embedded import EmbeddedServer
from motcua.dossiers.models import Draft
from motcua.payments.models import Charge

_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)

_SCRIPT = """
{draft}
UPDATE dossiers_draft SET saved_at = now(),
    answers = (SELECT answers FROM dossiers_draft WHERE id = '{draft_id}') WHERE id = :draft;
INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES ('floor', '2021-10-18', 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1
    RETURNING last AS number \\gset
BEGIN;
{dossier}
{dossier_event}
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'motcua.dossiers.jobs.follow_up', 0, NULL,
    NULL, jsonb_build_object('dossier', :dossier::text, 'version', 1, 'happened', 'submitted'),
    '2100-01-01')]::procrastinate_job_to_defer_v1[]);
UPDATE dossiers_draft SET dossier_id = :dossier WHERE id = :draft;
{charge}
{charge_event}
COMMIT;
"""


def submissions_a_second(
    server: EmbeddedServer, *, model: Draft, clients: int, seconds: int
) -> float:
    """Return how many times a second the rows of a submission can be written.

    Args:
        server: That holds this site's database.
        model: A draft that became a dossier with a charge.
        clients: At the same time.
        seconds: How long to write.

    Raises:
        subprocess.CalledProcessError: The rows cannot be written; pgbench says why.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "submission.sql"
        script.write_text(_script(model))
        Path(folder).chmod(0o755)
        database = str(connection.settings_dict["NAME"])
        done = subprocess.run(  # noqa: S603 our own binary, our own script
            [
                *(str(server.programs / "pgbench"), "--no-vacuum", "--protocol=prepared"),
                *(f"--client={clients}", "--jobs=1", f"--time={seconds}"),
                *(f"--file={script}", server.url(database)),
            ],
            env={**os.environ, "PGOPTIONS": ""},
            capture_output=True,
            check=True,
            text=True,
        )
    found = _TPS.search(done.stdout)
    return float(found[1]) if found else 0.0


def _script(model: Draft) -> str:
    charge = Charge.objects.get(subject=f"dossier:{model.dossier_id}")
    return _SCRIPT.format(
        draft_id=model.id,
        draft=_copy("dossiers_draft", model.id, "draft", {"dossier_id": "NULL"}),
        dossier=_copy(
            "dossiers_dossier",
            model.dossier_id,
            "dossier",
            # Taken by the national site already: nobody must try to send it.
            {"code": "'floor-' || :number", "synced_version": "1", "process_id": "NULL"},
        ),
        dossier_event=_event("dossier", f"dossier:{model.dossier_id}"),
        charge=_copy("payments_charge", charge.id, "charge", {"subject": "'dossier:' || :dossier"}),
        charge_event=_event("charge", f"charge:{charge.id}"),
    )


def _copy(table: str, key: object, name: str, changed: Mapping[str, str]) -> str:
    """Return a statement that copies a row under a new id, which later ones find as `:name`."""
    with connection.cursor() as cursor:
        columns = [
            one.name
            for one in connection.introspection.get_table_description(cursor, table)
            # Made of others by the database itself.
            if one.name != "name_words"
        ]
    values = [changed.get(one, "gen_random_uuid()" if one == "id" else one) for one in columns]
    return (
        f"INSERT INTO {table} ({', '.join(f'{chr(34)}{one}{chr(34)}' for one in columns)})"
        f" SELECT {', '.join(values)} FROM {table} WHERE id = '{key}' RETURNING id AS {name} \\gset"
    )


def _event(name: str, stream: str) -> str:
    first = Event.objects.filter(stream=stream).earliest("seq")
    return (
        f"SELECT audit_append('{name}:' || :{name}, kind, at, actor, payload, content_sha256)"
        f" FROM audit_event WHERE id = {first.pk};"
    )
