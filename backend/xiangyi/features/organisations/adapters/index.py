"""All open organisations in memory, found by name, kind and place; read anew after a change."""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
from msgspec import Struct
from piccolo.engine import Engine

from xiangyi.core.db import engine_in_use, run
from xiangyi.core.text_index import Numbers, TextIndex
from xiangyi.core.threads import aside
from xiangyi.features.divisions import service as divisions

_EVERYTHING = (
    "SELECT id, kind, home, name, pinyin, initials FROM organisation WHERE closed_at IS NULL"
)
_REVISIONS = (
    "SELECT (SELECT revision FROM organisation_revision) AS ours,"
    " (SELECT revision FROM division_revision) AS theirs"
)
_COUNT = (
    "INSERT INTO organisation_revision (id, revision) VALUES (1, 1) ON CONFLICT (id) DO UPDATE"
    " SET revision = organisation_revision.revision + 1"
)
#: Between a name and its spellings; nobody can type it.
_APART = "\n"
_LONGEST = 60
_NONE: Numbers = np.empty(0, np.intp)


class Wish(Struct, frozen=True, kw_only=True):
    """What is looked for; what is empty or None is not asked about."""

    #: Part of a name, in lower case, and the same as pinyin or its initials, where it can be.
    words: str = ""
    spelt: str | None = None
    kind: str | None = None
    #: At home there or below.
    division: str | None = None


class Index:
    """The organisations by number, in the order of their spelling."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], above: Mapping[str, list[str]]) -> None:
        rows = sorted(rows, key=_place)
        self._places = [_place(row) for row in rows]
        self._text = TextIndex(
            [_APART.join((row["name"].lower(), row["pinyin"], row["initials"])) for row in rows]
        )
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for group in (row["kind"], *above[row["home"]]):
                numbers[group].append(number)
        #: By kind, and by division with all below it.
        self._groups = {group: np.array(some, np.intp) for group, some in numbers.items()}

    def find(self, wish: Wish, *, after: str | None, limit: int) -> list[str]:
        """At most `limit` places past the place `after`: the spelling, a dash and the id."""
        first = bisect_right(self._places, after) if after else 0
        return [self._places[number] for number in islice(self._fitting(wish, first), limit)]

    def _fitting(self, wish: Wish, first: int) -> Iterator[int]:
        """The numbers from `first` on of those that fit, one at a time: a page needs few."""
        words = [one for one in {wish.words, wish.spelt} if one]
        wanted = [one for one in (wish.kind, wish.division) if one is not None]
        groups = sorted((self._groups.get(one, _NONE) for one in wanted), key=len)
        likely = sum(self._text.at_most(one) for one in words)
        if words and (not groups or likely < len(groups[0])):
            found = self._containing(words, first)
        elif groups:
            smallest = groups.pop(0)
            found = map(int, smallest[np.searchsorted(smallest, first) :])
            if words:
                found = (one for one in found if any(self._text.contains(one, w) for w in words))
        else:
            found = iter(range(first, len(self._places)))
        return (one for one in found if all(_has(group, one) for group in groups))

    def _containing(self, words: Sequence[str], first: int) -> Iterator[int]:
        some = [one for one in words if self._text.at_most(one)]
        groups: Iterable[Numbers] = (
            group for one in some for group in self._text.containing(one, first)
        )
        if len(some) > 1:
            groups = [np.unique(np.concatenate([_NONE, *groups]))]
        return (int(number) for group in groups for number in group)


def _has(group: Numbers, number: int) -> bool:
    place = int(np.searchsorted(group, number))
    return place < len(group) and int(group[place]) == number


class _Kept:
    """The index of one database, as it was at one revision of organisations and of divisions."""

    def __init__(self, engine: Engine[Any] | None = None) -> None:
        self.engine = engine
        self._reading = asyncio.Lock()
        self._revisions: object = None
        self._index: Index | None = None

    async def current(self) -> Index:
        async with self._reading:
            revisions = await run(_REVISIONS)
            if self._index is None or self._revisions != revisions:
                rows = await run(_EVERYTHING)
                lineages = await divisions.lineages({str(row["home"]) for row in rows})
                above = {home: [one.key for one in line] for home, line in lineages.items()}
                self._index = await aside(Index, rows, above)
                self._revisions = revisions
            return self._index


_kept = _Kept()


async def current() -> Index:
    """The index of the database in use, read again where something has changed since."""
    global _kept  # noqa: PLW0603  # one process has one database, and tests have one after the other
    engine = engine_in_use()
    if _kept.engine is not engine:
        _kept = _Kept(engine)
    return await _kept.current()


async def count_change() -> None:
    """Let every process read the index again, once the caller's transaction is through."""
    await run(_COUNT)


def id_of(place: str) -> UUID:
    return UUID(place.partition("-")[2])


def _place(row: Mapping[str, Any]) -> str:
    """Text that sorts as the list does; the dash comes before every letter and digit."""
    return f"{row['pinyin'][:_LONGEST]}-{row['id']}"
