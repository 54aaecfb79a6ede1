"""Papers are numbered once, signed by the agency, dated by an authority, and can be checked."""

import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.agencies.models import Agency
from motcua.conf.environment import Connection
from motcua.documents import actions, queries
from motcua.documents.adapters import authority, store
from motcua.documents.errors import FileIsDamaged
from motcua.documents.models import OfficialPaper
from motcua.documents.types import PaperKind
from motcua.net import remote
from motcua.net.errors import RemoteUnavailable
from motcua.sandbox.timestamps import authority as timestamps
from tests.integration.delivery import AN_MY, NOW, SEED

TSA = "http://127.0.0.1:8002"
DATA = {
    "dossier_code": "H47.40.2-211020-0001",
    "procedure_code": "2.000635",
    "procedure_name": "Cấp bản sao trích lục hộ tịch",
    "applicant": {
        "full_name": "Nguyễn Thị Hương Giang",
        "personal_id": "049195000123",
        "address": "12 Hùng Vương",
        "phone": "0905123456",
        "email": "giang@vidu.example",
    },
    "papers": [],
    "submitted_at": "2021-10-20T09:30:00+07:00",
    "fee_amount": 16000,
    "fee_is_paid": True,
    "is_self_filed": True,
    "pay_until": "2021-10-21T09:30:00+07:00",
    "result": {"loai_viec": "Khai sinh", "ho_ten": "Nguyễn Thị Hương Giang"},
    "copies": 2,
    "signed_by": "Phan Thị Lãnh Đạo",
}


@pytest.fixture(scope="session")
def keys_made_once(tmp_path_factory):
    """Keys and certificates of two agencies and of the time-stamping authority: slow to make."""
    folder = tmp_path_factory.mktemp("keys")
    with override_settings(MOTCUA_DATA=folder):
        for code in (AN_MY, "H47.40.1"):
            authority.credential(agency_code=code, agency_name="Ủy ban nhân dân phường An Mỹ")
        timestamps.root()
    return folder


@pytest.fixture
def data_folder(settings, tmp_path, keys_made_once):
    settings.MOTCUA_DATA = tmp_path / "data"
    shutil.copytree(keys_made_once, settings.MOTCUA_DATA)
    return settings.MOTCUA_DATA


@pytest.fixture
def clock_authority(settings, data_folder):
    """The time-stamping authority of the sandbox, trusted; return what switches it off.

    Its view is left out: the signing library asks inside an event loop, where the database of the
    test cannot be reached.
    """
    settings.MOTCUA_CONNECTIONS = {
        **settings.MOTCUA_CONNECTIONS,
        "timestamp": Connection(url=f"{TSA}/dau-thoi-gian/"),
    }
    settings.MOTCUA_SIGNATURE_LEVEL = "B-T"
    authority.trusted_folder().mkdir(parents=True)
    shutil.copy(timestamps.root(), authority.trusted_folder() / "stamps.crt")
    shutil.copy(timestamps.revocation_list(), authority.trusted_folder() / "stamps.crl")
    down = []

    def answer(request):
        if down:
            return httpx.Response(503)
        return httpx.Response(200, content=timestamps.stamp(request.content))

    with remote.mounted(TSA, httpx.MockTransport(answer)):
        yield down


def issue(kind=PaperKind.RESULT, template="trich-luc-ho-tich", subject="dossier:1", agency=AN_MY):
    return actions.issue(
        kind=kind,
        template=template,
        subject=subject,
        agency=Agency.objects.get(code=agency),
        data=DATA,
        verification_url="http://127.0.0.1:8000/kiem-tra/",
        is_signed=kind is PaperKind.RESULT,
        by=SEED,
        at=NOW,
    )


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_a_signed_result_holds_by_pdfsig_and_by_us(offered, clock_authority, tmp_path):
    pdf = queries.content(issue().file)
    trust = tmp_path / "nss"
    trust.mkdir()
    nss = f"sql:{trust}"
    subprocess.run(["certutil", "-N", "-d", nss, "--empty-password"], check=True)
    for number, root in enumerate(authority.trusted_roots()):
        (tmp_path / "root.crt").write_bytes(root)
        command = ["certutil", "-A", "-d", nss, "-n", f"r{number}", "-t", "C,C,C"]
        subprocess.run([*command, "-i", str(tmp_path / "root.crt")], check=True)
    (tmp_path / "result.pdf").write_bytes(pdf)

    said = subprocess.run(
        ["pdfsig", "-nssdir", str(trust), str(tmp_path / "result.pdf")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said
    assert "phường An Mỹ" in said
    (judged,) = queries.verified_file(pdf).judgements
    assert judged.holds
    assert judged.stamped_at is not None


def test_pdfsig_notices_one_changed_byte(offered, clock_authority, tmp_path):
    pdf = bytearray(queries.content(issue().file))
    pdf[3000] ^= 1
    (tmp_path / "changed.pdf").write_bytes(pdf)

    said = subprocess.run(
        ["pdfsig", str(tmp_path / "changed.pdf")], capture_output=True, text=True, check=False
    ).stdout

    assert "Digest Mismatch" in said
    found = queries.verified_file(bytes(pdf))
    assert found.paper is None
    assert not found.is_genuine
    assert not found.judgements[0].is_intact


def test_a_result_with_something_added_after_signing_is_not_genuine(offered, clock_authority):
    signed = queries.content(issue().file)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Note"] = pikepdf_free_text()
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    found = queries.verified_file(out.getvalue())

    assert not found.is_genuine
    assert not found.judgements or not found.judgements[0].holds


def pikepdf_free_text():
    from pyhanko.pdf_utils import generic

    return generic.pdf_string("added later")


def test_a_signature_of_somebody_else_is_intact_but_not_trusted(offered, clock_authority, tmp_path):
    pdf = queries.content(issue().file)

    from motcua.documents.adapters import validation

    (judged,) = validation.judge(pdf, roots=[timestamps.root().read_bytes()])
    assert judged.is_intact
    assert not judged.is_trusted


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"\x00" * 100, b"PK\x03\x04"])
def test_what_is_no_signed_pdf_is_unknown_and_breaks_nothing(offered, data_folder, junk):
    found = queries.verified_file(junk)

    assert (found.paper, found.judgements, found.is_genuine) == (None, (), False)


