"""What a list is judged against: the divisions, words and counties that are known here."""

import asyncio
from collections.abc import Iterable, Mapping

from msgspec import Struct

from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.stations.adapters.counties import Counties, counties_of
from xiangyi.features.stations.rules.listing import words
from xiangyi.features.stations.tables import Amenity, Family

#: The statistics bureau's codes; a code of Civil Affairs may mean another town.
SYSTEM = "nbs"


class Ground(Struct, frozen=True):
    """Everything known that a row may name, read once for a whole list."""

    #: By code, from the province down to the division itself, ended ones too.
    lineages: Mapping[str, list[Known]]
    #: The counties that have not ended, by the six digits that polygons go by.
    counties: Mapping[str, Known]
    #: The streets of each county, by the county's key.
    streets: Mapping[str, list[Known]]
    successors: Mapping[str, Known]
    polygons: Counties
    #: The first two digits of the codes of the provinces that are held.
    provinces: frozenset[str]
    families: Mapping[str, str]
    amenities: Mapping[str, str]
    entries: Mapping[str, str]
    amenity_names: Mapping[str, str]


async def read_ground(codes: Iterable[str]) -> Ground:
    """Read what a list that names these codes is judged against."""
    found = await divisions.lineages({f"{SYSTEM}:{code}" for code in codes if code})
    named = [lineage[-1] for lineage in found.values()]
    successors = await divisions.lineages({one.successor for one in named if one.successor})
    upper = [one for one in await divisions.down_to("street") if one.system == SYSTEM]
    provinces = frozenset(one.code[:2] for one in upper if one.level == "province")
    streets: dict[str, list[Known]] = {}
    for one in upper:
        if one.level == "street" and one.parent:
            streets.setdefault(one.parent, []).append(one)
    families = await Family.select()
    amenities = await Amenity.select()
    return Ground(
        lineages={key.partition(":")[2]: lineage for key, lineage in found.items()},
        counties={one.code[:6]: one for one in upper if one.level == "county"},
        streets=streets,
        successors={key: lineage[-1] for key, lineage in successors.items()},
        polygons=await asyncio.to_thread(counties_of, provinces),
        provinces=provinces,
        families=_vocabulary(words.FAMILIES, families),
        amenities=_vocabulary(words.AMENITIES, amenities),
        entries=words.vocabulary(words.ENTRIES, [(one, ()) for one in words.ENTRIES]),
        amenity_names={row["id"]: row["name_zh"] for row in amenities},
    )


def _vocabulary(synonyms: Mapping[str, str], rows: Iterable[dict[str, str]]) -> dict[str, str]:
    return words.vocabulary(
        synonyms, ((row["id"], (row["name_zh"], row["name_en"])) for row in rows)
    )
