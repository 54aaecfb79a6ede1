"""Which procedures ask people to fill in a form."""

from motcua.catalogue.models import Procedure
from motcua.eforms.types.drafting import Use


def uses_of_form(key: str) -> list[Use]:
    """Return the procedures whose present version uses a form, by code."""
    found = Procedure.objects.filter(current__form_version__key=key).order_by("code")
    rows = found.values_list("code", "current__content__name", "current__form_version__number")
    return [Use(*row) for row in rows]
