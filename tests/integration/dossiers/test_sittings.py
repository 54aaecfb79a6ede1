"""A member of staff serves one citizen: one at a time, with her word, and nothing stays behind."""

from datetime import date, timedelta

import pytest

from motcua.audit import queries as audit
from motcua.documents.models import StoredFile
from motcua.dossiers import actions, errors, queries, snapshots
from motcua.dossiers.models import AbandonedDraft, Draft, HandedPaper, Sitting
from motcua.dossiers.types import Filing, Status
from motcua.eforms import queries as eforms
from motcua.identity import actions as identity
from motcua.identity.types import Role
from motcua.notifications.models import Notice
from motcua.privacy import sealing
from tests.integration.delivery import AN_MY, NOW
from tests.integration.people import ANSWERS, JPEG

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Tiếp Nhận")


@pytest.fixture
def helper(officer):
    return officer(Role.HELPER, name="Tình Nguyện")


@pytest.fixture
def sits(offer):
    """Begin to serve somebody: `sits(viewer, Filing.COUNTER)`."""

    def sit(viewer, way, *, at=NOW, phone="0905123456", personal_id="049195000011"):
        met = identity.meet_at_counter(
            full_name="Nguyễn Thị An",
            personal_id=personal_id,
            birth_date=date(1995, 10, 18),
            address="12 Hùng Vương, phường An Mỹ",
            phone=phone,
            email="",
            agency_code=AN_MY,
            by=viewer.actor,
            at=at,
        )
        return actions.open_sitting(
            offer=offer,
            person_id=met.id,
            way=way,
            agency_id=offer.agency.id,
            viewer=viewer,
            at=at,
        )

    return sit


def fills(sitting, viewer, *, paper=True, at=NOW):
    owner = actions.owner_of(sitting, viewer)
    draft = queries.draft(sitting.draft_id, owner=owner)
    filled = queries.filled(draft)
    phone = next(
        one.key for one in queries.form_of_draft(draft).fields if one.prefill == "identity.phone"
    )
    answers = {phone: "0905000001", **filled.answers, **ANSWERS}
    actions.save_answers(
        draft_id=draft.id, owner=owner, filled=filled.with_answers(answers, {}), at=at
    )
    field = queries.form_of_draft(draft).field("giay_to")
    if paper:
        actions.hand_in(draft_id=draft.id, owner=owner, field=field, originals=1, copies=2, at=at)
    else:
        actions.attach_file(
            draft_id=draft.id, owner=owner, field=field, name="a.jpg", content=JPEG, at=at
        )
    return queries.draft(draft.id, owner=owner)


def code_in_sms():
    notice = Notice.objects.latest("queued_at", "id")
    values = sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")
    return values["code"]


def happened(sitting):
    return [event.kind.split(".")[1] for event in audit.events_of(f"sitting:{sitting.id}")]


def test_a_walk_in_is_filed_and_received_at_once(sits, clerk):
    sitting = sits(clerk, Filing.COUNTER)
    draft = fills(sitting, clerk)

    dossier = actions.receive_now(
        sitting_id=sitting.id, viewer=clerk, seen=draft.saved_at, at=LATER
    )

    assert dossier.status == Status.ACCEPTED
    assert dossier.filing == Filing.COUNTER
    assert dossier.submitter == str(clerk.actor)
    assert dossier.promised_at is not None
    paper = HandedPaper.objects.get(dossier=dossier)
    assert (paper.originals, paper.copies) == (1, 2)
    assert happened(sitting) == ["sitting_opened", "sitting_agreed", "sitting_filed"]
    assert queries.open_sitting(clerk, at=LATER) is None


@pytest.mark.parametrize(
    ("way", "channel"),
    [(Filing.COUNTER, "1"), (Filing.POST, "3"), (Filing.OFFICER_TYPED, "1")],
)
def test_the_nation_is_told_how_it_really_came(sits, clerk, way, channel):
    sitting = sits(clerk, way)
    draft = fills(sitting, clerk)
    dossier = actions.receive_now(
        sitting_id=sitting.id, viewer=clerk, seen=draft.saved_at, at=LATER
    )

    from motcua.agencies import queries as agencies

    sent = snapshots.snapshot(
        queries.dossier(dossier.id),
        event_id="1",
        contact={"personal_id": "", "phone": "", "email": ""},
        shift=agencies.legal_shift(),
        names={},
    )
    assert sent["KenhThucHien"] == channel
    assert sent["TaiKhoanDuocXacThucVoiVNeID"] == "0"
    assert sent["DuocThanhToanTrucTuyen"] == "0"
    assert dossier.fee_amount > 0
    assert not dossier.fee_online


def test_a_paper_given_on_paper_needs_no_upload_and_stands_on_the_receipt(sits, clerk):
    from motcua.dossiers import papers

    sitting = sits(clerk, Filing.COUNTER)
    draft = fills(sitting, clerk)
    dossier = actions.receive_now(
        sitting_id=sitting.id, viewer=clerk, seen=draft.saved_at, at=LATER
    )

    listed = [paper["name"] for paper in papers._papers(queries.dossier(dossier.id))]
    assert any(name.endswith("(01 bản chính, 02 bản sao)") for name in listed)


