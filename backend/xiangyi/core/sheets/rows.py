"""What is read out of a file: its columns and its rows, and the no when it cannot be read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, NoReturn

from msgspec import Struct

from xiangyi.core.errors import Unusable
from xiangyi.core.sheets.defusing import undefuse
from xiangyi.core.text import tidy

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
#: A title or two, who filled it in, when, and a note: the header stands within so many rows.
MOST_TITLES = 20
#: A header wider than this is no list of anything.
MOST_COLUMNS = 1_000
#: As many as the rows of a sheet in Excel; a number beyond it is nobody's.
MOST_LINES = 1_048_576

_NUMBER = re.compile(r"[-+0-9.,:%]+")

Reason = Literal[
    "empty",
    "header_only",
    "no_header",
    "mixed_encodings",
    "unknown_encoding",
    "unclosed_quote",
    "nul_bytes",
    "replaced_letters",
    "zip_bomb",
    "too_large",
    "too_many_rows",
    "not_a_table",
    "broken",
    "not_points",
]
Format = Literal["csv", "xlsx", "geojson"]
IsHeader = Callable[[Sequence[str]], bool]


class FileUnreadable(Unusable):
    """The file as a whole cannot be read. Facts: `reason`, and `line` where one is to blame."""

    code = "file_unreadable"


class Row(Struct, frozen=True):
    """One row.

    Attributes:
        line: as a spreadsheet counts: a cell with line breaks is one row, and empty rows count.
            In CSV the first record is 1, in XLSX it is the sheet's row number, in GeoJSON the
            feature's number from 1.
        cells: one for each column, exactly as written but for what `defuse` put before it.
        extra: how many cells stand beyond the last column, or are short of it (below zero).
    """

    line: int
    cells: tuple[str, ...]
    extra: int = 0


class Sheet(Struct, frozen=True):
    """A file that can be read; `rows` can be gone through once and may still raise.

    Attributes:
        encoding: utf-8, utf-8-sig, utf-16 or gb18030; None where the format knows no choice.
        left_out: the names of the workbook's other visible sheets in which something is written.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]
    format: Format
    encoding: str | None
    left_out: tuple[str, ...] = ()


def refuse(reason: Reason, line: int | None = None) -> NoReturn:
    raise (
        FileUnreadable(reason=reason) if line is None else FileUnreadable(reason=reason, line=line)
    )


def columns_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Tidy a header's cells; the empty ones that a spreadsheet leaves at its end are dropped."""
    # A mark of byte order or a blank without width comes along when a header is pasted.
    names = [tidy(cell.strip("\ufeff\u200b")) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def in_two_rows(top: Sequence[str], below: Sequence[str]) -> tuple[str, ...] | None:
    """Put a header of two rows together, as 坐标 over 经度 and 纬度; None if the second is none.

    It is one if it divides a head of the first or repeats one, as merged cells do, says nothing
    new under any other, and has no number in it.
    """
    width = max(len(top), len(below))
    heads = [*top, *[""] * (width + 1 - len(top))]
    names = [*below, *[""] * (width + 1 - len(below))]
    divided = repeated = False
    for at in range(width):
        if not heads[at]:
            continue
        if names[at] == heads[at]:
            repeated = True
        elif names[at] and names[at + 1] and not heads[at + 1]:
            divided = True
        elif names[at]:
            return None
    if not (divided or repeated) or any(map(_NUMBER.fullmatch, below)):
        return None
    return tuple(name or head for name, head in zip(names, heads, strict=True))[:width]


def headless(beginning: Iterable[Sequence[str]]) -> FileUnreadable:
    """Say why none of these first rows is a header."""
    cells = [cell for row in beginning for cell in row]
    if is_blank(cells):
        return FileUnreadable(reason="empty")
    if any("??" in cell and cell.isascii() for cell in cells):
        return FileUnreadable(reason="replaced_letters", line=1)
    return FileUnreadable(reason="no_header")


def is_blank(cells: Iterable[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def row_of(line: int, cells: Sequence[str], width: int) -> Row:
    """Bring cells to the header's width; empty ones beyond it are a spreadsheet's, not extra.

    What was defused for a spreadsheet's sake is itself again.
    """
    cells = [undefuse(cell) for cell in cells]
    extra = len(cells) - width
    if extra < 0:
        return Row(line, (*cells, *[""] * -extra), extra)
    while extra > 0 and not cells[width + extra - 1].strip():
        extra -= 1
    return Row(line, tuple(cells[:width]), extra)


def whole(rows: Iterable[Row]) -> Iterator[Row]:
    """Hand the rows on, and see that they are a list somebody can have meant.

    Raises:
        FileUnreadable: there are none or too many, or letters were replaced by question marks.
    """
    number = 0
    filled: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    first_lost: int | None = None
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            refuse("too_many_rows", row.line)
        for column, cell in enumerate(row.cells):
            if not cell:
                continue
            filled[column] += 1
            if "\ufffd" in cell:
                refuse("replaced_letters", row.line)
            if "?" in cell and _is_lost(cell):
                lost[column] += 1
                first_lost = first_lost or row.line
        yield row
    if not number:
        refuse("header_only")
    for column, count in lost.items():
        # A single doubt in a column that hardly anybody filled in is no damage to the file.
        if count * 2 > filled[column] and (count > 1 or count * 2 > number):
            refuse("replaced_letters", first_lost)


def started(rows: Iterator[Row]) -> Iterator[Row]:
    """Take the first row now, so that a list without any is refused at once."""
    return chain([next(rows)], rows)


def _is_lost(cell: str) -> bool:
    """Whether question marks stand where Chinese letters were.

    A program that cannot write a letter writes one question mark for each, so no letter is left
    beside them. A single one may be a clerk's doubt, and so may more in a cell here and there.
    """
    return "??" in cell and cell.isascii()
