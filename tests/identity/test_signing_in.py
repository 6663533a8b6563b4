"""Signing in by a code to one's phone."""

from datetime import timedelta

import pytest

PHONE = "13812340126"


async def test_a_phone_that_is_new_here_gets_an_account(api, sms):
    sent = await api.post("/api/session/codes", json={"phone": PHONE})
    assert (sent.status_code, sent.json()) == (201, {"expiresInS": 300, "againInS": 60})
    [(phone, code, purpose)] = sms.sent
    assert (phone, purpose, len(code), code.isdigit()) == (PHONE, "sign_in", 6, True)
    answer = await api.post(
        "/api/session", json={"phone": PHONE, "code": code, "device": "Android, Chrome"}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["me"]["phone"] == "138****0126"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/api/session"))
    headers = {"Authorization": f"Bearer {answer.json()['accessToken']}"}
    mine = await api.get("/api/me", headers=headers)
    assert mine.json() == answer.json()["me"]


@pytest.mark.parametrize(
    "written",
    ["１３８１２３４０１２６", "+86 138 1234 0126", "0086-13812340126", " 138-1234-0126 "],
)
async def test_a_phone_is_the_same_however_it_is_written(api, sms, written, clock):
    first = await signed_in(api, sms, PHONE)
    clock.now += timedelta(minutes=2)
    assert (await signed_in(api, sms, written))["me"]["id"] == first["me"]["id"]


async def signed_in(api, sms, phone):
    assert (await api.post("/api/session/codes", json={"phone": phone})).status_code == 201
    answer = await api.post("/api/session", json={"phone": phone, "code": sms.code})
    assert answer.status_code == 201, answer.text
    return answer.json()
