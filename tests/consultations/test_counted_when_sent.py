"""Whom a meeting goes to is counted when it is sent, not only when somebody decided to."""

from datetime import timedelta

import pytest
from tests.consultations.makers import STARTS, announce, announced, drafted, put
from tests.notifications.makers import crowd, inbox, person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.service import outgrowing
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.notifications.service import expanding
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule

CONVENER = HeldRole("convener", Scope("division", STREET))
SOON = timedelta(minutes=5)


def soon(clock) -> str:
    return (clock.now + SOON).isoformat()


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000092", CONVENER, now=clock.now)


async def work(clock) -> None:
    await outgrowing.renew_limits(now=clock.now)
    await expanding.expand_due(now=clock.now)
    await outgrowing.ask_for_yes(now=clock.now)
    await expanding.expand_due(now=clock.now)


async def desk(api, who, id_: str):
    return (await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)).json()


async def approve(api, who, id_: str, based_on: int):
    path = f"/api/consultations/{id_}/approval"
    return await api.put(path, json={"basedOn": based_on}, headers=who.headers)


async def tasks(api, who):
    found = (await inbox(api, who))["notices"]
    return [one["kind"] for one in found if one["topic"] == "tasks" and not one["replaced"]]


async def test_what_has_outgrown_one_person_is_sent_to_nobody_until_a_second_says_yes(
    api, clock, convener, second
):
    await crowd(40, clock)
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    planned = (await announce(api, convener, id_, sendAt=soon(clock))).json()
    assert (planned["state"], planned["announcedTo"]) == ("announced", 41)
    await crowd(20, clock)
    clock.now += SOON
    await work(clock)
    assert [one["kind"] for one in (await inbox(api, rider))["notices"]] == []
    assert (await api.get(f"/api/consultations/{id_}")).status_code == 404
    held = await desk(api, convener, id_)
    assert (held["state"], held["history"][0]["move"], held["announcedTo"]) == (
        *("waiting", "outgrown"),
        None,
    )
    [told] = [one["outcome"] for one in held["told"] if one["kind"] == "announced"]
    assert (told["outgrown"], told["most"], told["inbox"]) == (61, 50, 0)
    assert await tasks(api, convener) == ["consultation.outgrown"]
    assert await tasks(api, second) == ["consultation.approval_wanted"]
    # Whoever told it alone is none of the two who say yes.
    own = await approve(api, convener, id_, held["revision"])
    assert own.json()["code"] == "own_consultation"

    clock.now += timedelta(minutes=5)
    assert (await approve(api, second, id_, held["revision"])).json()["announcedTo"] == 61
    await crowd(3, clock)
    await work(clock)
    assert [one["kind"] for one in (await inbox(api, rider))["notices"]] == [
        "consultation.announced"
    ]
    sent = await desk(api, convener, id_)
    [told] = [one["outcome"] for one in sent["told"] if one["outcome"]["toldAt"]]
    assert (sent["state"], sent["announcedTo"], told["inbox"]) == ("announced", 61, 64)
    assert sent["movable"] == "time"


async def test_a_second_persons_yes_is_to_whoever_is_called_when_it_is_sent(
    api, clock, convener, second
):
    await crowd(60, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=soon(clock))
    assert (await approve(api, second, id_, 2)).json()["announcedTo"] == 60
    later = {"startsAt": (STARTS + timedelta(minutes=10)).isoformat()}
    assert (await put(api, convener, id_, based_on=3, **later)).status_code == 200
    await crowd(60, clock)
    clock.now += SOON
    await work(clock)
    sent = await desk(api, second, id_)
    [told] = [one["outcome"] for one in sent["told"] if one["outcome"]["toldAt"]]
    assert (sent["announcedTo"], told["inbox"], told["outgrown"]) == (60, 120, None)


async def test_what_has_changed_before_it_is_sent_is_still_counted(api, clock, convener):
    await crowd(40, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=soon(clock))
    moved = {"startsAt": (STARTS + timedelta(hours=1)).isoformat()}
    assert (await put(api, convener, id_, based_on=2, **moved)).status_code == 200
    await crowd(20, clock)
    clock.now += SOON
    await work(clock)
    assert (await desk(api, convener, id_))["state"] == "waiting"
    told = "SELECT notice.id FROM notice JOIN campaign ON campaign.id = notice.campaign"
    assert await run(f"{told} WHERE campaign.topic = 'consultations'") == []