def test_a_paper_is_issued_once_with_one_number(offered, clock_authority):
    first = issue()
    again = issue()

    assert (again.id, again.number, again.file_id) == (first.id, first.number, first.file_id)
    assert issue(subject="dossier:2").number == first.number + 1
    assert (
        issue(
            subject="dossier:2",
            agency="H47.40.1",
            kind=PaperKind.ACKNOWLEDGEMENT,
            template="acknowledgement",
        ).number
        == 1
    )


def test_without_a_time_stamp_nothing_is_signed_and_the_number_is_kept(offered, clock_authority):
    clock_authority.append("down")
    with pytest.raises(RemoteUnavailable):
        issue()
    kept = OfficialPaper.objects.get()
    assert kept.file is None
    assert queries.paper_of("dossier:1", PaperKind.RESULT) is None

    clock_authority.clear()
    remote._breakers.clear()
    issued = issue()
    assert (issued.number, issued.verification_code) == (kept.number, kept.verification_code)


def test_an_issued_paper_cannot_be_changed(offered, data_folder):
    issue(kind=PaperKind.ACKNOWLEDGEMENT, template="acknowledgement")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        OfficialPaper.objects.update(number=99)


def test_anyone_with_the_code_finds_the_paper_however_it_is_typed(offered, data_folder):
    paper = issue(kind=PaperKind.ACKNOWLEDGEMENT, template="acknowledgement")
    code = paper.verification_code

    for typed in (code, code.lower(), f" {code[:4]}-{code[4:8]} {code[8:]}"):
        assert queries.verified_code(typed).paper == paper
    assert queries.verified_code(code[:-1]) is None
    assert queries.verified_code("") is None


def test_the_printed_paper_says_its_code_its_number_and_its_place(offered, data_folder):
    paper = issue(kind=PaperKind.ACKNOWLEDGEMENT, template="acknowledgement")
    said = text_of(queries.content(paper.file))

    assert "THÔNG BÁO ĐÃ NHẬN HỒ SƠ NỘP TRỰC TUYẾN" in said
    assert "An Mỹ, ngày 20 tháng 10 năm 2021" in said
    assert "16.000 đồng" in said
    assert "chưa phải là Giấy tiếp nhận" in said
    assert paper.verification_code[:4] in said


def test_a_stored_file_that_rotted_is_never_served(offered, data_folder):
    paper = issue(kind=PaperKind.ACKNOWLEDGEMENT, template="acknowledgement")
    (file,) = store.folder().glob("*/*")
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)

    with pytest.raises(FileIsDamaged):
        queries.content(paper.file)
    file.unlink()
    with pytest.raises(FileIsDamaged):
        queries.verified_code(paper.verification_code)


@pytest.mark.django_db(transaction=True)
def test_two_issuers_at_once_leave_one_paper(offered, data_folder):
    def one(_):
        try:
            return issue(kind=PaperKind.ACKNOWLEDGEMENT, template="acknowledgement").file_id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        files = set(pool.map(one, range(4)))

    assert len(files) == 1
    assert OfficialPaper.objects.count() == 1


def test_openssl_accepts_a_time_stamp_and_junk_gets_none(
    client, as_site, data_folder, tmp_path, db
):
    as_site("sandbox")
    (tmp_path / "x").write_text("x")
    query = tmp_path / "q.tsq"
    openssl = ["openssl", "ts"]
    subprocess.run(
        [*openssl, "-query", "-data", str(tmp_path / "x"), "-sha256", "-cert", "-out", str(query)],
        check=True,
        capture_output=True,
    )
    answer = client.post(
        "/dau-thoi-gian/", query.read_bytes(), content_type="application/timestamp-query"
    )
    (tmp_path / "r.tsr").write_bytes(answer.content)

    said = subprocess.run(
        [*openssl, "-verify", "-data", str(tmp_path / "x"), "-in", str(tmp_path / "r.tsr"),
         "-CAfile", str(timestamps.root())],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "Verification: OK" in said.stdout + said.stderr
    junk = client.post("/dau-thoi-gian/", b"junk", content_type="application/timestamp-query")
    assert junk.status_code == 400
