"""Reads what official letters say of the figures they print, kept as data files."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

from motcua.indicators.types import Section
from motcua.reporting.types import (
    Claim,
    ClaimKind,
    Publication,
    PublishedSection,
    PublishedTarget,
)

_FILES: Final = ("claims_cv929.json",)


@cache
def carried() -> tuple[Publication, ...]:
    """Return every publication that the project carries, oldest first."""
    folder = resources.files("motcua.reporting").joinpath("data")
    return tuple(
        _publication(json.loads(folder.joinpath(name).read_text("utf-8"))) for name in _FILES
    )


def _publication(content: dict[str, Any]) -> Publication:
    letter, appendix = content["publication"], content["appendix"]
    return Publication(
        kind=letter["kind"],
        number=letter["number"],
        issued_on=date.fromisoformat(letter["issued_on"]),
        issuer=letter["issuer"],
        signed_by=letter["signed_by"],
        subject=letter["subject"],
        indicator=letter["indicator"],
        period=letter["period"],
        target=_target(content["target"]),
        claims=tuple(_claim(claim) for claim in content["claims"]),
        appendix_title=tuple(appendix["title"]),
        source=appendix["source"],
        sections=tuple(_section(section) for section in appendix["sections"]),
    )


def _target(content: dict[str, Any]) -> PublishedTarget:
    return PublishedTarget(
        at_least_percent=Decimal(content["at_least_percent"]),
        by_period=content["by_period"],
        legal_act=content["legal_act"],
        legal_act_issued_on=date.fromisoformat(content["legal_act_issued_on"]),
        quote=content["quote"],
        place=content["place"],
    )


def _claim(content: dict[str, Any]) -> Claim:
    scope, threshold = content["scope"], content["threshold_percent"]
    return Claim(
        id=content["id"],
        kind=ClaimKind(content["kind"]),
        scope=None if scope is None else Section(scope),
        scope_as_written=content["scope_as_written"],
        threshold_percent=None if threshold is None else Decimal(threshold),
        printed=content["printed"],
        value=Decimal(content["value"]),
        quote=content["quote"],
        place=content["place"],
        remark=content["remark"],
    )


def _section(content: dict[str, Any]) -> PublishedSection:
    return PublishedSection(
        section=Section(content["section"]),
        numeral=content["numeral"],
        heading=content["heading"],
        name_column=content["name_column"],
        notes=tuple(content["notes"]),
        excluded_agencies=tuple(content["excluded"]["agencies"]),
        excluded_because=content["excluded"]["reason"],
    )
