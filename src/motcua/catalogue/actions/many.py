"""Many procedures at once: those that the project carries, and whole catalogues."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from importlib import resources
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Subquery

from motcua.audit import actions as audit
from motcua.catalogue import generator, rules
from motcua.catalogue.actions.finding import index_versions, load_synonyms
from motcua.catalogue.actions.versions import digest_of, publish_version
from motcua.catalogue.models import Procedure, ProcedureVersion, Service
from motcua.catalogue.types import Content
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

MANY_PUBLISHED = "catalogue.procedures_published.v1"
"""Event: many procedures got their first version at once."""

_FILE = re.compile(r"\d\.\d{6}\.json")
_UNPINNED = {"form_version_id": None, "result_form_version_id": None, "process_version_id": None}
_ROWS = 500


def carried() -> list[Content]:
    """Return the procedures that the project carries, by code."""
    folder = resources.files("motcua.catalogue").joinpath("data")
    files = [file for file in folder.iterdir() if _FILE.fullmatch(file.name)]
    return [Content.model_validate_json(file.read_bytes()) for file in sorted(files, key=str)]


@transaction.atomic
def publish_carried(*, valid_from: date, by: Actor, at: datetime) -> int:
    """Publish what the project carries without a form, and its synonyms; return how many are new.

    What is there already gets a version only where it says something else.
    """
    load_synonyms(by=by, at=at)
    plain = {said.code: said for said in carried() if not (said.form or said.process)}
    current = dict(
        ProcedureVersion.objects.filter(current_of__in=plain).values_list("procedure", "sha256")
    )
    new = [said for code, said in plain.items() if code not in current]
    publish_new(new, valid_from=valid_from, by=by, at=at)
    for code, digest in current.items():
        stored = plain[code].model_dump(mode="json")
        if digest != digest_of(stored, pinned=_UNPINNED):
            publish_version(content=stored, valid_from=valid_from, by=by, at=at)
    return len(new)


@transaction.atomic
def publish_new(
    contents: Iterable[Content], *, valid_from: date, by: Actor, at: datetime
) -> list[ProcedureVersion]:
    """Publish procedures that are not there yet and have neither form nor process, in bulk."""
    said_by_code = {said.code: said for said in contents}
    stored = {code: said.model_dump(mode="json") for code, said in said_by_code.items()}
    Procedure.objects.bulk_create(
        [
            Procedure(code=code, name=said.name, sort_key=text.sort_key(said.name))
            for code, said in said_by_code.items()
        ],
        batch_size=_ROWS,
    )
    versions = ProcedureVersion.objects.bulk_create(
        [
            ProcedureVersion(
                procedure_id=code,
                number=1,
                content=content,
                sha256=digest_of(content, pinned=_UNPINNED),
                valid_from=valid_from,
                published_at=at,
                published_by=str(by),
            )
            for code, content in stored.items()
        ],
        batch_size=_ROWS,
    )
    first = ProcedureVersion.objects.filter(procedure=OuterRef("code"), number=1)
    procedures = Procedure.objects.filter(code__in=stored)
    procedures.update(current=Subquery(first.values("id")))
    index_versions((version.id, said_by_code[version.procedure_id]) for version in versions)
    if versions:
        digests = [version.sha256 for version in versions]
        audit.record(
            stream="catalogue:procedures",
            kind=MANY_PUBLISHED,
            by=by,
            at=at,
            payload={
                "procedures": len(versions),
                "sha256": hashlib.sha256(canonical(digests)).hexdigest(),
                "valid_from": valid_from.isoformat(),
            },
        )
    return versions


@transaction.atomic
def publish_synthetic(
    *, total: int, most: int, valid_from: date, by: Actor, at: datetime, seed: int = 1
) -> int:
    """Publish the next of so many made-up procedures; return how many of them are there now.

    Args:
        total: How many there shall be in the end.
        most: Of one call.
        valid_from: Legal date.
        by: Who wants them.
        at: Real time, aware.
        seed: Another one makes others.
    """
    made = list(generator.generate(total, seed=seed))
    codes = [one.code for one in made]
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    new = [one for one in made if one.code not in known][:most]
    publish_new(new, valid_from=valid_from, by=by, at=at)
    return len(known) + len(new)


@transaction.atomic
def offer_services(
    offers: Mapping[str, Iterable["Agency"]], *, by: Actor, at: datetime
) -> list[Service]:
    """Let agencies provide procedures, in bulk; what they provide already stays as it is.

    Args:
        offers: Agencies by code of the procedure.
        by: Who says so.
        at: Real time, aware.
    """
    known = set(Service.objects.filter(procedure__in=offers).values_list("procedure", "agency"))
    can = {
        code: (rules.capable_level(said), rules.capable_provision(said))
        for code, content in Procedure.objects.filter(code__in=offers).values_list(
            "code", "current__content"
        )
        for said in [Content.model_validate(content)]
    }
    services = Service.objects.bulk_create(
        [
            Service(
                procedure_id=code,
                agency=agency,
                capable_level=can[code][0],
                capable_provision=can[code][1],
                version=1,
            )
            for code, agencies in offers.items()
            for agency in agencies
            if (code, agency.pk) not in known
        ],
        batch_size=_ROWS,
    )
    if services:
        audit.record(
            stream="catalogue:services",
            kind="catalogue.services_offered.v1",
            by=by,
            at=at,
            payload={"services": len(services), "procedures": len(offers)},
        )
    return services
