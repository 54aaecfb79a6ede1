"""A file is judged by its content; what is refused says why and what to do."""

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.documents import errors
from motcua.documents.adapters import examination
from motcua.documents.adapters.examination import EICAR, JPEG, PDF

BOTH = (PDF, JPEG)


def pdf(change=lambda _: None, **saving):
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    out = io.BytesIO()
    document.save(out, **saving)
    return out.getvalue()


def picture(width=40, height=30, kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def examine(content, name="giấy tờ.pdf", media_types=BOTH, max_bytes=5_000_000):
    return examination.examine(
        content=content, name=name, media_types=media_types, max_bytes=max_bytes
    )


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_launch(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def with_attachment(document):
    document.attachments["x.exe"] = b"MZ"


def with_eicar(document):
    document.Root.Note = pikepdf.Stream(document, EICAR)


def test_a_pdf_and_a_picture_are_known_by_their_content():
    assert examine(pdf()) == PDF
    assert examine(picture(), name="ảnh.pdf") == JPEG


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.FileIsEmpty),
        (EICAR, errors.FileIsInfected),
        (pdf(with_eicar), errors.FileIsInfected),
        (pdf(with_eicar, compress_streams=True, recompress_flate=True), errors.FileIsInfected),
        (pdf(with_script), errors.FileIsActive),
        (pdf(with_launch), errors.FileIsActive),
        (pdf(with_attachment), errors.FileIsActive),
        (
            pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
            errors.FileIsActive,
        ),
        (pdf()[:80], errors.FileIsBroken),
        (b"%PDF-1.7 nothing else", errors.FileIsBroken),
        (picture()[:200], errors.FileIsBroken),
        (picture(9_000, 9_000), errors.FileIsBroken),
        (picture(kind="PNG"), errors.FileTypeNotAllowed),
        (b"<svg onload='alert(1)'/>", errors.FileTypeNotAllowed),
        (b"MZ\x90\x00", errors.FileTypeNotAllowed),
        (b"<html>%PDF-1.7</html>", errors.FileTypeNotAllowed),
    ],
)
def test_what_is_not_taken_is_refused_by_name(content, refusal):
    with pytest.raises(refusal, match="giấy tờ"):
        examine(content)


def test_a_zip_dressed_as_pdf_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")

    with pytest.raises(errors.FileRefused):
        examine(b"%PDF-1.4\n" + out.getvalue())


def test_one_byte_too_many_is_refused_and_the_limit_is_named():
    content = picture()
    assert examine(content, max_bytes=len(content)) == JPEG

    with pytest.raises(errors.FileIsTooLarge, match="cho phép"):
        examine(content, max_bytes=len(content) - 1)


@given(st.binary(max_size=200), st.sampled_from([b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b""]))
def test_junk_is_refused_and_never_fails_otherwise(junk, magic):
    with pytest.raises(errors.FileRefused):
        examine(magic + junk)
