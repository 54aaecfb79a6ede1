from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from motcua.audit import queries as audit
from motcua.eforms import actions, draft_errors, draft_queries, errors, queries
from motcua.eforms.models import FormDraft, FormRevision
from motcua.eforms.types.drafting import DraftMove, DraftStatus
from motcua.kernel.actors import Actor
from motcua.kernel.lifecycle import MoveNotAllowed
from tests.unit.eforms.making import component, definition

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
AUTHOR = Actor.staff("019380f4-0000-7000-8000-000000000001")
REVIEWER = Actor.staff("019380f4-0000-7000-8000-000000000002")
OTHER = Actor.staff("019380f4-0000-7000-8000-000000000003")

pytestmark = pytest.mark.django_db


def begun(written=None):
    given = definition(component()) if written is None else written
    return actions.begin_from_definition(definition=given, by=AUTHOR, at=NOW)


def saved(draft, written, *, by=AUTHOR, seen=None):
    return actions.save_definition(
        draft_id=draft.id,
        definition=written,
        seen=draft.revision if seen is None else seen,
        by=by,
        at=NOW,
    )


def sent(draft):
    return actions.submit_draft(draft_id=draft.id, seen=draft.revision, by=AUTHOR, at=NOW)


def signed(draft, by=REVIEWER):
    return actions.sign_off(draft_id=draft.id, seen=draft.revision, by=by, at=NOW)


def published(draft, by=AUTHOR):
    return actions.publish_draft(draft_id=draft.id, seen=draft.revision, by=by, at=NOW)


def test_a_form_goes_from_its_author_by_another_reader_to_a_version():
    draft = saved(begun(), definition(component(key="moi")))
    version = published(signed(sent(draft)))

    assert version.number == 1
    assert [field.key for field in queries.form(version.id).fields] == ["moi"]
    assert draft_queries.draft(draft.id).status == DraftStatus.PUBLISHED
    moves = [step.move for step in draft_queries.steps(draft.id)]
    assert moves == [DraftMove.BEGIN, DraftMove.SUBMIT, DraftMove.SIGN_OFF, DraftMove.PUBLISH]


def test_every_move_is_on_record_with_numbers_only():
    draft = begun()
    published(signed(sent(draft)))

    events = [event for event in audit.events_of("eform:mau") if "draft" in event.kind]
    assert [event.kind for event in events] == [
        "eforms.draft_begun.v1",
        "eforms.draft_submitted.v1",
        "eforms.draft_signed_off.v1",
        "eforms.draft_published.v1",
    ]
    assert {tuple(event.payload) for event in events} == {("draft", "revision")}
    assert events[2].actor == str(REVIEWER)


@pytest.mark.parametrize("by", [AUTHOR, OTHER])
def test_nobody_signs_off_what_she_wrote(by):
    draft = begun()
    draft = saved(draft, definition(component(key="b")), by=OTHER)
    # The last save is the author's again: what OTHER wrote stays hers.
    draft = sent(saved(draft, definition(component(key="c"))))

    with pytest.raises(draft_errors.OwnWorkReviewed):
        signed(draft, by=by)
    assert draft_queries.draft(draft.id).status == DraftStatus.IN_REVIEW


def test_who_saves_over_another_is_told_and_both_are_kept():
    draft = begun()
    saved(draft, definition(component(key="a")), seen=1)

    with pytest.raises(draft_errors.FormEditedMeanwhile):
        saved(draft, definition(component(key="b")), by=OTHER, seen=1)
    later = saved(draft, definition(component(key="b")), by=OTHER, seen=2)

    assert later.revision == 3
    kept = FormRevision.objects.filter(draft=draft).order_by("number")
    keys = [one.definition["components"][0]["key"] for one in kept]
    assert keys == ["o", "a", "b"]
    assert [one.saved_by for one in kept] == [str(AUTHOR), str(AUTHOR), str(OTHER)]


@pytest.mark.parametrize("move", [sent, signed, published])
def test_a_move_that_saw_another_revision_changes_nothing(move):
    draft = begun()
    stale = FormDraft(id=draft.id, revision=7)

    with pytest.raises(draft_errors.FormEditedMeanwhile):
        move(stale)
    assert draft_queries.draft(draft.id).status == DraftStatus.DRAFTING


def test_what_is_read_is_not_written_meanwhile():
    draft = sent(begun())

    with pytest.raises(MoveNotAllowed):
        saved(draft, definition(component(key="b")))


def test_what_was_signed_off_is_read_anew_once_it_is_taken_back():
    draft = signed(sent(begun()))
    draft = actions.take_back(draft_id=draft.id, seen=1, by=AUTHOR, at=NOW)
    draft = saved(draft, definition(component(key="b")))

    with pytest.raises(MoveNotAllowed):
        published(draft)


