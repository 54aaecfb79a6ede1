"""What people and programs send that is wrong: refused in words, or kept harmless; nothing breaks.

Numbered as the classes of bad input that the project goes by (B01 to B27 concern forms and files).
"""

import io
import zipfile

import pytest
from django.utils import timezone
from PIL import Image

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Draft
from motcua.portal.views.dossiers import MOST_PAYMENTS
from motcua.privacy import throttle
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG

FIRST, SECOND = "nguoi_yeu_cau", "noi_dung"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OTHER = {"quan_he": "nguoi_khac", "quan_he_cu_the": "mẹ"}


@pytest.fixture
def draft(an, offer):
    return actions.begin_draft(offer=offer, owner=an, at=NOW)


@pytest.fixture
def send(an, draft):
    browser = citizens_browser(an.id)

    def post(page, **answers):
        return browser.post(f"/nop/{draft.id}/phan/{page}/", answers)

    post.browser, post.draft = browser, draft
    post.answers = lambda: queries.answers_of(queries.draft(draft.id, owner=an))
    return post


@pytest.fixture
def second(send):
    """The second page, where somebody else's person is asked for."""
    send(FIRST, dien_thoai="0905123456", **OTHER)
    return send


@pytest.mark.parametrize(
    ("case", "number"),
    [
        ("B01 eleven digits", "04919500001"),
        ("B01 thirteen digits", "0491950000110"),
        ("B01 letters", "04919500001O"),
        ("B01 full width", "０４９１９５００００１１"),
        ("B01 no such province", "999195000011"),
        ("B07 a fragment of SQL", "' OR 1=1 --"),
        ("B07 a template", "{{7*7}}"),
    ],
)
def test_no_personal_id(send, case, number):
    send(FIRST, dien_thoai="0905123456", quan_he="nguoi_khac", quan_he_cu_the="mẹ")
    page = send(SECOND, duoc_cap_ho_ten="Trần Thị Mẹ", duoc_cap_so_dinh_danh=number)
    assert page.status_code == 422, case
    assert "duoc_cap_so_dinh_danh" not in send.answers()
    assert "Số định danh cá nhân của người được cấp" in page.content.decode()


@pytest.mark.parametrize("day", [("30", "02", "1990"), ("1", "1", "2990"), ("", "", "1990")])
def test_no_such_day_of_birth(second, day):
    """B02."""
    parts = {
        f"duoc_cap_ngay_sinh-{part}": text
        for part, text in zip(("day", "month", "year"), day, strict=True)
    }
    assert second(SECOND, **parts).status_code == 422
    assert "duoc_cap_ngay_sinh" not in second.answers()


@pytest.mark.parametrize(
    ("case", "typed", "kept"),
    [
        ("B03 decomposed", "Tra\u0302\u0300n Thi\u0323 Me\u0323", "Trần Thị Mẹ"),
        ("B03 zero width", "Trần\u200b Thị Mẹ", "Trần Thị Mẹ"),
        ("B03 right to left", "Trần \u202eThị Mẹ", "Trần Thị Mẹ"),
        ("B04 control characters", "Trần\x07 Thị\x1b Mẹ", "Trần Thị Mẹ"),
        ("B04 NUL", "Trần\x00 Thị Mẹ", "Trần Thị Mẹ"),
    ],
)
def test_names_are_kept_in_one_spelling(second, case, typed, kept):
    second(SECOND, duoc_cap_ho_ten=typed)
    assert second.answers().get("duoc_cap_ho_ten") == kept, case


def test_a_name_of_a_megabyte_is_too_long(second):
    """B04."""
    page = second(SECOND, duoc_cap_ho_ten="a" * 1_000_000)
    assert page.status_code == 422
    assert "dài quá 100 ký tự" in page.content.decode()
    assert "duoc_cap_ho_ten" not in second.answers()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("dien_thoai", "0905123456\r\nBcc: ai@vidu.example"),
        ("thu_dien_tu", "an@vidu.example\r\nBcc: ai@vidu.example"),
        ("thu_dien_tu", "an@vidu.example,ai@vidu.example"),
    ],
)
def test_no_header_comes_in_by_an_address(send, field, typed):
    """B05."""
    send(FIRST, **{field: typed})
    assert "Bcc" not in str(send.answers().get(field, ""))
    assert "," not in str(send.answers().get(field, ""))


