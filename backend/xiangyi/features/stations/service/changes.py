"""Changes of stations: what they move, and what comes again where one is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from xiangyi.core.db import in_parts
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.tables import Confirmation, Station

#: What the card shows on which a manager confirms: where it is, when and how one gets in, and what
#: is there. Once any of it changes, what was confirmed before was something else.
POSTED: Final = (
    *("lon", "lat", "address", "hours", "entry", "entry_note", "amenities", "amenity_words"),
)


class Revised(Struct, frozen=True):
    """A change of before that is taken back."""

    made_at: datetime
    before: StationFacts
    posted_before: datetime | None


class Change(Struct, frozen=True, kw_only=True):
    """One station's facts before and after; null where it was not here, or is taken back."""

    id: str
    #: The prefecture in whose pack it was.
    prefecture: str | None
    before: StationFacts | None
    after: StationFacts | None
    told_before: StationFacts | None
    told: StationFacts | None
    takes_back: Revised | None = None


def differs(change: Change, name: str) -> bool:
    return bool(getattr(change.before, name) != getattr(change.after, name))


def posts_anew(change: Change) -> bool:
    """Whether a station that is known becomes what nobody can have confirmed yet."""
    if change.before is None or change.after is None:
        return change.prefecture is not None
    return any(differs(change, name) for name in POSTED)


async def posted_before(changes: Sequence[Change]) -> dict[str, datetime | None]:
    """Since when stations have been as they were posted, of which that changes."""
    ids = [one.id for one in changes if one.prefecture is not None and posts_anew(one)]
    found: dict[str, datetime | None] = {}
    for some in in_parts(ids, 1):
        rows = await Station.select(Station.id, Station.posted_at).where(
            Station.id.is_in(list(some))
        )
        found.update((row["id"], row["posted_at"]) for row in rows)
    return found


async def posted_again(changes: Sequence[Change]) -> dict[str, datetime | None]:
    """Since when stations have been as a taking back leaves them, but for what it takes back.

    Where somebody has confirmed what stood there meanwhile, that would count for what does now.
    """
    back = {
        one.id: taken
        for one in changes
        if (taken := one.takes_back) and one.after and posts_anew(one)
        if all(getattr(one.after, name) == getattr(taken.before, name) for name in POSTED)
    }
    since = min((taken.made_at for taken in back.values()), default=None)
    for some in in_parts(list(back), 1):
        rows = await Confirmation.select(Confirmation.station, Confirmation.confirmed_at).where(
            Confirmation.station.is_in(list(some))
            & (Confirmation.confirmed_at >= since)
            & Confirmation.withdrawn_at.is_null()
        )
        for row in rows:
            taken = back.get(row["station"])
            if taken and row["confirmed_at"] >= taken.made_at:
                del back[row["station"]]
    return {id_: taken.posted_before for id_, taken in back.items()}
