"""Programs of other systems that bring in and take out dossiers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from motcua.agencies import queries as agencies
from motcua.dossiers import errors
from motcua.dossiers.models import SourceSystem
from motcua.kernel.actors import Actor

SCOPE: Final = "dossiers.exchange"
"""What a client's token must allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A program that calls.

    Attributes:
        name: The source that its dossiers come from.
        agency_ids: Whose dossiers it brings in and takes out.
        actor: What its writes are recorded under.
    """

    name: str
    agency_ids: Collection[int]
    actor: Actor


def source_of(client: str) -> Source:
    """Return which system a client is.

    Raises:
        SourceNotRegistered: Nobody said.
    """
    found = SourceSystem.objects.filter(client=client).first()
    if found is None:
        raise errors.SourceNotRegistered
    return Source(
        name=found.name,
        agency_ids=agencies.subtree([found.agency_id]),
        actor=Actor.client(client),
    )
