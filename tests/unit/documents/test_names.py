"""Names of files can be shown, stored and downloaded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents import rules

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Giấy khai sinh.PDF", "Giấy khai sinh.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\cmnd.jpg.exe", "cmnd.jpg.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ("", "tep.pdf"),
        ("...", "tep.pdf"),
        ("=cmd|'/c calc'!A1.pdf", "c calc A1.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_loses_what_could_do_harm(given_name, safe):
    assert rules.safe_name(given_name, PDF) == safe


@given(st.text())
def test_any_name_becomes_a_harmless_one(given_name):
    safe = rules.safe_name(given_name, PDF)

    assert safe.endswith(".pdf")
    assert not set(safe) & set('/\\\0\r\n"<>|:;\u202e')
    assert 5 <= len(safe) <= 124
