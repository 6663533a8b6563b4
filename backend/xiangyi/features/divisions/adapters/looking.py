"""Looking through the tree: by parent, by level, by what somebody typed."""

from collections.abc import Mapping
from typing import Any

from piccolo.querystring import QueryString

from xiangyi.core.db import run
from xiangyi.features.divisions.adapters import index
from xiangyi.features.divisions.adapters.index import Wish
from xiangyi.features.divisions.schemas import DivisionCard

_CARDS = (
    'SELECT "key", system, code, name, level, parent, lon, lat,'
    ' EXISTS (SELECT 1 FROM division AS child WHERE child.parent = found."key"'
    " AND child.valid_to IS NULL) AS has_children"
    ' FROM (SELECT * FROM division WHERE valid_to IS NULL AND {} ORDER BY "key" LIMIT {}) AS found'
    ' ORDER BY "key"'
)
_BELOW = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {}'
    ' UNION ALL SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below'
)
#: A place is a flag, the level's depth and the key.
_KEY_AT = 2


async def look(wish: Wish, *, after: str | None, limit: int) -> list[tuple[str, DivisionCard]]:
    """At most `limit` divisions past the place `after`, each with its own place; none has ended.

    What begins with the words comes first, then from the top of the tree down, then by key.
    """
    if not wish.words and not wish.level:
        return await _children(wish.parent, after, limit)
    places = (await index.current()).find(wish, after=after, limit=limit)
    keys = [place[_KEY_AT:] for place in places]
    blanks = ", ".join(["{}"] * len(keys))
    found = await _cards(QueryString(f'"key" IN ({blanks})', *keys), limit) if keys else {}
    return [(place, found[key]) for place, key in zip(places, keys, strict=True) if key in found]


async def keys_below(key: str) -> list[str]:
    """The key itself and all below it, ended ones too; empty where it is unknown."""
    return [str(row["key"]) for row in await run(_BELOW, key)]


async def _children(
    parent: str | None, after: str | None, limit: int
) -> list[tuple[str, DivisionCard]]:
    lower = after[_KEY_AT:] if after else ""
    where = QueryString('parent IS NULL AND "key" > {}', lower)
    if parent is not None:
        where = QueryString('parent = {} AND "key" > {}', parent, lower)
    found = await _cards(where, limit)
    return [("0" + index.place(card.level, key), card) for key, card in found.items()]


async def _cards(where: QueryString, limit: int) -> dict[str, DivisionCard]:
    return {str(row["key"]): _card(row) for row in await run(_CARDS, where, limit)}


def _card(row: Mapping[str, Any]) -> DivisionCard:
    fields = {name: row[name] for name in DivisionCard.__struct_fields__}
    return DivisionCard(**{**fields, "has_children": bool(row["has_children"])})
