"""People who grant roles to one another."""

from uuid import uuid4

import pytest
from tests.identity.granting import administrator_of, wanted
from tests.people import FURONG, STREET, ground, signed_in


@pytest.fixture
def person(api, clock):
    numbers = iter(range(1_000))

    async def one(*held):
        return await signed_in(f"1391111{next(numbers):04}", *held, now=clock())

    return one


@pytest.fixture
async def administrator(api, person):
    await ground()
    return await person(administrator_of(FURONG))


@pytest.fixture
def grant(api):
    async def one(by, to, role="clerk", scope=STREET, *, id_=None, **more):
        return await api.put(
            f"/api/roles/{id_ or uuid4()}",
            json=wanted(to, role, scope, **more),
            headers=by.headers,
        )

    return one


@pytest.fixture
def confirm(api):
    async def one(by, id_):
        return await api.post(f"/api/roles/{id_}/confirmation", headers=by.headers)

    return one


@pytest.fixture
def withdraw(api):
    async def one(by, id_, why="调走了"):
        path = f"/api/roles/{id_}/withdrawal"
        return await api.post(path, json={"why": why}, headers=by.headers)

    return one
