"""A manager looks through the photos of a station."""

from asyncio import gather
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.stations.tables import Report


@pytest.fixture
async def station(db):
    await make_divisions()
    [one] = await make_stations(facts("1"))
    return one


@pytest.fixture
async def manager(station):
    return await signed_in("13800000001", HeldRole("manager", Scope("station", station)), now=NOW)


async def kept_with_reports(station, many):
    """Photos of two reports each, the latest first."""
    ids = [uuid4() for _ in range(many)]
    for number, id_ in enumerate(ids):
        await run(
            "INSERT INTO photo (id, digest, sent_digest, width, height, sent_at)"
            " VALUES ({}, {}, {}, 1, 1, {})",
            *(id_, f"{number:032}", f"{number:032}", NOW),
        )
        for hours in (0, 1):
            at = NOW - timedelta(minutes=number, hours=hours)
            await Report.insert(
                Report(key=uuid4(), station=station, kind="gone", reported_at=at, photo=id_)
            )
    return ids


async def test_many_photos_are_looked_through_a_page_at_a_time_each_once(
    api, station, manager, clock
):
    ids = await kept_with_reports(station, 51)
    url = f"/api/stations/{station}/photos"
    first = (await api.get(url, headers=manager.headers)).json()
    query = {"after": first["next"]}
    rest = (await api.get(url, params=query, headers=manager.headers)).json()
    assert (len(first["items"]), rest["next"]) == (50, None)
    assert [one["id"] for one in [*first["items"], *rest["items"]]] == [str(one) for one in ids]


async def test_the_list_is_read_while_a_photo_is_dropped(api, station, manager):
    ids = await kept_with_reports(station, 30)
    url = f"/api/stations/{station}/photos"
    for id_ in ids:
        *looks, gone = await gather(
            *(api.get(url, headers=manager.headers) for _ in range(3)),
            api.delete(f"{url}/{id_}", headers=manager.headers),
        )
        assert [one.status_code for one in (*looks, gone)] == [200, 200, 200, 204]
