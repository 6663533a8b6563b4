"""How many people said the same: one phone in private mode, or twice over, is one.

Product rule: a station turns 未确认 when two independent reporters say locked. Independent are
two accounts, an account and another device, and devices on two networks, but never what one
phone can be alone: a device that is new here today may be the same phone's private window, so
beside a report from its own network it counts for nothing.
"""

from collections.abc import Iterable

from msgspec import Struct


class Reporter(Struct, frozen=True):
    """Who said it, as far as that is known; hashes, never a number or an address."""

    account: str | None
    device: bytes | None
    network: bytes | None
    #: Whether the device was here before today.
    settled: bool


def are_independent(one: Reporter, other: Reporter) -> bool:
    """Whether the two cannot be one phone."""
    if one.device is not None and one.device == other.device:
        return False
    if one.account and other.account:
        return one.account != other.account
    if one.network != other.network:
        return True
    nameless = [reporter for reporter in (one, other) if not reporter.account]
    return len(nameless) == 1 and nameless[0].settled


def count_independent(reporters: Iterable[Reporter]) -> int:
    """How many of them are independent of each other, taken in their order."""
    counted: list[Reporter] = []
    for reporter in reporters:
        if all(are_independent(reporter, other) for other in counted):
            counted.append(reporter)
    return len(counted)
