import pytest

from tests.integration.conftest import NOW, SEED
from tests.integration.staff import agency, code, new_account, sign_in, totp_time

__all__ = ["agency", "code", "new_account", "sign_in", "totp_time"]


@pytest.fixture
def country(db):
    """All that the project carries: ministries, provinces, Quảng Nam's units, the whole country."""
    from motcua.agencies import actions

    actions.load_reference(by=SEED, at=NOW)
    actions.load_units(by=SEED, at=NOW)
    return actions.load_country(by=SEED, at=NOW)