def test_without_paper_or_upload_it_is_not_received(sits, clerk):
    sitting = sits(clerk, Filing.COUNTER)
    draft = fills(sitting, clerk)
    owner = actions.owner_of(sitting, clerk)
    field = queries.form_of_draft(draft).field("giay_to")
    actions.hand_in(draft_id=draft.id, owner=owner, field=field, originals=0, copies=0, at=LATER)

    with pytest.raises(errors.DraftIncomplete):
        actions.receive_now(sitting_id=sitting.id, viewer=clerk, seen=LATER, at=LATER)
    assert queries.open_sitting(clerk, at=LATER) == sitting


def test_nobody_serves_two_at_once(sits, clerk):
    first = sits(clerk, Filing.COUNTER)

    with pytest.raises(errors.SittingOpen) as refused:
        sits(clerk, Filing.COUNTER)
    assert refused.value.params["sitting"] == first.id

    actions.close_sitting(sitting_id=first.id, viewer=clerk, at=NOW)
    sits(clerk, Filing.COUNTER)


def test_what_was_typed_is_thrown_away_when_a_sitting_ends(sits, clerk):
    sitting = sits(clerk, Filing.COUNTER)
    fills(sitting, clerk, paper=False)

    actions.close_sitting(sitting_id=sitting.id, viewer=clerk, at=LATER)

    assert not Draft.objects.exists()
    assert AbandonedDraft.objects.count() == 1
    assert happened(sitting)[-1] == "sitting_closed"
    with pytest.raises(errors.UnknownSitting):
        queries.sitting(sitting.id, viewer=clerk, at=LATER)


def test_half_an_hour_without_a_word_ends_it(sits, clerk):
    sitting = sits(clerk, Filing.COUNTER)
    late = NOW + queries.IDLE

    with pytest.raises(errors.UnknownSitting):
        queries.sitting(sitting.id, viewer=clerk, at=late)
    assert actions.close_idle(at=late) == 1
    assert not Draft.objects.exists()
    assert actions.close_idle(at=late) == 0


def test_the_next_citizen_ends_what_lay_too_long(sits, clerk):
    sits(clerk, Filing.COUNTER)
    sits(clerk, Filing.COUNTER, at=NOW + queries.IDLE)
    assert Sitting.objects.filter(closed_at=None).count() == 1
    assert Draft.objects.count() == 1


def test_nobody_else_enters_a_sitting(sits, clerk, officer):
    sitting = sits(clerk, Filing.COUNTER)
    for other in (
        officer(Role.CLERK, name="Người Bên Cạnh"),
        officer(Role.CLERK, agency="H47.40.1", name="Láng Giềng"),
    ):
        with pytest.raises(errors.UnknownSitting):
            queries.sitting(sitting.id, viewer=other, at=NOW)
        with pytest.raises(errors.UnknownSitting):
            actions.close_sitting(sitting_id=sitting.id, viewer=other, at=NOW)
    assert queries.sitting(sitting.id, viewer=clerk, at=NOW) == sitting


@pytest.mark.parametrize("way", [Filing.COUNTER, Filing.POST, Filing.OFFICER_TYPED])
def test_a_helper_receives_nothing(sits, helper, way):
    with pytest.raises(errors.NotYourPost):
        sits(helper, way)


def test_a_helper_types_with_two_codes_of_the_citizen(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    assert sitting.draft_id is None
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    sitting = actions.agree(
        sitting_id=sitting.id, viewer=helper, typed=code_in_sms().lower(), at=NOW
    )
    draft = fills(sitting, helper, paper=False)
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=LATER, seen=draft.saved_at)

    dossier = actions.confirm(
        sitting_id=sitting.id,
        viewer=helper,
        typed=code_in_sms(),
        seen=draft.saved_at,
        at=LATER,
    )

    assert dossier.filing == Filing.HELPED_ONLINE
    assert dossier.status == Status.REGISTERED
    assert dossier.submitter == str(helper.actor)
    assert dossier.owner_id == sitting.owner_id
    assert queries.open_sitting(helper, at=LATER) is None
    assert happened(sitting) == [
        "sitting_opened",
        "sitting_code_sent",
        "sitting_agreed",
        "sitting_code_sent",
        "sitting_filed",
    ]


def test_a_code_files_only_what_the_citizen_was_read(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    sitting = actions.agree(sitting_id=sitting.id, viewer=helper, typed=None, at=NOW)
    draft = fills(sitting, helper, paper=False)
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=LATER, seen=draft.saved_at)
    code = code_in_sms()
    changed = fills(sitting, helper, paper=False, at=LATER)

    with pytest.raises(errors.WrongCode):
        actions.confirm(
            sitting_id=sitting.id, viewer=helper, typed=code, seen=changed.saved_at, at=LATER
        )
    with pytest.raises(errors.DraftMoved):
        actions.confirm(
            sitting_id=sitting.id, viewer=helper, typed=code, seen=draft.saved_at, at=LATER
        )


