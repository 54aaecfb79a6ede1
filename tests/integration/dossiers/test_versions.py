"""Dossiers on their way when a procedure changes: pinned, upgraded, or told that it closes."""

from datetime import date, timedelta

import pytest

from motcua.agencies.models import Agency
from motcua.audit import queries as audit
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as published
from motcua.catalogue.errors import ProcedureClosed
from motcua.catalogue.settable import Settable
from motcua.catalogue.types import Running
from motcua.dossiers import actions, errors, jobs, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from motcua.notifications.models import Notice
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED
from tests.integration.people import ANSWERS, JPEG

TODAY = date(2021, 10, 20)
HOUR = timedelta(hours=1)


@pytest.fixture
def begin(offer, an):
    def do(at=NOW):
        draft = actions.begin_draft(
            offer=published.offer(PROCEDURE, AN_MY, on=TODAY), owner=an, at=at
        )
        actions.save_answers(
            draft_id=draft.id,
            owner=an,
            filled=Filled(answers={**queries.answers_of(draft), **ANSWERS}),
            at=at,
        )
        form = eforms.form(offer.version.form_version)
        actions.attach_file(
            draft_id=draft.id,
            owner=an,
            field=next(one for one in queries.file_fields(form) if one.key == "giay_to"),
            name="cccd.jpg",
            content=JPEG,
            at=at,
        )
        return draft

    return do


@pytest.fixture
def filed(begin, an):
    return actions.submit(draft_id=begin().id, owner=an, at=NOW)


def publish(running=Running.STAY, closes_on=None, valid_from=TODAY, at=NOW + HOUR, **changes):
    content = published.history(PROCEDURE)[0].content.model_dump(mode="json")
    version = catalogue.publish_version(
        content={**content, **changes},
        valid_from=valid_from,
        running=running,
        closes_on=closes_on,
        by=SEED,
        at=at,
    )
    jobs.version_was_published(procedure=PROCEDURE, number=version.number)
    return version


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW + HOUR)


def kinds(found):
    return [event.kind for event in audit.events_of(f"dossier:{found.id}")]


def test_a_dossier_that_stays_keeps_limit_fee_form_and_process(filed, officer):
    before = queries.terms_of(filed)
    publish(
        fees=[],
        limit={"amount": 9, "unit": "working_days", "wording": "Chín ngày"},
        form="",
        process="",
    )
    stored = Dossier.objects.values().get(id=filed.id)
    publish(refusal_reasons=[{"code": "moi", "text": "Lý do mới"}], valid_from=TODAY)
    assert Dossier.objects.values().get(id=filed.id) == stored
    filed.refresh_from_db()
    assert queries.terms_of(filed) == before
    assert filed.fee_amount == 16_000
    pinned = published.version(filed.procedure_version_id)
    assert pinned.number == 1
    assert pinned.form_version
    assert pinned.process_version

    clerk = officer(Role.CLERK)
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=SEED, at=NOW + HOUR)
    received = actions.accept(dossier_id=filed.id, viewer=clerk, at=NOW + 2 * HOUR)
    # In the morning, for the end of the same day: by the old version.
    assert received.promised_at - received.accepted_at < timedelta(hours=10)


def test_a_dossier_that_stays_is_refused_for_the_reasons_of_its_own_version(filed, officer):
    own = published.version(filed.procedure_version_id).content.refusal_reasons[0].code
    publish(refusal_reasons=[{"code": "moi", "text": "Lý do mới"}])
    clerk = officer(Role.CLERK)

    def refuse(reason):
        return actions.refuse(
            dossier_id=filed.id, viewer=clerk, reason_code=reason, note="", at=NOW + 2 * HOUR
        )

    with pytest.raises(errors.UnknownReason):
        refuse("moi")
    assert refuse(own).reason_code == own


def test_a_dossier_goes_over_to_the_new_version_and_its_events_say_what_changed(filed):
    version = publish(Running.UPGRADE, refusal_reasons=[{"code": "moi", "text": "Lý do mới"}])

    filed.refresh_from_db()
    assert filed.procedure_version_id == version.id
    event = audit.events_of(f"dossier:{filed.id}").last()
    assert event.kind == "dossiers.upgraded.v1"
    assert (event.payload["from_number"], event.payload["to_number"]) == (1, 2)
    assert event.payload["changed"] == ["refusal_reasons"]


