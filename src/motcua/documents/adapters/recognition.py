"""Letters read from pictures of pages by Tesseract, where it is installed; never required.

It runs as a process of its own, with a time limit, on copies in a folder of its own. What it
writes is judged like any file that comes from outside.
"""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image

LANGUAGE: Final = "vie"
MOST_PAGES: Final = 30
SECONDS_PER_PAGE: Final = 20
_SECONDS_TO_ANSWER: Final = 10
_MOST_PIXELS: Final = (2480, 3508)
"""A4 at 300 points per inch: more is slower and reads no better."""
_LONG_SIDE: Final = 11.7
"""Inches of A4, which pages are taken to be: a camera does not say."""
_LEAST_RESOLUTION, _QUALITY = 70, 80
_WORD: Final = "5"
"""Level of a line of the table that is about one word."""


class RecognitionFailedError(RuntimeError):
    """The engine ended badly, too late, or wrote nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What an engine read.

    Attributes:
        pdf: The pages with their text behind the picture, to be searched and copied.
        text: Lines, pages apart by an empty line; empty: there are no letters.
        words: How many.
        confidence: Of the engine in its words, their mean, percent, rounded down; 0 without words.
    """

    pdf: bytes
    text: str
    words: int
    confidence: int


def engine() -> str:
    """Return the name and version of the engine; empty: none that knows Vietnamese."""
    program = _program()
    return _name_of(program) if program else ""


def recognise(pages: Sequence[Image.Image]) -> Recognised:
    """Return what stands on pages.

    Args:
        pages: Upright and cleaned, at most `MOST_PAGES`.

    Raises:
        RecognitionFailedError: There is no engine, or it failed.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-") as name:
        folder = Path(name)
        files = [_put(page, folder / f"{number}.jpg") for number, page in enumerate(pages)]
        (folder / "pages.txt").write_text("\n".join(map(str, files)), "utf-8")
        arguments = [str(folder / "pages.txt"), str(folder / "read"), "-l", LANGUAGE]
        options = ["-c", "tessedit_create_pdf=1", "-c", "tessedit_create_tsv=1"]
        _run([_program(), *arguments, *options], seconds=SECONDS_PER_PAGE * len(pages))
        try:
            pdf = (folder / "read.pdf").read_bytes()
            table = (folder / "read.tsv").read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RecognitionFailedError from error
    return _understood(pdf, table)


def _understood(pdf: bytes, table: str) -> Recognised:
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        words = [row for row in rows if row["level"] == _WORD and row["text"].strip()]
        sure = [float(row["conf"]) for row in words]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecognitionFailedError from error
    return Recognised(
        pdf=pdf,
        text="\n".join(_lines(words)),
        words=len(words),
        confidence=int(sum(sure) / len(sure)) if sure else 0,
    )


def _lines(words: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield the lines of a table of words, and an empty one between pages."""
    line: list[str] = []
    before: tuple[str, ...] = ()
    for word in words:
        now = tuple(word[name] for name in ("page_num", "block_num", "par_num", "line_num"))
        if line and now != before:
            yield " ".join(line)
            line = []
            if now[0] != before[0]:
                yield ""
        line.append(word["text"].strip())
        before = now
    if line:
        yield " ".join(line)


def _put(page: Image.Image, target: Path) -> Path:
    """Write a page for the engine, so large that it fills a sheet of A4."""
    smaller = page.convert("RGB")
    smaller.thumbnail(_MOST_PIXELS)
    resolution = max(_LEAST_RESOLUTION, round(max(smaller.size) / _LONG_SIDE))
    smaller.save(target, "JPEG", quality=_QUALITY, dpi=(resolution, resolution))
    return target


def _program() -> str:
    return settings.MOTCUA_RECOGNISER or shutil.which("tesseract") or ""


@cache
def _name_of(program: str) -> str:
    """Return name and version of a program that knows Vietnamese; asked once per process."""
    try:
        known = _run([program, "--list-langs"], seconds=_SECONDS_TO_ANSWER).split()
        named = _run([program, "--version"], seconds=_SECONDS_TO_ANSWER).splitlines()
    except RecognitionFailedError:
        return ""
    return named[0].strip() if LANGUAGE in known and named else ""


def _run(command: Sequence[str], *, seconds: int) -> str:
    """Run a program on one processor; return what it says.

    Raises:
        RecognitionFailedError: It is not there, takes too long, or ends badly.
    """
    try:
        ended = subprocess.run(  # noqa: S603 the program is the operator's, the rest is ours
            command,
            capture_output=True,
            check=True,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RecognitionFailedError from error
    return ended.stdout.decode("utf-8", "replace")
