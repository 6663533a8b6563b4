"""Passkeys: what opens, and what is refused with the same word whatever is wrong with it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.identity.authenticator import Authenticator, told, untold
from tests.identity.ceremonies import (
    add,
    asked_to_make,
    asked_to_use,
    passkeys_of,
    refused,
    sign_in,
)
from tests.people import Person, signed_in

from xiangyi.core.db import run
from xiangyi.features.identity.service import passkeys

PHONE, OTHER_PHONE = "13812340126", "13912340126"


@pytest.fixture
async def me(api, clock) -> Person:
    return await signed_in(PHONE, now=clock())


@pytest.fixture
async def mine(api, me) -> Authenticator:
    """An authenticator with my passkey."""
    authenticator = Authenticator()
    assert (await add(api, me, authenticator)).status_code == 201
    return authenticator


async def test_who_has_added_a_passkey_signs_in_without_a_message(api, me, mine, sms, clock):
    clock.now += timedelta(days=2)
    answer = await sign_in(api, mine, device="Android, Chrome")
    assert answer.status_code == 201, answer.text
    assert answer.json()["me"]["id"] == str(me.account)
    assert sms.sent == []
    assert "HttpOnly" in answer.headers["set-cookie"]
    headers = {"Authorization": f"Bearer {answer.json()['accessToken']}"}
    [here, _] = (await api.get("/api/me/devices", headers=headers)).json()["items"]
    assert (here["way"], here["label"], here["here"]) == ("passkey", "Android, Chrome", True)
    [shown] = (await api.get("/api/me/passkeys", headers=headers)).json()["items"]
    assert shown["label"] == "我的手机"
    assert (shown["madeAt"], shown["usedOn"]) == ("2026-11-23T08:00:00Z", "2026-11-25")


async def test_the_browser_is_asked_for_one_that_proves_the_person(api, me, mine):
    to_make = (await asked_to_make(api, me))["options"]
    chosen = to_make["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert (to_make["rp"], to_make["user"]["name"]) == (
        {"name": "湘驿", "id": "xiangyi.test"},
        "138****0126",
    )
    assert [untold(one["id"]) for one in to_make["excludeCredentials"]] == [mine.credential_id]
    to_use = (await asked_to_use(api))["options"]
    assert (to_use["rpId"], to_use["userVerification"]) == ("xiangyi.test", "required")
    assert to_use["allowCredentials"] == []
    assert len(untold(to_use["challenge"])) == 32


async def test_each_of_two_persons_comes_in_as_themselves(api, me, mine, clock):
    other = await signed_in(OTHER_PHONE, now=clock())
    theirs = Authenticator()
    assert (await add(api, other, theirs)).status_code == 201
    for authenticator, person in ((mine, me), (theirs, other), (mine, me)):
        answer = await sign_in(api, authenticator)
        assert answer.json()["me"]["id"] == str(person.account)
        assert len(await passkeys_of(api, person)) == 1


async def test_another_persons_handle_does_not_make_one_of_them(api, me, mine, clock):
    other = await signed_in(OTHER_PHONE, now=clock())
    mine.handle = other.account.bytes
    assert refused(await sign_in(api, mine))


async def test_a_challenge_is_answered_once(api, mine):
    asked = await asked_to_use(api)
    assert (await sign_in(api, mine, asked)).status_code == 201
    assert refused(await sign_in(api, mine, asked))


async def test_a_wrong_answer_spends_the_challenge_too(api, mine):
    asked = await asked_to_use(api)
    mine.origin, true = "https://xiangyi.evil", mine.origin
    assert refused(await sign_in(api, mine, asked))
    mine.origin = true
    assert refused(await sign_in(api, mine, asked))
    assert (await sign_in(api, mine)).status_code == 201


async def test_a_captured_answer_opens_nothing_with_another_challenge(api, mine):
    credential = mine.sign((await asked_to_use(api))["options"])
    another = (await asked_to_use(api))["challenge"]
    answer = await api.post(
        "/api/session/passkey", json={"challenge": another, "credential": credential}
    )
    assert refused(answer)


async def test_a_challenge_is_over_after_five_minutes(api, mine, clock):
    asked = await asked_to_use(api)
    clock.now += passkeys.LASTS
    assert refused(await sign_in(api, mine, asked))
    asked = await asked_to_use(api)
    clock.now += passkeys.LASTS - timedelta(seconds=1)
    assert (await sign_in(api, mine, asked)).status_code == 201


async def test_a_challenge_is_for_what_it_was_asked_for_and_for_whom(api, me, mine, clock):
    """One to add a passkey signs nobody in, and mine adds none to another's account."""
    assert refused(await sign_in(api, mine, await asked_to_make(api, me)))
    other = await signed_in(OTHER_PHONE, now=clock())
    fresh = Authenticator()
    for asked in (await asked_to_make(api, me), await asked_to_use(api)):
        options = {"user": {"id": told(other.account.bytes)}} | asked["options"]
        data = {"challenge": asked["challenge"], "credential": fresh.make(options)}
        assert refused(await api.post("/api/me/passkeys", headers=other.headers, json=data))
    assert await passkeys_of(api, other) == []


