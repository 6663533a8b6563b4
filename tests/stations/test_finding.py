"""A caller of the API finds the nearest stations, in the right order, and only those that fit."""

import asyncio
from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from tests.stations.makers import (
    EVERY_DAY_8_TO_22,
    NIGHTS_ONLY,
    NOW,
    facts,
    make_divisions,
    make_stations,
)
from tests.workdays.makers import take_in, whole

from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.rules.distance import metres
from xiangyi.features.stations.service import live
from xiangyi.features.stations.service.latest import Latest

#: Long enough for a busy machine to read two stations.
PATIENCE_S = 30.0
HERE = "112.95,28.20"


@pytest.fixture(autouse=True)
async def tree(db):
    await make_divisions()


async def names(api, query="", near=HERE):
    answer = await api.get(f"/api/stations?near={near}{query}")
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_it_lists_the_nearest_first_with_metres(api):
    await make_stations(facts("1", lat=28.21), facts("2", lat=28.201), facts("3", lon=112.96))
    answer = await api.get(f"/api/stations?near={HERE}")
    items = answer.json()["items"]
    assert [item["name"] for item in items] == ["望月湖2号驿站", "望月湖3号驿站", "望月湖1号驿站"]
    assert [item["distanceM"] for item in items] == [111, 980, 1112]
    assert items[0]["street"] == "望月湖街道"
    assert items[0]["prefecture"] == "长沙市"


async def test_it_is_exact_among_many_and_over_pages(api):
    chance = Random(7)
    many = [
        facts(str(n), name=f"站{n}", lon=chance.uniform(109, 114), lat=chance.uniform(25, 30))
        for n in range(400)
    ]
    # Twins at one point are ordered by id, across the border of a page too.
    many += [facts(f"twin{n}", name=f"双{n}", lon=112.5, lat=28.0) for n in range(100)]
    ids = dict(zip([one.name for one in many], await make_stations(*many), strict=True))
    here = (112.5001, 28.0)
    wanted = sorted(many, key=lambda one: (metres(here, (one.lon, one.lat)), ids[one.name]))
    found, cursor = [], "0"
    while cursor:
        page = await api.get(f"/api/stations?near=112.5001,28.0&limit=37&cursor={cursor}")
        found += [item["name"] for item in page.json()["items"]]
        cursor = page.json()["next"]
    assert found == [one.name for one in wanted]


async def test_it_keeps_those_that_are_open(api):
    await make_stations(facts("day"), facts("night", hours=NIGHTS_ONLY), facts("?", hours=None))
    assert await names(api, "&openNow=true") == ["望月湖day号驿站"]
    at_midnight = "&openNow=true&at=2026-11-24T00:30:00%2B08:00"
    assert await names(api, at_midnight) == ["望月湖night号驿站"]
    assert len(await names(api)) == 3


async def test_it_leaves_out_what_a_manager_has_closed_while_that_lasts(api):
    ids = await make_stations(*(facts(name) for name in ("shut", "soon", "full", "dark", "gone")))
    hour = timedelta(hours=1)
    await live.hear(
        [
            live.Stands(ids[0], NOW - hour, "closed", NOW + hour),
            live.Stands(ids[1], NOW + hour, "closed"),
            live.Stands(ids[2], NOW - hour, "full"),
            live.Stands(ids[3], NOW - hour, "power_cut"),
            live.Stands(ids[4], NOW - hour, "closed"),
        ],
        now=NOW,
    )
    for at, open_ in {
        "": {"soon", "full", "dark"},
        "&at=2026-11-23T16:59:59%2B08:00": {"soon", "full", "dark"},
        "&at=2026-11-23T17:00:00%2B08:00": {"shut", "full", "dark"},
        "&at=2026-11-23T14:59:59%2B08:00": {"shut", "soon", "full", "dark", "gone"},
    }.items():
        wanted = {f"望月湖{name}号驿站" for name in open_}
        assert set(await names(api, f"&openNow=true{at}")) == wanted, at


