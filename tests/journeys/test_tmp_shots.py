import pytest
from tests.journeys.test_measured import synced, registry_partner, looks_up, CODE
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_shots(synced, visitor, size):
    v = visitor(size)
    def shot(name): v.page.screenshot(path=f"/tmp/shot-{name}-{size}.png", full_page=True)
    v.opens("/tra-cuu/"); shot("ask")
    looks_up(v, number="0905 123 457"); shot("missed")
    looks_up(v, code="x", number=""); shot("error")
    v.opens("/tra-cuu/"); looks_up(v); shot("found")
    v.opens("/tra-cuu/"); looks_up(v, code="H47.40.2-211018-0003"); shot("late")
    v.opens("/muc-do/H47/"); shot("levels")
    v.opens("/muc-do/H47.40.2/2.000635/"); shot("service")
    v.opens("/xep-hang/2019/H47/"); shot("agency")
    v.opens("/muc-do/H48/"); shot("nothing")
