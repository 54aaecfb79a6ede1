"""Questions to the population database: on record before they leave, used only when they fit."""

from datetime import UTC, date, datetime

import httpx
import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from motcua.audit.models import Event
from motcua.exchange import actions, queries
from motcua.exchange.models import Inquiry, InquiryAnswer
from motcua.exchange.types import Asked, Fact, Outcome, Purpose
from motcua.kernel import ids
from motcua.kernel.actors import Actor
from motcua.net import remote
from motcua.sandbox.population import switch
from motcua.sandbox.population.models import RegisterQuestion
from tests.integration.population import SANDBOX

pytestmark = pytest.mark.django_db

AN = Asked(personal_id="003190000011", full_name="Nguyễn Thị An", birth_date=date(1990, 9, 2))
MUI = Asked(personal_id="003148000044", full_name="Lê Thị Mùi", birth_date=None)
HERSELF = Actor.citizen(ids.new_id())
PURPOSE = Purpose(code="1.000894", text="Đăng ký kết hôn", subject=f"draft:{ids.new_id()}")


def ask(asked=AN, wanted=(Fact.SEX, Fact.ETHNICITY)):
    return actions.ask_population(
        asked=asked, wanted=wanted, purpose=PURPOSE, by=HERSELF, at=timezone.now()
    )


def test_only_what_is_wanted_is_told(register):
    told = ask()

    assert told.outcome is Outcome.FOUND
    assert told.facts == {Fact.SEX: "female", Fact.ETHNICITY: "01"}


def test_whose_day_of_birth_nobody_knows_is_found_by_the_year(register):
    assert ask(MUI).outcome is Outcome.FOUND


def test_the_register_knows_who_asked_for_what(register):
    ask()

    question = RegisterQuestion.objects.get()
    assert question.officer == str(HERSELF)
    assert question.service == "1.000894"
    assert question.outcome == "found"


@pytest.mark.parametrize(
    "changed",
    [
        {"personal_id": "003190000012"},
        {"full_name": "Nguyễn Thị Ân"},
        {"birth_date": date(1990, 9, 3)},
        {"birth_date": None},
    ],
    ids=["number", "name", "day", "year alone"],
)
def test_nobody_is_found_unless_number_name_and_birth_agree(register, changed):
    stranger = Asked(
        **{
            "personal_id": AN.personal_id,
            "full_name": AN.full_name,
            "birth_date": AN.birth_date,
            **changed,
        }
    )
    assert ask(stranger).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("position", "outcome"),
    [
        (switch.DOWN, Outcome.UNAVAILABLE),
        (switch.QUOTA, Outcome.UNAVAILABLE),
        (switch.NOBODY, Outcome.NOT_FOUND),
        (switch.OTHER_PERSON, Outcome.ANOTHER_PERSON),
        (switch.TWO_PERSONS, Outcome.SEVERAL),
        (switch.MINOR, Outcome.ANOTHER_PERSON),
        (switch.DECEASED, Outcome.DECEASED),
        (switch.ERROR_PAGE, Outcome.NOT_UNDERSTOOD),
        (switch.ENTITIES, Outcome.NOT_UNDERSTOOD),
    ],
)
def test_an_answer_that_does_not_fit_tells_nothing_and_is_on_record(register, position, outcome):
    register(position)

    told = ask()

    assert (told.outcome, told.facts) == (outcome, {})
    (read,) = queries.inquiries_about(AN.personal_id)
    assert (read.outcome, read.facts) == (outcome, ())


def test_an_account_that_is_turned_away_is_refused(register, settings):
    ours = settings.MOTCUA_CONNECTIONS["population"]
    calls = []

    def turn_away(request):
        calls.append(request)
        return httpx.Response(403)

    with remote.mounted(SANDBOX, httpx.MockTransport(turn_away)):
        assert ask().outcome is Outcome.REFUSED
    assert calls[0].headers["ApiKey"] == ours.key.get_secret_value()


def test_without_a_connection_nobody_is_asked_and_nothing_is_written(db, settings):
    assert ask().outcome is Outcome.UNAVAILABLE
    assert not Inquiry.objects.exists()


class TestTheRecord:
    def test_it_names_who_what_for_and_which_facts_but_no_value(self, register):
        ask()

        (read,) = queries.inquiries_about(AN.personal_id)
        assert read.asked_by == HERSELF
        assert read.purpose == PURPOSE
        assert read.facts == (Fact.ETHNICITY, Fact.SEX)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT row_to_json(i)::text || row_to_json(a)::text FROM exchange_inquiry i"
                " JOIN exchange_inquiryanswer a ON a.inquiry_id = i.id"
            )
            (kept,) = cursor.fetchone()
        for value in (AN.personal_id, AN.full_name, "female", "19900902"):
            assert value not in kept

    def test_another_person_reads_nothing_of_it(self, register):
        ask()
        assert queries.inquiries_about(MUI.personal_id) == []

    def test_it_is_written_before_the_question_leaves(self, register):
        seen = []

        def look(_request):
            seen.append((Inquiry.objects.count(), InquiryAnswer.objects.count()))
            return httpx.Response(503)

        with remote.mounted(SANDBOX, httpx.MockTransport(look)):
            ask()
        assert seen == [(1, 0)]

    def test_a_question_whose_outcome_was_lost_is_read_too(self, register):
        def die(_request):
            raise SystemExit

        with remote.mounted(SANDBOX, httpx.MockTransport(die)), pytest.raises(SystemExit):
            ask()
        (read,) = queries.inquiries_about(AN.personal_id)
        assert (read.outcome, read.facts) == (None, ())

    @pytest.mark.parametrize("table", ["exchange_inquiry", "exchange_inquiryanswer"])
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = now()"])
    def test_it_is_never_changed(self, register, table, change):
        ask()
        column = "asked_at" if table == "exchange_inquiry" else "answered_at"
        with (
            pytest.raises(ProgrammingError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format(table, column))

    def test_both_halves_are_events_of_one_stream(self, register):
        ask()

        events = Event.objects.filter(stream=f"inquiry:{Inquiry.objects.get().id}")
        assert [event.kind for event in events.order_by("seq")] == [
            "exchange.register_asked.v1",
            "exchange.register_answered.v1",
        ]

    def test_pages_follow_one_another_in_one_query_each(
        self, register, django_assert_num_queries, monkeypatch
    ):
        monkeypatch.setattr(queries, "PAGE", 2)
        for _ in range(5):
            ask()
        with django_assert_num_queries(1):
            first = queries.inquiries_about(AN.personal_id)
        second = queries.inquiries_about(AN.personal_id, before=first[-1].id)
        third = queries.inquiries_about(AN.personal_id, before=second[-1].id)
        assert [len(page) for page in (first, second, third)] == [2, 2, 1]
        assert len({one.id for one in first + second + third}) == 5
        assert first[0].asked_at > third[0].asked_at > datetime(2020, 1, 1, tzinfo=UTC)
