"""From draft to dossier: the code first, once, complete, and nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.audit import queries as audit
from motcua.dossiers import actions, errors, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.payments import queries as payments
from tests.integration.delivery import NOW
from tests.integration.people import ANSWERS, JPEG, person

TODAY = date(2021, 10, 20)


def test_a_draft_begins_with_what_the_identity_tells(an, offer):
    draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
    known = queries.answers_of(draft)

    assert known["ho_ten"] == "Nguyễn Thị An"
    assert known["so_dinh_danh"] == "049195000011"
    assert known["ngay_sinh"] == "1995-10-18"
    assert b"049195000011" not in bytes(draft.answers)


def test_a_submitted_dossier_has_a_code_a_status_a_charge_and_jobs(submitted):
    dossier = queries.dossier(submitted.id)
    charge = payments.charge_of(f"dossier:{dossier.id}")

    assert dossier.code == "H47.40.2-211020-0001"
    assert (dossier.status, dossier.version) == ("1", 1)
    assert charge.amount == dossier.fee_amount == 16_000
    assert charge.expires_at == NOW + timedelta(hours=24)
    assert queries.answers_of(dossier)["so_ban_sao"] == 2
    assert [a.field for a in queries.attachments_of(dossier)] == ["giay_to"]
    assert ProcrastinateJob.objects.filter(task_name="motcua.dossiers.jobs.follow_up").count() == 1


def test_the_event_is_the_audit_row_and_holds_nothing_personal(submitted):
    (event,) = queries.events(submitted.id)

    assert event.kind == "dossiers.submitted.v1"
    assert "049195000011" not in str(event.payload)
    assert "Nguyễn" not in str(event.payload)


def test_submitting_twice_gives_the_same_dossier(an, draft_of):
    draft = draft_of(an)
    first = actions.submit(draft_id=draft.id, owner=an, at=NOW)
    again = actions.submit(draft_id=draft.id, owner=an, at=NOW)

    assert first.id == again.id
    assert Dossier.objects.count() == 1
    assert audit.events_of(f"dossier:{first.id}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_gives_one_dossier_and_one_charge(an, draft_of):
    draft = draft_of(an)

    def click(_):
        try:
            return actions.submit(draft_id=draft.id, owner=an, at=NOW).id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(click, range(4)))

    assert len(made) == 1
    assert Dossier.objects.count() == 1
    assert len(payments.charges_of([f"dossier:{made.pop()}"])) == 1


def test_codes_count_per_agency_and_day(an, draft_of):
    codes = [actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW).code for _ in range(3)]
    later = actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW + timedelta(days=1)).code

    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]
    assert later == "H47.40.2-211021-0001"


def test_an_incomplete_draft_is_refused_with_all_its_problems_and_no_code(an, draft_of):
    draft = draft_of(an, loai_viec=None, so_ban_sao=99, cam_doan=None)

    with pytest.raises(errors.DraftIncomplete) as refusal:
        actions.submit(draft_id=draft.id, owner=an, at=NOW)

    found = {problem.key for problem in refusal.value.params["problems"]}
    assert found == {"loai_viec", "so_ban_sao", "cam_doan"}
    assert Dossier.objects.count() == 0


def test_what_was_typed_wrongly_keeps_the_draft_from_being_submitted(an, draft_of):
    draft = draft_of(an)
    answers = queries.answers_of(queries.draft(draft.id, owner=an))
    typed = Filled(answers=answers, typed={"dien_thoai": "12"})
    actions.save_answers(draft_id=draft.id, owner=an, filled=typed, at=NOW)

    with pytest.raises(errors.DraftIncomplete) as refusal:
        actions.submit(draft_id=draft.id, owner=an, at=NOW)
    assert [problem.key for problem in refusal.value.params["problems"]] == ["dien_thoai"]


def test_hidden_answers_are_not_submitted(an, draft_of):
    draft = draft_of(an, quan_he_cu_the="Con")

    dossier = actions.submit(draft_id=draft.id, owner=an, at=NOW)

    assert "quan_he_cu_the" not in queries.answers_of(dossier)


def test_nobody_else_sees_saves_or_submits_a_draft(an, draft_of):
    draft = draft_of(an)
    other = person(name="Trần Văn Bình", subject="s-2", personal_id="049190000022")

    for use in (
        lambda: queries.draft(draft.id, owner=other),
        lambda: actions.submit(draft_id=draft.id, owner=other, at=NOW),
        lambda: actions.save_answers(
            draft_id=draft.id, owner=other, filled=Filled(answers={}), at=NOW
        ),
        lambda: actions.detach_file(draft_id=draft.id, owner=other, field="giay_to", at=NOW),
        lambda: actions.discard_draft(draft_id=draft.id, owner=other, at=NOW),
    ):
        with pytest.raises(errors.UnknownDraft):
            use()


def test_a_submitted_draft_is_closed(an, submitted):
    draft = submitted.draft

    with pytest.raises(errors.AlreadySubmitted, match="H47"):
        actions.save_answers(draft_id=draft.id, owner=an, filled=Filled(answers={}), at=NOW)


def test_a_second_file_for_a_field_replaces_the_first(an, draft_of, offer):
    draft = draft_of(an)
    form = eforms.form(offer.version.form_version)
    field = next(one for one in queries.file_fields(form) if one.key == "giay_to")
    actions.attach_file(
        draft_id=draft.id, owner=an, field=field, name="khác.jpg", content=JPEG, at=NOW
    )

    (kept,) = queries.attachments_of(queries.draft(draft.id, owner=an))
    assert kept.name == "khác.jpg"
    actions.detach_file(draft_id=draft.id, owner=an, field="giay_to", at=NOW)
    draft = queries.draft(draft.id, owner=an)
    assert queries.attachments_of(draft) == []
    assert "giay_to" not in queries.answers_of(draft)


def test_an_unpaid_dossier_expires_and_can_be_begun_again_from_its_answers(an, submitted, offer):
    from motcua.kernel.actors import Actor

    system = Actor.system("test")
    assert actions.expire(dossier_id=submitted.id, by=system, at=NOW)
    assert not actions.expire(dossier_id=submitted.id, by=system, at=NOW)
    expired = queries.dossier(submitted.id)
    assert (expired.status, expired.reason_code) == ("3", "fee_not_paid")

    draft = actions.begin_again(dossier=expired, offer=offer, owner=an, at=NOW)
    answers = queries.answers_of(draft)
    assert {key: answers[key] for key in ANSWERS} == ANSWERS
    assert "giay_to" not in answers


def test_submitting_takes_no_more_statements_than_planned(
    an, draft_of, django_assert_max_num_queries
):
    draft = draft_of(an)
    with django_assert_max_num_queries(17):
        actions.submit(draft_id=draft.id, owner=an, at=NOW)


def test_with_online_payment_off_nothing_is_charged_and_the_clerk_may_receive(an, offered, officer):
    from motcua.catalogue import actions as catalogue
    from motcua.catalogue import queries as procedures
    from motcua.identity.types import Role
    from tests.integration.delivery import AN_MY, PROCEDURE, SEED

    content = procedures.current_version(PROCEDURE).content.model_dump(mode="json")
    catalogue.publish_version(
        content={**content, "online_payment": False}, valid_from=TODAY, by=SEED, at=NOW
    )
    draft = actions.begin_draft(
        offer=procedures.offer(PROCEDURE, AN_MY, on=TODAY), owner=an, at=NOW
    )
    form = eforms.form(draft.procedure_version.form_version_id)
    answers = {**queries.answers_of(draft), **ANSWERS}
    actions.save_answers(draft_id=draft.id, owner=an, filled=Filled(answers=answers), at=NOW)
    field = next(one for one in queries.file_fields(form) if one.key == "giay_to")
    actions.attach_file(
        draft_id=draft.id, owner=an, field=field, name="cccd.jpg", content=JPEG, at=NOW
    )
    dossier = actions.submit(draft_id=draft.id, owner=an, at=NOW)
    clerk = officer(Role.CLERK)

    assert payments.charge_of(f"dossier:{dossier.id}") is None
    assert dossier.fee_amount == 16_000
    assert queries.to_be_received(clerk, at=NOW).rows == [dossier]
    assert actions.accept(dossier_id=dossier.id, viewer=clerk, at=NOW).status == "2"


@pytest.mark.parametrize("ends", ["service", "agency"])
def test_what_an_agency_takes_no_longer_is_refused_and_the_draft_stays(an, draft_of, offer, ends):
    from motcua.catalogue.errors import ServiceEnded
    from motcua.catalogue.models import Service

    draft = draft_of(an)
    ended = Service.objects.select_related("agency").get(id=offer.service)
    ended = ended if ends == "service" else ended.agency
    ended.valid_until = TODAY
    ended.save()

    with pytest.raises(ServiceEnded, match=r"không tiếp nhận thủ tục này.*vẫn còn"):
        actions.submit(draft_id=draft.id, owner=an, at=NOW)
    assert Dossier.objects.count() == 0
    assert queries.answers_of(queries.draft(draft.id, owner=an))["so_ban_sao"] == 2
