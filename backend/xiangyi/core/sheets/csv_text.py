"""CSV: text with commas, semicolons or tabs between its cells."""

import csv
import re
from collections.abc import Iterator
from itertools import count, islice

from msgspec import Struct

from xiangyi.core.sheets.defusing import undefuse
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
    whole,
)

_DELIMITERS = ",;\t"
#: Lines with their ends, as csv wants them. StringIO would copy the text at four bytes a letter.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
#: A record of more characters is an unclosed quote, or no record.
_LONGEST = 1_000_000


def read_csv(text: str, encoding: str, is_header: IsHeader) -> Sheet:
    """Find the header and look through everything once; the rows are read again as they are taken.

    Raises:
        FileUnreadable: whatever is wrong, before a row is handed out.
    """
    header = _find_header(text, is_header)
    for _ in whole(_rows(text, header)):
        pass
    return Sheet(header.columns, _rows(text, header), "csv", encoding)


class _Header(Struct, frozen=True):
    line: int
    columns: tuple[str, ...]
    delimiter: str


def _find_header(text: str, is_header: IsHeader) -> _Header:
    """Read the beginning with each delimiter; the one under which a header appears is right.

    Counting characters would be misled by the commas of a title or the semicolons of a cell.
    """
    found: list[_Header] = []
    faults: list[FileUnreadable] = []
    for delimiter in _DELIMITERS:
        try:
            beginning = _records(text, delimiter)
            for line, cells in islice(beginning, MOST_TITLES):
                columns = columns_of([undefuse(cell) for cell in cells])
                if is_header(columns):
                    both = in_two_rows(columns, _columns_below(beginning))
                    two = both is not None and is_header(both)
                    found.append(_Header(line + two, both if both and two else columns, delimiter))
                    break
        except FileUnreadable as fault:
            faults.append(fault)
    if found:
        return max(found, key=lambda one: (-one.line, len(one.columns)))
    if faults:
        raise faults[0]
    raise headless([cells for _, cells in islice(_records(text, ","), MOST_TITLES)])


def _columns_below(records: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    """What the next record would head; one with a fault is found out when the rows are read."""
    try:
        _, cells = next(records, (0, []))
    except FileUnreadable:
        return ()
    return columns_of([undefuse(cell) for cell in cells])


def _rows(text: str, header: _Header) -> Iterator[Row]:
    for line, cells in _records(text, header.delimiter):
        if line > header.line and not is_blank(cells):
            yield row_of(line, cells, len(header.columns))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Count records as a spreadsheet counts rows: the empty ones too, line breaks in cells not."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    for line in count(1):
        try:
            cells = next(reader, None)
        except csv.Error:
            # A cell that never ends is one that was never closed, if it was ever opened.
            refuse("unclosed_quote" if '"' in text else "broken", line)
        if cells is None:
            return
        if line > MOST_LINES:
            refuse("too_many_rows", line)
        if len(cells) > MOST_COLUMNS and not is_blank(cells[MOST_COLUMNS:]):
            refuse("not_a_table", line)
        yield line, cells


def _lines(text: str) -> Iterator[str]:
    for found in _LINE.finditer(text):
        if found.end() - found.start() > _LONGEST:
            raise csv.Error
        yield found.group()
