"""Papers that go with the work: slips, proposals, receipts; each as PDF and as Word."""

import io
import subprocess
from datetime import timedelta
from uuid import uuid4

import docx
import pytest
from docx.oxml.ns import qn

from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, papers, queries
from motcua.dossiers.delivery import Taker
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.payments import queries as payments
from motcua.payments import types as payments_types
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast, follow_up


@pytest.fixture
def cast(paid, an, officer):
    return Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK, name="Nguyễn Thị Tiếp Nhận"),
        specialist=officer(Role.SPECIALIST, name="Lê Văn Thụ Lý"),
        leader=officer(Role.LEADER, name="Phan Thị Lãnh Đạo"),
    )


def printed(pdf):
    command = ["pdftotext", "-layout", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def worded(content):
    """Return every word of a DOCX, tables and heads of pages too."""
    document = docx.Document(io.BytesIO(content))
    parts = [document.element.body, document.sections[0].header._element]
    said = ["".join(each.text or "" for each in part.iter(qn("w:t"))) for part in parts]
    return " ".join(" ".join(said).split())


def squeezed(text):
    return "".join(text.split()).replace("\u200b", "")


def paper(cast, kind):
    (found,) = [
        one for one in documents.papers_of(f"dossier:{cast.dossier.id}") if one.kind == kind
    ]
    return found


def kinds(cast):
    return [one.kind for one in documents.papers_of(f"dossier:{cast.dossier.id}")]


def test_the_slip_of_control_is_final_when_the_result_is_given_out(cast):
    cast.reach(Status.PROCESSING)
    assert not queries.slip_of(cast.now).is_final
    cast.do("finish", NOW + timedelta(hours=1))
    cast.do("return", NOW + timedelta(hours=2))
    follow_up(cast, "return")

    slip = queries.slip_of(cast.now)
    assert slip.is_final
    assert [(one.giver.split(": ")[-1], one.receiver.split(": ")[-1]) for one in slip.handings] == [
        ("Nguyễn Thị Tiếp Nhận", "Lê Văn Thụ Lý"),
        ("Lê Văn Thụ Lý", "Phan Thị Lãnh Đạo"),
        ("Phan Thị Lãnh Đạo", "Hệ thống"),
        ("Hệ thống", "Nguyễn Thị Tiếp Nhận"),
        ("Nguyễn Thị Tiếp Nhận", "Người nộp hồ sơ"),
    ]
    text = printed(documents.content(paper(cast, PaperKind.PROCESS_SLIP).file))
    assert "Mẫu số 05 (Thông tư 01/2018/TT-VPCP)" in text
    assert "Lê Văn Thụ Lý" in text


def test_a_dossier_that_was_never_received_has_no_slip(cast):
    cast.do("withdraw")
    follow_up(cast, "withdraw")
    assert PaperKind.PROCESS_SLIP not in kinds(cast)
    assert queries.slip_of(cast.now) is None


def test_a_slip_says_when_the_clock_stood(cast):
    cast.reach(Status.SUPPLEMENT)
    (pause,) = queries.slip_of(cast.now).pauses
    assert pause.ended_at is None


def test_a_receipt_for_the_result_is_made_at_the_counter_alone(cast):
    Dossier.objects.filter(id=cast.dossier.id).update(result_channel="counter")
    cast.reach(Status.FINISHED)
    actions.give_result(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW)
    follow_up(cast, "return")
    text = printed(documents.content(paper(cast, PaperKind.RESULT_NOTE).file))
    assert "NGƯỜI NHẬN KẾT QUẢ" in text
    assert "Nguyễn Thị Tiếp Nhận" in text


def test_the_receipt_of_a_result_names_whoever_took_it_and_by_what_authority(cast):
    Dossier.objects.filter(id=cast.dossier.id).update(result_channel="counter")
    cast.reach(Status.FINISHED)
    taker = {"taker": Taker.AUTHORISED, "name": "Trần Văn B", "authority": "Số 12/UQ"}
    actions.give_result(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW, **taker)
    follow_up(cast, "return")
    text = printed(documents.content(paper(cast, PaperKind.RESULT_NOTE).file))
    assert "Người nhận kết quả: Trần Văn B, nhận thay theo ủy quyền" in text
    assert "Văn bản ủy quyền: Số 12/UQ" in text
    assert "Người ủy quyền, chủ hồ sơ: Nguyễn Thị An" in text


def test_a_result_that_goes_out_online_needs_no_receipt(cast):
    cast.reach(Status.RETURNED)
    follow_up(cast, "return")
    assert PaperKind.RESULT_NOTE not in kinds(cast)


def test_a_specialist_proposes_and_the_paper_keeps_what_she_had_drafted(cast):
    from tests.integration.people import RESULT

    cast.reach(Status.PROCESSING)
    actions.enter_result(dossier_id=cast.dossier.id, viewer=cast.specialist, answers=RESULT, at=NOW)
    actions.propose(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        words="Hồ sơ đủ điều kiện.\nĐề nghị cấp bản sao.",
        at=NOW,
    )
    actions.enter_result(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        answers={**RESULT, "so_dang_ky": "999/1995"},
        at=NOW,
    )
    for _ in range(2):
        follow_up(cast, "proposed")
    text = printed(documents.content(paper(cast, PaperKind.SUBMISSION_NOTE).file))
    assert "Đề nghị cấp bản sao." in text
    assert "112/1995" in text
    assert "999/1995" not in text


@pytest.mark.parametrize(("who", "words"), [("leader", "Được"), ("specialist", "  ")])
def test_nobody_else_proposes_and_nothing_empty(cast, who, words):
    cast.reach(Status.PROCESSING)
    with pytest.raises((errors.NotYourPost, errors.NothingWritten)):
        actions.propose(dossier_id=cast.dossier.id, viewer=getattr(cast, who), words=words, at=NOW)


def test_a_paid_fee_has_its_receipt_with_the_amount_in_words(cast, monkeypatch):
    monkeypatch.setattr(payments, "receipt_of", lambda _charge: RECEIPT)
    for _ in range(2):
        follow_up(cast, "fee_paid")
    issued = paper(cast, PaperKind.FEE_RECEIPT)
    text = printed(documents.content(issued.file))
    assert "Số: 0000042" in text
    assert "ký hiệu mẫu, chưa đăng ký với cơ quan thuế" in text
    assert "Mười sáu nghìn đồng" in text
    assert issued.is_signed
    assert documents.verified_file(documents.content(issued.file)).is_genuine


def test_a_fee_that_payments_gave_no_receipt_for_has_none_here(cast):
    follow_up(cast, "fee_paid")
    assert PaperKind.FEE_RECEIPT not in kinds(cast)


@pytest.mark.parametrize(
    "kind",
    [
        PaperKind.ACKNOWLEDGEMENT,
        PaperKind.RECEIPT,
        PaperKind.SUPPLEMENT_REQUEST,
        PaperKind.EXTENSION,
        PaperKind.APOLOGY,
        PaperKind.RESULT,
        PaperKind.PROCESS_SLIP,
        PaperKind.RESULT_NOTE,
        PaperKind.DECLARATION,
    ],
)
def test_a_word_copy_says_every_word_of_the_paper(cast, kind):
    Dossier.objects.filter(id=cast.dossier.id).update(result_channel="counter")
    version = _made(cast, kind)
    papers.issue(cast.now, kind, at=NOW, version=version)
    issued = paper(cast, kind)

    content, name = actions.word_copy(dossier=cast.now, paper_id=issued.id)
    text = squeezed(worded(content))
    assert name.endswith(".docx")
    assert "khôngcóchữkýsố" in text
    missing = [
        word
        for word in printed(documents.content(issued.file)).split()
        if squeezed(word).strip("_") not in text and not word.startswith(("•", "–"))
    ]
    # A declaration counts its pages at their foot.
    pages = ["Hồ", "sơ", f"{cast.dossier.code},", "trang", "1/1"]
    assert [word for word in missing if word not in pages] == []


def test_the_same_paper_is_the_same_word_file(cast):
    cast.reach(Status.ACCEPTED)
    papers.issue(cast.now, PaperKind.RECEIPT, at=NOW)
    issued = paper(cast, PaperKind.RECEIPT)
    once, again = (actions.word_copy(dossier=cast.now, paper_id=issued.id)[0] for _ in range(2))
    assert once == again


def test_a_paper_of_another_dossier_gives_no_word_copy(cast):
    with pytest.raises(errors.UnknownDossier):
        actions.word_copy(dossier=cast.now, paper_id=uuid4())


def test_what_was_received_is_handed_over_once_on_a_numbered_slip(cast):
    cast.reach(Status.ACCEPTED)
    (waiting,) = queries.to_be_handed_over(cast.clerk, at=NOW)
    slip_id = uuid4()
    for _ in range(2):
        slip = actions.hand_over(
            slip_id=slip_id,
            dossier_ids=[waiting.id, uuid4()],
            viewer=cast.clerk,
            to=cast.specialist.actor,
            at=NOW,
        )
    assert queries.to_be_handed_over(cast.clerk, at=NOW) == []
    with pytest.raises(errors.NothingChosen):
        actions.hand_over(
            slip_id=uuid4(), dossier_ids=[waiting.id], viewer=cast.clerk, to=None, at=NOW
        )
    for _ in range(2):
        actions.print_hand_over(slip=slip, at=NOW)
    issued = documents.paper_of(f"hand-over:{slip.id}", PaperKind.HANDOVER)
    text = printed(documents.content(issued.file))
    assert squeezed(waiting.code) in squeezed(text)
    assert "Lê Văn Thụ Lý" in text
    content, _ = actions.word_of_hand_over(slip=slip)
    assert squeezed(waiting.code) in squeezed(worded(content))
    told = [one.kind for one in queries.events(cast.dossier.id)]
    assert told.count("dossiers.handed_over.v1") == 1


def test_a_clerk_of_another_agency_hands_nothing_over(cast, officer):
    cast.reach(Status.ACCEPTED)
    far = officer(Role.CLERK, agency="H47.40.1")
    with pytest.raises(errors.NothingChosen):
        actions.hand_over(
            slip_id=uuid4(), dossier_ids=[cast.dossier.id], viewer=far, to=None, at=NOW
        )


def _made(cast, kind):
    """Bring a dossier to where it has a paper; return the version that the paper is known by."""
    if kind is PaperKind.SUPPLEMENT_REQUEST:
        cast.reach(Status.SUPPLEMENT)
        return queries.supplements_of(cast.dossier.id)[0].version
    if kind in {PaperKind.EXTENSION, PaperKind.APOLOGY}:
        cast.reach(Status.PROCESSING)
        cast.do("extend" if kind is PaperKind.EXTENSION else "reappoint")
    elif kind not in {PaperKind.ACKNOWLEDGEMENT, PaperKind.DECLARATION}:
        cast.reach(Status.FINISHED)
        actions.give_result(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW)
    return 0


RECEIPT = payments_types.Receipt(
    number=42,
    year=2021,
    payee_agency_code="H47.40.2",
    amount=16_000,
    lines=(
        payments_types.ChargeLine(
            name="Lệ phí cấp bản sao", code="LP", quantity=2, unit_amount=8_000
        ),
    ),
    method="online",
    transaction="14000001",
    paid_at=NOW,
    issued_at=NOW,
)
