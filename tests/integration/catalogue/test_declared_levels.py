"""What agencies say of their services, by two decrees; and whether these are eligible."""

from datetime import date, timedelta

import pytest

from motcua.audit import queries as audit
from motcua.catalogue import actions, errors, queries
from motcua.catalogue.models import Service
from motcua.catalogue.types import Channel, Lived
from motcua.kernel.levels import Level, Provision
from tests.integration.delivery import NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)
ACT = "Quyết định 12/QĐ-UBND ngày 01/10/2021"


def declare(offer, level, *, valid_from=TODAY, legal_act=ACT):
    return actions.declare_level(
        service_id=offer.service,
        level=level,
        valid_from=valid_from,
        legal_act=legal_act,
        by=SEED,
        at=NOW,
    )


def levels(offer, *, on=TODAY):
    content = queries.current_version(PROCEDURE, on=TODAY).content
    return queries.levels(offer.service, content=content, on=on, at=NOW)


def prove(offer, subject, **changes):
    whole = {
        "filed_online": True,
        "processed_online": True,
        "fee_due": True,
        "fee_paid_online": True,
        "result_channel": Channel.ONLINE,
    }
    actions.record_evidence(
        service_id=offer.service,
        subject=subject,
        lived=Lived(**{**whole, **changes}),
        ended_at=NOW,
        by=SEED,
        at=NOW,
    )


def test_a_level_and_a_provision_are_declared_apart(offer):
    declare(offer, Level.FILING)
    declare(offer, Provision.FULL)

    found = levels(offer)
    assert (found.declared, found.legal_act) == (Level.FILING, ACT)
    assert found.provision.declared is Provision.FULL


def test_a_declaration_holds_from_its_day_until_the_next(offer):
    declare(offer, Level.FORMS, valid_from=TODAY)
    declare(offer, Level.FILING, valid_from=TODAY + timedelta(days=7))

    assert levels(offer).declared is Level.FORMS
    assert levels(offer, on=TODAY + timedelta(days=6)).declared is Level.FORMS
    assert levels(offer, on=TODAY + timedelta(days=7)).declared is Level.FILING


@pytest.mark.parametrize("legal_act", ["", "  "])
def test_nobody_declares_a_level_without_a_decision(offer, legal_act):
    with pytest.raises(errors.LegalActMissing):
        declare(offer, Level.PAYMENT, legal_act=legal_act)


def test_who_declared_what_is_on_record(offer):
    declare(offer, Level.FILING)

    event = audit.events_of(f"service:{offer.service}").last()
    assert event.kind == "catalogue.level_declared.v1"
    assert event.actor == str(SEED)
    assert event.payload == {
        "scheme": "nd43-2011",
        "level": 3,
        "valid_from": "2021-10-20",
        "act": ACT,
        "first": True,
    }


def test_picking_the_result_up_proves_level_4_but_only_mot_phan(offer):
    prove(offer, "dossier:1", result_channel=Channel.COUNTER)

    found = levels(offer)
    assert found.proof.level is Level.PAYMENT
    assert found.provision.proof.level is Provision.PARTIAL
    assert found.provision.proof.capable is Provision.FULL
    stored = Service.objects.get(id=offer.service)
    assert (stored.proven_level, stored.proven_provision) == (Level.PAYMENT, Provision.PARTIAL)


def test_one_dossier_all_the_way_proves_toan_trinh_with_n_of_m(offer):
    prove(offer, "dossier:1", filed_online=False)
    prove(offer, "dossier:2", result_channel=Channel.COUNTER)
    prove(offer, "dossier:3")

    proof = levels(offer).provision.proof
    assert (proof.level, proof.n, proof.m) == (Provision.FULL, 1, 3)


def test_dossiers_at_the_counter_prove_that_it_is_not_online(offer):
    prove(offer, "dossier:1", filed_online=False)

    found = levels(offer)
    assert found.provision.proof.level is Provision.NONE
    assert found.proof.level is Level.FORMS
    assert found.is_below_declared


def test_eligibility_is_decided_with_a_reason_and_a_day(offer):
    assert levels(offer).eligibility is None
    with pytest.raises(errors.ReasonMissing):
        decide(offer, reason=" ")
    decide(offer, is_eligible=False, reason="Phải kiểm tra thực địa")
    decide(offer, reason="Đã có cơ sở dữ liệu", valid_from=TODAY + timedelta(days=30))

    assert levels(offer).eligibility.reason == "Phải kiểm tra thực địa"
    assert levels(offer, on=TODAY + timedelta(days=30)).eligibility.is_eligible


def decide(offer, *, is_eligible=True, reason="", valid_from=TODAY):
    return actions.decide_eligibility(
        service_id=offer.service,
        is_eligible=is_eligible,
        reason=reason,
        valid_from=valid_from,
        by=SEED,
        at=NOW,
    )


def test_statements_do_not_grow_with_services(offered, django_assert_num_queries):
    services = list(Service.objects.select_related("procedure"))
    queries.versions({one.procedure.current_id for one in services})

    with django_assert_num_queries(4):
        queries.levels_of(services[:1], on=TODAY, at=NOW)
    with django_assert_num_queries(4):
        assert len(queries.levels_of(services, on=TODAY, at=NOW)) == len(services) > 1
