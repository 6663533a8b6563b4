"""All open organisations in memory, found by name, kind and place; read anew after a change."""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from msgspec import Struct
from piccolo.engine import Engine

from xiangyi.core.db import engine_in_use, run
from xiangyi.core.text_index import TextIndex
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
        self._kinds = np.array([row["kind"] for row in rows], np.str_)
        below: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for key in above[row["home"]]:
                below[key].append(number)
        self._below = {key: np.array(numbers, np.intp) for key, numbers in below.items()}

    def find(self, wish: Wish, *, after: str | None, limit: int) -> list[str]:
        """At most `limit` places past the place `after`: the spelling, a dash and the id."""
        fits = np.ones(len(self._places), np.bool_)
        if wish.kind is not None:
            fits &= self._kinds == wish.kind
        if wish.division is not None:
            fits &= self._among(self._below.get(wish.division, np.empty(0, np.intp)))
        if words := [one for one in {wish.words, wish.spelt} if one]:
            groups = [group for one in words for group in self._text.containing(one)]
            fits &= self._among(np.concatenate([np.empty(0, np.intp), *groups]))
        first = bisect_right(self._places, after) if after else 0
        return [self._places[number + first] for number in np.flatnonzero(fits[first:])[:limit]]

    def _among(self, numbers: np.ndarray[Any, np.dtype[np.intp]]) -> Any:
        mask = np.zeros(len(self._places), np.bool_)
        mask[numbers] = True
        return mask


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
