"""What the journeys examine once must be found wherever it is new."""

import pytest

from tests.journeys import examining
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.django_db  # of the steady clock that all journeys have

PAGE = """<!DOCTYPE html><html lang="vi"><title>Hồ sơ</title><main><h1>Hồ sơ</h1>
<table><tr><th scope="col">Mã</th></tr>{rows}</table>{more}</main>"""
ROW = '<tr id="{0}"><td><a href="/{0}/">{0}</a></td></tr>'
BARRIERS = {
    "a picture without words": '<img src="data:," width="9" height="9">',
    "a field without a label": '<label for="ten">Tên</label><input id="tne">',
    "words too pale": '<p class="pale">Nhạt</p><style>.pale { color: #ccc }</style>',
    "a heading left out": "<h2>Hai</h2><h4>Bốn</h4>",
    "a link without words": '<a href="/x/"> </a>',
    "a state that is none": '<button aria-expanded="maybe">Mở</button>',
    "a part that is nowhere": '<button aria-labelledby="nowhere"></button>',
    "two parts of one name": '<nav aria-label="A"></nav><nav aria-label="A"></nav>',
}


@pytest.fixture
def reader(browser, axe, tmp_path, monkeypatch):
    monkeypatch.setattr(examining, "FOLDER", tmp_path)
    found = Visitor(browser, None, axe, size="desk", script=True)
    found.examined = 0
    evaluate = found.page.evaluate

    def counted(script):
        found.examined += script.startswith("axe.run")
        return evaluate(script)

    found.page.evaluate = counted
    yield found
    found.context.close()


def reads(reader, codes=("H1",), more=""):
    rows = "".join(map(ROW.format, codes))
    reader.page.set_content(PAGE.format(rows=rows, more=more))
    reader.looks()
    return reader.examined


def test_the_same_page_about_something_else_is_examined_once(reader):
    assert reads(reader) == 1
    assert reads(reader, ["H2"]) == 1
    assert reads(reader, ["H2", "H3", "H4"]) == 1


@pytest.mark.parametrize("barrier", BARRIERS.values(), ids=BARRIERS)
def test_a_barrier_on_a_page_that_was_fine_is_found(reader, barrier):
    sound = barrier.replace('"tne"', '"ten"').replace('"maybe"', '"true"').replace("h4", "h3")
    assert reads(reader, more=sound if sound != barrier else "") == 1
    with pytest.raises(AssertionError):
        reads(reader, more=barrier)


def test_what_is_wide_is_examined_again_on_a_phone(browser, axe, reader):
    reads(reader)
    phone = Visitor(browser, None, axe, size="phone", script=True)
    phone.page.set_content(PAGE.format(rows=ROW.format("H1"), more=""))
    assert examining.is_new(phone.page, "phone")
    phone.context.close()