def test_going_over_happens_once_however_often_the_fact_comes(filed):
    publish(Running.UPGRADE, summary="Mới")
    for _ in range(3):
        jobs.version_was_published(procedure=PROCEDURE, number=2)
    assert kinds(filed).count("dossiers.upgraded.v1") == 1


def test_a_dossier_whose_process_has_begun_does_not_go_over_to_another(filed, officer):
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=SEED, at=NOW)
    actions.accept(dossier_id=filed.id, viewer=officer(Role.CLERK), at=NOW)
    publish(Running.UPGRADE, process="")

    filed.refresh_from_db()
    assert published.version(filed.procedure_version_id).number == 1


def test_a_dossier_with_another_form_does_not_go_over(filed):
    publish(Running.UPGRADE, form="")
    filed.refresh_from_db()
    assert published.version(filed.procedure_version_id).number == 1


def test_a_dossier_whose_process_has_begun_keeps_the_form_of_its_result(filed, officer):
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=SEED, at=NOW)
    actions.accept(dossier_id=filed.id, viewer=officer(Role.CLERK), at=NOW)
    publish(Running.UPGRADE, result_form="", result_prefill={})

    filed.refresh_from_db()
    assert published.version(filed.procedure_version_id).number == 1


def test_what_changed_is_said_of_all_versions_in_between(filed):
    publish(Running.STAY, summary="Mới")
    publish(Running.UPGRADE, refusal_reasons=[{"code": "moi", "text": "Lý do mới"}])

    changed = audit.events_of(f"dossier:{filed.id}").last().payload["changed"]
    assert sorted(changed) == ["refusal_reasons", "summary"]


def test_an_upgrade_waits_for_the_day_of_its_version(filed, monkeypatch):
    day = TODAY + timedelta(days=3)
    version = publish(Running.UPGRADE, valid_from=day, summary="Mới")
    filed.refresh_from_db()
    assert filed.procedure_version_id != version.id

    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW + timedelta(days=3))
    jobs.version_came_into_force(procedure=PROCEDURE, number=2)
    filed.refresh_from_db()
    assert filed.procedure_version_id == version.id


def test_a_closing_procedure_takes_nothing_from_its_day_and_tells_those_on_their_way(
    filed, begin, an
):
    late = begin()
    day = TODAY + timedelta(days=2)
    publish(Running.CLOSE, closes_on=day)
    jobs.version_was_published(procedure=PROCEDURE, number=2)
    assert kinds(filed).count("dossiers.procedure_closes.v1") == 1

    with pytest.raises(ProcedureClosed, match="22/10/2021"):
        actions.submit(draft_id=late.id, owner=an, at=NOW + timedelta(days=2))
    with pytest.raises(ProcedureClosed):
        actions.begin_draft(offer=published.offer(PROCEDURE, AN_MY, on=day), owner=an, at=NOW)
    assert actions.submit(draft_id=late.id, owner=an, at=NOW + timedelta(days=1)).code


def told(found):
    rows = Notice.objects.filter(about=f"dossier:{found.id}", template="procedure_closes")
    return sorted(rows.values_list("channel", flat=True))


def follow(found):
    """Do what follows the last event of a dossier, as often as the fact comes."""
    found.refresh_from_db()
    what = kinds(found)[-1].split(".")[1]
    for _ in range(2):
        jobs.follow_up(dossier=str(found.id), version=found.version, happened=what)


def test_of_a_closing_the_applicant_is_told_once_by_mail_and_message(filed):
    publish(Running.CLOSE, closes_on=TODAY + timedelta(days=2))
    follow(filed)
    assert told(filed) == ["email", "in_app", "sms"]

    # Published again for another reason, with the same day: she knows it.
    publish(Running.CLOSE, closes_on=TODAY + timedelta(days=2), summary="Mới")
    follow(filed)
    assert told(filed) == ["email", "in_app", "sms"]

    publish(Running.CLOSE, closes_on=TODAY + timedelta(days=9))
    follow(filed)
    assert told(filed) == ["email", "email", "in_app", "in_app", "sms", "sms"]


