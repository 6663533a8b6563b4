"""Whatever is wished for, the finder answers what comparing with every station gives."""

from datetime import datetime, timedelta
from functools import cache
from random import Random

import msgspec
import pytest
from tests.stations import oracle
from tests.stations.makers import (
    EVERY_DAY_8_TO_22,
    NIGHTS_ONLY,
    NOW,
    facts,
    make_divisions,
    make_stations,
)

from xiangyi.features.stations.rules.distance import metres
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityHere, LiveStateHere, StationCard
from xiangyi.features.stations.service.finding import Wish, find
from xiangyi.features.stations.service.reading import StationRow
from xiangyi.features.stations.service.snapshot import Snapshot
from xiangyi.features.workdays.rules import SpecialDays

#: Common, and ever rarer.
AMENITIES = {"toilet": 0.8, "wifi": 0.5, "microwave": 0.02, "beds": 0.005}
FAMILIES = {"union_station": 0.9, "youth_home": 0.09, "drivers_home": 0.01}
SCHEDULES = (
    EVERY_DAY_8_TO_22,
    msgspec.structs.replace(EVERY_DAY_8_TO_22, note="每天"),
    NIGHTS_ONLY,
    OpeningHours(week=(((0, 1440),),) * 7, holiday="asWeek", makeup="asWeek"),
    None,
)
DAYS = SpecialDays(from_=NOW.date().replace(month=1, day=1), through=NOW.date(), days={})
DAYS_AS_TOLD = {"from": "2026-01-01", "through": "2026-11-23", "days": {}}
TEXTS = ("", "", "驿", "驿站", "1", "77", "枫林一路", "yizhan", "没有这一个", "站\n枫")
#: More than are sorted without a look into the tree.
MANY = 12_000


def station(chance: Random, number: int) -> StationRow:
    # A third stand on a grid, where many are equally far from many a place.
    lon, lat = (
        round(degrees, 1) if number % 3 == 0 else degrees
        for degrees in (chance.uniform(112, 114), chance.uniform(27, 29))
    )
    shown = dict.fromkeys(
        ("division", "street_key", "street", "county", "prefecture", "entry_note", "amenity_words"),
        "",
    )
    return StationRow(
        **shown,
        id=f"{chance.randrange(10**7):07}{number % 10}",
        name=f"驿站{number}" if number % 7 else f"馆{number}",
        family=chance.choices(list(FAMILIES), list(FAMILIES.values()))[0],
        family_words="",
        address="枫林一路" if chance.random() < 0.01 else "大道",
        lon=lon,
        lat=lat,
        hours=chance.choices(SCHEDULES, (60, 20, 17, 1, 2))[0],
        entry="walk_in",
        gate_words="",
        parking="",
        phone="",
        responsible="",
        pinyin="yizhan",
        initials="yz",
        amenities=tuple(
            AmenityHere(id=id_, note="", out_since=None, out_note="")
            for id_, share in AMENITIES.items()
            if chance.random() < share
        ),
        confirmed_at=None,
        said=(),
        states=some_states(chance),
    )


def some_states(chance: Random) -> tuple[LiveStateHere, ...]:
    """One in five stands otherwise than its hours say, of which some do so again after that."""
    if chance.random() < 0.8:
        return ()
    first, then = some_state(chance), some_state(chance)
    if first.until is None or (then.until and then.until <= first.until):
        return (first,)
    return first, then


def some_state(chance: Random) -> LiveStateHere:
    """From or until any second around NOW."""
    since = NOW - timedelta(seconds=chance.randrange(-3600, 300_000))
    until = since + timedelta(seconds=chance.randrange(1, 300_000))
    return LiveStateHere(
        kind=chance.choice(("closed", "closed", "full", "power_cut")),
        since=since,
        until=until if chance.random() < 0.7 else None,
        note="",
    )


@cache
def province(count: int) -> tuple[list[StationRow], Snapshot]:
    chance = Random(count)
    rows = [station(chance, number) for number in range(count)]
    return rows, Snapshot(1, rows, DAYS)


