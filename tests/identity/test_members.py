"""Who belongs to an organisation is for its administrators to say."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import FURONG, OFFICE, ZHUZHOU, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run

PATH = f"/api/organisations/{OFFICE}/members"


@pytest.fixture
async def administrator(api, clock):
    await ground()
    role = HeldRole("administrator", Scope("organisation", str(OFFICE)))
    return await signed_in("13911110000", role, now=clock())


@pytest.fixture
async def person(administrator, api, clock):
    somebody = await signed_in("13911110001", now=clock())
    await api.patch("/api/me", json={"name": "李小红"}, headers=somebody.headers)
    return somebody


async def members(api, who):
    answer = await api.get(PATH, headers=who.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_somebody_belongs_to_it_from_then_on(api, administrator, person):
    added = await api.put(f"{PATH}/{person.account}", headers=administrator.headers)
    assert added.status_code == 200, added.text
    again = await api.post(PATH, json={"phone": "139 1111 0001"}, headers=administrator.headers)
    assert again.json() == added.json()
    [shown] = await members(api, administrator)
    assert shown == added.json()
    assert (shown["name"], shown["phone"]) == ("李**", "139****0001")
    mine = (await api.get("/api/me", headers=person.headers)).json()["organisations"]
    assert [one["name"] for one in mine] == ["文艺路街道办事处"]


async def test_somebody_belongs_to_it_no_more(api, administrator, person):
    path = f"{PATH}/{person.account}"
    await api.put(path, headers=administrator.headers)
    assert (await api.delete(path, headers=administrator.headers)).status_code == 204
    assert await members(api, administrator) == []
    again = await api.delete(path, headers=administrator.headers)
    assert (again.status_code, again.json()["code"]) == (404, "member_not_found")
    # And may come back.
    assert (await api.put(path, headers=administrator.headers)).status_code == 200
    actions = [row["action"] for row in await run("SELECT action FROM audit_entry ORDER BY id")]
    assert actions == ["member.added", "member.ended", "member.listed", "member.added"]


async def test_many_are_told_page_by_page_the_latest_first(api, administrator, clock):
    added = []
    for number in range(5):
        somebody = await signed_in(f"1391111010{number}", now=clock())
        await api.put(f"{PATH}/{somebody.account}", headers=administrator.headers)
        added.append(str(somebody.account))
        # Two come at the same moment.
        clock.now += timedelta(seconds=number % 2)
    pages, query = [], {"limit": 2}
    while True:
        answer = await api.get(PATH, params=query, headers=administrator.headers)
        pages.append([one["account"] for one in answer.json()["items"]])
        if not answer.json()["next"]:
            break
        query["cursor"] = answer.json()["next"]
    assert [len(page) for page in pages] == [2, 2, 1]
    told = [account for page in pages for account in page]
    assert told[0] == added[-1]
    assert sorted(told) == sorted(added)


async def test_added_at_once_they_belong_to_it_once(api, administrator, person):
    path = f"{PATH}/{person.account}"
    calls = [api.put(path, headers=administrator.headers) for _ in range(4)]
    answers = await asyncio.gather(*calls)
    assert len({one.json()["id"] for one in answers}) == 1
    assert len(await members(api, administrator)) == 1


async def test_nobody_else_says_it(api, administrator, person, clock):
    away = HeldRole("administrator", Scope("division", ZHUZHOU))
    lead = HeldRole("lead", Scope("organisation", str(OFFICE)))
    for number, role in enumerate((away, lead)):
        who = await signed_in(f"1391111100{number}", role, now=clock())
        for answer in (
            await api.get(PATH, headers=who.headers),
            await api.put(f"{PATH}/{person.account}", headers=who.headers),
            await api.post(PATH, json={"phone": "13911110001"}, headers=who.headers),
            await api.delete(f"{PATH}/{person.account}", headers=who.headers),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    above = HeldRole("administrator", Scope("division", FURONG))
    who = await signed_in("13911112000", above, now=clock())
    assert (await api.put(f"{PATH}/{person.account}", headers=who.headers)).status_code == 200


async def test_it_refuses_whom_nobody_knows(api, administrator):
    by_id = await api.put(f"{PATH}/{uuid4()}", headers=administrator.headers)
    assert (by_id.status_code, by_id.json()["code"]) == (404, "account_not_found")
    by_phone = await api.post(PATH, json={"phone": "13922220000"}, headers=administrator.headers)
    assert (by_phone.status_code, by_phone.json()["code"]) == (404, "account_not_found")
    odd = await api.post(PATH, json={"phone": "0731-82212345"}, headers=administrator.headers)
    assert (odd.status_code, odd.json()["code"]) == (422, "phone_unusable")
    path = f"/api/organisations/{uuid4()}/members"
    nowhere = await api.get(path, headers=administrator.headers)
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "organisation_not_found")
