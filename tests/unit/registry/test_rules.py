"""Whatever the order and however often, the same is known in the end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.registry import rules
from motcua.registry.rules import KnownDossiers, KnownServices
from motcua.registry.types import Outcome


def told(known, version, *, code="H47-211018-0001", event=None, sha256=None):
    return known.judge(
        event=event or f"{code}:{version}",
        code=code,
        version=version,
        sha256=sha256 or f"{code}:{version}",
    )


@given(st.permutations(range(1, 7)), st.lists(st.integers(1, 6), max_size=6))
def test_any_order_and_any_repetition_ends_in_the_latest_version(order, repeated):
    known = KnownDossiers()
    outcomes = [told(known, version)[0] for version in (*order, *repeated)]

    assert known.latest == {"H47-211018-0001": 6}
    assert Outcome.REFUSED not in outcomes
    assert outcomes[6:] == [Outcome.KNOWN] * len(repeated)
    assert outcomes[order.index(6)] is Outcome.TAKEN
    assert outcomes.count(Outcome.TAKEN) == len(
        [v for place, v in enumerate(order) if v == max(order[: place + 1])]
    )


def test_an_event_is_about_one_thing():
    known = KnownDossiers()
    told(known, 1, event="e")

    assert told(known, 2, event="e") == (Outcome.REFUSED, rules.EVENT_REUSED)
    assert told(known, 1, event="e", code="H47-211018-0002")[0] is Outcome.REFUSED
    assert told(known, 1, event="e", sha256="other")[0] is Outcome.REFUSED
    assert known.latest == {"H47-211018-0001": 1}


def test_a_version_comes_from_one_event():
    known = KnownDossiers()
    told(known, 1)

    assert told(known, 1, event="another") == (Outcome.REFUSED, rules.VERSION_REUSED)


def test_a_version_whose_event_is_forgotten_changes_nothing():
    assert told(KnownDossiers(latest={"H47-211018-0001": 3}), 3)[0] is Outcome.STALE


def sent(known, version, *, code="s-1", offer=("H47.7", "2.000635"), sha256="x"):
    return known.judge(code=code, offer=offer, version=version, sha256=sha256)


@given(st.permutations(range(1, 6)))
def test_services_end_in_their_latest_version_too(order):
    known = KnownServices()
    for version in order:
        assert sent(known, version, sha256=str(version))[0] in {Outcome.TAKEN, Outcome.STALE}

    assert known.services["s-1"].version == 5
    assert sent(known, 5, sha256="5") == (Outcome.KNOWN, "")


def test_a_service_version_does_not_change_its_content():
    known = KnownServices()
    sent(known, 1)

    assert sent(known, 1, sha256="y") == (Outcome.REFUSED, rules.SERVICE_CHANGED)


def test_one_procedure_of_an_agency_is_one_service_so_that_nothing_counts_twice():
    known = KnownServices()
    sent(known, 1)

    assert sent(known, 1, code="s-2") == (Outcome.REFUSED, rules.SERVICE_TWICE)
    assert sent(known, 2, offer=("H47.8", "2.000635")) == (Outcome.REFUSED, rules.SERVICE_REUSED)


@pytest.mark.parametrize(
    ("code", "own", "inside"),
    [
        ("H47", "H47", True),
        ("H47.40.2", "H47", True),
        ("H47.40.2", "H47.40", True),
        ("H47.40", "H47.40.2", False),
        ("H47.41", "H47.4", False),
        ("H470", "H47", False),
        ("H48", "H47", False),
    ],
)
def test_a_partner_speaks_for_its_agency_and_those_below(code, own, inside):
    assert rules.is_within(code, own) is inside


def test_ninety_days_count_today():
    days = rules.window(date(2021, 10, 20))

    assert (days.first, days.last) == (date(2021, 7, 23), date(2021, 10, 20))
    assert (days.last - days.first).days + 1 == 90


@pytest.mark.parametrize(
    "written", ["0905123456", "0905 123 456", "0905.123.456", "+84905123456", "84 905 123456"]
)
def test_a_phone_number_has_one_spelling(written):
    assert rules.phone(written) == "0905123456"


def test_an_id_number_has_one_spelling():
    assert rules.personal_id(" 049.195-000 011 ") == "049195000011"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Nguyễn Thị An", "N*** T*** A***"), ("Ông", "Ô***"), ("  Đỗ   Bé ", "Đ*** B***")],
)
def test_a_name_is_masked_to_its_first_letters(name, shown):
    assert rules.masked(name) == shown
