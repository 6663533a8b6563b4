"""Whatever is typed, a search finds what reading every division would, in the same order."""

from collections.abc import Sequence
from functools import cache
from random import Random

import pytest
from tests.divisions.makers import THIS_YEAR, take_in

from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions import service
from xiangyi.features.divisions.rules.tree import LEVELS

#: Few characters, so that names meet: in a name, in a spelling, at the beginning and inside.
_NAMES = "长沙安岳湘B潭"
_TYPED = (
    *("长", "沙", "安", "岳", "长沙", "沙长", "安安", "B", "岳B", "an", "cha", "chang", "chan'gan"),
    *("b", "csa", "ha", "sha", "ngsh", "n", "z", "xiang", "yuexia", "%"),
)
#: Digits and children of each level's codes.
_SHAPE = ((2, 2), (2, 3), (2, 3), (3, 3), (3, 4))


def lines(chance: Random) -> list[str]:
    told, above = [], [""]
    for level, (digits, children) in zip(
        ("province", "city", "county", "street", "community"), _SHAPE, strict=True
    ):
        prefixes = [
            f"{parent}{number:0{digits}}" for parent in above for number in range(1, 1 + children)
        ]
        for prefix in prefixes:
            name = "".join(chance.choices(_NAMES, k=chance.randint(2, 4))) + prefix[-1]
            parent = prefix[:-digits]
            told.append(f"{prefix:0<12},{name},{level},{parent and f'{parent:0<12}'}")
        above = prefixes
    return told


@cache
def spelling(name: str) -> tuple[str, str]:
    return pinyin_of(name)


class Reader:
    """Reads every line for each search, and knows nothing of an index."""

    def __init__(self, told: Sequence[str]) -> None:
        self.rows = [line.split(",") for line in told]
        self.parent = {code: parent for code, _, _, parent in self.rows}
        self.depths = {"city": 1} | {level: depth for depth, level in enumerate(LEVELS)}

    def search(self, q: str, level: str | None, parent: str | None) -> list[str]:
        found = []
        for code, name, word, _ in self.rows:
            depth = self.depths[word]
            place = self.matches(q, name)
            if place is None or (level and LEVELS[depth] != level):
                continue
            if parent and parent not in self.above(code):
                continue
            found.append((place, depth, code))
        return [code for _, _, code in sorted(found)]

    def above(self, code: str) -> list[str]:
        chain = []
        while code := self.parent[code]:
            chain.append(code)
        return chain

    def matches(self, q: str, name: str) -> int | None:
        spelt = q.lower().replace("'", "")
        texts = [(name.lower(), q.lower())] + [(one, spelt) for one in spelling(name)]
        if any(text.startswith(typed) for text, typed in texts):
            return 0
        return 1 if any(typed in text for text, typed in texts) else None


async def pages(limit: int, **wish) -> list[str]:
    codes, cursor = [], None
    while True:
        page = await service.list_divisions(**wish, limit=limit, cursor=cursor)
        codes += [card.code for card in page.items]
        cursor = page.next
        if cursor is None:
            return codes


async def test_it_finds_what_reading_every_division_would(db):
    chance = Random(3)
    told = lines(chance)
    reader = Reader(told)
    await take_in(*told)
    parents = [None, "010000000000", *(code for code, *_ in chance.sample(reader.rows, 6))]
    for q in _TYPED:
        for level in (None, *chance.sample(LEVELS, 2)):
            for parent in (None, *chance.sample(parents, 2)):
                key = f"nbs:{parent}" if parent else None
                found = await pages(chance.choice((7, 60)), q=q, level=level, parent=key)
                assert found == reader.search(q, level, parent), (q, level, parent)


@pytest.mark.parametrize("level", LEVELS)
async def test_it_lists_a_level_by_code(db, level):
    told = lines(Random(4))
    await take_in(*told)
    assert await pages(50, level=level) == Reader(told).search("", level, None)


async def test_it_finds_what_has_just_been_taken_in_and_nothing_that_has_ended(db):
    city = ("430000000000,湖南省,province,", "430100000000,长沙市,city,430000000000")
    await take_in(*city, "430102000000,芙蓉区,county,430100000000")
    assert await pages(9, q="furong") == ["430102000000"]
    await take_in(*city, "430104000000,岳麓区,county,430100000000", as_of=THIS_YEAR)
    assert await pages(9, q="furong") == []
    assert await pages(9, q="yuelu") == ["430104000000"]
    assert await pages(9, level="county", parent="nbs:430100000000") == ["430104000000"]


async def test_a_point_that_was_just_told_is_shown(db):
    await take_in("430000000000,湖南省,province,")
    assert (await service.list_divisions(q="湖南")).items[0].lon is None
    await service.locate([("nbs:430000000000", 112.98, 28.11)])
    assert (await service.list_divisions(q="湖南")).items[0].lon == 112.98
