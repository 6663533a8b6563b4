"""A delivery on its way through the sender, and whom its outcome is told to."""

from typing import Protocol

from msgspec import Struct

from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome


class Asker(Protocol):
    """Who gave deliveries in, on another thread."""

    #: Nobody listens any more: what has not begun need not begin.
    left: bool

    def tell(self, outcomes: list[Outcome]) -> None: ...

    def fail(self, error: BaseException) -> None: ...


class Job(Struct, frozen=True):
    """A delivery, who asked for it, and when, by the stopwatch."""

    asker: Asker
    delivery: Delivery
    given_at: float
