"""Roles: nobody grants more than they hold, and two persons make an administrator."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import (
    CHANGSHA,
    COMMUNITY,
    FURONG,
    HUNAN,
    OFFICE,
    STREET,
    ZHUZHOU,
    ground,
    signed_in,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.service import roles, scopes
from xiangyi.features.identity.service.scopes import Place


def administrator_of(key, kind="division"):
    return HeldRole("administrator", Scope(kind, str(key)))


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


def wanted(to, role="clerk", scope=STREET, kind="division", **more):
    facts = {"role": role, "scopeKind": kind, "scopeId": str(scope), "why": "街道来函"} | more
    return facts if "phone" in more else facts | {"account": str(to.account)}


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


async def roles_of(api, who):
    me = (await api.get("/api/me", headers=who.headers)).json()
    return [(one["role"], one["scopeName"]) for one in me["roles"]]


def code(answer):
    return answer.status_code, answer.json()["code"]


async def test_a_granted_role_is_there_at_the_next_request(api, administrator, person, grant):
    clerk = await person()
    answer = await grant(administrator, clerk)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["state"], told["scopeName"]) == ("held", "长沙市芙蓉区文艺路街道")
    assert (told["phone"], told["grantedBy"]) == ("139****0001", str(administrator.account))
    assert await roles_of(api, clerk) == [("clerk", "长沙市芙蓉区文艺路街道")]


async def test_a_withdrawn_role_is_gone_at_the_next_request(
    api, administrator, person, grant, withdraw
):
    supervisor = await person()
    given = (await grant(administrator, supervisor, "supervisor", FURONG)).json()
    assert (await api.get("/api/audit", headers=supervisor.headers)).status_code == 200
    answer = await withdraw(administrator, given["id"])
    assert (answer.json()["state"], answer.json()["withdrawnWhy"]) == ("withdrawn", "调走了")
    # The access token is the same, and still good for what needs no role.
    refused = await api.get("/api/audit", headers=supervisor.headers)
    assert code(refused) == (403, "role_missing")
    assert await roles_of(api, supervisor) == []
    assert code(await withdraw(administrator, given["id"])) == (409, "grant_settled")


async def test_the_same_again_changes_nothing(administrator, person, grant):
    clerk, id_ = await person(), uuid4()
    first = await grant(administrator, clerk, id_=id_)
    assert (await grant(administrator, clerk, id_=id_)).json() == first.json()
    assert len(await run("SELECT id FROM audit_entry")) == 1
    other = await grant(administrator, await person(), id_=id_)
    assert code(other) == (409, "grant_id_taken")
    assert code(await grant(administrator, clerk)) == (409, "role_held_already")


async def test_a_person_is_named_by_phone_too(administrator, person, grant):
    clerk = await person()
    answer = await grant(administrator, clerk, phone="+86 139 1111 0001")
    assert answer.json()["account"] == str(clerk.account)
    unknown = await grant(administrator, clerk, phone="13911119999")
    assert code(unknown) == (404, "account_not_found")
    two = await grant(administrator, clerk, phone="13911110001", account=str(clerk.account))
    assert code(two) == (400, "bad_request")


async def test_nobody_tries_out_which_phones_are_known(administrator, person, grant):
    clerk = await person()
    for number in range(100):
        answer = await grant(administrator, clerk, phone=f"1372222{number:04}")
        assert code(answer) == (404, "account_not_found")
    assert code(await grant(administrator, clerk, phone="13911110001")) == (429, "too_often")


@pytest.mark.parametrize("scope", [HUNAN, CHANGSHA, ZHUZHOU])
@pytest.mark.parametrize("role", ["administrator", "supervisor", "clerk", "convener"])
async def test_nobody_grants_more_than_they_hold(administrator, person, grant, role, scope):
    answer = await grant(administrator, await person(), role, scope)
    assert code(answer) == (403, "grant_above_own")
    assert await run("SELECT id FROM role_grant WHERE granted_by IS NOT NULL") == []


@pytest.mark.parametrize("held", [None, "supervisor", "clerk"])
async def test_only_administrators_grant(administrator, person, grant, held):
    roles_ = [HeldRole(held, Scope("division", FURONG))] if held else []
    answer = await grant(await person(*roles_), await person())
    assert code(answer) == (403, "role_missing")


async def test_an_organisations_administrator_grants_inside_it_and_nowhere_else(
    administrator, person, grant
):
    chief, other = await person(administrator_of(OFFICE, "organisation")), await person()
    assert (await grant(chief, other, "handler", OFFICE, kind="organisation")).status_code == 200
    assert code(await grant(chief, other, "clerk", STREET)) == (403, "grant_above_own")
    lead = await grant(administrator, other, "lead", OFFICE, kind="organisation")
    assert lead.json()["scopeName"] == "文艺路街道办事处"


async def test_a_stations_division_says_who_grants_there(administrator, person, grant):
    async def stations(ids):
        places = {
            "HERE0001": Place("识字里驿站", COMMUNITY, over=False),
            "AWAY0001": Place("株洲驿站", ZHUZHOU, over=False),
            "GONE0001": Place("旧驿站", COMMUNITY, over=True),
        }
        return {id_: places[id_] for id_ in ids if id_ in places}

    scopes.know_stations(stations)
    manager = await person()
    given = await grant(administrator, manager, "manager", "HERE0001", kind="station")
    assert (given.status_code, given.json()["scopeName"]) == (200, "识字里驿站")
    for id_, refused in {
        "AWAY0001": (403, "grant_above_own"),
        "GONE0001": (404, "scope_not_found"),
        "NONE0001": (404, "scope_not_found"),
    }.items():
        answer = await grant(administrator, manager, "manager", id_, kind="station")
        assert code(answer) == refused


@pytest.mark.parametrize(
    ("role", "kind", "scope", "refused"),
    [
        ("handler", "division", STREET, (422, "scope_unfit")),
        ("supervisor", "organisation", OFFICE, (422, "scope_unfit")),
        ("clerk", "station", "HERE0001", (422, "scope_unfit")),
        ("clerk", "division", "nbs:990000000000", (404, "scope_not_found")),
        ("clerk", "division", "文艺路", (404, "scope_not_found")),
        ("lead", "organisation", uuid4(), (404, "scope_not_found")),
        ("lead", "organisation", str(OFFICE).upper(), (404, "scope_not_found")),
        ("king", "division", STREET, (400, "bad_request")),
    ],
)
async def test_it_refuses(administrator, person, grant, role, kind, scope, refused):
    answer = await grant(administrator, await person(), role, scope, kind=kind)
    assert code(answer) == refused


async def test_a_reason_is_given(administrator, person, grant, withdraw):
    clerk = await person()
    assert code(await grant(administrator, clerk, why="  ")) == (422, "why_missing")
    assert code(await grant(administrator, clerk, why="街\u202e道")) == (422, "why_unusable")
    given = (await grant(administrator, clerk)).json()
    assert code(await withdraw(administrator, given["id"], "")) == (422, "why_missing")


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


async def test_nobody_confirms_themselves(administrator, person, grant, confirm):
    above = await person(administrator_of(CHANGSHA))
    given = (await grant(administrator, above, "administrator", STREET)).json()
    assert code(await confirm(above, given["id"])) == (403, "same_person")


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


async def test_every_step_is_in_the_audit(api, administrator, person, grant, confirm, withdraw):
    second, new = await person(administrator_of(CHANGSHA)), await person()
    id_ = (await grant(administrator, new, "administrator", STREET)).json()["id"]
    await confirm(second, id_)
    await withdraw(second, id_)
    answer = await api.get("/api/audit", params={"subject": id_}, headers=administrator.headers)
    entries = answer.json()["items"]
    assert [(one["action"], one["actor"], one["why"]) for one in entries] == [
        ("role.withdrawn", str(second.account), "调走了"),
        ("role.confirmed", str(second.account), "街道来函"),
        ("role.granted", str(administrator.account), "街道来函"),
    ]
    withdrawn, confirmed, granted = entries
    assert granted["before"] is None
    assert (confirmed["before"], withdrawn["before"]) == (granted["after"], confirmed["after"])
    assert {one["division"] for one in entries} == {STREET}


async def test_an_entry_says_who_it_was_by_a_masked_name(api, administrator, person, grant):
    await api.patch("/api/me", json={"name": "王建国"}, headers=administrator.headers)
    await grant(administrator, await person())
    [entry] = (await api.get("/api/audit", headers=administrator.headers)).json()["items"]
    assert (entry["actorName"], entry["action"]) == ("王**", "role.granted")


async def test_administrators_see_what_is_granted_inside_their_scopes(
    api, administrator, person, grant, withdraw, clock
):
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


async def test_an_operator_makes_the_first_administrator(api, person, grant, clock):
    await ground()
    first = await person()
    scope = Scope("division", FURONG)
    told = await roles.grant_as_operator("13911110000", "administrator", scope, "启用", now=clock())
    assert (told.state, told.granted_by, told.account) == ("held", None, first.account)
    assert (await grant(first, await person())).status_code == 200
    [entry] = await run("SELECT actor FROM audit_entry WHERE subject_id = {}", str(told.id))
    assert entry["actor"] is None
