"""What is offered, found without diacritics; levels that prove themselves."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.catalogue import actions, errors, queries
from motcua.catalogue.models import Procedure, ProcedureVersion, Service
from motcua.catalogue.types import Channel, Lived
from motcua.kernel.levels import Level
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)
LIVED = Lived(
    filed_online=True,
    processed_online=True,
    fee_due=True,
    fee_paid_online=True,
    result_channel=Channel.ONLINE,
)


def publish(**changes):
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    return actions.publish_version(
        content={**content, **changes}, valid_from=TODAY, by=SEED, at=NOW
    )


def prove(service_id, *, subject="dossier:1", ended_at=NOW, lived=LIVED, at=NOW):
    return actions.record_evidence(
        service_id=service_id, subject=subject, lived=lived, ended_at=ended_at, by=SEED, at=at
    )


def levels(offer, at=NOW):
    version = queries.current_version(PROCEDURE)
    return queries.levels(offer.service, content=version.content, on=TODAY, at=at)


@pytest.mark.parametrize(
    "words",
    [
        "trich luc khai sinh",
        "TRÍCH LỤC KHAI SINH",
        "ban sao giay khai",
        "hộ tịch",
        "trich luc ho tich",
        PROCEDURE,
        "khai sinhx",
        "",
    ],
)
def test_a_procedure_is_found_with_or_without_diacritics_and_by_code(offered, words):
    assert [found.content.code for found in queries.search(words)] == [PROCEDURE]


@pytest.mark.parametrize("words", ["đất đai", "' | !", "2.000636", "\\", ":*"])
def test_what_is_not_there_is_not_found_and_nothing_breaks(offered, words):
    found = queries.search(words)

    assert len(found) == (1 if not words.strip("' |!\\:*") else 0)


def test_search_asks_no_more_for_more_rows(offered, django_assert_max_num_queries):
    from motcua.catalogue.queries.versions import _READ

    _READ.clear()
    with django_assert_max_num_queries(3):
        queries.search("")


def test_the_providers_are_those_that_stand_on_the_legal_date(offered):
    assert len(queries.offers(PROCEDURE, on=TODAY)) == 4
    assert queries.offers(PROCEDURE, on=date(2025, 7, 1)) == []
    with pytest.raises(errors.UnknownService):
        queries.offer(PROCEDURE, AN_MY, on=date(2025, 7, 1))


def test_an_unknown_procedure_is_refused_by_its_code(offered):
    with pytest.raises(errors.UnknownProcedure, match=r"9\.999999"):
        queries.current_version("9.999999")


def test_the_same_content_publishes_nothing_and_a_change_makes_the_next_number(offered):
    assert publish().number == 1
    assert publish(online_payment=False).number == 2
    assert queries.current_version(PROCEDURE).content.online_payment is False


def test_a_published_version_cannot_be_changed(offered):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ProcedureVersion.objects.update(number=9)


def test_a_record_of_the_wrong_shape_is_refused_and_nothing_is_stored(offered):
    with pytest.raises(errors.ContentNotUnderstood, match=r"limit\.amount"):
        publish(limit={"amount": 0, "unit": "same_day", "wording": "x"})
    assert Procedure.objects.get().current.number == 1


def test_a_service_without_dossiers_is_unproven(offer):
    found = levels(offer)

    assert found.declared is Level.PAYMENT
    assert (found.proof.capable, found.proof.level, found.proof.m) == (Level.PAYMENT, None, 0)


def test_one_dossier_proves_the_level_and_counts_once(offer):
    assert prove(offer.service)
    assert not prove(offer.service)

    proof = levels(offer).proof
    assert (proof.level, proof.n, proof.m) == (Level.PAYMENT, 1, 1)
    assert Service.objects.get(id=offer.service).proven_level == Level.PAYMENT


def test_evidence_older_than_ninety_days_proves_nothing(offer):
    prove(offer.service, ended_at=NOW - timedelta(days=89))
    assert levels(offer).proof.level is Level.PAYMENT

    later = NOW + timedelta(days=2)
    assert actions.judge_service(service_id=offer.service, by=SEED, at=later).level is None
    assert Service.objects.get(id=offer.service).proven_level is None


def test_switching_payment_off_drops_capable_and_with_it_proven(offer):
    prove(offer.service)
    publish(online_payment=False)

    proof = levels(offer).proof
    assert (proof.capable, proof.level) == (Level.FILING, Level.FILING)
    stored = Service.objects.get(id=offer.service)
    assert (stored.capable_level, stored.proven_level) == (Level.FILING, Level.FILING)


def test_a_drop_is_on_record_and_its_owners_are_told(offer, officer, as_site):
    from motcua.audit import queries as audit
    from motcua.catalogue import jobs
    from motcua.identity.types import Role
    from motcua.notifications.models import Notice

    as_site("agency")
    officer(Role.ADMINISTRATOR, agency="H47")
    officer(Role.ADMINISTRATOR, agency="H47.40.1")
    prove(offer.service)
    publish(online_payment=False)

    last = audit.events_of(f"service:{offer.service}").last()
    assert last.payload == {
        "capable_level": {"before": 4, "after": 3},
        "proven_level": {"before": 4, "after": 3},
        "capable_provision": {"before": 2, "after": 1},
        "proven_provision": {"before": 2, "after": 1},
    }
    version = Service.objects.get(id=offer.service).version
    for _ in range(2):
        jobs.tell_of_level(service=str(offer.service), version=version, changes=last.payload)
    # The administrator of the province above; not the one of the commune next door.
    assert Notice.objects.filter(template="service_level_dropped").count() == 1


def test_of_a_service_that_nothing_proved_the_capable_level_is_told(offer, officer, as_site):
    from motcua.catalogue import jobs
    from motcua.identity.types import Role
    from motcua.notifications.models import Notice
    from motcua.privacy import sealing

    as_site("agency")
    officer(Role.ADMINISTRATOR, agency="H47")
    changes = {"capable_level": {"before": 4, "after": 3}}
    jobs.tell_of_level(service=str(offer.service), version=2, changes=changes)

    notice = Notice.objects.get(template="service_level_dropped")
    told = sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")
    assert told["level"] == "mức 3"
