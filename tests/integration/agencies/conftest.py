import pytest

from tests import databases
from tests.integration.conftest import NOW, SEED
from tests.integration.staff import agency, code, new_account, sign_in, totp_time

__all__ = ["agency", "code", "new_account", "sign_in", "totp_time"]


@databases.seed()
def country_rows():
    from motcua.agencies import actions

    actions.load_reference(by=SEED, at=NOW)
    actions.load_units(by=SEED, at=NOW)
    actions.load_country(by=SEED, at=NOW)


@pytest.fixture
@databases.begins_with(country_rows)
def country(has_rows):
    """All that the project carries: ministries, provinces, Quảng Nam's units, the whole country.

    Returns how many agencies that is.
    """
    from motcua.agencies.models import Agency

    has_rows(country_rows)
    return Agency.objects.count()
