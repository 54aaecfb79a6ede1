"""`motcua keys`: which keys seal the personal values of a site, and a new one for all of them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site

app = typer.Typer(no_args_is_help=True, help="Keys of personal values.")
SiteArgument = Annotated[Site, typer.Argument(help="Which of the three sites.")]


@app.command()
def state(site: SiteArgument) -> None:
    """Print how many values of each column are sealed with which key."""
    process.become(site)
    from django.conf import settings

    from motcua.privacy import rotation, sealing

    current = sealing.name_of(settings.MOTCUA_DATA_KEY)
    older = [sealing.name_of(key) for key in settings.MOTCUA_DATA_KEYS_BEFORE]
    typer.echo(f"current key: {current}; older keys: {', '.join(older) or 'none'}")
    for column, keys in rotation.keys_in_use().items():
        said = (f"{count} with {key}{_hint(key, current, older)}" for key, count in keys.items())
        typer.echo(f"{column}: {', '.join(said) or 'empty'}")


@app.command()
def rotate(site: SiteArgument) -> None:
    """Seal everything with the current key; repeat it as often as you like.

    Set the new key as MOTCUA_DATA_KEY and the old one in MOTCUA_DATA_KEYS_BEFORE, restart the site,
    rotate, and drop the old one when `motcua keys state` names it no more.
    """
    process.become(site)
    from motcua.privacy import rotation

    sealed = rotation.reseal(say=typer.echo)
    indexed = rotation.reindex(_known_values(site), say=typer.echo)
    typer.echo(f"{sealed} values sealed and {indexed} indexes computed anew")


@app.command()
def revoke(
    code: Annotated[str, typer.Argument(help="Of the agency, or person-<id of the account>.")],
    why: Annotated[str, typer.Option(help="Kept in the audit log.")],
) -> None:
    """Revoke the certificate of an agency or a person, as of now; what was signed before, holds.

    Only certificates of this site's own authority; the next signature makes a new one.
    """
    process.become(Site.AGENCY)
    from django.utils import timezone

    from motcua.documents.actions import certificates
    from motcua.kernel.actors import Actor

    typer.confirm(f"Revoke the certificate of {code}? This cannot be undone", abort=True)
    number = certificates.revoke(code=code, why=why, by=Actor.system("console"), at=timezone.now())
    typer.echo(f"certificate {number:x} of {code} is on the revocation list")


def _known_values(site: Site) -> Mapping[str, Iterator[str]]:
    """Return all values that have indexes; on sites without citizens nobody has them."""
    if site is not Site.AGENCY:
        return {}
    from motcua.documents.queries import vault
    from motcua.identity import queries as identity

    sources = (identity.known_values(), vault.known_values())
    sorts = {sort for source in sources for sort in source}
    nothing: Iterable[str] = ()
    return {sort: chain.from_iterable(one.get(sort, nothing) for one in sources) for sort in sorts}


def _hint(key: str, current: str, older: list[str]) -> str:
    if key == current:
        return ""
    return " (older)" if key in older else " (UNKNOWN: nobody can read these)"
