"""The settings of a process, read once from the environment, typed.

Every field is documented in `docs/reference/settings.md`; a test compares the two. In the demo the
values that a machine must keep (secret key, legal shift) live in `<data>/demo.env`, written at the
first start; the environment overrides them, and without `MOTCUA_MODE=demo` the file is not read.
"""

import hashlib
import hmac
import os
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict
from pydantic import BaseModel, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from motcua.conf import secret_files
from motcua.conf.providers import FurtherProvider

PROJECT = Path(__file__).resolve().parents[3]
EX_CONFIG = 78
"""Exit status of a process that is configured wrongly (sysexits.h)."""


class Site(StrEnum):
    """The three sites of one code base (DESIGN §3)."""

    AGENCY = "agency"
    NATIONAL = "national"
    SANDBOX = "sandbox"

    @property
    def port_offset(self) -> int:
        """Return what is added to the base port: agency 0, national 1, sandbox 2."""
        return list(Site).index(self)


MAIL_PORT_OFFSET = 3
"""The sandbox takes e-mails on the port after its own."""

SANDBOXED = {
    "identity": "http://127.0.0.1:{sandbox}",
    "payment": "http://127.0.0.1:{sandbox}/thanh-toan",
    "payment_portal": "http://127.0.0.1:{sandbox}/thanh-toan-quoc-gia/dich-vu",
    "bank": "http://127.0.0.1:{sandbox}/ngan-hang/sao-ke",
    "sms": "http://127.0.0.1:{sandbox}/sms",
    "sms_backup": "http://127.0.0.1:{sandbox}/sms-du-phong",
    "mail": "smtp://127.0.0.1:{mail}",
    "timestamp": "http://127.0.0.1:{sandbox}/dau-thoi-gian/",
    "population": "http://127.0.0.1:{sandbox}/dan-cu/dich-vu/",
    "national": "http://127.0.0.1:{national}",
}
"""Connections by name, and where the demo's stand-ins are."""


_PRICES = {"sms": 350, "sms_backup": 500}
"""What the sandbox's operators charge for a message, in đồng; invented."""
_BIN = "970403"
_ACCOUNT = "0011012345678"
"""Our account at the sandbox's bank; those of the vectors of VietQR."""


class Connection(BaseModel):
    """Another system: where it is, and how it knows us. Without an address it is switched off.

    Registers behind a gateway know us by more: `member`, our system's path there, and `key`.
    Operators of SMS charge `price` for each part, in đồng.
    """

    url: str = ""
    client: str = ""
    secret: SecretStr = SecretStr("")
    member: str = ""
    key: SecretStr = SecretStr("")
    price: int = Field(default=0, ge=0)


