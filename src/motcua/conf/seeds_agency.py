"""What the agency site offers from its first start: one procedure, its form and its process."""

import json
from datetime import date, datetime
from importlib import resources

from motcua.agencies import actions as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.eforms import actions as eforms
from motcua.kernel.actors import Actor
from motcua.kernel.levels import Level
from motcua.processes import actions as processes

SINCE = date(2021, 7, 1)
"""Legal date from which the demo's services are offered, and their levels declared."""

PROVIDERS = ("H47.7", "H47.40", *(f"H47.40.{number}" for number in range(1, 13)))
"""Sở Tư pháp, the city of Tam Kỳ and its communes: each keeps civil status registers."""


def seed_agency(*, by: Actor, at: datetime) -> None:
    """Load units, forms, processes and procedures, and let the units offer them.

    Repeating it changes nothing.
    """
    agencies.load_units(by=by, at=at)
    eforms.publish_bundled(by=by, at=at)
    for key, content in _carried("motcua.processes", ".bpmn"):
        processes.publish(key=key, content=content, by=by, at=at)
    providers = Agency.objects.valid_on(SINCE).filter(code__in=PROVIDERS)
    for code, content in _carried("motcua.catalogue", ".json"):
        catalogue.publish_version(content=json.loads(content), valid_from=SINCE, by=by, at=at)
        for agency in providers:
            service = catalogue.offer_service(procedure_code=code, agency=agency, by=by, at=at)
            if not service.declarations.exists():
                catalogue.declare_level(
                    service_id=service.id,
                    level=Level.PAYMENT,
                    valid_from=SINCE,
                    legal_act="",
                    by=by,
                    at=at,
                )


def _carried(module: str, ending: str) -> list[tuple[str, bytes]]:
    """Return name without ending and content of the data files that a module carries."""
    folder = resources.files(module).joinpath("data")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(ending)), key=str)
    return [(file.name.removesuffix(ending), file.read_bytes()) for file in files]
