"""What agencies send arrives once, whole, and only from those who may say it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.audit import queries as audit
from motcua.registry import actions, errors, queries
from motcua.registry.models import ReceivedEvent, SyncedDossier, SyncedService
from motcua.registry.types import Outcome, Sender
from tests.integration.registry.conftest import AT, CLIENT, register, send, send_services
from tests.unit.registry.snapshots import dossier, returned, service

pytestmark = pytest.mark.usefixtures("partner")


def outcomes(receipts):
    return [str(receipt.outcome) for receipt in receipts]


def stored(number=1):
    return SyncedDossier.objects.get(code=f"H47.40.2-211018-{number:04}")


def test_a_dossier_is_kept_without_the_numbers_of_its_applicant():
    send(returned())

    kept = stored()
    assert kept.applicant_name == "Nguyễn Thị An"
    assert (kept.status, kept.lived_level, kept.fee_amount) == ("10", 4, 16_000)
    assert f"{kept.returned_at:%Y-%m-%dT%H:%M%z}" == "2021-10-18T08:15+0000"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d)::text FROM registry_synceddossier d")
        (everything,) = cursor.fetchone()
    assert "049195000011" not in everything
    assert "0905" not in everything


def test_sent_twice_it_arrives_once():
    assert outcomes(send(dossier(), dossier())) == ["taken", "known"]
    assert outcomes(send(dossier())) == ["known"]

    assert ReceivedEvent.objects.count() == 1


HISTORY = [
    dossier(version=1),
    dossier(version=2, DuocThanhToanTrucTuyen="2"),
    dossier(version=3, TrangThaiHoSo="2", NgayTiepNhan="20211018093000"),
    dossier(version=4, TrangThaiHoSo="4", NgayTiepNhan="20211018093000"),
    returned(version=5),
]


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.permutations(range(5)), st.lists(st.integers(0, 4), max_size=4), st.integers(1, 4))
def test_any_order_repetition_and_cut_ends_in_the_same_row(order, repeated, size):
    SyncedDossier.objects.all().delete()
    ReceivedEvent.objects.all().delete()
    rows = [HISTORY[place] for place in (*order, *repeated)]
    for start in range(0, len(rows), size):
        assert "refused" not in outcomes(send(*rows[start : start + size]))

    kept = stored()
    assert (kept.version, kept.status, kept.lived_level) == (5, "10", 4)
    assert kept.accepted_at is not None
    assert ReceivedEvent.objects.count() == 5


def test_a_leg_is_found_but_counted_only_with_its_whole():
    send_services(service())
    send(returned())
    (before,) = queries.level4_counts(today=date(2021, 10, 20))
    send(returned(2, MaHoSoLienThong="H47.40.2-211018-0001"))

    assert stored(2).whole_code == "H47.40.2-211018-0001"
    assert queries.level4_counts(today=date(2021, 10, 20)) == [before]
    assert before.dossiers == 1


def test_an_older_version_changes_nothing_and_is_accepted():
    send(returned())
    before = SyncedDossier.objects.values().get()

    assert outcomes(send(dossier(version=4))) == ["stale"]
    assert SyncedDossier.objects.values().get() == before


def test_one_bad_row_spoils_no_other_and_answers_come_in_the_order_sent():
    receipts = send(dossier(1), dossier(2, LePhi=-5), "x", dossier(3))

    assert [(r.code[-4:], r.version, str(r.outcome)) for r in receipts] == [
        ("0001", 1, "taken"),
        ("0002", 1, "refused"),
        ("", None, "refused"),
        ("0003", 1, "taken"),
    ]
    assert receipts[1].reason == "LePhi: nhỏ hơn 0."
    assert SyncedDossier.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"DonViXuLy": "H48.1"},
        {"DonViXuLy": "H4"},
        {"DonViXuLy": "H470.1"},
        {"MaHoSo": "H48.1-211018-0001"},
    ],
)
def test_a_partner_cannot_speak_for_another_agency(changes):
    (receipt,) = send(dossier(**changes))

    assert receipt.outcome is Outcome.REFUSED
    assert "“H47”" in receipt.reason
    assert not SyncedDossier.objects.exists()
    assert not ReceivedEvent.objects.exists()


def test_two_partners_may_count_their_events_alike():
    register("motcua-h48", "H48")
    other = Sender(client="motcua-h48", agency_code="H48")
    send(dossier(MaSuKien="1"))

    foreign = dossier(MaSuKien="1", MaHoSo="H48.1-211018-0001", DonViXuLy="H48.1")
    assert outcomes(send(foreign, sender=other)) == ["taken"]


def test_a_later_version_replaces_every_field():
    send(dossier())
    send(
        dossier(
            version=2,
            TenDonViXuLy="Phường Khác",
            ChuHoSo="Trần Thị Bé",
            SoDienThoai="",
            TrangThaiHoSo="3",
            NgayTuChoi="20211018100000",
        )
    )

    kept = stored()
    assert (kept.agency_name, kept.applicant_name, kept.status) == (
        "Phường Khác",
        "Trần Thị Bé",
        "3",
    )
    assert kept.phone_index is None
    assert kept.refused_at is not None


def test_a_batch_leaves_one_event_without_personal_values():
    send(dossier(1), dossier(1), dossier(2, LePhi=-5))
    send(dossier(1, 2), dossier(1, 1, MaSuKien="other"))

    first, second = [
        event.payload
        for event in audit.events_of(f"sync:{CLIENT}")
        if event.kind == "registry.dossiers_received.v1"
    ]
    counts = {"rows": 3, "taken": 1, "known": 1, "stale": 0, "refused": 1}
    assert {key: first[key] for key in counts} == counts
    assert second["refused"] == 1
    assert len(first["sha256"]) == 64


def test_a_failure_leaves_nothing_behind(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "record", fail)
    with pytest.raises(RuntimeError):
        send(dossier())

    assert not SyncedDossier.objects.exists()
    assert not ReceivedEvent.objects.exists()


def test_more_than_500_rows_are_refused_whole():
    with pytest.raises(errors.BatchTooLong, match="501"):
        send(*[dossier(number) for number in range(1, 502)])
    assert not SyncedDossier.objects.exists()


def test_500_rows_cost_the_statements_of_one():
    def statements(rows):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert set(outcomes(send(*rows))) == {"taken"}
        return len(captured)

    one = statements([dossier(1)])
    many = statements([dossier(number) for number in range(2, 502)])
    again = statements([returned(number) for number in range(2, 502)])
    assert one == many == again
    assert SyncedDossier.objects.filter(status="10").count() == 500


@pytest.mark.django_db(transaction=True)
def test_batches_at_once_end_in_the_latest_versions():
    batches = [
        [dossier(number, version) for number in numbers]
        for version in (1, 2, 3, 4)
        for numbers in (range(1, 21), range(20, 0, -1))
    ]

    def send_and_close(rows):
        try:
            return outcomes(send(*rows))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send_and_close, batches))

    assert "refused" not in {outcome for answer in answers for outcome in answer}
    assert set(SyncedDossier.objects.values_list("version", flat=True)) == {4}
    assert ReceivedEvent.objects.count() == 80


def test_services_are_taken_by_version_in_any_order():
    assert outcomes(send_services(service(PhienBan=2, MucDoKhaNang=3), service())) == [
        "taken",
        "stale",
    ]
    assert outcomes(send_services(service(PhienBan=2, MucDoKhaNang=3))) == ["known"]

    kept = SyncedService.objects.get()
    assert (kept.version, kept.capable_level, kept.declared_level) == (2, 3, 4)


def test_no_level_is_null_and_not_nought():
    send_services(service(MucDoKhaiBao=0, MucDoKhaNang=0))

    kept = SyncedService.objects.get()
    assert (kept.declared_level, kept.capable_level) == (None, None)


def test_a_service_of_another_agency_or_offered_twice_is_refused():
    register("motcua-h48", "H48")
    other = Sender(client="motcua-h48", agency_code="H48")
    send_services(service())

    foreign, twice = send_services(service(DonViXuLy="H48"), service(MaDichVu="s-2"))
    assert "DonViXuLy" in foreign.reason
    assert "dưới mã dịch vụ khác" in twice.reason
    # The same code at another province is another service.
    assert outcomes(send_services(service(DonViXuLy="H48"), sender=other)) == ["taken"]
    assert SyncedService.objects.get(top_code="H47").agency_code == "H47.40.2"


def test_registering_a_partner_again_changes_nothing_and_hides_its_secret():
    from oauth2_provider.models import Application

    before = Application.objects.values().get()
    register()

    assert Application.objects.values().get() == before
    assert "known-to-both-sides" not in before["client_secret"]
    kinds = [event.kind for event in audit.events_of(f"sync:{CLIENT}")]
    assert kinds == ["registry.partner_registered.v1"]


def test_what_has_not_happened_yet_is_refused():
    (receipt,) = send(returned(NgayTra="20211025151500"))
    assert receipt.reason.startswith("NgayTra: ở tương lai")

    (receipt,) = send(returned(NgayTra="20211025151500"), at=AT + timedelta(days=7))
    assert receipt.outcome is Outcome.TAKEN


def test_what_another_system_kept_before_is_found_but_counted_nowhere():
    send_services(service())
    send(returned())
    (before,) = queries.level4_counts(today=date(2021, 10, 20))
    assert outcomes(send(returned(2, NhapTuHeThongKhac="1", MucDoThucTe=0))) == ["taken"]

    assert stored(2).is_carried_over
    assert queries.level4_counts(today=date(2021, 10, 20)) == [before]


def test_an_old_code_is_its_provinces():
    (receipt,) = send(dossier(MaHoSo="000.00.06.H47-210927-0361"))
    assert receipt.outcome is Outcome.TAKEN, receipt.reason
    (other,) = send(dossier(2, MaHoSo="000.00.06.H56-210927-0361"))
    assert other.outcome is Outcome.REFUSED
