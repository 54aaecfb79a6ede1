"""Judges the signatures of a PDF: what holds, what does not, said separately.

Nothing is fetched from the network. pyHanko raises many kinds of errors on broken files; all of
them mean here that nothing can be confirmed.

The library trusts some files more than they deserve, so that three things are asked beyond it: the
bytes left out of a signature are its own value and nothing else; nothing follows the last revision;
and whoever signs later must not draw anything over what was signed before ("sneaky signatures").

Source: ETSI EN 319 142-1; ISO 32000-2 §12.8; RFC 5280 (certificates and their revocation).
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}
_RANGE_NUMBERS: Final = 4
_END: Final = b"%%EOF"


class Verdict(StrEnum):
    """What a signature is worth, in one word: the worst that is true of it."""

    HOLDS = "holds"
    UNREADABLE = "unreadable"
    """The file is broken, locked, or made so that nothing can be confirmed."""
    ALTERED = "altered"
    """What is seen is not, or not only, what was signed."""
    EXPIRED = "expired"
    """The certificate had ended, and no time stamp says that it was signed before."""
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    UNTRUSTED = "untrusted"
    """Issuer unknown, not for signing, or by methods that are broken (SHA-1, short keys)."""


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
        verdict: All of it in one word.
    """

    signer: str
    organisation: str = ""
    signed_at: datetime | None = None
    is_intact: bool
    covers_whole: bool
    is_unchanged: bool
    is_trusted: bool
    stamped_at: datetime | None
    verdict: Verdict

    @property
    def holds(self) -> bool:
        """Return whether everything that can be asked of it holds."""
        return self.verdict is Verdict.HOLDS


UNREADABLE: Final = Judgement(
    signer="",
    is_intact=False,
    covers_whole=False,
    is_unchanged=False,
    is_trusted=False,
    stamped_at=None,
    verdict=Verdict.UNREADABLE,
)
"""What is said of a signature of which nothing can be confirmed."""


