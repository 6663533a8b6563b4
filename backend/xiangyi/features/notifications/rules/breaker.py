"""A breaker for each host: while a host answers nobody, nobody waits for it.

All times are seconds of one clock, handed in.
"""

from typing import Final

from msgspec import Struct

#: So many in a row without an answer that is one.
FAILURES: Final = 8
_FIRST_S: Final = 15.0
_LONGEST_S: Final = 600.0


class Breaker(Struct):
    """Closed, a host is asked; open, it is not; after a while one delivery tries it.

    Attributes:
        failures: in a row, since the host last answered.
        openings: in a row, each twice as long as the one before.
        open_until: when it may be tried; None while it is closed.
        trying: whether the one that tries it is under way.
    """

    failures: int = 0
    openings: int = 0
    open_until: float | None = None
    trying: bool = False
    answered_at: float = float("-inf")

    @property
    def is_new(self) -> bool:
        """Whether nothing is remembered of the host that a new breaker would not say."""
        return self.failures == 0 and self.open_until is None

    def lets_ask(self, now: float) -> bool:
        return self.open_until is None or (now >= self.open_until and not self.trying)

    def asked(self) -> None:
        """A delivery is under way."""
        self.trying = self.open_until is not None

    def answered(self, now: float) -> None:
        """The host does its work, whatever it answered."""
        self.failures = self.openings = 0
        self.open_until, self.trying = None, False
        self.answered_at = now

    def failed(self, now: float, *, asked_at: float, asked_s: float = 0.0) -> None:
        """A delivery that was sent out at `asked_at` failed as only a host in trouble lets it.

        If the host has answered somebody since then, it is that delivery's trouble alone. A host
        that says how long to wait (`asked_s`) is left alone at least that long once it is open.
        """
        if self.answered_at > asked_at:
            return
        # What was under way already when it opened tells nothing new.
        if self.open_until is not None and asked_at < self.open_until:
            return
        self.failures += 1
        if self.trying or self.failures >= FAILURES:
            pause = min(_FIRST_S * 2.0 ** min(self.openings, 16), _LONGEST_S)
            self.open_until = now + max(pause, min(asked_s, _LONGEST_S))
            self.openings += 1
            self.trying = False
