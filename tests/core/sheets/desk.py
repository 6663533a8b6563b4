"""What the tests of sheets share: a list as an office has it, and a reader that tells all."""

from collections.abc import Sequence

from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import FileUnreadable, Row

#: The example of the task, and a name whose first letter is a rare one in GB 2312.
HEADER = "站点名称,站点类型,行政区划代码,地址,经度,纬度,开放时间,设施,联系电话"
COLUMNS = tuple(HEADER.split(","))
CELLS = (
    "文艺路街道党群服务中心",
    "党群服务中心",
    "430102001000",
    "长沙市芙蓉区文艺路",
    "112.99",
    "28.19",
    "周一至周日 08:00-22:00",
    "饮水;充电;厕所",
    "0731-82212345",
)
LIST = "\n".join([HEADER, ",".join(CELLS), ",".join(("浏阳驿站", *CELLS[1:]))])


def is_header(cells: Sequence[str]) -> bool:
    return not {"站点名称", "name"}.isdisjoint(cells)


def rows(content: bytes) -> list[Row]:
    return list(open_sheet(content, is_header=is_header).rows)


def read(content: bytes) -> list[tuple[str, ...]]:
    """The columns, then the cells of each row."""
    sheet = open_sheet(content, is_header=is_header)
    return [sheet.columns, *(row.cells for row in sheet.rows)]


def why_not(content: bytes) -> dict[str, object]:
    """Why it cannot be read, taking every row; empty if it can."""
    try:
        rows(content)
    except FileUnreadable as no:
        return no.facts
    return {}
