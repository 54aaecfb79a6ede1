"""Changes of many services: looked at before, applied once, taken back after."""

from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.audit import queries as audit
from motcua.catalogue import actions, errors, jobs, queries
from motcua.catalogue.models import BulkChange, EligibilityDecision, LevelDeclaration, Service
from motcua.catalogue.types import BulkKind, LevelScheme, Wanted
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level
from motcua.kernel.lifecycle import MoveNotAllowed
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED

DAY = "2021-10-20"
ACT = "Quyết định 12/QĐ-UBND ngày 01/10/2021"
DECLARED = {
    "scheme": LevelScheme.FOUR_LEVELS.value,
    "level": 3,
    "legal_act": ACT,
    "valid_from": DAY,
}
VALUES = {
    BulkKind.OFFER: {"valid_from": DAY},
    BulkKind.END: {"valid_from": DAY},
    BulkKind.DECLARE: DECLARED,
    BulkKind.ELIGIBILITY: {"is_eligible": True, "reason": "Đủ dữ liệu", "valid_from": DAY},
    BulkKind.VOLUME: {"dossiers": 1200},
    BulkKind.CLASSIFY: {"life_event": "viec-lam"},
}
NEIGHBOUR = "H47.40.1"


def province():
    return Agency.objects.get(code="H47", valid_until__isnull=False)


def wanted(kind=BulkKind.DECLARE, agency=AN_MY, procedure=PROCEDURE, **changes):
    return Wanted(kind=kind, procedure=procedure, agency=agency, value={**VALUES[kind], **changes})


def prepare(*rows, within=None):
    return actions.prepare_bulk(
        title="Thử", wanted=rows, within=within or province(), by=SEED, at=NOW
    )


def run(bulk):
    jobs.run_bulk(bulk=str(bulk.id))
    bulk.refresh_from_db()
    return bulk.status


def begin(bulk):
    actions.begin_bulk(bulk_id=bulk.id, by=SEED, at=NOW)
    return run(bulk)


def undo(bulk):
    actions.undo_bulk(bulk_id=bulk.id, by=SEED, at=NOW)
    return run(bulk)


def declared(agency=AN_MY):
    rows = LevelDeclaration.objects.filter(service__agency__code=agency)
    return list(rows.order_by("valid_from").values_list("valid_from", "level"))


def state():
    return (
        list(Service.objects.order_by("id").values_list("id", "valid_until", "yearly_dossiers")),
        list(LevelDeclaration.objects.order_by("id").values_list("service", "level", "legal_act")),
        list(EligibilityDecision.objects.values_list("service", "is_eligible")),
    )


def test_what_is_only_prepared_changes_nothing(offered):
    before = state()
    bulk = prepare(wanted(), wanted(agency=NEIGHBOUR))

    assert (bulk.status, bulk.total) == ("prepared", 2)
    assert state() == before


def test_it_is_applied_line_by_line_and_taken_back(offered):
    before = declared()
    bulk = prepare(wanted(), wanted(agency=NEIGHBOUR))

    assert begin(bulk) == "applied"
    assert declared()[-1] == (date(2021, 10, 20), 3)
    assert declared(NEIGHBOUR)[-1] == (date(2021, 10, 20), 3)
    assert undo(bulk) == "undone"
    assert declared() == before


@pytest.mark.parametrize("kind", sorted(set(VALUES) - {BulkKind.OFFER, BulkKind.CLASSIFY}))
def test_each_kind_restores_what_was_there(offered, kind):
    before = state()
    bulk = prepare(wanted(kind))

    assert begin(bulk) == "applied"
    assert state() != before
    assert undo(bulk) == "undone"
    assert state() == before


def test_a_declaration_of_the_same_day_comes_back_as_it_was(offered):
    first = prepare(wanted(level=2, legal_act="Công văn cũ"))
    begin(first)
    second = prepare(wanted(level=4))
    begin(second)
    undo(second)

    kept = LevelDeclaration.objects.get(service__agency__code=AN_MY, valid_from=DAY)
    assert (kept.level, kept.legal_act) == (2, "Công văn cũ")


def test_an_agency_begins_to_provide_and_the_undo_ends_it(offered):
    newcomer = "H47"
    bulk = prepare(wanted(BulkKind.OFFER, agency=newcomer))
    begin(bulk)
    offers = [one.agency.code for one in queries.offers(PROCEDURE, on=date(2021, 10, 20))]
    assert newcomer in offers

    undo(bulk)
    offers = [one.agency.code for one in queries.offers(PROCEDURE, on=date(2021, 10, 20))]
    assert newcomer not in offers


