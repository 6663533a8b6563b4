"""A convener of many years leafs through all of it, each meeting once."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, drafted, facts
from tests.notifications.makers import crowd
from tests.people import FURONG, STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import atomic
from xiangyi.features.consultations.tables import Consultation

CONVENER = HeldRole("convener", Scope("division", STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def page(api, who, **asked):
    answer = await api.get("/api/desk/consultations", params=asked, headers=who.headers)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["consultations"]], answer.json()["next"]


async def test_the_list_goes_on_to_its_end_and_what_waits_for_a_yes_comes_first(api, clock):
    clerk = HeldRole("clerk", Scope("division", STREET))
    convener = await signed_in("13800000091", CONVENER, clerk, now=clock.now)
    above = await signed_in(
        "13800000092", HeldRole("convener", Scope("division", FURONG)), now=clock.now
    )
    await crowd(51, clock)
    # In the street, long before all others.
    waiting = await drafted(api, above)
    await announce(api, above, waiting)
    said = facts()
    old = [
        {
            "id": str(UUID(int=number + 1)),
            "form": "talk",
            "title": said["title"],
            "about": "",
            "division": STREET,
            "starts_at": STARTS + timedelta(days=1 + number // 2),
            "ends_at": ENDS + timedelta(days=1 + number // 2),
            "place": "二楼",
            "link": "",
            "phone": "",
            "invited": f'{{"division":"{STREET}"}}',
            "state": "announced",
            "revision": 1,
            "drafted_by": str(convener.account),
            "announced_at": clock.now,
            "urgency": "normal",
            "reason": "",
        }
        for number in range(401)
    ]
    async with atomic():
        await insert_rows(Consultation, old)
    first, after = await page(api, convener)
    assert (len(first), waiting in first) == (201, True)
    second, after = await page(api, convener, after=after)
    third, end = await page(api, convener, after=after)
    assert (len(second), len(third), end) == (200, 2, None)
    own = [*(one for one in first if one != waiting), *second, *third]
    newest = [str(UUID(int=number)) for number in range(401, 0, -1)]
    assert own == [*newest, waiting]
