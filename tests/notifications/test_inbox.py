"""The inbox is the truth: what one was told, read or not, one's own and nobody else's."""

from datetime import timedelta

import pytest
from tests.notifications.makers import inbox, person, subscribed, telling
from tests.people import STREET, ground

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.schemas import Audience, Group
from xiangyi.features.notifications.service import expanding, forgetting
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


async def test_what_is_opened_is_read_and_the_rest_is_not(api, clock):
    rider = await person("13800000001", clock)
    one, two, three = await tell(clock, rider, 3)
    path = f"/api/me/notices/{two}/read"
    assert (await api.put(path, headers=rider.headers)).status_code == 204
    now = await inbox(api, rider)
    assert [bool(it["readAt"]) for it in now["notices"]] == [False, True, False]
    assert now["unread"] == 2
    assert (await api.put("/api/me/notices/read", headers=rider.headers)).status_code == 204
    assert (await inbox(api, rider))["unread"] == 0
    assert one != three


async def test_nobody_reads_or_marks_what_another_was_told(api, clock):
    rider, other = await person("13800000001", clock), await person("13800000002", clock)
    [id_] = await tell(clock, rider)
    answer = await api.put(f"/api/me/notices/{id_}/read", headers=other.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "notice_not_found")
    assert (await inbox(api, other))["notices"] == []
    assert (await inbox(api, rider))["unread"] == 1


async def test_the_sender_sees_whom_it_has_not_reached_and_that_look_is_recorded(api, clock):
    convener = await person(
        "13800000009", clock, HeldRole("convener", Scope("division", STREET)), home=None
    )
    opened, knocked, silent = [await person(f"1380000000{number}", clock) for number in range(3)]
    for one in (knocked, silent):
        await subscribed(one, clock)
    id_ = await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await inbox(api, opened)
    await run("UPDATE attempt SET state = 'sent' WHERE account = {}", knocked.account)
    await run(
        "UPDATE attempt SET state = 'failed', why = 'gone' WHERE account = {}", silent.account
    )
    path = f"/api/campaigns/{id_}"
    counts = (await api.get(path, headers=convener.headers)).json()
    told = {name: counts[name] for name in ("inbox", "pushed", "seen", "read", "notReached")}
    assert told == {"inbox": 3, "pushed": 1, "seen": 1, "read": 0, "notReached": 1}
    assert counts["failed"] == [{"why": "gone", "number": 1}]
    page = (await api.get(f"{path}/not-reached", headers=convener.headers)).json()
    assert [(one["phone"], one["why"]) for one in page["people"]] == [("13800000002", "gone")]
    recorded = await run("SELECT action FROM audit_entry WHERE subject_id = {}", str(id_))
    assert [row["action"] for row in recorded] == ["notice.not_reached_read"]
    refused = await api.get(f"{path}/not-reached", headers=opened.headers)
    assert refused.json()["code"] == "role_missing"


async def test_after_some_months_only_the_numbers_stay(api, clock):
    convener = await person(
        "13800000009", clock, HeldRole("convener", Scope("division", STREET)), home=None
    )
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    id_ = await notify(telling(), now=clock.now)
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
    assert after["pushed"] == 1
