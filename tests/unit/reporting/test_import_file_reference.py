"""The reference page of the import file says what the code does."""

import re
from pathlib import Path

import pytest

from motcua.kernel import numerals, text
from motcua.reporting import adapters, errors
from motcua.reporting.adapters import declared_columns, declared_files

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "import-file.md").read_text("utf-8")
READERS = ("csv_file", "xlsx_file", "declared_columns", "declared_rows", "declared_files")


def codes_of_the_readers():
    folder = Path(adapters.__file__).parent
    source = "".join((folder / f"{name}.py").read_text("utf-8") for name in READERS)
    raised = {getattr(errors, name) for name in re.findall(r"(?<![.\w])errors\.([A-Z]\w+)", source)}
    refusals = {refusal for refusal in raised if hasattr(refusal, "code")}
    return {refusal.code for refusal in refusals} | {errors.UnknownAgency.code}


def test_every_refusal_of_the_readers_is_explained_and_no_other():
    of_numbers = {refusal.code for refusal in numerals.UnreadableNumber.__subclasses__()}

    explained = set(re.findall(r"^\| `((?:reporting|kernel)\.\w+)` \|", PAGE, re.MULTILINE))

    assert explained == codes_of_the_readers() | of_numbers


def test_the_example_is_accepted():
    example = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)[1]

    file = declared_files.read(example.encode(), file_name="example.csv")

    assert (len(file.rows), file.errors) == (2, ())


@pytest.mark.parametrize("column", declared_columns.Column)
def test_the_titles_of_a_column_are_those_that_are_accepted(column):
    (also_called,) = re.findall(rf"^\| `{column}` \| \w+ \| (.*?) \|", PAGE, re.MULTILINE)
    accepted = {text.fold(title) for title in declared_columns.TITLES[column]}

    told = {text.fold(title) for title in also_called.split(";") if "(" not in title}

    # Shortened ones apart ("Số lượng …"), and the misprint of the letter, which nobody should copy.
    assert {title for title in told if title != "so luong"} <= accepted
