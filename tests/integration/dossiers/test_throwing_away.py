"""What is thrown away is gone, files too; what a dossier has stays."""

import pytest
from django.utils import timezone

from motcua.documents.adapters import store
from motcua.documents.models import StoredFile
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Draft
from tests.integration.delivery import NOW
from tests.integration.people import JPEG, person

OTHER = JPEG + b"\0"


@pytest.fixture
def draft(an, draft_of):
    return draft_of(an)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Run what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def paper_of(draft):
    form = queries.form_of_draft(draft)
    return next(one for one in queries.file_fields(form) if one.key == "giay_to")


def give(draft, owner, content):
    actions.attach_file(
        draft_id=draft.id,
        owner=owner,
        field=paper_of(draft),
        name="moi.jpg",
        content=content,
        at=timezone.now(),
    )


def lies_there(digest):
    return store._path(digest).exists()


def digest_of(draft):
    return draft.attachments.get().file.sha256


def test_a_draft_goes_with_its_files(an, draft, after_commit):
    digest = digest_of(draft)
    with after_commit():
        actions.discard_draft(draft_id=draft.id, owner=an, at=NOW)

    assert StoredFile.objects.count() == 0
    assert not lies_there(digest)


def test_a_file_goes_when_another_is_given(an, draft, after_commit):
    before = digest_of(draft)
    with after_commit():
        give(draft, an, OTHER)

    assert not lies_there(before)
    assert store.get(digest_of(draft)) == OTHER


def test_the_same_file_given_again_stays(an, draft, after_commit):
    with after_commit():
        give(draft, an, JPEG)
    assert store.get(digest_of(draft)) == JPEG


def test_a_file_goes_when_it_is_taken_away(an, draft, after_commit):
    digest = digest_of(draft)
    with after_commit():
        actions.detach_file(draft_id=draft.id, owner=an, field="giay_to", at=NOW)
    assert not lies_there(digest)


def test_nothing_goes_where_the_throwing_away_does_not_happen(an, draft):
    from django.db import transaction

    digest = digest_of(draft)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.discard_draft(draft_id=draft.id, owner=an, at=NOW)
        raise ZeroDivisionError

    assert Draft.objects.filter(id=draft.id).exists()
    assert store.get(digest) == JPEG


def test_what_a_dossier_has_stays(an, offer, submitted, after_commit):
    """A paper of a dossier that was used again in a draft."""
    draft = actions.begin_draft(offer=offer, owner=an, at=NOW)
    actions.reuse_file(draft_id=draft.id, owner=an, field=paper_of(draft), at=NOW)
    assert digest_of(draft) == submitted.attachments.get().file.sha256
    with after_commit():
        actions.discard_draft(draft_id=draft.id, owner=an, at=NOW)

    assert store.get(submitted.attachments.get().file.sha256) == JPEG


def test_the_same_bytes_of_somebody_else_stay(an, draft_of, draft, after_commit):
    other = draft_of(person(name="B", subject="s-2", personal_id="003190000022"))
    with after_commit():
        actions.discard_draft(draft_id=draft.id, owner=an, at=NOW)

    assert store.get(digest_of(other)) == JPEG


def test_drafts_that_lay_too_long_go_with_their_files(draft, after_commit):
    digest = digest_of(draft)
    Draft.objects.update(saved_at=NOW.replace(year=NOW.year - 3))
    with after_commit():
        assert actions.forget_drafts(at=NOW) == 1
    assert not lies_there(digest)
