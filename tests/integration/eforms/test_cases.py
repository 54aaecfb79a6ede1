"""Filled examples are recorded, lived through again, and hold a draft that breaks them."""

import json
from datetime import date

import pytest
from django.db import Error, transaction

from motcua.audit import queries as audit
from motcua.eforms import actions, case_errors, case_queries, draft_errors, draft_queries, replay
from motcua.eforms.models import FormCase
from motcua.identity.types import Role
from tests.integration.eforms.test_authoring import (
    AUTHOR,
    NOW,
    begun,
    published,
    saved,
    sent,
    signed,
)
from tests.integration.eforms.test_authoring_pages import address, as_staff, officers_browser, words
from tests.unit.eforms.making import FILE, component, definition, panel

__all__ = ["as_staff", "officers_browser"]
pytestmark = pytest.mark.django_db

DAY = date(2021, 10, 18)
OPTIONAL = definition(panel(component(key="ten", label="Họ tên"), key="mot", title="Người xin"))
REQUIRED = definition(
    panel(
        component(key="ten", label="Họ tên", validate={"required": True}),
        key="mot",
        title="Người xin",
    )
)


def recorded(draft, name="để trống", answers=None):
    example = replay.Example(answers=answers or {}, legal_date=DAY)
    return actions.record_case(draft_id=draft.id, name=name, example=example, by=AUTHOR, at=NOW)


def found(draft):
    held = draft_queries.revision(draft.id, draft.revision).definition
    return [one for one in case_queries.findings(draft.key, held) if one.blocks]


def test_what_a_draft_makes_of_an_example_is_what_it_is_to_come_to():
    accepted = recorded(begun(OPTIONAL))
    refused = recorded(saved(draft_queries.open_draft("mau"), REQUIRED), "vẫn trống")

    assert accepted.expected == {}
    assert refused.expected["ten"][0] == "eforms.answer_missing"


def test_answers_are_sealed_where_they_lie():
    case = recorded(begun(OPTIONAL), answers={"ten": "Nguyễn Thị Bí Mật"})

    assert "Bí Mật".encode() not in bytes(FormCase.objects.get(pk=case.id).filled_in)
    assert case_queries.example_of(case).answers == {"ten": "Nguyễn Thị Bí Mật"}


def test_an_edit_that_breaks_an_example_is_told_with_question_expectation_and_outcome():
    draft = begun(OPTIONAL)
    recorded(draft)
    draft = saved(draft, REQUIRED)

    (finding,) = found(draft)

    assert (finding.path, finding.question) == ("ten", "Họ tên")
    assert finding.params["name"] == "để trống"
    assert finding.params["expected"] == "được nhận"
    assert "Chưa điền" in finding.params["now"]


@pytest.mark.parametrize("step", [sent, signed, published])
def test_a_draft_goes_no_step_further_while_an_example_is_broken(step):
    draft = saved(begun(OPTIONAL), REQUIRED)
    path = {sent: [], signed: [sent], published: [sent, signed]}[step]
    for one in path:
        draft = one(draft)
    # Recorded while the form was as before; the draft came so far without it.
    FormCase.objects.filter(pk=recorded(draft).id).update(expected={})

    with pytest.raises(draft_errors.FindingsRemain):
        step(draft)
    assert draft_queries.draft(draft.id).status == draft.status


def test_an_example_holds_for_the_versions_that_follow():
    version = published(signed(sent(_with_case(begun(OPTIONAL)))))
    following = actions.begin_from_version(version_id=version.id, by=AUTHOR, at=NOW)

    with pytest.raises(draft_errors.FindingsRemain):
        sent(saved(following, REQUIRED))


def _with_case(draft):
    recorded(draft)
    return draft


