"""Writing lists: what comes out can be read in again, and nothing in it runs on anybody's desk."""

import csv
import json
from collections.abc import Callable
from functools import partial
from io import BytesIO, StringIO

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.core.sheets.desk import is_header

from xiangyi.core.sheets.defusing import defuse, undefuse
from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.writing import csv_lines, geojson_lines, point, xlsx_bytes

#: How a cell begins when it means harm, and what it may look like when it does not.
BEGINNINGS = ["", *"'=+-@\t\r\n＝＋－＠ \u3000", "''", "'=", "-1", "' =", "\ufeff="]
#: A file with these letters in it is taken for a damaged one.
DAMAGED = "\0\ufffd"


def cells(*, without: str) -> st.SearchStrategy[str]:
    letters = st.characters(codec="utf-8", exclude_characters=without + "?")
    text = st.text(letters) | st.text(st.sampled_from("'=+-@ 1.\t\n＝"))
    return st.builds(str.__add__, st.sampled_from(BEGINNINGS), text)


def xml_cells() -> st.SearchStrategy[str]:
    """What XML can hold, with the one line break that it knows."""
    hidden = "".join(map(chr, range(32))).replace("\n", "").replace("\t", "") + "\ufffe\uffff"
    return cells(without=DAMAGED + hidden).map(lambda cell: cell.replace("\r", "\n"))


def tables(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str, str]]]:
    # A row without anything in it would be passed over.
    return st.lists(st.tuples(st.just("x"), cell, cell), min_size=1, max_size=5)


COLUMNS = ("name", "=a", "-")


def read_again(content: bytes) -> list[tuple[str, ...]]:
    sheet = open_sheet(content, is_header=is_header)
    assert sheet.columns == COLUMNS
    return [row.cells for row in sheet.rows]


@settings(deadline=None)
@given(st.one_of(cells(without=""), st.text()))
def test_a_defused_cell_comes_back_as_it_was(cell):
    assert undefuse(defuse(cell)) == cell


@settings(deadline=None)
@given(tables(cells(without=DAMAGED)))
def test_csv_comes_back_as_it_was(rows):
    assert read_again(b"".join(csv_lines(COLUMNS, rows))) == rows


@settings(deadline=None)
@given(tables(xml_cells()))
def test_xlsx_comes_back_as_it_was(rows):
    assert read_again(xlsx_bytes(COLUMNS, rows, title="驿站")) == rows


HARMFUL = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u3000＝1",
    "'=1",
    "''=1",
    "+86 731 82212345",
]


@pytest.mark.parametrize("cell", HARMFUL)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(cell):
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12.5", "-3", "112.99", "'430102001000", "'", "a=1", "", "—"])
def test_what_is_harmless_stays_as_it_is(cell):
    assert defuse(cell) == undefuse(cell) == cell


@settings(deadline=None)
@given(st.lists(cells(without=DAMAGED), min_size=1))
def test_no_cell_of_a_csv_begins_with_a_formula(cells):
    text = b"".join(csv_lines(["name"], [cells])).decode("utf-8-sig")
    for row in csv.reader(StringIO(text, newline="")):
        assert not any(cell[:1] in set("=+@\t\r\n＝＋－＠") for cell in row if cell)


def test_csv_is_what_excel_opens_right():
    lines = list(csv_lines(["站点名称", "note"], [["甲", 'a"b,c']]))
    assert lines == [
        b"\xef\xbb\xbf",
        "站点名称,note\r\n".encode(),
        '甲,"a""b,c"\r\n'.encode(),
    ]


def test_csv_is_written_as_it_is_asked_for():
    def rows():
        yield ["甲"]
        raise AssertionError("nobody asked for a second row")

    lines = csv_lines(["name"], rows())
    assert [next(lines) for _ in range(3)][-1] == "甲\r\n".encode()


@pytest.mark.parametrize("cell", ["430102001000", "#N/A", "TRUE", "8:00", "http://x.example"])
def test_every_cell_of_a_workbook_is_text_and_stays_it(cell):
    content = xlsx_bytes(["name"], [[cell]], title="驿站")
    [_, [found]] = load_workbook(BytesIO(content)).active.iter_rows()
    assert (found.value, found.data_type, found.number_format) == (cell, "s", "@")


def test_minutes_in_a_workbook_are_numbers_that_somebody_can_sum():
    content = xlsx_bytes(["minutes"], [[-90]], title="对账")
    [_, [found]] = load_workbook(BytesIO(content)).active.iter_rows()
    assert (found.value, found.data_type, found.number_format) == (-90, "n", "0")


def test_a_workbook_leaves_out_what_it_cannot_hold():
    assert read_back(partial(xlsx_bytes, title="驿站"), "a\x07b\r\nc\rd\uffff") == "ab\nc\nd"


def read_back(write: Callable[..., bytes], cell: str) -> str:
    [row] = open_sheet(write(["name"], [[cell]]), is_header=is_header).rows
    return row.cells[0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.text())))
def test_geojson_is_valid_and_comes_back_as_it_was(places):
    features = [
        point(lon, lat, {"name": name, "code": "430102001000"}) for lon, lat, name in places
    ]
    content = b"".join(geojson_lines(features, {"licence": "CC BY 4.0", "date": "2026-11-25"}))
    assert FeatureCollection.model_validate_json(content).length == len(places)
    read = json.loads(content)
    assert (read["licence"], read["date"]) == ("CC BY 4.0", "2026-11-25")
    assert [
        (*one["geometry"]["coordinates"], one["properties"]["name"]) for one in read["features"]
    ] == places


def test_geojson_is_read_by_our_own_reader():
    content = b"".join(geojson_lines([point(112.99, 28.19, {"name": "'=甲"})], {}))
    sheet = open_sheet(content, is_header=is_header)
    assert [row.cells for row in sheet.rows] == [("112.99", "28.19", "'=甲")]


def test_geojson_keeps_the_names_that_have_a_meaning():
    with pytest.raises(ValueError, match="geometry"):
        next(geojson_lines([], {"geometry": 1}))
