"""An issued result is corrected or revoked, and whoever holds it can learn so."""

import io
import subprocess

import docx
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from motcua.documents import queries as documents
from motcua.documents.models import PaperEnd
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, papers, queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import GROUNDS, Cast, follow_up
from tests.integration.people import RESULT

CORRECTED = {**RESULT, "so_dang_ky": "113/1995"}


@pytest.fixture
def cast(paid, an, officer):
    made = Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER, name="Phan Thị Lãnh Đạo"),
    ).reach(Status.RETURNED)
    papers.issue(made.now, PaperKind.RESULT, at=NOW)
    return made


def write(cast, answers=CORRECTED, by=None):
    actions.write_correction(
        dossier_id=cast.dossier.id, viewer=by or cast.specialist, answers=answers, at=NOW
    )


def correct(cast, **changes):
    said = {**GROUNDS, **changes}
    return actions.correct(dossier_id=cast.dossier.id, viewer=cast.leader, **said, at=NOW)


def results(cast):
    issued = documents.papers_of(f"dossier:{cast.dossier.id}")
    return sorted(
        (one for one in issued if one.kind == PaperKind.RESULT), key=lambda one: one.occasion
    )


def text_of(paper):
    pdf = documents.content(paper.file)
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def head_of_word(cast, paper):
    content, _ = actions.word_copy(dossier=cast.now, paper_id=paper.id)
    return docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


def verified(paper):
    page = reverse("portal:verify") + f"?ma={paper.verification_code}"
    return " ".join(Client().get(page).content.decode().split())


def test_a_correction_takes_the_place_of_the_result(cast):
    (old,) = results(cast)
    write(cast)
    assert documents.verified_code(old.verification_code).end is None
    assert queries.result_of(cast.now) == RESULT

    correct(cast)
    follow_up(cast, "correct")

    first, new = results(cast)
    assert first == old
    assert new.number == old.number + 1
    said = text_of(new)
    assert "113/1995" in said
    assert f"Thay thế văn bản số {old.number}/{old.year}" in said
    assert cast.status is Status.RETURNED
    end = documents.verified_code(old.verification_code).end
    assert (end.is_replaced, end.by_paper, end.reason) == (True, new, GROUNDS["reason"])
    assert documents.verified_code(new.verification_code).end is None
    page = verified(old)
    assert f"Được thay thế bởi văn bản số {new.number}, năm {new.year}" in page
    assert GROUNDS["legal_basis"] in page
    assert "Giấy tờ thật, còn nguyên vẹn" in verified(new)
    assert [one.number for one in queries.result_drafts(cast.now)] == [1, 2]


def test_a_word_copy_of_a_result_that_was_replaced_says_so_at_its_head(cast):
    write(cast)
    correct(cast)
    follow_up(cast, "correct")
    old, new = (head_of_word(cast, one) for one in results(cast))
    assert "đã được thay thế bằng văn bản khác" in old
    assert "thay thế" not in new


def test_a_revoked_result_says_so_at_once_and_by_which_decision_once_it_is_there(cast):
    (old,) = results(cast)

    actions.revoke(dossier_id=cast.dossier.id, viewer=cast.leader, **GROUNDS, at=NOW)

    assert "Đã bị thu hồi, không còn hiệu lực" in verified(old)
    follow_up(cast, "revoke")
    decision = documents.paper_of(f"dossier:{cast.dossier.id}", PaperKind.REVOCATION)
    assert f"theo Quyết định số {decision.number}, năm {decision.year}" in verified(old)
    said = text_of(decision)
    assert f"Thu hồi văn bản số {old.number}/{old.year}" in said
    assert GROUNDS["reason"] in said
    assert documents.verified_code(decision.verification_code).is_genuine
    assert (cast.status, cast.now.result_state) == (Status.RETURNED, "revoked")
    for redo in ("revoke", "correct"):
        with pytest.raises(errors.NoStandingResult):
            cast.do(redo)


def test_two_persons_correct_a_result_for_a_reason_by_law(cast, officer):
    with pytest.raises(errors.NothingToCorrect):
        correct(cast)
    with pytest.raises(errors.NothingToCorrect):
        write(cast, RESULT)
    with pytest.raises(errors.NotYourPost):
        write(cast, by=cast.clerk)
    write(cast)
    for missing in ({"reason": " "}, {"legal_basis": ""}):
        with pytest.raises(errors.BasisMissing):
            correct(cast, **missing)
    assert not PaperEnd.objects.exists()


def test_of_two_corrections_each_paper_says_its_own(cast):
    write(cast)
    correct(cast)
    first = cast.now.version
    follow_up(cast, "correct")
    write(cast, {**RESULT, "so_dang_ky": "114/1995"})
    correct(cast)
    follow_up(cast, "correct")

    _, second, third = results(cast)
    assert second.occasion == first
    assert ("113/1995" in text_of(second), "114/1995" in text_of(third)) == (True, True)
    assert documents.end_of(second).by_paper == third


def test_how_a_paper_ended_is_never_changed(cast):
    cast.do("revoke")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PaperEnd.objects.update(reason="")


def test_the_nation_learns_what_the_result_is_worth(cast):
    from motcua.agencies import queries as agencies
    from motcua.dossiers import snapshots

    def state():
        return snapshots.snapshot(
            cast.now,
            event_id="1",
            contact={"personal_id": "", "phone": "", "email": ""},
            shift=agencies.legal_shift(),
            names={},
        )["TrangThaiKetQua"]

    assert state() == "1"
    cast.do("correct")
    assert state() == "2"
    follow_up(cast, "correct")
    cast.do("revoke")
    assert state() == "3"