def test_the_code_to_begin_files_nothing(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    code = code_in_sms()
    sitting = actions.agree(sitting_id=sitting.id, viewer=helper, typed=code, at=NOW)
    draft = fills(sitting, helper, paper=False)

    with pytest.raises(errors.WrongCode):
        actions.confirm(
            sitting_id=sitting.id, viewer=helper, typed=code, seen=draft.saved_at, at=LATER
        )


def test_a_code_is_guessed_at_five_times_and_holds_ten_minutes(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    late = NOW + timedelta(minutes=10)
    with pytest.raises(errors.WrongCode):
        actions.agree(sitting_id=sitting.id, viewer=helper, typed=code_in_sms(), at=late)

    actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    for _ in range(5):
        with pytest.raises(errors.WrongCode):
            actions.agree(sitting_id=sitting.id, viewer=helper, typed="222-222", at=NOW)
    with pytest.raises(errors.WrongCode):
        actions.agree(sitting_id=sitting.id, viewer=helper, typed=code_in_sms(), at=NOW)


def test_her_phone_gets_ten_codes_a_day_however_often_one_begins_anew(sits, helper):
    for _ in range(2):
        sitting = sits(helper, Filing.HELPED_ONLINE)
        for _ in range(5):
            actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
        actions.close_sitting(sitting_id=sitting.id, viewer=helper, at=NOW)
    sitting = sits(helper, Filing.HELPED_ONLINE)

    with pytest.raises(errors.TooManyCodes):
        actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    assert Notice.objects.filter(key__startswith="sitting:").count() == 10

    tomorrow = NOW + timedelta(days=1)
    sitting = sits(helper, Filing.HELPED_ONLINE, at=tomorrow)
    actions.send_code(sitting_id=sitting.id, viewer=helper, at=tomorrow)


def test_a_sitting_that_is_over_keeps_no_scan(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    actions.close_sitting(sitting_id=sitting.id, viewer=helper, at=NOW)

    with pytest.raises(errors.UnknownSitting):
        actions.confirm_signed(
            sitting_id=sitting.id,
            viewer=helper,
            name="to-khai.jpg",
            content=JPEG,
            seen=NOW,
            at=NOW,
        )

    assert not StoredFile.objects.exists()


def test_who_has_no_phone_signs(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE, phone="")
    with pytest.raises(errors.NoPhone):
        actions.send_code(sitting_id=sitting.id, viewer=helper, at=NOW)
    sitting = actions.agree(sitting_id=sitting.id, viewer=helper, typed=None, at=NOW)
    draft = fills(sitting, helper, paper=False)

    dossier = actions.confirm_signed(
        sitting_id=sitting.id,
        viewer=helper,
        name="to-khai-da-ky.jpg",
        content=JPEG,
        seen=draft.saved_at,
        at=LATER,
    )

    sitting.refresh_from_db()
    assert sitting.confirmation == "signature"
    names = [one.name for one in queries.attachments_of(queries.dossier(dossier.id))]
    assert "to-khai-da-ky.jpg" in names


def test_a_helper_cannot_receive_what_she_typed(sits, helper):
    sitting = sits(helper, Filing.HELPED_ONLINE)
    sitting = actions.agree(sitting_id=sitting.id, viewer=helper, typed=None, at=NOW)
    draft = fills(sitting, helper, paper=False)
    with pytest.raises(errors.UnknownSitting):
        actions.receive_now(sitting_id=sitting.id, viewer=helper, seen=draft.saved_at, at=LATER)


def test_a_person_at_the_counter_is_nobody_with_an_account(sits, clerk, an):
    """An id number that somebody typed opens nobody's drafts."""
    sitting = sits(clerk, Filing.COUNTER)
    assert sitting.owner_id != an.id
    assert queries.open_drafts(an) == []
    with pytest.raises(errors.UnknownDraft):
        queries.draft(sitting.draft_id, owner=an)


def test_the_procedures_that_she_types_are_offered_first(sits, clerk):
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        sitting = sits(clerk, Filing.COUNTER, at=at)
        actions.close_sitting(sitting_id=sitting.id, viewer=clerk, at=at)
    assert queries.last_procedures(clerk) == ["2.000635"]


def test_the_form_begins_with_what_the_card_says(sits, clerk):
    sitting = sits(clerk, Filing.COUNTER)
    draft = queries.draft(sitting.draft_id, owner=actions.owner_of(sitting, clerk))
    filled = queries.filled(draft)
    form = queries.form_of_draft(draft)
    named = {field.prefill: filled.answers.get(field.key) for field in form.fields if field.prefill}
    assert named["identity.full_name"] == "Nguyễn Thị An"
    assert filled.sources == {}
    assert eforms.visible_pages(form, filled.answers)
