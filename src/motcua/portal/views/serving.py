"""What is otherwise where a member of staff fills in for the one citizen whom she serves."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from motcua.dossiers import actions, queries
from motcua.dossiers.types import Filing
from motcua.eforms.types import FileField, Page
from motcua.portal.views.visitor import Filler

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft

ORIGINALS, COPIES = "ban-chinh", "ban-sao"
"""Behind the key of a file's question: how many were handed over. Keys hold no hyphen."""

_DIGITS = 2


def handed(draft: "Draft", filler: Filler) -> dict[str, tuple[int, int]] | None:
    """Return originals and copies handed over on paper, by question; None: nobody takes paper."""
    if not _takes_paper(filler):
        return None
    return {one.field: (one.originals, one.copies) for one in queries.handed_of(draft)}


def take_papers(request: HttpRequest, draft: "Draft", filler: Filler, asked: Page) -> None:
    """Keep the counts of a page that was sent, where they changed."""
    before = handed(draft, filler)
    if before is None:
        return
    for field in asked.fields:
        if not isinstance(field, FileField) or f"{field.key}-{ORIGINALS}" not in request.POST:
            continue
        counted = (
            _number(request.POST.get(f"{field.key}-{ORIGINALS}", "")),
            _number(request.POST.get(f"{field.key}-{COPIES}", "")),
        )
        if counted != before.get(field.key, (0, 0)):
            actions.hand_in(
                draft_id=draft.id,
                owner=filler.owner,
                field=field,
                originals=counted[0],
                copies=counted[1],
                at=timezone.now(),
            )


def _takes_paper(filler: Filler) -> bool:
    return filler.sitting is not None and not Filing(filler.sitting.filing).is_online


def _number(typed: str) -> int:
    written = typed.strip()
    is_number = written.isascii() and written.isdecimal() and len(written) <= _DIGITS
    return int(written) if is_number else 0
