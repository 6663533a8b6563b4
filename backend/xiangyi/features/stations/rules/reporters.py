"""How many people said the same: one phone in private mode, or twice over, is one.

Product rule: a station turns 未确认 when two independent reporters say locked. What one phone can
do alone never counts as two: open a private window, which is a new device, and change from Wi-Fi
to mobile data, which is another network. So a device counts beside somebody else only once it is
*settled*, known here since the day before; so does the device on which somebody has signed in,
which may be a window of the phone that said it without a name. Independent are then

- two accounts, on two devices;
- an account on a settled device and another settled device, on one network or two;
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
    if not (one.settled and other.settled):
        return False
    return bool(one.account or other.account) or one.network != other.network


def count_independent(reporters: Iterable[Reporter]) -> int:
    """How many of them are independent of each other.

    Several are either all accounts or all settled: a new device must not stand in for two who
    came after it, with an account or without.
    """
    told = list(reporters)
    settled = [one for one in told if one.settled]
    accounts = [one for one in told if one.account]
    return max(_count(settled), _count(accounts), min(len(told), 1))


def _count(reporters: Iterable[Reporter]) -> int:
    """Taken in their order, but accounts first, which are surest to be somebody."""
    counted: list[Reporter] = []
    for reporter in sorted(reporters, key=lambda one: not one.account):
        if all(are_independent(reporter, other) for other in counted):
            counted.append(reporter)
    return len(counted)
