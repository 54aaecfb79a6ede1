"""Dossiers of an old one-stop come in, as they stand there, however often they are sent."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.audit.models import Event
from motcua.catalogue.models import LevelEvidence
from motcua.documents.models import OfficialPaper
from motcua.dossiers import actions, codes, errors, jobs, queries, snapshots
from motcua.dossiers.models import Dossier, ImportedDossier, WorkItem
from motcua.dossiers.queries.lists import Choices
from motcua.dossiers.types import Filing, Lateness, Post, Status
from motcua.dossiers.verdicts import Verdict
from motcua.identity import queries as identity
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.notifications.models import Notice
from tests.integration.delivery import AN_MY, NOW
from tests.transferred import numbered, returned, row

IMPORTER = Actor.system("test.importer")
CODE = "H47.40.2-211011-0007"


@pytest.fixture
def within(offered):
    return set(Agency.objects.filter(code__startswith="H47").values_list("id", flat=True))


@pytest.fixture
def take(within):
    def now(*rows, source="mot-cua-cu", at=NOW, within=within):
        sent = [actions.Sent(row=one) for one in rows]
        return actions.take_rows(sent, source=source, within=within, by=IMPORTER, at=at)

    return now


def verdicts(judged):
    return [one.verdict for one in judged]


def reasons(judged):
    return {wrong.key: type(wrong.reason) for wrong in judged.wrong}


def only():
    return Dossier.objects.select_related("imported", "agency").get()


def test_a_dossier_stands_here_as_it_stood_there(take):
    assert verdicts(take(row())) == [Verdict.NEW]

    found = only()
    assert (found.code, found.status, found.filing) == (CODE, Status.PROCESSING, Filing.COUNTER)
    assert queries.shown_time(found.submitted_at) == "08:15 11/10/2021"
    assert queries.shown_time(found.promised_at) == "17:00 25/10/2021"
    assert (found.agency.code, found.fee_amount) == (AN_MY, 8000)
    assert queries.is_imported(found)
    known = identity.particulars_of([found.owner_id])[found.owner_id]
    assert (known["personal_id"], known["phone"]) == ("049085000077", "0905777888")
    assert identity.citizen(found.owner_id).full_name == "Trần Văn Cũ"


def test_it_is_one_event_that_says_what_it_went_through(take):
    take(row())

    (event,) = queries.events(only().id)
    assert event.kind == "dossiers.imported.v1"
    assert [status for _, status in event.payload["history"]] == ["1", "2", "4"]
    assert "Trần" not in str(event.payload)


def test_sent_again_it_changes_nothing(take):
    take(row())
    before, events = only(), Event.objects.count()

    assert verdicts(take(row(), at=NOW + timedelta(days=1))) == [Verdict.SAME]
    assert verdicts(take(row(TrangThaiHoSo="4", NgayHenTra="20211025170000"))) == [Verdict.SAME]
    assert only().version == before.version
    assert Event.objects.count() == events


def test_what_changed_there_changes_here(take):
    take(row())
    owner = only().owner_id

    judged = take(returned(ChuHoSo="Trần Văn Cũ Hơn"))

    found = only()
    assert verdicts(judged) == [Verdict.CHANGED]
    assert (found.status, found.version, found.owner_id) == (Status.RETURNED, 2, owner)
    assert found.owner_name == "Trần Văn Cũ Hơn"
    assert identity.person_names([owner])[owner] == "Trần Văn Cũ Hơn"
    assert not found.work_items.filter(done_at=None).exists()
    assert [event.kind for event in queries.events(found.id)] == ["dossiers.imported.v1"] * 2


def test_a_step_that_went_on_there_goes_on_here(take):
    take(row())
    take(row(Buoc="Phê duyệt"))

    (task,) = WorkItem.objects.filter(done_at=None)
    assert task.post == Post.LEADER
    assert only().process.ended_at is None


@pytest.mark.parametrize("first", [True, False])
def test_the_order_of_rows_does_not_matter(take, first):
    rows = [numbered(1), numbered(2), row(MaTTHC="1.999999")]
    judged = take(*(rows if first else reversed(rows)))

    assert sorted(verdicts(judged)) == [Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "key", "refusal"),
    [
        ({"DonViXuLy": "H47.99.9"}, "DonViXuLy", errors.AgencyUnknown),
        ({"MaTTHC": "1.999999"}, "MaTTHC", errors.NotOffered),
        ({"Buoc": "Ký số và phát hành kết quả"}, "Buoc", errors.StepUnknown),
        ({"Buoc": "Bước không có"}, "Buoc", errors.StepUnknown),
        ({"GiayTo": "don.pdf"}, "GiayTo", errors.PaperMissing),
        ({"TrangThaiHoSo": "mới toanh"}, "TrangThaiHoSo", errors.NotInList),
    ],
)
def test_a_bad_row_is_named_and_leaves_nothing(take, changes, key, refusal):
    (judged,) = take(row(**changes))

    assert (judged.verdict, reasons(judged)) == (Verdict.REFUSED, {key: refusal})
    assert not Dossier.objects.exists()
    assert not Event.objects.filter(kind="dossiers.imported.v1").exists()


def test_an_agency_that_is_not_the_senders_is_refused(take):
    (judged,) = take(row(), within=set())
    assert reasons(judged) == {"DonViXuLy": errors.AgencyUnknown}


def test_a_code_twice_in_one_call_is_taken_from_neither(take):
    assert verdicts(take(row(), row(ChuHoSo="Khác"))) == [Verdict.REFUSED] * 2
    assert not Dossier.objects.exists()


def test_a_code_of_ours_is_refused(take, submitted):
    (judged,) = take(row(MaHoSo=submitted.code))
    assert reasons(judged) == {"MaHoSo": errors.CodeIsOurs}


def test_another_source_does_not_take_it_over(take):
    take(row())
    (judged,) = take(row(), source="he-thong-khac")
    assert reasons(judged) == {"MaHoSo": errors.FromElsewhere}


def test_our_own_numbers_go_on_behind_those_that_came(take):
    take(row())
    assert str(codes.allot(agency_code=AN_MY, day=date(2021, 10, 11))) == "H47.40.2-211011-0008"
    assert str(codes.allot(agency_code=AN_MY, day=date(2021, 10, 12))) == "H47.40.2-211012-0001"


def test_once_our_officers_went_on_the_old_system_is_not_heard_any_more(take, officer):
    take(row())
    found = only()
    (task,) = WorkItem.objects.filter(done_at=None)
    actions.take_up(item_id=task.id, viewer=officer(Role.SPECIALIST), at=NOW)

    (judged,) = take(returned())
    assert reasons(judged) == {"MaHoSo": errors.ActedOnHere}
    assert only().version == found.version
    assert verdicts(take(row())) == [Verdict.SAME]


def test_that_it_became_late_here_is_no_work_of_ours(take):
    take(row())
    late = only().due_at + timedelta(hours=1)
    while actions.look_at_dossier(dossier_id=only().id, at=late) is Lateness.DUE_SOON:
        pass
    assert only().version > 1
    assert verdicts(take(returned(), at=late)) == [Verdict.CHANGED]


def test_work_goes_on_to_the_result(take, officer):
    take(row())
    clerk, leader = officer(Role.CLERK), officer(Role.LEADER)
    (task,) = WorkItem.objects.filter(done_at=None)
    assert task.post == Post.SPECIALIST
    specialist = officer(Role.SPECIALIST)
    actions.ask_supplement(
        dossier_id=only().id, viewer=specialist, wanted=["Bản sao"], reason="Thiếu", at=NOW
    )
    later = NOW + timedelta(hours=3)
    actions.note_supplement(dossier_id=only().id, viewer=clerk, words="Đã đủ", at=later)
    assert only().status == Status.PROCESSING
    assert only().promised_at > Dossier.objects.get().accepted_at
    actions.stop(dossier_id=only().id, viewer=leader, reason="Tạm dừng", at=later)
    assert only().status == Status.STOPPED


def test_nobody_signs_a_result_that_says_nothing(take, officer):
    take(row(Buoc="Phê duyệt"))
    (task,) = WorkItem.objects.filter(done_at=None)
    assert task.post == Post.LEADER
    leader = officer(Role.LEADER)

    with pytest.raises(errors.ResultIncomplete):
        actions.do_task(item_id=task.id, viewer=leader, outcome="duyet", at=NOW)
    actions.do_task(
        item_id=task.id, viewer=leader, outcome="tra-lai", note="Chưa có nội dung", at=NOW
    )
    (task,) = WorkItem.objects.filter(done_at=None)
    assert task.post == Post.SPECIALIST


def test_one_that_is_not_received_yet_is_received_here(take, officer):
    new = row(TrangThaiHoSo="1", NgayTiepNhan="", NgayHenTra="", LichSu="")
    assert verdicts(take(new)) == [Verdict.NEW]
    actions.accept(dossier_id=only().id, viewer=officer(Role.CLERK), at=NOW)
    assert only().status == Status.ACCEPTED
    assert WorkItem.objects.filter(done_at=None).count() == 1


@pytest.mark.parametrize(
    ("status", "event"), [("5", "supplement"), ("6", "obligation_met"), ("8", "resume")]
)
def test_one_whose_clock_stands_goes_on_from_there(take, officer, status, event):
    take(row(TrangThaiHoSo=status, TamDungTu="18/10/2021 10:00:00", LyDo="Bản sao giấy khai sinh"))
    found = only()
    assert found.alarm_at is None
    assert found.pauses.get().ended_at is None
    promised = found.promised_at
    if event == "supplement":
        clerk = officer(Role.CLERK)
        actions.note_supplement(dossier_id=found.id, viewer=clerk, words="Đã nộp", at=NOW)
    elif event == "obligation_met":
        actions.obligation_met(dossier_id=found.id, viewer=officer(Role.CLERK), at=NOW)
    else:
        actions.resume(dossier_id=found.id, viewer=officer(Role.LEADER), at=NOW)
    assert only().status == Status.PROCESSING
    assert only().promised_at > promised


def test_a_result_that_is_ready_is_handed_over_here_and_proves_nothing(take, officer):
    take(row(TrangThaiHoSo="9", NgayKetThucXuLy="14/10/2021 10:00:00"))
    found = only()
    actions.give_result(dossier_id=found.id, viewer=officer(Role.CLERK), at=NOW)
    found = only()
    assert found.status == Status.RETURNED
    jobs.follow_up(dossier=str(found.id), version=found.version, happened="return")
    assert not LevelEvidence.objects.exists()
    assert snapshots.lived_of(found) is None


def test_nobody_is_told_no_paper_is_issued_nothing_is_proven(take):
    take(numbered(1), returned(MaHoSo="H47.40.2-211011-0002"), numbered(3, NgayHenTra="14/10/2021"))

    for found in Dossier.objects.all():
        actions.look_at_dossier(dossier_id=found.id, at=NOW)
        jobs.follow_up(dossier=str(found.id), version=found.version, happened="imported")
    assert not Notice.objects.exists()
    assert not OfficialPaper.objects.exists()
    assert not LevelEvidence.objects.exists()


def test_what_was_late_there_is_late_here_at_once(take):
    take(row(NgayHenTra="14/10/2021"))
    found = only()
    assert (found.alarmed, found.alarm_at) == (Lateness.LATE, None)
    assert queries.lateness_of(found) is Lateness.LATE


def test_officers_find_it_and_list_it(take, officer):
    take(row())
    viewer = officer(Role.SPECIALIST)
    for words in ("tran van cu", "049085000077", "0905777888", CODE):
        assert queries.found_cases(viewer, Choices(words=words), at=NOW).rows, words
    assert len(queries.open_tasks(viewer, at=NOW).rows) == 1


def test_the_nation_is_told_that_it_came_from_elsewhere(take):
    take(returned())
    found = Dossier.objects.select_related("agency", "parent").get()
    contact = identity.particulars_of([found.owner_id])[found.owner_id]
    said = snapshots.snapshot(
        found,
        event_id=str(uuid4()),
        contact=contact,
        shift=agencies.legal_shift(),
        names={},
    )
    assert (said["NhapTuHeThongKhac"], said["MucDoThucTe"]) == ("1", 0)
    assert (said["KenhThucHien"], said["TaiKhoanDuocXacThucVoiVNeID"]) == ("1", "0")


def test_statements_do_not_grow_with_rows(take):
    take(numbered(9000))

    def asked(first, count):
        rows = [numbered(number) for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as queries_made:
            assert set(verdicts(take(*rows))) == {Verdict.NEW}
        return len(queries_made)

    assert asked(1, 3) == asked(100, 40)


def test_rows_of_dossiers_that_are_here_are_as_cheap(take):
    def sent(count, **changes):
        rows = [numbered(number, **changes) for number in range(count)]
        with CaptureQueriesContext(connection) as queries_made:
            take(*rows)
        return len(queries_made)

    sent(40)
    assert sent(3, LyDo="a") == sent(40, LyDo="b")
    assert ImportedDossier.objects.filter(version__gt=1).count() == 40
