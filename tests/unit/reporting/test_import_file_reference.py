"""The reference page of the import file says what the code does."""

import re
from pathlib import Path

import pytest

from motcua import sheets
from motcua.kernel import numerals, text
from motcua.reporting import adapters, errors
from motcua.reporting.adapters import declared_columns, declared_files

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "import-file.md").read_text("utf-8")
READERS = ("declared_columns", "declared_rows", "declared_files")


def codes_of_the_readers():
    raised = codes_raised(adapters, READERS, "errors", errors)
    raised |= codes_raised(adapters, READERS, "unreadable", sheets.errors)
    raised |= codes_raised(sheets, ("csv_file", "xlsx_file", "reading"), "errors", sheets.errors)
    return raised | {errors.UnknownAgency.code}


def codes_raised(package, files, name, module):
    folder = Path(package.__file__).parent
    source = "".join((folder / f"{file}.py").read_text("utf-8") for file in files)
    found = re.findall(rf"(?<![.\w]){name}\.([A-Z]\w+)", source)
    raised = {getattr(module, one) for one in found if hasattr(module, one)}
    return {refusal.code for refusal in raised if hasattr(refusal, "code")}


def test_every_refusal_of_the_readers_is_explained_and_no_other():
    of_numbers = {refusal.code for refusal in numerals.UnreadableNumber.__subclasses__()}

    explained = set(re.findall(r"^\| `((?:reporting|sheets|kernel)\.\w+)` \|", PAGE, re.MULTILINE))

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
