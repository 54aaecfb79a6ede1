"""Make this process one of a site: settings chosen, database held, Django ready."""

import os
import secrets
from datetime import date

from motcua.conf import environment
from motcua.conf.embedded import EmbeddedServer
from motcua.conf.environment import Site
from motcua.kernel import clock

DEMO_AUTUMN = date(2021, 10, 18)
"""The Monday in whose week the demo's legal date falls (DESIGN §2): its province still stands."""

DATABASE_TEMPLATE = "motcua_{site}"


def become(site: Site) -> None:
    """Set Django up for one site in this process; console commands call it first."""
    enter(site)
    import django

    django.setup()


def enter(site: Site) -> None:
    """Choose the site and its database for this process and its children; Django stays away.

    Without a `DATABASE_URL` the embedded server is started, or joined when the demo runs beside.
    """
    os.environ["MOTCUA_SITE"] = site
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    if "DATABASE_URL" not in os.environ:
        become_demo()
        hold_embedded(site)


def hold_embedded(*sites: Site) -> EmbeddedServer:
    """Start or join the embedded server and make sure that the sites' databases are there."""
    server = EmbeddedServer(environment.data_folder() / "postgres").hold()
    for site in sites:
        server.ensure_database(DATABASE_TEMPLATE.format(site=site))
    os.environ["DATABASE_URL"] = server.url("SITE").replace("SITE", DATABASE_TEMPLATE)
    return server


def become_demo() -> None:
    """Make this process one of the demo's; write, once, what this machine's demo must remember."""
    os.environ["MOTCUA_MODE"] = "demo"
    file = environment.demo_file()
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    shift = clock.shift_to(real_today=date.today(), anchor=DEMO_AUTUMN)  # noqa: DTZ011 the machine's own day
    lines = (
        f"MOTCUA_SECRET_KEY={secrets.token_urlsafe(64)}",
        f"MOTCUA_LEGAL_SHIFT_DAYS={shift.days}",
        "MOTCUA_PUBLIC_SCHEME=http",
        # Who tries the demo at night wants to see her SMS.
        "MOTCUA_QUIET_HOURS=[]",
    )
    partial = file.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text("\n".join(lines) + "\n")
    partial.replace(file)
