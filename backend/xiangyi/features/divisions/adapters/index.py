"""All divisions in memory, to be found by what somebody typed; read again when one has changed."""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from piccolo.engine import Engine

from xiangyi.core.db import engine_in_use, run
from xiangyi.core.text_index import Numbers, TextIndex
from xiangyi.core.threads import aside
from xiangyi.features.divisions.rules.tree import LEVELS, Level

_EVERYTHING = (
    'SELECT "key", level, parent, name, pinyin, initials, valid_to IS NULL AS living FROM division'
)
#: Before a name and its spellings; nobody can type it.
_START = "\n"
_NOBODY = -1
_DEPTHS: dict[str, int] = {level: depth for depth, level in enumerate(LEVELS)}

Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Wish(Struct, frozen=True, kw_only=True):
    """What is looked for: with neither words nor level, the children of `parent` or the roots."""

    parent: str | None = None
    level: Level | None = None
    #: Part of a name, in lower case.
    words: str = ""
    #: The same as pinyin or its initials, where it can be.
    spelt: str | None = None


class Index:
    """The divisions by number: from the top of the tree down, each level by key."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        rows = sorted(rows, key=lambda row: place(row["level"], row["key"]))
        self._places = [place(row["level"], row["key"]) for row in rows]
        self._living = np.array([bool(row["living"]) for row in rows], np.bool_)
        self._text = TextIndex([_searched(row) if row["living"] else "" for row in rows])
        self._levels = [bisect_left(self._places, str(depth)) for depth in range(len(LEVELS) + 1)]
        numbers = {row["key"]: number for number, row in enumerate(rows)}
        parents = np.array([numbers.get(row["parent"], _NOBODY) for row in rows], np.int32)
        #: For each level, who of it stands above a division.
        self._above = np.full((len(LEVELS), len(rows)), _NOBODY, np.int32)
        for depth, (first, past) in enumerate(
            zip(self._levels[1:], self._levels[2:], strict=False)
        ):
            here = slice(first, past)
            self._above[:, here] = self._above[:, parents[here]]
            self._above[depth, here] = parents[here]

    def find(self, wish: Wish, *, after: str | None, limit: int) -> list[str]:
        """At most `limit` places past the place `after`: 0 or 1, the level's depth and the key.

        0 is for what begins with the words, or for everything where there are none.
        """
        words = [one for one in {wish.words, wish.spelt} if one]
        begun = [_START + one for one in words]
        found: list[str] = []
        for flag, wanted in (("0", begun), ("1", words))[: 2 if words else 1]:
            if after is not None and flag < after[0]:
                continue
            past = after is not None and flag == after[0]
            first = bisect_right(self._places, after[1:]) if after and past else 0
            for number in self._fitting(wish, wanted, first):
                if flag == "1" and self._has(number, begun):
                    continue
                found.append(flag + self._places[number])
                if len(found) == limit:
                    return found
        return found

    def _fitting(self, wish: Wish, wanted: Sequence[str], first: int) -> Iterator[int]:
        """The numbers from `first` of those at the wish's place that contain one of the wanted."""
        past = len(self._places)
        if wish.level:
            depth = _DEPTHS[wish.level]
            first, past = max(first, self._levels[depth]), self._levels[depth + 1]
        within = self._living if wish.parent is None else self._below(wish.parent)
        likely = sum(self._text.at_most(one) for one in wanted)
        if not wanted or (wish.parent and np.count_nonzero(within) <= likely):
            for number in map(int, np.flatnonzero(within[first:past]) + first):
                if not wanted or self._has(number, wanted):
                    yield number
            return
        for group in self._containing(wanted, first):
            for number in map(int, group[within[group]]):
                if number >= past:
                    return
                yield number

    def _below(self, key: str) -> Mask:
        """Which divisions live below that one, to whatever depth."""
        for depth in range(len(LEVELS)):
            wanted = f"{depth}{key}"
            number = bisect_left(self._places, wanted)
            if self._places[number : number + 1] == [wanted]:
                below: Mask = self._living & (self._above[depth] == number)
                return below
        return np.zeros(len(self._places), np.bool_)

    def _containing(self, wanted: Sequence[str], first: int) -> Iterator[Numbers]:
        some = [one for one in wanted if self._text.at_most(one)]
        if len(some) == 1:
            yield from self._text.containing(some[0], first)
        elif some:
            groups = [group for one in some for group in self._text.containing(one, first)]
            yield np.unique(np.concatenate([np.empty(0, np.intp), *groups]))

    def _has(self, number: int, wanted: Sequence[str]) -> bool:
        return any(self._text.contains(number, one) for one in wanted)


class _Kept:
    """The index of one database, as it was at one revision."""

    def __init__(self, engine: Engine[Any] | None = None) -> None:
        self.engine = engine
        self._reading = asyncio.Lock()
        self._revision: object = None
        self._index: Index | None = None

    async def current(self) -> Index:
        async with self._reading:
            rows = await run("SELECT revision FROM division_revision")
            revision = rows[0]["revision"] if rows else 0
            if self._index is None or self._revision != revision:
                self._index = await aside(Index, await run(_EVERYTHING))
                self._revision = revision
            return self._index


_kept = _Kept()


async def current() -> Index:
    """The index of the database in use, read again where a division has changed since."""
    global _kept  # noqa: PLW0603  # one process has one database, and tests have one after the other
    engine = engine_in_use()
    if _kept.engine is not engine:
        _kept = _Kept(engine)
    return await _kept.current()


def place(level: str, key: str) -> str:
    """Where it stands in the index, as text that sorts so: the level's depth, then the key."""
    return f"{_DEPTHS[level]}{key}"


def _searched(row: Mapping[str, Any]) -> str:
    return _START.join(("", row["name"], row["pinyin"], row["initials"])).lower()
