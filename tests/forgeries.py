"""Signed PDFs, and what forgers do to them: made anew by each run, with keys of their own."""

import datetime as dt
import io
import re
import zlib
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
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
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


def added(pdf, change):
    """Return the file with an update after its last revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def another_sum(writer):
    page = _page(writer)
    text = b"BT /F1 24 Tf 20 100 Td (99.000 dong) Tj ET"
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=text))
    writer.update_container(page)


def same_stream_again(writer):
    """Replace what the content's reference leads to, the page itself untouched."""
    reference = _page(writer).raw_get("/Contents").reference
    text = b"BT /F1 24 Tf 20 100 Td (99.000 dong) Tj ET"
    writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(stream_data=text)


def another_font(writer):
    """Replace the font, so that the same letters look otherwise."""
    font = _page(writer)["/Resources"]["/Font"]["/F1"]
    font["/BaseFont"] = generic.NameObject("/Symbol")
    writer.update_container(font)


def note(writer, subtype="/FreeText"):
    page = _page(writer)
    annotation = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name(subtype),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 300, 200))
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("99.000 dong"),
        }
    )
    annotations = page.get("/Annots", generic.ArrayObject())
    page["/Annots"] = generic.ArrayObject([*annotations, writer.add_object(annotation)])
    writer.update_container(page)


def stamp(writer):
    note(writer, "/Stamp")


def another_page(writer):
    pages = writer.root["/Pages"]
    copied = generic.DictionaryObject(_page(writer))
    pages["/Kids"] = generic.ArrayObject([writer.add_object(copied)])
    writer.update_container(pages)


def another_root(writer):
    """Hide: what the file shows begins elsewhere; the old pages stay behind."""
    pages = generic.DictionaryObject(writer.root["/Pages"])
    copied = generic.DictionaryObject(_page(writer))
    copied["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b""))
    pages["/Kids"] = generic.ArrayObject([writer.add_object(copied)])
    writer.root["/Pages"] = writer.add_object(pages)
    writer.update_root()


def layers_off(writer):
    """Shadow, hide and replace: a layer's state is turned."""
    writer.root["/OCProperties"] = generic.DictionaryObject(
        {
            generic.pdf_name("/OCGs"): generic.ArrayObject(),
            generic.pdf_name("/D"): generic.DictionaryObject(),
        }
    )
    writer.update_root()


def script(writer):
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


UPDATES = [
    another_sum,
    same_stream_again,
    another_font,
    note,
    stamp,
    another_page,
    another_root,
    layers_off,
    script,
]


def ranges(pdf):
    found = re.search(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)\s*\]", pdf)
    return found, [int(number) for number in found.groups()]


def with_ranges(pdf, numbers):
    """Return the file with other numbers in the first ByteRange, nothing moved."""
    found, _ = ranges(pdf)
    written = b"/ByteRange [" + b" ".join(str(number).encode() for number in numbers)
    length = found.end() - found.start() - 1
    assert len(written) <= length
    return pdf[: found.start()] + written.ljust(length) + b"]" + pdf[found.end() :]


def over_part(pdf):
    _, (zero, first, second, length) = ranges(pdf)
    return with_ranges(pdf, [zero, first, second, length - 60])


def from_the_middle(pdf):
    _, (_, first, second, length) = ranges(pdf)
    return with_ranges(pdf, [9, first - 9, second, length])


def with_a_gap(pdf):
    """Put something between the signature and the second range: nobody signed it."""
    _, (zero, first, second, length) = ranges(pdf)
    return with_ranges(pdf, [zero, first, second + 20, length - 20])


def wrapped(pdf):
    """Put another document into the gap, with the same value in a signature that says so.

    The signed bytes stay as they are, and their last line leads to the cross-reference table of the
    other document. The value is written so that its length explains the whole gap.
    """
    _, (_, first, second, _) = ranges(pdf)
    tail = pdf[second:]
    table_at = int(re.findall(rb"startxref\s+(\d+)", tail)[-1])
    assert table_at >= second
    places = {int(m[1]): m.start() for m in re.finditer(rb"(?m)^(\d+) 0 obj", pdf)}
    signature = max(number for number, place in places.items() if place < first)
    root = int(re.findall(rb"/Root (\d+) 0 R", pdf)[-1])
    der = bytes.fromhex(pdf[first + 1 : second - 1].decode()).rstrip(b"\0")
    escaped = b"".join(b"\\%03o" % byte for byte in der)
    page = b"BT /F1 24 Tf 20 100 Td (99.000 dong) Tj ET"
    head, rest = pdf[places[signature] : first], tail[: tail.index(b"endobj")]
    content = int(re.search(rb"/Contents (\d+) 0 R", pdf)[1])

    def hidden(length):
        """Return what is put in; the length of all of it is told."""
        gap = length + second - first
        value = b"(" + escaped + bytes((gap - 2) // 2 - len(der)) + b")"
        start = ranges(rest)[0]
        numbers = b"/ByteRange [0 %d %d %d]" % (first, second + length, len(tail))
        said = rest[: start.start()] + numbers + rest[start.end() :]
        objects = {
            content: b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n"
            % (content, len(page), page),
            signature: head + value + said + b"endobj\n",
        }
        size = max(places) + 1
        trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (size, root)
        after = table_at + len(b"xref\n0 %d\n" % size) + 20 * size + len(trailer)
        at = {n: place + (length if place >= second else 0) for n, place in places.items()}
        for number, written in objects.items():
            at[number], after = after, after + len(written)
        lines = b"".join(
            b"%010d 00000 n \n" % at[n] if n in at else b"0000000000 65535 f \n"
            for n in range(size)
        )
        table = b"xref\n0 %d\n" % size + lines + trailer
        return b" " * (table_at - second) + table + b"".join(objects.values())

    length = len(hidden(0))
    for _ in range(200):
        written = hidden(length)
        if len(written) <= length:
            break
        length = len(written) + len(written) % 2
    return pdf[:second] + written.ljust(length) + tail


def after_the_end(pdf):
    return pdf + b"\n% 99.000 dong\n"


def changed_inside(pdf):
    assert b"16.000" in pdf
    return pdf.replace(b"16.000", b"99.000", 1)


def between_two(change):
    """Return a file signed, changed, and signed again by the same person."""
    return signed(pdf=added(good(), change), field="CoQuan")


def covered_by_a_stamp(before):
    """Sneaky signature: one more signature that everybody may add, and that hides the page."""
    style = TextStampStyle(stamp_text="99.000 dong")
    return signed(stranger(), before, field="Them", style=style, box=(0, 0, 300, 200))


def encrypted(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        out = io.BytesIO()
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def broken_xref(pdf):
    start = pdf.rindex(b"startxref")
    return pdf[:start] + b"startxref\n7\n%%EOF\n"


def bomb(megabytes):
    """Return a signed file whose cross-reference stream unfolds to so much."""
    packing = zlib.compressobj(1)
    packed = b"".join(packing.compress(bytes(1 << 20)) for _ in range(megabytes)) + packing.flush()
    head = b"%PDF-1.7\n/ByteRange\n"
    stream = (
        b"1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length "
        + str(len(packed)).encode()
        + b" >>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    return head + stream + b"startxref\n" + str(len(head)).encode() + b"\n%%EOF\n"
