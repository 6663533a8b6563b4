"""The numbers that a province may set otherwise, and what they are until one does."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

Number = Literal["lapse_months", "announcing_days", "offline_most", "offline_h", "settling_h"]


class Numbers(Struct, frozen=True, kw_only=True):
    """What holds in a division on a day.

    Attributes:
        lapse_months: so many months after they were earned, redeemable minutes lapse.
        announcing_days: so many days ahead their person is told.
        offline_most: so many vouchers a counter without a network may use before it settles.
        offline_h: so many hours a counter may go by this morning's list.
        settling_h: so many hours after a use without a network it may still be settled.
    """

    lapse_months: int = 24
    announcing_days: int = 30
    offline_most: int = 20
    offline_h: int = 24
    settling_h: int = 72


BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "lapse_months": (6, 1_200),
    "announcing_days": (30, 180),
    "offline_most": (0, 500),
    "offline_h": (1, 72),
    "settling_h": (1, 720),
}
NAMES: Final[tuple[Number, ...]] = get_args(Number)
