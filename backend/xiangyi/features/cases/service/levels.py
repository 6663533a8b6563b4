"""Who convenes or watches near a place: of the nearest level that has anybody."""

from typing import Final

from xiangyi.core.asking import Role, Scope
from xiangyi.core.db import run
from xiangyi.features.divisions import service as divisions
from xiangyi.features.notifications.schemas import Group

CONVENE: Final[tuple[Role, ...]] = ("convener",)
WATCH: Final[tuple[Role, ...]] = ("supervisor",)
#: To whom it climbs.
ABOVE: Final[tuple[Role, ...]] = ("convener", "supervisor")
#: Where nobody of those is there, whoever makes them.
_LAST: Final[tuple[Role, ...]] = ("administrator",)
_HELD: Final = (
    "SELECT DISTINCT scope_id FROM role_grant WHERE scope_kind = 'division'"
    " AND scope_id IN ({keys}) AND role IN ({roles})"
    " AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL"
)


async def nearest(division: str, roles: tuple[Role, ...], *, above: bool = False) -> Group | None:
    """Who holds one of the roles in the division or the nearest around it, or only `above` it.

    Where nobody does, the nearest administrators; None where there are none either.
    """
    lineage = (await divisions.lineages([division]))[division]
    around = [one.key for one in reversed(lineage)]
    found = await _first(around[1:] if above else around, roles)
    return found or await _first(around, _LAST)


async def further(division: str, *, watched: bool) -> tuple[str, Group | None]:
    """From where on it climbs, and to whom: of what is `watched`, from where that is.

    None where nobody is above, or only those who watch it already.
    """
    watch = await nearest(division, WATCH) if watched else None
    place = watch.scope.id if watch and watch.scope else division
    found = await nearest(place, ABOVE, above=True)
    return place, None if found == watch else found


async def _first(near: list[str], roles: tuple[Role, ...]) -> Group | None:
    if not near:
        return None
    keys, of_roles = (", ".join(["{}"] * len(few)) for few in (near, roles))
    found = await run(_HELD.format(keys=keys, roles=of_roles), *near, *roles)
    held = {str(one["scope_id"]) for one in found}
    first = next((key for key in near if key in held), None)
    return Group(roles=roles, scope=Scope("division", first)) if first else None
