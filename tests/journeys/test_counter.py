"""The counter with the keyboard alone: a birth registered by a walk-in, key by key."""

import unicodedata

import pytest

from tests.journeys.demo import officer, person, spine, totp_time

__all__ = ["officer", "person", "spine", "totp_time"]

SCAN = "049195000011||Trần Thị Mai|18101995|Nữ|12 Hùng Vương, An Mỹ, Tam Kỳ, Quảng Nam|05042021"
KEYS_A_MINUTE = 200
"""Of a trained clerk; who types blind does 300 and more."""

SECONDS = 90


class Keyboard:
    """Presses keys and counts them as fingers do: an input method makes letters of several."""

    def __init__(self, page):
        self._page = page
        self.presses = 0

    def press(self, *keys):
        for key in keys:
            self._page.keyboard.press(key)
            self.presses += 1

    def types(self, text):
        """Type by Telex: đ is dd, ă is aw, a tone one more letter; a capital needs Shift too."""
        self._page.keyboard.type(text)
        self.presses += sum(map(_strokes, text))

    def scans(self, text):
        """A scanner types at once, and ends with Enter."""
        self._page.keyboard.insert_text(text)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")
        self.presses += 1
        self._page.wait_for_load_state()

    def sends(self):
        """Press Enter and wait for the next page."""
        with self._page.expect_navigation():
            self.press("Enter")
        self._page.wait_for_load_state()

    def stands_in(self, place):
        """Wait until the focus is where the clerk looks for it; she never takes the mouse."""
        self._page.wait_for_function("id => document.activeElement.id === id", arg=place)


def _strokes(letter):
    plain = letter.replace("đ", "dd").replace("Đ", "DD")
    return len(unicodedata.normalize("NFD", plain)) + letter.isupper()


@pytest.fixture
def clerk(officer):
    return officer("motcua@anmy.vidu.example")


def names_the_child(keys):
    keys.types("Nguyễn Minh Khôi")
    keys.press("Tab")
    keys.types("15102021")
    keys.press("Tab", "1", "Tab", "1", "Tab", "k", "Tab", "Tab")
    keys.types("An Mỹ, Tam Kỳ, Quảng Nam")


def says_where_it_was_born(keys):
    keys.press("1", "Tab")
    keys.types("Bệnh viện đa khoa Quảng Nam")
    keys.press("Tab")
    keys.types("An Mỹ, Tam Kỳ, Quảng Nam")
    keys.press("Tab", "1", "Tab", "1")


def names_the_father(keys):
    keys.types("Nguyễn Văn Hùng")
    keys.press("Tab")
    keys.types("02031993")
    keys.press("Tab", "Tab")
    keys.types("12 Hùng Vương, An Mỹ, Tam Kỳ")
    keys.press("Tab", "k")


def counts_the_papers(keys):
    keys.types("1")
    keys.press("F2", "Space")


def test_a_walk_in_birth_is_registered_by_keyboard_in_90_seconds_of_typing(clerk):
    clerk.opens("/mot-cua/quay/")
    keys = Keyboard(clerk.page)
    keys.stands_in("tim")
    keys.types("1.001193")
    keys.sends()
    clerk.looks()

    keys.stands_in("card")
    keys.scans(SCAN)
    keys.stands_in("id_phone")
    keys.types("0905123456")
    keys.sends()
    clerk.looks()

    keys.stands_in("quan_he")
    keys.press("1")
    keys.sends()
    for page in (names_the_child, says_where_it_was_born):
        page(keys)
        keys.sends()
    for one_key in ("1", "k"):
        keys.press(one_key)
        keys.sends()
    names_the_father(keys)
    keys.sends()
    counts_the_papers(keys)
    clerk.looks()
    keys.sends()

    assert "Bản giấy: 1 bản chính" in clerk.reads()
    clerk.looks()
    keys.sends()

    clerk.looks()
    assert "Đã tiếp nhận" in clerk.reads()
    assert keys.presses <= KEYS_A_MINUTE * SECONDS // 60
