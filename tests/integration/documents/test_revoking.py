"""A key that was lost signs no more; what it signed before, holds."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.audit.models import Event
from motcua.documents import errors
from motcua.documents.actions import certificates
from motcua.documents.adapters import authority, signing
from motcua.documents.adapters.validation import Verdict, judge
from motcua.kernel.actors import Actor
from tests import signers

SEAL = {"agency_code": "H47.40.2", "agency_name": "Ủy ban nhân dân phường An Mỹ"}
BY = Actor.system("tests")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_SIGNATURE_LEVEL = "B-B"


def sign():
    return signing.sign(
        signers.plain(),
        credential=authority.credential(**SEAL),
        field=signing.SEAL,
        reason="Kết quả",
        place="Tam Kỳ",
    )


def verdict(pdf):
    (found,) = judge(pdf, roots=authority.trusted_roots(), revoked=authority.revocation_lists())
    return found.verdict


@pytest.mark.django_db
def test_the_next_signature_is_by_a_new_certificate():
    before = sign()
    assert verdict(before) is Verdict.HOLDS
    now = datetime.now(UTC) - timedelta(hours=1)
    number = certificates.revoke(code="H47.40.2", why="mất thiết bị", by=BY, at=now)

    # Nothing dates a signature of level B-B: it may have been made after the key was lost.
    assert verdict(before) is not Verdict.HOLDS
    assert verdict(sign()) is Verdict.HOLDS
    event = Event.objects.get(kind="documents.certificate_revoked.v1")
    assert event.payload == {"serial": f"{number:x}", "why": "mất thiết bị"}


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["H47.1", "../root", "root"])
def test_what_is_no_certificate_of_ours_is_not_revoked(code):
    sign()
    with pytest.raises(errors.UnknownCertificate):
        certificates.revoke(code=code, why="", by=BY, at=datetime.now(UTC))
    assert (authority.folder() / "root.crt").exists()
