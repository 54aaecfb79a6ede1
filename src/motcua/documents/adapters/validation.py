"""Judges the signatures of a PDF: what holds, what does not, said separately.

Nothing is fetched from the network. pyHanko raises many kinds of errors on broken files; all of
them mean here that nothing can be confirmed.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

_WHOLE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is found of one signature; each fact by itself, never one green tick.

    Attributes:
        signer: Name in the certificate.
        organisation: Where a person belongs who signed; empty for the seal of an agency.
        signed_at: When, as the signer says; None: she does not.
        is_intact: The signed bytes are those that were signed.
        covers_whole: Nothing of the file stands outside the signature.
        is_unchanged: Nothing was added that changes what is seen; more signatures may be.
        is_trusted: The certificate leads to a root that this site trusts.
        stamped_at: Time by a trusted time stamp, UTC; None: there is none, or it does not hold.
    """

    signer: str
    organisation: str = ""
    signed_at: datetime | None = None
    is_intact: bool
    covers_whole: bool
    is_unchanged: bool
    is_trusted: bool
    stamped_at: datetime | None

    @property
    def holds(self) -> bool:
        """Return whether everything that can be asked of it holds."""
        return self.is_intact and self.covers_whole and self.is_unchanged and self.is_trusted


def judge(pdf: bytes, *, roots: list[bytes]) -> list[Judgement]:
    """Return a judgement for each signature in the file; none for what is no signed PDF.

    Args:
        pdf: Any bytes.
        roots: Certificates that are trusted, in PEM form.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
        harmless = _HARMLESS | ({ModificationLevel.FORM_FILLING} if _only_signs(reader) else set())
    except Exception:  # noqa: BLE001 broken files raise anything; nothing can be said of them
        return []
    return [_judged(signature, roots, harmless) for signature in embedded]


def _only_signs(reader: PdfFileReader) -> bool:
    """Tell whether the only forms to be filled in are signatures: then no other was filled in."""
    form = reader.root.get("/AcroForm")
    fields = form.get_object()["/Fields"] if form is not None else []
    return all(field.get_object().get("/FT") == "/Sig" for field in fields)


def _judged(
    signature: EmbeddedPdfSignature, roots: list[bytes], harmless: Collection[ModificationLevel]
) -> Judgement:
    try:
        context = ValidationContext(
            trust_roots=[_certificate(root) for root in roots], allow_fetching=False
        )
        status = validate_pdf_signature(
            signature, signer_validation_context=context, ts_validation_context=context
        )
    except Exception:  # noqa: BLE001 as above
        return Judgement(
            signer="",
            is_intact=False,
            covers_whole=False,
            is_unchanged=False,
            is_trusted=False,
            stamped_at=None,
        )
    stamp = status.timestamp_validity
    subject = status.signing_cert.subject.native
    holds = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    return Judgement(
        signer=subject.get("common_name", ""),
        organisation=subject.get("organization_name", ""),
        signed_at=status.signer_reported_dt,
        is_intact=bool(status.intact and status.valid),
        covers_whole=status.coverage in _WHOLE,
        is_unchanged=status.modification_level in harmless,
        is_trusted=bool(status.trusted),
        stamped_at=stamp.timestamp if stamp is not None and holds else None,
    )


def _certificate(root: bytes) -> asn1_x509.Certificate:
    _, _, der = pem.unarmor(root)
    return asn1_x509.Certificate.load(der)
