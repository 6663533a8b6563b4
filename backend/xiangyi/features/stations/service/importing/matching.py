"""Which station a row means, and which others look like it."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from msgspec import Struct

from xiangyi.features.stations.rules.distance import Point, metres
from xiangyi.features.stations.rules.listing.cells import spelt_plainly
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service.holding import Outline

#: Without a number of the source's own, a row is the station of the same name in the same
#: division within so many metres.
SAME_WITHIN_M: Final = 200
#: Two of one name within so many metres may be one.
NEAR_M: Final = 50
_MINTED: Final = "~"


class Gist(Struct, gc=False):
    """As much of a row as must be known while others are read."""

    line: int
    source: str
    #: "" as long as it has none.
    external_id: str
    #: Spelt plainly.
    name: str
    division: str
    lon: float
    lat: float
    refused: bool = False
    #: The next row of the same name.
    namesake: "Gist | None" = None

    @property
    def point(self) -> Point:
        return self.lon, self.lat


def gist_of(line: int, told: StationFacts) -> Gist:
    name = spelt_plainly(told.name)
    return Gist(line, told.source, told.external_id, name, told.division, told.lon, told.lat)


class Listed:
    """The rows of a whole list that land, unless they are refused for what others say."""

    def __init__(self) -> None:
        self.rows: list[Gist] = []
        self._by_number: dict[str, dict[str, Gist]] = defaultdict(dict)
        #: The first row of each name, from which the others follow, and the last.
        self._by_name: dict[str, Gist] = {}
        self._last: dict[str, Gist] = {}
        self._meant: list[tuple[float, int, str, Gist]] = []
        self._minted: set[str] = set()

    def add(self, row: Gist) -> Gist | None:
        """Put a row behind the others; tells the earlier one that has its number."""
        self.rows.append(row)
        if self._by_name.setdefault(row.name, row) is not row:
            self._last[row.name].namesake = row
        self._last[row.name] = row
        first = self._by_number[row.source].setdefault(row.external_id, row)
        return first if row.external_id and first is not row else None

    def numbered(self, source: str, external_id: str) -> Gist | None:
        """The row of this number, unless it is refused."""
        row = self._by_number.get(source, {}).get(external_id)
        return None if row is None or row.refused else row

    def sources(self) -> set[str]:
        return set(self._by_number)

    def box(self, margin: float) -> tuple[Point, Point] | None:
        """Its south-west and north-east, so many degrees further out; None where nothing lands."""
        landing = [row for row in self.rows if not row.refused]
        if not landing:
            return None
        lons, lats = [one.lon for one in landing], [one.lat for one in landing]
        return (min(lons) - margin, min(lats) - margin), (max(lons) + margin, max(lats) + margin)

    def renumbered(self, held: Outline) -> Gist | None:
        """The row that has this station's number, but another name and is far away."""
        row = self.numbered(held.source, held.external_id)
        if row is None:
            return None
        names = {spelt_plainly(one.name) for one in (held.here, held.told)}
        far = min(metres(row.point, (one.lon, one.lat)) for one in (held.here, held.told))
        return row if row.name not in names and far > SAME_WITHIN_M else None

    def compare(self, held: Outline) -> None:
        """Note which rows without a number may mean this station, before give_numbers decides.

        Where the division is another, because a list now gives codes or no longer does, it
        must stand as near as a twin.
        """
        self._minted.add(held.external_id)
        if self.numbered(held.source, held.external_id) is not None:
            return
        told = held.told
        for row in _landing(self._by_name.get(spelt_plainly(told.name))):
            if row.external_id or row.source != held.source:
                continue
            far = metres(row.point, (told.lon, told.lat))
            if far <= (SAME_WITHIN_M if row.division == told.division else NEAR_M):
                self._meant.append((far, row.line, held.external_id, row))

    def give_numbers(self) -> None:
        """Give every row that has no number one: that of the station it means, or a new one.

        A station is meant by one row at most, and by the nearest. The same list again gives
        the same numbers.
        """
        for _, _, number, row in sorted(self._meant, key=lambda pair: pair[:3]):
            if not row.external_id and self.numbered(row.source, number) is None:
                self._give(row, number)
        self._meant.clear()
        for row in self.rows:
            if not row.external_id and not row.refused:
                self._give(row, self._mint(row))

    def alike(self) -> Iterator[tuple[Gist, Gist, float]]:
        """Each row with an earlier one of the same name within 50 m, and the metres between."""
        for row in self.rows:
            if row.refused:
                continue
            for earlier in _landing(self._by_name[row.name]):
                if earlier is row:
                    break
                far = metres(row.point, earlier.point)
                if far <= NEAR_M:
                    yield row, earlier, far
                    break

    def near(self, name: str, point: Point) -> Iterator[tuple[Gist, float]]:
        """The rows of this name within 50 m, and how many metres away they are."""
        for row in _landing(self._by_name.get(spelt_plainly(name))):
            far = metres(row.point, point)
            if far <= NEAR_M:
                yield row, far

    def _give(self, row: Gist, number: str) -> None:
        row.external_id = number
        self._by_number[row.source][number] = row

    def _mint(self, row: Gist) -> str:
        name = f"{row.source}\0{row.name}\0{row.division}".encode()
        stem = _MINTED + blake2b(name, digest_size=6).hexdigest()
        count = 1
        while f"{stem}-{count}" in self._minted:
            count += 1
        self._minted.add(f"{stem}-{count}")
        return f"{stem}-{count}"


def _landing(row: Gist | None) -> Iterator[Gist]:
    """The row and its namesakes behind it, but for those that are refused."""
    while row is not None:
        if not row.refused:
            yield row
        row = row.namesake
