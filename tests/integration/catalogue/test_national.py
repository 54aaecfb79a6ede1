"""The national catalogue: served by date, pulled each day, accepted or declined, withdrawn."""

from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.catalogue import actions, errors, jobs, national, queries
from motcua.catalogue.models import NationalProposal, ProcedureVersion
from motcua.catalogue.types import ProposalStatus, Running
from motcua.exchange import actions as exchange
from motcua.identity.types import Role
from tests.integration.delivery import NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)
API = "/api/v1/procedures"


@pytest.fixture
def ours(offered):
    return queries.current_version(PROCEDURE, on=TODAY)


def change(content, *, number=1, closes_on=None, valid_from=TODAY, **fields):
    record = {**national.record(content, closes_on=closes_on, on=TODAY), **fields}
    return {
        "MABANGHI": f"019380f4-0000-7000-8000-00000000000{number}",
        "PHIENBAN": number,
        "NGAYHIEULUC": valid_from.isoformat(),
        "THUTUC": record,
    }


def receive(row):
    return actions.receive_change(change=row, at=NOW)


def test_the_list_the_detail_and_the_changes_are_public(ours, as_site):
    as_site("national")
    client = Client()
    listed = client.get(f"{API}?limit=1").json()
    assert [row["MATTHC"] for row in listed["data"]] == [PROCEDURE]
    assert listed["next"] is None

    detail = client.get(f"{API}/{PROCEDURE}?on=2021-10-20").json()
    assert (detail["PHIENBAN"], detail["THUTUC"]["TRANGTHAI"]) == (1, "1")
    assert detail["THUTUC"] == national.record(ours.content)
    assert client.get(f"{API}/{PROCEDURE}?on=2020-01-01").status_code == 404
    assert client.get(f"{API}/changes?since=hôm qua").status_code == 422

    since = (NOW - timedelta(hours=1)).isoformat().replace("+", "%2B")
    changes = client.get(f"{API}/changes?since={since}").json()
    assert [row["MABANGHI"] for row in changes["data"]] == [str(ours.id)]
    late = (NOW + timedelta(hours=1)).isoformat().replace("+", "%2B")
    assert client.get(f"{API}/changes?since={late}").json()["data"] == []


def test_a_withdrawn_procedure_says_so_from_its_day(ours, as_site):
    as_site("national")
    day = TODAY + timedelta(days=5)
    actions.publish_version(
        content=ours.content.model_dump(mode="json"),
        valid_from=TODAY,
        running=Running.CLOSE,
        closes_on=day,
        by=SEED,
        at=NOW,
    )
    states = [
        Client().get(f"{API}/{PROCEDURE}?on={on}").json()["THUTUC"]["TRANGTHAI"]
        for on in (TODAY, day - timedelta(days=1), day)
    ]
    assert states == ["1", "1", "0"]


def test_what_says_the_same_is_no_proposal(ours):
    assert receive(change(ours.content)) is None


def test_a_change_is_taken_in_once_and_a_later_one_takes_its_place(ours):
    first = receive(change(ours.content, TENTTHC="Tên mới"))
    assert receive(change(ours.content, TENTTHC="Tên mới")) is None
    second = receive(change(ours.content, number=2, TENTTHC="Tên mới hơn"))

    first.refresh_from_db()
    assert (first.status, second.status) == (ProposalStatus.REPLACED, ProposalStatus.OPEN)


def test_an_accepted_change_is_published_and_keeps_what_is_ours(ours):
    found = receive(change(ours.content, TENTTHC="Tên mới"))
    actions.accept_proposal(proposal_id=found.id, publishes=True, by=SEED, at=NOW)

    current = queries.current_version(PROCEDURE, on=TODAY)
    assert (current.number, current.content.name) == (2, "Tên mới")
    assert current.form_version == ours.form_version
    with pytest.raises(errors.ProposalDecided):
        actions.accept_proposal(proposal_id=found.id, publishes=True, by=SEED, at=NOW)


def test_an_accepted_change_may_become_a_draft(ours):
    found = receive(change(ours.content, TENTTHC="Tên mới"))
    actions.accept_proposal(proposal_id=found.id, publishes=False, by=SEED, at=NOW)

    assert queries.draft(PROCEDURE).name == "Tên mới"
    assert ProcedureVersion.objects.count() == 1


def test_declining_needs_a_reason(ours):
    found = receive(change(ours.content, TENTTHC="Tên mới"))
    with pytest.raises(errors.DeclineReasonMissing):
        actions.decline_proposal(proposal_id=found.id, reason=" ", by=SEED, at=NOW)
    actions.decline_proposal(proposal_id=found.id, reason="Sai tên", by=SEED, at=NOW)
    found.refresh_from_db()
    assert (found.status, found.reason) == (ProposalStatus.DECLINED, "Sai tên")


def test_a_procedure_withdrawn_nationally_takes_no_dossier_from_its_day(ours, client, as_site):
    day = TODAY + timedelta(days=3)
    found = receive(change(ours.content, closes_on=day))
    actions.accept_proposal(proposal_id=found.id, publishes=False, by=SEED, at=NOW)

    current = queries.current_version(PROCEDURE, on=TODAY)
    assert (current.running, current.closes_on) == (Running.CLOSE, day)
    as_site("agency")
    page = client.get(f"/thu-tuc/{PROCEDURE}/?ngay={day}").text
    assert "Ngừng nhận hồ sơ từ ngày 23/10/2021" in page


@pytest.mark.parametrize(
    "row",
    [{}, {"MABANGHI": "x"}, {"MABANGHI": "019380f4-0000-7000-8000-000000000001", "THUTUC": {}}],
)
def test_a_change_of_another_shape_is_refused_and_not_stored(ours, row):
    with pytest.raises(errors.RecordNotUnderstood):
        receive(row)
    assert not NationalProposal.objects.exists()


def test_the_daily_pull_reads_all_pages_skips_the_broken_and_keeps_its_place(
    ours, settings, monkeypatch
):
    settings.MOTCUA_SITE = "agency"
    pages = [
        {"data": [{"MABANGHI": "x"}, change(ours.content, TENTTHC="Một")], "next": "a"},
        {"data": [change(ours.content, number=2, TENTTHC="Hai")], "next": None},
    ]
    asked = []

    def fetch(*, partner, service, params, at):
        asked.append((partner, service, params.get("after")))
        return pages[len(asked) - 1]

    monkeypatch.setattr(exchange, "is_connected", lambda partner: True)
    monkeypatch.setattr(exchange, "fetch", fetch)
    jobs.pull_national(0)

    assert asked == [
        ("national", "procedures/changes", None),
        ("national", "procedures/changes", "a"),
    ]
    assert NationalProposal.objects.get(status="open").name == "Hai"
    assert queries.read_until() is not None


def test_a_controller_sees_the_differences_and_decides(ours, officer, officers_browser, as_site):
    as_site("agency")
    browser = officers_browser(officer(Role.CONTROLLER, agency="H47"))
    found = receive(change(ours.content, TENTTHC=ours.content.name + " điện tử"))
    assert found.name in browser.get("/danh-muc/quoc-gia/").text
    page = f"/danh-muc/quoc-gia/{found.id}/"
    assert "<ins>điện tử</ins>" in browser.get(page).text

    refused = browser.post(page, {"quyet-dinh": "tu-choi", "ly-do": ""})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in refused.text
    assert browser.post(page, {"quyet-dinh": "nhan"}).status_code == 302
    assert queries.draft(PROCEDURE).name.endswith("điện tử")
