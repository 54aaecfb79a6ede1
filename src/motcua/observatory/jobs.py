"""What the observatory does when figures changed: draw the charts before anyone asks for them."""

from django.utils import translation

from motcua.audit import outbox
from motcua.indicators import queries
from motcua.indicators.actions import SNAPSHOT_TAKEN
from motcua.indicators.types import Section
from motcua.observatory import pictures
from motcua.ui import drawings

LANGUAGES = ("vi", "en")
VIEWS = (tuple(Section), (Section.MINISTRY,), (Section.PROVINCE,))
"""Every choice of sections that the ranking page offers."""


@outbox.subscriber(SNAPSHOT_TAKEN)
def draw_charts(*, snapshot: str) -> None:
    """Draw the charts of a snapshot in both languages; drawing again changes nothing."""
    taken, today = queries.snapshot(snapshot), queries.real_today()
    for lang in LANGUAGES:
        with translation.override(lang):
            for sections in VIEWS:
                reported = queries.standing_in(taken, sections=sections)
                for standing in (reported, queries.by_units_of(reported, on=today)):
                    drawings.drawn(pictures.specs(standing, lang=lang))
