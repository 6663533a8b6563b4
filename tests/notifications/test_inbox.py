"""The inbox is the truth: what one was told, read or not, one's own and nobody else's."""

from datetime import timedelta

import pytest
from tests.notifications.makers import inbox, person, saw, subscribed, telling
from tests.people import STREET, ground

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.service import sessions
from xiangyi.features.notifications.schemas import Audience, Failure, Group
from xiangyi.features.notifications.service import expanding, forgetting, outcomes, ringing
from xiangyi.features.notifications.service.notifying import notify

KEEP = timedelta(days=90)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def tell(clock, who, number=1):
    ids = []
    for one in range(number):
        clock.now += timedelta(seconds=1)
        audience = Audience(groups=(Group(accounts=(who.account,)),))
        told = telling(thread=f"report/{clock.now}/{one}", audience=audience)
        ids.append(await notify(told, now=clock.now))
    await expanding.expand_due(now=clock.now)
    return ids


async def test_it_is_read_page_by_page_the_latest_first(api, clock):
    rider = await person("13800000001", clock)
    ids = [str(one) for one in await tell(clock, rider, 60)]
    first = await inbox(api, rider)
    second = await inbox(api, rider, before=first["next"])
    found = [one["id"] for page in (first, second) for one in page["notices"]]
    assert found == ids[::-1]
    assert (first["unread"], second["next"]) == (60, None)


async def test_nobody_is_reminded_of_what_no_phone_keeps_any_more(api, clock):
    rider = await person("13800000001", clock)
    old, recent = await tell(clock, rider, 2)
    for id_, days in ((old, 31), (recent, 29)):
        at = clock.now - timedelta(days=days)
        await run("UPDATE notice SET made_at = {} WHERE campaign = {}", at, id_)
    found = await inbox(api, rider)
    assert (len(found["notices"]), found["unread"]) == (2, 1)


async def test_nobody_is_reminded_of_a_meeting_that_is_over(api, clock):
    rider = await person("13800000001", clock)
    over_at = clock.now + timedelta(minutes=10)
    for topic in ("consultations", "reports"):
        told = telling(thread=topic, topic=topic, ends_at=over_at)
        await notify(told, now=clock.now)
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["unread"] == 2
    clock.now = over_at
    found = await inbox(api, rider)
    assert found["unread"] == 1
    assert {one["topic"]: one["overAt"] for one in found["notices"]} == {
        "consultations": over_at.isoformat().replace("+00:00", "Z"),
        "reports": None,
    }


async def test_what_is_opened_is_read_and_the_rest_is_not(api, clock):
    rider = await person("13800000001", clock)
    one, two, three = await tell(clock, rider, 3)
    path = f"/api/me/notices/{two}/read"
    assert (await api.put(path, headers=rider.headers)).status_code == 204
    now = await inbox(api, rider)
    assert [bool(it["readAt"]) for it in now["notices"]] == [False, True, False]
    assert now["unread"] == 2
    assert (await read_all(api, rider, three)).status_code == 204
    assert (await inbox(api, rider))["unread"] == 0
    assert one != three


async def read_all(api, who, up_to):
    return await api.put("/api/me/notices/read", json={"upTo": str(up_to)}, headers=who.headers)


