"""`motcua catalogue`: procedures to and from files, on the agency site or the national one."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site
from motcua.kernel.errors import Refusal

app = typer.Typer(
    no_args_is_help=True, help="Procedures: write them to a file, take them from one."
)
KINDS = ("json", "xlsx")
SiteOption = Annotated[Site, typer.Option(help="agency | national")]


@app.command("export")
def export(
    format: Annotated[str, typer.Option(help=" | ".join(KINDS))],  # noqa: A002 as `motcua reports export` has it
    out: Annotated[Path, typer.Option(help="Where to write.", dir_okay=False)],
    code: Annotated[list[str] | None, typer.Option(help="Only these procedures.")] = None,
    site: SiteOption = Site.AGENCY,
) -> None:
    """Write the procedures in force; the same catalogue gives the same bytes."""
    process.become(site)
    from motcua.catalogue import queries

    if format not in KINDS:
        message = f"--format is one of {', '.join(KINDS)}"
        raise typer.BadParameter(message)
    try:
        content = queries.exported(format, codes=code or None)
    except Refusal as refused:
        typer.echo(refused.text(), err=True)
        raise typer.Exit(1) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    typer.echo(f"{out} ({len(content)} byte)")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    publish: Annotated[
        str, typer.Option(help="Publish from this legal date (2021-11-01); without it: drafts.")
    ] = "",
    site: SiteOption = Site.AGENCY,
) -> None:
    """Take procedures from a file, all or nothing; every bad row is named."""
    process.become(site)
    from django.utils import timezone

    from motcua.catalogue import actions, errors
    from motcua.kernel.actors import Actor

    try:
        valid_from = date.fromisoformat(publish) if publish else None
    except ValueError:
        message = "--publish is a date such as 2021-11-01"
        raise typer.BadParameter(message) from None
    try:
        count = actions.import_procedures(
            content=file.read_bytes(),
            file_name=file.name,
            valid_from=valid_from,
            by=Actor.system("console"),
            at=timezone.now(),
        )
    except errors.ImportRefused as refused:
        typer.echo(refused.text(), err=True)
        for problem in refused.params["problems"]:
            line = f"dòng {problem.line}, " if problem.line else ""
            typer.echo(
                f"  {line}“{problem.place}” “{problem.value}”: {problem.reason.text()}", err=True
            )
        raise typer.Exit(1) from None
    except Refusal as refused:
        typer.echo(refused.text(), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Đã nhận {count} thủ tục.")


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
