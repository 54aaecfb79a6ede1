"""A site of ours answers another one inside a test."""

import pytest
from django.urls import get_urlconf, set_urlconf
from django.utils import translation

from motcua.net import errors, remote
from tests import in_process

OTHER = "http://127.0.0.1:8002"


@pytest.fixture
def other():
    return remote.Remote(name="other", base_url=OTHER)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["agency", "national", "sandbox"])
def test_a_site_answers_inside_the_process(other, name):
    with remote.mounted(OTHER, in_process.site(name)):
        assert other.get("/health").json()["database"] == "ok"


@pytest.mark.django_db
def test_it_has_its_own_addresses(other):
    with remote.mounted(OTHER, in_process.site("agency")):
        with pytest.raises(errors.RemoteRefused) as refused:
            other.get("/xep-hang/")
        assert refused.value.status == 404


@pytest.mark.django_db(transaction=True)
def test_it_answers_outside_of_a_transaction_too(other):
    with remote.mounted(OTHER, in_process.site("sandbox")):
        assert other.get("/health").json()["database"] == "ok"


@pytest.mark.django_db
def test_the_callers_addresses_and_language_are_as_before(other):
    set_urlconf("motcua.conf.urls.agency")
    try:
        with translation.override("en"), remote.mounted(OTHER, in_process.site("sandbox")):
            other.get("/health")

            assert get_urlconf() == "motcua.conf.urls.agency"
            assert translation.get_language() == "en"
    finally:
        set_urlconf(None)
