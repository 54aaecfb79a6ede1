"""Is a file what it says, and harmless? Judged by its content alone, never by name or header.

A PDF must be readable and carry neither scripts, nor launch actions, nor other files, nor a
password; a picture must decode within bounds. Everything else is refused.

Source: OWASP File Upload Cheat Sheet; TT 18/2019/TT-BTTTT formats are not known here.
"""

import io
import warnings
from collections.abc import Collection, Iterator
from typing import Any, Final

import pikepdf
from PIL import Image, UnidentifiedImageError

from motcua.documents import errors
from motcua.kernel.messages import message

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
NAMES: Final = {PDF: "PDF", JPEG: "JPG", PNG: "PNG"}
"""Media types that can be examined, and what people call them."""

_MOST_PIXELS: Final = 60_000_000
_SIGNATURES: Final = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_FORMATS: Final = {JPEG: "JPEG", PNG: "PNG"}
_SCRIPTS: Final = {"/JavaScript", "/JS"}
_ACTIONS: Final = {
    "/Launch",
    "/JavaScript",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/RichMediaExecute",
}

# Split, so that this source is not itself what scanners look for.
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def examine(*, content: bytes, name: str, media_types: Collection[str], max_bytes: int) -> str:
    """Return the media type of a file that may be kept.

    Args:
        content: All of it.
        name: As given, for the refusal.
        media_types: Those that the field takes.
        max_bytes: The largest size that the field takes.

    Raises:
        FileRefused: Empty, too large, another type, broken, active or infected.
    """
    check_size(size=len(content), name=name, max_bytes=max_bytes)
    if EICAR in content:
        raise errors.FileIsInfected(name=name)
    found = next((kind for magic, kind in _SIGNATURES if content.startswith(magic)), None)
    if found not in media_types or found is None:
        allowed = ", ".join(NAMES[kind] for kind in sorted(media_types))
        raise errors.FileTypeNotAllowed(name=name, allowed=allowed)
    if found == PDF:
        _examine_pdf(content, name)
    else:
        _examine_picture(content, name, _FORMATS[found])
    return found


def check_size(*, size: int, name: str, max_bytes: int) -> None:
    """Refuse a file by its size alone, before it comes or after.

    Raises:
        FileRefused: Empty or too large.
    """
    if size <= 0:
        raise errors.FileIsEmpty(name=name)
    if size > max_bytes:
        raise errors.FileIsTooLarge(name=name, size=_megabytes(size), most=_megabytes(max_bytes))


def _examine_pdf(content: bytes, name: str) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                raise errors.FileIsBroken(name=name, why=message("không có trang nào"))
            what = next(_active_parts(pdf), None)
            infected = any(EICAR in stream for stream in _streams(pdf))
    except pikepdf.PasswordError:
        raise errors.FileIsActive(name=name, what=message("mật khẩu")) from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise errors.FileIsBroken(name=name, why=message("không đúng cấu trúc PDF")) from None
    if infected:
        raise errors.FileIsInfected(name=name)
    if what is not None:
        raise errors.FileIsActive(name=name, what=what)


def _active_parts(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.attachments:
        yield message("tệp đính kèm bên trong")
    for thing in pdf.objects:
        for part in _dictionaries(thing):
            keys = set(part.keys())
            if keys & _SCRIPTS or str(part.get("/S", "")) in _ACTIONS:
                yield message("mã lệnh tự chạy")
            if "/EmbeddedFiles" in keys or str(part.get("/Type", "")) == "/EmbeddedFile":
                yield message("tệp đính kèm bên trong")


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield an object of the file, if it is a dictionary, and those written right inside it."""
    inside: list[Any] = []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inside = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inside = list(thing)
    for part in inside:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _dictionaries(part)


def _streams(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Yield the unpacked streams that are small enough to be something other than a picture."""
    most = 2 * 1024 * 1024
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and int(thing.get("/Length", 0)) < most:
            yield _unpacked(thing)


def _unpacked(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _examine_picture(content: bytes, name: str, expected: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[expected]) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    raise errors.FileIsBroken(name=name, why=message("ảnh quá lớn"))
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise errors.FileIsBroken(name=name, why=message("ảnh quá lớn")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise errors.FileIsBroken(name=name, why=message("ảnh không giải mã được")) from None


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
