"""What goes with somebody who convened, and what was said in public and stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.consultations.makers import ENDS, announce, announced, drafted, put
from tests.notifications.makers import person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.personal import PERSONAL
from xiangyi.features.notifications.service import expanding
from xiangyi.jobs import jobs
from xiangyi.settings import Settings

CONVENER = HeldRole("convener", Scope("division", STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000092", CONVENER, now=clock.now)


async def test_what_was_announced_stays_and_what_it_replaced_goes(api, clock, convener):
    await person("13800000001", clock)
    id_ = await drafted(api, convener, about="小明家在三楼")
    await put(api, convener, UUID(id_), based_on=1)
    await announce(api, convener, id_, based_on=2)
    before = (await api.get(f"/api/consultations/{id_}")).json()
    await PERSONAL.erase(convener.account, clock.now)
    assert (await api.get(f"/api/consultations/{id_}")).json() == before
    kept = await run('SELECT "before", "after" FROM consultation_revision')
    assert not [one for one in kept if "三楼" in f"{one['before']}{one['after']}"]
    assert all(before["about"] in str(one["after"]) for one in kept if one["before"])


async def test_why_it_was_cancelled_stays_for_those_who_were_told(api, clock, convener):
    await person("13800000001", clock)
    id_ = await announced(api, convener)
    path = f"/api/consultations/{id_}/cancellation"
    await expanding.expand_due(now=clock.now)
    await api.put(path, json={"reason": "下雨"}, headers=convener.headers)
    await PERSONAL.erase(convener.account, clock.now)
    assert (await api.get(f"/api/consultations/{id_}")).json()["reason"] == "下雨"


async def test_of_a_draft_only_what_somebody_else_wrote_is_left_and_nobody_says_yes_to_it_unread(
    api, clock, convener, second
):
    await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await put(api, second, UUID(id_), based_on=1, phone="0731-80000000")
    await PERSONAL.erase(convener.account, clock.now)
    stale = await announce(api, second, id_, based_on=2)
    assert stale.json()["code"] == "consultation_changed_meanwhile"
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=second.headers)
    said = desk.json()["facts"]
    assert (said["title"], said["about"], said["place"]["words"], said["phone"]) == (
        *("—", "", ""),
        "0731-80000000",
    )


async def test_who_came_in_somebodys_place_is_forgotten_a_month_after_the_meeting(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    sending = {"answer": "sending", "delegate": "李师傅"}
    path = f"/api/consultations/{id_}/answer"
    assert (await api.put(path, json=sending, headers=rider.headers)).status_code == 200
    names = []
    for at in (ENDS + timedelta(days=30), ENDS + timedelta(days=30, seconds=1)):
        [job] = [one for one in jobs() if one.__name__ == "forget_delegates"]
        await job(Settings(), lambda at=at: at)
        mine = (await api.get(f"/api/consultations/{id_}", headers=rider.headers)).json()["mine"]
        assert mine["answer"] == "sending"
        names.append(mine["delegate"])
    assert names == ["李师傅", ""]
    [field] = [one for one in PERSONAL.fields if one.field == "delegate"]
    assert "30 天" in field.retention_zh


async def test_what_was_replaced_goes_out_of_what_people_were_told(api, clock, convener):
    await person("13800000001", clock)
    id_ = await announced(api, convener, place={"words": "小明家客厅"})
    await expanding.expand_due(now=clock.now)
    await put(api, convener, UUID(id_), based_on=2)
    await expanding.expand_due(now=clock.now)
    await PERSONAL.erase(convener.account, clock.now)
    told = repr(await run("SELECT facts FROM campaign"))
    assert "小明家" not in told
    assert "文艺路街道办事处二楼" in told
