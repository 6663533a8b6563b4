"""Managers hear that riders found their door locked, and riders what came of what they said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.service import meeting
from xiangyi.features.notifications.service import expanding
from xiangyi.features.stations.service import telling
from xiangyi.features.stations.service.doubting import is_doubted
from xiangyi.features.stations.service.live import Confirmed, hear
from xiangyi.features.stations.service.reading import read_stations


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1"))
    return id_


@pytest.fixture
async def manager(station, clock):
    role = HeldRole("manager", Scope("station", station))
    return await signed_in("13800000001", role, now=clock.now)


@pytest.fixture
async def rider(station, clock):
    return await signed_in("13800000002", now=clock.now)


async def locked(api, station, clock, number, by=None):
    key = uuid4()
    body = {"station": station, "kind": "locked", "at": clock.now.isoformat()}
    device = f"{number}" * 22
    met = meeting.meet(device, now=clock.now - timedelta(days=1))
    headers = {"X-Device-Key": device, "X-Device-Met": met, **(by.headers if by else {})}
    api._transport.client = (f"10.0.0.{number}", 1)  # noqa: SLF001  # where the request comes from
    answer = await api.put(f"/api/reports/{key}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return key


async def doubts(clock):
    await telling.tell_of_doubts(report_hours=6, now=clock.now)
    await expanding.expand_due(now=clock.now)
    rows = await run(
        "SELECT notice.account FROM notice JOIN campaign ON campaign.id = notice.campaign"
        " WHERE campaign.kind = 'station.doubted'"
    )
    return [str(row["account"]) for row in rows]


async def test_a_manager_hears_of_a_locked_door_once_until_they_have_confirmed(
    api, clock, station, manager
):
    await locked(api, station, clock, 1)
    assert await doubts(clock) == []
    await locked(api, station, clock, 2)
    assert await doubts(clock) == [str(manager.account)]
    await locked(api, station, clock, 3)
    assert len(await doubts(clock)) == 1
    clock.now += timedelta(minutes=1)
    await hear([Confirmed(station, clock.now)], now=clock.now)
    assert len(await doubts(clock)) == 1
    clock.now += timedelta(minutes=1)
    for number in (4, 5):
        await locked(api, station, clock, number)
    assert len(await doubts(clock)) == 2


async def answered(api, manager, report, kind):
    path = f"/api/reports/{report}/answer"
    answer = await api.put(path, json={"kind": kind, "words": "查过"}, headers=manager.headers)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("kind", ["seen", "out", "fixed", "untrue"])
async def test_a_door_stays_doubted_whatever_is_answered_and_the_next_doubt_is_told(
    api, clock, station, manager, kind
):
    """Nobody has to be at the door to answer: who was there confirms."""
    keys = [await locked(api, station, clock, number) for number in (1, 2)]
    assert len(await doubts(clock)) == 1
    clock.now += timedelta(minutes=1)
    for key in keys:
        await answered(api, manager, key, kind)
    url = f"/api/stations/{station}/reports"
    assert (await api.get(url, headers=manager.headers)).json()["items"] == []
    [row] = await read_stations(now=clock.now, report_hours=6)
    assert is_doubted(row)
    assert len(await doubts(clock)) == 1
    clock.now += timedelta(minutes=1)
    await locked(api, station, clock, 3)
    assert len(await doubts(clock)) == 2
    await hear([Confirmed(station, clock.now)], now=clock.now)
    [row] = await read_stations(now=clock.now, report_hours=6)
    assert not is_doubted(row)


async def test_a_rider_hears_what_came_of_what_they_said(api, clock, station, manager, rider):
    assert clock.now == NOW
    key = await locked(api, station, clock, 1, by=rider)
    nameless = await locked(api, station, clock, 2)
    for report in (key, nameless):
        for _ in range(2):
            said = {"kind": "fixed", "words": "锁换好了"}
            path = f"/api/reports/{report}/answer"
            answer = await api.put(path, json=said, headers=manager.headers)
            assert answer.status_code == 204, answer.text
    await expanding.expand_due(now=clock.now)
    inbox = (await api.get("/api/me/notices", headers=rider.headers)).json()
    [notice] = inbox["notices"]
    assert (notice["kind"], notice["topic"]) == ("report.answered", "reports")
    assert notice["facts"]["answer"] == "fixed"
    assert "锁换好了" not in str(inbox)