class Environment(BaseSettings):
    """What a process of one site must know before it starts."""

    model_config = SettingsConfigDict(
        env_prefix="MOTCUA_", env_nested_delimiter="__", extra="ignore", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, then a file per secret, then what the demo wrote."""
        files = secret_files.source(file_secret_settings)
        return init_settings, env_settings, files, dotenv_settings

    site: Site = Field(description="which of the three sites this process serves")
    database_url: str = Field(
        validation_alias="DATABASE_URL",
        description="PostgreSQL 15 or later; {site} in it is replaced by the site's name",
    )
    secret_key: SecretStr = Field(description="at least 50 random characters, kept secret")
    mode: Literal["demo", "production", "test"] = Field(
        default="production", description="the demo shows its accounts and may shift the legal date"
    )
    port: int = Field(default=8000, ge=1, le=65532, description="port of the agency site")
    data: Path = Field(
        default=PROJECT / ".motcua", description="folder of the data that is not in the database"
    )
    build: Path = Field(
        default=PROJECT / "build", description="folder of the built static files and fonts"
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost"), description="host names this site answers to, as JSON"
    )
    site_addresses: dict[Site, str] = Field(
        default={}, description="where people reach the sites, as JSON: printed, mailed, in QR"
    )
    sender: str = Field(
        default="Một Cửa <khong-tra-loi@motcua.vidu.example>",
        description="the sender of e-mails",
    )
    public_scheme: Literal["http", "https"] = Field(
        default="https", description="http switches secure cookies off: for the demo only"
    )
    trusted_origins: tuple[str, ...] = Field(
        default=(), description="addresses whose forms are taken, as JSON: https://dvc.vidu.example"
    )
    proxy_tells_scheme: bool = Field(
        default=False, description="the proxy in front sets X-Forwarded-Proto and nobody else can"
    )
    legal_shift_days: int = Field(
        default=0, description="whole weeks, in days, added to today to get the legal date"
    )
    archive_after_days: int = Field(
        default=30,
        ge=1,
        description="days after its last event that an ended dossier is archived",
    )
    signature_level: Literal["", "B-B", "B-T", "B-LT"] = Field(
        default="", description="level of PAdES that papers are signed at, or not at all"
    )
    recogniser: str = Field(
        default="", description="the program that reads scans; empty: `tesseract` where it is found"
    )
    antivirus: str = Field(
        default="", description="the ClamAV daemon: unix:/run/clamav/clamd.ctl or tcp://host:3310"
    )

    data_key: SecretStr = Field(
        default=SecretStr(""), description="seals personal values; kept apart from the backups"
    )
    data_keys_before: tuple[SecretStr, ...] = Field(
        default=(), description="keys of before, as JSON, newest first: they open, and seal nothing"
    )
    identity: Connection = Field(
        default=Connection(), description="the OpenID provider of citizens: issuer, client, secret"
    )
    identity_further: tuple[FurtherProvider, ...] = Field(
        default=(), description="further OpenID providers of citizens, as JSON"
    )
    identity_assurance: Literal[1, 2] = Field(
        default=2, description="level of the national identity that citizens must prove"
    )
    payment: Connection = Field(
        default=Connection(), description="the payment platform: address, merchant, secret"
    )
    payment_portal: Connection = Field(
        default=Connection(), description="the national portal's payment platform, as above"
    )
    bank: Connection = Field(
        default=Connection(), description="our bank account: its statement, number, secret, BIN"
    )
    sms: Connection = Field(
        default=Connection(), description="the SMS gateway: address, key, price of a part"
    )
    sms_backup: Connection = Field(
        default=Connection(), description="a second SMS gateway, asked when the first is down"
    )
    quiet_hours: tuple[int, int] | tuple[()] = Field(
        default=(21, 7), description="hours between which no SMS wakes anybody, as JSON, or []"
    )
    mail: Connection = Field(default=Connection(), description="the mail server: smtp://host:port")
    timestamp: Connection = Field(
        default=Connection(), description="the time-stamping authority (RFC 3161)"
    )
    population: Connection = Field(
        default=Connection(),
        description="the population database: address, account, secret, member, key",
    )
    national: Connection = Field(
        default=Connection(), description="the national site that dossiers are synced to"
    )

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        shortest = 50
        if len(value.get_secret_value()) < shortest:
            message = f"must have at least {shortest} characters"
            raise ValueError(message)
        return value

    @field_validator("identity_further")
    @classmethod
    def _all_differ(
        cls, value: tuple[FurtherProvider, ...], info: ValidationInfo
    ) -> tuple[FurtherProvider, ...]:
        # Levels and claims of an issuer must be read in one way only: it names the account.
        first = info.data.get("identity") or Connection()
        issuers = {first.url, *(one.issuer for one in value)}
        if len({one.key for one in value}) < len(value) or len(issuers) <= len(value):
            message = "keys and issuers must all differ, also from the first provider's"
            raise ValueError(message)
        return value

    @field_validator("legal_shift_days")
    @classmethod
    def _whole_weeks(cls, value: int) -> int:
        if value % 7:
            message = "must be a multiple of 7, so that weekdays stay what they are"
            raise ValueError(message)
        return value

    @property
    def site_urls(self) -> dict[str, str]:
        """Return the sites' addresses by name, each ending in a slash; those not set are local."""
        local = {site: f"http://127.0.0.1:{self.port + site.port_offset}" for site in Site}
        addresses = local | self.site_addresses
        return {site.value: f"{address.rstrip('/')}/" for site, address in addresses.items()}

    @property
    def connections(self) -> dict[str, Connection]:
        """Return the other systems by name; in the demo those not set are the sandbox's."""
        named = {name: getattr(self, name) for name in SANDBOXED}
        if self.mode != "demo":
            return named
        return {name: found if found.url else self._own(name) for name, found in named.items()}

    @property
    def pades_level(self) -> str:
        """Return the level of signatures: as set, else the best that the connections allow."""
        if self.signature_level or not self.connections["timestamp"].url:
            return self.signature_level or "B-B"
        return "B-LT" if self.mode == "demo" else "B-T"

    @property
    def form_targets(self) -> list[str]:
        """Return the origins that forms of this site may lead to, for signing in and paying."""
        if self.site is not Site.AGENCY:
            return []
        urls = (self.connections[name].url for name in ("identity", "payment", "payment_portal"))
        further = (one.issuer for one in self.identity_further)
        parts = (urlsplit(url) for url in (*urls, *further) if url)
        return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))

    def _own(self, name: str) -> Connection:
        return Connection(
            url=SANDBOXED[name].format(
                national=self.port + Site.NATIONAL.port_offset,
                sandbox=self.port + Site.SANDBOX.port_offset,
                mail=self.port + MAIL_PORT_OFFSET,
            ),
            client=_ACCOUNT if name == "bank" else f"motcua-{name}",
            secret=SecretStr(self.derived(f"connection.{name}")),
            member=_BIN if name == "bank" else f"VN/GOV/motcua/{name}",
            key=SecretStr(self.derived(f"connection.{name}.key")),
            price=_PRICES.get(name, 0),
        )

    @property
    def sealing_key(self) -> str:
        """Return the key that seals personal values; outside production derived, for want of one.

        Returns:
            Empty in production when none is set: a site that keeps personal values refuses to seal.
        """
        given = self.data_key.get_secret_value()
        return given or ("" if self.mode == "production" else self.derived("data"))

    def derived(self, purpose: str) -> str:
        """Return a secret that all processes of this machine's demo can work out for a purpose."""
        key = self.secret_key.get_secret_value().encode()
        return hmac.new(key, purpose.encode(), hashlib.sha256).hexdigest()

    @property
    def site_database_url(self) -> str:
        """Return the connection string of this site's own database."""
        return self.database_url.replace("{site}", self.site)


