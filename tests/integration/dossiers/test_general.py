"""A procedure without form or process of its own goes all the way, from draft to signed result."""

import json
import subprocess
from datetime import date, timedelta
from importlib import resources

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.catalogue import general_form
from motcua.catalogue import queries as catalogue_queries
from motcua.catalogue.models import GeneralParts
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, papers, queries
from motcua.dossiers.types import Filled, Status
from motcua.eforms import actions as eform_actions
from motcua.eforms import queries as eforms
from motcua.eforms.models import FormVersion
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, NOW, SEED
from tests.integration.people import JPEG

BUSINESS = "2.000720"
TODAY = date(2021, 10, 20)
RECORD = json.loads(
    resources.files("motcua.catalogue").joinpath("data", f"{BUSINESS}.json").read_text("utf-8")
)
WANTED = {
    "nop_cho": "ban_than",
    "noi_dung_de_nghi": "Đổi địa điểm kinh doanh sang 15 Phan Bội Châu, phường An Mỹ.",
    "cam_doan": True,
}
DECIDED = {"ket_luan": "dong_y", "noi_dung": "Ghi nhận địa điểm kinh doanh mới."}


def printed(pdf):
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def published(**changes):
    catalogue.publish_version(content={**RECORD, **changes}, valid_from=TODAY, by=SEED, at=NOW)
    return catalogue_queries.current_version(BUSINESS, on=TODAY)


@pytest.fixture
def business(offered):
    """Changing the registration of a household business: a record, and nothing else."""
    published()
    agency = Agency.objects.valid_on(TODAY).get(code=AN_MY)
    catalogue.offer_service(procedure_code=BUSINESS, agency=agency, by=SEED, at=NOW)
    return lambda: catalogue_queries.offer(BUSINESS, AN_MY, on=TODAY)


@pytest.fixture
def draft(an, business):
    return actions.begin_draft(offer=business(), owner=an, at=NOW)


def filled_in(draft, owner):
    answers = {**queries.answers_of(draft), **WANTED}
    actions.save_answers(draft_id=draft.id, owner=owner, filled=Filled(answers=answers), at=NOW)
    field = queries.form_of_draft(draft).field("giay_to_thong_bao")
    actions.attach_file(
        draft_id=draft.id, owner=owner, field=field, name="a.jpg", content=JPEG, at=NOW
    )


@pytest.fixture
def submitted(an, draft):
    filled_in(draft, an)
    return actions.submit(draft_id=draft.id, owner=an, at=NOW)


def test_it_goes_from_draft_to_signed_result(submitted, officer):
    clerk, specialist, leader = (
        officer(role, name=role.value) for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)
    )
    actions.accept(dossier_id=submitted.id, viewer=clerk, at=NOW)
    (appraise,) = queries.tasks_of(submitted.id)
    with pytest.raises(errors.ResultIncomplete):
        actions.do_task(item_id=appraise.id, viewer=specialist, outcome="xong", at=NOW)
    actions.enter_result(dossier_id=submitted.id, viewer=specialist, answers=DECIDED, at=NOW)
    actions.do_task(item_id=appraise.id, viewer=specialist, outcome="xong", at=NOW)
    approve = queries.tasks_of(submitted.id)[-1]
    actions.do_task(item_id=approve.id, viewer=leader, outcome="duyet", at=NOW)
    papers.issue_due(queries.dossier(submitted.id), happened="approve", at=NOW)
    actions.do_system_task(dossier_id=submitted.id, step="sign", at=NOW)
    hand_over = queries.tasks_of(submitted.id)[-1]
    with pytest.raises(errors.TakerNotNoted):
        actions.do_task(item_id=hand_over.id, viewer=clerk, outcome="xong", at=NOW)
    actions.give_result(dossier_id=submitted.id, viewer=clerk, at=NOW)

    assert queries.dossier(submitted.id).status == Status.RETURNED
    result = documents.paper_of(f"dossier:{submitted.id}", PaperKind.RESULT)
    assert result.is_signed
    said = printed(documents.content(result.file))
    assert "THÔNG BÁO KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in said
    assert "Đồng ý giải quyết" in said
    assert DECIDED["noi_dung"] in said


def test_its_steps_share_the_time_that_was_promised(submitted, officer):
    accepted = actions.accept(dossier_id=submitted.id, viewer=officer(Role.CLERK), at=NOW)

    # Three working days are 24 hours of work; the appraisal has 60 percent of them: 5:30 on
    # Wednesday from 9:30, 8:00 on Thursday, and 0:54 on Friday.
    promise = queries.promise_of(accepted)
    assert sum(line.counted_minutes for line in promise.ledger) == 24 * 60
    (appraise,) = queries.tasks_of(submitted.id)
    assert appraise.due_at - NOW == timedelta(days=1, hours=22, minutes=24)


