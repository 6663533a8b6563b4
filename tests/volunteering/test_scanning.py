"""A volunteer reads a code when they come and another when they go, and has served."""

from base64 import urlsafe_b64decode
from uuid import uuid4

import pytest
from tests.people import ground
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    put_scan,
    scan,
    serve,
    token,
    told,
)

from xiangyi.core import codes
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import presences, proving


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def shift(clock, lead):
    """Nine to twelve, with half an hour of break."""
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)], pause=30)
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def nothing_is_wrong():
    wrong: list[str] = []
    await verify([], [], wrong.append, proving.follow)
    return wrong == []


async def test_a_morning_is_in_the_ledger_when_the_volunteer_goes(api, clock, shift, volunteer):
    done = await serve(api, clock, volunteer, shift, -5, 180)
    presence = done["presence"]
    assert (presence["state"], presence["serviceClass"]) == ("counted", "verified")
    assert presence["reckoning"] == {
        "present": 180,
        "needed": 108,
        "breakTaken": 30,
        "before": 0,
        "added": 150,
    }
    lines = [(one["accountKind"], one["minutes"], one["kind"]) for one in done["receipts"]]
    assert lines == [("service", 150, "earned"), ("redeemable", 150, "earned")]
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    mine = await api.get("/api/me/presences", headers=headers(volunteer, clock))
    assert mine.json()["items"] == [presence]
    assert await nothing_is_wrong()


async def test_the_same_scan_again_changes_nothing_and_is_answered_as_before(
    api, clock, shift, volunteer
):
    came, went = uuid4(), uuid4()
    clock.now = at(0)
    said_in, said_out = token(shift, "in", 0), token(shift, "out", 180)
    first = [await put_scan(api, clock, volunteer, came, token=said_in)]
    clock.now = at(180)
    first.append(await put_scan(api, clock, volunteer, went, token=said_out))
    clock.now = at(300)
    again = [
        await put_scan(api, clock, volunteer, came, token=said_in),
        await put_scan(api, clock, volunteer, went, token=said_out),
    ]
    assert [told(one) for one in again] == [told(one) for one in first]
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    other = await put_scan(api, clock, volunteer, came, token=said_out)
    assert other.json()["code"] == "scan_id_taken"


async def test_what_comes_late_counts_as_late_and_is_not_to_be_redeemed(
    api, clock, shift, volunteer
):
    done = await serve(api, clock, volunteer, shift, 0, 180, late=11)
    assert (done["onTime"], done["presence"]["serviceClass"]) == (False, "late")
    assert await minutes_of(api, clock, volunteer) == {"service": 150}
    other = await a_volunteer_who_went_on_time(api, clock, shift)
    assert (other["onTime"], other["presence"]["serviceClass"]) == (True, "verified")


async def a_volunteer_who_went_on_time(api, clock, shift):
    """Signed up the day before, as the clock had it then."""
    now, clock.now = clock.now, at(-600)
    other = await a_volunteer(clock, "13812340002", shift)
    clock.now = now
    return await serve(api, clock, other, shift, 0, 180, late=9)


async def test_each_refusal_has_its_name(api, clock, lead, shift, volunteer):
    [other] = await an_activity(lead, now=clock.now, title="教手机", shifts=[(400, 500)])
    pair = await an_activity(lead, now=clock.now, title="两场", shifts=[(600, 700), (700, 800)])
    stranger = await a_volunteer(clock, "13812340003")
    clock.now = at(0)

    async def code(who=volunteer, **said):
        return (await put_scan(api, clock, who, **said)).json()["code"]

    assert await code(token="A" * 48) == "code_unknown"
    assert await code(token=token(shift, "in", 0, number=2)) == "code_unknown"
    assert await code(token=token(shift, "in", 0), digits="123456") == "code_unknown"
    assert await code(token=token(other, "in", 0), shift=str(shift)) == "wrong_activity"
    assert await code(token=token(pair[0], "in", 0), shift=str(pair[1])) == "another_shifts_code"
    assert await code(token=token(shift, "in", 0), phase="out") == "wrong_phase"
    assert await code(token=token(shift, "out", 0)) == "not_in"
    assert await code(stranger, token=token(shift, "in", 0)) == "not_signed_up"
    assert await code(lead, token=token(shift, "in", 0)) == "own_code"
    assert await code(token=token(shift, "in", -31)) == "scan_too_early"
    assert await code(token=token(shift, "in", 2)) == "scan_too_early"
    assert await code(ticket=str(uuid4())) == "ticket_not_found"
    assert (await scan(api, clock, volunteer, shift, "in", 0)).status_code == 200
    assert await code(token=token(shift, "in", 0)) == "scan_replayed"
    clock.now = at(1)
    assert await code(token=token(shift, "in", 1)) == "already_in"
    clock.now = at(182)
    assert await code(token=token(shift, "in", 181)) == "scan_too_late"
    clock.now = at(181 + 7 * 24 * 60)
    assert await code(token=token(shift, "out", 180)) == "scan_closed"


async def test_whoever_has_gone_already_is_told_that_and_not_that_they_never_came(
    api, clock, shift, volunteer
):
    clock.now = at(0)
    refused = (await put_scan(api, clock, volunteer, token=token(shift, "out", 0))).json()
    assert (refused["code"], refused["facts"]["title"]) == ("not_in", "扫楼道")
    await serve(api, clock, volunteer, shift, 1, 170)
    again = (await scan(api, clock, volunteer, shift, "out", 175)).json()
    assert (again["code"], again["facts"]["leftAt"]) == (
        "already_out",
        f"{at(170):%Y-%m-%dT%H:%M:%SZ}",
    )


