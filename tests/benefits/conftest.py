"""A counter with its people, somebody who served, and a benefit."""

from uuid import uuid4

import pytest
from tests.benefits.makers import (
    NINE,
    a_volunteer,
    approved,
    of_division,
    partner_of,
)
from tests.identity.makers import keeping
from tests.people import COMMUNITY, OFFICE, ground, signed_in


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


@pytest.fixture
async def entitlement(api, clock, partner, county):
    """The same for no minutes, once a year."""
    return await approved(api, clock, partner, county, costMinutes=0)


@pytest.fixture
async def clerk(_ground, clock):
    return await signed_in("13900000001", of_division("clerk"), now=clock.now)


@pytest.fixture
async def person(api, clock, clerk):
    """Somebody whom the clerk keeps; as whom the clerk asks."""
    id_ = uuid4()
    body = keeping(division=COMMUNITY, purposes=[f"partner:{OFFICE}"])
    answer = await api.put(f"/api/kept/{id_}", headers=clerk.headers, json=body)
    assert answer.status_code == 200, answer.text
    return id_
