"""What a procedure says: published in versions that never change."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, Value
from django.db.models.expressions import Combinable
from pydantic import ValidationError

from motcua.audit import actions as audit
from motcua.catalogue import errors
from motcua.catalogue.actions.levels import judge_service
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.types import Content
from motcua.eforms import queries as eforms
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.processes import queries as processes


@transaction.atomic
def publish_version(
    *, content: Mapping[str, Any], valid_from: date, by: Actor, at: datetime
) -> ProcedureVersion:
    """Publish what a procedure says from now on; the same content again publishes nothing.

    Form and process are pinned at their latest version. Levels of all services are judged anew.

    Args:
        content: The shape of `types.Content`, as JSON.
        valid_from: Legal date.
        by: Who publishes.
        at: Real time, aware.

    Raises:
        ContentNotUnderstood: The shape is wrong.
        UnknownForm, UnknownProcess: No version is published under the key.
    """
    said = _content(content)
    procedure, _ = Procedure.objects.get_or_create(code=said.code, defaults={"name": said.name})
    Procedure.objects.select_for_update().get(code=said.code)
    pinned = {
        "form_version_id": eforms.latest(said.form).id if said.form else None,
        "result_form_version_id": eforms.latest(said.result_form).id if said.result_form else None,
        "process_version_id": processes.latest(said.process).id if said.process else None,
    }
    stored = said.model_dump(mode="json")
    identified = {**stored, "pinned": {name: str(version) for name, version in pinned.items()}}
    digest = hashlib.sha256(canonical(identified)).hexdigest()
    last = procedure.versions.order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        content=stored,
        sha256=digest,
        **pinned,
        valid_from=valid_from,
        published_at=at,
        published_by=str(by),
    )
    Procedure.objects.filter(code=said.code).update(
        current=version, name=said.name, sort_key=text.sort_key(said.name), search=_search(said)
    )
    audit.record(
        stream=f"procedure:{said.code}",
        kind="catalogue.version_published.v1",
        by=by,
        at=at,
        payload={"number": version.number, "sha256": digest, "valid_from": valid_from.isoformat()},
    )
    procedure.services.update(version=F("version") + 1)
    for service in procedure.services.all():
        judge_service(service_id=service.id, by=by, at=at)
    return version


def _content(content: Mapping[str, Any]) -> Content:
    try:
        return Content.model_validate(content)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise errors.ContentNotUnderstood(where=where, why=first["msg"]) from None


def _search(said: Content) -> Combinable:
    """Return what searches run on: folded words, the name weighing more than the keywords."""
    name, keywords = text.fold(said.name), " ".join(map(text.fold, (*said.keywords, said.sector)))
    return SearchVector(Value(name), weight="A", config="simple") + SearchVector(
        Value(keywords), weight="B", config="simple"
    )
