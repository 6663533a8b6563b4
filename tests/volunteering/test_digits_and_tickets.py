"""Six digits do where no camera does, and a ticket where nobody has signed in yet."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import ground
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, put_scan, token

from xiangyi.core import codes


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def shift(clock):
    """Nine to twelve."""
    [id_] = await an_activity(await a_lead(clock), now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def test_digits_do_instead_of_a_camera_and_five_guesses_are_all(api, clock, shift, volunteer):
    key = codes.secret(shift, 1, "in")
    clock.now = at(0)
    right = codes.digits(key, codes.step_at(clock.now) - 1)
    here = {"shift": str(shift), "phase": "in"}
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(4):
        refused = await put_scan(api, clock, volunteer, digits=wrong, **here)
        assert refused.json()["code"] == "code_unknown"
    done = await put_scan(api, clock, volunteer, digits=right, **here)
    assert (done.json()["how"], done.json()["onTime"]) == ("digits", True)
    out = codes.digits(codes.secret(shift, 1, "out"), codes.step_at(clock.now))
    waits = await put_scan(api, clock, volunteer, digits=out, shift=str(shift), phase="out")
    assert (waits.status_code, waits.json()["code"]) == (429, "too_often")
    clock.now += timedelta(seconds=waits.json()["facts"]["retryAfterS"])
    now_right = codes.digits(codes.secret(shift, 1, "out"), codes.step_at(clock.now))
    gone = await put_scan(api, clock, volunteer, digits=now_right, shift=str(shift), phase="out")
    assert gone.status_code == 200


async def test_digits_typed_without_a_network_are_found_and_late(api, clock, shift, volunteer):
    typed = codes.digits(codes.secret(shift, 1, "in"), codes.step_at(at(0)))
    clock.now = at(60)
    here = {"shift": str(shift), "phase": "in", "typedAt": at(0).isoformat()}
    done = (await put_scan(api, clock, volunteer, digits=typed, **here)).json()
    assert (done["presence"]["cameAt"], done["onTime"]) == (at(0).isoformat()[:19] + "Z", False)


@pytest.mark.parametrize("wrong_s", [-3_600, -36, 36, 3_600])
async def test_digits_count_now_whatever_the_phones_clock_says(
    api, clock, shift, volunteer, wrong_s
):
    clock.now = at(5)
    typed = codes.digits(codes.secret(shift, 1, "in"), codes.step_at(clock.now))
    said = {"shift": str(shift), "phase": "in"}
    said["typedAt"] = (clock.now + timedelta(seconds=wrong_s)).isoformat()
    other = await put_scan(api, clock, volunteer, digits=typed, **said | {"phase": "out"})
    assert other.json()["code"] == "wrong_phase"
    done = await put_scan(api, clock, volunteer, digits=typed, **said)
    assert (done.status_code, done.json()["onTime"]) == (200, True), done.text


async def test_signing_in_does_not_cost_the_scan(api, clock, shift, volunteer):
    clock.now = at(0)
    said = {"token": token(shift, "in", 0)}
    ticket = (await api.post("/api/code-tickets", json=said)).json()
    clock.now = at(9)
    id_ = uuid4()
    done = await put_scan(api, clock, volunteer, id_, ticket=ticket["id"])
    assert (done.json()["onTime"], done.json()["how"]) == (True, "ticket")
    again = await put_scan(api, clock, volunteer, id_, ticket=ticket["id"])
    assert again.json() == done.json()
    spent = await put_scan(api, clock, volunteer, ticket=ticket["id"])
    assert spent.json()["code"] == "ticket_lapsed"


async def test_a_ticket_lasts_ten_minutes_and_three_tries(api, clock, shift, volunteer):
    clock.now = at(0)
    said = {"token": token(shift, "in", 0)}
    one, two = [(await api.post("/api/code-tickets", json=said)).json()["id"] for _ in range(2)]
    stranger = await a_volunteer(clock, "13812340003")
    for _ in range(3):
        refused = await put_scan(api, clock, stranger, ticket=one)
        assert refused.json()["code"] == "not_signed_up"
    assert (await put_scan(api, clock, volunteer, ticket=one)).json()["code"] == "ticket_lapsed"
    clock.now = at(10)
    assert (await put_scan(api, clock, volunteer, ticket=two)).json()["code"] == "ticket_lapsed"
    forged = await api.post("/api/code-tickets", json={"token": "A" * 48})
    assert forged.json()["code"] == "code_unknown"


async def test_a_ticket_of_a_code_from_before_makes_it_prove_for_no_longer(
    api, clock, shift, volunteer
):
    """Ten minutes and the step itself: with a ticket of the last moment it would be twenty."""
    clock.now = at(9)
    said = {"token": token(shift, "in", 0)}
    ticket, other = [(await api.post("/api/code-tickets", json=said)).json() for _ in range(2)]
    assert (ticket["expiresAt"][:16], ticket["lastsS"]) == ("2026-11-26T01:10", 90)
    clock.now = at(10.5)
    refused = await put_scan(api, clock, volunteer, ticket=ticket["id"])
    assert refused.json()["code"] == "ticket_lapsed"
    clock.now = at(10.4)
    done = await put_scan(api, clock, volunteer, ticket=other["id"])
    assert (done.status_code, done.json()["onTime"]) == (200, True)


async def test_a_ticket_of_a_code_that_is_late_already_lasts_and_stays_late(
    api, clock, shift, volunteer
):
    clock.now = at(20)
    said = {"token": token(shift, "in", 0)}
    ticket = (await api.post("/api/code-tickets", json=said)).json()
    assert ticket["lastsS"] == 600
    clock.now = at(29)
    done = await put_scan(api, clock, volunteer, ticket=ticket["id"])
    assert (done.status_code, done.json()["onTime"]) == (200, False)
