"""Who is working on forms, and what every page of theirs shows."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext

from motcua.eforms import draft_queries
from motcua.eforms.forms import written_out
from motcua.eforms.types.findings import Finding
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel.messages import Message

WRITERS: Final = (Role.FORM_AUTHOR, Role.CONTROLLER)
READERS: Final = (*WRITERS, Role.FORM_REVIEWER)


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the member of staff whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names behind actors; what is no person is the system."""
    asked = set(actors)
    return dict.fromkeys(asked, gettext("Hệ thống")) | dict(draft_queries.names(asked))


def shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in the reader's language, proposals as JSON."""
    return [
        {
            "path": one.path,
            "text": _filled_in(one.text, one.params),
            "fix": _filled_in(one.fix, one.params) if one.fix else "",
            "severity": one.severity,
            "label": gettext(one.severity.label),
            "page": one.page,
            "blocks": one.blocks,
            "question": one.question,
            "proposal": written_out(one.proposal).decode() if one.proposal else "",
        }
        for one in findings
    ]


def _filled_in(text: str, params: Mapping[str, object]) -> str:
    """Return a text of a finding in the reader's language; what we do not run has no values."""
    said = gettext(text)
    values = {
        name: gettext(value) if isinstance(value, Message) else value
        for name, value in params.items()
    }
    return said.format_map(values) if params else said