def judge(pdf: bytes, *, roots: list[bytes], revoked: list[bytes] | None = None) -> list[Judgement]:
    """Return a judgement for each signature in the file; none for what is no signed PDF.

    Args:
        pdf: Any bytes.
        roots: Certificates that are trusted, in PEM form.
        revoked: Revocation lists of trusted issuers, DER; those in the file are used besides.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        embedded = list(reader.embedded_regular_signatures)
        harmless = _HARMLESS | ({ModificationLevel.FORM_FILLING} if _only_signs(reader) else set())
    except Exception:  # noqa: BLE001 broken files raise anything; nothing can be said of them
        return [UNREADABLE] if b"/ByteRange" in pdf else []
    trust = _Trust([certificate_of(root) for root in roots], revoked or [])
    return [_judged(pdf, signature, trust, harmless) for signature in embedded]


def _only_signs(reader: PdfFileReader) -> bool:
    """Tell whether the only forms to be filled in are signatures: then no other was filled in."""
    form = reader.root.get("/AcroForm")
    fields = form.get_object()["/Fields"] if form is not None else []
    return all(field.get_object().get("/FT") == "/Sig" for field in fields)


@dataclass(frozen=True, slots=True)
class _Trust:
    """What certificates are judged by."""

    roots: list[asn1_x509.Certificate]
    revoked: list[bytes]

    def context(self, reader: PdfFileReader, moment: datetime | None = None) -> ValidationContext:
        """Return what the library asks for; at a moment, what the file brings along counts too."""
        more: dict[str, Any] = {"crls": list(self.revoked)}
        if moment is not None:
            more["moment"] = moment
            store = DocumentSecurityStore.read_dss(reader) if "/DSS" in reader.root else None
            if store is not None:
                more["crls"] += [item.get_object().data for item in store.crls]
                more["ocsps"] = [item.get_object().data for item in store.ocsps]
        return ValidationContext(trust_roots=self.roots, allow_fetching=False, **more)


def _judged(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    trust: _Trust,
    harmless: Collection[ModificationLevel],
) -> Judgement:
    try:
        return _facts(pdf, signature, trust, harmless)
    except Exception:  # noqa: BLE001 as above
        return UNREADABLE


def _facts(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    trust: _Trust,
    harmless: Collection[ModificationLevel],
) -> Judgement:
    now = trust.context(signature.reader)
    status = validate_pdf_signature(
        signature, signer_validation_context=now, ts_validation_context=now
    )
    stamp = status.timestamp_validity
    stamped_at = None
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        stamped_at = stamp.timestamp
    if stamped_at is not None and not status.trusted:
        # A certificate that has ended since was good on the day that the stamp proves.
        then = trust.context(signature.reader, stamped_at)
        status = validate_pdf_signature(
            signature, signer_validation_context=then, ts_validation_context=now
        )
    certificate = status.signing_cert
    facts: dict[str, bool] = {
        "is_intact": bool(status.intact and status.valid),
        "covers_whole": _covers_whole(pdf, signature, status.coverage),
        "is_unchanged": status.modification_level in harmless
        and status.docmdp_ok is not False
        and not _is_drawn_over(signature),
        "is_trusted": bool(status.trusted) and not certificate.ca,
    }
    subject = certificate.subject.native
    return Judgement(
        signer=subject.get("common_name", ""),
        organisation=subject.get("organization_name", ""),
        signed_at=status.signer_reported_dt,
        stamped_at=stamped_at,
        verdict=_verdict(facts, status, stamped_at or datetime.now(UTC)),
        **facts,
    )


def _verdict(facts: dict[str, bool], status: PdfSignatureStatus, moment: datetime) -> Verdict:
    if not (facts["is_intact"] and facts["covers_whole"] and facts["is_unchanged"]):
        return Verdict.ALTERED
    if facts["is_trusted"]:
        return Verdict.HOLDS
    if status.revoked:
        return Verdict.REVOKED
    certificate = status.signing_cert
    if status.validation_path is None and not _is_about_time(status):
        return Verdict.UNTRUSTED
    if moment > certificate.not_valid_after:
        return Verdict.EXPIRED
    return Verdict.NOT_YET_VALID if moment < certificate.not_valid_before else Verdict.UNTRUSTED


def _is_about_time(status: PdfSignatureStatus) -> bool:
    """Tell whether the certificate leads to a root and only the time is wrong."""
    return status.trust_problem_indic in {
        AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
        AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
        AdESIndeterminate.NOT_YET_VALID,
    }


def _covers_whole(
    pdf: bytes, signature: EmbeddedPdfSignature, found: SignatureCoverageLevel | None
) -> bool:
    """Tell whether all of its revision is signed, and revisions are all there is of the file."""
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != _RANGE_NUMBERS or numbers[0] != 0 or not pdf.rstrip().endswith(_END):
        return False
    _, first, second, length = numbers
    value = pdf[first:second]
    if value[:1] + value[-1:] != b"<>" or bytes.fromhex(value[1:-1].decode()) != _value(signature):
        return False
    is_last = signature.signed_revision == signature.reader.xrefs.total_revisions - 1
    if is_last:
        return second + length == len(pdf)
    return found is SignatureCoverageLevel.ENTIRE_REVISION


def _value(signature: EmbeddedPdfSignature) -> bytes:
    return bytes(signature.pkcs7_content)


def _is_drawn_over(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether a later signature shows anything on the page."""
    later = (
        other.sig_field
        for other in signature.reader.embedded_signatures
        if other.signed_revision > signature.signed_revision
    )
    return any(_is_shown(field) for field in later)


def _is_shown(field: DictionaryObject) -> bool:
    pieces = [piece.get_object() for piece in field.get("/Kids", ())] or [field]
    return any(_has_area(piece.get("/Rect")) for piece in pieces)


def _has_area(box: Any) -> bool:
    return box is not None and box[0] != box[2] and box[1] != box[3]


def certificate_of(root: bytes) -> asn1_x509.Certificate:
    """Return a certificate in PEM form as the library wants it."""
    _, _, der = pem.unarmor(root)
    return asn1_x509.Certificate.load(der)
