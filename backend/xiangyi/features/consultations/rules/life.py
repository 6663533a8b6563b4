"""The life of a consultation, as a table of moves."""

from collections.abc import Mapping
from typing import Final, Literal

#: Of what is deleted nobody sees anything: only its random id and its moves are kept.
State = Literal["draft", "waiting", "announced", "cancelled", "deleted"]
Move = Literal["submit", "send_back", "announce", "outgrow", "withdraw", "cancel", "delete"]

MOVES: Final[Mapping[tuple[State, Move], State]] = {
    ("draft", "submit"): "waiting",
    ("draft", "announce"): "announced",
    ("draft", "delete"): "deleted",
    ("waiting", "send_back"): "draft",
    ("waiting", "announce"): "announced",
    ("waiting", "withdraw"): "draft",
    ("announced", "outgrow"): "waiting",
    ("announced", "withdraw"): "draft",
    ("announced", "cancel"): "cancelled",
}
