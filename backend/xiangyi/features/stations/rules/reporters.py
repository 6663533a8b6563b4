"""How many people said the same: one phone in private mode, or twice over, is one.

Product rule: a station turns 未确认 when two independent reporters say locked. What one phone can
do alone never counts as two: open a private window, which is a new device, and change from Wi-Fi
to mobile data, which is another network. So a device counts beside somebody else only once it is
*settled*, known here since the day before. Independent are then

- two accounts, on two devices;
- an account and a settled device, on one network or two;
- two settled devices on two networks.

A device that is new today is heard, shown and answered like any other, and is one reporter where
nobody else says the same; beside another it adds nothing, as it may be the other's own window.
What stays possible: who keeps two browsers (or two phones, or two accounts) for more than a day
is two, if not on one network without an account.
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
    nameless = [reporter for reporter in (one, other) if not reporter.account]
    if not all(reporter.settled for reporter in nameless):
        return False
    return len(nameless) == 1 or one.network != other.network


def count_independent(reporters: Iterable[Reporter]) -> int:
    """How many of them are independent of each other.

    Taken in their order, but those who are surest to be somebody first: a new device must not
    stand in for two who came after it.
    """
    counted: list[Reporter] = []
    for reporter in sorted(reporters, key=lambda one: (not one.account, not one.settled)):
        if all(are_independent(reporter, other) for other in counted):
            counted.append(reporter)
    return len(counted)
