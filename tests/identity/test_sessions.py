"""Staying signed in by a token that changes, and what its reuse means."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from tests.people import Person, signed_in

from xiangyi.core import keys
from xiangyi.features.identity.service import sessions

PHONE = "13812340126"
COOKIE = "xiangyi_refresh"


@pytest.fixture
async def me(api, clock) -> Person:
    return await signed_in(PHONE, now=clock())


async def renew(api, refresh, **headers):
    api.cookies.clear()
    return await api.post(
        "/api/session/refresh", headers={"Cookie": f"{COOKIE}={refresh}", **headers}
    )


def successor(answer) -> str:
    assert answer.status_code == 200, answer.text
    return answer.cookies[COOKIE].strip('"')


def ended(answer, why) -> bool:
    assert answer.status_code == 401, answer.text
    assert (answer.json()["code"], answer.json()["facts"]) == ("session_ended", {"why": why})
    return True


async def is_in(api, person) -> bool:
    return (await api.get("/api/me", headers=person.headers)).status_code == 200


async def test_a_token_is_changed_for_the_next(api, me, clock):
    clock.now += timedelta(minutes=20)
    assert not await is_in(api, me)
    answer = await renew(api, me.refresh)
    assert successor(answer) != me.refresh
    headers = {"Authorization": f"Bearer {answer.json()['accessToken']}"}
    assert (await api.get("/api/me", headers=headers)).json() == answer.json()["me"]
    assert answer.headers["cache-control"] == "no-store"


async def test_an_answer_that_was_lost_is_given_again(api, me, clock):
    clock.now += timedelta(minutes=20)
    first = successor(await renew(api, me.refresh))
    for _ in range(3):
        clock.now += timedelta(seconds=20)
        assert successor(await renew(api, me.refresh)) == first
    assert successor(await renew(api, first)) != first


async def test_after_its_successor_was_used_the_old_one_is_stolen(api, me):
    first = successor(await renew(api, me.refresh))
    second = successor(await renew(api, first))
    assert ended(await renew(api, me.refresh), "reuse")
    for token in (me.refresh, first, second):
        assert ended(await renew(api, token), "reuse")
    assert not await is_in(api, me)


async def test_after_a_minute_the_old_one_is_stolen(api, me, clock):
    first = successor(await renew(api, me.refresh))
    clock.now += sessions.LOST_ANSWER + timedelta(seconds=1)
    assert ended(await renew(api, me.refresh), "reuse")
    assert ended(await renew(api, first), "reuse")


async def test_a_killed_browser_that_lost_its_newest_cookie_goes_on_by_what_its_page_wrote(
    api, me, clock
):
    """Twice killed, it still has the cookie of before, and the note of the turn that stands."""
    first = await renew(api, me.refresh)
    second = await renew(api, successor(first))
    clock.now += timedelta(hours=8)
    for _ in range(2):
        again = await renew(api, me.refresh, **{"X-Session-Note": second.json()["note"]})
        assert successor(again) == successor(second)
    assert successor(await renew(api, successor(again))) != successor(again)


async def test_a_note_of_another_turn_or_another_phone_saves_no_stolen_token(api, clock):
    for wrong in ("own", "elsewhere", ""):
        me, elsewhere = [await signed_in(PHONE, now=clock()) for _ in range(2)]
        first = await renew(api, me.refresh)
        second = await renew(api, successor(first))
        others = await renew(api, successor(await renew(api, elsewhere.refresh)))
        notes = {"own": first.json()["note"], "elsewhere": others.json()["note"], "": "\u00e9"}
        stolen = {"X-Session-Note": notes[wrong].encode()}
        assert ended(await renew(api, me.refresh, **stolen), "reuse")
        assert ended(await renew(api, successor(second)), "reuse")


async def test_reuse_on_one_phone_signs_nobody_out_elsewhere(api, me, clock):
    elsewhere = await signed_in(PHONE, now=clock())
    successor(await renew(api, successor(await renew(api, me.refresh))))
    assert ended(await renew(api, me.refresh), "reuse")
    assert await is_in(api, elsewhere)


async def test_many_at_once_get_one_successor(api, me):
    answers = await asyncio.gather(*(renew(api, me.refresh) for _ in range(12)))
    assert len({successor(answer) for answer in answers}) == 1
    assert await is_in(api, me)


async def test_a_sign_in_that_is_used_goes_on_for_years(api, me, clock):
    token = me.refresh
    for _ in range(10):
        clock.now += sessions.IDLE - timedelta(seconds=1)
        token = successor(await renew(api, token))


async def test_after_ninety_idle_days_it_is_over(api, me, clock):
    clock.now += sessions.IDLE
    assert ended(await renew(api, me.refresh), "idle")
    clock.now -= timedelta(days=1)
    assert ended(await renew(api, me.refresh), "idle")


async def test_a_device_that_is_signed_out_is_out_at_its_next_request(api, me, clock):
    elsewhere = await signed_in(PHONE, now=clock(), label="别处")
    listed = (await api.get("/api/me/devices", headers=me.headers)).json()["items"]
    assert [(one["here"], one["label"]) for one in listed] == [
        (True, "Android, Chrome"),
        (False, "别处"),
    ]
    path = f"/api/me/devices/{elsewhere.device}"
    assert (await api.delete(path, headers=me.headers)).status_code == 204
    assert not await is_in(api, elsewhere)
    assert ended(await renew(api, elsewhere.refresh), "signed_out_elsewhere")
    assert await is_in(api, me)
    again = await api.delete(path, headers=me.headers)
    assert (again.status_code, again.json()["code"]) == (404, "device_not_found")


async def test_nobody_signs_anothers_device_out(api, me, clock):
    other = await signed_in("13912340126", now=clock())
    answer = await api.delete(f"/api/me/devices/{me.device}", headers=other.headers)
    assert answer.status_code == 404
    assert await is_in(api, me)


async def test_signing_out_everywhere_ends_this_one_too(api, me, clock):
    elsewhere = await signed_in(PHONE, now=clock())
    assert (await api.delete("/api/me/devices", headers=me.headers)).status_code == 204
    for person in (me, elsewhere):
        assert not await is_in(api, person)
        assert ended(await renew(api, person.refresh), "signed_out_elsewhere")


async def test_signing_out_here_needs_no_access_token(api, me, clock):
    clock.now += timedelta(days=3)
    answer = await api.delete("/api/session", headers={"Cookie": f"{COOKIE}={me.refresh}"})
    assert answer.status_code == 204
    assert f"{COOKIE}=" in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert ended(await renew(api, me.refresh), "signed_out")


@pytest.mark.parametrize(
    "origin",
    [
        "https://xiangyi.evil",
        "null",
        "http://xiangyi.test:81",
        "https://xiangyi.test",
        "http://a.xiangyi.test",
    ],
)
async def test_another_sites_page_does_nothing_with_our_cookie(api, me, origin):
    """Not even where a browser has forgotten what SameSite means."""
    headers = {"Cookie": f"{COOKIE}={me.refresh}", "Origin": origin}
    for method, path in (("POST", "/api/session/refresh"), ("DELETE", "/api/session")):
        answer = await api.request(method, path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
        assert "set-cookie" not in answer.headers
    assert successor(await renew(api, me.refresh, Origin="http://xiangyi.test"))


def forged(token: str, at: int, bits: int = 1) -> str:
    content = bytearray(urlsafe_b64decode(token))
    content[at] ^= bits
    return urlsafe_b64encode(bytes(content)).decode()


@pytest.mark.parametrize(
    "spelt",
    [
        lambda _: "",
        lambda _: "x",
        lambda _: "é",
        lambda _: "A" * 72,
        lambda token: token[:-4],
        lambda token: token + "AAAA",
        lambda token: forged(token, 0),
        lambda token: forged(token, 19),
        lambda token: forged(token, 20),
        lambda token: forged(token, 51),
        lambda _: "A" * 100_000,
    ],
)
async def test_a_forged_token_ends_nobodys_sign_in(api, me, spelt):
    cookie = f"{COOKIE}={spelt(me.refresh)}".encode("latin-1")
    for method, path in (("POST", "/api/session/refresh"), ("DELETE", "/api/session")):
        answer = await api.request(method, path, headers={"Cookie": cookie})
        assert ended(answer, "unknown")
    assert await is_in(api, me)


async def test_another_deployments_token_is_unknown(api, me):
    ours = keys.in_use()
    keys.use(keys.minted())
    answer = await renew(api, me.refresh)
    keys.use(ours)
    assert ended(answer, "unknown")
    assert await is_in(api, me)


async def test_no_cookie_is_no_sign_in(api, me):
    assert ended(await api.post("/api/session/refresh", headers=me.headers), "unknown")


async def test_what_a_phone_calls_itself_hides_nothing(api, sms):
    await api.post("/api/session/codes", json={"phone": PHONE})
    answer = await api.post(
        "/api/session",
        json={"phone": PHONE, "code": sms.code, "device": " 手\u202e机\u0000\u2028 "},
    )
    assert answer.status_code == 201, answer.text
    headers = {"Authorization": f"Bearer {answer.json()['accessToken']}"}
    [here] = (await api.get("/api/me/devices", headers=headers)).json()["items"]
    assert here["label"] == "手机"
