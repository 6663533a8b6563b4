"""What a convener reads of phones on which nobody has signed in."""

import pytest
from tests.consultations.makers import STARTS, announce, drafted
from tests.notifications.makers import person, subscribed
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.tables import PushWatch


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def test_the_convener_reads_when_phones_without_an_account_ring_apart_from_people(api, clock):
    """At night, when everything waits for seven."""
    clock.now = STARTS.replace(day=24, hour=16, minute=0)
    morning = clock.now.replace(hour=23).isoformat().replace("+00:00", "Z")
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    await subscribed(await person("13800000001", clock), clock)
    for _ in range(2):
        phone = await subscribed(None, clock)
        await PushWatch.insert(
            PushWatch(subscription=phone, division=STREET, topic="consultations")
        )
    id_ = await drafted(api, convener, invited={"division": STREET, "phones": True})
    answer = (await announce(api, convener, id_)).json()
    assert answer["reach"]["hear"] == [{"at": morning, "number": 1, "phones": 2}]
    await expanding.expand_due(now=clock.now)
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    [told] = [one["outcome"] for one in desk.json()["told"] if one["kind"] == "announced"]
    counted = ("waiting", "nextAt", "phones", "phonesPushed", "phonesWaiting", "phonesNextAt")
    assert [told[one] for one in counted] == [1, morning, 2, 0, 2, morning]
