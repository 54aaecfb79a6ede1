"""Signs papers by PAdES, with a time stamp where an authority is connected.

Source: ETSI EN 319 142-1 (PAdES baseline B-B and B-T); RFC 3161 (time stamps).
"""

import io
from typing import Any, Final

from asn1crypto import tsp
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper

from motcua.documents.adapters.authority import Credential
from motcua.net.errors import RemoteAnswerNotUnderstood
from motcua.net.remote import Remote

PERSON: Final = "NguoiKy"
SEAL: Final = "CoQuan"
"""Names of the two fields of a paper that a person signs and an agency seals."""
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


def sign(pdf: bytes, *, credential: Credential, field: str, reason: str, place: str) -> bytes:
    """Return the PDF with one more signature, over all of it.

    The first one certifies the paper: after it only signatures may be added, or it does not hold.
    With a time-stamping authority connected the signature is dated by it, or not made at all.

    Args:
        pdf: As typeset, or signed before.
        credential: Of who signs.
        field: That holds the signature.
        reason: What is signed, shown by readers.
        place: Where.

    Raises:
        RemoteFailed: The time stamp could not be had; nothing was signed.
    """
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # as above
        str(credential.key), str(credential.certificate), ca_chain_files=(str(credential.root),)
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=place,
        certify=not PdfFileReader(io.BytesIO(pdf)).embedded_signatures,
    )
    url = settings.MOTCUA_CONNECTIONS["timestamp"].url
    stamper: Any = RemoteTimeStamper(url) if url else None
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer=signer, timestamper=stamper).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out
    )
    return out.getvalue()
