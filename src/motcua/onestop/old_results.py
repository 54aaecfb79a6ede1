"""Old results that are to be digitised, as a sheet lists them."""

from datetime import date
from typing import Final

from motcua.documents.actions.vault import Paper
from motcua.documents.errors import SheetLineWrong
from motcua.documents.queries import vault
from motcua.documents.queries.keying import day
from motcua.documents.types import Content, VaultKind
from motcua.kernel import text
from motcua.kernel.messages import message
from motcua.sheets import reading, tables
from motcua.sheets.errors import ColumnMissing

MOST_MB: Final = 5
COLUMNS: Final = ("Loại giấy tờ", "Số ký hiệu", "Họ và tên", "Số định danh", "Ngày cấp")
_BY_TITLE: Final = {text.fold(title): number for number, title in enumerate(COLUMNS)}
_NEEDED: Final = 2
"""So many columns, from the first, must be there and filled in."""
_TITLES: Final = tables.Titles(
    recognised=lambda line: sum(text.fold(str(cell)) in _BY_TITLE for cell in line.cells),
    examples="“Loại giấy tờ”, “Số ký hiệu”, “Họ và tên”",
)


def read(content: bytes, *, file_name: str, agency_id: int) -> list[Paper]:
    """Return what a sheet lists.

    Args:
        content: XLSX or CSV with the titles of `COLUMNS`, in any order.
        file_name: As its sender calls it.
        agency_id: Who keeps the results.

    Raises:
        FileRefused: It cannot be read.
        ColumnMissing: It does not say which kind or which number.
        SheetLineWrong: A line cannot be understood.
    """
    table = reading.read(
        content, file_name=file_name, most_mb=MOST_MB, titles=_TITLES, with_dates=True
    )
    places = {
        _BY_TITLE[title]: at
        for at, cell in enumerate(table.header.cells)
        if (title := text.fold(str(cell))) in _BY_TITLE
    }
    for number in range(_NEEDED):
        if number not in places:
            raise ColumnMissing(title=COLUMNS[number])
    kinds = {text.fold(one.name): one for one in vault.kinds().values()}
    return [_paper(line, places, kinds, agency_id) for line in table.lines]


def paper(
    kind: VaultKind,
    *,
    number: str,
    holder: str,
    personal_id: str,
    issued_on: date | None,
    agency_id: int,
) -> Paper:
    """Return an old result as it is listed: what it is and whose, the rest is typed later."""
    said = Content(title=kind.name, number=number, holder=holder, personal_id=personal_id)
    return Paper(kind=kind.key, content=said, agency_id=agency_id, issued_on=issued_on)


def _paper(
    line: tables.TableLine, places: dict[int, int], kinds: dict[str, VaultKind], agency_id: int
) -> Paper:
    if line.refusal is not None:
        raise line.refusal

    def cell(number: int) -> str:
        at = places.get(number)
        return str(line.cells[at]).strip() if at is not None and at < len(line.cells) else ""

    kind = kinds.get(text.fold(cell(0)))
    issued_on = day(cell(4))
    if kind is None:
        raise SheetLineWrong(line=line.number, why=message("loại giấy tờ không có trong danh mục"))
    if not cell(1):
        raise SheetLineWrong(line=line.number, why=message("thiếu số ký hiệu"))
    if cell(4) and issued_on is None:
        raise SheetLineWrong(line=line.number, why=message("ngày cấp không đúng"))
    return paper(
        kind,
        number=cell(1),
        holder=cell(2),
        personal_id=cell(3),
        issued_on=issued_on,
        agency_id=agency_id,
    )
