"""Where a role's scope lies: what it is called, and what contains it.

Stations are a higher feature's. It hands in how to look them up, once for each process, as
`keys.use` does.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable
from uuid import UUID

from msgspec import Struct

from xiangyi.core import asking
from xiangyi.core.asking import Scope
from xiangyi.features.divisions import service as divisions
from xiangyi.features.organisations import service as organisations


class Place(Struct, frozen=True):
    """What is known of a scope from its own feature."""

    name: str
    division: str
    #: Closed or ended: nothing new is granted there.
    over: bool


class Ground(Struct, frozen=True, kw_only=True):
    """A scope with its surroundings.

    Attributes:
        division: the key of the division in which it lies, or which it is.
        within: itself and everything that contains it.
    """

    name: str
    division: str
    over: bool
    within: tuple[Scope, ...]


#: The stations of these ids, as far as there are such.
StationsKnown = Callable[[Collection[str]], Awaitable[dict[str, Place]]]


async def _no_stations(_: Collection[str]) -> dict[str, Place]:
    return {}


_stations: StationsKnown = _no_stations


def know_stations(how: StationsKnown) -> None:
    """Let this process look up stations so."""
    global _stations  # noqa: PLW0603  # one way in a process
    _stations = how


async def grounds(scopes: Iterable[Scope]) -> dict[Scope, Ground]:
    """For each scope that there is, where it lies."""
    wanted = set(scopes)
    places = await _organisations(wanted) | await _stations_among(wanted)
    keys = {one.id for one in wanted if one.kind == "division"}
    lineages = await divisions.lineages(keys | {one.division for one in places.values()})
    for key in keys & lineages.keys():
        *above, known = lineages[key]
        name = "".join(one.name for one in [*above[1:], known])
        places[Scope("division", key)] = Place(name, key, over=known.valid_to is not None)
    return {
        scope: Ground(
            name=place.name,
            division=place.division,
            over=place.over,
            within=(scope, *asking.divisions([one.key for one in lineages[place.division]])),
        )
        for scope, place in places.items()
    }


async def _organisations(wanted: Collection[Scope]) -> dict[Scope, Place]:
    ids = {id_ for one in wanted if one.kind == "organisation" and (id_ := _uuid(one.id))}
    homes = await organisations.homes(ids)
    return {
        Scope("organisation", str(id_)): Place(home.name, home.division, over=home.closed)
        for id_, home in homes.items()
    }


async def _stations_among(wanted: Collection[Scope]) -> dict[Scope, Place]:
    ids = {one.id for one in wanted if one.kind == "station"}
    found = await _stations(ids) if ids else {}
    return {Scope("station", id_): place for id_, place in found.items()}


def _uuid(text: str) -> UUID | None:
    """An id as it is written here; no second spelling of the same."""
    try:
        id_ = UUID(text)
    except ValueError:
        return None
    return id_ if str(id_) == text else None
