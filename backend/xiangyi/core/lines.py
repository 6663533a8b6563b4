"""Files of lines that somebody sends in: what stands in them, and what is wrong where."""

import csv
from collections.abc import Collection, Iterator
from io import StringIO
from typing import NamedTuple

from xiangyi.core.errors import Unusable
from xiangyi.core.text import has_hidden, tidy

#: Enough to see a pattern in, short enough to read on a terminal.
MOST_TOLD = 50
_LONGEST_SOURCE = 200


class SourceUnusable(Unusable):
    """Where a file comes from is told in one to 200 characters that show."""

    code = "source_unusable"


class Line(NamedTuple):
    """One row of a file; `number` is the line it starts on, the header's being 1."""

    number: int
    cells: dict[str, str]


class Fault(NamedTuple):
    line: int
    field: str
    problem: str


class Faults:
    """What is wrong with a file: the first faults in full, and how many there are."""

    def __init__(self) -> None:
        self.total = 0
        self._told: list[Fault] = []

    def add(self, line: int, field: str, problem: str) -> None:
        """Note one fault; `field` is empty where the whole line is meant."""
        self.total += 1
        if self.total <= MOST_TOLD:
            self._told.append(Fault(line, field, problem))

    def facts(self) -> dict[str, object]:
        """For a refusal: `lines` in the file's order, and `total`."""
        return {"lines": [fault._asdict() for fault in sorted(self._told)], "total": self.total}


def read_csv(
    content: bytes, *, needed: Collection[str], allowed: Collection[str], faults: Faults
) -> list[Line]:
    """Read UTF-8 with or without a byte order mark; cells are tidied, empty lines passed over.

    What cannot be read is noted in `faults`; a line that is noted as a whole is left out.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(content.count(b"\n", 0, error.start) + 1, "", "not_utf_8")
        return []
    rows = _rows(text, faults)
    _, header = next(rows, (1, []))
    names = [tidy(cell) for cell in header]
    _check_header(names, needed, allowed, faults)
    if faults.total:
        return []
    lines = []
    for number, row in rows:
        if len(row) != len(names):
            faults.add(number, "", "wrong_number_of_cells")
        elif hidden := [name for name, cell in zip(names, row, strict=True) if has_hidden(cell)]:
            faults.add(number, hidden[0], "hidden_character")
        else:
            lines.append(Line(number, dict(zip(names, map(tidy, row), strict=True))))
    if not lines and not faults.total:
        faults.add(2, "", "no_lines")
    return lines


def source_of(words: str) -> str:
    """Tidy what is said of a file's origin.

    Raises:
        SourceUnusable: it is empty, longer than 200 characters, or hides something.
    """
    source = tidy(words)
    if not source or len(source) > _LONGEST_SOURCE or has_hidden(source):
        raise SourceUnusable(longest=_LONGEST_SOURCE)
    return source


def _rows(text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            faults.add(number, "", "not_csv")
            return
        if row is None:
            return
        # A spreadsheet leaves rows of bare commas behind what was deleted from it.
        if any(cell.strip() for cell in row):
            yield number, row


def _check_header(
    names: list[str], needed: Collection[str], allowed: Collection[str], faults: Faults
) -> None:
    for name in needed:
        if name not in names:
            faults.add(1, name, "column_missing")
    for position, name in enumerate(names):
        if name not in needed and name not in allowed:
            faults.add(1, name[:40], "column_unknown")
        elif name in names[:position]:
            faults.add(1, name, "column_twice")
