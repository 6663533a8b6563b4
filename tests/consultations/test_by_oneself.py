"""For what one closes or seals oneself, those whom one entered on paper do not count."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import STREET, hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    again,
    called,
    concern_of,
    move,
    on_paper,
    write,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.consultations.service import guests

SECOND = HeldRole("convener", Scope("division", STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def test_nobody_alone_makes_a_meeting_of_names_on_paper(api, clock):
    convener, rider = await cases.convener(clock), await cases.rider(clock)
    concern = await concern_of(api, convener, rider)
    id_ = await called(api, clock, convener, concern)
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    await on_paper(api, clock, id_, 9, by=convener)
    await write(api, convener, id_)
    assert (await move(api, convener, id_, "opening")).json()["state"] == "open"
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    refused = await move(api, convener, id_, "seal")
    assert (refused.status_code, refused.json()["code"]) == (409, "own_guests")
    assert refused.json()["facts"] == {"counts": 0, "own": 9, "rule": "own_guests"}
    assert (await api.get(f"/api/concerns/{concern}")).json()["state"] == "on_agenda"
    # Another who convenes there answers for it, as two persons have by then.
    second = await again(clock, "13900000003", SECOND)
    assert (await move(api, second, id_, "seal")).json()["state"] == "sealed"
    assert (await api.get(f"/api/concerns/{concern}")).json()["state"] == "decided"


async def test_a_kept_seat_counts_by_who_signed_in_whom_it_was_kept_for(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener, parties=[], seats=5, form="courtyard")
    keys = [uuid4() for _ in range(3)]
    said = {"name": "没手机的曹奶奶", "kind": "residents"}
    for key in keys:
        path = f"/api/desk/consultations/{id_}/seats/{key}"
        assert (await api.put(path, json=said, headers=convener.headers)).is_success
    clock.now = AFTER
    convener, other = await again(clock, CONVENER), await again(clock, "13900000003", SECOND)
    for key, who in zip(keys, (other, other, convener), strict=True):
        path = f"/api/desk/consultations/{id_}/guests/{key}"
        assert (await api.put(path, json=said, headers=who.headers)).is_success
    assert await guests.counted(UUID(id_), convener.account) == (2, 1)
    assert await guests.counted(UUID(id_), other.account) == (1, 2)
    path = f"/api/desk/consultations/{id_}/guests/{keys[0]}"
    await api.delete(path, headers=convener.headers)
    assert await guests.counted(UUID(id_), convener.account) == (1, 1)
