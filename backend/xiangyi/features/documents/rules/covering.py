"""Whether the ledger covers what a document says."""

from collections.abc import Sequence
from itertools import accumulate

from xiangyi.features.documents.rules.serving import Minutes, Posted, netted, summed, within
from xiangyi.features.documents.rules.tokens import Claims, day_of


def up_to(posted: Sequence[Posted], seq: int | None) -> list[Posted]:
    """The lines that were there when it was issued."""
    return [one for one in posted if one.seq <= (seq or 0)]


def says_more(claims: Claims, posted: Sequence[Posted]) -> bool:
    """Whether it says more, or better proved minutes, than these lines come to.

    What was confirmed since is better proved than it says, which makes nothing of it untrue.
    """
    since, until = map(day_of, claims.d)
    there = summed(netted(within(posted, claims.organisation, since, until)))
    if claims.m is None:
        return there.proved_hours < (claims.h or 0)
    told = zip(_steps(Minutes(*claims.m)), _steps(there), strict=True)
    return any(said > proved for said, proved in told)


def _steps(minutes: Minutes) -> list[int]:
    """So many of the best class, of the two best, and so on."""
    return list(accumulate((minutes.verified, minutes.confirmed, minutes.late, minutes.backfilled)))
