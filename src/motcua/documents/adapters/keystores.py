"""Keys that were given to us by a licensed authority: in a file (PKCS#12) or a device (PKCS#11).

Each is described by a file `authority/installed/<code>.toml`, beside it what it names:

    kind = "pkcs12"                       kind = "pkcs11"
    file = "H47.40.2.p12"                 module = "/usr/lib/softhsm/libsofthsm2.so"
    secret = "H47.40.2.pass"              token = "mot-cua"
                                          label = "H47.40.2"
                                          secret = "H47.40.2.pin"

`code` is that of the agency, or `person-<id of the account>`. The secret is a file that its owner
alone can read; of a device the private key never leaves it.

Source: RFC 7292 (PKCS#12), PKCS#11 2.40.
"""

import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from pkcs11.exceptions import PKCS11Error
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import signers
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from motcua.documents.adapters.validation import certificate_of
from motcua.documents.errors import KeyNotUsable


class _Store(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    secret: str


class KeyFile(_Store):
    """A key in a file, with its certificate and those above it."""

    kind: Literal["pkcs12"]
    file: str


class KeyDevice(_Store):
    """A key in a device; `label` names key and certificate there."""

    kind: Literal["pkcs11"]
    module: str
    token: str
    label: str


Store = KeyFile | KeyDevice
_reader: TypeAdapter[Store] = TypeAdapter(Annotated[Store, Field(discriminator="kind")])


def installed(folder: Path, code: str) -> Path | None:
    """Return the description of the key of an agency or a person; None: none was installed."""
    found = folder / "installed" / f"{code}.toml"
    return found if found.exists() else None


@contextmanager
def signer(description: Path, *, roots: list[bytes]) -> Iterator[signers.Signer]:
    """Give what signs with an installed key, for as long as the block lasts.

    Args:
        description: Of the key.
        roots: Certificates that may stand above it, in PEM form.

    Raises:
        KeyNotUsable: The description, the file, the device or the secret is not as it must be.
    """
    try:
        store = _reader.validate_python(tomllib.loads(description.read_text("utf-8")))
        secret = _secret(description.parent / store.secret)
    except (OSError, ValueError, ValidationError) as problem:
        raise KeyNotUsable(code=description.stem, why=str(problem)[:200]) from None
    if isinstance(store, KeyFile):
        yield _of_file(description, store, secret)
        return
    try:
        session = open_pkcs11_session(
            store.module, token_criteria=TokenCriteria(label=store.token), user_pin=secret
        )
    except (PKCS11Error, OSError) as problem:
        raise KeyNotUsable(code=description.stem, why=type(problem).__name__) from None
    try:
        yield PKCS11Signer(
            session,
            cert_label=store.label,
            key_label=store.label,
            ca_chain=[certificate_of(one) for one in roots],
        )
    except PKCS11Error as problem:
        raise KeyNotUsable(code=description.stem, why=type(problem).__name__) from None
    finally:
        session.close()


def _of_file(description: Path, store: KeyFile, secret: str) -> signers.SimpleSigner:
    found: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # pyHanko types only a part
        description.parent / store.file, passphrase=secret.encode()
    )
    if found is None:
        raise KeyNotUsable(code=description.stem, why="no key opens with this secret")
    return found


def _secret(file: Path) -> str:
    if file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        problem = f"{file.name}: others than its owner can read it"
        raise ValueError(problem)
    return file.read_text("utf-8").strip()