def is_open(hours: OpeningHours | None, at: datetime) -> bool:
    told = msgspec.to_builtins(hours)
    return oracle.state_of(told, oracle.minute_of(at.isoformat()), DAYS_AS_TOLD) == "open"


def is_closed(states: tuple[LiveStateHere, ...], at: datetime) -> bool:
    """The first that has not ended is what stands, if it has begun."""
    lasting = [one for one in states if one.until is None or at < one.until]
    return bool(lasting) and lasting[0].kind == "closed" and lasting[0].since <= at


def fits(row: StationRow, wish: Wish) -> bool:
    words = f"{row.name}\n{row.address}\n{row.family_words}\n{row.pinyin}\n{row.initials}"
    return (
        wish.amenities <= {one.id for one in row.amenities}
        and (not wish.families or row.family in wish.families)
        and wish.text in words
        and (not wish.open or (is_open(row.hours, wish.at) and not is_closed(row.states, wish.at)))
    )


def some_wish(chance: Random) -> Wish:
    return Wish(
        at=NOW + timedelta(seconds=chance.randrange(-300_000, 0)),
        open=chance.random() < 0.4,
        amenities=frozenset(chance.sample(list(AMENITIES), chance.choice((0, 0, 1, 2)))),
        families=frozenset(chance.sample(list(FAMILIES), chance.choice((0, 0, 1, 2)))),
        text=chance.choice(TEXTS),
    )


@pytest.mark.parametrize("count", [0, 1, 2, 500, MANY])
def test_it_finds_what_comparing_with_every_station_gives(count):
    chance = Random(count + 1)
    rows, snapshot = province(count)
    for _ in range(150):
        wish = some_wish(chance)
        # A point of the grid, between two of its points, or anywhere.
        here = chance.choice([(113.0, 28.0), (113.05, 28.0), (chance.uniform(111, 115), 28.3)])
        start, limit = chance.choice((0, 0, 20, 60, 300)), chance.choice((1, 20, 100))
        page, more = find(snapshot, wish, here, slice(start, start + limit))
        all_ = [(metres(here, (row.lon, row.lat)), row.id) for row in rows if fits(row, wish)]
        wanted = sorted(all_)[start : start + limit]
        assert [(far, rows[number].id) for far, number in page] == wanted, (wish, here, start)
        assert more == (len(all_) > start + limit)


async def test_a_card_tells_of_the_instant_that_was_asked_about(db, api):
    await make_divisions()
    await make_stations(facts("1"), facts("2", hours=NIGHTS_ONLY))
    for at, states in {
        "2026-11-23T21:59:59.9+08:00": ["open", "closed"],
        "2026-11-23T22:00:00+08:00": ["closed", "open"],
        "2026-11-23T22:00:40+08:00:30": ["closed", "open"],
        "2026-11-23T22:00:20+08:00:30": ["open", "closed"],
    }.items():
        answer = await api.get("/api/stations", params={"near": "112.95,28.2", "at": at})
        cards = sorted(answer.json()["items"], key=lambda card: card["name"])
        assert [card["opening"]["state"] for card in cards] == states, at


async def test_a_card_has_every_field_that_the_document_shows(db, api):
    await make_divisions()
    [id_] = await make_stations(facts("1", amenities=("toilet",)))
    answer = await api.get(f"/api/stations/{id_}")
    card = msgspec.json.decode(answer.content, type=StationCard, strict=True)
    assert msgspec.json.decode(msgspec.json.encode(card)) == answer.json()


async def test_a_wish_for_what_no_station_has_finds_none(db, api):
    await make_divisions()
    await make_stations(facts("1", amenities=("toilet",)))
    for query in ("amenity=beds", "family=youth_home", "amenity=toilet&amenity=wifi"):
        answer = await api.get(f"/api/stations?near=112.95,28.2&{query}")
        assert answer.json() == {"items": [], "next": None}, query
