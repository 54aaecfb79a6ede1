"""Reads of forms, and the rules over them; other modules enter here.

A page is filled in so:

    form = queries.form(version_id)
    page = form.page(key)
    raw = queries.read(page, request.POST)
    checked = queries.check_page(form, page, raw, answers, today=legal_today)
    # shown again, with checked.errors:
    drawn = queries.drawn(form, page, {**answers, **raw})
"""

from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from motcua.eforms import country, definitions, errors
from motcua.eforms.counting import Countable, countable, countable_questions
from motcua.eforms.definitions import Examined, examined
from motcua.eforms.differences import Difference, carried, differences
from motcua.eforms.models import FormVersion
from motcua.eforms.printing import Printed, PrintedLine, PrintedSection, printed
from motcua.eforms.rules import (
    adopted,
    check_all,
    check_page,
    drawn,
    prefilled,
    read,
    rearranged,
    relevant,
    seen,
    summary,
    upload_refused,
    visible,
    visible_pages,
    worded,
)
from motcua.eforms.types import Form

__all__ = [
    "Countable",
    "Declaration",
    "Difference",
    "Examined",
    "Printed",
    "PrintedLine",
    "PrintedSection",
    "adopted",
    "carried",
    "check_all",
    "check_page",
    "countable",
    "countable_questions",
    "declaration",
    "differences",
    "drawn",
    "examined",
    "form",
    "latest",
    "prefilled",
    "printed",
    "problems",
    "read",
    "rearranged",
    "relevant",
    "seen",
    "summary",
    "upload_refused",
    "visible",
    "visible_pages",
    "worded",
]

KEPT_FORMS = 256

problems = check_all
"""Everything that keeps answers from being submitted."""


@lru_cache(maxsize=KEPT_FORMS)
def form(version_id: UUID) -> Form:
    """Return the form of a version; read once a process, since versions never change.

    Raises:
        FormVersion.DoesNotExist: There is no such version.
    """
    definition = FormVersion.objects.get(pk=version_id).definition
    return definitions.parse(definition, units=country.COUNTRY)


class Declaration(NamedTuple):
    """What a form is called where it is printed: its official name and, or empty, its number."""

    title: str
    number: str


def declaration(version_id: UUID) -> Declaration:
    """Return what a form says of its printed shape, in `properties.declaration`."""
    definition = FormVersion.objects.get(pk=version_id).definition
    properties = definition.get("properties")
    said = properties.get("declaration") if isinstance(properties, dict) else None
    told = {
        name: value
        for name, value in (said if isinstance(said, dict) else {}).items()
        if isinstance(value, str)
    }
    return Declaration(
        title=told.get("title") or definition["title"], number=told.get("number", "")
    )


def latest(key: str) -> FormVersion:
    """Return the last version of a form.

    Raises:
        UnknownForm: None is published.
    """
    found = FormVersion.objects.filter(key=key).order_by("-number").first()
    if found is None:
        raise errors.UnknownForm(key=key)
    return found
