"""A partner's month on paper."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core.printing import Sheet

_TEMPLATE: Final = Path(__file__).with_name("statement.typ").read_bytes()


class SumWords(Struct, frozen=True):
    """Who pays for what, how often, and how long it was served for."""

    payer: str
    title: str
    uses: str
    minutes: str


class LineWords(Struct, frozen=True, kw_only=True):
    at: str
    voucher: str
    title: str
    payer: str
    kind: str
    note: str
    uses: str
    minutes: str


class StatementWords(Struct, frozen=True, kw_only=True):
    """All that stands on a statement; each is shown as it is written.

    Attributes:
        state: whether the month is closed, and since or until when.
        figures: what it comes to, a name and a number each.
        left: how many more lines there are than have room on paper.
    """

    provider: str
    month: str
    state: str
    printed: str
    figures: list[tuple[str, str]]
    sums: list[SumWords]
    lines: list[LineWords]
    left: int
    counter: str
    demonstration: bool


def statement(words: StatementWords) -> Sheet:
    """A4 pages, as many as the month has lines for."""
    return Sheet(_TEMPLATE, words)
