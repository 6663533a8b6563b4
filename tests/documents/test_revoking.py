"""A record that holds no more: whoever holds the paper learns it, and so does whose it is."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from tests.documents.makers import NINE, a_shift, a_volunteer, issued, serve
from tests.people import OFFICE, STREET, ZHUZHOU, ground, signed_in
from tests.volunteering.hours import HOST, headers

from xiangyi.core import signing
from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.documents.jobs import revoke_corrected
from xiangyi.features.documents.rules.tokens import NotADocument
from xiangyi.features.documents.service import checking, revoking
from xiangyi.features.documents.service.keeping import PURPOSE
from xiangyi.keepers import KEEPERS

#: What stays of a document, and tells nothing of anybody.
PROOF = {"number", "token_hash", "ledger_account", "seq", "hours"}


@pytest.fixture
async def volunteer(api, clock):
    await ground()
    return await a_volunteer(api, clock)


async def revoked(api) -> list[str]:
    """The numbers on the public list, whose signature fits."""
    told = (await api.get("/api/documents/revoked")).json()
    payload = signing.opened(PURPOSE, revoking.REVOKED, told["signed"])
    assert told["key"]["kid"] == signing.public_key(PURPOSE).kid
    return json.loads(payload)["numbers"]


async def erase(person) -> None:
    """As the worker does, with everything that any feature keeps of them."""
    async with atomic():
        for keeper in KEEPERS:
            await keeper.erase(person.account, NINE + timedelta(days=7))


async def test_a_correction_revokes_what_it_makes_untrue_and_its_person_is_told(
    api, clock, settings, volunteer
):
    stairs, lunch = await a_shift("扫楼道", 30), await a_shift("送午饭", 3)
    await serve(volunteer, stairs, 240)
    await serve(volunteer, lunch, 60)
    full, lately, least, less = [
        await issued(api, clock, volunteer, **said)
        for said in (
            {},
            {"since": "2026-11-20"},
            {"form": "least"},
            {"form": "least", "hours": 4},
        )
    ]
    await serve(volunteer, await a_shift("守路口", 1), 60)
    await revoke_corrected(settings, clock.now)
    assert await revoked(api) == []
    await serve(volunteer, stairs, -90, kind="corrected")
    for _ in range(2):
        await revoke_corrected(settings, clock.now)
    # Of 300 minutes 270 are left with what was served since: four hours, but no five.
    assert await revoked(api) == sorted([full["number"], least["number"]])
    mine = (await api.get("/api/me/documents", headers=headers(volunteer, clock))).json()
    told = {one["number"]: one["revokedBy"] for one in mine["documents"]}
    assert told == {
        full["number"]: "corrected",
        least["number"]: "corrected",
        lately["number"]: None,
        less["number"]: None,
    }
    campaigns = await run("SELECT facts FROM campaign WHERE kind = 'document.revoked'")
    facts = [json.loads(str(row["facts"])) for row in campaigns]
    assert sorted(one["number"] for one in facts) == await revoked(api)
    again = await issued(api, clock, volunteer)
    await revoke_corrected(settings, clock.now)
    assert again["number"] not in await revoked(api)
    path = f"/api/documents/{full['id']}/document.pdf"
    answer = await api.get(path, headers=headers(volunteer, clock))
    assert answer.json()["code"] == "document_revoked"
    with pytest.raises(NotADocument, match="revoked"):
        await checking.check(full["token"])


async def test_whoever_answers_for_the_issuer_revokes_with_a_reason_and_nobody_else(
    api, clock, volunteer
):
    await serve(volunteer, await a_shift("扫楼道", 30), 120)
    told = await issued(api, clock, volunteer)
    number = told["number"]
    path = f"/api/desk/documents/{number[:5].lower()}-{number[5:]}/revocation"
    elsewhere = HeldRole("administrator", Scope("division", ZHUZHOU))
    stranger = await signed_in("13800000081", elsewhere, now=clock.now)
    lead = await signed_in("13800000082", HeldRole("lead", HOST), now=clock.now)
    why = {"why": "登记错了人"}
    answer = await api.post(path, json=why, headers=stranger.headers)
    assert answer.json()["code"] == "role_missing"
    blank = await api.post(path, json={"why": " "}, headers=lead.headers)
    assert blank.json()["code"] == "why_missing"
    assert (await api.post(path, json=why, headers=lead.headers)).status_code == 200
    twice = await api.post(path, json=why, headers=lead.headers)
    assert twice.json()["code"] == "document_revoked"
    assert await revoked(api) == [number]
    mine = (await api.get("/api/me/documents", headers=volunteer.headers)).json()
    assert (mine["documents"][0]["revokedBy"], mine["documents"][0]["why"]) == (
        "desk",
        "登记错了人",
    )
    [entry] = await run("SELECT * FROM audit_entry WHERE action = 'document.revoked'")
    assert (str(entry["actor"]), entry["subject_id"]) == (str(lead.account), told["id"])


async def test_of_somebody_erased_the_number_stays_and_whether_it_holds(api, clock, volunteer):
    await serve(volunteer, await a_shift("扫楼道", 30), 120)
    gone, kept = [await issued(api, clock, volunteer) for _ in range(2)]
    path = f"/api/documents/{gone['id']}/revocation"
    for _ in range(2):
        answer = await api.put(path, headers=headers(volunteer, clock))
        assert answer.json()["revokedBy"] == "own"
    await erase(volunteer)
    assert await revoked(api) == [gone["number"]]
    assert (await checking.check(kept["token"])).n == kept["number"]
    for row in await run("SELECT * FROM service_document"):
        left = {name for name, value in row.items() if value is not None}
        assert left <= {"id", "revoked_at", "organisation", "since_on", "until_on"} | PROOF


async def test_a_correction_revokes_what_it_makes_untrue_of_somebody_erased_since(
    api, clock, settings, volunteer
):
    stairs, lunch = await a_shift("扫楼道", 30), await a_shift("送午饭", 3)
    line = await serve(volunteer, stairs, 240)
    await serve(volunteer, lunch, 45, "late", confirmed=True)
    await serve(volunteer, lunch, 20, "backfilled")
    full, lately, least, less = [
        await issued(api, clock, volunteer, **said)
        for said in (
            {},
            {"since": "2026-11-20"},
            {"form": "least"},
            {"form": "least", "hours": 3},
        )
    ]
    # The worker has not looked since; and then whose they are is known no more.
    await serve(volunteer, stairs, -50, kind="corrected", of=line)
    await erase(volunteer)
    for _ in range(2):
        await revoke_corrected(settings, clock.now)
    # Of 285 minutes that are proved 235 are left: three hours, but no four.
    assert await revoked(api) == sorted([full["number"], least["number"]])
    for one in (lately, less):
        assert (await checking.check(one["token"])).n == one["number"]
    assert await run("SELECT id FROM campaign WHERE kind = 'document.revoked'") == []


async def test_a_supervisor_revokes_by_its_number_what_somebody_erased_was_issued(
    api, clock, volunteer
):
    await serve(volunteer, await a_shift("扫楼道", 30), 120)
    told = await issued(api, clock, volunteer)
    await erase(volunteer)
    above = HeldRole("supervisor", Scope("division", STREET))
    elsewhere = HeldRole("supervisor", Scope("division", ZHUZHOU))
    path = f"/api/desk/documents/{told['number']}/revocation"
    for phone, role, status in (("13800000083", elsewhere, 403), ("13800000084", above, 200)):
        person = await signed_in(phone, role, now=clock.now)
        answer = await api.post(path, json={"why": "没有这场活动"}, headers=person.headers)
        assert answer.status_code == status, answer.text
    assert answer.json()["issuer"] == "文艺路街道办事处"
    assert await revoked(api) == [told["number"]]
    [row] = await run("SELECT why, revoked_by FROM service_document")
    assert (row["why"], row["revoked_by"]) == (None, None)
    [entry] = await run("SELECT subject_id FROM audit_entry WHERE action = 'document.revoked'")
    assert entry["subject_id"] == told["id"]


async def test_the_list_names_the_issuers_for_a_phone_without_a_network(api, clock, volunteer):
    await serve(volunteer, await a_shift("扫楼道", 30), 120)
    told = await issued(api, clock, volunteer)
    signed = (await api.get("/api/documents/revoked")).json()["signed"]
    payload = json.loads(urlsafe_b64decode(signed.split(".")[1] + "=="))
    claims = await checking.check(told["token"])
    assert payload["issuers"] == {claims.o: "文艺路街道办事处"}
    assert claims.organisation == OFFICE