async def test_a_worker_fetches_by_the_sign_ins_cookie_and_changes_nothing(api, clock):
    rider = await person("13800000001", clock)
    [id_] = await tell(clock, rider)

    async def fetched(token, **headers):
        api.cookies.clear()
        cookie = {"Cookie": f"xiangyi_refresh={token}"}
        return await api.get("/api/session/notices", headers=cookie | headers)

    answer = await fetched(rider.refresh)
    found = answer.json()
    assert (found["account"], found["unread"]) == (str(rider.account), 1)
    assert [(one["id"], one["seenAt"]) for one in found["notices"]] == [(str(id_), None)]
    assert (answer.headers["cache-control"], answer.cookies.get("xiangyi_refresh")) == (
        "no-store",
        None,
    )
    foreign = await fetched(rider.refresh, **{"Sec-Fetch-Site": "cross-site"})
    assert foreign.json()["code"] == "foreign_origin"
    # A page has renewed the sign-in, and this browser has yet to put the new cookie down.
    newer = await sessions.renew(rider.refresh, now=clock.now)
    assert (await fetched(rider.refresh)).status_code == 200
    assert (await fetched(newer.refresh)).status_code == 200
    clock.now += sessions.LOST_ANSWER + timedelta(seconds=1)
    assert (await fetched(rider.refresh)).json()["code"] == "session_ended"
    # Who only looks ends nobody's sign-in, with whichever token.
    assert (await fetched(newer.refresh)).status_code == 200
    await sessions.close(newer.refresh, now=clock.now)
    assert (await fetched(newer.refresh)).json()["code"] == "session_ended"
    assert (await fetched("")).json()["code"] == "session_ended"


async def test_nobody_reads_or_marks_what_another_was_told(api, clock):
    rider, other = await person("13800000001", clock), await person("13800000002", clock)
    [id_] = await tell(clock, rider)
    answer = await api.put(f"/api/me/notices/{id_}/read", headers=other.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "notice_not_found")
    assert (await read_all(api, other, id_)).json()["code"] == "notice_not_found"
    await saw(api, other, id_)
    assert (await inbox(api, other))["notices"] == []
    mine = await inbox(api, rider)
    assert (mine["unread"], mine["notices"][0]["seenAt"]) == (1, None)


async def test_the_sender_sees_whom_it_has_not_reached(api, clock):
    convener = await person(
        "13800000009", clock, HeldRole("convener", Scope("division", STREET)), home=None
    )
    opened, knocked, silent = [await person(f"1380000000{number}", clock) for number in range(3)]
    for one in (knocked, silent):
        await subscribed(one, clock)
    id_ = await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await saw(api, opened)
    # A phone in a pocket fetches what it is knocked for, and nobody looks.
    for one in (opened, knocked, silent):
        await inbox(api, one)
    await run("UPDATE attempt SET state = 'sent' WHERE account = {}", knocked.account)
    await run(
        "UPDATE attempt SET state = 'failed', why = 'gone' WHERE account = {}", silent.account
    )
    path = f"/api/campaigns/{id_}"
    counts = (await api.get(path, headers=convener.headers)).json()
    told = {name: counts[name] for name in ("inbox", "pushed", "seen", "read", "notReached")}
    assert told == {"inbox": 3, "pushed": 1, "seen": 1, "read": 0, "notReached": 1}
    assert counts["failed"] == [{"why": "gone", "number": 1}]
    page = await ringing.page(id_, homes=None, after=None)
    assert [(one.phone, one.why) for one in page.people] == [("13800000002", "gone")]


async def test_only_the_newest_word_has_a_list_for_the_telephone(api, clock):
    convener = await person(
        "13800000009", clock, HeldRole("convener", Scope("division", STREET)), home=None
    )
    await person("13800000001", clock)
    ids = []
    for title in ("恳谈会", "改了"):
        ids.append(await notify(telling(facts={"title": title}), now=clock.now))
        await expanding.expand_due(now=clock.now)
        clock.now += timedelta(seconds=1)
    told = []
    for id_ in ids:
        path = f"/api/campaigns/{id_}"
        counts = (await api.get(path, headers=convener.headers)).json()
        page = await ringing.page(id_, homes=None, after=None)
        told.append((counts["replaced"], counts["notReached"], len(page.people)))
    assert told == [(1, 0, 0), (0, 1, 1)]


