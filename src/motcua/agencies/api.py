"""Machine-readable organisations."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.agencies import errors, queries
from motcua.agencies.types import Day, Scheme

router = Router(tags=["agencies"])


class UnitOut(Schema):
    """A unit of an address on a day; `code` is that of the General Statistics Office."""

    code: str
    name: str
    tier: str


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
def agencies(request: HttpRequest, on: Day | None = None) -> list[AgencyOut]:  # noqa: ARG001 ninja passes it
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


@router.get("/units", response=list[UnitOut])
def units(
    request: HttpRequest,  # noqa: ARG001 ninja passes it
    parent: str = "",
    on: Day | None = None,
) -> list[UnitOut]:
    """List the units below one of an address on a day (default: the legal date of the site).

    Provinces without a parent; of a province its districts, since 2025-07-01 its communes; of a
    district its communes. Parents are named by their statistics code.
    """
    day = on or queries.legal_today()
    above = None
    if parent:
        above = queries.agency_by_code(Scheme.STATISTICS, parent, on=day)
        if above is None:
            raise errors.UnknownUnit(day=f"{day:%d/%m/%Y}", code=parent)
    found = list(queries.units_below(above.pk if above else None, on=day))
    codes = queries.codes_of([unit.pk for unit in found], Scheme.STATISTICS)
    return [
        UnitOut(code=codes[unit.pk].code, name=unit.name, tier=unit.tier)
        for unit in found
        if unit.pk in codes
    ]
