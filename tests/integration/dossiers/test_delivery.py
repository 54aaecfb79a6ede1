"""A result reaches somebody: online, at the counter, by post; and it is on record whom."""

import pytest
from django.db import IntegrityError, transaction

from motcua.catalogue.types import Channel
from motcua.dossiers import actions, errors, queries
from motcua.dossiers.delivery import Taker, parcel_number
from motcua.dossiers.models import Delivery, Dossier, Parcel
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.notifications.models import Notice
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast, follow_up

NUMBER = "EB123456785VN"


@pytest.fixture
def finished(an, draft_of, officer):
    """Make a signed result that goes out in a way that the applicant chose."""

    def make(channel, **said):
        filed = actions.submit(
            draft_id=draft_of(an).id, owner=an, at=NOW, result_channel=channel, **said
        )
        actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=an.actor, at=NOW)
        cast = Cast(
            dossier=filed,
            an=an,
            clerk=officer(Role.CLERK),
            specialist=officer(Role.SPECIALIST),
            leader=officer(Role.LEADER),
        )
        return cast.reach(Status.FINISHED)

    return make


def hand_over(cast, **said):
    return actions.give_result(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW, **said)


def send(cast, number=NUMBER):
    return actions.send_parcel(dossier_id=cast.dossier.id, viewer=cast.clerk, number=number, at=NOW)


def note(cast, *, is_delivered):
    return actions.note_parcel(
        dossier_id=cast.dossier.id, viewer=cast.clerk, is_delivered=is_delivered, at=NOW
    )


def test_a_way_that_is_not_offered_files_nothing(an, draft_of):
    with pytest.raises(errors.ChannelNotOffered):
        actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW, result_channel="pigeon")

    assert not Dossier.objects.exists()


def test_online_a_button_is_enough(finished):
    cast = finished(Channel.ONLINE)
    cast.do("return")

    assert queries.handed_over(cast.dossier.id).taker is Taker.ACCOUNT


def test_at_the_counter_it_is_on_record_who_took_it(finished):
    cast = finished(Channel.COUNTER)
    with pytest.raises(errors.TakerNotNoted):
        cast.do("return")
    assert cast.status is Status.FINISHED

    hand_over(cast)

    assert cast.status is Status.RETURNED
    handed = queries.handed_over(cast.dossier.id)
    assert (handed.taker, handed.by) == (Taker.SELF, str(cast.clerk.actor))
    with pytest.raises(errors.NothingToHandOver):
        hand_over(cast)


def test_another_takes_it_by_name_and_paper_which_lie_sealed(finished):
    cast = finished(Channel.COUNTER)
    with pytest.raises(errors.TakerMissing):
        hand_over(cast, taker=Taker.AUTHORISED, name="Trần Văn B", authority=" ")

    hand_over(cast, taker=Taker.AUTHORISED, name="Trần Văn B", authority="Số 12/UQ, 01/10/2021")

    handed = queries.handed_over(cast.dossier.id)
    assert (handed.name, handed.authority) == ("Trần Văn B", "Số 12/UQ, 01/10/2021")
    assert "Trần" not in str(bytes(Delivery.objects.get().by_authority), "latin-1")
    assert "Trần" not in str([event.payload for event in queries.events(cast.dossier.id)])


def test_a_result_waits_at_the_counter_and_she_is_told(finished):
    cast = finished(Channel.COUNTER)
    follow_up(cast, "finish")

    assert set(Notice.objects.values_list("template", flat=True)) == {"result_waits"}


def test_by_post_it_is_returned_when_it_is_delivered(finished):
    cast = finished(Channel.POST, post_address="5 Trần Phú, Huế")
    assert queries.post_address_of(cast.now) == "5 Trần Phú, Huế"
    send(cast, number="eb 123 456 785 vn")
    assert cast.status is Status.FINISHED
    assert queries.last_parcel(cast.dossier.id).number == NUMBER
    for too_much in (lambda: send(cast), lambda: hand_over(cast)):
        with pytest.raises(errors.ParcelUnderWay):
            too_much()

    note(cast, is_delivered=True)

    assert cast.status is Status.RETURNED
    assert queries.handed_over(cast.dossier.id).taker is Taker.POST
    assert queries.last_parcel(cast.dossier.id).state == "delivered"
    with pytest.raises(errors.SomebodyWasFaster):
        note(cast, is_delivered=True)


def test_what_comes_back_waits_at_the_counter_or_is_sent_again(finished):
    cast = finished(Channel.POST)
    assert queries.post_address_of(cast.now) == "12 Hùng Vương, phường An Mỹ"
    send(cast)
    note(cast, is_delivered=False)
    assert (cast.status, cast.now.result_channel) == (Status.FINISHED, Channel.COUNTER)
    with pytest.raises(errors.NoParcelUnderWay):
        note(cast, is_delivered=True)

    send(cast, number="EB999999999VN")
    note(cast, is_delivered=False)
    hand_over(cast)

    assert (cast.status, cast.now.result_channel) == (Status.RETURNED, Channel.COUNTER)
    assert [one.state for one in queries.parcels_of(cast.now)] == ["returned", "returned"]


def test_nobody_but_a_clerk_gives_it_away(finished):
    cast = finished(Channel.COUNTER)
    cast.clerk = cast.specialist
    with pytest.raises(errors.NotYourPost):
        hand_over(cast)
    with pytest.raises(errors.NotYourPost):
        send(cast)


def test_the_database_keeps_one_parcel_under_way(finished):
    cast = finished(Channel.POST)
    send(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parcel.objects.create(
            dossier=cast.now, number="X1234567", state="sent", sent_at=NOW, sent_by="staff:x"
        )


@pytest.mark.parametrize("typed", ["", "EB1", "EB 123!456", "E" * 21, "mã bưu gửi"])
def test_what_is_no_number_of_a_parcel_is_refused(typed):
    assert parcel_number(typed) is None