async def test_it_asks_for_every_amenity_and_any_family(api):
    await make_stations(
        facts("1", amenities=("drinking_water", "microwave")),
        facts("2", amenities=("drinking_water",), family="youth_home"),
        facts("3", family="drivers_home"),
    )
    both = "&amenity=drinking_water&amenity=microwave"
    assert await names(api, both) == ["望月湖1号驿站"]
    assert len(await names(api, "&family=youth_home&family=drivers_home")) == 2


@pytest.mark.parametrize("q", ["银盆岭", "YPL", "yinpenling", "枫林一路", " 盆岭 "])
async def test_it_finds_by_name_address_pinyin_and_initials(api, q):
    await make_stations(facts("1"), facts("2", name="银盆岭驿站", address="枫林一路 3 号"))
    assert await names(api, f"&q={q}") == ["银盆岭驿站"]


async def test_it_finds_a_rare_name_among_common_ones(api):
    many = [facts(str(n), name=f"工会驿站{n}", lon=112 + n / 5000) for n in range(2500)]
    await make_stations(*many, facts("rare", name="工会驿站甲", lon=113.9))
    assert await names(api, "&q=工会驿站甲") == ["工会驿站甲"]
    assert len(await names(api, "&q=工会驿站&limit=100")) == 100


async def test_a_change_is_read_in_while_what_was_before_answers(api, clock):
    await make_stations(facts("1"))
    assert len(await names(api)) == 1
    await make_stations(facts("2"))
    clock.now += timedelta(seconds=1)
    assert len(await names(api)) == 1
    async with asyncio.timeout(PATIENCE_S):
        while len(await names(api)) == 1:  # noqa: ASYNC110  # the reading has no event for us
            await asyncio.sleep(0)


async def test_nobody_is_told_what_was_half_a_minute_ago(api, clock):
    await make_stations(facts("1"))
    assert len(await names(api)) == 1
    await make_stations(facts("2"))
    clock.now += timedelta(seconds=30)
    assert len(await names(api)) == 2


async def test_stations_and_changes_are_read_before_anybody_asks(db, clock):
    await make_stations(facts("1"))
    latest = Latest(report_hours=6)
    async with latest.watched(clock), asyncio.timeout(PATIENCE_S):
        for count in (1, 2):
            while len(held(latest)) != count:  # noqa: ASYNC110  # same
                await asyncio.sleep(0.01)
            await make_stations(facts("2"))
            clock.now += timedelta(seconds=1)


def held(latest):
    """What it has without being asked."""
    return latest._snapshot.ids if latest._snapshot else []  # noqa: SLF001


async def test_many_who_ask_at_once_have_the_stations_read_once(db, clock):
    await make_stations(facts("1"))
    latest = Latest(report_hours=6)
    snapshots = await asyncio.gather(*(latest.snapshot(clock()) for _ in range(20)))
    assert len(set(map(id, snapshots))) == 1


HOLIDAYS_CLOSED = msgspec.structs.replace(EVERY_DAY_8_TO_22, holiday=())


async def test_a_calendar_is_seen_that_was_taken_in_meanwhile(api, clock):
    await make_stations(facts("1", hours=HOLIDAYS_CLOSED))
    nobody_knows, worked, corrected = [], [], []
    for states, days in (
        (nobody_knows, []),
        (worked, [*whole(2026), "2026-11-21,makeup_workday,Made Up,编的"]),
        (corrected, ["2026-11-21,holiday,Made Up,编的"]),
    ):
        if days:
            await take_in(*days)
            clock.now += timedelta(seconds=30)
        answer = await api.get(f"/api/stations?near={HERE}&at=2026-11-21T16:00:00%2B08:00")
        states += [card["opening"]["state"] for card in answer.json()["items"]]
    assert (nobody_knows, worked, corrected) == (["unknown"], ["open"], ["closed"])


