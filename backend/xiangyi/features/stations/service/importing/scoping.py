"""Whose stations a list may touch: those of divisions that whoever sends it administers."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.db import run
from xiangyi.features.divisions import service as divisions

if TYPE_CHECKING:
    from xiangyi.features.stations.service.importing.lists import Report


#: The stations that a batch changed, or of which it says otherwise than whoever keeps them.
TOUCHED_BY: Final = (
    "SELECT station FROM station_revision WHERE batch = {}"
    " UNION SELECT station FROM list_dispute WHERE batch = {}"
)


class Desk(Struct, frozen=True):
    """From where a list comes that is not an operator's.

    Attributes:
        within: the keys of the divisions in which its rows and their stations may lie.
        left_out: the lines of rows that whoever sends it has left out.
        kept: what is to be written in the same transaction as the list itself.
    """

    account: UUID
    within: frozenset[str]
    kept: "Callable[[Report], Awaitable[None]]"
    left_out: frozenset[int] = frozenset()


async def administered(asker: Asker) -> frozenset[str]:
    """The keys of all divisions of which the asker is administrator, and of those below them.

    Raises:
        RoleMissing: there are none.
    """
    keys = asker.scopes_of("administrator", kind="division")
    if not keys:
        raise RoleMissing(roles=["administrator"])
    found: set[str] = set()
    for key in keys:
        if key not in found:
            found.update(await divisions.subtree(key))
    return frozenset(found)


async def not_administered(asker: Asker, keys: Iterable[str]) -> set[str]:
    """Those of the divisions of which the asker is no administrator."""
    asked = set(keys)
    lineages = await divisions.lineages(asked)
    return {
        key
        for key in asked
        if not asker.holds(
            "administrator", within=scopes_of([one.key for one in lineages.get(key, ())])
        )
    }


async def smallest_around(batch: str) -> str | None:
    """The smallest division in which all stations of a batch lie, if one contains them all."""
    rows = await run(
        f"SELECT DISTINCT division FROM station WHERE id IN ({TOUCHED_BY})",  # noqa: S608  # ours
        *(batch, batch),
    )
    lineages = await divisions.lineages(str(row["division"]) for row in rows)
    paths = [[one.key for one in lineage] for lineage in lineages.values()]
    common = None
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common
