"""Roles: nobody grants more than they hold, and what is withdrawn is gone."""

from uuid import uuid4

import pytest
from tests.identity.granting import administrator_of, code, roles_of
from tests.people import CHANGSHA, COMMUNITY, FURONG, HUNAN, OFFICE, STREET, ZHUZHOU, ground

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.service import roles, scopes
from xiangyi.features.identity.service.scopes import Place


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


async def test_looking_for_a_phone_is_in_the_audit_whatever_comes_of_it(
    api, administrator, person, grant
):
    await grant(administrator, await person(), phone="13911110001")
    await grant(administrator, await person(), phone="13911119999")
    members = f"/api/organisations/{OFFICE}/members"
    await api.post(members, json={"phone": "13911119999"}, headers=administrator.headers)
    looked = {"action": "person.sought"}
    answer = await api.get("/api/audit", params=looked, headers=administrator.headers)
    told = [(one["subjectKind"], one["subjectId"]) for one in answer.json()["items"]]
    assert told == [("phone", "unknown"), ("phone", "unknown"), ("phone", "known")]
    assert {one["actor"] for one in answer.json()["items"]} == {str(administrator.account)}
    assert "1391111" not in str(await run("SELECT * FROM audit_entry"))


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/audit", {"from": "0001-01-01T00:00:00+14:00"}),
        ("/api/audit", {"to": "9999-12-31T23:59:59-14:00"}),
        ("/api/audit", {"from": "1999-12-31T23:59:59Z"}),
        ("/api/audit", {"action": "\0"}),
        ("/api/audit", {"subject": "7\0"}),
        ("/api/audit", {"division": "nbs\0"}),
        ("/api/roles", {"scopeId": "\0"}),
        ("/api/roles", {"scopeId": "7\x1f"}),
    ],
)
async def test_what_nobody_can_have_written_is_not_looked_for(api, administrator, path, query):
    answer = await api.get(path, params=query, headers=administrator.headers)
    assert code(answer) == (400, "bad_request")
    assert [one["name"] for one in answer.json()["facts"]["fields"]] == list(query)


async def test_entries_are_found_by_their_time(api, administrator, person, grant):
    await grant(administrator, await person())
    for from_, found in (("2026-11-23T16:00:00+08:00", 1), ("2100-12-31T23:59:59Z", 0)):
        query = {"from": from_, "action": "role.granted"}
        answer = await api.get("/api/audit", params=query, headers=administrator.headers)
        assert len(answer.json()["items"]) == found


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


@pytest.mark.parametrize("role", ["clerk", "supervisor", "convener", "administrator"])
async def test_nobody_grants_themselves_a_role(api, administrator, grant, role):
    answer = await grant(administrator, administrator, role)
    assert code(answer) == (403, "same_person")
    by_phone = await grant(administrator, administrator, role, phone="13911110000")
    assert code(by_phone) == (403, "same_person")
    assert len(await roles_of(api, administrator)) == 1


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
        ("manager", "station", "\0", (400, "bad_request")),
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


async def test_an_operator_makes_the_first_administrator(api, person, grant, clock):
    await ground()
    first = await person()
    scope = Scope("division", FURONG)
    told = await roles.grant_as_operator("13911110000", "administrator", scope, "启用", now=clock())
    assert (told.state, told.granted_by, told.account) == ("held", None, first.account)
    assert (await grant(first, await person())).status_code == 200
    [entry] = await run("SELECT actor FROM audit_entry WHERE subject_id = {}", str(told.id))
    assert entry["actor"] is None
