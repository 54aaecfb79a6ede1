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
from uuid import UUID

from motcua.eforms import country, definitions, errors
from motcua.eforms.definitions import Examined, examined
from motcua.eforms.differences import Difference, carried, differences
from motcua.eforms.models import FormVersion
from motcua.eforms.rules import (
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
    "Difference",
    "Examined",
    "carried",
    "check_all",
    "check_page",
    "differences",
    "drawn",
    "examined",
    "form",
    "latest",
    "prefilled",
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


def latest(key: str) -> FormVersion:
    """Return the last version of a form.

    Raises:
        UnknownForm: None is published.
    """
    found = FormVersion.objects.filter(key=key).order_by("-number").first()
    if found is None:
        raise errors.UnknownForm(key=key)
    return found
