"""How long a report counts, on the server and by what a phone holds."""

from datetime import timedelta

import pytest
from tests.stations.makers import NOW, facts, make_divisions, make_stations
from tests.stations.test_reporting import PHONES, known, say

from xiangyi.features.stations.service.packing import live_pack
from xiangyi.features.stations.service.reading import read_stations


@pytest.fixture
async def station(db):
    await make_divisions()
    return (await make_stations(facts("1")))[0]


async def test_each_report_counts_for_six_hours_to_the_minute_though_nothing_changes(
    api, station, clock
):
    met = await known(api, clock, *PHONES[:2])
    early, late = NOW - timedelta(hours=5, minutes=30, seconds=-20), NOW - timedelta(minutes=1)
    for at, phone, seen, network in (
        (early, PHONES[0], met[0], "10.0.0.1"),
        (late, PHONES[1], met[1], "10.0.0.2"),
    ):
        told = {"phone": phone, "met": seen, "network": network, "at": at.isoformat()}
        assert (await say(api, station, **told)).status_code == 200
    packs = live_pack("x", await read_stations(now=NOW, report_hours=6), now=NOW)
    assert packs["fades"] == {"0": [[330, 2], [1, 1]]}

    async def counted(after):
        clock.now = NOW + after
        reports = (await api.get(f"/api/stations/{station}")).json()["reports"]
        return [one["count"] for one in reports]

    half, rest = timedelta(minutes=31), timedelta(hours=5, minutes=60)
    second = timedelta(seconds=1)
    assert [await counted(after) for after in (half - second, half)] == [[2], [1]]
    assert [await counted(after) for after in (rest - second, rest)] == [[1], []]