async def test_whoever_is_elsewhere_does_not_come_here(api, clock, lead, shift):
    """The host moved the other shift to where they are, which nobody who signs up may do."""
    [other] = await an_activity(lead, now=clock.now, title="教手机", shifts=[(300, 400)])
    volunteer = await a_volunteer(clock, "13812340001", shift, other)
    await run(
        "UPDATE activity_shift SET starts_at = {}, ends_at = {} WHERE id = {}",
        *(at(60), at(120), other),
    )
    await scan(api, clock, volunteer, shift, "in", 0)
    refused = (await scan(api, clock, volunteer, other, "in", 60)).json()
    assert (refused["code"], refused["facts"]["title"]) == ("scan_overlaps", "扫楼道")
    await scan(api, clock, volunteer, shift, "out", 180)
    refused = (await scan(api, clock, volunteer, other, "in", 61, late=130)).json()
    assert refused["code"] == "scan_overlaps"


async def test_whoever_comes_and_goes_too_often_is_told_so(api, clock, shift, volunteer):
    for minutes in (0, 20, 40):
        await serve(api, clock, volunteer, shift, minutes, minutes + 10)
    refused = (await scan(api, clock, volunteer, shift, "in", 60)).json()
    assert (refused["code"], refused["facts"]) == ("pairs_used_up", {"most": 3})


async def test_who_was_not_there_for_long_gets_nothing_until_they_come_back(
    api, clock, shift, volunteer
):
    first = await serve(api, clock, volunteer, shift, 0, 60)
    assert (first["presence"]["state"], first["receipts"]) == ("short", [])
    second = await serve(api, clock, volunteer, shift, 90, 180)
    assert second["presence"]["reckoning"]["added"] == 150
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}


async def test_a_long_day_waits_for_somebody_to_say_yes(api, clock, lead):
    [long, longer] = await an_activity(lead, now=clock.now, shifts=[(0, 481), (500, 750)])
    volunteer = await a_volunteer(clock, "13812340001", long, longer)
    first = await serve(api, clock, volunteer, long, 0, 481)
    second = await serve(api, clock, volunteer, longer, 500, 750)
    assert [one["presence"]["state"] for one in (first, second)] == ["host", "county"]
    assert await minutes_of(api, clock, volunteer) == {}


async def test_who_comes_before_midnight_is_there_on_the_day_of_the_shift(api, clock, lead):
    """Midnight is fifteen hours after nine: eight hours before it would be of another day."""
    first, second = [
        (await an_activity(lead, now=clock.now, shifts=[span], title=title))[0]
        for title, span in (("守夜", (900, 1_380)), ("送早餐", (1_380, 1_500)))
    ]
    volunteer = await a_volunteer(clock, "13812340009", first, second)
    early = await serve(api, clock, volunteer, first, 885, 1_380)
    then = await serve(api, clock, volunteer, second, 1_380.5, 1_500)
    assert [one["presence"]["state"] for one in (early, then)] == ["counted", "host"]
    days = await run("SELECT DISTINCT day FROM shift_presence")
    assert [str(row["day"])[:10] for row in days] == ["2026-11-27"]


async def test_only_the_lead_is_given_the_codes_and_shows_them_without_a_network(
    api, clock, lead, shift, volunteer
):
    path = f"/api/shifts/{shift}/code"
    refused = await api.get(path, headers=volunteer.headers)
    assert refused.json()["code"] == "shift_not_yours"
    shown = (await api.get(path, headers=lead.headers)).json()
    assert shown["address"] == "http://xiangyi.test/in#"
    secret = urlsafe_b64decode(shown["secretIn"] + "=")
    assert secret == codes.secret(shift, 1, "in")
    [entry] = await run("SELECT actor FROM audit_entry WHERE action = 'shift.code_shown'")
    assert str(entry["actor"]) == str(lead.account)


async def test_a_time_that_cannot_be_is_refused_and_not_believed(api, clock, shift, volunteer):
    clock.now = at(0)
    here = {"shift": str(shift), "phase": "in", "digits": "000000"}
    zoneless = await put_scan(api, clock, volunteer, **here, typedAt="2026-11-26T09:00:00")
    assert zoneless.status_code == 400
    ancient = await put_scan(api, clock, volunteer, **here, typedAt="0001-01-01T00:00:00Z")
    assert ancient.json()["code"] == "code_unknown"


async def test_one_s_own_comings_and_goings_are_read_page_by_page(api, clock, lead, monkeypatch):
    monkeypatch.setattr(presences, "_PAGE", 2)
    shifts = await an_activity(
        lead, now=clock.now, shifts=[(n * 60, n * 60 + 30) for n in range(5)]
    )
    volunteer = await a_volunteer(clock, "13812340001", *shifts)
    for n, one in enumerate(shifts[:3]):
        await scan(api, clock, volunteer, one, "in", n * 60)
        await scan(api, clock, volunteer, one, "out", n * 60 + 30)
    seen, path = [], "/api/me/presences"
    while path:
        page = (await api.get(path, headers=headers(volunteer, clock))).json()
        seen += [one["shift"] for one in page["items"]]
        path = page["next"] and f"/api/me/presences?cursor={page['next']}"
    assert seen == [str(one) for one in shifts[2::-1]]
