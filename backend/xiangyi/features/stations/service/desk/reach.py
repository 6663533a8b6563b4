"""Which stations somebody answers for."""

from typing import Any

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.divisions import service as tree
from xiangyi.features.stations import errors
from xiangyi.features.stations.tables import Station

#: Who may speak for a station: its manager, and an administrator of where it lies.
KEEPERS: tuple[Role, ...] = ("manager", "administrator")
#: Who may look besides.
LOOKERS: tuple[Role, ...] = (*KEEPERS, "supervisor")


def is_manager(asker: Asker, station: str) -> bool:
    """Whether it is the asker's daily work; what others look at here is written down."""
    return asker.holds("manager", within=[Scope("station", station)])


async def is_keeper(asker: Asker, station: dict[str, Any]) -> bool:
    """Whether the asker speaks for a station, rather than only looks at it."""
    return asker.holds(*KEEPERS, within=await scopes_of_station(station["id"], station["division"]))


async def scopes_of_station(station: str, division: str) -> list[Scope]:
    """Everything that contains a station: itself, its division and those above it."""
    lineage = (await tree.lineages([division])).get(division, [])
    return [Scope("station", station), *divisions([one.key for one in lineage])]


async def expect_keeper(asker: Asker, station: str) -> dict[str, Any]:
    """The station's row, if the asker speaks for it.

    Raises:
        StationNotFound: there is none, or it has closed for good.
        RoleMissing: somebody else keeps it.
    """
    return await _expect(asker, station, KEEPERS)


async def expect_looker(asker: Asker, station: str, *, closed: bool = False) -> dict[str, Any]:
    """The station's row, if the asker may look at what is behind it.

    Args:
        closed: one that has closed for good may be looked at too.

    Raises:
        StationNotFound, RoleMissing: as above.
    """
    return await _expect(asker, station, LOOKERS, closed=closed)


async def expect_administrator(
    asker: Asker, station: str, *, closed: bool = False
) -> dict[str, Any]:
    """The row of a station, closed or not as is said, if the asker administers where it lies.

    Raises:
        StationNotFound, RoleMissing: as above.
    """
    return await _expect(asker, station, ("administrator",), closed=closed)


async def _expect(
    asker: Asker, station: str, roles: tuple[Role, ...], *, closed: bool = False
) -> dict[str, Any]:
    row: dict[str, Any] | None = await Station.select().where(Station.id == station).first()
    if row is None or (row["closed_at"] is not None and not closed):
        raise errors.StationNotFound(station=station)
    asker.expect(*roles, within=await scopes_of_station(station, row["division"]))
    return row
