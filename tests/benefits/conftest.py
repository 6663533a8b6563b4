"""A counter with its people, somebody who served, and a benefit."""

import pytest
from tests.benefits.makers import NINE, a_volunteer, approved, of_division, partner_of
from tests.people import ground, signed_in


@pytest.fixture(autouse=True)
async def _ground(db, clock):
    clock.now = NINE
    await ground()


@pytest.fixture
async def partner(_ground, clock):
    return await signed_in("13800000071", partner_of(), now=clock.now)


@pytest.fixture
async def colleague(_ground, clock):
    """Another person of the same counter."""
    return await signed_in("13800000072", partner_of(), now=clock.now)


@pytest.fixture
async def county(_ground, clock):
    return await signed_in("13800000073", of_division("supervisor"), now=clock.now)


@pytest.fixture
async def volunteer(_ground, api, clock):
    """With 600 minutes that may be redeemed."""
    return await a_volunteer(api, clock)


@pytest.fixture
async def benefit(api, clock, partner, county):
    """A check-up for 120 minutes, once a year, of which there are three."""
    return await approved(api, clock, partner, county)