def test_the_form_is_made_when_the_first_draft_begins(an, business):
    version = business().version
    assert catalogue_queries.parts(version).form is None
    with pytest.raises(errors.NotOnline):
        queries.form_of(version)

    draft = actions.begin_draft(offer=business(), owner=an, at=NOW)

    made = FormVersion.objects.get(key="sinh-2-000720")
    assert queries.form_of(version) == made.id
    form = queries.form_of_draft(draft)
    assert queries.answers_of(draft)["ho_ten"] == "Nguyễn Thị An"
    assert form.title == RECORD["name"]


def test_a_later_way_to_make_forms_changes_no_draft_and_no_dossier(draft, submitted, monkeypatch):
    form = queries.form_of_draft(draft)
    monkeypatch.setattr(general_form, "_APPLICANT", general_form._APPLICANT[:2])

    version = catalogue_queries.version(draft.procedure_version_id)
    catalogue.give_parts(version_id=version.id, at=NOW)

    assert queries.form_of_draft(draft) is form
    assert FormVersion.objects.filter(key="sinh-2-000720").count() == 1


def test_the_database_refuses_to_change_what_was_given(draft):
    for change in ("UPDATE catalogue_generalparts SET form_version_id = NULL",
                   "DELETE FROM catalogue_generalparts"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_new_record_that_asks_the_same_offers_nothing_new(draft):
    newer = published(summary="Nói khác đi một chút.")

    assert queries.form_of(newer) == queries.form_of(
        catalogue_queries.version(draft.procedure_version_id)
    )
    assert queries.newer_version(draft, on=TODAY) is None


def test_a_new_paper_of_the_record_is_offered_to_a_draft(draft, an):
    published(papers=[*RECORD["papers"], {"code": "thue", "name": "Sổ thuế", "online": "upload"}])

    newer = queries.newer_version(draft, on=TODAY)
    (change,) = actions.changes_of(draft, newer)

    assert change.label == "Sổ thuế"
    assert actions.renew(draft_id=draft.id, owner=an, at=NOW) == []


def test_a_version_published_ahead_has_its_form_when_its_day_comes(business, an):
    later = TODAY + timedelta(days=5)
    catalogue.publish_version(
        content={**RECORD, "papers": RECORD["papers"][:1]}, valid_from=later, by=SEED, at=NOW
    )
    draft = actions.begin_draft(offer=business(), owner=an, at=NOW)

    assert queries.newer_version(draft, on=later).number == 2


def test_a_full_form_takes_over_what_was_answered_and_leaves_dossiers_alone(
    draft, submitted, an, business
):
    other = actions.begin_draft(offer=business(), owner=an, at=NOW)
    filled_in(other, an)
    before = queries.answers_of(submitted)
    full = general_form.definition_of(business().version.content)
    full["name"] = "ho-kinh-doanh-thay-doi"
    full["components"][1]["components"].append(
        {
            "type": "textfield",
            "key": "so_giay_chung_nhan",
            "label": "Số giấy",
            "validate": {"maxLength": 20},
        }
    )
    eform_actions.publish(key=full["name"], definition=full, by=SEED, at=NOW)
    published(form=full["name"])

    assert actions.renew(draft_id=other.id, owner=an, at=NOW) == []
    renewed = queries.draft(other.id, owner=an)
    assert queries.form_of_draft(renewed).key == full["name"]
    assert queries.answers_of(renewed)["noi_dung_de_nghi"] == WANTED["noi_dung_de_nghi"]
    assert "giay_to_thong_bao" in queries.answers_of(renewed)
    kept = queries.dossier(submitted.id)
    form = eforms.form(queries.form_of(catalogue_queries.version(kept.procedure_version_id)))
    assert (form.key, queries.answers_of(kept)) == ("sinh-2-000720", before)


def test_what_is_taken_at_the_counter_only_is_not_begun(an, business):
    published(channels=["counter", "post"])

    with pytest.raises(errors.NotOnline):
        actions.begin_draft(offer=business(), owner=an, at=NOW)
    assert not GeneralParts.objects.exists()


def test_a_procedure_with_a_form_and_no_process_keeps_its_form_and_gets_the_process(an, business):
    version = published(form="ban-sao-trich-luc-ho-tich")
    actions.begin_draft(offer=business(), owner=an, at=NOW)

    parts = catalogue_queries.parts(version)
    assert parts.form == version.form_version
    assert parts.process is not None
    assert eforms.form(parts.result_form).key == catalogue_queries.GENERAL_RESULT
    assert not FormVersion.objects.filter(key="sinh-2-000720").exists()
