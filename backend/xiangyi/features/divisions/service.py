"""What divisions do: take in the tree, and say where a place lies in it."""

from collections.abc import Iterable
from datetime import date

from xiangyi.core.db import atomic
from xiangyi.core.lines import Faults, source_of
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.divisions import errors
from xiangyi.features.divisions.adapters import keeping, looking
from xiangyi.features.divisions.adapters.index import Wish
from xiangyi.features.divisions.adapters.reading import read
from xiangyi.features.divisions.rules import comparing
from xiangyi.features.divisions.rules.searching import as_spelt
from xiangyi.features.divisions.rules.tree import (
    LEVELS,
    SYSTEMS,
    Known,
    Level,
    is_key,
    lies_in_china,
)
from xiangyi.features.divisions.schemas import DivisionCard, DivisionPage, DivisionPath, Imported


async def import_divisions(content: bytes, *, system: str, as_of: date, source: str) -> Imported:
    """Make the tree of a system of codes say what a file says, whole or not at all.

    `content` is CSV in UTF-8: `code,name,level,parent`, and `lon,lat` in WGS-84 degrees if
    it has them. What is held below the file's topmost divisions and is missing from a file
    that is newer ends on `as_of`; where a new code has the same name in the same place, it
    is the successor. The same file twice changes nothing.

    Raises:
        DivisionFileBroken: some line is wrong; its facts name the lines.
        DivisionFileOlder: something the file speaks of is held from a later date.
        CodeSystemUnknown: `system` is neither `nbs` nor `mca`.
        SourceUnusable: `source`, which is shown as the origin, cannot be.
    """
    if system not in SYSTEMS:
        raise errors.CodeSystemUnknown(system=system, known=SYSTEMS)
    source = source_of(source)
    faults = Faults()
    told = read(content, system, faults)
    async with atomic():
        await keeping.hold_others_back()
        held = await keeping.of_system(system)
        ground = comparing.ground(told, held)
        newest = comparing.newest(held[key] for key in ground | (told.keys() & held.keys()))
        if newest > as_of:
            raise errors.DivisionFileOlder(held=newest, given=as_of)
        leaving = {key for key in ground - told.keys() if held[key].as_of < as_of}
        comparing.check_places(told, held, leaving, faults)
        if faults.total:
            raise errors.DivisionFileBroken(**faults.facts())
        changes = comparing.compare(told, held, leaving, as_of=as_of, source=source)
        await keeping.put([*changes.added, *changes.changed, *changes.ended])
        await keeping.confirm(changes.confirmed, as_of=as_of, source=source)
    return Imported(
        added=len(changes.added),
        changed=len(changes.changed),
        ended=len(changes.ended),
        unchanged=changes.unchanged,
    )


async def locate(points: Iterable[tuple[str, float, float]]) -> None:
    """Give divisions the points people would take for their middles: key, lon, lat in WGS-84.

    Raises:
        PointOutsideChina: a point that must be wrong; no division gets one then.
        DivisionNotFound: a key is unknown; the same.
    """
    wanted = {key: (lon, lat) for key, lon, lat in points}
    for key, (lon, lat) in wanted.items():
        if not lies_in_china(lon, lat):
            raise errors.PointOutsideChina(key=key, lon=lon, lat=lat)
    async with atomic():
        found = await keeping.set_points([(key, *point) for key, point in wanted.items()])
        if missing := sorted(wanted.keys() - found):
            raise errors.DivisionNotFound(key=missing[0])


async def list_divisions(
    *,
    parent: str | None = None,
    q: str = "",
    level: Level | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> DivisionPage:
    """The children of `parent`, or the provinces; none that has ended.

    With `q`, part of a name, of its pinyin or of the initials, or with `level`, everything
    below `parent` is looked through. What begins with `q` comes first, higher levels before
    lower ones. `cursor` is the `next` of the page before.

    Raises:
        DivisionNotFound: `parent` is not known.
        SearchUnusable: `q` hides something.
    """
    words = tidy(q)
    if has_hidden(words):
        raise errors.SearchUnusable
    if parent is not None:
        await _known(parent)
    wish = Wish(parent=parent, level=level, words=words.lower(), spelt=as_spelt(words))
    found = await looking.look(wish, after=cursor, limit=limit + 1)
    return DivisionPage(
        items=[card for _, card in found[:limit]],
        next=found[limit - 1][0] if len(found) > limit else None,
    )


async def division(key: str) -> DivisionPath:
    """One division, ended or not, with those above it, the province first.

    Raises:
        DivisionNotFound: no such key.
    """
    *above, known = await _lineage(key)
    return DivisionPath(
        division=DivisionCard.of(known, has_children=await keeping.has_children(key)),
        ancestors=[DivisionCard.of(one, has_children=True) for one in above],
        source=known.source,
        as_of=known.as_of,
        valid_to=known.valid_to,
        successor=known.successor,
    )


async def lineages(keys: Iterable[str]) -> dict[str, list[Known]]:
    """For each key that is known, from its province down to itself."""
    found = await keeping.of_keys([key for key in keys if is_key(key)])
    wanted = set(found)
    while missing := {one.parent for one in found.values() if one.parent} - found.keys():
        found |= await keeping.of_keys(missing)
    return {key: _path(found, key) for key in wanted}


async def names(keys: Iterable[str]) -> dict[str, str]:
    """For each key that is known, its name with those above it, but for the province's."""
    found = await lineages(keys)
    return {
        key: "".join(one.name for one in lineage[1:] or lineage) for key, lineage in found.items()
    }


async def ancestors(key: str) -> list[Known]:
    """Those above a division, the province first.

    Raises:
        DivisionNotFound: no such key.
    """
    return (await _lineage(key))[:-1]


async def prefecture_of(key: str) -> str:
    """The key of the prefecture in which a division lies, or which it is.

    Raises:
        DivisionNotFound: no such key.
        DivisionHasNoPrefecture: it is a province.
    """
    for one in await _lineage(key):
        if one.level == "prefecture":
            return one.key
    raise errors.DivisionHasNoPrefecture(key=key)


async def subtree(key: str) -> list[str]:
    """The keys of a division and of all below it, ended ones too, for rows that still name them.

    Raises:
        DivisionNotFound: no such key.
    """
    keys = await looking.keys_below(key) if is_key(key) else []
    if not keys:
        raise errors.DivisionNotFound(key=key)
    return keys


async def down_to(level: Level) -> list[Known]:
    """Every division of that level or above that has not ended, by key."""
    return await keeping.of_levels(LEVELS[: LEVELS.index(level) + 1])


async def _lineage(key: str) -> list[Known]:
    lineage = (await lineages([key])).get(key)
    if lineage is None:
        raise errors.DivisionNotFound(key=key)
    return lineage


async def _known(key: str) -> None:
    if not is_key(key) or not await keeping.of_keys([key]):
        raise errors.DivisionNotFound(key=key)


def _path(found: dict[str, Known], key: str) -> list[Known]:
    path = [found[key]]
    while above := path[0].parent:
        path.insert(0, found[above])
    return path
