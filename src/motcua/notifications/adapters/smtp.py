"""E-mail by SMTP.

Source: RFC 5321; RFC 3834 (mails that machines write say so, so that machines do not answer).
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final
from urllib.parse import urlsplit

from motcua.notifications.errors import NeverError, TryLaterError
from motcua.notifications.types import Delivery, Outgoing

TIMEOUT_SECONDS: Final = 10
_PERMANENT: Final = 500


class Smtp:
    """A mail server: `smtp://host:port`, or `smtps://host:port` with account and password."""

    name = "mail"
    price = 0

    def __init__(self, *, url: str, account: str, password: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._account = account
        self._password = password
        self._sender = sender

    def send(self, message: Outgoing) -> str:
        """Hand a mail over; its Message-ID is the same at every try."""
        mail = self._mail(message)
        try:
            with self._connection() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refusal:
            ((status, _text),) = refusal.recipients.values()
            raise _by(status) from None
        except smtplib.SMTPResponseException as refusal:
            raise _by(refusal.smtp_code) from None
        except (smtplib.SMTPException, OSError) as failure:
            raise TryLaterError(type(failure).__name__) from None
        return str(mail["Message-ID"])

    def find(self, message: Outgoing) -> str | None:  # noqa: ARG002 a carrier's signature
        """Return that it has none: a mail sent again is one mail, by its Message-ID."""
        return None

    def delivery_of(self, carrier_id: str) -> Delivery:  # noqa: ARG002 a carrier's signature
        """Return that nobody knows: mail servers do not tell."""
        return Delivery.UNKNOWN

    def _mail(self, message: Outgoing) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = message.to
        mail["Subject"] = message.subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.id}@motcua>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail

    def _connection(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port or 0
        if self._server.scheme != "smtps":
            # No password goes out in the clear.
            return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        server = smtplib.SMTP_SSL(
            host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
        if self._account:
            server.login(self._account, self._password)
        return server


def _by(status: int) -> NeverError | TryLaterError:
    """Return what a server's answer means: 5xx is its last word."""
    kind = NeverError if status >= _PERMANENT else TryLaterError
    return kind(f"smtp {status}")