def test_what_was_changed_since_is_left_and_says_so(offered):
    bulk = prepare(wanted(BulkKind.VOLUME))
    begin(bulk)
    Service.objects.filter(agency__code=AN_MY).update(yearly_dossiers=7)

    assert undo(bulk) == "undone"
    assert Service.objects.get(agency__code=AN_MY).yearly_dossiers == 7
    assert queries.lines_of(bulk)[0].left == "đã có người thay đổi sau đó"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (wanted(procedure="9.999999"), "không có thủ tục mã này"),
        (wanted(agency="H47.99"), "không có cơ quan mã này"),
        (wanted(agency="H26"), "cơ quan này không thuộc phạm vi của bạn"),
        (wanted(agency="H47"), "cơ quan không cung cấp thủ tục này"),
        (wanted(level=5), "mức độ không đúng"),
        (wanted(level=3, scheme=LevelScheme.FULLY_ONLINE.value), "mức độ không đúng"),
        (wanted(valid_from="20/10/2021"), "ngày áp dụng không đúng"),
        (wanted(legal_act=" "), "chưa ghi văn bản khai báo"),
        (wanted(BulkKind.ELIGIBILITY, reason=""), "chưa ghi lý do"),
        (
            wanted(BulkKind.VOLUME, dossiers=-1),
            "số hồ sơ phải là số nguyên từ 0 đến 100.000.000",
        ),
        (
            wanted(BulkKind.VOLUME, dossiers=2_147_483_648),
            "số hồ sơ phải là số nguyên từ 0 đến 100.000.000",
        ),
    ],
)
def test_a_line_that_cannot_be_says_why_and_stops_all(offered, row, problem):
    before = state()
    bulk = prepare(wanted(agency=NEIGHBOUR), row)

    assert [line.problem for line in queries.lines_of(bulk)] == ["", problem]
    with pytest.raises(errors.BulkHasProblems, match="1 dòng"):
        begin(bulk)
    assert state() == before


def test_the_same_line_twice_is_named(offered):
    bulk = prepare(wanted(), wanted(level=4))
    assert queries.lines_of(bulk)[1].problem == "trùng với một dòng ở trên"


def test_nothing_is_no_change(offered):
    with pytest.raises(errors.NothingToDo):
        prepare()


def test_it_is_applied_once_and_undone_once(offered):
    bulk = prepare(wanted())
    begin(bulk)
    with pytest.raises(MoveNotAllowed):
        actions.begin_bulk(bulk_id=bulk.id, by=SEED, at=NOW)
    with pytest.raises(MoveNotAllowed):
        actions.discard_bulk(bulk_id=bulk.id, by=SEED, at=NOW)
    undo(bulk)
    with pytest.raises(MoveNotAllowed):
        actions.undo_bulk(bulk_id=bulk.id, by=SEED, at=NOW)


def test_a_killed_worker_goes_on_where_it_was(offered, monkeypatch):
    monkeypatch.setattr("motcua.catalogue.actions.bulk.AT_ONCE", 1)
    bulk = prepare(wanted(), wanted(agency=NEIGHBOUR))
    actions.begin_bulk(bulk_id=bulk.id, by=SEED, at=NOW)

    assert actions.apply_some(bulk_id=bulk.id, at=NOW)
    assert BulkChange.objects.get().done == 1
    assert run(bulk) == "applied"
    assert LevelDeclaration.objects.filter(bulk=bulk).count() == 2
    assert not actions.apply_some(bulk_id=bulk.id, at=NOW)


def test_preparing_asks_no_more_for_more_lines(offered, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        prepare(*(wanted(agency=f"H47.40.{number}") for number in range(1, 13)))


def test_a_procedure_is_classified_by_a_new_version_and_back_by_another(offered):
    before = queries.current_version(PROCEDURE).content.life_events
    bulk = prepare(wanted(BulkKind.CLASSIFY, agency="H47"))
    begin(bulk)
    assert queries.current_version(PROCEDURE).content.life_events == (*before, "viec-lam")
    assert queries.current_version(PROCEDURE).number == 2

    undo(bulk)
    assert queries.current_version(PROCEDURE).content.life_events == before
    assert queries.current_version(PROCEDURE).number == 3


def test_a_procedure_whose_next_version_is_out_is_not_classified(offered):
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "summary": "Khác"}, valid_from=date(2030, 1, 1), by=SEED, at=NOW
    )
    bulk = prepare(wanted(BulkKind.CLASSIFY, agency="H47"))
    assert "sắp áp dụng" in queries.lines_of(bulk)[0].problem


def listed():
    return actions.make_list(
        name="Danh mục thử",
        legal_act=ACT,
        decided_on=date(2021, 1, 5),
        issuer="Ủy ban nhân dân tỉnh",
        criteria="Nhiều hồ sơ",
        least_level=Level.FILING,
        valid_from=date(2021, 2, 1),
        by=SEED,
        at=NOW,
    )


def test_services_are_put_on_a_list_and_taken_off(offered):
    asked = listed()
    row = Wanted(
        kind=BulkKind.LIST, procedure=PROCEDURE, agency=AN_MY, value={"list": str(asked.id)}
    )
    bulk = prepare(row)
    begin(bulk)
    assert asked.members.count() == 1
    undo(bulk)
    assert asked.members.count() == 0


