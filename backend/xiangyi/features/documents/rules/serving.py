"""What was served, netted out of the ledger's lines: each shift once for each class."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal
from uuid import UUID

from msgspec import Struct

#: How far minutes are proved: by scans that came at once; by scans that came late and were
#: confirmed by another organisation, or were not; by evidence alone.
Proof = Literal["verified", "confirmed", "late", "backfilled"]
#: The best first.
PROOFS: Final[tuple[Proof, ...]] = ("verified", "confirmed", "late", "backfilled")
PROOFS_ZH: Final[dict[Proof, str]] = {
    "verified": "扫码核实",
    "confirmed": "补传，别的单位核实",
    "late": "补传，没有核实",
    "backfilled": "补录",
}


class Minutes(Struct, frozen=True):
    """Minutes, apart by how far they are proved."""

    verified: int = 0
    confirmed: int = 0
    late: int = 0
    backfilled: int = 0

    @property
    def total(self) -> int:
        return self.verified + self.confirmed + self.late + self.backfilled

    @property
    def proved_hours(self) -> int:
        """Whole hours for which somebody else than the host stands, or scans that came at once."""
        return (self.verified + self.confirmed) // 60


class Posted(Struct, frozen=True, kw_only=True):
    """A line of the person's account of service minutes.

    Attributes:
        seq: its number in the account.
        line: its posting.
        of: what it is about, by an id: a shift, or the posting itself where that is unknown.
        day: in Shanghai, on which it was served.
        corrects: whether it puts earlier lines right.
    """

    seq: int
    line: UUID
    organisation: UUID
    of: UUID
    day: date
    title: str
    kind: str
    minutes: int
    proof: Proof
    corrects: bool


class Served(Struct, frozen=True, kw_only=True):
    """What a shift came to, of one proof."""

    day: date
    title: str
    kind: str
    minutes: int
    proof: Proof


def netted(posted: Sequence[Posted]) -> list[Served]:
    """What is left of each shift, the earliest first.

    What a correction takes away beyond its own class goes off the best one that is left, so that
    no document says more than the ledger.
    """
    found = []
    for of in dict.fromkeys(one.of for one in posted):
        lines = [one for one in posted if one.of == of]
        sums = {proof: sum(one.minutes for one in lines if one.proof == proof) for proof in PROOFS}
        debt = -sum(least for least in sums.values() if least < 0)
        for proof in PROOFS:
            kept = max(sums[proof], 0)
            taken = min(kept, debt)
            debt -= taken
            if kept > taken:
                first = lines[0]
                found.append(
                    Served(
                        day=first.day,
                        title=first.title,
                        kind=first.kind,
                        minutes=kept - taken,
                        proof=proof,
                    )
                )
    return sorted(found, key=lambda one: (one.day, one.title, PROOFS.index(one.proof)))


def summed(served: Iterable[Served]) -> Minutes:
    """The minutes of each class."""
    sums = dict.fromkeys(PROOFS, 0)
    for one in served:
        sums[one.proof] += one.minutes
    return Minutes(**sums)


def within(
    posted: Iterable[Posted], organisation: UUID, since: date | None, until: date | None
) -> list[Posted]:
    """Those of an organisation between two days, both included."""
    return [
        one
        for one in posted
        if one.organisation == organisation
        and (since is None or one.day >= since)
        and (until is None or one.day <= until)
    ]