async def test_who_answered_what_is_held_keeps_no_notice_of_it_and_hears_when_it_is_sent(
    api, clock, convener, second
):
    """The page opens at the minute; the worker comes a moment later."""
    rider = await person("13800000001", clock)
    await crowd(60, clock)
    id_ = await drafted(api, convener)
    await run("UPDATE account SET home = NULL WHERE id <> {}", rider.account)
    await announce(api, convener, id_, sendAt=soon(clock))
    await run("UPDATE account SET home = {} WHERE home IS NULL", STREET)
    clock.now += SOON
    path = f"/api/consultations/{id_}/answer"
    await api.put(path, json={"answer": "coming"}, headers=rider.headers)
    await work(clock)
    held_back, kept = (await inbox(api, rider))["notices"]
    assert (held_back["kind"], held_back["replaced"]) == ("consultation.held", False)
    assert (kept["kind"], kept["replaced"]) == ("consultation.announced", True)
    # Moved elsewhere meanwhile, they still come.
    await run("UPDATE account SET home = NULL WHERE id = {}", rider.account)
    clock.now += timedelta(minutes=1)
    held = await desk(api, second, id_)
    await approve(api, second, id_, held["revision"])
    await work(clock)
    latest, before, _ = (await inbox(api, rider))["notices"]
    assert (latest["kind"], latest["replaced"]) == ("consultation.announced", False)
    assert before["replaced"]


async def test_a_calendar_has_nothing_of_what_was_held_back_and_is_called_anew_for_later(
    api, clock, convener, second
):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    path = f"/api/consultations/{id_}/answer"
    await api.put(path, json={"answer": "coming"}, headers=rider.headers)
    await crowd(60, clock)
    await work(clock)
    address = (await api.post("/api/me/calendar", headers=rider.headers)).json()["path"]
    announcement = f"/api/consultations/{id_}/announcement"
    await api.delete(announcement, headers=convener.headers)
    await run("UPDATE account SET home = NULL WHERE id <> {}", rider.account)
    kept = await put(api, convener, id_, based_on=4, title="新的题目")
    tomorrow = (clock.now + timedelta(days=1)).isoformat()
    again = await announce(api, convener, id_, based_on=kept.json()["revision"], sendAt=tomorrow)
    assert again.json()["state"] == "announced", again.text
    assert "VEVENT" not in (await api.get(address)).text
    clock.now += timedelta(days=1)
    assert "新的题目" in (await api.get(address)).text


async def test_who_answered_what_is_taken_back_that_moment_keeps_no_notice_of_it(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=soon(clock))
    clock.now += SOON
    path = f"/api/consultations/{id_}/answer"
    await api.put(path, json={"answer": "coming"}, headers=rider.headers)
    assert [one["replaced"] for one in (await inbox(api, rider))["notices"]] == [False]
    # Asked a moment before, done a moment after.
    clock.now -= timedelta(seconds=1)
    back = await api.delete(f"/api/consultations/{id_}/announcement", headers=convener.headers)
    assert back.json()["state"] == "draft", back.text
    clock.now += timedelta(seconds=2)
    await work(clock)
    assert [one["replaced"] for one in (await inbox(api, rider))["notices"]] == [True]


async def test_many_are_not_asked_for_where_nobody_may_say_yes(api, clock, convener):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    answer = await announce(api, convener, id_)
    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]["above"]) == (
        *(409, "nobody_approves"),
        50,
    )
    kept = await desk(api, convener, id_)
    assert (kept["state"], kept["revision"], kept["approval"]) == ("draft", 1, None)
    await signed_in(
        "13800000093", HeldRole("administrator", Scope("division", STREET)), now=clock.now
    )
    assert (await announce(api, convener, id_)).json()["state"] == "waiting"


async def set_limit(clock, value: int, *, days: int = 0) -> None:
    since = clock.now.date() + timedelta(days=days)
    rule = Rule("approval_above", STREET, value, since_on=since, basis="街道办法")
    await ruling.set_as_operator(RULES, rule, now=clock.now)


async def test_a_limit_that_falls_before_it_is_sent_is_the_one_that_counts(
    api, clock, convener, second
):
    await crowd(12, clock)
    id_ = await drafted(api, convener)
    assert (await announce(api, convener, id_, sendAt=soon(clock))).json()["state"] == "announced"
    await set_limit(clock, 5)
    clock.now += SOON
    await work(clock)
    held = await desk(api, convener, id_)
    [told] = [one["outcome"] for one in held["told"] if one["kind"] == "announced"]
    assert (held["state"], told["outgrown"], told["most"], told["inbox"]) == ("waiting", 12, 5, 0)


async def test_what_is_sent_on_a_later_day_goes_by_the_limit_of_that_day(
    api, clock, convener, second
):
    await crowd(12, clock)
    await set_limit(clock, 5, days=1)
    id_ = await drafted(api, convener)
    tomorrow = (clock.now + timedelta(days=1)).isoformat()
    planned = (await announce(api, convener, id_, sendAt=tomorrow)).json()
    assert (planned["state"], planned["approvalAbove"]) == ("waiting", 5)


async def test_few_who_stay_few_are_told_at_their_hour(api, clock, convener):
    await crowd(50, clock)
    id_ = await announced(api, convener)
    await work(clock)
    [told] = [
        one["outcome"]
        for one in (await desk(api, convener, id_))["told"]
        if one["kind"] == "announced"
    ]
    assert (told["inbox"], told["outgrown"]) == (50, None)
