"""Reading XLSX as Excel and WPS save it; the files come from openpyxl and from bare hands."""

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.sheets.desk import CELLS, COLUMNS, is_header, read, rows, why_not

from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import Row


def made(fill: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    fill(book.active)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def of(*lists: tuple[object, ...]) -> bytes:
    return made(lambda sheet: [sheet.append(cells) for cells in lists])


def shown(value: object, number_format: str = "General") -> str:
    """What one cell comes out as."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(("name", "x"))
        sheet.append(("甲", value))
        sheet["B2"].number_format = number_format

    [row] = rows(made(fill))
    return row.cells[1]


def repacked(content: bytes, changes: Mapping[str, bytes], *, compression: int = 8) -> bytes:
    """The same archive with some of its files replaced."""
    after = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(after, "w", compression) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return after.getvalue()


SMALL = of(("name", "x"), ("甲", 1))


def test_it_reads_codes_as_numbers_or_as_text():
    numbers = (*CELLS[:2], 430102001000, CELLS[3], 112.99, 28.19, *CELLS[6:])
    sheet = open_sheet(of(COLUMNS, CELLS, numbers), is_header=is_header)
    assert (sheet.columns, sheet.format, sheet.encoding) == (COLUMNS, "xlsx", None)
    assert [row.cells for row in sheet.rows] == [CELLS, CELLS]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (430102001000.0, "General", "430102001000"),
        (4.30102001e11, "0.00E+00", "430102001000"),
        (0.1 + 0.2, "General", "0.3"),
        (112.99 + 1e-14, "General", "112.99"),
        (112.9876543, "0.00", "112.9876543"),
        (-0.00001, "General", "-0.00001"),
        (73182212345, "000000000000", "073182212345"),
        (0.45, "0%", "45%"),
        (0.125, "0.00%", "12.5%"),
        (True, "General", "TRUE"),
        (date(2026, 5, 1), "yyyy-mm-dd", "2026-05-01"),
        (datetime(2026, 5, 1, 8, 30), "yyyy/m/d h:mm", "2026-05-01T08:30"),  # noqa: DTZ001
        (45000, 'yyyy"年"m"月"d"日"', "2023-03-15"),
        (time(8, 0), "h:mm", "08:00"),
        (8 / 24, "h:mm", "08:00"),
        (17.5 / 24, 'h"时"mm"分"', "17:30"),
        (1.0, "h:mm", "00:00"),
        (timedelta(hours=24), "[h]:mm:ss", "24:00"),
        (time(8, 0, 5), "h:mm:ss", "08:00:05"),
        ("'430102001000", "@", "'430102001000"),
        (" 甲\n乙　", "@", " 甲\n乙　"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_it_shows_what_a_person_sees(value, number_format, text):
    assert shown(value, number_format) == text


def test_it_takes_a_formulas_last_result_and_nothing_where_none_was_kept():
    content = of(("name", "x", "y"), ("甲", "=1+1", "=A2"))
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>1+1</f><v />" in sheet or b"<f>1+1</f><v/>" in sheet
    kept = sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    kept = kept.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")
    [row] = rows(repacked(content, {"xl/worksheets/sheet1.xml": kept}))
    assert row.cells == ("甲", "2", "")


def test_it_reads_below_merged_titles_through_hidden_and_missing_rows():
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "湖南省户外劳动者站点名单"
        sheet.merge_cells("A1:C2")
        sheet["A4"], sheet["B4"] = "name", CellRichText("经", TextBlock(InlineFont(b=True), "度"))
        sheet["A5"], sheet["B5"] = "甲", 1
        sheet.row_dimensions[5].hidden = True
        sheet["A9"] = "乙"
        sheet["A10"], sheet["D10"] = "丙", "x"
        sheet["F11"].number_format = "0.00"

    content = made(fill)
    assert read(content)[0] == ("name", "经度")
    assert rows(content) == [Row(5, ("甲", "1")), Row(9, ("乙", "")), Row(10, ("丙", ""), 2)]


def test_it_reads_the_first_sheet_in_sight_that_has_a_header():
    book = Workbook()
    book.active.append(("name",))
    book.active.append(("旧",))
    book.active.sheet_state = "hidden"
    book.create_sheet("说明").append(("怎么填", "问谁"))
    for title, name in (("站点", "甲"), ("又", "乙")):
        sheet = book.create_sheet(title)
        sheet.append(("name",))
        sheet.append((name,))
    assert read(saved(book)) == [("name",), ("甲",)]


def test_it_names_the_other_sheets_in_which_something_is_written():
    book = Workbook()
    for title, name in (("芙蓉区", "甲"), ("雨花区", "乙"), ("空", ""), ("藏", "丙")):
        sheet = book.create_sheet(title)
        sheet.append(("name",) if name else ())
        sheet.append((name,))
    book["藏"].sheet_state = "hidden"
    sheet = open_sheet(saved(book), is_header=is_header)
    assert [row.cells for row in sheet.rows] == [("甲",)]
    assert sheet.left_out == ("雨花区",)
    assert open_sheet(SMALL, is_header=is_header).left_out == ()


def test_it_believes_the_cells_and_not_the_size_a_sheet_claims():
    with ZipFile(BytesIO(SMALL)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    claimed = sheet.replace(b'ref="A1:B2"', b'ref="A1"')
    assert claimed != sheet
    assert read(repacked(SMALL, {"xl/worksheets/sheet1.xml": claimed}))[1] == ("甲", "1")


def test_it_passes_over_what_only_excel_needs():
    with ZipFile(BytesIO(SMALL)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    extended = sheet.replace(
        b"</worksheet>", b'<extLst><ext uri="{CCE6A557}"><x/></ext></extLst></worksheet>'
    )
    assert extended != sheet
    assert read(repacked(SMALL, {"xl/worksheets/sheet1.xml": extended}))[1] == ("甲", "1")


def test_it_passes_a_lonely_cell_in_the_far_corner():
    def fill(sheet: Worksheet) -> None:
        sheet.append(("name",))
        sheet.append(("甲",))
        sheet["XFD1048576"] = "x"

    assert rows(made(fill)) == [Row(2, ("甲",))]


REFUSED = {
    "cut in the middle": (SMALL[: len(SMALL) // 2], "broken"),
    "cut at the end": (SMALL[:-10], "broken"),
    "a flipped bit": (SMALL[:60] + bytes([SMALL[60] ^ 1]) + SMALL[61:], "broken"),
    "no workbook": (repacked(SMALL, {"xl/workbook.xml": b"<x/>"}), "broken"),
    "a sheet cut off": (repacked(SMALL, {"xl/worksheets/sheet1.xml": b"<worksheet>"}), "broken"),
    "strange packing": (repacked(SMALL, {}, compression=ZIP_LZMA), "broken"),
    "an empty archive": (b"PK\x05\x06" + bytes(18), "not_a_table"),
    "header only": (of(("name",)), "header_only"),
    "no header": (of(("what",), ("甲",)), "no_header"),
    "nothing in it": (of(), "empty"),
    "question marks": (of(("name",), ("????",), ("?????",)), "replaced_letters"),
    "a header of them": (of(("??", "????"), ("????", 1)), "replaced_letters"),
    "the letter for them": (of(("name",), ("甲",), ("\ufffd\ufffd",)), "replaced_letters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_says_why_a_workbook_cannot_be_read(case):
    content, reason = REFUSED[case]
    assert why_not(content)["reason"] == reason


def test_it_takes_no_other_archive_for_a_table():
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
    assert why_not(content.getvalue()) == {"reason": "not_a_table"}


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_it_does_not_unpack_a_bomb(name):
    bomb = repacked(SMALL, {name: b" " * 60_000_000}, compression=ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert why_not(bomb) == {"reason": "zip_bomb"}


@pytest.mark.parametrize(
    ("name", "tag", "reason"),
    [("worksheets/sheet1.xml", b"<c/>", "too_many_rows"), ("styles.xml", b"<xf/>", "zip_bomb")],
)
def test_it_does_not_build_a_tree_of_millions_of_tags(name, tag, reason):
    noise = random.Random(1)
    tags = b"".join(tag * 10_000 + noise.randbytes(200).hex().encode() for _ in range(210))
    bomb = repacked(SMALL, {f"xl/{name}": b"<x>" + tags})
    assert len(bomb) < 1_000_000
    assert why_not(bomb) == {"reason": reason}


def test_it_expands_no_entity():
    assert openpyxl.DEFUSEDXML
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    with ZipFile(BytesIO(SMALL)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    for said in (laughs + b"]>", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'):
        entity = b"&j;" if said.startswith(laughs) else b"&f;"
        changed = said + sheet.replace("甲".encode(), entity)
        assert entity in changed
        assert why_not(repacked(SMALL, {"xl/worksheets/sheet1.xml": changed})) == {
            "reason": "broken"
        }
