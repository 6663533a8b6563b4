"""Where a case is: a division, or a station or scene in one, never a point of the person."""

from typing import Any

from msgspec import Struct

from xiangyi.features.cases import errors
from xiangyi.features.cases.schemas import AlikeSought, Raising
from xiangyi.features.divisions import service as divisions
from xiangyi.features.scenes.tables import Scene
from xiangyi.features.stations.service import standing


class Spot(Struct, frozen=True):
    """The division, and how the place in it is called; "" for the division itself."""

    division: str
    name: str


async def spot(told: Raising | AlikeSought) -> Spot:
    """The one place that somebody names.

    Raises:
        CasePlaceUnusable: they name none, several, or one that is not known.
    """
    named = [name for name in ("division", "station", "scene") if getattr(told, name) is not None]
    if len(named) != 1:
        raise errors.CasePlaceUnusable(field="place")
    if told.station is not None:
        place = (await standing.places([told.station])).get(told.station)
        if place is not None:
            return Spot(place.division, place.name)
    elif told.scene is not None:
        row = await Scene.select(Scene.division, Scene.name).where(Scene.id == told.scene).first()
        if row is not None:
            return Spot(row["division"], row["name"])
    elif told.division is not None and await divisions.lineages([told.division]):
        return Spot(told.division, "")
    raise errors.CasePlaceUnusable(field=named[0])


async def names(rows: list[dict[str, Any]]) -> dict[Any, str]:
    """By the id of each case, how its place is called."""
    stations = await standing.places({row["station"] for row in rows if row["station"]})
    ids = [row["scene"] for row in rows if row["scene"]]
    found = await Scene.select(Scene.id, Scene.name).where(Scene.id.is_in(ids)) if ids else []
    scenes = {one["id"]: one["name"] for one in found}
    around = await divisions.names({row["division"] for row in rows})
    return {row["id"]: _named(row, stations, scenes) or around[row["division"]] for row in rows}


def _named(row: dict[str, Any], stations: dict[str, Any], scenes: dict[Any, str]) -> str:
    if row["station"]:
        return str(stations[row["station"]].name)
    return scenes.get(row["scene"], "")