def test_a_closing_touches_nothing_else_of_a_dossier(filed):
    before = queries.terms_of(filed)
    pinned = filed.procedure_version_id
    publish(Running.CLOSE, closes_on=TODAY, fees=[])
    filed.refresh_from_db()
    assert queries.terms_of(filed) == before
    assert (filed.procedure_version_id, filed.fee_amount) == (pinned, 16_000)


def test_fee_and_limit_are_those_of_filing_online_where_the_procedure_says_so(begin, an, officer):
    fee = published.current_version(PROCEDURE, on=TODAY).content.model_dump(mode="json")["fees"][0]
    online = {
        "channel": "online",
        "limit": {"amount": 1, "unit": "working_days", "wording": "Một ngày"},
        "fees": [{**fee, "amount": 4000}],
    }
    publish(
        limit={"amount": 3, "unit": "working_days", "wording": "Ba ngày"},
        terms=[online, {**online, "channel": "counter", "fees": []}],
    )
    filed = actions.submit(draft_id=begin().id, owner=an, at=NOW + 2 * HOUR)
    assert filed.fee_amount == 8000
    assert queries.terms_of(filed).limit.wording == "Một ngày"
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=SEED, at=NOW + 2 * HOUR)
    received = actions.accept(dossier_id=filed.id, viewer=officer(Role.CLERK), at=NOW + 2 * HOUR)
    assert received.promised_at - received.accepted_at < timedelta(days=2)


def test_settings_of_the_filing_moment_hold_and_later_ones_do_not(begin, an, officer):
    controller = officer(Role.CONTROLLER, agency="H47")

    def enter(field, value, at):
        catalogue.enter_setting(
            procedure_code=PROCEDURE,
            agency_id=Agency.objects.valid_on(TODAY).get(code="H47").id,
            field=field,
            value=value,
            legal_act="NQ 1",
            valid_from=TODAY,
            viewer=controller,
            at=at,
        )

    fee = published.current_version(PROCEDURE, on=TODAY).content.model_dump(mode="json")["fees"][0]
    enter(Settable.FEES, [{**fee, "amount": 5000}], NOW - HOUR)
    first = actions.submit(draft_id=begin().id, owner=an, at=NOW)
    enter(Settable.FEES, [{**fee, "amount": 1000}], NOW + HOUR)
    enter(Settable.ONLINE_PAYMENT, value=False, at=NOW + HOUR)
    second = actions.submit(draft_id=begin().id, owner=an, at=NOW + 2 * HOUR)

    assert (first.fee_amount, first.fee_online) == (10_000, True)
    assert (second.fee_amount, second.fee_online) == (2_000, False)
    assert queries.terms_of(first).fees[0].amount == 5000
    assert queries.terms_of(second).fees[0].amount == 1000
    waiting = queries.to_be_received(officer(Role.CLERK), at=NOW).rows
    assert [one.code for one in waiting] == [second.code]


def test_a_shorter_limit_of_the_province_makes_an_earlier_promise(begin, an, officer):
    clerk = officer(Role.CLERK)
    four_hours = {"amount": 4, "unit": "working_hours", "wording": "Bốn giờ làm việc"}
    publish(limit={"amount": 3, "unit": "working_days", "wording": "Ba ngày"})
    catalogue.enter_setting(
        procedure_code=PROCEDURE,
        agency_id=Agency.objects.valid_on(TODAY).get(code="H47").id,
        field=Settable.LIMIT,
        value=four_hours,
        legal_act="QĐ 1",
        valid_from=TODAY,
        viewer=officer(Role.CONTROLLER, agency="H47"),
        at=NOW + HOUR,
    )
    filed = actions.submit(draft_id=begin().id, owner=an, at=NOW + 2 * HOUR)
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=SEED, at=NOW + 2 * HOUR)
    received = actions.accept(dossier_id=filed.id, viewer=clerk, at=NOW + 2 * HOUR)
    assert received.promised_at - received.accepted_at < timedelta(days=1)
