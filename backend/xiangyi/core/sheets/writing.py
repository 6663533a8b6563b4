"""Turning rows into files: CSV and XLSX for spreadsheets, GeoJSON for maps.

What goes into a spreadsheet is defused on the way, see defusing.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from xiangyi.core.sheets.defusing import defuse

#: Excel takes CSV for GBK or worse unless this stands before it.
MARK = b"\xef\xbb\xbf"
#: What XML cannot hold. No cell shows any of it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: In Latin letters; a Chinese one takes two.
_NARROWEST = 12
_AS_HEADED: Mapping[str, int] = {}
GEOJSON_FOOT = b"\n]}\n"
_LINE_END = re.compile(r"\r\n?")
#: RFC 7946, 7.1: no foreign member of a collection may have such a name.
_RESERVED = {"type", "features", "geometry", "geometries", "coordinates", "properties"}


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write UTF-8 with a byte order mark, commas and CRLF; one piece for each row.

    Commas separate where Chinese is spoken. A spreadsheet set to semicolons cuts cells elsewhere,
    and what then begins one has not been defused; XLSX has no such doubt.
    """
    yield MARK
    yield from csv_rows(chain([columns], rows))


def csv_rows(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write more rows of a file that csv_lines began."""
    line = StringIO(newline="")
    writer = csv.writer(line)
    for cells in rows:
        writer.writerow(map(defuse, cells))
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def xlsx_bytes(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | float]],
    *,
    title: str,
    widths: Mapping[str, int] = _AS_HEADED,
    above: str = "",
) -> bytes:
    """Write a workbook of one sheet.

    `widths` are in Latin letters, by the head of the column; the others have room for their heads.
    `above` stands in a line of its own above the heads.
    A word is text and stays text when somebody types over it, so that no code turns into
    4.30102E+11; a number is one, and shows six places, as degrees do, or none where it is whole. A
    cell knows one kind of line break there, and no control characters.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A3" if above else "A2"
    for place, head in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = widths.get(head, max(_NARROWEST, 2 * len(head) + 2))
    text = WriteOnlyCell(sheet)
    text.number_format = "@"
    number = WriteOnlyCell(sheet)
    for cells in chain([[above]] if above else [], [columns], rows):
        sheet.append(_filled(text, number, cells))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _filled(text: Any, number: Any, cells: Iterable[str | float]) -> Iterator[Any]:
    """Lend two cells to every place in turn: each is written before the next is asked for."""
    for cell in cells:
        if isinstance(cell, (int, float)):
            number.value = cell
            number.number_format = "0.000000" if isinstance(cell, float) else "0"
            yield number
            continue
        text.value = _NOT_XML.sub("", _LINE_END.sub("\n", defuse(cell)))
        # Left to itself, openpyxl takes a text that looks like a fault, #N/A, for one.
        text.data_type = "s"
        yield text


def geojson_lines(
    features: Iterable[Mapping[str, object]], metadata: Mapping[str, object]
) -> Iterator[bytes]:
    """Write a FeatureCollection (RFC 7946), a line for each feature; nothing is held back.

    Args:
        features: each as point() makes them.
        metadata: further members of the collection, such as its licence and date.

    Raises:
        ValueError: metadata has a name that means something else in GeoJSON.
    """
    yield geojson_head(metadata)
    end = b"\n"
    for feature in features:
        yield end + msgspec.json.encode(feature)
        end = b",\n"
    yield GEOJSON_FOOT


def geojson_head(metadata: Mapping[str, object]) -> bytes:
    """Begin a FeatureCollection: features follow, a comma between two, then GEOJSON_FOOT."""
    if reserved := _RESERVED & metadata.keys():
        raise ValueError(f"no name for metadata in GeoJSON: {sorted(reserved)}")
    head = msgspec.json.encode({"type": "FeatureCollection", **metadata})
    return head.removesuffix(b"}") + b',"features":['


def point(lon: float, lat: float, properties: Mapping[str, object]) -> dict[str, object]:
    """Make a feature out of degrees of WGS 84 and what is known of the place."""
    geometry = {"type": "Point", "coordinates": (lon, lat)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
