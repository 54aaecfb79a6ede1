"""What the agency site offers from its first start: procedures, their forms and processes."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from importlib import resources

from motcua.agencies import actions as agencies
from motcua.agencies.models import Agency
from motcua.agencies.types import Tier
from motcua.catalogue import actions as catalogue
from motcua.catalogue.types import Content
from motcua.eforms import actions as eforms
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level
from motcua.processes import actions as processes

SINCE = date(2021, 7, 1)
"""Legal date from which the demo's services are offered, and their levels declared."""

ONLINE = "2.000635"
"""The procedure that has both a form and a process of its own."""

DISTRICT = "H47.40"
DEMO_ACT = "Khai báo minh hoạ của bản demo"
"""Stands where a real agency names its decision."""

DEMO_LISTS = (
    (
        "Danh mục ưu tiên của Trung ương (minh hoạ)",
        "Thủ tướng Chính phủ",
        "Gắn với đời sống người dân, có ở mọi tỉnh.",
        ("2.000635", "1.001193", "1.000894", "1.000656", "2.000815"),
    ),
    (
        "Danh mục của tỉnh Quảng Nam (minh hoạ)",
        "Ủy ban nhân dân tỉnh Quảng Nam",
        "Nhiều hồ sơ trong năm trước và đủ điều kiện thực hiện trực tuyến.",
        ("2.000635", "1.004873", "1.001612"),
    ),
)
"""Name, who decided, by what, and which procedures: made up, so that the pages show something."""

PROVIDERS = ("H47.7", DISTRICT, *(f"{DISTRICT}.{number}" for number in range(1, 13)))
"""Sở Tư pháp, the city of Tam Kỳ and its communes: each keeps civil status registers."""

POLICE = tuple(f"{DISTRICT}.{number}.31" for number in range(1, 13))
"""Công an of the communes."""

OWN_PROVIDERS = {
    "1.004194": POLICE,
    "1.004222": POLICE,
    "9.900202": (f"{DISTRICT}.32",),
}
"""Who carries a procedure out that belongs to no tier of the People's Committees."""

CENTRE = "H47.20"
"""The one-stop centre of the province: it takes in what departments decide."""

DEPARTMENTS = {
    "LV-LLTP": "H47.7",
    "LV-CT": "H47.7",
    "LV-TTDT": "H47.11",
    "LV-DD": "H47.13",
    "LV-MT": "H47.13",
}
"""Departments of the demo by field; procedures of others go to the centre."""


def seed_agency(*, by: Actor, at: datetime) -> None:
    """Load units, forms and processes, and let the units offer the procedure that needs them.

    Repeating it changes nothing.
    """
    agencies.load_units(by=by, at=at)
    eforms.publish_bundled(by=by, at=at)
    for key, content in _processes():
        processes.publish(key=key, content=content, by=by, at=at)
    file = resources.files("motcua.catalogue").joinpath("data", f"{ONLINE}.json")
    content = json.loads(file.read_text("utf-8"))
    catalogue.publish_version(content=content, valid_from=SINCE, by=by, at=at)
    for agency in Agency.objects.valid_on(SINCE).filter(code__in=PROVIDERS):
        service = catalogue.offer_service(procedure_code=ONLINE, agency=agency, by=by, at=at)
        if not service.declarations.exists():
            catalogue.declare_level(
                service_id=service.id,
                level=Level.PAYMENT,
                valid_from=SINCE,
                legal_act=DEMO_ACT,
                by=by,
                at=at,
            )


def seed_catalogue(*, by: Actor, at: datetime) -> None:
    """Publish the other procedures that the project carries, each offered where it belongs.

    Their forms must be there. Repeating it changes nothing.
    """
    catalogue.publish_carried(valid_from=SINCE, by=by, at=at)
    for said in catalogue.carried():
        if said.form and said.code != ONLINE:
            content = said.model_dump(mode="json")
            catalogue.publish_version(content=content, valid_from=SINCE, by=by, at=at)
    units = {
        agency.code: agency
        for agency in Agency.objects.valid_on(SINCE).filter(code__in=[*PROVIDERS, *_departments()])
    }
    offers = {
        said.code: [units[code] for code in providers_of(said) if code in units]
        for said in catalogue.carried()
        if said.code != ONLINE
    }
    catalogue.offer_services(offers, by=by, at=at)


def seed_lists(*, by: Actor, at: datetime) -> None:
    """Enter the demo's lists of services, made up and marked so; repeating it changes nothing."""
    for name, issuer, criteria, codes in DEMO_LISTS:
        made = catalogue.make_list(
            name=name,
            legal_act=DEMO_ACT,
            decided_on=SINCE,
            issuer=issuer,
            criteria=criteria,
            least_level=Level.FILING,
            valid_from=SINCE,
            is_illustrative=True,
            by=by,
            at=at,
        )
        for code in codes:
            catalogue.put_on_list(list_id=made.id, procedure_code=code, agency=None, by=by, at=at)


def providers_of(said: Content) -> Iterable[str]:
    """Return the codes of the demo's units that carry a procedure out, by its tiers."""
    yield from OWN_PROVIDERS.get(said.code, ())
    for tier in said.tiers:
        if tier is Tier.DEPARTMENT:
            yield DEPARTMENTS.get(said.sector_code, CENTRE)
        elif tier is Tier.DISTRICT:
            yield DISTRICT
        elif tier is Tier.COMMUNE:
            yield from (code for code in PROVIDERS if code.startswith(f"{DISTRICT}."))


def _departments() -> set[str]:
    own = {code for codes in OWN_PROVIDERS.values() for code in codes}
    return {CENTRE, *DEPARTMENTS.values(), *own}


def _processes() -> list[tuple[str, bytes]]:
    """Return key and content of the processes that the project carries."""
    folder = resources.files("motcua.processes").joinpath("data")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".bpmn")), key=str)
    return [(file.name.removesuffix(".bpmn"), file.read_bytes()) for file in files]
