"""Machine-readable organisations."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.agencies import queries
from motcua.agencies.types import Scheme

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
    found = list(queries.agencies_on(on or queries.legal_today()))
    ids = [agency.pk for agency in found]
    own = queries.codes_of(ids, Scheme.GOVERNMENT)
    statistics = queries.codes_of(ids, Scheme.STATISTICS)
    return [
        AgencyOut(
            code=agency.code,
            code_source=own[agency.pk].source if agency.pk in own else "",
            statistics_code=statistics[agency.pk].code if agency.pk in statistics else "",
            name=agency.name,
            full_name=agency.full_name,
            tier=agency.tier,
            valid_from=agency.valid_from,
            valid_until=agency.valid_until,
        )
        for agency in found
    ]
