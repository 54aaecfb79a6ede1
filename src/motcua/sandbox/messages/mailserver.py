"""The mail server: takes everything for everybody and keeps it; runs in the sandbox's worker.

Source: RFC 5321; answers 421 when it is down and 550 for addresses that do not exist.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import Final, TypeVar
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from motcua.sandbox.messages import actions
from motcua.sandbox.messages.types import BOUNCE, DOWN, SLOW, SLOW_SECONDS, SWITCH, Kind
from motcua.sandbox.switches import queries as switches

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

MOST_BYTES: Final = 1024 * 1024
OURS: Final = {"127.0.0.1", "localhost"}
"""Hosts that mean this machine; on any other the mail server is a real one."""


class Sink:
    """What the server does at each step of a mail."""

    async def handle_RCPT(  # noqa: N802 named by the command of SMTP
        self,
        server: SMTP,  # noqa: ARG002 signature of aiosmtpd
        session: Session,  # noqa: ARG002 as above
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],  # noqa: ARG002 as above
    ) -> str:
        """Take a recipient, as the switch says."""
        position = await asyncio.to_thread(_in_thread, switches.position, SWITCH)
        if position == DOWN:
            return "421 4.3.2 Service not available"
        if position == SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        if position == BOUNCE:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 as above
        self,
        server: SMTP,  # noqa: ARG002 as above
        session: Session,  # noqa: ARG002 as above
        envelope: Envelope,
    ) -> str:
        """Keep a mail; the same one again is taken and not kept twice."""
        try:
            await asyncio.to_thread(_in_thread, _keep, envelope)
        except Exception:
            log.exception("a mail was not kept")
            return "451 4.3.0 Try again later"
        return "250 2.0.0 OK"


def _keep(envelope: Envelope) -> None:
    content = bytes(envelope.original_content or b"")
    mail = message_from_bytes(content, policy=policy.default)
    text = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    name = str(mail["Message-ID"] or sha256(content).hexdigest())
    for address in envelope.rcpt_tos:
        actions.take(
            kind=Kind.MAIL,
            key=f"{name} {address}",
            sender=str(mail["From"] or envelope.mail_from or ""),
            address=address.lower(),
            subject=str(mail["Subject"] or ""),
            text=text.get_content() if text else "",
            at=timezone.now(),
        )


def _in_thread(ask: Callable[..., Answer], *arguments: object) -> Answer:
    """Ask the database from a thread of the server, and give its connection back."""
    close_old_connections()
    try:
        return ask(*arguments)
    finally:
        connection.close()


@contextmanager
def listening() -> Iterator[None]:
    """Run the mail server in a thread while something else is done.

    It listens where the settings say that mails are sent to, if that is this machine.
    """
    parts = urlsplit(settings.MOTCUA_CONNECTIONS["mail"].url)
    if parts.hostname not in OURS or not parts.port:
        yield
        return
    controller = Controller(
        Sink(), hostname=parts.hostname, port=parts.port, data_size_limit=MOST_BYTES
    )
    controller.start()
    try:
        yield
    finally:
        controller.stop()
