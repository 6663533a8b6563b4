"""The life of an activity, as a table of moves; what the clock does to it is told from its times.

Of what is deleted nobody sees anything: only its random id and its moves are kept.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

State = Literal["draft", "waiting", "approved", "closed", "cancelled", "deleted"]
Move = Literal["submit", "send_back", "withdraw", "approve", "delete", "cancel", "close"]
#: What people see of one that has been approved.
Phase = Literal["announced", "open", "running", "over", "closed", "cancelled"]

MOVES: Final[Mapping[tuple[State, Move], State]] = {
    ("draft", "submit"): "waiting",
    ("draft", "delete"): "deleted",
    ("waiting", "send_back"): "draft",
    ("waiting", "withdraw"): "draft",
    ("waiting", "approve"): "approved",
    ("approved", "cancel"): "cancelled",
    ("approved", "close"): "closed",
}


def phase(
    state: State,
    opens_at: datetime | None,
    shifts: list[tuple[datetime, datetime]],
    *,
    now: datetime,
) -> Phase:
    """Where an approved activity is just now.

    Args:
        opens_at: from when on people sign up; None for since it was approved.
        shifts: when each begins and ends that takes place.
    """
    if state == "cancelled":
        return "cancelled"
    if state == "closed":
        return "closed"
    if any(starts_at <= now < ends_at for starts_at, ends_at in shifts):
        return "running"
    if all(ends_at <= now for _, ends_at in shifts):
        return "over"
    return "announced" if opens_at is not None and now < opens_at else "open"
