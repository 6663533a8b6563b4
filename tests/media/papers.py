"""PDFs as offices write them, and as strangers do."""

import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def paper(pages: int = 1) -> bytes:
    """Blank A4 pages, with a link on the first and a page that is shown first."""
    writer = _blank(pages)
    writer.add_annotation(0, Link(rect=(50, 550, 200, 650), url="https://example.org/"))
    return _written(writer)


def with_script() -> bytes:
    writer = _blank()
    opening = _action("/JavaScript")
    opening[NameObject("/JS")] = TextStringObject("app.alert('hello');")
    writer.root_object[NameObject("/OpenAction")] = opening
    return _written(writer)


def with_hidden_script() -> bytes:
    """The same, in a stream that is packed, with its names spelt otherwise."""
    return objects_in_stream(
        b"<</S/J#61vaScript/J#53(app.alert\\(1\\))>>",
    )


def that_calls_home() -> bytes:
    """An address that is opened as soon as the paper is."""
    writer = _blank()
    writer.root_object[NameObject("/OpenAction")] = _action("/URI")
    return _written(writer)


def that_leads_on() -> bytes:
    """A page that is shown first, and an address behind it."""
    writer = _blank()
    opening = _action("/GoTo")
    opening[NameObject("/Next")] = _action("/URI")
    writer.root_object[NameObject("/OpenAction")] = opening
    return _written(writer)


def that_starts_something() -> bytes:
    writer = _blank()
    link = _action("/Link")
    link[NameObject("/A")] = writer._add_object(_action("/Launch"))  # noqa: SLF001  # pypdf's way
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    return _written(writer)


def with_file() -> bytes:
    writer = _blank()
    writer.add_attachment("a.exe", b"MZ")
    return _written(writer)


def locked() -> bytes:
    writer = _blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def without_pages() -> bytes:
    return _written(_blank(0))


def that_goes_round() -> bytes:
    """Pages that are their own parents' parents."""
    writer = _blank(0)
    pages = writer.root_object["/Pages"]
    pages[NameObject("/Kids")] = ArrayObject([pages.indirect_reference])
    pages[NameObject("/Count")] = NumberObject(1)
    return _written(writer)


def nested(depth: int = 100_000) -> bytes:
    """Lists in lists."""
    return _by_hand(b"[" * depth + b"]" * depth)


def crowded(objects: int) -> bytes:
    """More objects than anybody needs, in little room."""
    return objects_in_stream(*[b"null"] * objects)


def bomb(size: int = 160_000_000) -> bytes:
    """A table of objects that unpacks to as much."""
    packer = zlib.compressobj(9)
    part = bytes(8_000_000)
    data = b"".join(packer.compress(part) for _ in range(size // len(part))) + packer.flush()
    return _stream_of(data, 1)


def objects_in_stream(*bodies: bytes) -> bytes:
    """A PDF some of whose objects lie in a packed stream."""
    head, at = [], 0
    for number, body in enumerate(bodies):
        head.append(b"%d %d" % (10 + number, at))
        at += len(body) + 1
    first = b" ".join(head) + b"\n"
    data = zlib.compress(first + b"\n".join(bodies), 9)
    return _stream_of(data, len(bodies), len(first))


def _stream_of(data: bytes, count: int, first: int = 0) -> bytes:
    """A PDF of one page with a table that says that so many objects lie in a stream."""
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        4: b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (count, first, len(data), data),
    }
    written, table = b"%PDF-1.5\n", []
    for number, body in parts.items():
        table.append((1, len(written), 0))
        written += b"%d 0 obj%s\nendobj\n" % (number, body)
    table += [(1, len(written), 0), *((2, 4, at) for at in range(count))]
    rows = b"".join(
        bytes([kind]) + a.to_bytes(4, "big") + b.to_bytes(3, "big") for kind, a, b in table
    )
    packed = zlib.compress(rows, 9)
    start = len(written)
    index = b"[1 5 10 %d]" % count
    written += (
        b"5 0 obj<</Type/XRef/Size %d/Index%s/W[1 4 3]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
        b"stream\n%s\nendstream\nendobj\n"
    ) % (10 + count, index, len(packed), packed)
    return written + b"startxref\n%d\n%%%%EOF" % start


def _by_hand(body: bytes) -> bytes:
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        body,
    )
    written, at = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        at.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, part)
    start = len(written)
    rows = b"".join(b"%010d 00000 n \n" % one for one in at)
    written += b"xref\n0 5\n0000000000 65535 f \n" + rows
    return written + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def _action(does: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/S"): NameObject(does),
            NameObject("/URI"): TextStringObject("https://example.org/"),
        }
    )


def _blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def _written(writer: PdfWriter) -> bytes:
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
