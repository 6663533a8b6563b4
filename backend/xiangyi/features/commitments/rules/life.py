"""The life of a commitment, as a table of moves."""

from collections.abc import Mapping
from typing import Final, Literal

from xiangyi.features.cases.rules.life import ConcernState

State = Literal["promised", "done", "solved", "unanswered", "supervised", "withdrawn"]
#: `report` is the owner's, `withdraw` the convener's; the others a rule's. `hear_late` is of
#: earlier days: one voice more that changed nothing. It is told to nobody, and so no step by now.
Move = Literal[
    "report",
    "withdraw",
    "fall_due",
    "climb",
    "unheard",
    "solve",
    "leave_unanswered",
    "reopen",
    "supervise",
    "hear_late",
]
DeskMove = Literal["report", "withdraw"]

MOVES: Final[Mapping[tuple[State, Move], State]] = {
    ("promised", "report"): "done",
    ("promised", "withdraw"): "withdrawn",
    ("promised", "fall_due"): "promised",
    ("promised", "climb"): "promised",
    # It would climb, or be watched, and nobody is there to whom it would come.
    ("promised", "unheard"): "promised",
    # Watched, it has a new day, and one level more above it.
    ("supervised", "fall_due"): "supervised",
    ("supervised", "climb"): "supervised",
    ("supervised", "unheard"): "supervised",
    ("done", "solve"): "solved",
    ("done", "leave_unanswered"): "unanswered",
    ("done", "reopen"): "promised",
    ("done", "supervise"): "supervised",
    # Somebody who had said nothing says after the count that it is not solved: it is counted anew.
    ("solved", "reopen"): "promised",
    ("solved", "supervise"): "supervised",
    ("unanswered", "reopen"): "promised",
    ("unanswered", "supervise"): "supervised",
    # Supervised is no end: the owner still owes it.
    ("supervised", "report"): "done",
}
#: Counted, and not found unsolved: what is said late may change that.
COUNTED: Final[tuple[State, ...]] = ("solved", "unanswered")
ENDED: Final[tuple[State, ...]] = ("solved", "unanswered", "withdrawn")
#: In which the owner still owes it.
OWED: Final[tuple[State, ...]] = ("promised", "supervised")


def counted(yes: int, no: int, *, turn: int, percent: int) -> Move:
    """What the answers of a turn make of it; from so many percent of "not solved" on, it is not."""
    if not yes + no:
        return "leave_unanswered"
    if no * 100 < percent * (yes + no):
        return "solve"
    return "reopen" if turn == 1 else "supervise"


#: From which states of a concern something can be promised.
PROMISABLE: Final[tuple[ConcernState, ...]] = ("accepted", "on_agenda", "decided")
