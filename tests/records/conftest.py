"""Somebody served 150 minutes; a second organisation, and the county."""

import pytest
from tests.people import FURONG, signed_in
from tests.records.makers import UNION
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, serve

from xiangyi.core.asking import HeldRole, Scope


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def stranger(clock):
    """Leads for another organisation of the county."""
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def county(clock):
    held = HeldRole("supervisor", Scope("division", FURONG))
    return await signed_in("13800000074", held, now=clock.now)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


@pytest.fixture
async def line(api, clock, shift, volunteer):
    """150 minutes, at the end of the shift."""
    done = await serve(api, clock, volunteer, shift, 0, 150)
    clock.now = at(200)
    return done["presence"]["id"]
