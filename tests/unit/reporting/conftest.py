from datetime import UTC, datetime
from importlib import resources

import pytest

from motcua.reporting.adapters import declared_files, publications
from motcua.reporting.types import Appendix, AppendixLine, AppendixMode, AppendixSection


@pytest.fixture(scope="session")
def letter_csv():
    """The 83 rows of công văn 929, as bytes."""
    file = resources.files("motcua.reporting").joinpath("data", "level4_2019_cv929.csv")
    return file.read_bytes()


@pytest.fixture(scope="session")
def letter_rows(letter_csv):
    return declared_files.read(letter_csv, file_name="level4_2019_cv929.csv").rows


@pytest.fixture(scope="session")
def letter():
    (publication,) = publications.carried()
    return publication


@pytest.fixture(scope="session")
def printed_appendix(letter, letter_rows):
    """The appendix of công văn 929 as it was printed."""
    lines = {
        frame.section: tuple(
            AppendixLine(
                number=row.number,
                agency_name=row.agency_name,
                procedures_total=row.procedures_total,
                level4_services=row.level4_services,
                percent=row.printed_percent,
            )
            for row in letter_rows
            if row.section is frame.section
        )
        for frame in letter.sections
    }
    return Appendix(
        period=letter.period,
        mode=AppendixMode.PRINTED,
        title=letter.appendix_title,
        sections=tuple(
            AppendixSection(
                section=frame.section,
                numeral=frame.numeral,
                heading=frame.heading,
                name_column=frame.name_column,
                lines=lines[frame.section],
                notes=frame.notes,
            )
            for frame in letter.sections
        ),
        errata=(),
        snapshot_id="2019-khai-bao-1",
        snapshot_sha256="9f86d081884c" + "0" * 52,
        made_at=datetime(2021, 10, 4, 1, 30, tzinfo=UTC),
        source=letter.source,
    )
