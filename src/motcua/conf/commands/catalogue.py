"""`motcua catalogue`: what the agency site offers."""

from typing import Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site

app = typer.Typer(no_args_is_help=True, help="Procedures of the agency site.")


@app.command()
def generate(
    total: Annotated[int, typer.Option(min=1, max=8000)] = 1938,
    seed: Annotated[int, typer.Option(help="Another one makes others.")] = 1,
) -> None:
    """Make up procedures, marked synthetic, until so many are there; one seed, the same ones."""
    process.become(Site.AGENCY)
    from django.utils import timezone

    from motcua.agencies import queries as agencies
    from motcua.catalogue import actions
    from motcua.kernel.actors import Actor

    done = 0
    while done < total:
        done = actions.publish_synthetic(
            total=total,
            most=500,
            valid_from=agencies.legal_today(),
            by=Actor.system("catalogue.generator"),
            at=timezone.now(),
            seed=seed,
        )
        typer.echo(f"{done} of {total}")
