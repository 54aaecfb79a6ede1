"""Procedures to a file and back: the same bytes, or every bad row named and nothing stored."""

import io
import json
from datetime import date

import openpyxl
import pytest

from motcua.catalogue import actions, errors, files, queries
from motcua.catalogue.models import ProcedureDraft, ProcedureVersion
from motcua.sheets import errors as sheets
from tests.integration.delivery import NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)


def take(content, *, valid_from=TODAY, name="thu-tuc.xlsx"):
    return actions.import_procedures(
        content=content, file_name=name, valid_from=valid_from, by=SEED, at=NOW
    )


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_exported_imported_and_exported_again_is_the_same_file(offered, kind):
    first = queries.exported(kind)
    assert take(first) >= 1
    assert queries.exported(kind) == first
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 1


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_a_change_in_a_file_is_published(offered, kind):
    content = queries.current_version(PROCEDURE, on=TODAY).content
    renamed = content.model_copy(update={"name": "Tên mới"})
    write = files.as_json if kind == "json" else files.as_xlsx
    take(write([renamed]))
    assert queries.current_version(PROCEDURE, on=TODAY).content == renamed


def test_without_a_day_a_file_makes_drafts(offered):
    take(queries.exported("json", codes=[PROCEDURE]), valid_from=None)
    assert [draft.code for draft in ProcedureDraft.objects.all()] == [PROCEDURE]


def edited(change):
    book = openpyxl.load_workbook(io.BytesIO(queries.exported("xlsx", codes=[PROCEDURE])))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def line_of(sheet, part, name):
    return next(
        cells[0].row
        for cells in sheet.iter_rows(min_row=2)
        if (cells[1].value or "", cells[3].value) == (part, name)
    )


def test_every_bad_row_is_named_by_its_line_and_nothing_is_stored(offered):
    lines = {}

    def spoil(sheet):
        lines["amount"] = line_of(sheet, "Phí, lệ phí", "Mức thu (đồng)")
        sheet.cell(lines["amount"], 5).value = "tám nghìn"
        lines["online"] = line_of(sheet, "Thành phần hồ sơ", "Khi nộp trực tuyến")
        sheet.cell(lines["online"], 5).value = "fax"
        lines["field"] = line_of(sheet, "", "Tóm tắt")
        sheet.cell(lines["field"], 4).value = "Tóm lược"
        lines["code"] = line_of(sheet, "", "Lĩnh vực")
        sheet.cell(lines["code"], 1).value = "hai"

    with pytest.raises(errors.ImportRefused) as refused:
        take(edited(spoil))
    told = {problem.line: problem.reason.code for problem in refused.value.params["problems"]}
    assert told[lines["amount"]] == "catalogue.not_a_number"
    assert told[lines["online"]] == "catalogue.not_a_choice"
    assert told[lines["field"]] == "catalogue.unknown_field"
    assert told[lines["code"]] == "kernel.not_a_procedure_code"
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 1


def test_merged_and_calculated_cells_are_told(offered):
    def merge(sheet):
        sheet.merge_cells("A3:B3")
        sheet["E5"] = "=1+1"

    with pytest.raises(errors.ImportRefused) as refused:
        take(edited(merge))
    assert {problem.line for problem in refused.value.params["problems"]} >= {3, 5}


def test_files_that_cannot_be_taken_at_all_are_told(offered):
    with pytest.raises(sheets.FileHasMacros):
        take(b"PK\x03\x04", name="a.xlsm")
    with pytest.raises(sheets.FileTooLarge):
        take(b"PK\x03\x04" + bytes(21 * 1024 * 1024))
    with pytest.raises(errors.FileNotUnderstood):
        take(b'{"procedures": 5}', name="a.json")
    with pytest.raises(errors.SheetColumnsMissing):
        take("Mã thủ tục,Trường\n1.000001,x\n".encode(), name="a.csv")


def test_a_bad_record_of_json_is_named_and_nothing_is_stored(offered):
    said = json.loads(queries.exported("json", codes=[PROCEDURE]))["procedures"][0]
    records = [said, {**said, "code": "9.900001", "limit": {"amount": 0}}, {"code": "x"}]
    with pytest.raises(errors.ImportRefused) as refused:
        take(json.dumps({"procedures": records}).encode(), name="a.json")
    places = " ".join(problem.place for problem in refused.value.params["problems"])
    assert "procedures[2] 9.900001: limit.amount" in places
    assert "procedures[3] x" in places
