"""What a page of another site can have a person's browser do: nothing here."""

import json
import re

import pytest
from tests.contracts.test_api import operations
from tests.identity.authenticator import Authenticator
from tests.identity.ceremonies import add, sign_in
from tests.people import signed_in

from xiangyi.app import openapi_document
from xiangyi.core.db import run
from xiangyi.settings import Settings

PHONE = "13812340126"
FOREIGN = [{"Origin": "https://xiangyi.evil"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
KINDS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", ""]


def refused(answer) -> bool:
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert "set-cookie" not in answer.headers
    return True


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
async def test_it_signs_nobody_in_and_spends_no_code(api, sms, foreign):
    await api.post("/api/session/codes", json={"phone": PHONE})
    sign = {"phone": PHONE, "code": sms.code}
    for _ in range(6):
        assert refused(await api.post("/api/session", json=sign, headers=foreign))
    own = {"Origin": "http://xiangyi.test", "Sec-Fetch-Site": "same-origin"}
    assert (await api.post("/api/session", json=sign, headers=own)).status_code == 201


async def test_it_signs_nobody_in_with_a_passkey(api, clock):
    authenticator = Authenticator()
    await add(api, await signed_in(PHONE, now=clock()), authenticator)
    api.headers.update(FOREIGN[0])
    assert refused(await sign_in(api, authenticator))


async def test_it_makes_nobody_one_of_the_cast(api):
    for foreign in FOREIGN:
        assert refused(await api.post("/api/demo/cast/rider", headers=foreign))


def test_whatever_answers_a_session_is_closed_to_it():
    document = json.loads(openapi_document(Settings()))
    told = {
        name: one["responses"].get("403", {}).get("description")
        for name, one in operations(document)
        if any("schemas/Session" in json.dumps(answer) for answer in one["responses"].values())
    }
    assert len(told) == 4, told
    assert set(told.values()) == {"foreign_origin"}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_form_can_send_is_not_read_as_json(api, sms, kind):
    await api.post("/api/session/codes", json={"phone": PHONE})
    sign = json.dumps({"phone": PHONE, "code": sms.code})
    headers = {"Content-Type": kind} if kind else {}
    answer = await api.post("/api/session", content=sign, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert await run("SELECT id FROM account") == []
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert (await api.post("/api/session", content=sign, headers=headers)).status_code == 201


async def test_every_operation_that_takes_json_takes_nothing_else(api, clock):
    document = json.loads(openapi_document(Settings()))
    person = await signed_in(PHONE, now=clock())
    taking = [(name, one) for name, one in operations(document) if "requestBody" in one]
    assert len(taking) > 20
    for name, one in taking:
        assert one["responses"]["415"]["description"] == "unsupported_media_type", name
        method, _, path = name.partition(" ")
        path = re.sub(r"\{\w+\}", "0b7c0000-0000-4000-8000-000000000001", path)
        headers = person.headers | {"Content-Type": "text/plain"}
        answer = await api.request(method, path, content=b"{}", headers=headers)
        assert answer.status_code == 415, name
