"""Keys of the time-stamping authority, made at its first start, and the stamps it gives.

Source: RFC 3161 §2.3 (certificate for this purpose alone), §2.4 (request and answer).
"""

import datetime as dt
import os
from pathlib import Path
from typing import Final

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings
from pyhanko.sign.timestamps import DummyTimeStamper

_POLICY: Final = "2.999.1"
"""In the arc that is kept for examples (ITU-T X.660): a policy of nobody."""
_HASHES: Final = {"sha256", "sha384", "sha512"}
_DAYS: Final = 3650


class _Stamper(DummyTimeStamper):
    """The library's stamper for tests, under a policy of our own and with its accuracy said."""

    def _build_tst_info(
        self, message_imprint: tsp.MessageImprint, dt: dt.datetime, req: tsp.TimeStampReq
    ) -> tsp.TSTInfo:
        info = super()._build_tst_info(message_imprint, dt, req)
        info["policy"] = tsp.ObjectIdentifier(_POLICY)
        info["accuracy"] = tsp.Accuracy({"seconds": 1})
        return info


def folder() -> Path:
    """Return where the authority keeps its key and certificates."""
    return Path(settings.MOTCUA_DATA) / "sandbox" / "timestamps"


def root() -> Path:
    """Return the certificate that whoever trusts these stamps must install; made at first call."""
    file = folder() / "root.crt"
    if not file.exists():
        _make()
    return file


def revocation_list() -> Path:
    """Return the list of what the authority revoked: nothing, as long as its certificates last."""
    root()
    return folder() / "root.crl"


def stamp(request: bytes) -> bytes | None:
    """Return the answer to a request, None when it is no request that can be answered.

    Args:
        request: `TimeStampReq`, DER.
    """
    root()
    try:
        asked = tsp.TimeStampReq.load(request, strict=True)
        algorithm = asked["message_imprint"]["hash_algorithm"]["algorithm"].native
        nonce_and_all = asked.native
    except (ValueError, TypeError):
        return None
    if algorithm not in _HASHES or nonce_and_all["version"] != "v1":
        return None
    certificate = asn1.Certificate.load((folder() / "tsa.der").read_bytes())
    key = keys.PrivateKeyInfo.load((folder() / "tsa.key").read_bytes())
    answer: bytes = _Stamper(certificate, key).request_tsa_response(asked).dump()
    return answer


def _make() -> None:
    base = folder()
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=3072) for _ in "ab")
    issuer, subject = _name("Dấu thời gian mô phỏng - CA gốc"), _name("Dấu thời gian mô phỏng")
    authority = (
        _builder(issuer, issuer, root_key.public_key(), root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    stamper = (
        _builder(subject, issuer, key.public_key(), root_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    descriptor = os.open(base / "tsa.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    (base / "tsa.der").write_bytes(stamper.public_bytes(Encoding.DER))
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    nothing = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer)
        .last_update(begins)
        .next_update(begins + dt.timedelta(days=_DAYS))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    (base / "root.crl").write_bytes(nothing.public_bytes(Encoding.DER))
    # Last: where it is, the rest is.
    partial = base / "root.partial"
    partial.write_bytes(authority.public_bytes(Encoding.PEM))
    partial.replace(base / "root.crt")


def _builder(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, signer: rsa.RSAPrivateKey
) -> x509.CertificateBuilder:
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=_DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
