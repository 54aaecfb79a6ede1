"""Pictures of paper made even: grey and shadow become white, what is written stays.

The paper is what is brightest around a point. Each colour is divided by it, so that a yellow light
goes too and a red seal stays red. Only copies are cleaned; the scan itself stays as it was given.
"""

from typing import Any, Final

from PIL import Image, ImageFilter, ImageMath

_COARSE: Final = 120
"""Pixels of the shorter side on which paper and shadow are told apart; letters vanish."""
_LETTERS: Final = 9
"""Of those pixels, what is looked around for paper: wider than a thick line, odd."""
_DARKEST: Final = 90
"""Paper is never darker: a photograph or a black field stays dark."""
_WHITE: Final = 235
"""From here on paper is white: grain of a camera goes."""
_LEVELS: Final = [min(255, level * 255 // _WHITE) for level in range(256)]


def cleaned(picture: Image.Image) -> Image.Image:
    """Return a picture of the same size whose paper is white, in the colours that it had."""
    colours = picture.convert("RGB")
    paper = _paper_of(colours)
    bands = [
        _divided(written, blank)
        for written, blank in zip(colours.split(), paper.split(), strict=True)
    ]
    return Image.merge("RGB", bands).point(_LEVELS * 3)


def _paper_of(picture: Image.Image) -> Image.Image:
    """Return what the paper looks like without what is written on it."""
    factor = max(1, min(picture.size) // _COARSE)
    small = picture.reduce(factor)
    brightest = small.filter(ImageFilter.MaxFilter(_LETTERS))
    even = brightest.filter(ImageFilter.GaussianBlur(_LETTERS))
    return even.resize(picture.size, Image.Resampling.BILINEAR)


def _divided(written: Image.Image, blank: Image.Image) -> Image.Image:
    def ratio(of: dict[str, Any]) -> Any:
        paper = of["max"](of["blank"], _DARKEST)
        return of["convert"](of["min"](of["written"] * 255 / paper, 255), "L")

    made: Image.Image = ImageMath.lambda_eval(ratio, written=written, blank=blank)
    return made
