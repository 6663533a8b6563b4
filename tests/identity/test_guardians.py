"""Under 14, a guardian says yes with a code from their own phone (PIPL Art 31)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, take_in
from tests.identity.makers import (
    CHILD_BORN,
    GUARDIANS,
    ID_NUMBER,
    PHONE,
    SHIZILI,
    a_counter,
    acting,
    code_of,
    kept,
)
from tests.people import signed_in

from xiangyi.app import openapi_document
from xiangyi.core.db import run
from xiangyi.features.identity.guards import WITHOUT_GUARDIAN
from xiangyi.settings import Settings


@pytest.fixture
async def child(api, clock):
    person = await signed_in(PHONE, now=clock())
    answer = await api.patch("/api/me", headers=person.headers, json={"bornOn": CHILD_BORN})
    assert answer.json()["guardian"] == "needed"
    return person


async def agrees(api, sms, child, phone=GUARDIANS):
    sent = await api.post("/api/me/guardian/codes", headers=child.headers, json={"phone": phone})
    assert (sent.status_code, sent.json()) == (201, {"expiresInS": 300, "againInS": 60})
    body = {"name": "李建国", "phone": phone, "code": sms.code}
    return await api.put("/api/me/guardian", headers=child.headers, json=body)


async def consents(api, child):
    return await api.put(
        f"/api/me/consents/{uuid4()}", headers=child.headers, json={"purpose": "partner:shop"}
    )


async def test_without_one_a_child_reads_but_does_not_write(api, child):
    assert (await api.get("/api/me/devices", headers=child.headers)).status_code == 200
    assert (await api.get("/api/me/export", headers=child.headers)).status_code == 200
    assert code_of(await consents(api, child)) == (403, "guardian_needed")


async def test_a_child_says_who_they_are_and_leaves_without_one(api, child):
    said = await api.patch("/api/me", headers=child.headers, json={"name": "小明"})
    assert said.status_code == 200
    assert (await api.put("/api/me/deletion", headers=child.headers)).status_code == 200
    assert (await api.delete("/api/me/deletion", headers=child.headers)).status_code == 204
    assert (await api.delete("/api/me/devices", headers=child.headers)).status_code == 204


async def test_with_a_guardians_yes_a_child_writes(api, sms, child):
    answer = await agrees(api, sms, child)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["name"], answer.json()["phone"]) == ("李**", "137****0003")
    assert sms.sent[-1][::2] == (GUARDIANS, "guardian")
    assert (await api.get("/api/me", headers=child.headers)).json()["guardian"] == "given"
    assert (await consents(api, child)).status_code == 200
    listed = (await api.get("/api/me/consents", headers=child.headers)).json()["items"]
    assert "under_14" in [one["purpose"] for one in listed]


@pytest.mark.parametrize("way", ["guardian", "consent"])
async def test_the_yes_is_taken_back_either_way_and_the_guardian_forgotten(api, sms, child, way):
    await agrees(api, sms, child)
    if way == "guardian":
        back = await api.delete("/api/me/guardian", headers=child.headers)
    else:
        [one] = (await api.get("/api/me/consents", headers=child.headers)).json()["items"]
        url = f"/api/me/consents/{one['id']}/withdrawal"
        back = await api.post(url, headers=child.headers)
    assert back.is_success
    assert (await api.get("/api/me", headers=child.headers)).json()["guardian"] == "needed"
    assert code_of(await consents(api, child)) == (403, "guardian_needed")
    [row] = await run("SELECT name, phone, withdrawn_at FROM guardian")
    assert (row["name"], row["phone"]) == (None, None)
    [consent] = (await api.get("/api/me/consents", headers=child.headers)).json()["items"]
    assert consent["withdrawnAt"] is not None


async def test_the_childs_own_phone_is_no_guardians(api, child):
    for written in (PHONE, "+86 138 1234 0126"):
        sent = await api.post(
            "/api/me/guardian/codes", headers=child.headers, json={"phone": written}
        )
        assert code_of(sent) == (422, "guardian_is_self")
        body = {"name": "李建国", "phone": written, "code": "000000"}
        put = await api.put("/api/me/guardian", headers=child.headers, json=body)
        assert code_of(put) == (422, "guardian_is_self")


async def test_a_code_for_signing_in_is_not_one_for_a_guardian(api, sms, child):
    await api.post("/api/session/codes", json={"phone": GUARDIANS})
    body = {"name": "李建国", "phone": GUARDIANS, "code": sms.code}
    answer = await api.put("/api/me/guardian", headers=child.headers, json=body)
    assert code_of(answer) == (422, "code_refused")


async def test_who_is_fourteen_needs_none_and_none_is_asked_of_them(api, clock):
    person = await signed_in(PHONE, now=clock())
    for born_on in (None, "2012-11-23"):
        await api.patch("/api/me", headers=person.headers, json={"bornOn": born_on})
        sent = await api.post(
            "/api/me/guardian/codes", headers=person.headers, json={"phone": GUARDIANS}
        )
        assert code_of(sent) == (409, "guardian_not_needed")
    await api.patch("/api/me", headers=person.headers, json={"bornOn": "2012-11-24"})
    assert code_of(await consents(api, person)) == (403, "guardian_needed")
    clock.now += timedelta(days=1)
    again = await signed_in(PHONE, now=clock())
    assert (await consents(api, again)).status_code == 200


@pytest.mark.parametrize("born_on", [None, "1990-03-07", CHILD_BORN])
async def test_an_identity_number_tells_a_childs_age_too(api, clock, born_on):
    person = await signed_in(PHONE, now=clock())
    said = {"bornOn": born_on, "idNumber": ID_NUMBER}
    told = await api.patch("/api/me", headers=person.headers, json=said)
    assert code_of(told) == (403, "guardian_needed")
    mine = (await api.get("/api/me", headers=person.headers)).json()
    assert (mine["bornOn"], mine["idNumber"]) == (None, None)


MORE = [{"idNumber": ID_NUMBER}, {"home": SHIZILI}, {"occupation": "other"}]


@pytest.mark.parametrize("more", MORE, ids=str)
async def test_more_than_a_name_is_kept_of_a_child_once_a_guardian_agrees(api, sms, clock, more):
    await take_in(*DOWN_TO_SHIZILI)
    child = await signed_in(PHONE, now=clock())
    at_once = await api.patch("/api/me", headers=child.headers, json={"bornOn": CHILD_BORN, **more})
    assert code_of(at_once) == (403, "guardian_needed")
    alone = {"bornOn": CHILD_BORN, "name": "小明", "language": "zh-CN", "size": "normal"}
    said = await api.patch("/api/me", headers=child.headers, json=alone)
    assert said.status_code == 200, said.text
    after = await api.patch("/api/me", headers=child.headers, json=more)
    assert code_of(after) == (403, "guardian_needed")
    nothing = await api.patch("/api/me", headers=child.headers, json=dict.fromkeys(more))
    assert (nothing.status_code, nothing.json()["guardian"]) == (200, "needed")
    await agrees(api, sms, child)
    told = await api.patch("/api/me", headers=child.headers, json=more)
    assert (told.status_code, told.json()["guardian"]) == (200, "given")


@pytest.mark.parametrize("born_on", [None, "", "1990-03-07", "2012-11-23", "2015-05-03"])
async def test_nobody_under_fourteen_grows_up_by_saying_so(api, sms, child, born_on):
    older = {"bornOn": born_on}
    tried = await api.patch("/api/me", headers=child.headers, json=older)
    assert code_of(tried) == (403, "guardian_needed")
    mine = (await api.get("/api/me", headers=child.headers)).json()
    assert (mine["bornOn"], mine["guardian"]) == (CHILD_BORN, "needed")
    younger = await api.patch("/api/me", headers=child.headers, json={"bornOn": "2015-05-06"})
    assert younger.status_code == 200
    await agrees(api, sms, child)
    told = await api.patch("/api/me", headers=child.headers, json=older)
    assert (told.status_code, told.json()["bornOn"]) == (200, born_on or None)


async def test_what_anybody_may_write_a_child_whom_we_know_does_not(api, sms, child):
    writes = {
        f"/api/feedback/{uuid4()}": {"kind": "complaint", "words": "字太小"},
        f"/api/reports/{uuid4()}": {
            "station": "NONE0001",
            "kind": "locked",
            "at": "2026-11-23T08:00:00Z",
        },
    }
    for path, body in writes.items():
        tried = await api.put(path, headers=child.headers, json=body)
        assert code_of(tried) == (403, "guardian_needed")
        nobodys = await api.put(path, json=body)
        assert nobodys.status_code != 403, nobodys.text
    photo = await api.put(f"/api/photos/{uuid4()}", headers=child.headers, content=b"x")
    assert code_of(photo) == (403, "guardian_needed")


async def test_what_a_clerk_writes_for_a_child_needs_the_guardian_too(api, db, clock):
    clerk = await a_counter(clock)
    headers = acting(clerk, await kept(api, clerk))
    told = await api.patch("/api/me", headers=headers, json={"bornOn": CHILD_BORN})
    assert told.json()["guardian"] == "needed"
    said = {"kind": "suggestion", "words": "多放几把椅子"}
    tried = await api.put(f"/api/feedback/{uuid4()}", headers=headers, json=said)
    assert code_of(tried) == (403, "guardian_needed")
    own = await api.put(f"/api/feedback/{uuid4()}", headers=clerk.headers, json=said)
    assert own.status_code == 200, own.text


async def test_a_child_signs_in_and_out_without_one(api, sms, child, clock):
    clock.now += timedelta(minutes=2)
    await api.post("/api/session/codes", headers=child.headers, json={"phone": PHONE})
    body = {"phone": PHONE, "code": sms.code}
    assert (await api.post("/api/session", headers=child.headers, json=body)).status_code == 201
    assert (await api.delete("/api/session", headers=child.headers)).status_code == 204


def test_what_a_child_may_do_alone_is_there_under_these_names():
    document = json.loads(openapi_document(Settings()))
    names = {one["operationId"] for item in document["paths"].values() for one in item.values()}
    assert names >= WITHOUT_GUARDIAN
