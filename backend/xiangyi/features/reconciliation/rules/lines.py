"""What a statement consists of, and what it comes to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from msgspec import Struct

#: Used; used a second time, for which nobody pays; undone by two people; struck or honoured after
#: a dispute.
Kind = Literal["used", "double", "undone", "struck", "honoured"]
KINDS_ZH: Final[dict[Kind, str]] = {
    "used": "已核销",
    "double": "重复使用",
    "undone": "撤销",
    "struck": "更正：不计",
    "honoured": "更正：照计",
}
CATEGORIES_ZH: Final = {
    "medical": "就医",
    "elder_care": "养老",
    "tourism": "旅游",
    "transit": "公共交通",
}


class Line(Struct, frozen=True, kw_only=True, rename="camel"):
    """Something that happened to a voucher; it never changes.

    Attributes:
        voucher: how its number ends.
        at: when it happened, as the counter says; where it had no network it arrived later.
        uses: one more, one fewer or none for which somebody pays.
        minutes: what was spent for them; below zero what was given back.
        offline: it was used where there was no network.
        late: it belonged into an earlier month, which was closed when it arrived.
        disputed: somebody has found it wrong, and it is not settled yet.
        undone: it has been taken back since, in this month or in a later one.
    """

    id: UUID
    kind: Kind
    voucher: str
    benefit: UUID
    title: str
    category: str
    payer: str
    at: datetime
    arrived_at: datetime
    uses: int
    minutes: int
    offline: bool = False
    late: bool = False
    disputed: bool = False
    undone: bool = False


class Sum(Struct, frozen=True):
    """What comes together for whoever pays for a benefit."""

    payer: str
    title: str
    uses: int
    minutes: int


class Figures(Struct, frozen=True):
    """How often each kind of line is there, and what all of them come to."""

    used: int
    double: int
    undone: int
    struck: int
    honoured: int
    uses: int
    minutes: int


def figures(lines: Iterable[Line]) -> Figures:
    counted: Counter[str] = Counter()
    for line in lines:
        counted.update({line.kind: 1, "uses": line.uses, "minutes": line.minutes})
    return Figures(**{name: counted[name] for name in Figures.__struct_fields__})


def sums(lines: Sequence[Line]) -> list[Sum]:
    """By payer and benefit, in the order of their words."""
    uses: Counter[tuple[str, str]] = Counter()
    minutes: Counter[tuple[str, str]] = Counter()
    for line in lines:
        uses[line.payer, line.title] += line.uses
        minutes[line.payer, line.title] += line.minutes
    return [Sum(*of, uses[of], minutes[of]) for of in sorted(uses)]
