"""Which station a row means, and which others look like it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from xiangyi.features.stations.rules.distance import Point, metres
from xiangyi.features.stations.rules.listing.cells import spelt_plainly
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service.holding import Held

#: Without a number of the source's own, a row is the station of the same name in the same
#: division within so many metres.
SAME_WITHIN_M: Final = 200
#: Two of one name within so many metres may be one.
NEAR_M: Final = 50
_MINTED: Final = "~"


class Neighbour(Struct, frozen=True):
    """A station that is held, as far as comparing needs it."""

    id: str
    name: str
    point: Point


def numbered(stations: Sequence[StationFacts], held: Iterable[Held]) -> list[StationFacts]:
    """Give every row that has no number one: that of the station it means, or a new one.

    A station is meant by one row at most, and by the nearest. Where the division is another,
    because a list now gives codes or no longer does, it must stand as near as a twin. The
    same list again gives the same numbers.
    """
    known: dict[tuple[str, str], dict[str, StationFacts]] = defaultdict(dict)
    for one in held:
        told = one.told or one.facts
        known[_key(told)][told.external_id] = told
    minted = {one.facts.external_id for one in held}
    for told in stations:
        if told.external_id:
            known[_key(told)].pop(told.external_id, None)
    pairs = sorted(
        (far, position, number)
        for position, told in enumerate(stations)
        if not told.external_id
        for number, other in known[_key(told)].items()
        if (far := _metres(told, other))
        <= (SAME_WITHIN_M if told.division == other.division else NEAR_M)
    )
    numbers: dict[int, str] = {}
    meant: set[tuple[tuple[str, str], str]] = set()
    for _, position, number in pairs:
        station = _key(stations[position]), number
        if position not in numbers and station not in meant:
            numbers[position] = number
            meant.add(station)
    return [
        told
        if told.external_id
        else replace(told, external_id=numbers.get(position) or _mint(told, minted))
        for position, told in enumerate(stations)
    ]


def renumbered(
    stations: Sequence[StationFacts], held: Iterable[Held]
) -> dict[int, tuple[Held, float]]:
    """For each row whose number is that of a station with another name far away, that station."""
    by_number = {(one.facts.source, one.facts.external_id): one for one in held}
    found = {}
    for position, told in enumerate(stations):
        other = by_number.get((told.source, told.external_id))
        if not told.external_id or other is None:
            continue
        names = {spelt_plainly(one.name) for one in (other.facts, other.told or other.facts)}
        far = min(_metres(told, one) for one in (other.facts, other.told or other.facts))
        if spelt_plainly(told.name) not in names and far > SAME_WITHIN_M:
            found[position] = (other, far)
    return found


def twice(stations: Sequence[StationFacts]) -> dict[int, int]:
    """For each row whose source's number an earlier row has, that earlier row; both by position."""
    first: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for position, told in enumerate(stations):
        if told.external_id:
            earlier = first.setdefault((told.source, told.external_id), position)
            if earlier != position:
                found[position] = earlier
    return found


def alike(stations: Sequence[StationFacts]) -> dict[int, tuple[int, float]]:
    """For each row, an earlier one of the same name within 50 m, and the metres between them."""
    seen: dict[str, list[int]] = defaultdict(list)
    found = {}
    for position, told in enumerate(stations):
        name = spelt_plainly(told.name)
        for earlier in seen[name]:
            other = stations[earlier]
            far = metres((told.lon, told.lat), (other.lon, other.lat))
            if far <= NEAR_M:
                found[position] = (earlier, far)
                break
        seen[name].append(position)
    return found


def standing_near(
    stations: Sequence[StationFacts], others: Mapping[str, Sequence[Neighbour]]
) -> dict[int, tuple[Neighbour, float]]:
    """For each row, a station of the same name within 50 m that no row of the list means."""
    found = {}
    for position, told in enumerate(stations):
        for other in others.get(spelt_plainly(told.name), ()):
            far = metres((told.lon, told.lat), other.point)
            if far <= NEAR_M:
                found[position] = (other, far)
                break
    return found


def _key(told: StationFacts) -> tuple[str, str]:
    return told.source, spelt_plainly(told.name)


def _metres(one: StationFacts, other: StationFacts) -> float:
    return metres((one.lon, one.lat), (other.lon, other.lat))


def _mint(told: StationFacts, minted: set[str]) -> str:
    name = "\0".join((*_key(told), told.division)).encode()
    stem = _MINTED + blake2b(name, digest_size=6).hexdigest()
    count = 1
    while f"{stem}-{count}" in minted:
        count += 1
    minted.add(f"{stem}-{count}")
    return f"{stem}-{count}"
