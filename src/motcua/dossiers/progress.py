"""How far a form was filled in, how long it took, and what was wrong: counts, never answers; pure.

Kept beside a draft in the clear, so that a form that people give up on can be found without
following anybody: {"device": "phone", "by": "self", "at": "trang_2", "pages": {"trang_1": {"n": 2,
"s": 40, "e": {"ho_ten": 1}}}}: the page she stands on, and of each page that was sent how often,
the seconds spent on it, and how often each question was answered wrongly.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

REVIEW: Final = "xem-lai"
"""Stands for the page after the last: no page of a form is so named, keys hold no hyphen."""

MOST_SECONDS: Final = 600
"""Longer breaks are no work on the form: ten minutes count at most."""

Progress = Mapping[str, Any]


def begun(*, device: str, by: str, page: str) -> dict[str, Any]:
    """Return the progress of a form that somebody just opened."""
    return {"device": device, "by": by, "at": page, "pages": {}}


def times_sent(progress: Progress, page: str) -> int:
    """Return how often a page was sent so far."""
    return int(progress.get("pages", {}).get(page, {}).get("n", 0))


def page_worked(progress: Progress, page: str, *, seconds: float) -> dict[str, Any]:
    """Return it after some time on a page that was not sent yet."""
    return _noted(progress, page, seconds=seconds, sent=0, wrong=())


def page_sent(
    progress: Progress, page: str, *, seconds: float, wrong: Collection[str], leads_to: str
) -> dict[str, Any]:
    """Return it after a page was sent.

    Args:
        progress: Before.
        page: Key of the page.
        seconds: Since anything was saved last.
        wrong: Keys of the questions that were answered wrongly or not at all.
        leads_to: Key of the page that is shown now: the same again where something was wrong.
    """
    noted = _noted(progress, page, seconds=seconds, sent=1, wrong=wrong)
    return {**noted, "at": leads_to}


def _noted(
    progress: Progress, page: str, *, seconds: float, sent: int, wrong: Collection[str]
) -> dict[str, Any]:
    pages = dict(progress.get("pages", {}))
    before = pages.get(page, {})
    errors = dict(before.get("e", {}))
    for key in wrong:
        errors[key] = errors.get(key, 0) + 1
    pages[page] = {
        "n": before.get("n", 0) + sent,
        "s": before.get("s", 0) + round(min(max(seconds, 0), MOST_SECONDS)),
        "e": errors,
    }
    return {**progress, "at": page, "pages": pages}