async def test_after_some_months_only_the_numbers_stay(api, clock):
    convener = await person(
        "13800000009", clock, HeldRole("convener", Scope("division", STREET)), home=None
    )
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    id_ = await notify(telling(facts={"reason": "会议室漏水"}), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await run("UPDATE attempt SET state = 'sent'")
    before = (await api.get(f"/api/campaigns/{id_}", headers=convener.headers)).json()
    await forgetting.forget(keep=KEEP, now=clock.now + KEEP)
    assert (await run("SELECT count(*) AS n FROM notice"))[0]["n"] == 1
    await forgetting.forget(keep=KEEP, now=clock.now + KEEP + timedelta(seconds=1))
    for table in ("notice", "attempt"):
        assert (await run(f"SELECT count(*) AS n FROM {table}"))[0]["n"] == 0  # noqa: S608
    after = (await api.get(f"/api/campaigns/{id_}", headers=convener.headers)).json()
    assert after == before | {"keptUntil": None}
    [row] = await run("SELECT facts, audience FROM campaign WHERE id = {}", id_)
    assert (row["facts"], row["audience"]) == ("{}", '{"groups":[]}')
    assert after["pushed"] == 1


async def test_what_came_since_is_not_read_with_the_rest(api, clock):
    rider = await person("13800000001", clock)
    [id_] = await tell(clock, rider)
    await tell(clock, rider)
    assert (await read_all(api, rider, id_)).status_code == 204
    rows = await run("SELECT seen_at, read_at FROM notice ORDER BY id")
    assert [(bool(row["seen_at"]), bool(row["read_at"])) for row in rows] == [
        (True, True),
        (False, False),
    ]


async def test_whom_it_was_told_is_known_until_it_is_long_over_and_told(clock):
    ends_at = clock.now + timedelta(days=30)
    rider = await person("13800000001", clock)
    audience = Audience(groups=(Group(accounts=(rider.account,)),))
    ends = await notify(telling(ends_at=ends_at, audience=audience), now=clock.now)
    await expanding.expand_due(now=clock.now)
    untold = await notify(telling(thread="another"), now=clock.now)
    await forgetting.forget(keep=KEEP, now=clock.now + KEEP + timedelta(days=1))
    assert await run("SELECT id FROM campaign WHERE counts IS NOT NULL") == []
    await forgetting.forget(keep=KEEP, now=ends_at + KEEP + timedelta(days=1))
    [row] = await run("SELECT id, audience FROM campaign WHERE counts IS NOT NULL")
    assert str(row["id"]) == str(ends) != str(untold)
    assert str(rider.account) not in row["audience"]


async def test_who_is_erased_is_in_no_audience_any_more(clock):
    gone, other = await person("13800000001", clock), await person("13800000002", clock)
    alone = Audience(groups=(Group(accounts=(gone.account,)),))
    both = Audience(
        groups=(
            Group(accounts=(gone.account, other.account)),
            Group(division=STREET, apart=(gone.account,)),
        )
    )
    for number, audience in enumerate((alone, both)):
        await notify(telling(thread=f"report/{number}", audience=audience), now=clock.now)
    await forgetting.forget_person(gone.account)
    rows = await run("SELECT audience FROM campaign")
    assert not any(str(gone.account) in row["audience"] for row in rows)
    await run("UPDATE account SET erased_at = {} WHERE id = {}", clock.now, gone.account)
    await expanding.expand_due(now=clock.now)
    rows = await run("SELECT account FROM notice")
    assert [str(row["account"]) for row in rows] == [str(other.account)]


async def test_who_has_two_phones_is_one_person_whom_it_reached_or_not(clock):
    waits, fails = await person("13800000001", clock), await person("13800000002", clock)
    for one in (waits, waits, fails, fails):
        await subscribed(one, clock)
    id_ = await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await run(
        "INSERT INTO attempt (campaign, account, channel, state, due_at, tries)"
        " VALUES ({}, {}, 'sms', 'waiting', {}, 0)",
        *(id_, waits.account, clock.now),
    )
    await run("UPDATE attempt SET state = 'failed', why = 'gone' WHERE account = {}", fails.account)
    await run(
        "UPDATE attempt SET why = 'timeout' WHERE id = (SELECT max(id) FROM attempt"
        " WHERE account = {})",
        fails.account,
    )
    numbers = (await outcomes.outcomes([id_], keep=KEEP))[id_]
    assert numbers.waiting == 1
    assert numbers.failed == [Failure("timeout", 1)]
