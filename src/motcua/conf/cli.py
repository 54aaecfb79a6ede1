"""The console command `motcua`. Each command finds its site's database by itself."""

from typing import Annotated

import typer

from motcua.conf import process
from motcua.conf.environment import Site

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Một Cửa: administrative procedures fully online, and proof that they are.",
)
SiteArgument = Annotated[Site, typer.Argument(help="Which of the three sites.")]


@app.command()
def demo(port: Annotated[int, typer.Option(envvar="MOTCUA_PORT", min=1, max=65533)] = 8000) -> None:
    """Start everything on this machine: database, three sites, workers."""
    from motcua.conf.supervisor import Supervisor

    raise typer.Exit(Supervisor(port=port, say=lambda text: print(text, flush=True)).run())  # noqa: T201 the console is its page


@app.command()
def serve(site: SiteArgument) -> None:
    """Serve the pages of one site."""
    process.enter(site)
    from motcua.conf.server import serve as serve_site

    serve_site(site)


@app.command()
def worker(site: SiteArgument) -> None:
    """Run the jobs of one site."""
    process.become(site)
    from motcua.conf.worker import run

    run()


@app.command()
def migrate(site: SiteArgument) -> None:
    """Bring the tables of one site up to date."""
    process.become(site)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


@app.command()
def prepare(site: SiteArgument) -> None:
    """Migrate one site and load what it cannot do without; repeating it changes nothing."""
    migrate(site)
    from motcua.conf.seeds import seed

    seed(site)


@app.command()
def build() -> None:
    """Build style sheets, fonts, map and translations, and lay out the static files."""
    process.become(Site.AGENCY)
    from django.conf import settings

    from motcua.conf.environment import PROJECT
    from motcua.ui import assets

    assets.build(target=settings.MOTCUA_BUILD, root=PROJECT, say=typer.echo)
    from django.core.management import call_command

    from motcua.conf import translations as catalogue

    catalogue.compile_catalogue()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)


@app.command()
def translations() -> None:
    """Bring the English catalogue up to date; exit status 1 while a text is not translated."""
    from motcua.conf import translations as catalogue

    untranslated = catalogue.update()
    for text in untranslated:
        typer.echo(text)
    catalogue.compile_catalogue()
    raise typer.Exit(1 if untranslated else 0)


@app.command()
def manage(context: typer.Context, site: SiteArgument) -> None:
    """Run a management command of Django on one site, e.g. `motcua manage national dbshell`."""
    process.become(site)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["motcua", *context.args])


manage_settings = {"allow_extra_args": True, "ignore_unknown_options": True}
app.registered_commands[-1].context_settings = manage_settings


@app.command()
def doctor(
    site: SiteArgument = Site.NATIONAL,
    audit: Annotated[bool, typer.Option("--audit", help="Verify the audit log.")] = False,  # noqa: FBT002 a switch
) -> None:
    """Examine one site; exit status 1 when something is wrong."""
    process.become(site)
    from motcua.conf import doctor as examination

    healthy = examination.examine(audit=audit, say=typer.echo)
    raise typer.Exit(0 if healthy else 1)


@app.command()
def code(email: str, site: SiteArgument = Site.NATIONAL) -> None:
    """Print the one-time code of a demo account at this moment."""
    process.become(site)
    from motcua.conf.seeds import one_time_code

    typer.echo(one_time_code(email))


def _mount() -> None:
    """Add the commands of the modules."""
    from motcua.conf.commands import archive, backup, bench, catalogue, drill, keys, reports

    app.add_typer(catalogue.app, name="catalogue")
    app.add_typer(reports.app, name="reports")
    app.add_typer(archive.app, name="archive")
    app.add_typer(bench.app, name="bench")
    app.add_typer(keys.app, name="keys")
    app.command()(backup.backup)
    app.command()(backup.restore)
    app.command()(drill.drill)


def main() -> None:
    """Run the command line."""
    _mount()
    app()


if __name__ == "__main__":
    main()
