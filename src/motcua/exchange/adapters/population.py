"""The population database, integration “037”: SOAP 1.1 with headers of the exchange platform.

Source: public client code of integrators; no official document was found.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from motcua.exchange.adapters import population_codec as codec
from motcua.exchange.types import Asked, Told
from motcua.kernel.actors import Actor
from motcua.net.remote import Remote

SECONDS: Final = 2.0
"""Somebody is waiting before a form: what takes longer is not worth it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationDatabase:
    """Our account there: its name and secret, our system's path, the key of the gateway."""

    url: str
    account: str
    secret: str = field(repr=False)
    member: str
    key: str = field(repr=False)

    def look_up(self, asked: Asked, *, number: UUID, service: str, by: Actor, at: datetime) -> Told:
        """Ask once: a question's number is taken, so asking again would be another question."""
        content = codec.question(asked, number=number.hex, service=service, officer=str(by))
        remote = Remote(name="population", base_url=self.url, seconds=SECONDS)
        answer = remote.post("", content=content, headers=self._headers(at), retry=False)
        return codec.read(answer.content, asked=asked, number=number.hex)

    def _headers(self, at: datetime) -> dict[str, str]:
        stamp = str(int(at.timestamp() * 1000))
        signed = f"{self.url}{self.account}{stamp}{self.secret}".encode()
        digest = hashlib.sha256(signed).hexdigest()
        credentials = base64.b64encode(f"{self.account}:{digest}".encode()).decode()
        return {
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": f'"{codec.REGISTER}/{codec.LOOK_UP}"',
            "Timestamp": stamp,
            "Authorization": f"Basic {credentials}",
            "X-Road-Client": self.member,
            "ApiKey": self.key,
        }


def register() -> PopulationDatabase:
    """Return the register, as this site is connected to it."""
    connection = settings.MOTCUA_CONNECTIONS["population"]
    return PopulationDatabase(
        url=connection.url,
        account=connection.client,
        secret=connection.secret.get_secret_value(),
        member=connection.member,
        key=connection.key.get_secret_value(),
    )
