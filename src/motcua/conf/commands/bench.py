"""`motcua bench`; its figures are kept in docs/explanation/performance.md."""

from typing import Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site

app = typer.Typer(no_args_is_help=True, help="Measure, beside a floor of the same run.")


@app.command()
def weight(
    url: Annotated[str, typer.Option(help="A page of a running demo.")] = "http://127.0.0.1:8001/",
) -> None:
    """Weigh everything a browser loads for a page: bytes, requests, compressed."""
    from motcua.conf.bench import weight as measurement

    measurement.run(url=url, say=typer.echo)


@app.command()
def indicators(runs: Annotated[int, typer.Option(min=5)] = 40) -> None:
    """Time the import of the 2019 appendix and the pages that show it; nothing stays written."""
    process.become(Site.NATIONAL)
    from motcua.conf.bench import indicators as measurement

    measurement.run(runs=runs, say=typer.echo)


@app.command()
def submit(times: Annotated[int, typer.Option(min=20)] = 400) -> None:
    """Time submissions over HTTP, on a demo of its own; needs a minute or two."""
    from motcua.conf.bench import stage

    with stage.running(say=typer.echo) as found:
        # Late: its models need the site that the stage makes of this process.
        from motcua.conf.bench import submit as measurement

        measurement.run(found, times=times, say=typer.echo)


@app.command()
def search(procedures: Annotated[int, typer.Option(min=100, max=8000)] = 6000) -> None:
    """Count how often people find what they mean, and time it; nothing stays written."""
    process.become(Site.AGENCY)
    from motcua.conf.bench import search as measurement

    measurement.run(procedures=procedures, say=typer.echo)


@app.command()
def forms() -> None:
    """Time a page of a hundred fields: judged, and drawn; no database is asked."""
    process.become(Site.AGENCY)
    from motcua.conf.bench import forms as measurement

    measurement.run(say=typer.echo)


@app.command()
def signing() -> None:
    """Time a signature on a paper of one page, and its check; no database is asked."""
    process.become(Site.AGENCY)
    from motcua.conf.bench import signing as measurement

    measurement.run(say=typer.echo)


@app.command()
def onestop(dossiers: Annotated[int, typer.Option(min=1000)] = 1_000_000) -> None:
    """Open the officers' pages at a million dossiers, on a database of its own; a few minutes."""
    from motcua.conf.bench import onestop as measurement

    with measurement.own_database(say=typer.echo):
        measurement.run(dossiers=dossiers, say=typer.echo)


@app.command()
def transfer(dossiers: Annotated[int, typer.Option(min=1000)] = 100_000) -> None:
    """Bring dossiers in and take them out in bulk, on a database of its own; some minutes."""
    from motcua.conf.bench import onestop as scratch

    with scratch.own_database(say=typer.echo):
        # Late: its models need the site that the database makes of this process.
        from motcua.conf.bench import transfer as measurement

        measurement.run(dossiers=dossiers, say=typer.echo)
