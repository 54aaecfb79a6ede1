"""Scans as officers make them: pictures put into one file, upright, in order; pages looked at.

Source: Thông tư 03/2025/TT-VPCP (as many pages as the paper has, in their order).
"""

import io
from collections.abc import Sequence
from typing import Final

import pikepdf
from PIL import Image, ImageOps

MOST_WIDTH: Final = 1600
"""Pixels of a page that is looked at on a screen."""
_RESOLUTION: Final = 150.0
_QUALITY: Final = 80


def joined(pictures: Sequence[bytes]) -> bytes:
    """Return one PDF with a page for each picture, in their order, turned as the camera says.

    Args:
        pictures: JPEG or PNG, examined; at least one.
    """
    pages = [_upright(one) for one in pictures]
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=_RESOLUTION, quality=_QUALITY
    )
    return out.getvalue()


def page_count(content: bytes, media_type: str) -> int:
    """Return how many pages a scan has; a picture is one."""
    if media_type != "application/pdf":
        return 1
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def pictures(content: bytes, media_type: str, *, most: int) -> list[Image.Image] | None:
    """Return the first pages of a scan as pictures, upright; None: one of them is no picture.

    Args:
        content: Of the scan.
        media_type: Of the scan.
        most: Pages that are returned.
    """
    if media_type != "application/pdf":
        return [_upright(content)]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [_picture_of(one) for one in list(pdf.pages)[:most]]
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else None


def page(content: bytes, media_type: str, number: int) -> bytes | None:
    """Return a page of a scan as a JPEG; None: it is no picture, as in a PDF that a program wrote.

    Args:
        content: Of the scan.
        media_type: Of the scan.
        number: From 1.
    """
    if media_type != "application/pdf":
        return _shown(_upright(content)) if number == 1 else None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not 1 <= number <= len(pdf.pages):
            return None
        picture = _picture_of(pdf.pages[number - 1])
    return _shown(picture) if picture is not None else None


def _picture_of(sheet: pikepdf.Page) -> Image.Image | None:
    """Return the one picture that a page consists of, as it is turned; None: it does not."""
    inside = list(sheet.get_images().values())
    if len(inside) != 1 or not isinstance(inside[0], pikepdf.Stream):
        return None
    try:
        picture = pikepdf.PdfImage(inside[0]).as_pil_image()
        # A PDF is turned clockwise, Pillow turns the other way.
        return picture.rotate(-int(sheet.get("/Rotate", 0)), expand=True)
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        return None


def _upright(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def _shown(picture: Image.Image) -> bytes:
    smaller = picture.convert("RGB")
    smaller.thumbnail((MOST_WIDTH, MOST_WIDTH * 2))
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
