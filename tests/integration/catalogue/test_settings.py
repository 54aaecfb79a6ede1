"""What agencies set otherwise: field by field, from above to below, by date and legal basis."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.agencies.models import Agency
from motcua.catalogue import actions, errors, queries
from motcua.catalogue.models import Setting
from motcua.catalogue.settable import Settable
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, NOW, PROCEDURE

TODAY = date(2021, 10, 20)
HOUR = timedelta(hours=1)
FOUR_HOURS = {"amount": 4, "unit": "working_hours", "cut_off": None, "wording": "Bốn giờ làm việc"}


@pytest.fixture
def controller(officer):
    return officer(Role.CONTROLLER, agency="H47")


@pytest.fixture
def enter(controller):
    def do(
        field, value, *, agency="H47", procedure=PROCEDURE, valid_from=TODAY, at=NOW, act="QĐ 1"
    ):
        return actions.enter_setting(
            procedure_code=procedure,
            agency_id=Agency.objects.valid_on(TODAY).get(code=agency).id,
            field=Settable(field),
            value=value,
            legal_act=act,
            valid_from=valid_from,
            viewer=controller,
            at=at,
        )

    return do


def terms(agency=AN_MY, *, at=NOW, day=None):
    return queries.terms(
        queries.current_version(PROCEDURE, on=TODAY),
        agency_id=Agency.objects.valid_on(TODAY).get(code=agency).id,
        at=at,
        day=day,
    )


def test_without_settings_the_published_record_holds(offered, django_assert_num_queries):
    version = queries.current_version(PROCEDURE, on=TODAY)
    agency = Agency.objects.valid_on(TODAY).get(code=AN_MY).id
    with django_assert_num_queries(1):
        found = queries.terms(version, agency_id=agency, at=NOW)
    assert (found.content, found.sources) == (version.content, {})


def test_the_nearest_agency_counts_field_by_field(enter):
    enter("payment_hours", 48)
    enter("payment_hours", 12, agency="H47.40")
    enter("addresses", ["Trung tâm hành chính công tỉnh"], procedure=None)

    commune, province = terms(), terms("H47.7")
    assert (commune.content.payment_hours, province.content.payment_hours) == (12, 48)
    assert commune.content.addresses == ("Trung tâm hành chính công tỉnh",)
    assert commune.sources[Settable.PAYMENT_HOURS].agency.startswith("Ủy ban nhân dân thành phố")
    assert commune.sources[Settable.ADDRESSES].legal_act == "QĐ 1"
    assert Settable.LIMIT not in commune.sources


def test_for_one_procedure_goes_before_for_all_at_the_same_agency(enter):
    enter("payment_hours", 48)
    enter("payment_hours", 6, procedure=None)
    assert terms().content.payment_hours == 48
    enter("payment_hours", 3, procedure=None, agency=AN_MY)
    assert terms().content.payment_hours == 3


def test_the_publishing_ministry_stands_above_the_province(offered, officer):
    ministry = officer(Role.CONTROLLER, agency="G15")
    actions.enter_setting(
        procedure_code=PROCEDURE,
        agency_id=Agency.objects.valid_on(TODAY).get(code="G15").id,
        field=Settable.PAYMENT_HOURS,
        value=5,
        legal_act="TT 1",
        valid_from=TODAY,
        viewer=ministry,
        at=NOW,
    )
    assert terms().sources[Settable.PAYMENT_HOURS].agency == "Bộ Tư pháp"


def test_a_new_setting_ends_the_one_before_on_its_day(enter):
    first = enter("payment_hours", 48)
    enter("payment_hours", 12, valid_from=TODAY + timedelta(days=5), at=NOW + HOUR)

    first.refresh_from_db()
    assert first.valid_until == TODAY + timedelta(days=5)
    assert terms(at=NOW + HOUR).content.payment_hours == 48
    assert terms(at=NOW + timedelta(days=5)).content.payment_hours == 12


def test_an_earlier_moment_of_the_same_day_does_not_know_it(enter):
    enter("payment_hours", 48, at=NOW)
    assert terms(at=NOW - HOUR).content.payment_hours == 24
    enter("payment_hours", 12, at=NOW + HOUR)
    assert terms(at=NOW).content.payment_hours == 48
    assert terms(at=NOW + HOUR).content.payment_hours == 12


def test_an_ended_setting_gives_way_to_the_one_above(enter, controller):
    enter("payment_hours", 48)
    own = enter("payment_hours", 12, agency=AN_MY)
    actions.end_setting(
        setting_id=own.id, valid_until=TODAY + timedelta(days=1), viewer=controller, at=NOW
    )
    assert terms().content.payment_hours == 12
    assert terms(at=NOW + timedelta(days=1)).content.payment_hours == 48
    with pytest.raises(errors.SettingEnded):
        actions.end_setting(setting_id=own.id, valid_until=TODAY, viewer=controller, at=NOW)


@pytest.mark.parametrize(
    ("field", "value", "changes", "refusal"),
    [
        (
            "limit",
            {"amount": 5, "unit": "working_days", "wording": "Năm ngày"},
            {},
            errors.LimitTooLong,
        ),
        ("limit", {"amount": 0}, {}, errors.SettingNotUnderstood),
        ("channels", [], {}, errors.SettingNotUnderstood),
        ("payment_hours", 1, {"act": " "}, errors.LegalBasisMissing),
        ("payment_hours", 1, {"valid_from": TODAY - timedelta(days=1)}, errors.BeginsInThePast),
        ("payment_hours", 1, {"agency": "H48"}, errors.NotYourAgency),
        ("limit", FOUR_HOURS, {"procedure": None}, errors.SettingNeedsProcedure),
    ],
)
def test_what_may_not_be_set_is_refused_and_nothing_is_stored(
    enter, field, value, changes, refusal
):
    with pytest.raises(refusal):
        enter(field, value, **changes)
    assert not Setting.objects.exists()


def test_a_setting_is_never_changed_but_to_end_it(enter):
    found = enter("payment_hours", 48)
    for change in ({"value": 5}, {"legal_act": "khác"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Setting.objects.filter(id=found.id).update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        found.delete()
