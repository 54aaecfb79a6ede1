"""What an applicant declared, on paper: by the template of its form, or by the general one."""

import subprocess

import pytest

from motcua.documents import queries as documents
from motcua.documents.models import OfficialPaper
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, queries
from motcua.eforms import queries as eforms
from motcua.eforms.queries import Declaration
from tests.integration.delivery import NOW


def printed(dossier):
    actions.print_declaration(dossier=queries.dossier(dossier.id), at=NOW)
    paper = documents.paper_of(f"dossier:{dossier.id}", PaperKind.DECLARATION)
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=documents.content(paper.file),
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def test_the_extract_is_asked_for_on_its_own_form(submitted):
    said = printed(submitted)

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
        "Thông tư 04/2020/TT-BTP",
        "Đề nghị cơ quan cấp bản sao trích lục Khai sinh",
        "Nguyễn Thị An",
        "049195000011",
        "Số lượng bản sao đề nghị cấp: 2",
        submitted.code,
        "Mã kiểm tra",
        "Tôi cam đoan",
    ):
        assert words in said


@pytest.mark.parametrize("template", ["", "no-such", "../../../etc/passwd", "receipt"])
def test_a_template_that_is_none_of_a_declaration_gives_the_general_one(
    submitted, monkeypatch, template
):
    said = Declaration(title="Đơn đề nghị", number="", template=template)
    monkeypatch.setattr(eforms, "declaration", lambda _version: said)

    text = printed(submitted)

    assert "ĐƠN ĐỀ NGHỊ" in text
    assert "I. Người yêu cầu" in text
    assert "Thư điện tử (nếu có): an@vidu.example" in text
    assert "Mục đích sử dụng (không bắt buộc): (không khai)" in text


def test_it_is_made_once_whoever_asks(submitted):
    printed(submitted)
    printed(submitted)

    assert OfficialPaper.objects.filter(kind=PaperKind.DECLARATION).count() == 1
