"""The web server of one site."""

from granian.constants import Interfaces
from granian.server import Server

from motcua.conf import environment
from motcua.conf.environment import Site

THREADS = 4
"""Requests that one process works on at a time; half of what the database pool allows."""


def serve(site: Site) -> None:
    """Serve until SIGTERM or SIGINT, on the loop-back address; a proxy stands before it outside."""
    Server(
        "motcua.conf.wsgi:application",
        address="127.0.0.1",
        port=environment.load().port + site.port_offset,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
    ).serve()
