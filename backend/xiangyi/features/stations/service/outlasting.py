"""What a manager said for the time being, and what of it comes back once something later ends."""

from collections.abc import Sequence
from datetime import datetime

from xiangyi.features.stations.schemas import LiveStateHere


def outlasting(said: Sequence[LiveStateHere], now: datetime) -> tuple[LiveStateHere, ...]:
    """Of what was said, the earliest first, what stands and what outlasts it, in that order."""
    standing: list[LiveStateHere] = []
    over: datetime | None = now
    for state in reversed(said):
        if over and (state.until is None or state.until > over):
            standing.append(state)
            over = state.until
    return tuple(standing)
