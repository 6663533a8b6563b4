"""Two persons make an administrator, and administrators see what is granted below them."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.identity.granting import administrator_of, code, roles_of
from tests.people import CHANGSHA, COMMUNITY, FURONG, OFFICE, STREET, ZHUZHOU

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.service import grants


async def test_an_administrator_needs_two_persons(api, administrator, person, grant, confirm):
    second, new = await person(administrator_of(CHANGSHA)), await person()
    given = (await grant(administrator, new, "administrator", STREET)).json()
    assert given["state"] == "pending"
    assert await roles_of(api, new) == []
    assert code(await grant(new, await person())) == (403, "role_missing")
    assert code(await confirm(administrator, given["id"])) == (403, "same_person")
    told = await confirm(second, given["id"])
    assert (told.json()["state"], told.json()["confirmedBy"]) == ("held", str(second.account))
    assert await roles_of(api, new) == [("administrator", "长沙市芙蓉区文艺路街道")]
    assert (await confirm(second, given["id"])).json() == told.json()


async def test_who_proposed_an_administrator_is_told_by_a_masked_name(
    api, administrator, person, grant
):
    named = await api.patch("/api/me", headers=administrator.headers, json={"name": "欧阳静"})
    assert named.status_code == 200, named.text
    await grant(administrator, await person(), "administrator", STREET)
    listed = await api.get("/api/roles?state=pending", headers=administrator.headers)
    [pending] = listed.json()["items"]
    assert pending["grantedByName"] == "欧**"


async def test_nobody_confirms_themselves(administrator, person, grant, confirm):
    above = await person(administrator_of(CHANGSHA))
    given = (await grant(administrator, above, "administrator", STREET)).json()
    assert code(await confirm(above, given["id"])) == (403, "same_person")


async def test_the_first_word_counts_no_more_when_its_administrator_has_gone(
    api, administrator, person, grant, confirm, withdraw
):
    first, second, new = await person(), await person(administrator_of(CHANGSHA)), await person()
    given = (await grant(second, first, "administrator", FURONG)).json()["id"]
    await confirm(await person(administrator_of(CHANGSHA)), given)
    asked = (await grant(first, new, "administrator", STREET)).json()["id"]
    await withdraw(second, given)
    assert code(await confirm(administrator, asked)) == (409, "granter_holds_no_more")
    assert await roles_of(api, new) == []


@pytest.mark.parametrize(
    ("role", "scope", "refused"),
    [
        ("administrator", ZHUZHOU, "grant_above_own"),
        ("administrator", COMMUNITY, "grant_above_own"),
        ("supervisor", FURONG, "role_missing"),
    ],
)
async def test_who_confirms_is_administrator_of_what_contains_it(
    administrator, person, grant, confirm, role, scope, refused
):
    given = (await grant(administrator, await person(), "administrator", STREET)).json()
    second = await person(HeldRole(role, Scope("division", scope)))
    assert code(await confirm(second, given["id"])) == (403, refused)


async def test_a_pending_administrator_can_be_taken_back(
    administrator, person, grant, confirm, withdraw
):
    second = await person(administrator_of(CHANGSHA))
    given = (await grant(administrator, await person(), "administrator", STREET)).json()
    assert (await withdraw(administrator, given["id"])).json()["state"] == "withdrawn"
    assert code(await confirm(second, given["id"])) == (409, "grant_settled")
    assert code(await confirm(second, uuid4())) == (404, "grant_not_found")


async def test_two_who_confirm_at_once_are_one_confirmation(administrator, person, grant, confirm):
    seconds = [await person(administrator_of(CHANGSHA)) for _ in range(4)]
    given = (await grant(administrator, await person(), "administrator", STREET)).json()
    answers = await asyncio.gather(*(confirm(one, given["id"]) for one in seconds))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    refused = next(one for one in answers if one.status_code == 409)
    assert (refused.json()["code"], refused.json()["facts"]) == ("grant_settled", {"state": "held"})
    confirmed = await run("SELECT id FROM audit_entry WHERE action = 'role.confirmed'")
    assert len(confirmed) == 1


async def test_two_who_grant_at_once_are_one_grant(administrator, person, grant):
    clerk = await person()
    answers = await asyncio.gather(*(grant(administrator, clerk) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {
        "role_held_already"
    }
    id_, lead = uuid4(), {"role": "lead", "scope": OFFICE, "kind": "organisation"}
    again = await asyncio.gather(*(grant(administrator, clerk, id_=id_, **lead) for _ in range(4)))
    assert [one.status_code for one in again] == [200] * 4


async def test_two_who_withdraw_at_once_are_one_withdrawal(administrator, person, grant, withdraw):
    given = (await grant(administrator, await person())).json()
    answers = await asyncio.gather(*(withdraw(administrator, given["id"]) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]


@pytest.mark.parametrize("few", [500, 2])
async def test_administrators_see_what_is_granted_inside_their_scopes(
    api, administrator, person, grant, withdraw, clock, monkeypatch, few
):
    """However many divisions lie below: they are found by two ways."""
    monkeypatch.setattr(grants, "_FEW", few)
    other = await person(administrator_of(ZHUZHOU))
    ids = []
    for role, scope, kind in (
        ("clerk", STREET, "division"),
        ("lead", OFFICE, "organisation"),
        ("administrator", COMMUNITY, "division"),
        ("supervisor", FURONG, "division"),
    ):
        clock.now += timedelta(seconds=1)
        ids.append(
            (await grant(administrator, await person(), role, scope, kind=kind)).json()["id"]
        )
    await withdraw(administrator, ids[0])

    async def seen(who, **query):
        answer = await api.get("/api/roles", params=query, headers=who.headers)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    assert [id_ for id_ in await seen(administrator) if id_ in ids] == ids[::-1]
    assert set(await seen(other)) & set(ids) == set()
    looks = await run("SELECT actor, division FROM audit_entry WHERE action = 'role.listed'")
    told = [(str(one["actor"]), one["division"]) for one in looks]
    assert told == [(str(administrator.account), FURONG), (str(other.account), ZHUZHOU)]
    chief = await person(administrator_of(OFFICE, "organisation"))
    assert ids[1] in await seen(chief)
    assert ids[0] not in await seen(chief)
    assert await seen(administrator, state="pending") == [ids[2]]
    assert await seen(administrator, state="withdrawn") == [ids[0]]
    assert await seen(administrator, role="supervisor") == [ids[3]]
    assert await seen(administrator, scopeKind="division", scopeId=STREET) == [ids[0]]
    clerk = await person(HeldRole("clerk", Scope("division", FURONG)))
    assert code(await api.get("/api/roles", headers=clerk.headers)) == (403, "role_missing")


async def test_grants_come_page_by_page(api, administrator, person, grant):
    ids = {(await grant(administrator, await person())).json()["id"] for _ in range(5)}
    seen, query = [], {"limit": 2, "role": "clerk"}
    while True:
        page = (await api.get("/api/roles", params=query, headers=administrator.headers)).json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert (len(seen), set(seen)) == (5, ids)
