"""Another agency is asked about a dossier: in so many words, or by a step of the process."""

from datetime import timedelta

import pytest

from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, jobs, queries
from motcua.dossiers.cooperation import Position
from motcua.dossiers.models import Consultation
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.payments import actions as payments
from motcua.payments import queries as charges
from tests.integration.delivery import NOW
from tests.integration.families import CITY, DECIDED, TAX, land, newborn

__all__ = ["land", "newborn"]
DAY = timedelta(days=1)
NOTICE = {"amount": 125_000_000, "notice_number": "45/TB-CCT"}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW)


@pytest.fixture
def asked(land):
    """The land dossier when the tax office is asked what is due."""
    land.accept()
    land.appraise(land.whole)
    return land


def tax_of(family):
    return queries.consultations_of(family.whole.id)[-1]


def answer(family, **said):
    question = tax_of(family)
    return actions.answer_consultation(
        item_id=question.item_id,
        viewer=family.by(Role.SPECIALIST, TAX),
        at=NOW,
        **{"position": Position.INFORMS, "words": "Đã tính theo bảng giá đất", **said},
    )


def consult(family, **said):
    tax = next(one for one in queries.consultable(family.now, at=NOW) if one.code == TAX)
    return actions.consult(
        dossier_id=family.whole.id,
        viewer=family.by(Role.SPECIALIST, CITY),
        at=NOW,
        **{
            "agency_id": tax.id,
            "question": "Thửa đất này còn nợ thuế không?",
            "papers": [],
            "with_answers": False,
            "hours": 16,
            **said,
        },
    )


def test_a_step_of_another_agency_is_a_question_to_it(asked):
    question = tax_of(asked)
    assert question.item.agency.code == TAX
    assert question.question.startswith("Căn cứ thông tin địa chính")
    assert question.with_answers
    assert len(queries.papers_shown(question)) == len(queries.attachments_of(asked.whole))
    officer = asked.by(Role.SPECIALIST, TAX)
    assert list(queries.consultations_for(officer)) == [question]
    assert not queries.open_tasks(officer, at=NOW).rows
    with pytest.raises(errors.AnsweredElsewhere):
        actions.do_task(item_id=question.item_id, viewer=officer, outcome="xong", at=NOW)


def test_land_goes_through_the_tax_loop(asked):
    promised = asked.now.promised_at
    answer(asked, **NOTICE)

    assert asked.now.status == Status.OBLIGATION
    pause = queries.running_pause(asked.whole.id)
    assert (pause.amount, pause.notice_number) == (125_000_000, "45/TB-CCT")
    with pytest.raises(errors.ClockStands):
        asked.approve(asked.whole)
    charge = charges.charge_of(queries.subject_of_obligation(pause.id))
    assert (charge.amount, charge.status) == (125_000_000, "due")

    jobs.timezone.now = lambda: NOW + DAY
    jobs.fee_was_paid(charge=str(charge.id), subject=charge.subject)
    jobs.fee_was_paid(charge=str(charge.id), subject=charge.subject)

    assert asked.now.status == Status.PROCESSING
    assert asked.now.promised_at == promised + DAY
    asked.at = NOW + DAY
    asked.approve(asked.whole)
    asked.heard(asked.whole)
    assert asked.now.status == Status.FINISHED
    assert documents.paper_of(f"dossier:{asked.whole.id}", PaperKind.RESULT).is_signed
    notice = documents.paper_of(f"dossier:{asked.whole.id}", PaperKind.OBLIGATION_NOTICE)
    assert notice is not None


def test_what_is_paid_elsewhere_is_not_asked_for_online_any_more(asked):
    answer(asked, **NOTICE)
    pause = queries.running_pause(asked.whole.id)
    actions.obligation_met(
        dossier_id=asked.whole.id, viewer=asked.by(Role.SPECIALIST, CITY), at=NOW
    )
    charge = charges.charge_of(queries.subject_of_obligation(pause.id))
    assert charge.status == "cancelled"
    assert not actions.obligation_paid(pause_id=pause.id, by=jobs.PAYMENTS, at=NOW), (
        "money that comes late changes nothing here"
    )


def test_a_due_that_is_not_paid_online_in_time_stays_due(asked):
    answer(asked, **NOTICE)
    pause = queries.running_pause(asked.whole.id)
    payments.expire_due(at=NOW + 31 * DAY)
    subject = queries.subject_of_obligation(pause.id)
    jobs.fee_was_not_paid(charge=str(charges.charge_of(subject).id), subject=subject)
    assert asked.now.status == Status.OBLIGATION


def test_without_an_amount_the_dossier_goes_on_at_once(asked):
    answer(asked)
    assert asked.now.status == Status.PROCESSING
    assert asked.item(asked.whole).step == "approve"


def test_an_amount_has_a_notice_and_a_notice_an_amount(asked):
    for said in ({"amount": 5}, {"notice_number": "1/TB"}):
        with pytest.raises(errors.AmountMissing):
            answer(asked, **said)
    with pytest.raises(errors.ReasonMissing):
        answer(asked, words=" ")


def test_only_the_agency_that_is_asked_answers_and_once(asked):
    question = tax_of(asked)
    with pytest.raises(errors.NotYourPost):
        actions.answer_consultation(
            item_id=question.item_id,
            viewer=asked.by(Role.SPECIALIST, CITY),
            position=Position.AGREES,
            words="Đồng ý",
            at=NOW,
        )
    answer(asked)
    with pytest.raises(errors.SomebodyWasFaster):
        answer(asked)


def test_an_officer_asks_another_agency_and_the_clock_runs_on(land):
    land.accept()
    specialist = land.by(Role.SPECIALIST, CITY)
    actions.take_up(item_id=land.item(land.whole).id, viewer=specialist, at=NOW)
    first = queries.attachments_of(land.whole)[0]
    question = consult(land, papers=[first.id])

    assert land.now.status == Status.PROCESSING
    assert [one.id for one in queries.papers_shown(question)] == [first.id]
    # Sixteen hours of work from 9:30 on Wednesday: two days on.
    assert question.item.due_at == NOW + 2 * DAY
    actions.enter_result(dossier_id=land.whole.id, viewer=specialist, answers=DECIDED, at=NOW)
    answer(land)
    question = Consultation.objects.get(item=question.item_id)
    assert (question.position, question.answer) == ("informs", "Đã tính theo bảng giá đất")
    assert [one.kind for one in queries.events(land.whole.id)][-1] == (
        "dossiers.consultation_answered.v1"
    )


def test_nobody_asks_herself_or_about_what_nobody_works_on(land):
    land.accept()
    with pytest.raises(errors.NotConsultable):
        consult(land)
    actions.take_up(item_id=land.item(land.whole).id, viewer=land.by(Role.SPECIALIST, CITY), at=NOW)
    with pytest.raises(errors.NotConsultable):
        consult(land, agency_id=land.whole.agency_id)
    with pytest.raises(errors.ReasonMissing):
        consult(land, question="  ")


def test_a_question_ends_with_its_dossier(land):
    land.accept()
    specialist = land.by(Role.SPECIALIST, CITY)
    actions.take_up(item_id=land.item(land.whole).id, viewer=specialist, at=NOW)
    consult(land)
    actions.decline(
        dossier_id=land.whole.id,
        viewer=land.by(Role.LEADER, CITY),
        reason_code="quy-hoach",
        note="Ngoài kế hoạch",
        at=NOW,
    )
    assert not queries.consultations_for(land.by(Role.SPECIALIST, TAX)).exists()
