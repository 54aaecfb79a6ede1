"""Every test that the acceptance table names exists."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TABLE = (PROJECT / "docs" / "reference" / "acceptance.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE)))


def test_the_table_names_tests():
    assert len(NAMED) > 40


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda value: value)
def test_a_named_test_exists(file, test):
    source = (PROJECT / file).read_text(encoding="utf-8")
    if test:
        assert re.search(rf"^ *def {test}\(", source, re.MULTILINE)
    else:
        assert re.search(r"^ *def test_", source, re.MULTILINE)


def test_every_row_has_something_that_shows_it():
    rows = [line.split("|")[1:-1] for line in TABLE.splitlines() if line.startswith("| ")]
    for asked, shown, _measured in rows:
        assert shown.strip(), asked
