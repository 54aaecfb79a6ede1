"""Files in pieces: a broken line costs one piece, and nothing more is taken than whole."""

import base64
from datetime import timedelta

import pytest

from motcua.documents.queries import bytes_arrived, content
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Upload
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG, person

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def draft(an, offer):
    return actions.begin_draft(offer=offer, owner=an, at=NOW)


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


def metadata(**values):
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items()
    )


SIZE = len(JPEG)


def begin(browser, draft, size=SIZE, field="giay_to", name="giấy.jpg"):
    return browser.post(
        f"/nop/{draft.id}/tep/",
        headers={
            **TUS,
            "Upload-Length": str(size),
            "Upload-Metadata": metadata(field=field, filename=name),
        },
    )


def send(browser, where, piece, start):
    return browser.patch(
        where,
        piece,
        content_type="application/offset+octet-stream",
        headers={**TUS, "Upload-Offset": str(start)},
    )


def test_pieces_make_the_file_that_was_sent(an, browser, draft):
    where = begin(browser, draft)["Location"]
    assert send(browser, where, JPEG[:100], 0)["Upload-Offset"] == "100"
    assert browser.head(where, headers=TUS)["Upload-Offset"] == "100"
    assert send(browser, where, JPEG[100:], 100).status_code == 204

    kept = queries.draft(draft.id, owner=an)
    (attachment,) = queries.attachments_of(kept)
    assert (attachment.field, attachment.name) == ("giay_to", "giấy.jpg")
    assert content(attachment.file) == JPEG
    assert queries.answers_of(kept)["giay_to"] == str(attachment.id)
    assert browser.head(where, headers=TUS).status_code == 404
    assert Upload.objects.count() == 0


def test_a_piece_that_comes_twice_is_written_once(browser, draft):
    where = begin(browser, draft)["Location"]
    send(browser, where, JPEG[:100], 0)
    again = send(browser, where, JPEG[:100], 0)

    assert again.status_code == 409
    assert again["Upload-Offset"] == "100"


def test_more_than_was_announced_is_not_taken(browser, draft):
    where = begin(browser, draft, size=50)["Location"]
    answer = send(browser, where, JPEG, 0)
    # The fifty bytes that were announced are no picture.
    assert answer.status_code == 422
    assert Upload.objects.count() == 0


def test_a_file_that_is_refused_says_why_and_leaves_nothing(an, browser, draft):
    where = begin(browser, draft, size=20, name="anh.jpg")["Location"]
    answer = send(browser, where, b"not a picture at all", 0)

    assert answer.status_code == 422
    assert "anh.jpg" in answer.json()["message"]
    assert queries.attachments_of(queries.draft(draft.id, owner=an)) == []
    assert browser.head(where, headers=TUS).status_code == 404


@pytest.mark.parametrize(
    ("size", "status"), [(6 * 1024 * 1024, 413), (0, 422), ("-1", 400), ("1e3", 400), ("", 400)]
)
def test_a_size_that_cannot_be_taken_is_refused_before_anything_is_sent(
    browser, draft, size, status
):
    assert begin(browser, draft, size=size).status_code == status
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("field", ["ho_ten", "khong_co", "", "../../etc/passwd"])
def test_only_questions_for_files_take_files(browser, draft, field):
    assert begin(browser, draft, field=field).status_code == 400


def test_another_version_of_the_protocol_is_refused(browser, draft):
    answer = browser.post(f"/nop/{draft.id}/tep/", headers={"Upload-Length": "5"})
    assert answer.status_code == 412
    assert answer["Tus-Version"] == "1.0.0"


def test_a_second_file_for_the_same_question_gives_the_first_up(browser, draft):
    first = begin(browser, draft)["Location"]
    second = begin(browser, draft)["Location"]
    assert browser.head(first, headers=TUS).status_code == 404
    assert browser.head(second, headers=TUS)["Upload-Offset"] == "0"


def test_another_citizen_neither_sees_nor_continues_it(browser, draft):
    where = begin(browser, draft)["Location"]
    other = citizens_browser(person(name="B", subject="s-2", personal_id="003190000022").id)
    assert other.head(where, headers=TUS).status_code == 404
    assert send(other, where, JPEG, 0).status_code == 404
    assert other.delete(where, headers=TUS).status_code == 404
    assert browser.head(where, headers=TUS)["Upload-Offset"] == "0"


def test_what_nobody_continues_is_gone_after_a_day(browser, draft):
    where = begin(browser, draft)["Location"]
    send(browser, where, JPEG[:100], 0)
    (upload,) = Upload.objects.all()

    assert actions.forget_uploads(at=upload.began_at + timedelta(hours=23)) == 0
    assert bytes_arrived(upload.id) == 100
    assert actions.forget_uploads(at=upload.began_at + timedelta(hours=25)) == 1
    assert bytes_arrived(upload.id) == 0
