"""People who have to do with a month of a partner."""

import pytest
from tests.benefits.makers import NINE, a_volunteer, approved, of_division, partner_of
from tests.people import HUNAN, ground, signed_in


@pytest.fixture
async def _ground(db, clock):
    clock.now = NINE
    await ground()


@pytest.fixture
async def partner(_ground, clock):
    return await signed_in("13800000071", partner_of(), now=clock.now)


@pytest.fixture
async def colleague(_ground, clock):
    return await signed_in("13800000072", partner_of(), now=clock.now)


@pytest.fixture
async def county(_ground, clock):
    return await signed_in("13800000073", of_division("supervisor"), now=clock.now)


@pytest.fixture
async def province(_ground, clock):
    return await signed_in("13800000074", of_division("administrator", HUNAN), now=clock.now)


@pytest.fixture
async def volunteer(_ground, api, clock):
    return await a_volunteer(api, clock)


@pytest.fixture
async def benefit(api, clock, partner, county):
    """A check-up for 120 minutes, as often as one likes."""
    told = {"quota": {"times": 100, "period": "year"}, "stock": None}
    return await approved(api, clock, partner, county, **told)
