"""XLSX: read by openpyxl, a row at a time.

calamine is ten times as fast, but lays out a sheet in memory from its first cell to its last: a
file of 5 kB with one cell in the far corner ends the whole process. It does not tell 45% from 0.45
either.
"""

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from msgspec import Struct
from openpyxl import load_workbook

from xiangyi.core.sheets import archives
from xiangyi.core.sheets.defusing import undefuse
from xiangyi.core.sheets.merged import Merged
from xiangyi.core.sheets.rows import (
    MOST_COLUMNS,
    MOST_LINES,
    MOST_TITLES,
    FileUnreadable,
    IsHeader,
    Row,
    Sheet,
    columns_of,
    headless,
    in_two_rows,
    is_blank,
    refuse,
    row_of,
    started,
    whole,
)
from xiangyi.core.sheets.shown import shown

# It warns of charts, rules and styles that it passes over; nobody asked for those.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")

#: How far beyond the header's last column something written there is still noticed.
_BEYOND = 16


def read_xlsx(content: bytes, is_header: IsHeader) -> Sheet:
    """Read the first visible sheet that has a header; hidden rows are read, hidden sheets not.

    The other visible sheets are named where something is written in them.

    Raises:
        FileUnreadable: whatever is wrong; what lies deep in the sheet shows as rows are taken.
    """
    archives.check(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except OSError:
        # Its table of contents names no workbook: a .xlsb, or something else out of an office.
        refuse("not_a_table")
    except Exception:  # noqa: BLE001  # whatever openpyxl stumbles over, it is the file
        refuse("broken")
    if not book.worksheets:
        refuse("broken")
    beginnings: list[Sequence[str]] = []
    for sheet in sheets:
        # The size that a sheet claims is often wrong, and then rows would be missing.
        sheet.reset_dimensions()
        merged = _merged(sheet)
        for line, cells in _records(sheet, MOST_COLUMNS, 1, MOST_TITLES):
            columns = _columns(merged.fill(line, cells))
            if is_header(columns):
                header = _whole_header(sheet, _Header(line, columns), merged, is_header)
                rows = started(whole(_rows(sheet, header, merged)))
                others = [one for one in sheets if one is not sheet]
                left_out = tuple(one.title for one in others if _is_written(one))
                return Sheet(header.columns, rows, "xlsx", None, left_out)
            beginnings.append(cells)
    raise headless(beginnings)


class _Header(Struct, frozen=True):
    line: int
    columns: tuple[str, ...]


def _columns(cells: Sequence[str]) -> tuple[str, ...]:
    return columns_of([undefuse(cell) for cell in cells])


def _merged(sheet: Any) -> Merged:
    try:
        return Merged(sheet)
    except Exception:  # noqa: BLE001  # as above
        refuse("broken")


def _whole_header(sheet: Any, top: _Header, merged: Merged, is_header: IsHeader) -> _Header:
    """The header with the row below it, where the two are one."""
    below = next(_records(sheet, MOST_COLUMNS, top.line + 1, top.line + 1), None)
    if below is not None:
        line, cells = below
        columns = in_two_rows(top.columns, _columns(merged.fill(line, cells)))
        if columns and is_header(columns):
            return _Header(line, columns)
    return top


def _is_written(sheet: Any) -> bool:
    """Whether anything is; one that cannot be read may well hold something."""
    sheet.reset_dimensions()
    try:
        return any(not is_blank(cells) for _, cells in _records(sheet, MOST_COLUMNS, 1, MOST_LINES))
    except FileUnreadable:
        return True


def _rows(sheet: Any, header: _Header, merged: Merged) -> Iterator[Row]:
    width = len(header.columns)
    # Nothing of a title or a head is said of the rows.
    merged.start_over()
    for line, cells in _records(sheet, width + _BEYOND, header.line + 1, MOST_LINES):
        if not is_blank(cells):
            yield row_of(line, merged.fill(line, cells), width)


def _records(sheet: Any, width: int, first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    missing = None
    try:
        rows = sheet.iter_rows(min_row=first, max_row=last, max_col=width)
        for line, cells in enumerate(rows, first):
            # Rows that are not there are one and the same, up to a million times.
            if cells is not missing:
                yield line, [shown(cell.value, _format_of(cell)) for cell in cells]
            missing = cells
    except Exception:  # noqa: BLE001  # as above
        refuse("broken")


def _format_of(cell: Any) -> str:
    """Ask for the format only where it matters: most cells are text."""
    return "" if cell.value is None or isinstance(cell.value, str) else cell.number_format
