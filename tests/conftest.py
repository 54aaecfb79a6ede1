"""What all tests share."""

import os

import pytest
from hypothesis import settings

# A loaded machine is no reason to fail; speed is measured by `motcua bench`.
settings.register_profile("tests", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))


def pytest_configure(config):
    """Build style sheets, fonts and the map once, before any worker starts."""
    if hasattr(config, "workerinput"):
        return
    from motcua.conf import environment
    from motcua.ui import assets

    assets.build(target=environment.load().build, root=environment.PROJECT, say=print)


@pytest.fixture(autouse=True)
def _no_jobs_are_left(request):
    """Clear the job queue after every test with real transactions."""
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction")
    ):
        request.getfixturevalue("clear_jobs")


@pytest.fixture
def clear_jobs(transactional_db):
    """Tests with real transactions do not clear the tables of the job queue by themselves."""
    from django.db import connection

    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,"
            " procrastinate_workers CASCADE"
        )


@pytest.fixture
def as_site(settings):
    """Answer requests as one of the three sites: `as_site("agency")`."""

    def become(name):
        from motcua.conf.environment import Site
        from motcua.conf.sites import SITES

        definition = SITES[Site(name)]
        settings.MOTCUA_SITE = name
        settings.MOTCUA_NAVIGATION = definition.navigation
        settings.ROOT_URLCONF = definition.urls

    return become