async def test_a_division_is_told_by_the_name_that_it_was_given_meanwhile(api, clock):
    await make_stations(facts("1"))
    await names(api)
    await divisions.import_divisions(
        "code,name,level,parent\n430104001000,月湖街道,street,430104000000\n".encode(),
        system="nbs",
        as_of=date(2024, 6, 30),
        source="test",
    )
    clock.now += timedelta(seconds=30)
    answer = await api.get(f"/api/stations?near={HERE}")
    assert [card["street"] for card in answer.json()["items"]] == ["月湖街道"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("near=200,95", "near_unreadable"),
        ("near=112", "near_unreadable"),
        ("near=112,28,3", "near_unreadable"),
        ("near=nan,28", "near_unreadable"),
        ("near=inf,28", "near_unreadable"),
        ("near=,", "near_unreadable"),
        ("near=1_12,28", "near_unreadable"),
        ("near=１１２,28", "near_unreadable"),
        ("near=1e2,28", "near_unreadable"),
        ("limit=5", "bad_request"),
        (f"near={HERE}&limit=-1", "bad_request"),
        (f"near={HERE}&limit=101", "bad_request"),
        (f"near={HERE}&limit=many", "bad_request"),
        (f"near={HERE}&at=yesterday", "at_unreadable"),
        (f"near={HERE}&at=2026-11-23T10:00:00", "at_unreadable"),
        (f"near={HERE}&openNow=perhaps", "bad_request"),
        (f"near={HERE}&amenity=jacuzzi", "amenity_unknown"),
        (f"near={HERE}&family=mine", "family_unknown"),
        (f"near={HERE}&cursor=-1", "cursor_unreadable"),
        (f"near={HERE}&cursor=99999", "cursor_unreadable"),
        (f"near={HERE}&q={'长' * 65}", "bad_request"),
    ],
)
async def test_it_refuses_what_it_cannot_read(api, query, code):
    answer = await api.get(f"/api/stations?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00%2B14:00",
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "9999-12-25T23:59:59Z",
        "9999-12-31T23:59:59Z",
    ],
)
async def test_it_refuses_an_instant_of_another_century(api, at):
    await make_stations(facts("1"))
    answer = await api.get(f"/api/stations?near={HERE}&at={at}")
    assert (answer.status_code, answer.json()["code"]) == (400, "at_unreadable")


@pytest.mark.parametrize("at", ["2000-01-01T00:00:00%2B14:00", "2099-12-31T23:59:59-12:00"])
async def test_it_answers_for_the_first_and_the_last_instant_it_takes(api, at):
    await make_stations(facts("1"))
    answer = await api.get(f"/api/stations?near={HERE}&at={at}")
    assert len(answer.json()["items"]) == 1


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "near"),
        ("near=112,28&openNow=perhaps", "openNow"),
        ("near=112,28&openow=true", "openow"),
        ("near=112,28&open_now=true", "open_now"),
        ("near=112,28&near=113,28", "near"),
        ("near=112,28&limit=many", "limit"),
    ],
)
async def test_a_refusal_names_the_parameter_as_it_was_asked(api, query, name):
    answer = await api.get(f"/api/stations?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert [field["name"] for field in answer.json()["facts"]["fields"]] == [name]


async def test_one_station_is_told_in_full(api):
    [id_] = await make_stations(facts("1", amenities=("toilet",), phone="0731-0000 0001"))
    answer = await api.get(f"/api/stations/{id_}")
    card = answer.json()
    assert card["opening"] == {
        "state": "open",
        "until": "2026-11-23T22:00:00+08:00",
        "then": "closed",
    }
    assert card["amenities"] == [{"id": "toilet", "note": "", "outSince": None, "outNote": ""}]
    assert card["distanceM"] is None


async def test_a_station_that_is_not_there(api):
    answer = await api.get("/api/stations/NOSUCH00")
    assert (answer.status_code, answer.json()["code"]) == (404, "station_not_found")


async def test_what_the_caller_holds_is_not_sent_again(api):
    await make_stations(facts("1"))
    first = await api.get(f"/api/stations?near={HERE}")
    again = await api.get(
        f"/api/stations?near={HERE}", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
