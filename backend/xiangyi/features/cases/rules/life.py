"""The lives of a case and of a concern, as tables of moves."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

State = Literal[
    "raised",
    "accepted",
    "assigned",
    "answered",
    "reopened",
    "supervised",
    "closed",
    "elsewhere",
    "declined",
    "withdrawn",
]
#: `reopen` and `supervise` are of whoever raised it: what was answered solved nothing. The three of
#: BY_RULE are a rule's: it is past its day, the level above has it, or nobody is there who would.
#: By `merge` its concern goes on in another; by `leave` it is in none any more. By `rest`, a rule's
#: too, it is over: nobody said that the answer solved nothing.
Move = Literal[
    "accept",
    "gather",
    "assign",
    "answer",
    "close",
    "send_elsewhere",
    "decline",
    "withdraw",
    "reopen",
    "supervise",
    "fall_due",
    "climb",
    "unheard",
    "merge",
    "leave",
    "rest",
    "recast",
]
#: What a desk may do with one case by itself; by `recast` it is a complaint or a report after all.
DeskMove = Literal[
    "accept", "recast", "assign", "answer", "close", "send_elsewhere", "decline", "leave"
]

#: In which somebody still owes an answer.
WAITING: Final[tuple[State, ...]] = ("raised", "accepted", "assigned", "reopened", "supervised")
BY_RULE: Final[tuple[Move, ...]] = ("fall_due", "climb", "unheard")
#: In which it may be in a concern.
_GATHERED: Final[tuple[State, ...]] = (*WAITING[1:], "answered")
MOVES: Final[Mapping[tuple[State, Move], State]] = {
    # However late, it waits where it was.
    **{(state, move): state for state in WAITING for move in BY_RULE},
    **{(state, "merge"): state for state in _GATHERED},
    # As it was, and by when it was told: gathered wrongly, it is nobody's loss but theirs.
    **{(state, "leave"): state for state in WAITING[1:]},
    # Whoever has it by then has it still; a committee no longer answers it.
    **{(state, "recast"): state for state in WAITING[1:]},
    ("raised", "accept"): "accepted",
    ("raised", "gather"): "accepted",
    ("accepted", "gather"): "accepted",
    ("assigned", "gather"): "assigned",
    ("accepted", "assign"): "assigned",
    # To another organisation.
    ("assigned", "assign"): "assigned",
    ("accepted", "answer"): "answered",
    ("assigned", "answer"): "answered",
    ("answered", "close"): "closed",
    ("answered", "rest"): "closed",
    ("answered", "reopen"): "reopened",
    ("answered", "supervise"): "supervised",
    # A desk or a rule closed it, and whoever raised it had not said that it is solved.
    ("closed", "reopen"): "reopened",
    ("closed", "supervise"): "supervised",
    # Whoever was told that nothing is solved cannot decline it: it is done, or answered again.
    ("reopened", "assign"): "reopened",
    ("reopened", "answer"): "answered",
    ("supervised", "assign"): "supervised",
    ("supervised", "answer"): "answered",
    ("raised", "send_elsewhere"): "elsewhere",
    ("accepted", "send_elsewhere"): "elsewhere",
    ("assigned", "send_elsewhere"): "elsewhere",
    ("raised", "decline"): "declined",
    ("accepted", "decline"): "declined",
    ("assigned", "decline"): "declined",
    ("raised", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "withdrawn",
    ("assigned", "withdraw"): "withdrawn",
    ("reopened", "withdraw"): "withdrawn",
    ("supervised", "withdraw"): "withdrawn",
}
#: In which it is not over.
OPEN: Final[tuple[State, ...]] = (*WAITING, "answered")
ENDED: Final[tuple[State, ...]] = tuple(one for one in get_args(State) if one not in OPEN)
#: Said by whoever raised it, of what was answered.
UNSOLVED: Final[tuple[Move, ...]] = ("reopen", "supervise")


def unsolved(turn: int) -> Move:
    """What "not solved" makes of an answer: once it is done again, and then it is watched."""
    return "reopen" if turn == 1 else "supervise"


ConcernState = Literal[
    "proposed", "accepted", "on_agenda", "decided", "elsewhere", "declined", "merged"
]
ConcernMove = Literal[
    "accept",
    "put_on_agenda",
    "take_off",
    "speak",
    "decide",
    "send_elsewhere",
    "decline",
    "merge",
    "leave",
]
#: What a convener does at the desk; a meeting does the others, and `leave` is of one of its cases.
ConcernDeskMove = Literal["accept", "send_elsewhere", "decline", "merge"]

#: Nobody does it for those who want it: not while it is promised to them.
REFUSING: Final[tuple[ConcernMove, ...]] = ("send_elsewhere", "decline")
#: In which a concern still takes cases in, and lets go of them.
GATHERING: Final[tuple[ConcernState, ...]] = ("proposed", "accepted", "on_agenda")
CONCERN_MOVES: Final[Mapping[tuple[ConcernState, ConcernMove], ConcernState]] = {
    **{(state, "leave"): state for state in GATHERING},
    ("proposed", "accept"): "accepted",
    ("proposed", "send_elsewhere"): "elsewhere",
    ("proposed", "decline"): "declined",
    ("accepted", "put_on_agenda"): "on_agenda",
    ("accepted", "send_elsewhere"): "elsewhere",
    ("accepted", "decline"): "declined",
    # It goes on in another.
    ("proposed", "merge"): "merged",
    ("accepted", "merge"): "merged",
    # Somebody promised to do it, and no meeting is needed.
    ("accepted", "decide"): "decided",
    # A second meeting has it too.
    ("on_agenda", "put_on_agenda"): "on_agenda",
    # A meeting was called off, or spoke of it and decided nothing.
    ("on_agenda", "take_off"): "accepted",
    ("on_agenda", "speak"): "accepted",
    ("on_agenda", "decide"): "decided",
    # The second meeting that had it came to a decision as well.
    ("decided", "decide"): "decided",
}
#: What a concern's move does to the cases in it.
OF_ITS_CASES: Final[Mapping[ConcernMove, Move]] = {
    "decide": "answer",
    "send_elsewhere": "send_elsewhere",
    "decline": "decline",
    "merge": "merge",
}
