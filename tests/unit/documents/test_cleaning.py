"""Grey and shadow become white; a clean page, letters and seals stay what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat

from motcua.documents.adapters.cleaning import cleaned

SIZE = (480, 640)
RED, INK = (190, 30, 40), (20, 20, 60)


def page(paper="white"):
    """A page with lines of strokes like letters, and a ring like a seal."""
    made = Image.new("RGB", SIZE, paper)
    draw = ImageDraw.Draw(made)
    for top in range(60, 500, 30):
        for left in range(50, 430, 8):
            draw.line((left, top, left + 3, top + 12), fill=INK, width=2)
    draw.ellipse((280, 520, 380, 620), outline=RED, width=8)
    return made


def lit(made, darkest, brightest, tint=(100, 95, 80)):
    """The page as a camera sees it where light falls from one side."""
    span = brightest - darkest
    light = Image.linear_gradient("L").rotate(90).resize(SIZE)
    bands = [light.point(lambda v, t=t: (darkest + v * span // 255) * t // 100) for t in tint]
    return ImageChops.multiply(made, Image.merge("RGB", bands))


def test_a_clean_page_is_left_nearly_as_it_is():
    before = page()
    difference = ImageChops.difference(before, cleaned(before))
    assert max(ImageStat.Stat(difference).mean) < 2
    assert cleaned(before).size == before.size


@settings(max_examples=20)
@given(darkest=st.integers(120, 180), more=st.integers(0, 75))
def test_a_page_in_the_shade_gets_white_paper(darkest, more):
    grey = lit(page(), darkest, darkest + more)
    white = cleaned(grey)
    for point in ((10, 10), (470, 10), (10, 630), (470, 630), (240, 45)):
        assert max(grey.getpixel(point)) < 255
        assert min(white.getpixel(point)) >= 250


@pytest.mark.parametrize("darkest", [110, 160, 200])
def test_letters_stay_dark_and_a_seal_stays_red(darkest):
    white = cleaned(lit(page(), darkest, darkest + 50))
    assert max(white.getpixel((52, 68))) < 130
    red, green, blue = white.getpixel((330, 523))
    assert red > 150
    assert max(green, blue) < red - 80


def test_a_photograph_on_the_page_does_not_vanish():
    made = page()
    ImageDraw.Draw(made).rectangle((60, 80, 260, 330), fill=(60, 50, 45))
    assert max(cleaned(made).getpixel((160, 200))) < 190


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_the_smallest_pictures_can_be_cleaned(size):
    assert cleaned(Image.new("RGB", size, "grey")).size == size
