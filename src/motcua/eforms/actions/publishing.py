"""Writes of forms."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import connection, transaction

from motcua.audit import actions as audit
from motcua.eforms import definitions
from motcua.eforms.models import FormVersion
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical


@transaction.atomic
def publish(*, key: str, definition: Mapping[str, Any], by: Actor, at: datetime) -> FormVersion:
    """Publish a definition as the next version of a form; unchanged, the last version stays.

    Args:
        key: Of the form; the definition must carry it as its `name`.
        definition: Form.io JSON, as decoded.
        by: Who publishes.
        at: Real time, aware.

    Raises:
        FormNotSupported: The definition holds what we do not run.
        ValueError: The definition is of another form.
    """
    form = definitions.parse(definition)
    if form.key != key:
        message = f"the definition is named {form.key}, not {key}"
        raise ValueError(message)
    digest = _digest(definition)
    with connection.cursor() as cursor:
        # One publisher of a form at a time; the numbers have no gaps.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"eform:{key}"])
    last = FormVersion.objects.filter(key=key).order_by("-number").first()
    if last is not None and bytes(last.sha256) == digest:
        return last
    version = FormVersion.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        definition=definition,
        sha256=digest,
        published_at=at,
        published_by=str(by),
    )
    audit.record(
        stream=f"eform:{key}",
        kind="eforms.version_published.v1",
        by=by,
        at=at,
        payload={"id": str(version.id), "number": version.number, "sha256": digest.hex()},
    )
    return version


def publish_bundled(*, by: Actor, at: datetime) -> list[FormVersion]:
    """Publish the forms that the project carries; repeating it changes nothing, and is quick."""
    folder = resources.files("motcua.eforms").joinpath("data")
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".json"))
    carried = {
        name.removesuffix(".json"): json.loads(folder.joinpath(name).read_text("utf-8"))
        for name in files
    }
    versions = FormVersion.objects.filter(key__in=carried)
    latest = versions.order_by("key", "-number").distinct("key")
    present = {version.key: version for version in latest}
    return [
        present[key]
        if key in present and bytes(present[key].sha256) == _digest(definition)
        else publish(key=key, definition=definition, by=by, at=at)
        for key, definition in carried.items()
    ]


def _digest(definition: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(canonical(definition)).digest()
