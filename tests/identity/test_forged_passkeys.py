"""Passkeys that are forged, cloned or damaged: refused with the same word, and no crash."""

import asyncio
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.identity.authenticator import PRESENT, VERIFIED, Authenticator, told, untold
from tests.identity.ceremonies import (
    add,
    asked_to_make,
    asked_to_use,
    passkeys_of,
    refused,
    sign_in,
)
from tests.people import Person, signed_in

PHONE = "13812340126"


@pytest.fixture
async def me(api, clock) -> Person:
    return await signed_in(PHONE, now=clock())


@pytest.fixture
async def mine(api, me) -> Authenticator:
    """An authenticator with my passkey."""
    authenticator = Authenticator()
    assert (await add(api, me, authenticator)).status_code == 201
    return authenticator


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "https://xiangyi.evil"},
        {"origin": "http://xiangyi.test:8080"},
        {"origin": "https://xiangyi.test"},
        {"host": "xiangyi.evil"},
        {"host": "test"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"flags": 0},
        {"more": {"crossOrigin": True}},
        {"more": {"type": "webauthn.create"}},
        {"more": {"challenge": told(bytes(32))}},
        {"handle": b""},
        {"handle": uuid4().bytes},
        {"credential_id": bytes(32)},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"key": ec.generate_private_key(ec.SECP384R1())},
    ],
)
async def test_what_is_not_signed_here_and_now_by_the_person_is_refused(api, mine, forged):
    vars(mine).update(forged)
    assert refused(await sign_in(api, mine))


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "https://xiangyi.evil"},
        {"host": "xiangyi.evil"},
        {"flags": PRESENT},
        {"more": {"crossOrigin": True}},
        {"more": {"type": "webauthn.get"}},
        {"more": {"challenge": told(bytes(32))}},
        {"key": ec.generate_private_key(ec.SECP384R1())},
    ],
)
async def test_only_what_was_asked_for_is_added(api, me, forged):
    authenticator = Authenticator()
    vars(authenticator).update(forged)
    if "key" in forged:
        authenticator.public_key = lambda: {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\1" * 32}
    assert refused(await add(api, me, authenticator))
    assert await passkeys_of(api, me) == []


async def test_a_counter_that_goes_back_shows_a_clone(api, me, mine):
    for signs in (1, 2, 4_294_967_000):
        mine.signs = signs
        assert (await sign_in(api, mine)).status_code == 201
    for signs in (4_294_967_000, 7, 0):
        mine.signs = signs
        assert refused(await sign_in(api, mine))
    mine.signs = 4_294_967_001
    assert (await sign_in(api, mine)).status_code == 201


async def test_the_original_and_its_clone_at_once_are_not_both_let_in(api, mine):
    mine.signs = 5
    asked = [await asked_to_use(api) for _ in range(8)]
    answers = await asyncio.gather(*(sign_in(api, mine, one) for one in asked))
    assert sorted(answer.status_code for answer in answers) == [201, *[422] * 7]


async def test_damaged_answers_are_refused_and_never_crash(api, me, mine, clock):
    chance = random.Random(20261123)
    for number in range(150):
        if number % 20 == 0:
            clock.now += timedelta(minutes=1)
        asked = await asked_to_use(api)
        credential = mine.sign(asked["options"])
        response = credential["response"]
        name = chance.choice(list(response))
        response[name] = told(damaged(untold(response[name]), chance))
        data = {"challenge": asked["challenge"], "credential": credential}
        answer = await api.post("/api/session/passkey", json=data)
        assert answer.status_code in {400, 422}, answer.text


async def test_damaged_new_passkeys_are_refused_or_harmless(api, me, clock):
    """What still reads as a passkey is kept for its maker, and opens nothing unless it signs."""
    chance = random.Random(20261124)
    for number in range(200):
        if number % 10 == 0:
            clock.now += timedelta(hours=1)
            me = await signed_in(f"138{number:08}", now=clock())
        asked = await asked_to_make(api, me)
        credential = Authenticator().make(asked["options"])
        response = credential["response"]
        name = chance.choice(["clientDataJSON", "attestationObject"])
        response[name] = told(damaged(untold(response[name]), chance))
        data = {"challenge": asked["challenge"], "credential": credential}
        answer = await api.post("/api/me/passkeys", headers=me.headers, json=data)
        assert answer.status_code in {201, 422}, answer.text


def damaged(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content)) if content else 0
    return chance.choice(
        [
            content[:at],
            content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :],
            content[:at] + chance.randbytes(3) + content[at:],
            content + b"\0",
            b"\x9f" * 4_000,
            b"[" * 4_000,
            chance.randbytes(64),
        ]
    )