class NotConfigured(SystemExit):
    """The environment is incomplete or wrong; the message lists everything at once."""

    def __init__(self, problems: str) -> None:
        sys.stderr.write(problems)
        super().__init__(EX_CONFIG)


def database(environment: Environment) -> dict[str, Any]:
    """Return the entry of Django's `DATABASES` for this site's own database."""
    parts = conninfo_to_dict(environment.site_database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 0,
        # Without the check each pooled connection fails once after a restart of the database.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8},
            # A statement that comes again is planned once per connection: a third less work there.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


def data_folder() -> Path:
    """Return where this machine keeps the demo: `MOTCUA_DATA`, else `.motcua` in the project."""
    return Path(os.environ.get("MOTCUA_DATA") or Environment.model_fields["data"].default)


def demo_file() -> Path:
    """Return the file with the settings that the first start of the demo wrote."""
    return data_folder() / "demo.env"


def is_demo() -> bool:
    """Tell whether this process belongs to a demo; a server never reads the demo's settings."""
    return os.environ.get("MOTCUA_MODE") == "demo"


@cache
def load() -> Environment:
    """Read the settings, once.

    Raises:
        NotConfigured: Values are missing or wrong; all of them are listed, then exit status 78.
    """
    if problem := secret_files.problem():
        raise NotConfigured(f"Một Cửa cannot start; {problem}\n")
    try:
        return Environment(_env_file=demo_file() if is_demo() else None)
    except ValidationError as invalid:
        raise NotConfigured(_explain(invalid)) from None
    except SettingsError as problem:
        raise NotConfigured(f"Một Cửa cannot start; {problem}\n") from None


def _explain(invalid: ValidationError) -> str:
    lines = [_problem(error) for error in invalid.errors(include_input=False, include_url=False)]
    return "Một Cửa cannot start; its environment is not complete:\n" + "".join(lines)


def _problem(error: Any) -> str:
    name = str(error["loc"][0])
    field = Environment.model_fields.get(name)
    variable = name if name.isupper() else f"MOTCUA_{name.upper()}"
    what = (
        field.description
        if field
        else next(
            (
                f.description
                for f in Environment.model_fields.values()
                if f.validation_alias == name
            ),
            "",
        )
    )
    return f"  {variable}: {error['msg']} — {what}\n"
