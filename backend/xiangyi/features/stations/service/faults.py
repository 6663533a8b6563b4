"""Which amenities are out of order, since when, in whose words: all of it from what was said."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xiangyi.core.db import in_parts
from xiangyi.features.stations.tables import AmenityState, StationAmenity

WORKS: Final[Mapping[str, Any]] = {"out_since": None, "out_note": ""}


async def out_of_order(stations: Sequence[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What managers said last of amenities that do not work: since when, and their words."""
    said: list[dict[str, Any]] = []
    for some in in_parts(stations, 1):
        said += await AmenityState.select().where(
            AmenityState.station.is_in(list(some)) & AmenityState.withdrawn_at.is_null()
        )
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in sorted(said, key=lambda one: (one["said_at"], one["received_at"])):
        which = (row["station"], row["amenity"])
        if row["works"]:
            found.pop(which, None)
        else:
            known = found.get(which, {"out_since": row["said_at"]})["out_since"]
            since = row["since_at"] or known
            found[which] = {"out_since": since, "out_note": row["note"]}
    return found


async def put_amenity(station: str, amenity: str) -> None:
    """Let an amenity be as was last said of it, in the caller's transaction."""
    said = (await out_of_order([station])).get((station, amenity), WORKS)
    since, note = StationAmenity.out_since, StationAmenity.out_note
    await StationAmenity.update({since: said["out_since"], note: said["out_note"]}).where(
        (StationAmenity.station == station) & (StationAmenity.amenity == amenity)
    )
