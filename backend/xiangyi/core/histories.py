"""Histories of what several people wrote in turn, and what of it goes with one of them."""

import re
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

Text = TypeVar("Text")


def brought_by(
    account: UUID, revisions: Iterable[tuple[UUID | None, set[Text], set[Text]]]
) -> set[Text]:
    """The texts that nobody had told of a thing before this account did.

    Args:
        account: whose they are.
        revisions: of each change, the oldest first: who made it, what was there, what it became.
    """
    known: set[Text] = set()
    brought: set[Text] = set()
    for who, before, after in revisions:
        known |= before
        if who == account:
            brought |= after - known
        known |= after
    return brought


def pattern_of(phone: str) -> str:
    """For SQL's LIKE: whatever may have the number, in one piece or grouped as people write it."""
    return f"%{phone[:3]}%{phone[3:7]}%{phone[7:]}%"


def has_number(text: str, phone: str) -> bool:
    """Whether the number stands in a text, however its digits are grouped."""
    return re.search(r"[\s\-.·]?".join(phone), text) is not None
