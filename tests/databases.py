"""Databases of the tests: migrated once, seeded once, then copied.

A template is named after everything that its rows come from, so it is never out of date; workers
and later runs share it. Tests that begin with the same rows begin in a copy of their template; what
a test adds is rolled back as usual. A test with real transactions has a copy to itself, which is
thrown away: that is quicker than to empty all tables. Tests with rows of two kinds make them.
"""

import hashlib
import inspect
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from motcua.conf.environment import PROJECT

WITHOUT_ROWS = {".pyc", ".html", ".css", ".js", ".po", ".mo", ".md"}
SOURCE = "MOTCUA_TEST_SOURCE"
AFTER = {}
"""The rows that other rows stand on."""
FOR_ONE = "for_one"
_ours = {}
"""This process's copy of each template, by the template's rows, and the one of a single test."""
_inside = None
"""The rows of the database that this process is in; None: of the one that is only migrated."""


def seed(*, after=None):
    """Say that a function makes rows, on top of those of another one."""

    def register(rows):
        AFTER[rows] = after
        return rows

    return register


def begins_with(rows):
    """Say that a fixture begins with rows; it makes them by `has_rows(rows)` where they are not."""

    def mark(function):
        function.begins_with = rows
        return function

    return mark


def wanted(fixture_functions):
    """Return the rows that a test with these fixtures can begin with; None: with none."""
    asked = {getattr(function, "begins_with", None) for function in fixture_functions}
    return max(asked, key=lambda rows: (len(chain(rows)), str(rows)), default=None)


def has(rows):
    """Say whether this process is in a database that has rows."""
    return rows in chain(_inside)


@contextmanager
def of_this_process():
    """Let the tests of this process have a database; drop it, and its copies, at the end."""
    usual = settings.DATABASES["default"]["NAME"]
    _enter(_copy(None))
    yield
    _enter(usual)
    with connection.cursor() as cursor:
        for name in _ours.values():
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def begin_with(rows, *, alone=False):
    """Be in the database that has rows, or, for None, in the one that is only migrated.

    Args:
        rows: That the test begins with.
        alone: In a copy that no test was in before, and none will be in after this one.
    """
    global _inside  # noqa: PLW0603 a process is in one database at a time
    _enter(_copy_for_one(rows) if alone else _copy(rows))
    _inside = rows
    _forget_what_was_read()


def chain(rows):
    """Return rows and those they stand on."""
    return [] if rows is None else [rows, *chain(AFTER[rows])]


def _enter(name):
    """Leave a database with all connections, unless it is the right one, and be in another."""
    if connection.settings_dict["NAME"] == name:
        return
    _leave()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _leave():
    connection.close()
    connection.close_pool()


def _copy(rows):
    """Return the name of this process's copy of a template."""
    if rows not in _ours:
        _ours[rows] = _copied(rows, *(part.__name__ for part in chain(rows)[:1]))
    return _ours[rows]


def _copy_for_one(rows):
    """Return the name of a copy for one test, made in the place of that of the test before."""
    if _ours.get(FOR_ONE) == connection.settings_dict["NAME"]:
        _leave()
    _ours[FOR_ONE] = _copied(rows, FOR_ONE)
    return _ours[FOR_ONE]


def _copied(rows, *names):
    name = "_".join(["test", os.environ.get("PYTEST_XDIST_WORKER", "alone"), *names])
    with _administrator() as server:
        template = _template(server, rows)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        # As files: by way of the log, it takes three times as long.
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return name


@contextmanager
def _administrator():
    """Be the only process that makes or copies templates."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext('templates'))")
        yield server


def _template(server, rows):
    """Return the name of a template, made now unless a process has made it."""
    name = f"template_{_digest_of_source()}"
    if rows is not None:
        name += f"_{rows.__name__}_{_digest_of(rows)}"
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        below = "template0" if rows is None else _template(server, AFTER[rows])
        _drop_templates_of_other_source(server)
        server.execute("DROP DATABASE IF EXISTS being_made WITH (FORCE)")
        server.execute(f'CREATE DATABASE being_made TEMPLATE "{below}"')
        usual = settings.DATABASES["default"]["NAME"]
        _enter("being_made")
        _make(rows)
        _enter(usual)
        server.execute(f'ALTER DATABASE being_made RENAME TO "{name}"')
    return name


def _make(rows):
    if rows is None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        return
    with transaction.atomic():
        rows()
        # As in a test: nobody hears of it.
        connection.run_on_commit = []


def _drop_templates_of_other_source(server):
    names = server.execute("SELECT datname FROM pg_database WHERE datname ~ '^template_'")
    for (name,) in names.fetchall():
        if name.split("_")[1] != _digest_of_source():
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def name_the_source():
    """Let all workers of a run mean the same source, even while somebody edits it."""
    os.environ[SOURCE] = _digest_of_source()


@cache
def _digest_of_source():
    """Return a name for our code and data, the libraries and the settings of the tests."""
    if SOURCE in os.environ:
        return os.environ[SOURCE]
    ours = (file for file in (PROJECT / "src").rglob("*") if file.suffix not in WITHOUT_ROWS)
    locks = (PROJECT / "requirements").glob("*.txt")
    return _digest([*sorted(ours), *sorted(locks), PROJECT / "tests" / "settings.py"])


@cache
def _digest_of(rows):
    return _digest(Path(inspect.getfile(part)) for part in chain(rows))


def _digest(files):
    whole = hashlib.sha256()
    for file in filter(Path.is_file, files):
        whole.update(f"{file.relative_to(PROJECT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()[:12]


def _forget_what_was_read():
    """What never changes is kept in memory by its id; in a copy, other rows may have that id."""
    from motcua.catalogue.queries.finding import _lexicon_of
    from motcua.catalogue.queries.parts import _GIVEN
    from motcua.catalogue.queries.versions import _READ
    from motcua.eforms.country import tree_on
    from motcua.eforms.queries import form
    from motcua.indicators.queries import _ranking_in
    from motcua.processes.queries import _read

    _READ.clear()
    _GIVEN.clear()
    for kept in (_lexicon_of, tree_on, form, _ranking_in, _read):
        kept.cache_clear()
