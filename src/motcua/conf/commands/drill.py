"""`motcua drill`: what faults leave behind."""

from typing import Annotated

import typer

from motcua.conf.bench import stage


def drill(
    only: Annotated[list[str] | None, typer.Argument(help="Numbers, such as F05; or all.")] = None,
) -> None:
    """Do faults to a demo of its own while citizens submit; needs about ten minutes."""
    with stage.running(say=typer.echo) as found:
        # Late: its models need the site that the stage makes of this process.
        from motcua.conf.drill import run

        is_well = run.run(found, only=only or (), say=typer.echo)
    raise typer.Exit(0 if is_well else 1)
