"""A clerk enters for a person without a phone, who said yes to it (Art 14)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.identity.makers import (
    FURONG,
    OTHERS,
    PHONE,
    SHIZILI,
    YUHUA_KEY,
    a_counter,
    acting,
    code_of,
    held,
    keeping,
    kept,
)
from tests.people import signed_in

from xiangyi.app import openapi_document
from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.audit.schemas import Sought
from xiangyi.settings import Settings


@pytest.fixture
async def clerk(db, clock):
    return await a_counter(clock)


async def test_a_clerk_keeps_an_account_for_somebody_who_said_yes(api, clerk):
    account = str(uuid4())
    body = keeping(phone="139-1234 5678", purposes=["partner:shop"], note="在窗口当面说的")
    answer = await api.put(f"/api/kept/{account}", headers=clerk.headers, json=body)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["id"], told["name"], told["phone"]) == (account, "王**", "139****5678")
    assert sorted((one["purpose"], one["how"]) for one in told["consents"]) == [
        ("acting_for", "spoken"),
        ("partner:shop", "spoken"),
    ]
    again = await api.put(f"/api/kept/{account}", headers=clerk.headers, json=body)
    assert again.json() == told
    listed = await api.get("/api/kept", headers=clerk.headers)
    assert listed.json() == {"items": [told], "next": None}
    assert (await api.get("/api/me", headers=clerk.headers)).json()["kept"] == 1


async def test_a_kept_phone_is_no_way_to_sign_in(api, sms, clerk):
    account = await kept(api, clerk, phone=PHONE)
    assert (await api.post("/api/session/codes", json={"phone": PHONE})).status_code == 201
    session = await api.post("/api/session", json={"phone": PHONE, "code": sms.code})
    assert session.json()["me"]["id"] != account
    assert session.json()["me"]["name"] is None


async def test_pages_go_on_where_the_one_before_ended(api, clerk):
    made = sorted([await kept(api, clerk) for _ in range(3)])
    first = (await api.get("/api/kept?limit=2", headers=clerk.headers)).json()
    rest = (await api.get(f"/api/kept?cursor={first['next']}", headers=clerk.headers)).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == made
    assert rest["next"] is None


@pytest.mark.parametrize("role", [None, ("clerk", YUHUA_KEY), ("administrator", FURONG)])
async def test_nobody_but_a_clerk_of_the_place_keeps_lists_or_acts(api, clerk, clock, role):
    account = await kept(api, clerk)
    roles = [held(role[0], "division", role[1])] if role else []
    other = await signed_in(OTHERS, *roles, now=clock())
    tried = await api.put(f"/api/kept/{uuid4()}", headers=other.headers, json=keeping())
    assert code_of(tried) == (403, "role_missing")
    slip = await api.post(f"/api/kept/{account}/slips", headers=other.headers)
    assert code_of(slip) == (403, "role_missing")
    listed = await api.get("/api/kept", headers=other.headers)
    if role and role[0] == "clerk":
        assert listed.json()["items"] == []
    else:
        assert code_of(listed) == (403, "role_missing")
    patched = await api.patch("/api/me", headers=acting(other, account), json={"name": "我"})
    assert code_of(patched) == (403, "acting_for_refused")


async def test_a_colleague_of_the_place_acts_too_and_what_they_write_is_the_persons(
    api, clerk, clock
):
    account = await kept(api, clerk)
    colleague = await signed_in(OTHERS, held("clerk", "division", SHIZILI), now=clock())
    said = {"occupation": "delivery"}
    answer = await api.patch("/api/me", headers=acting(colleague, account), json=said)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["id"], told["occupation"], told["roles"]) == (account, "delivery", [])
    assert (await api.get("/api/me", headers=colleague.headers)).json()["occupation"] is None
    consent = f"/api/me/consents/{uuid4()}"
    given = await api.put(
        consent, headers=acting(colleague, account), json={"purpose": "partner:shop"}
    )
    assert (given.status_code, given.json()["recordedBy"]) == (200, str(colleague.account))
    mine = await api.get("/api/me/consents", headers=colleague.headers)
    assert mine.json()["items"] == []
    due = await api.put("/api/me/deletion", headers=acting(colleague, account))
    assert due.status_code == 200
    assert (await api.get("/api/me", headers=colleague.headers)).json()["deletionDueAt"] is None


async def test_each_time_is_recorded_with_both_names(api, clerk, clock):
    above = Asker(account=uuid4(), device=uuid4(), roles=(held("supervisor", "division", FURONG),))
    account = await kept(api, clerk)
    await api.patch("/api/me", headers=acting(clerk, account), json={"occupation": "truck"})
    entries = await run("SELECT * FROM audit_entry ORDER BY id")
    told = [(one["action"], one["subject_id"], one["division"]) for one in entries]
    assert told == [
        ("kept.made", account, SHIZILI),
        ("acting_for", account, SHIZILI),
        ("person.changed", account, SHIZILI),
    ]
    page = await audit.search(above, Sought(action="acting_for"), now=clock())
    assert [one.why for one in page.items] == ["changeMe"]
    assert str(entries[1]["actor"]) == str(clerk.account)
    assert str(entries[1]["acting_for"]) == account


async def test_what_a_clerk_changes_is_hashed_as_it_was_and_as_it_became(api, clerk):
    account = await kept(api, clerk)
    for occupation in ("truck", "courier"):
        said = {"occupation": occupation, "idNumber": "11010519491231002X"}
        await api.patch("/api/me", headers=acting(clerk, account), json=said)
    consent = f"/api/me/consents/{uuid4()}"
    headers = acting(clerk, account)
    await api.put(consent, headers=headers, json={"purpose": "partner:shop"})
    await api.post(f"{consent}/withdrawal", headers=headers)
    await api.put("/api/me/deletion", headers=headers)
    await api.delete("/api/me/deletion", headers=headers)
    words = {"kind": "complaint", "words": "门锁着"}
    await api.put(f"/api/feedback/{uuid4()}", headers=headers, json=words)
    await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)
    # There is no guardian whose yes could be taken back.
    await api.delete("/api/me/guardian", headers=headers)
    entries = await run("SELECT * FROM audit_entry WHERE action <> 'acting_for' ORDER BY id")
    told = [
        (one["action"], one["before_hash"] is not None, one["after_hash"] is not None)
        for one in entries
    ]
    assert told == [
        ("kept.made", False, True),
        ("person.changed", True, True),
        ("person.changed", True, True),
        ("consent.given", False, True),
        ("consent.withdrawn", True, True),
        ("deletion.asked", True, True),
        ("deletion.called_off", True, False),
        ("feedback.said", False, True),
        ("kept.slip", False, True),
    ]
    facts = {"occupation": "truck", "id_number": "11010519491231002X"}
    assert entries[1]["after_hash"] == entries[2]["before_hash"] == audit.hash_of(facts)
    assert {str(one["actor"]) for one in entries} == {str(clerk.account)}


async def test_what_a_person_changes_themselves_is_nobodys_to_look_into(api, clerk, clock):
    person = await signed_in(PHONE, now=clock())
    await api.patch("/api/me", headers=person.headers, json={"occupation": "truck"})
    await api.put("/api/me/deletion", headers=person.headers)
    assert await run("SELECT * FROM audit_entry") == []


async def test_a_look_at_those_who_are_kept_is_recorded(api, clerk):
    await api.get("/api/kept", headers=clerk.headers)
    [entry] = await run("SELECT * FROM audit_entry")
    told = (entry["action"], str(entry["actor"]), entry["division"])
    assert told == ("kept.read", str(clerk.account), FURONG)


async def test_what_is_no_account_to_act_for_is_refused_alike(api, clerk, clock):
    other = await signed_in(OTHERS, now=clock())
    for account in ("", "one", str(uuid4()), str(clerk.account), str(other.account)):
        answer = await api.patch("/api/me", headers=acting(clerk, account), json={"name": "甲"})
        assert code_of(answer) == (403, "acting_for_refused"), account


async def test_words_said_for_somebody_are_not_taken_for_nobodys(api, clerk):
    account = await kept(api, clerk)
    body = {"kind": "complaint", "words": "门锁着"}
    url = f"/api/feedback/{uuid4()}"
    answer = await api.put(url, headers={"X-Acting-For": account}, json=body)
    assert code_of(answer) == (401, "sign_in_needed")
    answer = await api.put(url, headers=acting(clerk, account), json=body)
    assert answer.status_code == 200, answer.text
    assert [str(row["account"]) for row in await run("SELECT account FROM feedback")] == [account]


async def test_taking_the_yes_back_ends_it_at_once_and_what_is_kept_in_thirty_days(
    api, clerk, clock
):
    account = await kept(api, clerk)
    answer = await api.post(f"/api/kept/{account}/withdrawal", headers=clerk.headers)
    assert answer.status_code == 200
    assert answer.json()["consents"][0]["withdrawnAt"] is not None
    refused = await api.patch("/api/me", headers=acting(clerk, account), json={"name": "甲"})
    assert code_of(refused) == (403, "acting_for_refused")
    [row] = await run("SELECT deletion_due_at FROM account WHERE kept_by IS NOT NULL")
    assert row["deletion_due_at"] is not None
    assert (await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)).status_code == 201


async def test_a_role_that_is_withdrawn_acts_for_nobody_at_the_next_request(api, clerk, clock):
    account = await kept(api, clerk)
    await run("UPDATE role_grant SET withdrawn_at = {}", clock())
    answer = await api.patch("/api/me", headers=acting(clerk, account), json={"name": "甲"})
    assert code_of(answer) == (403, "acting_for_refused")


async def test_a_person_with_a_phone_may_let_clerks_of_a_place_act_for_them(api, clerk, clock):
    person = await signed_in(PHONE, now=clock())
    consent = f"/api/me/consents/{uuid4()}"
    without = await api.put(consent, headers=person.headers, json={"purpose": "acting_for"})
    assert code_of(without) == (422, "consent_unfit")
    body = {"purpose": "acting_for", "division": SHIZILI}
    assert (await api.put(consent, headers=person.headers, json=body)).status_code == 200
    headers = acting(clerk, str(person.account))
    clock.now += timedelta(minutes=1)
    said = await api.patch("/api/me", headers=headers, json={"occupation": "courier"})
    assert (said.status_code, said.json()["id"]) == (200, str(person.account))
    longer = await api.put(f"/api/me/consents/{uuid4()}", headers=headers, json=body)
    assert code_of(longer) == (422, "consent_unfit")
    await api.post(f"{consent}/withdrawal", headers=person.headers)
    refused = await api.patch("/api/me", headers=headers, json={"occupation": "courier"})
    assert code_of(refused) == (403, "acting_for_refused")


async def test_an_id_that_is_anothers_is_refused(api, clerk, clock):
    person = await signed_in(PHONE, now=clock())
    colleague = await signed_in(OTHERS, held("clerk", "division", SHIZILI), now=clock())
    account = await kept(api, clerk)
    for who, taken in ((clerk, person.account), (colleague, account)):
        answer = await api.put(f"/api/kept/{taken}", headers=who.headers, json=keeping())
        assert code_of(answer) == (409, "kept_taken")
    assert (await api.get("/api/me", headers=person.headers)).json()["name"] is None


def test_the_document_names_the_header_wherever_something_is_written_for_another():
    document = json.loads(openapi_document(Settings()))
    lacking = [
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in {"put", "post", "patch", "delete"}
        and not {"session", "demo"} & set(operation["tags"])
        and "X-Acting-For" not in {one["name"] for one in operation.get("parameters", [])}
    ]
    assert sorted(lacking) == [
        "addPasskey",
        "getPasskeyCreation",
        "removePasskey",
        "signInToConsultation",
        "signOutDevice",
        "signOutEverywhere",
        "voteInPoll",
    ]


OWN_HANDS = [
    ("GET", "/api/me/devices"),
    ("DELETE", "/api/me/devices"),
    ("DELETE", "/api/me/devices/{id}"),
    ("GET", "/api/me/passkeys"),
    ("POST", "/api/me/passkeys"),
    ("POST", "/api/me/passkeys/options"),
    ("DELETE", "/api/me/passkeys/{id}"),
    ("GET", "/api/me/export"),
]


@pytest.mark.parametrize(("method", "path"), OWN_HANDS)
async def test_what_signs_somebody_in_or_tells_all_is_in_their_own_hands(api, clerk, method, path):
    account = await kept(api, clerk)
    called = path.replace("{id}", str(clerk.device))
    tried = await api.request(method, called, headers=acting(clerk, account), json={})
    assert code_of(tried) == (403, "own_hands_only")
    mine = (await api.get("/api/me/devices", headers=clerk.headers)).json()["items"]
    assert [one["here"] for one in mine] == [True]