def test_a_line_that_fails_while_it_is_applied_is_left_and_holds_up_no_other(offered):
    bulk = prepare(
        wanted(BulkKind.VOLUME), wanted(BulkKind.END, agency=NEIGHBOUR), wanted(agency="H47.40")
    )
    # What was right when it was looked at is not any more: an agency begins later, one is gone.
    Service.objects.filter(agency__code=NEIGHBOUR).update(valid_from=date(2021, 10, 25))
    Agency.objects.filter(code="H47.40").update(valid_until=date(2021, 10, 1))

    assert begin(bulk) == "applied"
    first, second, third = queries.lines_of(bulk)
    assert (first.is_done, first.left) == (True, "")
    assert (second.is_done, third.is_done) == (False, False)
    assert "không được trước ngày bắt đầu cung cấp, 25/10/2021" in second.left
    assert third.left == "cơ quan mã này không còn hoạt động"
    assert Service.objects.get(agency__code=AN_MY).yearly_dossiers == 1200
    assert queries.lines_of(bulk, only_stuck=True) == [second, third]

    assert undo(bulk) == "undone"
    assert Service.objects.get(agency__code=AN_MY).yearly_dossiers is None
    assert [line.left for line in queries.lines_of(bulk)] == ["", second.left, third.left]


def test_a_later_version_published_meanwhile_leaves_the_line(offered):
    bulk = prepare(wanted(BulkKind.CLASSIFY, agency="H47"), wanted())
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "summary": "Khác"}, valid_from=date(2030, 1, 1), by=SEED, at=NOW
    )

    assert begin(bulk) == "applied"
    left, done = queries.lines_of(bulk)
    assert "Đã công bố phiên bản 2" in left.left
    assert done.is_done


def test_what_only_the_database_refuses_is_left_too(offered, caplog):
    bulk = prepare(wanted(BulkKind.VOLUME), wanted(BulkKind.VOLUME, agency=NEIGHBOUR))
    line = bulk.lines.get(number=1)
    line.value = {"dossiers": 2_147_483_648}
    line.save()

    assert begin(bulk) == "applied"
    assert [one.is_done for one in queries.lines_of(bulk)] == [False, True]
    assert "was left" in caplog.text


def test_a_service_or_list_that_is_gone_leaves_the_line(offered):
    missing = Wanted(
        kind=BulkKind.LIST,
        procedure=PROCEDURE,
        agency=AN_MY,
        value={"list": "0190c2a4-0000-7000-8000-000000000000"},
    )
    bulk = prepare(wanted(agency=NEIGHBOUR), missing)
    agency = Service.objects.get(agency__code=NEIGHBOUR).agency
    LevelDeclaration.objects.filter(service__agency__code=NEIGHBOUR).delete()
    Service.objects.filter(agency__code=NEIGHBOUR).delete()

    assert begin(bulk) == "applied"
    assert [one.left for one in queries.lines_of(bulk)] == [
        errors.UnknownService(procedure=PROCEDURE, agency=agency.full_name).text(),
        errors.UnknownList().text(),
    ]


def test_an_end_before_the_beginning_is_named_when_it_is_prepared(offered):
    Service.objects.filter(agency__code=AN_MY).update(valid_from=date(2021, 10, 19))
    bulk = prepare(wanted(BulkKind.END, valid_from="2021-10-18"))
    assert queries.lines_of(bulk)[0].problem == "ngày thôi cung cấp trước ngày bắt đầu cung cấp"


def test_an_agency_does_not_end_before_it_begins(offered):
    service = Service.objects.get(agency__code=AN_MY)
    Service.objects.filter(id=service.id).update(valid_from=date(2021, 10, 19))
    with pytest.raises(errors.EndsBeforeItBegins, match="19/10/2021"):
        actions.end_service(service_id=service.id, valid_until=date(2021, 10, 18), by=SEED, at=NOW)
    actions.end_service(service_id=service.id, valid_until=date(2021, 10, 19), by=SEED, at=NOW)


def test_an_agency_relieved_since_it_was_given_a_procedure_stays_so(offered):
    bulk = prepare(wanted(BulkKind.OFFER, agency="H47"))
    begin(bulk)
    Service.objects.filter(agency__code="H47").update(valid_until=date(2022, 1, 1))

    undo(bulk)
    assert Service.objects.get(agency__code="H47").valid_until == date(2022, 1, 1)
    assert queries.lines_of(bulk)[0].left == "đã có người thay đổi sau đó"


def test_what_is_done_is_done_as_hers_who_let_it_begin(offered):
    doer, undoer = Actor.system("doer"), Actor.system("undoer")
    bulk = prepare(wanted(BulkKind.VOLUME))
    actions.begin_bulk(bulk_id=bulk.id, by=doer, at=NOW)
    run(bulk)
    actions.undo_bulk(bulk_id=bulk.id, by=undoer, at=NOW)
    run(bulk)

    service = Service.objects.get(agency__code=AN_MY)
    reported = audit.events_of(f"service:{service.id}").filter(kind="catalogue.volume_reported.v1")
    assert [event.actor for event in reported.order_by("seq")] == [str(doer), str(undoer)]
    finished = audit.events_of(f"bulk:{bulk.id}").order_by("seq")
    assert [event.actor for event in finished] == [str(doer), str(doer), str(undoer), str(undoer)]
