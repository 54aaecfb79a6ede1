"""What all tests share."""

import os

import pytest
from hypothesis import settings

# A loaded machine is no reason to fail; speed is measured by `motcua bench`.
settings.register_profile("tests", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))
LONGEST = "test_demo.py"


def pytest_configure(config):
    """Build style sheets, fonts and the map once, and name the source, before a worker starts."""
    if hasattr(config, "workerinput"):
        return
    from motcua.conf import environment
    from motcua.ui import assets
    from tests import databases

    assets.build(target=environment.load().build, root=environment.PROJECT, say=print)
    databases.name_the_source()


def pytest_sessionstart(session):
    """Clear away what a run that was cut off left behind."""
    if not hasattr(session.config, "workerinput"):
        from tests.journeys import spine

        spine.forget()


def pytest_sessionfinish(session):
    """End the demo of the journeys; here, for the controller reads no other file of hooks."""
    if not hasattr(session.config, "workerinput"):
        from tests.journeys import spine

        spine.stop()


@pytest.hookimpl(trylast=True)  # after the tests were shuffled
def pytest_collection_modifyitems(items):
    """Let tests begin in a database that has the rows of their fixtures.

    What takes minutes begins first, or a process would do it alone when the others have ended; what
    needs the running demo comes last, when that has started.
    """
    from tests import databases

    items.sort(key=lambda item: (item.path.name != LONGEST, "spine" in item.fixturenames))
    for item in items:
        if not _has_database(item):
            continue
        known = item._fixtureinfo.name2fixturedefs
        functions = [known[name][-1].func for name in item.fixturenames if name in known]
        item.begins_with = databases.wanted(functions)
        # Before the fixture that opens the test's transaction.
        item.fixturenames.insert(0, "beginning")


def _has_database(item):
    return bool({"db", "transactional_db", "live_server"} & set(item.fixturenames)) or (
        item.get_closest_marker("django_db") is not None
    )


def _has_real_transactions(item):
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(item.fixturenames)) or (
        marker is not None and marker.kwargs.get("transaction", False)
    )


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Copy what the migrations made, instead of migrating for every process."""
    from django.test import TransactionTestCase

    from tests import databases

    # A test with real transactions has a database to itself, which is thrown away as it is.
    TransactionTestCase._fixture_teardown = lambda _: None
    with django_db_blocker.unblock(), databases.of_this_process():
        yield


@pytest.fixture
def beginning(request, django_db_setup, django_db_blocker):
    """Be in a database that has the rows that the test begins with."""
    from tests import databases

    with django_db_blocker.unblock():
        is_alone = _has_real_transactions(request.node)
        databases.begin_with(request.node.begins_with, alone=is_alone)


@pytest.fixture
def has_rows(db):
    """Make rows, unless the test began with them: `has_rows(rows)`."""
    from tests import databases

    def make(rows):
        if not databases.has(rows):
            rows()

    return make


@pytest.fixture(autouse=True)
def _no_language_is_left():
    """Forget the language of the last page: a browser of the tests leaves it to the next one."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture
def as_site(settings):
    """Answer requests as one of the three sites: `as_site("agency")`."""

    def become(name):
        from motcua.conf.environment import Site
        from motcua.conf.sites import SITES

        definition = SITES[Site(name)]
        settings.MOTCUA_SITE = name
        settings.MOTCUA_NAVIGATION = definition.navigation
        settings.MOTCUA_WORK = definition.work
        settings.ROOT_URLCONF = definition.urls

    return become
