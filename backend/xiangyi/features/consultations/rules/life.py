"""The life of a consultation, as a table of moves."""

from collections.abc import Mapping
from typing import Final, Literal

State = Literal["draft", "waiting", "announced", "cancelled"]
Move = Literal["submit", "send_back", "announce", "withdraw", "cancel"]

MOVES: Final[Mapping[tuple[State, Move], State]] = {
    ("draft", "submit"): "waiting",
    ("draft", "announce"): "announced",
    ("waiting", "send_back"): "draft",
    ("waiting", "announce"): "announced",
    ("announced", "withdraw"): "draft",
    ("announced", "cancel"): "cancelled",
}
