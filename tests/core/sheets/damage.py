"""Files as no office sends them: good ones cut, spliced and overwritten, and bytes out of nowhere.

Shared by the quick test and by the bench, which runs a hundred thousand.
"""

import time
from functools import cache
from io import BytesIO
from typing import get_args
from zipfile import ZipFile

from hypothesis import strategies as st
from openpyxl import Workbook
from tests.core.sheets.desk import CELLS, COLUMNS, LIST, is_header

from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import FileUnreadable, Reason

SLOW_S = 1.0

TEXTS = [
    LIST.encode(),
    b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode(),
    LIST.encode("gb18030"),
    b"\xff\xfe" + LIST.encode("utf-16-le"),
    ('名单\n"name";"no\nte"\n"a";"b""c"\n').encode(),
    (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲",'
        '"open":true,"a":["x",1.5]},"geometry":{"type":"Point","coordinates":[112.9,28.1]}}]}'
    ).encode(),
]

#: Pieces that parsers have stumbled over.
TOKENS = [
    *(b"\0", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"<", b">", b"&", b"{", b"[", b"]", b"}"),
    *(
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xef\xbf\xbd",
        b"????",
        b"\xe9\x95",
        b"\x81\x30",
        b"PK\x03\x04",
    ),
    *(b"name", "站点名称".encode(), "站点名称".encode("gbk"), b"NaN", b"1e999", b"-0", b"\\ud800"),
    *(b'r="XFD1048576"', b'r="ZZZZ1"', b'r="A0"', b'r="-1"', b'r="99999999999"', b'r="1.5"'),
    *(
        b't="s"',
        b't="d"',
        b't="b"',
        b't="e"',
        b't="inlineStr"',
        b's="99"',
        b's="x"',
        b"<v>1e999</v>",
    ),
    *(b"<v>-1</v>", b"<v>99999999</v>", b"<c/>", b"<row/>", b"</row>", b"<!DOCTYPE x>", b"&#0;"),
    *(
        b'numFmtId="14"',
        b'numFmtId="9"',
        b'numFmtId="999"',
        b'formatCode="[h]:mm"',
        b'state="hidden"',
    ),
]


@cache
def workbook() -> dict[str, bytes]:
    """The files inside an XLSX, by name."""
    book = Workbook()
    sheet = book.active
    sheet.append(("名单",))
    sheet.merge_cells("A1:C1")
    sheet.append(COLUMNS)
    sheet.append(CELLS)
    sheet.append((*CELLS[:2], 430102001000, None, 112.99, 0.45, 0.5, True, 45000))
    sheet["F4"].number_format, sheet["G4"].number_format = "0%", "h:mm"
    sheet["I4"].number_format = "yyyy-mm-dd"
    content = BytesIO()
    book.save(content)
    with ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """Change a few places, each by a cut, a repetition, a token or bytes of any kind."""
    content = good
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 0, 1, 2, 5, 40, 10_000])))
        piece = draw(
            st.sampled_from(TOKENS)
            | st.binary(max_size=4)
            | st.just(content[start:end] * 3)
            | st.just(b"")
        )
        content = content[:start] + piece + content[end:]
    return content


@st.composite
def damaged_workbooks(draw: st.DrawFn) -> bytes:
    """Damage what is inside, so that it gets as far as the parser."""
    files = dict(workbook())
    for name in draw(st.lists(st.sampled_from(sorted(files)), max_size=2)):
        files[name] = draw(damaged(files[name]))
    if draw(st.integers(0, 9)) == 0:
        del files[draw(st.sampled_from(sorted(files)))]
    return packed(files)


def files() -> st.SearchStrategy[bytes]:
    return st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(TOKENS)).map(b"".join),
        st.sampled_from([*TEXTS, packed(workbook())]).flatmap(damaged),
        damaged_workbooks(),
    )


def read_or_refuse(content: bytes) -> tuple[str, float]:
    """Read all of it; returns how it ended and the seconds of computing that it took.

    Raises:
        AssertionError: it is neither rows of one width, in order, nor one of the reasons.
    """
    before = time.thread_time()
    try:
        sheet = open_sheet(content, is_header=is_header)
        line = 0
        for row in sheet.rows:
            assert len(row.cells) == len(sheet.columns)
            assert all(isinstance(cell, str) for cell in row.cells)
            assert row.line > line
            line = row.line
        end = sheet.format
    except FileUnreadable as no:
        end = str(no.facts["reason"])
        assert end in get_args(Reason)
    return end, time.thread_time() - before
