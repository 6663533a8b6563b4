"""A volunteer and the office that issues their minutes."""

import pytest
from tests.ledger.makers import a_volunteer, an_organisation


@pytest.fixture
async def office(db):
    """Its issue account."""
    return await an_organisation()


@pytest.fixture
async def volunteer(office):
    return await a_volunteer()
