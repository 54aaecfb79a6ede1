"""Signs papers by PAdES at the level that the settings want, or not at all.

Source: ETSI EN 319 142-1 (PAdES baseline B-B, B-T, B-LT); RFC 3161 (time stamps).
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from asn1crypto import keys, pem, tsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.documents.adapters import authority, keystores
from motcua.documents.adapters.authority import Credential
from motcua.documents.adapters.validation import certificate_of
from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteUnavailable
from motcua.net.remote import Remote

PERSON: Final = "NguoiKy"
SEAL: Final = "CoQuan"
"""Names of the two fields of a paper that a person signs and an agency seals."""
BASIC: Final = "B-B"
LASTING: Final = "B-LT"
_QUERY: Final = "application/timestamp-query"


class RemoteTimeStamper(TimeStamper):
    """Asks the time-stamping authority of the settings."""

    def __init__(self, url: str) -> None:
        """Know where the authority is."""
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko types only a part
        self._remote = Remote(name="timestamp", base_url=url)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the authority's answer.

        Raises:
            RemoteUnavailable, RemoteRefused: As `net` says.
            RemoteAnswerNotUnderstood: The answer is no time stamp.
        """
        answer = self._remote.post(
            "", content=req.dump(), headers={"Content-Type": _QUERY}, retry=True
        )
        try:
            return tsp.TimeStampResp.load(answer.content, strict=True)
        except ValueError:
            raise RemoteAnswerNotUnderstood(remote="timestamp") from None


class _OwnKey(signers.SimpleSigner):
    """Signs with a key that this site made: its primes are not proven again at each signature.

    The library reads the key anew each time, and reading it proves it: 0.3 s, thrice a paper.
    """

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the bare signature of some bytes."""
        kept = self.signing_key.dump()
        key = load_der_private_key(kept, password=None, unsafe_skip_rsa_key_validation=True)
        method = getattr(hashes, digest_algorithm.upper())()
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, padding.PKCS1v15(), method)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(data, ec.ECDSA(method))
        message = f"no key to sign with: {type(key).__name__}"
        raise TypeError(message)


@contextmanager
def _signer(credential: Credential) -> Iterator[signers.Signer]:
    if credential.installed is None:
        yield _own(credential)
        return
    with keystores.signer(credential.installed, roots=authority.trusted_roots()) as given:
        yield given


def _own(credential: Credential) -> _OwnKey:
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # as above
    chain.register(certificate_of(credential.root.read_bytes()))
    _, _, key = pem.unarmor(credential.key.read_bytes())
    return _OwnKey(
        signing_cert=certificate_of(credential.certificate.read_bytes()),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=chain,
    )


def sign(pdf: bytes, *, credential: Credential, field: str, reason: str, place: str) -> bytes:
    """Return the PDF with one more signature, over all of it.

    The first one certifies the paper: after it only signatures may be added, or it does not hold.
    At B-T an authority dates the signature; at B-LT what shows that no certificate was revoked lies
    in the file too, so that it can be checked when the authorities are gone.

    Args:
        pdf: As typeset, or signed before.
        credential: Of who signs.
        field: That holds the signature.
        reason: What is signed, shown by readers.
        place: Where.

    Raises:
        KeyNotUsable: An installed key cannot be used; nothing was signed.
        RemoteFailed: A time stamp or a revocation list could not be had; nothing was signed.
    """
    level = settings.MOTCUA_SIGNATURE_LEVEL
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=place,
        certify=not PdfFileReader(io.BytesIO(pdf)).embedded_signatures,
        embed_validation_info=level == LASTING,
        validation_context=_proofs() if level == LASTING else None,
    )
    out = io.BytesIO()
    try:
        with _signer(credential) as signer:
            signers.PdfSigner(metadata, signer=signer, timestamper=_stamper(level)).sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out
            )
    except (SigningError, ValidationError, PathError):
        # Of our own certificate, or of the time-stamper's: nothing shows that it still holds.
        raise RemoteUnavailable(remote="revocation", arrived=False) from None
    return out.getvalue()


def _stamper(level: str) -> Any:
    url = settings.MOTCUA_CONNECTIONS["timestamp"].url
    if level == BASIC:
        return None
    if not url:
        raise RemoteUnavailable(remote="timestamp", arrived=False)
    return RemoteTimeStamper(url)


def _proofs() -> ValidationContext:
    """Return trusted roots and the lists of what they revoked; without a list nothing is signed."""
    return ValidationContext(
        trust_roots=[certificate_of(root) for root in authority.trusted_roots()],
        crls=authority.revocation_lists(),
        allow_fetching=False,
        revocation_mode="require",
    )
