"""Every test that the tables of acceptance and of security name exists."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TABLE, SECURITY = (
    (PROJECT / "docs" / "reference" / page).read_text(encoding="utf-8")
    for page in ("acceptance.md", "security.md")
)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE + SECURITY)))


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


def test_all_48_checks_have_something_that_shows_them_or_say_that_they_are_open():
    rows = [line.split("|")[1:-1] for line in SECURITY.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == 48
    for check, _what, shown, missing in rows:
        assert shown.strip(), check
        assert shown.strip() != "open" or missing.strip(), check
