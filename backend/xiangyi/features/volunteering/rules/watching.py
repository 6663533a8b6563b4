"""What a supervisor is shown of hours that look odd: the fact, its numbers, and no verdict.

None of it proves anything: a team that goes home together scans together. So each sign names what
was seen and how much of it, nothing is added up to a mark for anybody, and nothing follows of
itself.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

#: left_at_once, ticked_at_once: many scans, or ticks, came within a few seconds.
#: not_near: some phones say where they were, and most of those who came do not say: there.
#: one_phone: one phone sent the scans of several people.
#: unlisted: the scans of some count, whom the sealed list of who was there does not have, as of
#: those who were sent a photo of the code.
#: over_full: somebody has more minutes of a shift than it has.
#: backfilled: much of what an organisation issued was never scanned.
#: same_two: all that somebody claimed, one and the same person accepted.
#: one_confirms: most late stays of an organisation's volunteers, one and the same person confirmed.
Sign = Literal[
    "left_at_once",
    "ticked_at_once",
    "not_near",
    "one_phone",
    "unlisted",
    "over_full",
    "backfilled",
    "same_two",
    "one_confirms",
]

#: How far back it is looked.
BACK: Final = timedelta(days=90)
#: Fewer people are together by chance.
PEOPLE: Final = 5
#: Within so long nobody hands a phone on, nor finds the next name on a list.
AT_ONCE: Final = timedelta(seconds=2)
#: Of an organisation that has issued less, a share says nothing.
ISSUED_MIN: Final = 600
BACKFILLED_PERCENT: Final = 30
#: So many claims are a habit.
CLAIMS: Final = 5
#: So many late stays are one as well, where one person confirms so much of them.
LATE_STAYS: Final = 10
ONE_PERCENT: Final = 80


def id_of(sign: Sign, subject: object, numbers: Mapping[str, int]) -> UUID:
    """By which a look at a sign is found again, for as long as its numbers are the same."""
    told = ",".join(f"{name}={number}" for name, number in sorted(numbers.items()))
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/sign/{sign}/{subject}?{told}")
