"""Reads of the vault: a person's papers, the work of an agency, its figures."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.documents import errors
from motcua.documents import queries as documents
from motcua.documents.adapters import scans, vault_kinds
from motcua.documents.models import VaultRecord, VaultStep
from motcua.documents.types import RELIABLE, Content, Origin, Quality, VaultKind, Work
from motcua.kernel import text
from motcua.privacy import sealing

PAGE: Final = 25
"""Records of a list on one page."""
MOST: Final = 200
"""Records of one person that are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record with what it says."""

    record: VaultRecord
    content: Content
    kind: VaultKind

    @property
    def quality(self) -> Quality:
        """How far it can be relied on."""
        return Quality(self.record.quality)

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return Origin(self.record.origin)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What is typed of it: labels, and texts as they are read aloud."""
        return [
            (one.label, _spoken(self.content.data[one.key], one.kind))
            for one in self.kind.fields
            if one.key in self.content.data
        ]


class Figure(NamedTuple):
    """How much one officer did with one kind of paper on one day."""

    day: date
    by: str
    kind: str
    keyed: int
    checked: int
    sent_back: int


def owner_of(personal_id: str) -> bytes:
    """Return by what the records of a person are found; empty without a number."""
    digits = digits_of(personal_id)
    return sealing.blind_index(digits, column="documents_vaultrecord.owner") if digits else b""


def digits_of(personal_id: str) -> str:
    """Return an id number in its one spelling."""
    return "".join(one for one in personal_id if one.isdecimal())


def number_of(written: str) -> bytes:
    """Return by what a record is found that bears a number, however it is spelt."""
    return sealing.blind_index(spelling_of(written), column="documents_vaultrecord.number")


def spelling_of(number: str) -> str:
    """Return the number of a paper in its one spelling."""
    return "".join(text.normalise(number).casefold().split())


def place_of(record_id: UUID) -> str:
    """Return the place that the content of a record is sealed to."""
    return f"documents_vaultrecord.content:{record_id}"


def kinds() -> Mapping[str, VaultKind]:
    """Return the kinds that officers key, by key."""
    return vault_kinds.kinds()


def kind(key: str) -> VaultKind:
    """Return a kind; one that is in no table has no fields of its own."""
    known = vault_kinds.kinds().get(key)
    return known or VaultKind(key=key, name=key, template="", fields=())


def kind_of_template(template: str) -> str:
    """Return of which kind a result is that is written on a template; empty: of none."""
    return next((one.key for one in kinds().values() if template and one.template == template), "")


def content_of(found: VaultRecord) -> Content:
    """Return what a record says, unsealed."""
    return Content(**sealing.unseal(bytes(found.content), place=place_of(found.id)))


def known_values() -> Mapping[str, Iterator[str]]:
    """Return the owners' id numbers and the papers' numbers of all records, in their one spelling.

    For a new key only: nobody else needs them all.
    """

    def each(fact: str) -> Iterator[str]:
        rows = VaultRecord.objects.only("pk", "content").iterator(chunk_size=500)
        return (getattr(content_of(one), fact) for one in rows)

    return {
        "personal_id": filter(None, map(digits_of, each("personal_id"))),
        "paper_number": map(spelling_of, each("number")),
    }


def sealed(record_id: UUID, content: Content) -> bytes:
    """Return what a record says as it is stored: bound to its row."""
    return sealing.seal(asdict(content), place=place_of(record_id))


def shown(found: VaultRecord) -> Shown:
    """Return a record with what it says; one that is in no table is called by its title."""
    content, of_kind = content_of(found), kind(found.kind)
    return Shown(record=found, content=content, kind=of_kind)


def valid_of(personal_id: str, *, on: date, kinds: Collection[str] | None = None) -> list[Shown]:
    """Return what a person has that is reliable and holds on a legal day, the best known first.

    Args:
        personal_id: Hers; without one she has nothing.
        on: Legal date.
        kinds: Only of these; None: of all.
    """
    found = _owned(personal_id).filter(quality__in=RELIABLE, ended_at=None)
    found = found.filter(Q(valid_until=None) | Q(valid_until__gte=on))
    if kinds is not None:
        found = found.filter(kind__in=kinds)
    rows = found.select_related("file", "agency").order_by("-issued_on", "-id")[:MOST]
    return [shown(one) for one in rows]


def all_of(personal_id: str) -> list[Shown]:
    """Return everything that the vault has of a person, latest first; ended ones too."""
    found = _owned(personal_id).exclude(quality=Quality.EXPECTED)
    rows = found.select_related("file", "agency").order_by("-created_at", "-id")[:MOST]
    return [shown(one) for one in rows]


