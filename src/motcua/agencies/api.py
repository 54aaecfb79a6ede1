"""Machine-readable organisations."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.agencies import queries

router = Router(tags=["agencies"])


class AgencyOut(Schema):
    """An organisation on a day; `valid_until` is exclusive, null while it stands."""

    code: str
    code_source: str
    statistics_code: str
    name: str
    full_name: str
    tier: str
    valid_from: date
    valid_until: date | None


@router.get("/agencies", response=list[AgencyOut])
def agencies(request: HttpRequest, on: date | None = None) -> list[AgencyOut]:  # noqa: ARG001 ninja passes it
    """List the ministries and provinces of a day (default: the legal date of the site)."""
    found = queries.agencies_on(on or queries.legal_today())
    return [AgencyOut.from_orm(agency) for agency in found]
