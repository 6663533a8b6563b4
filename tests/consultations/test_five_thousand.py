"""Five thousand are called to a meeting: announced to, told, and reported to the last of them."""

from datetime import timedelta

import pytest
from tests.consultations.makers import announce, drafted
from tests.notifications.makers import crowd, inbox, person, saw
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.jobs import tell_by_the_rules
from xiangyi.settings import Settings

CONVENER = HeldRole("convener", Scope("division", STREET))
MANY = 5_000


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def test_five_thousand_are_announced_to_and_counted_and_reported(api, clock):
    convener, second = [
        await signed_in(f"1380000009{number}", CONVENER, now=clock.now) for number in (1, 2)
    ]
    riders = [await person(f"1380000000{number}", clock) for number in range(3)]
    await crowd(MANY - len(riders), clock)
    id_ = await drafted(api, convener)
    waiting = (await announce(api, convener, id_)).json()
    assert waiting["state"] == "waiting"
    path = f"/api/consultations/{id_}"
    said = await api.put(f"{path}/approval", json={"basedOn": 2}, headers=second.headers)
    assert (said.json()["state"], said.json()["announcedTo"]) == ("announced", MANY), said.text
    for _ in range(2):
        await tell_by_the_rules(Settings(), lambda: clock.now)
    [row] = await run(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT account) AS people FROM notice"
        " WHERE campaign IN (SELECT campaign FROM consultation_campaign WHERE kind = 'announced')"
    )
    assert (row["n"], row["people"]) == (MANY, MANY)
    clock.now += timedelta(minutes=1)
    for rider in riders[:2]:
        [notice] = (await inbox(api, rider))["notices"]
        assert notice["facts"]["title"] == "外卖车停放怎么办"
        await saw(api, rider)
    told = {"answer": "coming", "people": 2}
    assert (
        await api.put(f"{path}/answer", json=told, headers=riders[0].headers)
    ).status_code == 200
    desk = (await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)).json()
    [outcome] = [one["outcome"] for one in desk["told"] if one["kind"] == "announced"]
    assert (outcome["inbox"], outcome["seen"], outcome["notReached"]) == (MANY, 2, MANY - 2)
