"""Headers of two rows, and cells merged over others, as spreadsheets made by hand have them."""

from openpyxl.worksheet.worksheet import Worksheet
from tests.core.sheets.desk import read, rows
from tests.core.sheets.test_xlsx import made

from xiangyi.core.sheets.rows import Row


def two_rows_of_heads(sheet: Worksheet) -> None:
    sheet.append(("名单",))
    sheet.append(("name", "类型", "坐标"))
    sheet.append(("", "", "经度", "纬度", "开放时间", "电话"))
    sheet.append(("甲", "工会", 112.99, 28.19, "全天", "1"))
    sheet.append(("乙", "", 112.98, 28.18, "全天"))
    for merged in ("A1:F1", "C2:D2"):
        sheet.merge_cells(merged)


TWO_ROWS_READ = [
    ("name", "类型", "经度", "纬度", "开放时间", "电话"),
    ("甲", "工会", "112.99", "28.19", "全天", "1"),
    ("乙", "", "112.98", "28.18", "全天", ""),
]


def test_it_reads_a_header_of_two_rows():
    assert read(made(two_rows_of_heads)) == TWO_ROWS_READ

    def merged_down(sheet: Worksheet) -> None:
        two_rows_of_heads(sheet)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    assert read(made(merged_down)) == TWO_ROWS_READ


def test_it_reads_heads_that_are_merged_down_beside_others():
    def fill(sheet: Worksheet) -> None:
        sheet.append(("基本", "", "经度", "纬度"))
        sheet.append(("name", "类型"))
        sheet.append(("甲", "工会", 1, 2))
        for merged in ("A1:B1", "C1:C2", "D1:D2"):
            sheet.merge_cells(merged)

    assert read(made(fill)) == [("name", "类型", "经度", "纬度"), ("甲", "工会", "1", "2")]


def test_what_is_merged_down_is_said_of_every_row():
    def fill(sheet: Worksheet) -> None:
        sheet.append(("name", "类型", "note"))
        for row in (("甲", "工会", "x"), ("乙",), (), ("丙",), ("丁",), ("戊", "其他"), ("己",)):
            sheet.append(row)
        sheet.merge_cells("B2:B5")
        sheet.merge_cells("C2:C3")

    assert rows(made(fill)) == [
        Row(2, ("甲", "工会", "x")),
        Row(3, ("乙", "工会", "x")),
        Row(5, ("丙", "工会", "")),
        Row(6, ("丁", "", "")),
        Row(7, ("戊", "其他", "")),
        Row(8, ("己", "", "")),
    ]


def test_a_head_merged_over_a_row_is_not_said_of_it():
    def fill(sheet: Worksheet) -> None:
        for row in (("name", "类型"), ("甲",), ("乙",)):
            sheet.append(row)
        sheet.merge_cells("B1:B3")

    assert rows(made(fill)) == [Row(2, ("甲", "")), Row(3, ("乙", ""))]
