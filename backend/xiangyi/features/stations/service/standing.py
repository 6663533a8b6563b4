"""Where stations stand in the tree, for what is granted there."""

from collections.abc import Collection

from xiangyi.features.identity.service.scopes import Place
from xiangyi.features.stations.tables import Station


async def places(ids: Collection[str]) -> dict[str, Place]:
    """The stations of these ids, closed ones too, as far as there are such."""
    if not ids:
        return {}
    rows = await Station.select(
        Station.id, Station.name, Station.division, Station.closed_at
    ).where(Station.id.is_in(list(ids)))
    return {
        row["id"]: Place(row["name"], row["division"], over=row["closed_at"] is not None)
        for row in rows
    }
