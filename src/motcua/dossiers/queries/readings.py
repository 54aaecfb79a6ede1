"""Who opened a citizen's dossiers, from the log that nobody can change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.audit import queries as audit
from motcua.dossiers.models import Dossier
from motcua.identity.queries import Citizen
from motcua.kernel.messages import message as _

PAGE: Final = 50
KINDS: Final = {
    "dossiers.read.v1": _("Đã mở hồ sơ"),
    "dossiers.package_taken.v1": _("Đã lấy gói hồ sơ lưu trữ"),
}
"""Events of a stream of readings, and what was done."""
FILE: Final = _("Đã mở tệp đính kèm")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """That an officer opened a dossier of hers, or a file of it.

    Attributes:
        number: Leads to the next page.
        at: Real time.
        what: A message.
        code: Of the dossier.
        agency: That has the dossier; the officer is one of it, or of an agency that it asked.
    """

    number: int
    at: datetime
    what: str
    code: str
    agency: str


def openings_of(owner: Citizen, *, before: int | None = None) -> list[Opening]:
    """Return when officers opened her dossiers, latest first, at most `PAGE`.

    Legs of a joint procedure are among them. Which officer it was, the log knows; she may ask.

    Args:
        owner: Of the dossiers.
        before: The number of the last one of the page before.

    Source: Nghị định 13/2023/NĐ-CP, Article 9 (the right to know of the processing).
    """
    hers = {
        f"reading:{one.id}": one
        for one in Dossier.objects.filter(owner=owner.id).select_related("agency")
    }
    events = audit.events_of_many(hers).filter(kind__in=KINDS).order_by("-id")
    if before is not None:
        events = events.filter(id__lt=before)
    return [
        Opening(
            number=event.pk,
            at=event.at,
            what=FILE if event.payload.get("file") else KINDS[event.kind],
            code=hers[event.stream].code,
            agency=hers[event.stream].agency.name,
        )
        for event in events[:PAGE]
    ]