@pytest.mark.parametrize("mark", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_markup_stays_text_wherever_it_is_shown(second, mark):
    """B06."""
    second(SECOND, duoc_cap_ho_ten=mark, da_dang_ky_tai=mark, muc_dich=mark)
    for path in (f"phan/{SECOND}", "xem-lai"):
        page = second.browser.get(f"/nop/{second.draft.id}/{path}/").content.decode()
        assert mark not in page, path
        assert "&lt;" in page or mark not in str(second.answers()), path


@pytest.mark.parametrize("number", ["NaN", "1e400", "9223372036854775808", "-0", "-1", "2.5", "٣"])
def test_only_whole_numbers_within_reach_are_taken(send, number):
    """B10."""
    send(FIRST, dien_thoai="0905123456", quan_he="ban_than")
    assert send(SECOND, so_ban_sao=number).status_code == 422
    assert send.answers().get("so_ban_sao", 1) in range(1, 21)


def test_what_no_question_asks_is_not_taken(an, send):
    """B14: neither the state of the dossier nor answers that are not asked."""
    send(
        FIRST,
        dien_thoai="0905123456",
        quan_he="ban_than",
        status="10",
        fee_paid="1",
        officer_id="1",
        owner_id="1",
        cam_doan="true",
        giay_to="00000000-0000-0000-0000-000000000001",
    )
    kept = Draft.objects.get()
    assert kept.owner_id == an.id
    assert kept.dossier_id is None
    assert not {"status", "fee_paid", "officer_id", "cam_doan", "giay_to"} & send.answers().keys()


def zip_of(name, content=b"x"):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def huge_picture():
    """A picture that would unpack to gigabytes, in a few bytes."""
    picture = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(picture, "PNG")
    return picture.getvalue()


@pytest.mark.parametrize(
    ("case", "name", "content"),
    [
        ("B18 a program called a picture", "anh.jpg", b"MZ\x90\x00" * 100),
        ("B18 a page called a paper", "giay.pdf", b"<html><script>1</script></html>"),
        ("B19 a PDF that is an archive", "giay.pdf", zip_of("a.txt")),
        ("B20 a PDF with script", "giay.pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript>>>>"),
        ("B20 a PDF without its table", "giay.pdf", b"%PDF-1.7\nnothing more"),
        ("B21 an archive", "giay.zip", zip_of("../../etc/passwd")),
        ("B22 a picture of endless size", "anh.png", huge_picture()),
        ("B23 malware", "giay.pdf", EICAR),
        ("B24 nothing", "giay.pdf", b""),
        ("B24 a byte too many", "anh.jpg", JPEG + b"\0" * (5 * 1024 * 1024)),
        ("B26 a drawing with script", "anh.svg", b"<svg onload='alert(1)'/>"),
        ("B27 a document with macros", "don.docm", zip_of("word/vbaProject.bin")),
    ],
)
def test_no_harmful_file_is_kept(an, send, case, name, content):
    send(FIRST, dien_thoai="0905123456", quan_he="ban_than")
    file = io.BytesIO(content)
    file.name = name
    page = send(SECOND, giay_to=file)

    assert page.status_code == 422, case
    assert queries.attachments_of(queries.draft(send.draft.id, owner=an)) == [], case
    assert "giay_to" not in send.answers()


@pytest.mark.parametrize(
    "name", ["../../x.jpg", "con.jpg", "a" * 300 + ".jpg", "ảnh\u202egpj.exe.jpg", "a.php.jpg"]
)
def test_a_file_is_kept_under_a_harmless_name(an, send, name):
    """B25."""
    send(FIRST, dien_thoai="0905123456", quan_he="ban_than")
    file = io.BytesIO(JPEG)
    file.name = name
    send(SECOND, giay_to=file)
    (kept,) = queries.attachments_of(queries.draft(send.draft.id, owner=an))
    assert "/" not in kept.name
    assert "\u202e" not in kept.name
    assert len(kept.name) <= 130
    assert kept.name.endswith(".jpg")


def test_the_same_file_twice_is_one_file(an, send):
    """B24."""
    send(FIRST, dien_thoai="0905123456", quan_he="ban_than")
    for _ in range(2):
        file = io.BytesIO(JPEG)
        file.name = "cccd.jpg"
        send(SECOND, giay_to=file)
    assert len(queries.attachments_of(queries.draft(send.draft.id, owner=an))) == 1


def test_what_the_database_cannot_look_for_is_no_fault_of_ours(client, offered):
    """B04."""
    page = client.get("/thu-tuc/1.001193%00/")
    assert page.status_code in {404, 422}


def test_nobody_begins_more_payments_than_a_hand_can(an, submitted):
    """A stolen session cannot flood the payment platform."""
    browser = citizens_browser(an.id)
    for _ in range(MOST_PAYMENTS):
        throttle.spend("payment", an.id, most=MOST_PAYMENTS, at=timezone.now())

    page = browser.post(f"/ho-so/{submitted.code}/thanh-toan/")
    assert "quá nhiều lần" in page.content.decode()
    assert page.status_code == 422
