"""Packs follow every change, once, whoever publishes."""

import asyncio
import gzip
import json
import os
from datetime import timedelta

import brotli
import msgspec
import pytest
from tests.stations.makers import (
    CHANGSHA,
    NOW,
    SERVICE,
    XIANGTAN,
    facts,
    make_divisions,
    make_stations,
    rename,
)

from xiangyi.features.stations.service import keeping, live
from xiangyi.features.stations.service.finding import Finder
from xiangyi.features.stations.service.latest import Latest
from xiangyi.features.stations.service.publishing import Publisher

LATER = NOW + timedelta(seconds=3)


@pytest.fixture(autouse=True)
async def divisions(db):
    await make_divisions()


@pytest.fixture
def folder(settings):
    return settings.packs_dir


@pytest.fixture
def publisher(folder):
    return Publisher(folder, SERVICE)


def read(folder, name):
    return json.loads((folder / name).read_bytes())


async def test_the_index_names_what_was_written(publisher, folder):
    ids = await make_stations(facts("1"), facts("2", lon=112.97))
    done = await publisher.publish(now=LATER)
    assert (done.prefectures, done.index) == ([CHANGSHA], True)

    [pack] = read(folder, "index.json")["packs"]
    assert (pack["division"], pack["name"], pack["count"]) == (CHANGSHA, "长沙市", 2)
    assert pack["box"] == [112.95, 28.2, 112.97, 28.2]
    slow, halves = read(folder, pack["slow"]["path"]), read(folder, pack["live"]["path"])
    assert sorted(slow["id"]) == sorted(ids)
    assert halves["of"] == pack["slow"]["hash"]
    plain = (folder / pack["slow"]["path"]).read_bytes()
    assert gzip.decompress((folder / f"{pack['slow']['path']}.gz").read_bytes()) == plain
    assert brotli.decompress((folder / f"{pack['slow']['path']}.br").read_bytes()) == plain
    assert pack["slow"]["size"] == len(plain)


async def test_nothing_changed_means_nothing_written(publisher):
    await make_stations(facts("1"))
    await publisher.publish(now=LATER)
    again = await publisher.publish(now=LATER + timedelta(seconds=5))
    assert (again.prefectures, again.index) == ([], False)


async def test_changes_in_a_row_are_published_together_but_not_for_ever(publisher):
    await make_stations(facts("1"))
    assert (await publisher.publish(now=NOW + timedelta(seconds=1))).prefectures == []
    for second in range(1, 10):
        await live.hear([], now=NOW)
        await live.hear(
            [live.Confirmed((await make_stations(facts("1")))[0], NOW)],
            now=NOW + timedelta(seconds=second),
        )
    assert (await publisher.publish(now=NOW + timedelta(seconds=10))).prefectures == [CHANGSHA]


async def test_only_the_prefecture_that_changed_is_built(publisher, folder):
    await make_stations(facts("1"), facts("far", division="nbs:430304001000", lat=27.8))
    await publisher.publish(now=LATER)
    before = {pack["division"]: pack for pack in read(folder, "index.json")["packs"]}
    [id_] = await make_stations(facts("1"))
    await live.hear([live.Confirmed(id_, NOW)], now=LATER)
    done = await publisher.publish(now=LATER + timedelta(seconds=3))
    after = {pack["division"]: pack for pack in read(folder, "index.json")["packs"]}
    assert done.prefectures == [CHANGSHA]
    assert after[XIANGTAN] == before[XIANGTAN]
    assert after[CHANGSHA]["slow"] == before[CHANGSHA]["slow"]
    assert after[CHANGSHA]["live"] != before[CHANGSHA]["live"]


async def test_several_publishers_publish_once(folder):
    await make_stations(facts("1"))
    publishers = [Publisher(folder, SERVICE, holder=f"p{n}") for n in range(5)]
    rounds = await asyncio.gather(*(one.publish(now=LATER) for one in publishers))
    assert [one.prefectures for one in rounds if one.prefectures] == [[CHANGSHA]]


async def test_a_killed_publisher_holds_up_the_others_for_a_while_only(folder, publisher):
    await make_stations(facts("1"))
    dead = Publisher(folder, SERVICE, holder="dead")
    await dead._lease(LATER)  # noqa: SLF001  # what a kill -9 in the middle leaves behind
    assert (await publisher.publish(now=LATER)).prefectures == []
    done = await publisher.publish(now=LATER + timedelta(seconds=21))
    assert done.prefectures == [CHANGSHA]


async def test_a_pack_that_went_missing_is_built_again(publisher, folder):
    await make_stations(facts("1"))
    await publisher.publish(now=LATER)
    [pack] = read(folder, "index.json")["packs"]
    (folder / pack["slow"]["path"]).unlink()
    done = await publisher.publish(now=LATER + timedelta(seconds=1))
    assert done.prefectures == [CHANGSHA]
    assert (folder / pack["slow"]["path"]).is_file()


