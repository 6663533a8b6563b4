"""Cells merged down over several rows, which a reader that goes row by row does not tell of."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from openpyxl.utils import column_index_from_string

from xiangyi.core.sheets.rows import MOST_COLUMNS, MOST_ROWS, is_blank

_MERGED = re.compile(
    rb'mergeCell [^<>]{0,80}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"'
)
_AT_ONCE = 1 << 18
_LONGEST = 200


class Merged:
    """Fills what was merged down into the rows that it was merged over, as a person sees them."""

    def __init__(self, sheet: Any) -> None:
        #: For each row in which some begin: their columns from 0, and their last rows.
        self._begins: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for column, first, last in islice(_merged_down(sheet), MOST_ROWS):
            self._begins[first].append((column, last))
        self._open: dict[int, tuple[int, str]] = {}

    def start_over(self) -> None:
        """Forget what began above."""
        self._open.clear()

    def fill(self, line: int, cells: list[str]) -> list[str]:
        """The row with what comes from above; rows must come in order, and empty ones stay so."""
        if not self._begins or is_blank(cells):
            return cells
        for column, (last, above) in list(self._open.items()):
            if last < line:
                del self._open[column]
            elif column < len(cells) and not cells[column]:
                cells[column] = above
        for column, last in self._begins.get(line, ()):
            if column < len(cells):
                self._open[column] = last, cells[column]
        return cells


def _merged_down(sheet: Any) -> Iterator[tuple[int, int, int]]:
    """Column from 0, first row and last row; they stand in the sheet's XML behind all cells."""
    kept = b""
    with sheet._get_source() as source:  # noqa: SLF001  # read-only sheets offer nothing else
        while piece := source.read(_AT_ONCE):
            text, end = kept + piece, 0
            for found in _MERGED.finditer(text):
                end = found.end()
                column, first, last = found.groups()
                at = column_index_from_string(column.decode()) - 1
                if int(first) < int(last) and at < MOST_COLUMNS:
                    yield at, int(first), int(last)
            kept = text[max(end, len(text) - _LONGEST) :]
