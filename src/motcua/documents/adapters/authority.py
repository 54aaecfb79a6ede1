"""The demo's own certificate authority: a root, and certificates of agencies and their leaders.

Made at first use and kept in the data folder, readable by its owner alone. A production site puts
keys of a licensed authority there instead: see `keystores`.

Source: RFC 5280; Nghị định 130/2018/NĐ-CP (agency certificates).
"""

import datetime as dt
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from motcua.documents.adapters import keystores

_ROOT_NAME: Final = "Một Cửa - CA trình diễn, không có giá trị pháp lý"
_ROOT_YEARS: Final = 10
_LEAF_YEARS: Final = 3
_KEY_BITS: Final = 3072
_LIST_RENEWED: Final = dt.timedelta(hours=12)
_LIST_LASTS: Final = dt.timedelta(days=2)
LIST_ADDRESS: Final = "kiem-tra/thu-hoi.crl"
"""Where the agency site hands the revocation list to whoever checks its papers."""
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Names = list[tuple[x509.ObjectIdentifier, str]]


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with its key and its issuer, as files in PEM form; or one that was installed.

    Attributes:
        installed: Description of a key that was given to us; None: it is of our own making.
    """

    certificate: Path
    key: Path
    root: Path
    installed: Path | None = None


def folder() -> Path:
    """Return where keys and certificates lie."""
    return Path(settings.MOTCUA_DATA) / "authority"


def trusted_folder() -> Path:
    """Return where the roots of others lie that this site trusts, such as a time-stamper's."""
    return folder() / "trusted"


def trusted_roots() -> list[bytes]:
    """Return the roots that signatures are judged by, in PEM form: ours and those installed."""
    own = folder() / "root.crt"
    found = ([own] if own.exists() else []) + sorted(trusted_folder().glob("*.crt"))
    return [file.read_bytes() for file in found]


def is_ours() -> bool:
    """Tell whether certificates here were made by the demo's authority, not by a licensed one."""
    return (folder() / "root.key").exists()


def revocation_lists() -> list[bytes]:
    """Return what the issuers of trusted certificates have revoked: lists, DER, as installed."""
    own = [revocation_list()] if is_ours() else []
    return own + [file.read_bytes() for file in sorted(trusted_folder().glob("*.crl"))]


def revocation_list() -> bytes:
    """Return what the demo's authority has revoked, DER; the list is renewed twice a day.

    Source: RFC 5280 §5.
    """
    file = folder() / "root.crl"
    with _locked():
        now = dt.datetime.now(dt.UTC)
        if not file.exists() or _made_at(file) < now - _LIST_RENEWED:
            _write_list(file, _revoked_before(file), now)
        return file.read_bytes()


def has(code: str) -> bool:
    """Tell whether the demo's authority made a certificate for an agency or a person."""
    is_leaf = code != "root" and Path(code).name == code
    return is_leaf and is_ours() and (folder() / f"{code}.crt").exists()


def set_aside(code: str, number: int) -> None:
    """Let nobody sign with a revoked key: the next signature makes a new one."""
    aside = folder() / "revoked"
    with _locked():
        aside.mkdir(exist_ok=True, mode=0o700)
        for suffix in ("crt", "key"):
            (folder() / f"{code}.{suffix}").replace(aside / f"{code}.{number:x}.{suffix}")


def revoke(code: str, *, at: dt.datetime) -> int:
    """Put the certificate of an agency or a person on the list; what it signed before, holds.

    Args:
        code: Of the agency, or `person-<id of the account>`.
        at: Real time from which the key is not trusted.

    Returns:
        The serial number of the certificate.
    """
    certificate = x509.load_pem_x509_certificate((folder() / f"{code}.crt").read_bytes())
    builder = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
    file = folder() / "root.crl"
    with _locked():
        entries = [*_revoked_before(file), builder.revocation_date(at).build()]
        _write_list(file, entries, dt.datetime.now(dt.UTC))
    return certificate.serial_number


def _revoked_before(file: Path) -> list[x509.RevokedCertificate]:
    return list(x509.load_der_x509_crl(file.read_bytes())) if file.exists() else []


