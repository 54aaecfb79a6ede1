"""The vault holds the result of a dossier as it stands: issued, corrected, or revoked."""

from datetime import date

import pytest

from motcua.documents.models import VaultRecord
from motcua.documents.queries import vault
from motcua.documents.types import PaperKind, Quality
from motcua.dossiers import actions, papers
from motcua.dossiers.actions.moves import subject_of
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import GROUNDS, Cast, follow_up
from tests.integration.people import RESULT

AN = "049195000011"
JOB = Actor.system("tests")
DAY = date(2021, 10, 20)


@pytest.fixture
def cast(paid, an, officer):
    made = Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER, name="Phan Thị Lãnh Đạo"),
    ).reach(Status.RETURNED)
    papers.issue(made.now, PaperKind.RESULT, at=NOW)
    return made


def keep(cast):
    actions.keep_result(cast.now, by=JOB, at=NOW)


def test_what_was_issued_is_kept_as_data_once_however_often_it_is_asked(cast):
    keep(cast)
    keep(cast)
    (one,) = vault.valid_of(AN, on=DAY)
    assert one.record.quality == Quality.SIGNED
    assert one.record.kind == "trich_luc_ho_tich"
    assert one.content.data["so_dang_ky"] == RESULT["so_dang_ky"]
    assert one.record.subject == subject_of(cast.dossier.id)


def test_what_was_revoked_is_offered_no_more_at_once(cast):
    keep(cast)
    actions.revoke(dossier_id=cast.dossier.id, viewer=cast.leader, **GROUNDS, at=NOW)
    assert vault.valid_of(AN, on=DAY) == []
    keep(cast)
    assert VaultRecord.objects.get().ending == "revoked"


def test_a_corrected_result_takes_over(cast):
    keep(cast)
    actions.write_correction(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        answers={**RESULT, "so_dang_ky": "113/1995"},
        at=NOW,
    )
    actions.correct(dossier_id=cast.dossier.id, viewer=cast.leader, **GROUNDS, at=NOW)
    follow_up(cast, "correct")
    keep(cast)
    (one,) = vault.valid_of(AN, on=DAY)
    assert one.content.data["so_dang_ky"] == "113/1995"
    assert VaultRecord.objects.get(ending="superseded").successor_id == one.record.id