async def test_a_change_during_the_round_is_not_lost(publisher, monkeypatch):
    await make_stations(facts("1"))
    write = publisher._write  # noqa: SLF001  # the one moment between reading and recording

    def write_slowly(*args):
        asyncio.run_coroutine_threadsafe(make_stations(facts("2")), loop).result()
        return write(*args)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(publisher, "_write", write_slowly)
    await publisher.publish(now=LATER)
    monkeypatch.undo()
    assert (await publisher.publish(now=LATER + timedelta(minutes=1))).prefectures == [CHANGSHA]


async def test_places_have_points_and_say_what_they_lie_in(publisher, folder):
    await make_stations(facts("1", lon=112.95), facts("2", lon=112.97))
    await publisher.publish(now=LATER)
    places = read(folder, read(folder, "index.json")["places"]["path"])
    street = places["name"].index("望月湖街道")
    assert places["withins"][places["within"][street]] == "长沙市岳麓区"
    assert (places["lon"][street], places["initials"][street]) == (112_960_000, "wyhjd")


async def test_a_second_application_of_the_same_settings_rewrites_nothing(publisher, folder):
    await make_stations(facts("1"))
    await publisher.publish(now=LATER)
    written = (folder / "index.json").stat().st_mtime_ns
    restarted = Publisher(folder, SERVICE)
    assert (await restarted.publish(now=LATER + timedelta(seconds=9))).index is False
    assert (folder / "index.json").stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("level", "old", "new"),
    [
        ("street", "望月湖街道", "橘子洲街道"),
        ("county", "岳麓区", "湘江新区"),
        ("prefecture", "长沙市", "潭州市"),
    ],
)
async def test_a_new_name_reaches_phones_and_callers(publisher, folder, level, old, new):
    ids = await make_stations(facts("1"), facts("far", division="nbs:430304001000", lat=27.8))
    finder = Finder(Latest(report_hours=6), report_hours=6)
    await publisher.publish(now=LATER)
    before = {pack["division"]: pack for pack in read(folder, "index.json")["packs"]}
    card = msgspec.json.decode(await finder.station(ids[0], now=LATER))
    assert card[level] == old

    await rename(old, new)
    soon = LATER + timedelta(minutes=1)
    done = await publisher.publish(now=soon)
    after = {pack["division"]: pack for pack in read(folder, "index.json")["packs"]}
    assert (done.prefectures, done.index) == ([CHANGSHA], True)
    assert after[XIANGTAN] == before[XIANGTAN], "nobody fetches for nothing"
    told = json.dumps([after[CHANGSHA], read(folder, after[CHANGSHA]["slow"]["path"])])
    assert (json.dumps(new)[1:-1] in told, json.dumps(old)[1:-1] in told) == (True, False)
    card = msgspec.json.decode(await finder.station(ids[0], now=soon))
    assert card[level] == new
    assert (await publisher.publish(now=soon + timedelta(minutes=1))).prefectures == []


async def test_a_name_that_no_station_shows_publishes_nothing(publisher):
    await make_stations(facts("1"))
    await publisher.publish(now=LATER)
    await rename("岳塘街道", "书院路街道")
    await rename("荷叶塘社区居委会", "荷花池社区居委会")
    assert (await publisher.publish(now=LATER + timedelta(minutes=1))).prefectures == []


async def test_a_station_that_moves_waits_for_its_neighbours_as_any_change_does(publisher):
    await make_stations(facts("1"))
    await publisher.publish(now=LATER)
    soon = LATER + timedelta(minutes=1)
    await keeping.keep_stations([facts("1", division="nbs:430104000000")], now=soon)
    assert (await publisher.publish(now=soon + timedelta(seconds=1))).prefectures == []
    assert (await publisher.publish(now=soon + timedelta(seconds=2))).prefectures == [CHANGSHA]


async def test_what_nobody_names_any_more_goes_after_an_hour(db, tmp_path):
    for name in ("old.0.json", "old.0.json.br", "orphan.1.json.gz", ".half.2.json.br.4711"):
        (tmp_path / name).write_bytes(b"{}")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / ".being.3.json.written").write_bytes(b"")
    await Publisher(tmp_path, SERVICE).publish(now=NOW)
    left = {path.name for path in tmp_path.iterdir()}
    assert not [name for name in left if name.startswith(("old", "orphan", ".half"))]
    assert ".being.3.json.written" in left
    assert {"index.json", "index.json.br", "index.json.gz"} <= left


async def test_a_service_without_stations_says_so_instead_of_nothing(publisher, folder):
    assert (await publisher.publish(now=NOW)).index is True
    index = read(folder, "index.json")
    assert index["packs"] == []
    assert read(folder, index["places"]["path"])["name"] == []
