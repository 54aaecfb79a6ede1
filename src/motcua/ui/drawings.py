"""Charts drawn once and kept: the engine takes 100 MB, which web processes rarely load."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version

from markupsafe import Markup

from motcua.ui import charts
from motcua.ui.charts import Spec
from motcua.ui.models import Drawing


def drawn(specs: Sequence[Spec]) -> list[Markup]:
    """Return the charts as SVG, in order: one query when all were drawn before.

    What is missing is drawn here and now and kept; usually the worker was first.
    """
    keys = [_key(spec) for spec in specs]
    kept = dict(Drawing.objects.filter(pk__in=keys).values_list("pk", "svg"))
    missing = {key: spec for key, spec in zip(keys, specs, strict=True) if key not in kept}
    if missing:
        fresh = {key: str(charts.svg(spec)) for key, spec in missing.items()}
        Drawing.objects.bulk_create(
            (Drawing(pk=key, svg=svg) for key, svg in fresh.items()), ignore_conflicts=True
        )
        kept |= fresh
    # Written by the drawing engine, which escapes.
    return [Markup(kept[key]) for key in keys]  # noqa: S704


def _key(spec: Spec) -> str:
    """Hash what decides the picture: specification, engine, and what we do to its output."""
    content = json.dumps([charts.SVG_VERSION, version("vl-convert-python"), spec], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
