"""`motcua backup` and `motcua restore`. Neither needs Django: a restored site is not one yet."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from motcua.conf import environment, process
from motcua.conf.backup import making, restoring
from motcua.conf.backup.errors import BackupError
from motcua.conf.environment import Site
from motcua.privacy import sealing

SiteArgument = Annotated[Site, typer.Argument(help="Which of the three sites.")]
IntoArgument = Annotated[Path, typer.Argument(help="Folder of the backups.", file_okay=False)]
FromArgument = Annotated[
    Path, typer.Argument(help="Folder of one backup.", exists=True, file_okay=False)
]
KeysOption = Annotated[
    Path | None, typer.Option(help="Folder of the keys, apart from the backups.", file_okay=False)
]


def backup(site: SiteArgument, into: IntoArgument, keys: KeysOption = None) -> None:
    """Back one site up: database, files and, apart from them, keys; it may go on working."""
    process.enter(site)
    known = environment.load()
    data = environment.data_folder()
    try:
        if keys is not None:
            making.copy_keys(data=data, secrets=_secrets(known), into=keys, apart_from=into)
        made = making.make(
            site=site,
            database=known.site_database_url,
            data=data,
            data_key=sealing.name_of(known.sealing_key),
            into=into,
            at=datetime.now(UTC),
            say=typer.echo,
        )
    except BackupError as error:
        raise _told(error) from None
    if keys is None:
        typer.echo("keys: not in this backup; name a folder for them by --keys")
    typer.echo(f"made: {made}")


def restore(site: SiteArgument, made: FromArgument, keys: KeysOption = None) -> None:
    """Restore a backup into an empty database and data folder, and compare every table."""
    data, began = environment.data_folder(), time.monotonic()
    if keys is not None:
        _use_secrets(keys, data)
        restoring.restore_keys(keys=keys, data=data)
    process.enter(site)
    known = environment.load()
    try:
        equal = restoring.restore(
            backup=made,
            site=site,
            database=known.site_database_url,
            data=data,
            data_key=sealing.name_of(known.sealing_key),
            say=typer.echo,
        )
    except BackupError as error:
        raise _told(error) from None
    typer.echo(f"restored in {time.monotonic() - began:.1f} s: {'equal' if equal else 'DIFFERENT'}")
    raise typer.Exit(0 if equal else 1)


def _secrets(known: environment.Environment) -> str:
    if environment.is_demo():
        return environment.demo_file().read_text()
    secret, data = known.secret_key.get_secret_value(), known.data_key.get_secret_value()
    return f"MOTCUA_SECRET_KEY={secret}\nMOTCUA_DATA_KEY={data}\n"


def _use_secrets(keys: Path, data: Path) -> None:
    """Use the secrets of a backup where this environment has none of its own."""
    file = keys / "secrets.env"
    if not file.exists():
        raise typer.BadParameter(f"{keys} has no secrets.env")
    if "DATABASE_URL" in os.environ:
        for line in file.read_text().split():
            name, _, value = line.partition("=")
            os.environ.setdefault(name, value)
    elif not environment.demo_file().exists():
        data.mkdir(parents=True, exist_ok=True)
        environment.demo_file().touch(mode=0o600)
        environment.demo_file().write_text(file.read_text())


def _told(error: BackupError) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(2)
