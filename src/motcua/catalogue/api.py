"""The national catalogue of procedures, public, in the field names of the national database."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from motcua.agencies import queries as agencies
from motcua.agencies.types import Day
from motcua.catalogue import national, queries
from motcua.catalogue.queries import Version
from motcua.kernel import access

router = Router(tags=["procedures"])


class ListedOut(Schema):
    """A procedure in the list."""

    MATTHC: str
    TENTTHC: str
    MALINHVUC: str
    TENLINHVUC: str
    PHIENBAN: int
    NGAYHIEULUC: date
    TRANGTHAI: str


class ListOut(Schema):
    """A page of procedures by code; `next` is the `after` of the next page, null on the last."""

    data: list[ListedOut]
    next: str | None


class DetailOut(Schema):
    """A version: its number and day, and the record in the national field names."""

    PHIENBAN: int
    NGAYHIEULUC: date
    THUTUC: dict[str, Any]


class ChangeOut(DetailOut):
    """A published version and its permanent id."""

    MABANGHI: UUID
    NGAYCONGBO: datetime


class ChangesOut(Schema):
    """A page of changes; `next` is the `after` of the next page, null on the last."""

    data: list[ChangeOut]
    next: UUID | None


class ListQuery(Schema):
    """Which page."""

    after: str = ""
    limit: int = Field(100, ge=1, le=500)


class ChangesQuery(Schema):
    """Since when (with a zone), and after which id."""

    since: AwareDatetime
    after: UUID | None = None


@router.get("/procedures", response=ListOut)
@access.public
def national_list(request: HttpRequest, asked: Annotated[ListQuery, Query()]) -> dict[str, Any]:  # noqa: ARG001 ninja's signature
    """List the procedures in force, by code."""
    today = agencies.legal_today()
    found = queries.national_page(after=asked.after, most=asked.limit + 1)
    rows = [_listed(version, today) for version in found[: asked.limit]]
    return {"data": rows, "next": rows[-1]["MATTHC"] if len(found) > asked.limit else None}


@router.get("/procedures/changes", response=ChangesOut)
@access.public
def national_changes(
    request: HttpRequest,  # noqa: ARG001 ninja's signature
    asked: Annotated[ChangesQuery, Query()],
) -> dict[str, Any]:
    """Tell what was published since a moment; asking again, with an hour more, does no harm."""
    found = queries.changes(since=asked.since, after=asked.after)
    rows = [
        {
            "MABANGHI": one.id,
            "NGAYCONGBO": one.published_at,
            **_detail(one, on=max(agencies.legal_today(), one.valid_from)),
        }
        for one in found
    ]
    return {"data": rows, "next": found[-1].id if len(found) == queries.CHANGES else None}


@router.get("/procedures/{code}", response=DetailOut)
@access.public
def national_detail(
    request: HttpRequest,  # noqa: ARG001 ninja's signature
    code: str,
    on: Day | None = None,
) -> dict[str, Any]:
    """Return a procedure as it is in force on a legal date, today's without one."""
    on = on or agencies.legal_today()
    return _detail(queries.current_version(code, on=on), on=on)


def _detail(version: Version, *, on: date) -> dict[str, Any]:
    return {
        "PHIENBAN": version.number,
        "NGAYHIEULUC": version.valid_from,
        "THUTUC": national.record(version.content, closes_on=version.closes_on, on=on),
    }


def _listed(version: Version, today: date) -> dict[str, Any]:
    return {
        "MATTHC": version.content.code,
        "TENTTHC": version.content.name,
        "MALINHVUC": version.content.sector_code,
        "TENLINHVUC": version.content.sector,
        "PHIENBAN": version.number,
        "NGAYHIEULUC": version.valid_from,
        "TRANGTHAI": national.PUBLIC if version.takes_dossiers_on(today) else national.WITHDRAWN,
    }
