"""`motcua archive`: packages of ended dossiers, checked by whoever has one."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from motcua.conf import environment

app = typer.Typer(no_args_is_help=True, help="Packages of ended dossiers.")
FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@app.callback()
def archive() -> None:
    """Keep `verify` a word of its own, however few commands there are."""


@app.command()
def verify(
    file: FileArgument,
    root: Annotated[
        list[Path] | None,
        typer.Option(help="A trusted certificate; without any, those of this machine's data."),
    ] = None,
) -> None:
    """Check files, events and signatures of a package; exit status 1 when something is wrong."""
    from motcua.conf.archive import verify as verify_package

    authority = environment.data_folder() / "authority"
    trusted = root or [authority / "root.crt", *sorted((authority / "trusted").glob("*.crt"))]
    roots = [one.read_bytes() for one in trusted if one.exists()]
    content = file.read_bytes()
    problems = verify_package(content, roots=roots)
    for problem in problems:
        typer.echo(problem)
    if not roots:
        typer.echo("signatures were not checked: no trusted certificate is known here")
    typer.echo(f"{'broken' if problems else 'whole'}: {hashlib.sha256(content).hexdigest()}")
    raise typer.Exit(1 if problems else 0)