def test_another_outcome_is_accepted_with_a_reason_and_the_old_stays_on_record():
    draft = begun(OPTIONAL)
    case = recorded(draft)
    draft = saved(draft, REQUIRED)
    form = draft_queries.form_of(draft)

    with pytest.raises(case_errors.CaseReasonMissing):
        actions.accept_outcome(case_id=case.id, form=form, because=" ", by=AUTHOR, at=NOW)
    new = actions.accept_outcome(
        case_id=case.id, form=form, because="Thông tư mới", by=AUTHOR, at=NOW
    )

    assert list(new.expected) == ["ten"]
    assert found(draft) == []
    assert [one.retired_because for one in case_queries.retired("mau")] == ["Thông tư mới"]


def test_an_example_is_taken_away_with_a_reason_once():
    case = recorded(begun(OPTIONAL))
    with pytest.raises(case_errors.CaseReasonMissing):
        actions.retire_case(case_id=case.id, because="", by=AUTHOR, at=NOW)
    actions.retire_case(case_id=case.id, because="Trùng", by=AUTHOR, at=NOW)

    assert case_queries.cases("mau") == []
    with pytest.raises(case_errors.UnknownFormCase):
        actions.retire_case(case_id=case.id, because="Trùng", by=AUTHOR, at=NOW)
    recorded(draft_queries.open_draft("mau"))


def test_the_database_keeps_no_example_that_went_without_a_reason():
    case = recorded(begun(OPTIONAL))

    with pytest.raises(Error, match="with_a_reason"), transaction.atomic():
        FormCase.objects.filter(pk=case.id).update(retired_at=NOW)


def test_examples_have_names_of_their_own():
    draft = begun(OPTIONAL)
    recorded(draft)
    with pytest.raises(case_errors.CaseNameTaken):
        recorded(draft, " để  trống ")
    with pytest.raises(case_errors.CaseNameMissing):
        recorded(draft, " ")


def test_examples_are_not_without_end(monkeypatch):
    from motcua.eforms.actions import recording

    monkeypatch.setattr(recording, "MOST_CASES", 1)
    draft = begun(OPTIONAL)
    recorded(draft)
    with pytest.raises(case_errors.CasesTooMany):
        recorded(draft, "hai")


def test_what_happens_to_examples_is_on_record_without_a_word_of_them():
    draft = begun(OPTIONAL)
    case = recorded(draft, answers={"ten": "Lan"})
    form = draft_queries.form_of(draft)
    new = actions.accept_outcome(case_id=case.id, form=form, because="x", by=AUTHOR, at=NOW)
    actions.retire_case(case_id=new.id, because="y", by=AUTHOR, at=NOW)

    events = [one for one in audit.events_of("eform:mau") if "case" in one.kind]
    assert [one.kind.split(".")[1] for one in events] == [
        "case_recorded",
        "case_recorded",
        "case_changed",
        "case_retired",
    ]
    assert events[0].payload == {"case": str(case.id), "refused": 0}
    assert events[2].payload == {"case": str(new.id), "instead_of": str(case.id)}


def test_reading_examples_takes_as_many_queries_for_many_as_for_one(django_assert_num_queries):
    draft = begun(OPTIONAL)
    for number in range(12):
        recorded(draft, f"ca {number}")
    form = draft_queries.form_of(draft)

    with django_assert_num_queries(1):
        assert len(case_queries.replayed("mau", form)) == 12


def test_carried_examples_are_taken_over_once():
    key = "dang-ky-khai-tu"
    (version,) = [one for one in actions.publish_bundled(by=AUTHOR, at=NOW) if one.key == key]
    form = case_queries.current_form(key)

    taken = actions.record_carried(key=key, form=form, by=AUTHOR, at=NOW)
    again = actions.record_carried(key=key, form=form, by=AUTHOR, at=NOW)

    assert version.number == 1
    assert len(taken) == 5
    assert again == []
    assert [one.shifts for one in case_queries.replayed(key, form)] == [[]] * 5


