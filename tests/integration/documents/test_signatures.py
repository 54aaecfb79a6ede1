"""A person signs what she ordered, the agency seals it, and both are named to whoever checks."""

import io
import shutil

import pytest
from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.agencies.models import Agency
from motcua.agencies.types import Tier
from motcua.audit import actions as audit
from motcua.audit.models import Event
from motcua.documents import actions, queries, rules
from motcua.documents.adapters import authority, signing
from motcua.documents.errors import SignatureNotOrdered
from motcua.documents.models import OfficialPaper
from motcua.documents.types import PaperKind, Signatory
from motcua.kernel.actors import Actor
from tests.integration.delivery import AN_MY, NOW, SEED
from tests.integration.documents.test_papers import DATA, keys_made_once, text_of

__all__ = ["keys_made_once"]

LEADER = Actor.staff("01a20477-edd0-7f0b-ade2-82963d6c027f")
SUBJECT = "dossier:1"


@pytest.fixture
def data_folder(settings, tmp_path, keys_made_once):
    settings.MOTCUA_DATA = tmp_path / "data"
    shutil.copytree(keys_made_once, settings.MOTCUA_DATA)
    return settings.MOTCUA_DATA


@transaction.atomic
def ordered(by=LEADER, stream=SUBJECT):
    return audit.record(stream=stream, kind="dossiers.approve.v1", by=by, at=NOW, payload={})


def issue(event, *, is_deputy=False):
    return actions.issue(
        kind=PaperKind.RESULT,
        template="trich-luc-ho-tich",
        subject=SUBJECT,
        agency=Agency.objects.get(code=AN_MY),
        data=DATA,
        verification_url="http://127.0.0.1:8000/kiem-tra/",
        is_signed=True,
        by=SEED,
        at=NOW,
        signatory=Signatory(
            actor=LEADER, name="Phan Thị Lãnh Đạo", is_deputy=is_deputy, event=event
        ),
    )


def test_a_paper_is_signed_by_a_person_and_then_sealed(offered, data_folder):
    paper = issue(ordered())

    found = queries.verified_code(paper.verification_code)
    person, seal = found.judgements
    assert (person.signer, person.organisation) == (
        "Phan Thị Lãnh Đạo",
        "Ủy ban nhân dân phường An Mỹ, thành phố Tam Kỳ",
    )
    assert (seal.signer, seal.organisation) == ("Ủy ban nhân dân phường An Mỹ", "")
    assert person.holds
    assert seal.holds
    assert found.is_genuine
    made = Event.objects.get(kind="documents.paper_issued.v1")
    assert (made.payload["signatory"], made.payload["ordered_by_event"]) == (str(LEADER), 1)


def test_nobodys_key_is_used_for_what_she_did_not_order(offered, data_folder):
    others = ordered(by=Actor.staff("01a20477-edd0-7f0b-ade2-82963d6c0280"))
    elsewhere = ordered(stream="dossier:2")

    for event in (others, elsewhere + 1, 99):
        with pytest.raises(SignatureNotOrdered):
            issue(event)

    assert not OfficialPaper.objects.exists()
    assert not list(authority.folder().glob("person-*"))


def test_something_added_after_the_seal_breaks_both(offered, data_folder):
    signed = queries.content(issue(ordered()).file)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = writer.root["/Pages"]["/Count"]
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)

    found = queries.verified_file(out.getvalue())

    assert [one.holds for one in found.judgements] == [False, False]
    assert not found.is_genuine


def test_a_third_signature_takes_nothing_from_the_others(offered, data_folder):
    signed = queries.content(issue(ordered()).file)
    notary = authority.credential(agency_code="notary", agency_name="Văn phòng công chứng")

    again = signing.sign(signed, credential=notary, field="Third", reason="", place="")

    assert [one.holds for one in queries.verified_file(again).judgements] == [True] * 3


def test_a_deputy_signs_in_place_of_the_head(offered, data_folder):
    said = text_of(queries.content(issue(ordered(), is_deputy=True).file))

    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in said


@pytest.mark.parametrize(
    ("tier", "lines"),
    [
        (Tier.COMMUNE, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (Tier.DEPARTMENT, ["GIÁM ĐỐC"]),
        (Tier.MINISTRY, ["BỘ TRƯỞNG"]),
    ],
)
def test_a_head_signs_as_what_she_is(tier, lines):
    assert rules.capacity(tier, is_deputy=False) == lines


def test_a_key_is_its_owners_alone(offered, data_folder):
    issue(ordered())

    (key,) = authority.folder().glob("person-*.key")
    assert key.stat().st_mode & 0o777 == 0o600
