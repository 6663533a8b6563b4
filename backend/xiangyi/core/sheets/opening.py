"""Telling what kind of file it is that somebody sent, and opening it."""

import re

from xiangyi.core.sheets.csv_text import read_csv
from xiangyi.core.sheets.encodings import decode
from xiangyi.core.sheets.geojson import read_geojson
from xiangyi.core.sheets.rows import MOST_BYTES, IsHeader, Sheet, refuse
from xiangyi.core.sheets.xlsx import read_xlsx

#: A file in it comes first, or there is none.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: How files begin that a desk sends by mistake: old or encrypted Excel, PDF, pictures, archives.
_NO_TABLES = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"%PDF-",
    b"{\\rtf",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
)
#: A page for a browser, or XML, which some systems save under the name of .xls.
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|meta|style|body|table)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\]])")


def open_sheet(
    content: bytes,
    *,
    is_header: IsHeader,
) -> Sheet:
    """Open a CSV, XLSX or GeoJSON file; what it is, its content says.

    Args:
        content: the file, at most 20 MB of it.
        name: what the file is called.
        is_header: whether these tidied cells are the header; asked for the first twenty rows.

    Raises:
        FileUnreadable: the file as a whole cannot be read. Taking the rows may raise it too, so
            whoever writes something takes all of them first.
    """
    if len(content) > MOST_BYTES:
        refuse("too_large")
    if content.startswith(_NO_TABLES):
        refuse("not_a_table")
    if content.startswith(_ZIP):
        return read_xlsx(content, is_header)
    text, encoding = decode(content)
    if not text or text.isspace():
        refuse("empty")
    if _MARKUP.match(text):
        refuse("not_a_table")
    if _JSON.match(text):
        return read_geojson(text, encoding, is_header)
    return read_csv(text, encoding, is_header)
