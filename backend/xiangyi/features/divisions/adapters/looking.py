"""Looking through the tree: by parent, by level, by what somebody typed."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from piccolo.querystring import QueryString

from xiangyi.core.db import run
from xiangyi.features.divisions.rules.tree import LEVELS
from xiangyi.features.divisions.schemas import DivisionCard

_HAS_CHILDREN = (
    'EXISTS (SELECT 1 FROM division AS child WHERE child.parent = found."key"'
    " AND child.valid_to IS NULL)"
)
_BELOW = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {}'
    ' UNION ALL SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below'
)
#: Orders a listing, and is its cursor: what begins with the words, then from the top of the
#: tree down, then by key.
_PLACE = (
    "{} || CASE level "
    + " ".join(f"WHEN '{level}' THEN '{depth}'" for depth, level in enumerate(LEVELS))
    + ' END || "key"'
)


class Wish(Struct, frozen=True, kw_only=True):
    """What is looked for: with neither words nor level, the children of `parent` or the roots."""

    parent: str | None = None
    level: str | None = None
    #: Part of a name, in lower case.
    words: str = ""
    #: The same as pinyin or its initials, where it can be.
    spelt: str | None = None


async def look(wish: Wish, *, after: str | None, limit: int) -> list[tuple[str, DivisionCard]]:
    """At most `limit` divisions past the place `after`, each with its own place; none has ended."""
    begins = QueryString("'0'")
    conditions = [QueryString("valid_to IS NULL"), *_where(wish)]
    if wish.words:
        begins = QueryString("CASE WHEN {} THEN '0' ELSE '1' END", _is_like(wish, "{}%"))
        conditions.append(_is_like(wish, "%{}%"))
    if after is not None:
        conditions.append(QueryString(_PLACE + " > {}", begins, after))
    rows = await run(
        f"SELECT found.*, {_HAS_CHILDREN} AS has_children FROM ("  # noqa: S608  # no words of others
        f' SELECT "key", system, code, name, level, parent, lon, lat, {_PLACE} AS place'
        f" FROM division WHERE {' AND '.join(['{}'] * len(conditions))}"
        " ORDER BY place LIMIT {}) AS found ORDER BY place",
        begins,
        *conditions,
        limit,
    )
    return [(str(row["place"]), _card(row)) for row in rows]


async def keys_below(key: str) -> list[str]:
    """The key itself and all below it, ended ones too; empty where it is unknown."""
    return [str(row["key"]) for row in await run(_BELOW, key)]


def _where(wish: Wish) -> list[QueryString]:
    below = bool(wish.words or wish.level)
    conditions = []
    if wish.parent and below:
        conditions.append(
            QueryString(f'"key" <> {{}} AND "key" IN ({_BELOW})', wish.parent, wish.parent)
        )
    elif wish.parent:
        conditions.append(QueryString("parent = {}", wish.parent))
    elif not below:
        conditions.append(QueryString("parent IS NULL"))
    if wish.level:
        conditions.append(QueryString("level = {}", wish.level))
    return conditions


def _is_like(wish: Wish, pattern: str) -> QueryString:
    words = pattern.format(_literally(wish.words))
    if wish.spelt is None:
        return QueryString("LOWER(name) LIKE {} ESCAPE '\\'", words)
    spelt = pattern.format(wish.spelt)
    return QueryString(
        "(LOWER(name) LIKE {} ESCAPE '\\' OR pinyin LIKE {} OR initials LIKE {})",
        words,
        spelt,
        spelt,
    )


def _literally(words: str) -> str:
    for special in "\\%_":
        words = words.replace(special, "\\" + special)
    return words


def _card(row: Mapping[str, Any]) -> DivisionCard:
    fields = {name: row[name] for name in DivisionCard.__struct_fields__}
    return DivisionCard(**{**fields, "has_children": bool(row["has_children"])})
