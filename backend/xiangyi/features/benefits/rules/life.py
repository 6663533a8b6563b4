"""The lives of a benefit and of a voucher, as tables of moves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

State = Literal["draft", "waiting", "approved", "replaced", "withdrawn", "deleted"]
Move = Literal[
    "submit", "send_back", "take_back", "approve", "delete", "replace", "withdraw", "void"
]

MOVES: Final[Mapping[tuple[State, Move], State]] = {
    ("draft", "submit"): "waiting",
    ("draft", "delete"): "deleted",
    ("waiting", "send_back"): "draft",
    ("waiting", "take_back"): "draft",
    ("waiting", "approve"): "approved",
    ("approved", "replace"): "replaced",
    ("approved", "withdraw"): "withdrawn",
    ("withdrawn", "void"): "withdrawn",
}

#: As it is kept; what the clock does to it is told from its times.
Kept = Literal["issued", "used", "expired", "cancelled", "void"]
#: As it is shown.
VoucherState = Literal["issued", "locked", "used", "expired", "cancelled", "void"]
#: What ended without a use: its minutes came back.
Ended = Literal["expired", "cancelled", "void"]
ENDED: Final[tuple[Ended, ...]] = ("expired", "cancelled", "void")
#: What became of what a counter said that it used: it counts; it was taken back by two; another
#: counter was first; its minutes had come back and been spent elsewhere, and the next that come
#: are taken for it; it was no such voucher.
UseState = Literal["counted", "undone", "double", "unpaid", "refused"]


def shown_state(
    kept: Kept,
    *,
    expires_at: datetime,
    locked_until: datetime | None,
    voided_at: datetime | None,
    now: datetime,
) -> VoucherState:
    """What a voucher is just now.

    Args:
        voided_at: when its provider stopped honouring those that were not used yet.
    """
    if kept != "issued":
        return kept
    if locked_until is not None and locked_until > now:
        return "locked"
    if voided_at is not None:
        return "void"
    return "expired" if expires_at <= now else "issued"
