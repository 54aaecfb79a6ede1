"""What rules of the lint share: every question where it stands, and how a finding is said."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from motcua.eforms.types import Component, Field, Fieldset, Form, HiddenField, Page, RowsField
from motcua.eforms.types.findings import Finding, Severity
from motcua.kernel.messages import Message


class Asked(NamedTuple):
    """A field where it stands: its page, the fieldset or rows around it (None: the page itself)."""

    page: Page
    group: Component | None
    field: Field


def all_asked(form: Form) -> Iterator[Asked]:
    """Yield every field, those inside rows too, with what stands directly around it."""
    for page in form.pages:
        yield from _asked_in(page, None, page.components)


def at(asked: Asked, severity: Severity, text: Message, fix: Message, **params: Any) -> Finding:
    """Return a finding about a question."""
    rows = asked.group if isinstance(asked.group, RowsField) else None
    return Finding(
        path=f"{rows.key}.{asked.field.key}" if rows else asked.field.key,
        page=asked.page.title,
        question=asked.field.label,
        severity=severity,
        text=text,
        fix=fix,
        params=params,
    )


def of_page(page: Page, severity: Severity, text: Message, fix: Message, **params: Any) -> Finding:
    """Return a finding about a page."""
    return Finding(
        path=page.key, page=page.title, severity=severity, text=text, fix=fix, params=params
    )


def is_silent(field: Field) -> bool:
    """Tell whether nobody is asked: the answer comes by itself."""
    return field.computed is not None or isinstance(field, HiddenField)


def _asked_in(
    page: Page, group: Component | None, components: tuple[Component, ...]
) -> Iterator[Asked]:
    for component in components:
        if isinstance(component, Field):
            yield Asked(page, group, component)
        if isinstance(component, (Fieldset, RowsField)):
            yield from _asked_in(page, component, component.components)
