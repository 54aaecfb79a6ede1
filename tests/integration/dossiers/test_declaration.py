"""What an applicant declared, on paper: by the template of its form, or by the general one."""

import subprocess

import pytest

from motcua.documents import queries as documents
from motcua.documents.models import OfficialPaper
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, queries
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


def test_a_form_without_a_template_of_its_own_is_printed_question_by_question(
    submitted, monkeypatch
):
    monkeypatch.setattr(documents, "has_template", lambda _name: False)

    said = printed(submitted)

    assert "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH" in said
    assert "I. Người yêu cầu" in said
    assert "Thư điện tử (nếu có): an@vidu.example" in said
    assert "Mục đích sử dụng (không bắt buộc): (không khai)" in said


@pytest.mark.parametrize("name", ["", "to-khai-khong-co", "../data/to-khai", "to-khai.typ"])
def test_only_what_is_there_is_a_template(name):
    assert documents.has_template("to-khai")
    assert not documents.has_template(name)


def test_it_is_made_once_whoever_asks(submitted):
    printed(submitted)
    printed(submitted)

    assert OfficialPaper.objects.filter(kind=PaperKind.DECLARATION).count() == 1