def test_the_preview_records_what_was_accepted_and_what_was_refused(as_staff):
    paper = component("file", "giay", label="Giấy", validate={"required": True}, **FILE)
    draft = begun(definition(panel(*REQUIRED["components"][0]["components"], paper, key="mot")))
    author = as_staff(Role.FORM_AUTHOR)
    there = address(draft, "xem-thu/")

    assert "Ghi thành ca thử" in words(author.post(there, {"phan": "mot", "ten": ""}))
    refused = {"phan": "mot", "ten": "", "ghi-ca-thu": "1", "ten-ca": "thiếu tên"}
    assert "Đã ghi ca thử “thiếu tên”" in words(author.post(there, refused))
    review = words(author.post(there, {"phan": "mot", "ten": "Lan"}))
    carried = review.split('name="da-dien" value="')[1].split('"')[0]
    accepted = {"da-dien": carried, "ghi-ca-thu": "1", "ten-ca": "đủ"}
    assert "Đã ghi ca thử “đủ”" in words(author.post(there, accepted))

    expected = {case.name: list(case.expected) for case in case_queries.cases("mau")}
    assert expected == {"thiếu tên": ["ten"], "đủ": []}
    assert "đã có ca thử tên" in words(author.post(there, accepted))


def test_readers_record_nothing(as_staff):
    draft = begun(REQUIRED)
    posted = {"phan": "mot", "ten": "", "ghi-ca-thu": "1", "ten-ca": "x"}
    reader = as_staff(Role.FORM_REVIEWER)

    assert reader.post(address(draft, "xem-thu/"), posted).status_code == 403
    assert "Ghi thành ca thử" not in words(
        reader.post(address(draft, "xem-thu/"), {"phan": "mot", "ten": ""})
    )


def test_a_broken_example_is_seen_on_the_draft_in_the_builder_and_on_its_own_page(as_staff):
    draft = begun(OPTIONAL)
    case = recorded(draft)
    author = as_staff(Role.FORM_AUTHOR)
    posted = {"definition": json.dumps(REQUIRED), "phan-ban": 1, "phien-ban": 1}
    answer = author.post(
        address(draft, "trinh-soan/"), posted, headers={"accept": "application/json"}
    )

    told = "ca thử “để trống” mong được nhận, nay “Chưa điền “Họ tên”."
    assert told in answer.json()["findings"]
    assert told in words(author.get(address(draft)))
    page = words(author.get("/bieu-mau/mau/mau/ca-thu/"))
    assert "1 ca thử, 1 ca khác kết quả" in page

    silent = author.post(f"/bieu-mau/ca-thu/{case.id}/", {"viec": "nhan", "ly-do": ""})
    assert silent.status_code == 422
    author.post(f"/bieu-mau/ca-thu/{case.id}/", {"viec": "nhan", "ly-do": "Luật mới"})
    page = words(author.get("/bieu-mau/mau/mau/ca-thu/"))
    assert "1 ca thử, 0 ca khác kết quả" in page
    assert "Luật mới" in page


def test_carried_examples_are_offered_on_the_page(as_staff):
    actions.publish_bundled(by=AUTHOR, at=NOW)
    author = as_staff(Role.FORM_AUTHOR)
    page = "/bieu-mau/mau/dang-ky-khai-tu/ca-thu/"

    assert "Lấy 5 ca thử có sẵn" in words(author.get(page))
    author.post(f"{page}san-co/")
    assert "5 ca thử, 0 ca khác kết quả" in words(author.get(page))
    assert "có sẵn" not in words(author.get(page))


def test_a_form_that_cannot_be_run_yet_shows_its_examples_as_waiting(as_staff):
    draft = begun(OPTIONAL)
    recorded(draft)
    saved(draft, definition(component(type="survey", key="x")))
    author = as_staff(Role.FORM_AUTHOR)

    assert "chưa chạy được" in words(author.get("/bieu-mau/mau/mau/ca-thu/"))
    assert author.get("/bieu-mau/mau/khong-co/ca-thu/").status_code == 404
