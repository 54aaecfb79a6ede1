"""What is written can be read again, and written again as the same bytes."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.sheets import reading, tables, writing

HEADER = ("Mã", "Tên", "Số")
TITLES = tables.Titles(
    recognised=lambda line: sum(cell in HEADER for cell in line.cells), examples="“Mã”"
)
# Control characters cannot stand in XML; blanks at the ends are not kept by readers of tables.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="_"),
    min_size=1,
    max_size=40,
).filter(lambda text: text == text.strip() != "")


def written(rows):
    return writing.workbook(sheet="Bảng", header=HEADER, rows=rows)


def read(content):
    table = reading.read(content, file_name="bang.xlsx", most_mb=5, titles=TITLES)
    return [(line.cells[0], line.cells[1], int(line.cells[2])) for line in table.lines]


@given(st.lists(st.tuples(TEXT, TEXT, st.integers(0, 10**9)), min_size=1, max_size=20))
def test_rows_come_back_as_they_were_and_the_file_too(rows):
    content = written(rows)
    again = read(content)

    assert again == rows
    assert written(again) == content


def test_nothing_is_calculated():
    rows = [("=1+1", "+CMD|'/c calc'!A0", 1), ("@SUM(A1)", "-2", 2)]
    assert read(written(rows)) == rows
