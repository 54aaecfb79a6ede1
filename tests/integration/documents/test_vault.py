"""The vault: a second pair of eyes, one at a time, and nothing changed afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.documents import actions as documents
from motcua.documents import errors
from motcua.documents.actions import vault
from motcua.documents.models import VaultRecord
from motcua.documents.queries import keying
from motcua.documents.queries import vault as kept
from motcua.documents.types import Content, Quality
from motcua.kernel.actors import Actor
from tests.integration.delivery import AN_MY, NOW
from tests.integration.people import JPEG

BICH, CHI, DUNG = (Actor.staff(uuid4()) for _ in range(3))
AN, BINH = "049195000011", "003190000022"
TODAY = date(2021, 10, 20)
RAW = {
    "number": "112/1995",
    "issuer": "UBND phường An Mỹ",
    "holder": "Nguyễn Thị An",
    "personal_id": AN,
    "issued_on": "02/11/1995",
    "muc-ho_ten": "Nguyễn Thị An",
}
KIND = kept.kinds()["giay_khai_sinh"]


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MOTCUA_DATA = tmp_path


@pytest.fixture
def agency(offered):
    return Agency.objects.get(code=AN_MY).id


@pytest.fixture
def paper(agency):
    content = Content(title="Giấy khai sinh", number="112/1995", personal_id=AN)
    return vault.Paper(kind="giay_khai_sinh", content=content, agency_id=agency)


def scan():
    return documents.store_file(
        content=JPEG, name="a.jpg", media_types=["image/jpeg"], max_bytes=10**6, by=BICH, at=NOW
    ).id


@pytest.fixture
def listed(paper):
    vault.expect([paper], by=BICH, at=NOW)
    return VaultRecord.objects.get()


def key(record, agency, *, by=BICH, at=NOW, **changes):
    typed = keying.understood(KIND, RAW | changes)
    vault.key(record_id=record.id, agency_ids=[agency], typed=typed, file_id=scan(), by=by, at=at)


def check(record, agency, *, by=CHI, seen=NOW):
    vault.check(record_id=record.id, agency_ids=[agency], seen=seen, by=by, at=NOW)


def issued(paper, subject="dossier:1", **changes):
    return vault.keep_issued(
        replace(paper, **changes), subject=subject, file_id=scan(), by=BICH, at=NOW
    )


def numbers(personal_id, **what):
    return [one.content.number for one in kept.valid_of(personal_id, on=TODAY, **what)]


def test_a_list_that_is_sent_twice_lists_once(paper):
    assert vault.expect([paper], by=BICH, at=NOW) == 1
    assert vault.expect([paper], by=BICH, at=NOW) == 0


def test_what_was_typed_is_offered_once_another_has_checked_it(listed, agency):
    key(listed, agency)
    assert numbers(AN) == []
    check(listed, agency)
    assert numbers(AN) == ["112/1995"]
    assert numbers(BINH) == []


def test_nobody_checks_what_she_typed(listed, agency):
    key(listed, agency)
    with pytest.raises(errors.CheckedByKeyer):
        check(listed, agency, by=BICH)


def test_nor_does_the_database_let_her(listed, agency):
    key(listed, agency)
    with pytest.raises(IntegrityError, match="vault_is_checked_by_another"):
        VaultRecord.objects.update(quality=Quality.CHECKED, checked_by=str(BICH))


def test_of_two_who_check_at_once_the_second_is_told(listed, agency):
    key(listed, agency)
    check(listed, agency)
    with pytest.raises(errors.RecordMoved):
        check(listed, agency, by=DUNG)


def test_what_was_typed_anew_meanwhile_is_not_confirmed(listed, agency):
    key(listed, agency)
    vault.send_back(
        record_id=listed.id, agency_ids=[agency], seen=NOW, reason="Sai số", by=CHI, at=NOW
    )
    assert kept.record(listed.id, agency_ids=[agency]).content.sent_back == "Sai số"
    later = NOW + timedelta(minutes=1)
    key(listed, agency, at=later)
    with pytest.raises(errors.RecordMoved):
        check(listed, agency, seen=NOW)
    check(listed, agency, seen=later)
    rows = {one.by: one[3:] for one in kept.figures([agency], since=TODAY, until=TODAY)}
    assert rows == {str(BICH): (2, 0, 0), str(CHI): (0, 1, 1)}


def test_without_a_reason_nothing_goes_back(listed, agency):
    key(listed, agency)
    with pytest.raises(errors.ReasonIsMissing):
        vault.send_back(
            record_id=listed.id, agency_ids=[agency], seen=NOW, reason=" ", by=CHI, at=NOW
        )


def test_another_agency_finds_nothing(listed, agency):
    with pytest.raises(errors.UnknownRecord):
        key(listed, agency + 1)


@pytest.mark.parametrize("change", [{"kind": "giay_to_khac"}, {"owner": b"x"}])
def test_what_was_checked_is_never_changed(listed, agency, change):
    key(listed, agency)
    check(listed, agency)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        VaultRecord.objects.update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        VaultRecord.objects.all()._raw_delete("default")


def test_an_issued_result_is_reliable_at_once_and_no_more_once_revoked(paper):
    record = issued(paper)
    assert record.quality == Quality.SIGNED
    assert numbers(AN) == ["112/1995"]
    vault.revoke(subject="dossier:1", by=CHI, at=NOW)
    assert numbers(AN) == []
    assert len(kept.all_of(AN)) == 1


def test_a_corrected_result_takes_the_place_of_the_one_before(paper):
    first, second = issued(paper), issued(paper)
    assert [one.record.id for one in kept.valid_of(AN, on=TODAY)] == [second.id]
    first.refresh_from_db()
    assert first.successor_id == second.id


def test_what_has_expired_is_not_offered(paper):
    issued(paper, valid_until=TODAY - timedelta(days=1))
    assert numbers(AN) == []
    issued(paper, subject="dossier:2", valid_until=TODAY)
    assert numbers(AN) == ["112/1995"]


def test_a_second_scan_takes_the_place_of_the_first_and_neither_is_relied_on(paper):
    for _ in range(2):
        vault.keep_scan(
            paper, subject="dossier:1", place="giay_to", file_id=scan(), by=BICH, at=NOW
        )
    assert set(kept.of_subject("dossier:1")) == {"giay_to"}
    assert numbers(AN) == []


def test_a_record_of_somebody_else_is_not_there(paper):
    record = issued(paper)
    assert kept.one_of(AN, record.id).content.number == "112/1995"
    for other, record_id in ((BINH, record.id), ("", record.id), (AN, uuid4())):
        with pytest.raises(errors.UnknownRecord):
            kept.one_of(other, record_id)


def test_who_used_a_record_is_told_once(paper):
    record = issued(paper)
    for _ in range(2):
        vault.note_use(record_ids=[record.id], subject="dossier:9", by=BICH, at=NOW)
    assert [one.subject for one in kept.uses_of([record.id])[record.id]] == ["dossier:9"]
