"""Rows and numbers that only dress a list: heads repeated on each page, totals, running numbers."""

import re
from collections.abc import Sequence
from typing import Final

_SIGNED: Final = re.compile(
    r"(?:合计|总计|小计|共计|填表人|填报人|填报单位|制表|审核|联系人|备注|说明|注)\s*(?:[:：].*|\d+.*|)"
)
#: A line below a table fills few cells, however wide the table is.
_FEW: Final = 4
#: Python refuses to read a number of thousands of digits, and nobody counts so far.
_MOST_DIGITS: Final = 9


def is_furniture(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row repeats the header, or signs or sums up the list and is no station."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if filled == [column.strip() for column in columns if column.strip()]:
        return True
    return 0 < len(filled) <= _FEW and _SIGNED.match(filled[0]) is not None


def is_running_number(number: str, place: int) -> bool:
    """Whether it only counts the rows, 1, 2, 3 …: the next list counts otherwise."""
    bare = number.strip()
    return bare.isdecimal() and len(bare) <= _MOST_DIGITS and int(bare) == place
