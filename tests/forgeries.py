"""What forgers do to signed PDFs, each deed a function from file to file."""

import io
import re
import zlib

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.stamp import TextStampStyle

from tests.signers import good, signed, stranger


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
