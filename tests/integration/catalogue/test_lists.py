"""Lists of services: who delivers what was asked, and what should be asked next."""

from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions, errors, queries
from motcua.catalogue.models import Service
from motcua.catalogue.types import Channel, Lived
from motcua.kernel.levels import Level
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)


@pytest.fixture
def asked(offered):
    return make()


def make(**changes):
    whole = {
        "name": "Danh mục thử",
        "legal_act": "Quyết định 1/QĐ-TTg",
        "decided_on": date(2021, 1, 5),
        "issuer": "Thủ tướng Chính phủ",
        "criteria": "Nhiều hồ sơ",
        "least_level": Level.FILING,
        "valid_from": date(2021, 2, 1),
        "by": SEED,
        "at": NOW,
    }
    return actions.make_list(**{**whole, **changes})


def put(asked, *, agency=None, procedure=PROCEDURE):
    return actions.put_on_list(
        list_id=asked.id, procedure_code=procedure, agency=agency, by=SEED, at=NOW
    )


def test_a_list_holds_from_its_day(asked):
    assert list(queries.lists_on(date(2021, 1, 31))) == []
    assert list(queries.lists_on(TODAY)) == [asked]


def test_an_act_makes_a_list_once_and_must_be_named(asked):
    assert make().id == asked.id
    with pytest.raises(errors.LegalActMissing):
        make(legal_act=" ")


def test_all_providers_owe_what_is_listed_for_all(asked):
    put(asked)
    assert not put(asked)

    found = queries.compliance(asked, on=TODAY)
    assert len(found) == Service.objects.count() > 1
    assert {(one.listed, one.delivered, one.proven) for one in found} == {(1, 1, 0)}


def test_an_agency_that_does_not_provide_what_it_owes_is_shown(asked):
    province = Agency.objects.get(code="H47", valid_until__isnull=False)
    put(asked, agency=province)

    (found,) = queries.compliance(asked, on=TODAY)
    assert found.agency == province
    assert (found.listed, found.delivered) == (1, 0)
    assert found.services[0].service is None


def test_declared_too_low_is_not_delivered_and_a_dossier_proves(asked):
    put(asked, agency=Agency.objects.get(code=AN_MY))
    service = Service.objects.get(agency__code=AN_MY)
    actions.declare_level(
        service_id=service.id,
        level=Level.FORMS,
        valid_from=TODAY,
        legal_act="Công văn 1",
        by=SEED,
        at=NOW,
    )
    prove(service)

    (found,) = queries.compliance(asked, on=TODAY)
    assert (found.listed, found.delivered, found.proven) == (1, 0, 1)


def prove(service, subject="dossier:1"):
    actions.record_evidence(
        service_id=service.id,
        subject=subject,
        lived=Lived(
            filed_online=True,
            processed_online=True,
            fee_due=False,
            fee_paid_online=False,
            result_channel=Channel.ONLINE,
        ),
        ended_at=NOW,
        by=SEED,
        at=NOW,
    )


def test_what_many_ask_for_and_no_list_holds_is_proposed(asked):
    service = Service.objects.get(agency__code=AN_MY)
    Service.objects.filter(id=service.id).update(yearly_dossiers=900)
    prove(service)

    (found,) = queries.proposals(on=TODAY, at=NOW)
    assert (found.procedure.code, found.reported, found.ended) == (PROCEDURE, 900, 1)
    assert found.volume == 900

    put(asked)
    assert queries.proposals(on=TODAY, at=NOW) == []


def test_the_standing_of_agencies_counts_each_kind_apart(offered, django_assert_num_queries):
    prove(Service.objects.get(agency__code=AN_MY))

    with django_assert_num_queries(2):
        found = {one.agency.code: one for one in queries.standings(on=TODAY)}
    one = found[AN_MY]
    assert (one.services, one.declared, one.capable, one.proven, one.unproven) == (1, 1, 1, 1, 0)
    assert found["H47.40.1"].unproven == 1


def test_the_history_of_a_service_is_the_audit_log(offered):
    service = Service.objects.get(agency__code=AN_MY)
    prove(service)

    kinds = [moment.kind.split(".")[1] for moment in queries.history_of(service.id)]
    assert kinds[0] == "level_changed"
    assert "level_declared" in kinds
