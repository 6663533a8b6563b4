"""What goes to one host: a queue, what is under way, and whether the host is worth asking."""

from collections import deque
from collections.abc import Iterator

from xiangyi.features.notifications.adapters.push.job import Job
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.rules.breaker import Breaker
from xiangyi.features.notifications.rules.words import Why


class Lane:
    """A host's share, so that none takes another's."""

    def __init__(self, origin: str, limits: Limits, *, is_test: bool) -> None:
        self.origin, self.is_test = origin, is_test
        self.waiting: deque[Job] = deque()
        self.breaker = Breaker()
        self.flying = 0
        self._limits = limits
        # Before it has answered nobody knows whether it takes many at once, or hangs.
        self._most = limits.connections
        self._moved_at = 0.0

    @property
    def is_idle(self) -> bool:
        """Whether it may be forgotten."""
        return not self.waiting and not self.flying and self.breaker.is_new

    def takes(self, now: float) -> bool:
        """Whether one more may be sent out."""
        return bool(self.waiting) and self.flying < self._most and self.breaker.lets_ask(now)

    def began(self, now: float) -> None:
        if not self.flying:
            self._moved_at = now
        self.flying += 1
        self.breaker.asked()

    def ended(self, now: float) -> None:
        self.flying -= 1
        self._moved_at = now

    def speaks(self, *, in_streams: bool) -> None:
        """The host has answered, in HTTP/2 or in an older version."""
        self._most = self._limits.streams if in_streams else self._limits.connections

    def give_back(self, now: float) -> Iterator[tuple[Job, Why, float]]:
        """Those who should not wait here: why, and for how many seconds they should elsewhere."""
        shut = self._shut(now)
        while self.waiting and (shut or now - self.waiting[0].given_at >= self._limits.queued_s):
            yield self.waiting.popleft(), *(shut or ("host_slow", self._limits.answer_s))

    def _shut(self, now: float) -> tuple[Why, float] | None:
        """Why nobody should wait for this host, and for how many seconds; None to wait."""
        if not self.breaker.lets_ask(now):
            return "host_away", max((self.breaker.open_until or now) - now, 0.0)
        if self.flying and now - self._moved_at >= self._limits.stalled_s:
            return "host_slow", self._limits.answer_s
        return None
