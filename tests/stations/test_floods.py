"""Whoever floods a station with reports silences no honest rider behind the same address."""

from datetime import timedelta

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations
from tests.stations.test_reporting import PHONES, known, meet, say, shown

from xiangyi.core.db import run

CARRIER = "10.0.0.1"


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1"))
    return id_


async def flood(api, station, network="10.0.0.1", **told):
    """As many new devices as are let through; how many that were."""
    for number in range(1_000):
        said = await say(api, station, phone=f"one-of-a-flood-{number:04}", network=network, **told)
        if said.status_code == 429:
            return number
    raise AssertionError("nobody stops it")


async def test_a_flood_from_one_address_silences_nobody_elsewhere(api, station):
    assert await flood(api, station) == 60
    assert (await say(api, station, network="10.0.0.2")).status_code == 200


async def test_riders_behind_the_address_that_a_flood_comes_from_are_heard(api, station, clock):
    """A carrier's address has many behind it: known phones and accounts go past new devices."""
    old, own = await known(api, clock, *PHONES[:2])
    rider = await signed_in("13800000002", now=NOW)
    [elsewhere] = await make_stations(facts("2"))
    await flood(api, station)
    assert (await say(api, station, met=old)).status_code == 200
    assert (await say(api, station, phone=PHONES[1], met=own, by=rider)).status_code == 200
    assert await shown(station) == {("locked", 2)}
    assert (await say(api, elsewhere, phone=PHONES[2])).status_code == 200
    # What a phone could make up for itself today is all that waits.
    assert (await say(api, station, phone=PHONES[2])).status_code == 429


async def test_a_flood_of_other_words_does_not_hide_that_the_door_is_locked(api, station):
    assert await flood(api, station, kind="crowded") == 60
    assert (await say(api, station, phone=PHONES[2])).status_code == 200


async def test_an_hour_full_of_other_words_does_not_hide_that_the_door_is_locked(api, station):
    """Neither that of the whole network nor that of the station, from wherever it was filled."""
    await say(api, station, kind="crowded")
    await run("UPDATE tally SET times = 3000")
    stopped = await say(api, station, phone=PHONES[1], kind="gone")
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_often")
    assert (await say(api, station, phone=PHONES[2])).status_code == 200


async def crop(api, clock, *, ago):
    """All the keys that one address gets in a day, and what each shows from the next day on."""
    clock.now -= ago
    keys = [f"one-of-a-crop-{number:04}" for number in range(91)]
    answers = [await meet(api, key, CARRIER) for key in keys]
    assert [one.status_code for one in answers] == [200] * 90 + [429]
    assert answers[-1].json()["code"] == "too_often"
    # Elsewhere a phone is met all the same.
    assert (await meet(api, keys[-1], "10.0.0.2")).status_code == 200
    clock.now += ago
    return [(key, one.json()["met"]) for key, one in zip(keys, answers[:-1], strict=False)]


async def test_the_best_that_one_address_can_do_silences_nobody_behind_it(api, station, clock):
    """It has laid in keys for a day, and says with each whatever may be said, as does every
    private window that it opens. A rider whose phone was new on the very same day is heard."""
    old, own = await known(api, clock, *PHONES[:2])
    rider = await signed_in("13800000002", now=NOW)
    for key, met in await crop(api, clock, ago=timedelta(days=1)):
        answers = [await say(api, station, phone=key, network=CARRIER, met=met) for _ in range(7)]
        assert [one.status_code for one in answers] == [200] * 6 + [429]
    await flood(api, station, CARRIER)
    assert await shown(station) == {("locked", 1)}
    assert (await say(api, station, network=CARRIER, met=old)).status_code == 200
    heard = await say(api, station, phone=PHONES[1], network=CARRIER, met=own, by=rider)
    assert heard.status_code == 200
    assert await shown(station) == {("locked", 2)}


async def test_a_thousand_that_reported_today_are_no_thousand_phones_tomorrow(api, station, clock):
    """Reporting is free; only being met is bounded, and only who was met is settled."""
    for _ in range(2):
        for number in range(3):
            key, network = f"one-of-a-flood-{number}", f"10.0.2.{number}"
            said = await say(api, station, phone=key, network=network, at=clock.now.isoformat())
            assert said.status_code == 200, said.text
        assert await shown(station, now=clock.now) == {("locked", 1)}
        clock.now += timedelta(days=1, minutes=1)


async def test_all_that_is_said_of_a_station_in_an_hour_is_bounded(api, station, clock):
    """From however many addresses; strangers are stopped before phones that have been here, of
    these only those of one day, and all before accounts."""
    one, other = await known(api, clock, *PHONES[2:4])
    rider = await signed_in("13800000002", now=NOW)
    as_often = "UPDATE tally SET times = 600 WHERE seconds = 3600"
    await say(api, station)
    await run(as_often)
    stopped = await say(api, station, phone=PHONES[1], network="10.0.0.2")
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_often")
    heard = await say(api, station, phone=PHONES[2], network="10.0.0.3", met=one)
    assert heard.status_code == 200
    await run(as_often)
    stopped = await say(api, station, phone=PHONES[3], network="10.0.0.4", met=other)
    assert stopped.status_code == 429
    [longer] = await known(api, clock, PHONES[5], ago=timedelta(days=2))
    heard = await say(api, station, phone=PHONES[5], network="10.0.0.6", met=longer)
    assert heard.status_code == 200
    heard = await say(api, station, phone=PHONES[4], network="10.0.0.5", by=rider)
    assert heard.status_code == 200
