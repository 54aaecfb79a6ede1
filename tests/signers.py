"""Who signs PDFs, rightly or not: keys, certificates and files made anew by each run."""

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
LIST = "http://127.0.0.1:1/revoked.crl"


@dataclass(frozen=True)
class Identity:
    """A certificate with its key and the chain above it."""

    certificate: x509.Certificate
    key: object
    root: x509.Certificate

    @property
    def pem(self):
        return self.root.public_bytes(Encoding.PEM)


@cache
def small_key(number=0):
    return ec.generate_private_key(ec.SECP256R1())


@cache
def weak_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 must be refused


def name(common):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certified(
    subject,
    key,
    issuer,
    issuer_key,
    *,
    begins=-DAY,
    ends=DAY,
    is_ca=False,
    usage=None,
    purpose=None,
):
    every = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    granted = usage or (
        ("key_cert_sign", "crl_sign") if is_ca else ("digital_signature", "content_commitment")
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + begins)
        .not_valid_after(NOW + ends)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**every | dict.fromkeys(granted, True)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if not is_ca:
        # Says that there is a list of what was revoked; else nobody looks for it.
        where = x509.DistributionPoint([x509.UniformResourceIdentifier(LIST)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([where]), critical=False)
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


@cache
def root():
    key = small_key(1)
    return certified("Gốc", key, "Gốc", key, begins=-3000 * DAY, ends=3000 * DAY, is_ca=True), key


def identity(common="Người ký", key=None, **how):
    top, top_key = root()
    key = key or small_key(2)
    return Identity(certified(common, key, "Gốc", top_key, **how), key, top)


def stranger():
    """Who calls herself as the signer and her root do, and made both certificates herself."""
    key = small_key(3)
    top = certified("Gốc", key, "Gốc", key, is_ca=True)
    return Identity(certified("Người ký", small_key(4), "Gốc", key), small_key(4), top)


@cache
def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def time_stamper():
    return identity(
        "Máy đóng dấu",
        key=rsa_key(),
        usage=("digital_signature",),
        purpose=ExtendedKeyUsageOID.TIME_STAMPING,
    )


def clock():
    """Return what dates signatures, by a certificate under the same root."""
    who = time_stamper()
    der = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(_asn1(who.certificate), asn1_keys.PrivateKeyInfo.load(der))


def revoking(who, ago=dt.timedelta(hours=1)):
    """Return the list of the root that says since when a certificate is revoked."""
    top, top_key = root()
    hour = dt.timedelta(hours=1)
    one = (
        x509.RevokedCertificateBuilder()
        .serial_number(who.certificate.serial_number)
        .revocation_date(NOW - ago)
        .build()
    )
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(top.subject)
        .last_update(NOW - hour)
        .next_update(NOW + DAY)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(top_key.public_key()),
            critical=False,
        )
        .add_revoked_certificate(one)
    )
    return built.sign(top_key, hashes.SHA256()).public_bytes(Encoding.DER)


def code_signer():
    return identity(usage=("key_encipherment",))


def _asn1(certificate):
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def signer_of(who):
    store = SimpleCertificateStore()
    store.register(_asn1(who.root))
    der = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=_asn1(who.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=store,
    )


@cache
def plain():
    """One page that says how much, with a comment field to be filled in."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 24 Tf 20 100 Td (16.000 dong) Tj ET")
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def signed(
    who=None,
    pdf=None,
    *,
    field="NguoiKy",
    md="sha256",
    certify=None,
    perm=None,
    style=None,
    box=None,
    stamper=None,
):
    pdf = plain() if pdf is None else pdf
    is_first = b"/ByteRange" not in pdf
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if box:
        fields.append_signature_field(writer, SigFieldSpec(field, box=box))
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=md,
        subfilter=SigSeedSubFilter.PADES,
        certify=is_first if certify is None else certify,
        docmdp_permissions=perm or MDPPerm.FILL_FORMS,
    )
    out = io.BytesIO()
    signers.PdfSigner(
        metadata, signer=signer_of(who or identity()), stamp_style=style, timestamper=stamper
    ).sign_pdf(writer, output=out)
    return out.getvalue()


@cache
def good():
    return signed()
