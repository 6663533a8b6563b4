"""What a statement consists of, and what it comes to."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from msgspec import Struct

#: A use that counts; one for which nobody pays, since another counter was first, or since its
#: minutes had been spent elsewhere; the former counts after all, since the first was undone, or
#: the latter, since its minutes were there again; undone by two people; struck or honoured after
#: a dispute.
Kind = Literal["used", "double", "unpaid", "instead", "paid", "undone", "struck", "honoured"]
#: Of these there is one more use.
COUNTING: Final[frozenset[Kind]] = frozenset(("used", "instead", "paid"))
KINDS_ZH: Final[dict[Kind, str]] = {
    "used": "核销",
    "double": "重复使用",
    "unpaid": "没扣到时长，扣到再计",
    "instead": "改计这一次",
    "paid": "补扣时长，照计",
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
PAYERS_ZH: Final = {"provider": "本单位", "government": "政府", "fund": "基金"}


class StatementLine(Struct, frozen=True, kw_only=True, rename="camel"):
    """Something that happened to a use; it never changes, and a use may have several.

    Attributes:
        id: of the use.
        voucher: how its number ends.
        at: when it happened, as the counter says; where it had no network it arrived later.
        uses: one more, one fewer or none for which somebody pays.
        minutes: what was spent for it; below zero what is taken back.
        offline: it was used where there was no network.
        late: it belonged into an earlier month, which was closed when it arrived.
        undone: it has been taken back since, in this month or in a later one.
        disputed: whether its use has been, and since what came of it.
    """

    id: UUID
    kind: Kind
    voucher: str
    title: str
    category: str
    payer: str
    at: datetime
    arrived_at: datetime
    uses: int
    minutes: int
    offline: bool
    late: bool
    undone: bool
    disputed: Literal["open", "kept", "struck", "honoured"] | None


class Sum(Struct, frozen=True):
    """What comes together of one benefit for whoever pays, a line of each kind apart."""

    payer: str
    title: str
    kind: Kind
    lines: int
    uses: int
    minutes: int


class Figures(Struct, frozen=True):
    """How often each kind of line is there, and what all of them come to."""

    used: int
    double: int
    unpaid: int
    instead: int
    paid: int
    undone: int
    struck: int
    honoured: int
    uses: int
    minutes: int


def figures(sums: list[Sum]) -> Figures:
    counted = dict.fromkeys(Figures.__struct_fields__, 0)
    for one in sums:
        counted[one.kind] += one.lines
        counted["uses"] += one.uses
        counted["minutes"] += one.minutes
    return Figures(**counted)