async def test_an_unknown_challenge_is_refused(api, mine):
    asked = await asked_to_use(api) | {"challenge": str(uuid4())}
    assert refused(await sign_in(api, mine, asked))


async def test_many_answers_at_once_open_one_session(api, me, mine):
    asked = await asked_to_use(api)
    answers = await asyncio.gather(*(sign_in(api, mine, asked) for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [201, *[422] * 11]


async def test_an_authenticator_that_does_not_count_is_no_clone(api, mine):
    for _ in range(3):
        assert (await sign_in(api, mine)).status_code == 201


async def test_a_removed_passkey_opens_nothing(api, me, mine, clock):
    [shown] = await passkeys_of(api, me)
    path = f"/api/me/passkeys/{shown['id']}"
    other = await signed_in(OTHER_PHONE, now=clock())
    foreign = await api.delete(path, headers=other.headers)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "passkey_not_found")
    assert (await api.delete(path)).status_code == 401
    assert (await sign_in(api, mine)).status_code == 201
    assert (await api.delete(path, headers=me.headers)).status_code == 204
    assert (await api.delete(path, headers=me.headers)).status_code == 404
    assert refused(await sign_in(api, mine))
    assert await passkeys_of(api, me) == []


async def test_an_erased_persons_passkey_opens_nothing(api, me, mine, clock):
    await run("UPDATE account SET erased_at = {} WHERE id = {}", clock(), me.account)
    assert refused(await sign_in(api, mine))


async def test_a_passkey_belongs_to_whoever_added_it_first(api, me, mine, clock):
    other = await signed_in(OTHER_PHONE, now=clock())
    assert refused(await add(api, other, mine))
    assert refused(await add(api, me, mine))
    assert len(await passkeys_of(api, me)) == 1


async def test_a_label_hides_nothing(api, me):
    added = await add(api, me, Authenticator(), label=" 手\u202e机\u0000\u200b ")
    assert added.json()["label"] == "手机"
    too_long = await add(api, me, Authenticator(), label="长" * 61)
    assert too_long.status_code == 400


async def test_nobody_has_more_than_a_ring_of_them(api, me, clock):
    for number in range(passkeys.MOST):
        clock.now += timedelta(minutes=5)
        me = await signed_in(PHONE, now=clock())
        assert (await add(api, me, Authenticator(), label=str(number))).status_code == 201
    answer = await api.post("/api/me/passkeys/options", headers=me.headers)
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["facts"]) == ("passkeys_full", {"most": 20})


@pytest.mark.parametrize("host", ["", "[", "[::1"])
async def test_who_names_no_host_is_asked_for_no_passkey(api, host):
    answer = await api.post("/api/session/passkey/options", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


async def test_too_many_tries_are_stopped_by_address(api, mine):
    answers = [await api.post("/api/session/passkey/options") for _ in range(40)]
    assert [answer.status_code for answer in answers] == [201] * 30 + [429] * 10
    assert answers[-1].headers["retry-after"] == str(answers[-1].json()["facts"]["retryAfterS"])
    data = {"challenge": str(uuid4()), "credential": mine.sign({"challenge": told(bytes(32))})}
    tried = [await api.post("/api/session/passkey", json=data) for _ in range(31)]
    assert [answer.status_code for answer in tried] == [422] * 30 + [429]
