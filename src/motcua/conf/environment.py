"""The settings of a process, read once from the environment, typed.

Every field is documented in `docs/reference/settings.md`; a test compares the two. In the demo the
values that a machine must keep (secret key, legal shift) live in `<data>/demo.env`, written at the
first start; the environment overrides them, and without `MOTCUA_MODE=demo` the file is not read.
"""

import os
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

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


class Environment(BaseSettings):
    """What a process of one site must know before it starts."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", extra="ignore", frozen=True)

    site: Site = Field(description="which of the three sites this process serves")
    database_url: str = Field(
        validation_alias="DATABASE_URL",
        description="PostgreSQL 15 or later; {site} in it is replaced by the site's name",
    )
    secret_key: SecretStr = Field(description="at least 50 random characters, kept secret")
    mode: Literal["demo", "production", "test"] = Field(
        default="production", description="the demo shows its accounts and may shift the legal date"
    )
    port: int = Field(default=8000, ge=1, le=65533, description="port of the agency site")
    data: Path = Field(
        default=PROJECT / ".motcua", description="folder of the data that is not in the database"
    )
    build: Path = Field(
        default=PROJECT / "build", description="folder of the built static files and fonts"
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost"), description="host names this site answers to, as JSON"
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

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        shortest = 50
        if len(value.get_secret_value()) < shortest:
            message = f"must have at least {shortest} characters"
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
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
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
    try:
        return Environment(_env_file=demo_file() if is_demo() else None)
    except ValidationError as invalid:
        raise NotConfigured(_explain(invalid)) from None


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
