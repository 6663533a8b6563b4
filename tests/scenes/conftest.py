"""Two stations far apart, and who looks after them."""

import pytest
from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, make_divisions, make_stations
from tests.stations.makers import facts as station_facts

from xiangyi.core.asking import HeldRole, Scope


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(
        station_facts("1"), station_facts("far", division="nbs:430304001000", lat=27.8)
    )


@pytest.fixture
async def manager(stations):
    return await signed_in(
        "13800000001", HeldRole("manager", Scope("station", stations[0])), now=NOW
    )


@pytest.fixture
async def administrator(stations):
    return await signed_in(
        "13800000002", HeldRole("administrator", Scope("division", CHANGSHA)), now=NOW
    )