def _made_at(file: Path) -> dt.datetime:
    return x509.load_der_x509_crl(file.read_bytes()).last_update_utc


def _write_list(file: Path, entries: list[x509.RevokedCertificate], now: dt.datetime) -> None:
    root = x509.load_pem_x509_certificate((folder() / "root.crt").read_bytes())
    key = _load_key(folder() / "root.key")
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now - dt.timedelta(minutes=1))
        .next_update(now + _LIST_LASTS)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(entry)
    _replace(file, builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER))


@contextmanager
def _locked() -> Iterator[None]:
    """Hold the folder: keys and lists are made by one process at a time."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(file: Path, content: bytes) -> None:
    partial = file.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(file)


def credential(*, agency_code: str, agency_name: str) -> Credential:
    """Return an agency's certificate and key, made at the first call."""
    return _leaf(agency_code, [(NameOID.COMMON_NAME, agency_name)], _new_key)


def personal_credential(*, actor_id: str, name: str, organisation: str) -> Credential:
    """Return a person's certificate and key, made at the first call.

    Hers alone, whatever agency she signs at: the certificate names the first one.
    """
    names = [(NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation)]
    return _leaf(f"person-{actor_id}", names, _new_small_key)


def _leaf(code: str, names: Names, new_key: Callable[[], Key]) -> Credential:
    base = folder()
    if given := keystores.installed(base, code):
        return Credential(base / "none", base / "none", base / "root.crt", installed=given)
    with _locked():
        root = Credential(base / "root.crt", base / "root.key", base / "root.crt")
        if not root.certificate.exists():
            _make_root(root)
        leaf = Credential(base / f"{code}.crt", base / f"{code}.key", base / "root.crt")
        if not leaf.certificate.exists():
            _make_leaf(leaf, root, code, names, new_key())
    return leaf


def _make_root(target: Credential) -> None:
    key = _new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _ROOT_NAME), _country()])
    usage = _usage(key_cert_sign=True, crl_sign=True)
    builder = _builder(name, name, key, years=_ROOT_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    _write(target, key, certificate)


def _make_leaf(target: Credential, root: Credential, code: str, names: Names, key: Key) -> None:
    issuer = x509.load_pem_x509_certificate(root.certificate.read_bytes())
    issuer_key = _load_key(root.key)
    subject = x509.Name(
        [
            *(x509.NameAttribute(oid, _fitting(name)) for oid, name in names),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, code),
            _country(),
        ]
    )
    builder = _builder(subject, issuer.subject, key, years=_LEAF_YEARS)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(
        _usage(digital_signature=True, content_commitment=True), critical=True
    )
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    # Says that there is a list of what was revoked; else nobody looks for it.
    where = x509.UniformResourceIdentifier(settings.MOTCUA_SITE_URLS["agency"] + LIST_ADDRESS)
    builder = builder.add_extension(
        x509.CRLDistributionPoints([x509.DistributionPoint([where], None, None, None)]),
        critical=False,
    )
    _write(target, key, builder.sign(issuer_key, hashes.SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, *, years: int
) -> x509.CertificateBuilder:
    # An hour back, for clocks that do not agree.
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**granted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in every})


def _fitting(name: str) -> str:
    """Return as much of a name as a certificate holds: 64 bytes (RFC 5280, ub-common-name)."""
    return name.encode()[:64].decode(errors="ignore").strip()


def _country() -> x509.NameAttribute[str]:
    return x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)


def _new_small_key() -> ec.EllipticCurvePrivateKey:
    """Return a key that is made in a moment: there is one for each leader."""
    return ec.generate_private_key(ec.SECP256R1())


def _load_key(file: Path) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        message = f"{file.name} holds no RSA key"
        raise TypeError(message)
    return key


def _write(target: Credential, key: Key, certificate: x509.Certificate) -> None:
    """Write the key first: where a certificate is, its key is."""
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(target.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
    _replace(target.certificate, certificate.public_bytes(serialization.Encoding.PEM))
