"""What many are told is never one person's word alone, whatever became of it since."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, announced, drafted, put
from tests.notifications.makers import crowd, inbox, person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.consultations.rules.causes import CAUSES_ZH
from xiangyi.features.notifications.service import expanding

ROOT = Path(__file__).parents[2]

CONVENER = HeldRole("convener", Scope("division", STREET))
LATER = {
    "startsAt": (STARTS + timedelta(hours=1)).isoformat(),
    "endsAt": (ENDS + timedelta(hours=1)).isoformat(),
}
EARLIER = {
    "startsAt": (STARTS - timedelta(hours=5)).isoformat(),
    "endsAt": (STARTS - timedelta(hours=4)).isoformat(),
}


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


async def cancel(api, who, id_: str, **why: str):
    path = f"/api/consultations/{id_}/cancellation"
    return await api.put(path, json=why, headers=who.headers)


async def test_many_read_no_words_of_one_person_when_it_is_off(api, clock, convener):
    second = await signed_in("13800000092", CONVENER, now=clock.now)
    await crowd(51, clock)
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    approval = f"/api/consultations/{id_}/approval"
    await api.put(approval, json={"basedOn": 2}, headers=second.headers)
    await expanding.expand_due(now=clock.now)
    for who in (convener, second):
        own = await cancel(api, who, id_, reason="改到酒楼，先交 200 元")
        assert own.json()["code"] == "cause_missing"
    answer = await cancel(api, convener, id_, cause="weather")
    assert answer.json()["reason"] == "天气不好，开不成。", answer.text
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["notices"][0]["facts"]["reason"] == "天气不好，开不成。"


async def test_what_few_were_told_is_not_changed_for_many_by_one_person(api, clock, convener):
    await crowd(40, clock)
    id_ = await announced(api, convener)
    await expanding.expand_due(now=clock.now)
    await crowd(40, clock)
    changed = await put(api, convener, id_, based_on=2, **LATER)
    assert (changed.status_code, changed.json()["code"]) == (409, "many_meanwhile")
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    assert desk.json()["movable"] == "nothing"


async def test_what_is_told_later_is_not_moved_to_before_anybody_is_told(api, clock, convener):
    await person("13800000001", clock)
    send_at = STARTS - timedelta(hours=3)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=send_at.isoformat())
    moved = await put(api, convener, id_, based_on=2, **EARLIER)
    assert (moved.status_code, moved.json()["code"]) == (409, "told_too_late")
    assert (await put(api, convener, id_, based_on=2, **LATER)).status_code == 200


def test_the_app_knows_each_cause_as_people_are_told_it():
    words = (ROOT / "pwa/src/i18n/causes.ts").read_text()
    for cause, told in CAUSES_ZH.items():
        assert f"{cause}: ['{told}'" in words
