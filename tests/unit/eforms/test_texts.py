import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms import content, patterns, texts


@given(st.text(st.characters(codec=None), max_size=200))
def test_cleaning_twice_changes_nothing_more_and_the_database_takes_it(text):
    once = texts.clean(text)

    assert texts.clean(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text(st.sampled_from("ab \n\t\u0301"), max_size=40))
def test_tidying_twice_changes_nothing_more(text):
    clean = texts.clean(text)

    assert texts.one_line(texts.one_line(clean)) == texts.one_line(clean)
    assert texts.lines(texts.lines(clean)) == texts.lines(clean)


def test_a_long_label_is_cut_at_a_word():
    assert texts.shortened("Tôi cam đoan những nội dung khai", most=20) == "Tôi cam đoan những…"
    assert texts.shortened("ngắn") == "ngắn"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^\d{4}$", "2021"),
        (r"(0|\+84)\d{9}", "+84905123456"),
        (r"[A-Z]{2}-[0-9]+", "AB-12"),
        (r"(?:AB)?12", "12"),
        (r"a.*b", "axxb"),
        (r"[^<>]*", "Hà Nội"),
    ],
)
def test_patterns_that_are_run(pattern, text):
    assert patterns.compiled(pattern).fullmatch(text)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$", r"[1||]", r"[a--b]", r"[[a]",
        r"(a|a)*", r"(?=a)a", r"(?P<x>a)", r"(a)\1", r"a**", r"a+?", r"a*a*a*a*", r"[a",
        r"a{", r"(a", r"a)", r"a?" * 20 + "a" * 20, r"(a|b)" * 20, r"\p{L}", r"(?i)a", "a" * 301,
        r"a{1000}", "*", "|*", "(?",
    ],
)  # fmt: skip
def test_patterns_that_are_not_run(pattern):
    assert patterns.compiled(pattern) is None


@given(st.text(st.sampled_from("ab.*+?|()[]{}12,\\^$-"), max_size=14))
def test_whatever_pattern_is_run_answers_at_once(pattern):
    found = patterns.compiled(pattern)
    if found is not None:
        started = time.process_time()
        found.fullmatch("a" * patterns.LONGEST_TEXT)
        assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("Chữ & <b>đậm</b>", '<p class="govuk-body">Chữ &amp; <strong>đậm</strong></p>'),
        ("<p>Một<br>hai</p>", '<p class="govuk-body">Một<br>hai</p>'),
        (
            '<ul><li><a href="https://vidu.vn/?a=1&b=2">đây</a></li></ul>',
            (
                '<ul class="govuk-list govuk-list--bullet"><li>'
                '<a class="govuk-link" href="https://vidu.vn/?a=1&amp;b=2">đây</a></li></ul>'
            ),
        ),
        ("1 &lt; 2", '<p class="govuk-body">1 &lt; 2</p>'),
    ],
)
def test_content_is_written_anew_with_our_own_markup(html, written):
    assert content.rewritten(html) == written


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p onclick="x">a</p>',
        '<p style="color:red">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="//vidu.vn">a</a>',
        '<a href="http://vidu.vn">a</a>',
        '<a href="https://vidu.vn" target="_blank">a</a>',
        "<a>a</a>",
        "<p>a",
        "<p><b>a</p></b>",
        "a</p>",
        "<!-- a -->",
        "<!doctype html>",
        "<?xml version='1.0'?>",
        "<![CDATA[a]]>",
        "<svg/onload=alert(1)>",
    ],
)
def test_content_with_other_markup_is_refused(html):
    with pytest.raises(content.ContentRefusedError):
        content.rewritten(html)


@given(st.text(st.sampled_from("<>/&;\"'= abp!-#x2"), max_size=40))
def test_no_text_becomes_markup_that_was_not_ours(text):
    try:
        written = content.rewritten(text)
    except content.ContentRefusedError:
        return
    bare = written
    for tag in ('<p class="govuk-body">', "</p>", "<strong>", "</strong>"):
        bare = bare.replace(tag, "")
    assert "<" not in bare


def test_what_needs_no_second_look_is_visible_and_composed():
    plain = [chr(code) for code in range(0x20, 0x2000) if texts._PLAIN.fullmatch(chr(code))]

    assert all(unicodedata.category(character)[0] != "C" for character in plain)
    assert all(unicodedata.is_normalized("NFC", character) for character in plain)
    assert not any(unicodedata.combining(character) for character in plain)