def one_of(personal_id: str, record_id: UUID) -> Shown:
    """Return a record of a person.

    Raises:
        UnknownRecord: There is none of hers; whether somebody else has it, nobody learns.
    """
    found = _owned(personal_id).select_related("file", "agency").filter(id=record_id)
    for one in found.exclude(quality=Quality.EXPECTED):
        return shown(one)
    raise errors.UnknownRecord


def _owned(personal_id: str) -> QuerySet[VaultRecord]:
    """Return the records of a person; of nobody without a number."""
    digits = digits_of(personal_id)
    return VaultRecord.objects.filter(owner__of=digits) if digits else VaultRecord.objects.none()


def uses_of(record_ids: Collection[UUID]) -> dict[UUID, list[VaultStep]]:
    """Return what records were used for, latest first, in one query."""
    found: dict[UUID, list[VaultStep]] = {}
    steps = VaultStep.objects.filter(record__in=record_ids, work=Work.USED)
    for step in steps.order_by("-at")[: MOST * 5]:
        found.setdefault(step.record_id, []).append(step)
    return found


def used_for(subject: str) -> dict[UUID, Origin]:
    """Return which files of the vault served a subject, and where those came from; one query."""
    steps = VaultStep.objects.filter(work=Work.USED, subject=subject, record__file__isnull=False)
    rows = steps.values_list("record__file", "record__origin")
    return {file_id: Origin(origin) for file_id, origin in rows}


def record(record_id: UUID, *, agency_ids: Collection[int]) -> Shown:
    """Return a record of some agencies.

    Raises:
        UnknownRecord: There is none of theirs.
    """
    found = VaultRecord.objects.select_related("file", "agency")
    for one in found.filter(id=record_id, agency__in=agency_ids):
        return shown(one)
    raise errors.UnknownRecord


def page_count(found: Shown) -> int:
    """Return how many pages the scan of a record has; 0 without one.

    Raises:
        FileIsDamaged: The bytes are not those that were stored.
    """
    file = found.record.file
    return scans.page_count(documents.content(file), file.media_type) if file else 0


def page(found: Shown, number: int) -> bytes | None:
    """Return a page of the scan of a record as a JPEG, from 1; None: it is no picture.

    Raises:
        FileIsDamaged: As `page_count`.
    """
    file = found.record.file
    return scans.page(documents.content(file), file.media_type, number) if file else None


def of_subject(subject: str) -> dict[str, Shown]:
    """Return what was digitised of a subject, by its place there."""
    found = VaultRecord.objects.filter(subject=subject, ended_at=None).select_related("file")
    return {one.received: shown(one) for one in found}


def work_of(
    agency_ids: Collection[int],
    *,
    quality: Quality | None = None,
    kind: str = "",
    number: str = "",
    after: UUID | None = None,
) -> list[Shown]:
    """Return one page of old results to be digitised, in the order in which they were listed.

    Args:
        agency_ids: Whose.
        quality: Only those that stand so; None: all.
        kind: Only of this kind; empty: of all.
        number: Only what bears it, however spelt; empty: all.
        after: The last one of the page before.
    """
    found = _old(agency_ids).select_related("file").order_by("id")
    if quality is not None:
        found = found.filter(quality=quality)
    if kind:
        found = found.filter(kind=kind)
    if number.strip():
        found = found.filter(number__of=spelling_of(number))
    if after is not None:
        found = found.filter(id__gt=after)
    return [shown(one) for one in found[:PAGE]]


def waiting(agency_ids: Collection[int]) -> dict[Quality, int]:
    """Return how many old results of agencies stand how, in one query."""
    rows = _old(agency_ids).order_by().values_list("quality").annotate(Count("id"))
    return {Quality(quality): count for quality, count in rows}


def figures(agency_ids: Collection[int], *, since: date, until: date) -> list[Figure]:
    """Return how much was typed, checked and sent back, by day, officer and kind."""

    def counted(work: Work) -> Any:
        return Count("id", filter=Q(work=work))

    steps = VaultStep.objects.filter(
        record__agency__in=agency_ids,
        day__range=(since, until),
        work__in=(Work.KEYED, Work.CHECKED, Work.SENT_BACK),
    )
    rows = steps.values_list("day", "by", "record__kind").annotate(
        keyed=counted(Work.KEYED),
        checked=counted(Work.CHECKED),
        back=counted(Work.SENT_BACK),
    )
    return [Figure(*row) for row in rows.order_by("-day", "by", "record__kind")]


def _old(agency_ids: Collection[int]) -> QuerySet[VaultRecord]:
    return VaultRecord.objects.filter(agency__in=agency_ids, origin=Origin.OLD, ended_at=None)


def _spoken(value: str, kind: str) -> str:
    if kind != "date":
        return value
    year, month, day = value.split("-")
    return f"{day}/{month}/{year}"