def test_a_draft_comes_back_with_what_to_change():
    draft = sent(begun())
    with pytest.raises(draft_errors.CommentMissing):
        actions.return_draft(draft_id=draft.id, seen=1, comment=" ", by=REVIEWER, at=NOW)
    draft = actions.return_draft(
        draft_id=draft.id, seen=1, comment="Hỏi thêm ngày sinh", by=REVIEWER, at=NOW
    )

    assert draft.status == DraftStatus.RETURNED
    assert draft_queries.steps(draft.id)[-1].comment == "Hỏi thêm ngày sinh"
    with pytest.raises(MoveNotAllowed):
        sent(draft)
    assert sent(saved(draft, definition(component(key="b")))).status == DraftStatus.IN_REVIEW


def test_what_we_do_not_run_is_kept_in_the_draft_and_keeps_it_from_review():
    foreign = definition(component(type="survey", key="khao_sat"))
    draft = begun(foreign)

    assert draft_queries.revision(draft.id, 1).definition == foreign
    with pytest.raises(draft_errors.FindingsRemain):
        sent(draft)


def test_what_cannot_be_stored_is_refused_at_once():
    draft = begun()

    with pytest.raises(errors.FormNotSupported):
        saved(draft, definition(component(label="a\0b")))
    assert draft_queries.draft(draft.id).revision == 1


def test_a_form_has_one_open_draft():
    begun()
    with pytest.raises(draft_errors.FormDraftOpen):
        begun()
    with pytest.raises(draft_errors.FormDraftOpen):
        actions.begin_form(key="mau", title="Mẫu", by=OTHER, at=NOW)


def test_a_draft_given_up_makes_room_and_stays_on_record():
    draft = begun()
    actions.withdraw_draft(draft_id=draft.id, seen=1, by=AUTHOR, at=NOW)

    assert begun().id != draft.id
    assert draft_queries.revision(draft.id, 1)


def test_the_next_version_begins_as_any_that_was_published():
    first = published(signed(sent(begun())))
    draft = actions.begin_from_version(version_id=first.id, by=OTHER, at=NOW)
    with pytest.raises(draft_errors.NothingChanged):
        published(signed(sent(draft)))
    draft = actions.take_back(draft_id=draft.id, seen=1, by=OTHER, at=NOW)
    second = published(signed(sent(saved(draft, definition(component(key="b")), by=OTHER))))
    third = actions.begin_from_version(version_id=first.id, by=AUTHOR, at=NOW)

    assert second.number == 2
    # From the old text, and yet after the newest version.
    assert third.based_on_id == second.id
    assert draft_queries.revision(third.id, 1).definition == first.definition


def test_a_version_that_came_meanwhile_is_not_undone():
    draft = signed(sent(begun()))
    actions.publish(key="mau", definition=definition(component(key="b")), by=OTHER, at=NOW)

    with pytest.raises(draft_errors.VersionPublishedMeanwhile):
        published(draft)
    assert draft_queries.draft(draft.id).status == DraftStatus.APPROVED


def test_a_new_form_begins_with_an_empty_page():
    draft = actions.begin_form(key="moi-tinh", title=" Mới ", by=AUTHOR, at=NOW)

    written = draft_queries.revision(draft.id, 1).definition
    assert (written["name"], written["title"]) == ("moi-tinh", "Mới")
    assert [page["type"] for page in written["components"]] == ["panel"]


@pytest.mark.parametrize("key", ["", "có dấu", "a/b", "-a", "x" * 65])
def test_a_key_that_is_no_address_is_refused(key):
    with pytest.raises(draft_errors.FormKeyNotUsable):
        actions.begin_form(key=key, title="Mẫu", by=AUTHOR, at=NOW)


def test_a_draft_stays_of_its_form():
    with pytest.raises(draft_errors.FormKeyChanged):
        saved(begun(), definition(component(), name="khac"))


def test_the_database_knows_the_statuses():
    draft = begun()
    with pytest.raises(Error, match="status_is_known"), transaction.atomic():
        FormDraft.objects.filter(pk=draft.id).update(status="lost")


def test_the_list_holds_each_form_once_and_goes_on_page_by_page(django_assert_num_queries):
    for number in range(35):
        key = f"mau-{number:02}"
        actions.publish(key=key, definition=definition(component(), name=key), by=AUTHOR, at=NOW)
    first = draft_queries.version("mau-03", 1)
    actions.begin_from_version(version_id=first.id, by=AUTHOR, at=NOW + timedelta(days=1))

    with django_assert_num_queries(3):
        forms, after = draft_queries.listed(words="", status="", after="")
    rest, end = draft_queries.listed(words="", status="", after=after)

    assert [one.key for one in [*forms, *rest]] == [f"mau-{number:02}" for number in range(35)]
    assert end == ""
    assert forms[3].draft.revision == 1
    drafting, _ = draft_queries.listed(words="", status="drafting", after="")
    assert [one.key for one in drafting] == ["mau-03"]
    others, _ = draft_queries.listed(words="mau-0", status="published", after="")
    assert len(others) == 9
