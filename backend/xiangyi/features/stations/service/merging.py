"""What a list says of a station, merged with what is here: never over what a manager has mended."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service.changes import Change
from xiangyi.features.stations.service.holding import Held

#: Facts that say one thing together and are merged as one.
GROUPS = (("lon", "lat", "datum"), ("family", "family_words"), ("amenities", "amenity_words"))
#: What a row is that says nothing.
_SILENCE = StationFacts(
    source="", external_id="", name="", family="other", division="", lon=0, lat=0
)


def unsaid_in(told: StationFacts, silent: Collection[str]) -> set[str]:
    """The facts of which a row says nothing, of those for which its list has no column."""
    return {name for name in silent if getattr(told, name) == getattr(_SILENCE, name)}


def with_what_stands(told: StationFacts, mine: Held, unsaid: Collection[str]) -> StationFacts:
    before = mine.told or mine.facts
    return replace(told, **{name: getattr(before, name) for name in unsaid})


def merged(mine: Held, told: StationFacts) -> tuple[Change | None, tuple[str, ...]]:
    """Take what the source changed since it last told, unless a manager changed it too."""
    base, here = mine.told or mine.facts, mine.facts
    told = tidied(told)
    if (told.lon, told.lat) == (base.lon, base.lat):
        # The same point told in another datum is the same point.
        told = replace(told, datum=base.datum)
    if told == base == here:
        return None, ()
    after, kept = here, told
    contested: list[str] = []
    for group in _groups():
        old, now_here, new = (values(one, group) for one in (base, here, told))
        if new in (old, now_here):
            continue
        if now_here == old:
            after = replace(after, **new)
        else:
            contested += group
            kept = replace(kept, **old)
    if after == here and kept == mine.told:
        return None, tuple(contested)
    change = Change(
        id=mine.id,
        prefecture=mine.prefecture,
        before=here,
        after=after,
        told_before=mine.told,
        told=kept,
    )
    return change, tuple(contested)


def _groups() -> list[tuple[str, ...]]:
    together = {name for group in GROUPS for name in group}
    alone = [
        (name,)
        for name in StationFacts.__struct_fields__
        if name not in together | {"source", "external_id"}
    ]
    return [*alone, *GROUPS]


def values(facts: StationFacts, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in names}


def tidied(facts: StationFacts) -> StationFacts:
    """Amenities in one order, as they come back from the database."""
    return replace(facts, amenities=tuple(sorted(facts.amenities, key=lambda one: one.id)))
