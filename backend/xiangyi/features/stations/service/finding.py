"""The nearest stations that fit a wish, for callers of the API.

The app itself ranks on the phone and never asks the server what is near it.
"""

from datetime import datetime

import numpy as np
from msgspec import Raw, Struct

from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters.nearest import Chords, Numbers, borders
from xiangyi.features.stations.rules.distance import Point, metres
from xiangyi.features.stations.schemas import EncodedPage
from xiangyi.features.stations.service.latest import Latest
from xiangyi.features.stations.service.snapshot import Mask, Moment, Snapshot
from xiangyi.features.stations.tables import Amenity, Family

#: Beyond so many pages nobody walks; a whole list is what the packs are for.
FARTHEST_START = 10_000
#: So many candidates are sorted about as fast as the tree finds twenty of more.
_FEW = 4_000
#: The first look into the tree, for which sixty points cost little more than twenty.
_LOOK = 64


class Wish(Struct, frozen=True, kw_only=True):
    """What a station must have: every amenity, one of the families, be open, contain the text."""

    #: The instant at which opening is judged.
    at: datetime
    open: bool = False
    amenities: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    text: str = ""


class Finder:
    """Answers from memory."""

    def __init__(self, latest: Latest, *, report_hours: int) -> None:
        self._latest, self._report_hours = latest, report_hours

    async def nearest(
        self, here: Point, wish: Wish, *, now: datetime, start: int, limit: int
    ) -> EncodedPage:
        """The page of stations from number `start`, ordered by great-circle metres, then id.

        Raises:
            AmenityUnknown, FamilyUnknown: the wish names something that no row knows.
        """
        snapshot = await self._latest.snapshot(now)
        if not snapshot.knows(wish.amenities, wish.families):
            await _check(wish)
        moment = Moment.of(wish.at, now=now, report_hours=self._report_hours)
        past = start + limit
        page, more = find(snapshot, wish, here, slice(start, past))
        return EncodedPage(
            items=[snapshot.card(number, moment, round(far)) for far, number in page],
            next=str(past) if more and past <= FARTHEST_START else None,
        )

    async def station(self, id_: str, *, now: datetime) -> Raw:
        """One station as it is now, an encoded StationCard.

        Raises:
            StationNotFound: there is none with this id, or it has closed for good.
        """
        snapshot = await self._latest.snapshot(now)
        number = snapshot.number_of.get(id_)
        if number is None:
            raise errors.StationNotFound(station=id_)
        moment = Moment.of(now, now=now, report_hours=self._report_hours)
        return snapshot.card(number, moment)


def find(
    snapshot: Snapshot, wish: Wish, here: Point, page: slice
) -> tuple[list[tuple[float, int]], bool]:
    """Metres and number of each station on the page, ties by id, and whether more fit."""
    mask = snapshot.mask(wish.amenities, wish.families, wish.at if wish.open else None)
    chords, numbers = _nearest(snapshot, mask, wish.text, here, more_than=page.stop)
    # Only what is as good as equal can stand in another order than its chords.
    stretches = borders(chords)
    first = int(stretches[np.searchsorted(stretches, page.start, side="right") - 1])
    last = int(stretches[np.searchsorted(stretches[:-1], page.stop)])
    some = [(metres(here, snapshot.points[one]), one) for one in map(int, numbers[first:last])]
    some.sort(key=lambda one: (one[0], snapshot.ids[one[1]]))
    return some[page.start - first : page.stop - first], len(numbers) > page.stop


async def _check(wish: Wish) -> None:
    """Refuse what is in no table; the tables are asked, for a word may be new."""
    amenities = set(await Amenity.select(Amenity.id).output(as_list=True))
    if unknown := sorted(wish.amenities - amenities):
        raise errors.AmenityUnknown(amenity=unknown[0])
    families = set(await Family.select(Family.id).output(as_list=True))
    if unknown := sorted(wish.families - families):
        raise errors.FamilyUnknown(family=unknown[0])


def _nearest(
    snapshot: Snapshot, mask: Mask | None, text: str, here: Point, *, more_than: int
) -> tuple[Chords, Numbers]:
    """The nearest that fit, from near to far: all of them, or more than were asked for."""
    look = max(_LOOK, more_than + 1)
    if text and snapshot.text.at_most(text) <= _FEW:
        few = np.concatenate([np.empty(0, np.intp), *snapshot.text.containing(text)])
        groups, text = snapshot.tree.among(few, here, look), ""
    elif mask is not None and np.count_nonzero(mask) <= _FEW:
        groups, mask = snapshot.tree.among(np.flatnonzero(mask), here, look), None
    else:
        groups = snapshot.tree.from_near_to_far(here, look)
    found: list[tuple[Chords, Numbers]] = [(np.empty(0), np.empty(0, np.intp))]
    count = 0
    for chords, numbers in groups:
        fits = np.ones(len(numbers), np.bool_) if mask is None else mask[numbers]
        if text:
            fits[fits] = [snapshot.text.contains(int(one), text) for one in numbers[fits]]
        found.append((chords[fits], numbers[fits]))
        count += int(np.count_nonzero(fits))
        if count > more_than:
            break
    return np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])
