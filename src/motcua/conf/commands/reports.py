"""`motcua reports`: load declared figures, write the appendix. Both run on the national site."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site
from motcua.kernel.errors import Refusal
from motcua.kernel.periods import Period

if TYPE_CHECKING:
    from motcua.indicators.types import Finding
    from motcua.reporting.types import RowError

app = typer.Typer(no_args_is_help=True, help="Declared figures: load them, write the appendix.")
FORMATS = ("docx", "pdf", "xlsx", "csv")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    period: Annotated[str, typer.Option(help="2019, 2020-Q1, 2020-04, 2021-H1")],
) -> None:
    """Load declared figures from a CSV or XLSX file, all or nothing, and print what is wrong."""
    process.become(Site.NATIONAL)
    from django.utils import timezone

    from motcua.kernel.actors import Actor
    from motcua.reporting import actions, errors

    try:
        imported = actions.import_file(
            content=file.read_bytes(),
            file_name=file.name,
            period=Period.parse(period),
            by=Actor.system("console"),
            at=timezone.now(),
        )
    except errors.DeclarationRefused as refused:
        typer.echo(refused.text(), err=True)
        for problem in refused.params["problems"]:
            typer.echo(f"  {_place(problem)}: {problem.reason.text()}", err=True)
        raise typer.Exit(1) from None
    except Refusal as refused:
        typer.echo(refused.text(), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"Đã nạp {imported.rows.count()} dòng, kỳ {period}, bản công bố số {imported.snapshot}."
    )
    _print_findings(Period.parse(period))


@app.command("export")
def export(
    period: Annotated[str, typer.Option(help="2019, 2020-Q1, 2020-04, 2021-H1")],
    format: Annotated[str, typer.Option(help=" | ".join(FORMATS))],  # noqa: A002 the option's name is a contract
    out: Annotated[Path, typer.Option(help="Where to write.", dir_okay=False)],
    mode: Annotated[str, typer.Option(help="exact | printed")] = "exact",
    snapshot: Annotated[int | None, typer.Option(help="Number of a past snapshot.")] = None,
) -> None:
    """Write the appendix of a period in the official layout."""
    process.become(Site.NATIONAL)
    from motcua.reporting import documents
    from motcua.reporting.types import AppendixMode

    if format not in FORMATS or mode not in set(AppendixMode):
        message = f"--format is one of {', '.join(FORMATS)}; --mode is exact or printed"
        raise typer.BadParameter(message)
    try:
        content = documents.appendix_file(
            Period.parse(period), kind=format, mode=AppendixMode(mode), number=snapshot
        )
    except Refusal as refused:
        typer.echo(refused.text(), err=True)
        raise typer.Exit(1) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    typer.echo(f"{out} ({len(content)} byte)")


def _place(problem: "RowError") -> str:
    if problem.line is None:
        return "tệp"
    where = f"dòng {problem.line}"
    if problem.column:
        where += f", cột “{problem.column}”"
    return f"{where} “{problem.value}”" if problem.value else where


def _print_findings(period: Period) -> None:
    from motcua.indicators import queries as standings
    from motcua.indicators.types import LEVEL4_SHARE, Source
    from motcua.reporting import queries

    standing = standings.standing(LEVEL4_SHARE, period=period, source=Source.DECLARED)
    of_rows = [(row.agency_name, finding) for row in standing.rows for finding in row.findings]
    of_claims = queries.claim_findings(queries.verdicts(standing))
    typer.echo(f"Phát hiện: {len(of_rows) + len(of_claims)}")
    for name, finding in of_rows:
        typer.echo(f"  {name}: {_said(finding)}")
    for finding in of_claims:
        typer.echo(f"  {_said(finding)}")


def _said(finding: "Finding") -> str:
    return f"{finding.text()} [{finding.code}]"
