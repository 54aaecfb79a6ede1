"""The reference page of the format says what the code does."""

import json
import re
from pathlib import Path

import pytest

from motcua.eforms import blocks, definitions, kinds, lists, logic, noise, source

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "eform-format.md").read_text("utf-8")


def table(heading, title):
    """The rows of the table below a heading whose first column is so titled, cell by cell."""
    part = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = part.split(f"\n| {title} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def names(cell):
    return set(re.findall(r"`([^`]+)`", cell))


def test_the_kinds_of_fields_are_those_that_are_read():
    told = {name for row in table("Kinds of fields", "Type") for name in names(row[0])}

    assert told == set(kinds.types())


@pytest.mark.parametrize("row", table("Kinds of fields", "Type"), ids=lambda row: row[0])
def test_properties_and_limits_of_a_kind_are_those_that_are_read(row):
    (found,) = {kinds.named(name) for name in names(row[0])}

    assert names(row[2]) == found.properties
    assert names(row[3]) == found.limits


def test_the_other_components_are_those_that_are_read():
    told = {name for row in table("What is no field", "Type") for name in names(row[0])}

    assert told == {"fieldset", "content", *blocks.types()}


def test_the_properties_of_blocks_are_those_that_are_read():
    rows = {row[0].split("`")[1]: row[2] for row in table("What is no field", "Type")}

    assert names(rows["personBlock"]) == blocks.BLOCK_PROPERTIES


def test_the_parts_of_blocks_are_those_that_can_be_asked():
    told = {row[0].strip("`"): names(row[1]) for row in table("What is no field", "Block")}

    assert told == {
        "personBlock": set(blocks.PERSON),
        "bankAccount": set(blocks.BANK_ACCOUNT),
        "parcel": set(blocks.PARCEL),
    }


def test_what_every_component_has_is_what_is_read():
    of_all = {name for row in table("Every component", "Property") for name in names(row[0])}
    of_fields = {name for row in table("Every field", "Property") for name in names(row[0])}

    assert of_all == noise.COMMON_PLACES
    assert of_fields == noise.COMMON - noise.COMMON_PLACES


def test_the_operators_are_those_that_are_run():
    assert {
        name for row in table("Rules", "Operators") for name in names(row[0])
    } == logic.OPERATORS


def test_the_lists_are_those_that_the_project_carries():
    assert [row[0].strip("`") for row in table("Kinds of fields", "List")] == lists.names()


def test_the_programs_are_those_that_are_refused():
    told = names(PAGE.split("\n## Programs\n", 1)[1])

    assert source.SCRIPTS - {"controller", "custom"} <= told


def test_the_bounds_are_those_of_the_code():
    assert f"at most {logic.MOST_PARTS} parts, {logic.DEEPEST} deep" in PAGE
    assert definitions.DEEPEST_FIELDSET == 3


def test_the_example_is_run():
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]

    form = definitions.parse(json.loads(example))

    assert [field.key for field in form.fields] == ["nguoi", "tong"]
