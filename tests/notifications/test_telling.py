"""Whatever is announced has happened, whatever happened is announced, and to everybody once."""

from datetime import timedelta

import asyncpg
import pytest
from tests.notifications.makers import (
    THREAD,
    crowd,
    inbox,
    person,
    same,
    subscribed,
    telling,
    told,
)
from tests.people import CHANGSHA, COMMUNITY, FURONG, OFFICE, STREET, ZHUZHOU, ground

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.identity.tables import Account
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.schemas import (
    Audience,
    Group,
    Hearing,
    Subject,
    TopicSetting,
    TopicSettings,
)
from xiangyi.features.notifications.service import choosing, expanding, messaging
from xiangyi.features.notifications.service.following import follow, unfollow
from xiangyi.features.notifications.service.hearing import put_back
from xiangyi.features.notifications.service.notifying import cancel, notify, withdraw
from xiangyi.features.notifications.service.previewing import reach


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def test_what_did_not_happen_is_not_announced(clock):
    await person("13800000001", clock)

    async def fails_afterwards() -> None:
        async with atomic():
            await notify(telling(), now=clock.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails_afterwards()
    await expanding.expand_due(now=clock.now)
    assert await told() == []


@pytest.mark.parametrize("audience", [Audience(groups=()), Audience(groups=(Group(),))])
async def test_everybody_there_is_is_nobodys_audience(clock, audience):
    with pytest.raises(errors.AudienceEmpty):
        await notify(telling(audience=audience), now=clock.now)


async def test_an_audience_is_made_of_places_work_roles_and_what_is_followed(clock):
    community = await person("13800000001", clock, home=COMMUNITY)
    courier = await person("13800000002", clock, occupation="courier")
    elsewhere = await person("13800000003", clock, home=ZHUZHOU)
    manager = await person(
        "13800000004", clock, HeldRole("manager", Scope("organisation", str(OFFICE))), home=None
    )
    station = Subject("station", "S1")
    await follow(station, elsewhere.account, now=clock.now)
    await follow(station, elsewhere.account, now=clock.now)

    async def of(*groups: Group) -> list[str]:
        found = await people.page(Audience(groups=groups), after=None, most=100)
        assert await people.count(Audience(groups=groups)) == len(found)
        return sorted(str(one.account) for one in found)

    def ids(*persons) -> list[str]:
        return sorted(str(one.account) for one in persons)

    assert await of(Group(division=FURONG)) == ids(community, courier)
    assert await of(Group(division=COMMUNITY)) == ids(community)
    assert await of(Group(division=CHANGSHA, occupations=("courier",))) == ids(courier)
    assert await of(Group(division=STREET, roles=("manager", "convener"))) == ids(manager)
    assert await of(Group(roles=("manager",), scope=Scope("organisation", str(OFFICE)))) == ids(
        manager
    )
    assert await of(Group(follows=station), Group(division=FURONG)) == ids(
        community, courier, elsewhere
    )
    await unfollow(station, elsewhere.account)
    assert await of(Group(follows=station)) == []


async def test_a_withdrawn_role_is_in_no_audience(clock):
    held = HeldRole("convener", Scope("division", STREET))
    await person("13800000001", clock, held, home=None)
    group = Audience(groups=(Group(division=STREET, roles=("convener",)),))
    assert await people.count(group) == 1
    await run("UPDATE role_grant SET withdrawn_at = {}", clock.now)
    assert await people.count(group) == 0


async def test_thousands_are_told_once_each(clock):
    everybody = await crowd(2_350, clock)
    await notify(telling(), now=clock.now)
    assert await expanding.expand_due(now=clock.now) == 4
    assert same(await told(), everybody)
    if is_postgres():
        # Which transaction wrote a row is what PostgreSQL knows of it.
        rows = await run("SELECT count(*) AS n FROM notice GROUP BY CAST(xmin AS TEXT)")
        assert sorted(int(str(row["n"])) for row in rows) == [350, 1_000, 1_000]
    assert await expanding.expand_due(now=clock.now) == 0


async def test_who_claimed_what_a_clerk_had_kept_for_them_is_told_once(clock):
    own = await person("13800000001", clock)
    for kept in await crowd(2, clock):
        await Account.update({Account.claimed_by: own.account}).where(Account.id == kept)
    await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    assert await told() == [own.account]


async def test_what_is_for_later_waits_and_can_be_called_off(api, clock):
    rider = await person("13800000001", clock)
    await notify(telling(send_at=clock.now + timedelta(minutes=10)), now=clock.now)
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["notices"] == []
    assert await cancel(THREAD, now=clock.now)
    clock.now += timedelta(minutes=11)
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["notices"] == []
    assert not await cancel(THREAD, now=clock.now)


async def test_what_was_due_but_told_to_nobody_yet_can_still_be_called_off(clock):
    await person("13800000001", clock)
    await notify(telling(), now=clock.now)
    clock.now += timedelta(seconds=1)
    assert await cancel(THREAD, now=clock.now)
    await expanding.expand_due(now=clock.now)
    assert await told() == []


async def test_what_is_wrong_by_now_is_told_to_nobody_else_and_knocked_for_no_more(api, clock):
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    begun = await notify(telling(), now=clock.now)
    await run("UPDATE campaign SET cursor = 'a:' WHERE id = {}", begun)
    await notify(telling(thread="another"), now=clock.now)
    await withdraw(THREAD, now=clock.now)
    await expanding.expand_due(now=clock.now)
    notices = (await inbox(api, rider))["notices"]
    assert [(one["thread"], one["replaced"]) for one in notices] == [
        ("another", False),
        (THREAD, True),
    ]
    rows = await run("SELECT state FROM attempt ORDER BY id")
    assert [row["state"] for row in rows] == ["replaced", "waiting"]


async def test_a_later_word_takes_the_place_of_the_earlier_one(api, clock):
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    clock.now += timedelta(minutes=5)
    changed = telling(
        kind="consultation.changed", audience=Audience(groups=(Group(told_of=THREAD),))
    )
    await notify(changed, now=clock.now)
    await expanding.expand_due(now=clock.now)
    told_now = await inbox(api, rider)
    assert [(one["kind"], one["replaced"]) for one in told_now["notices"]] == [
        ("consultation.changed", False),
        ("consultation.announced", True),
    ]
    assert told_now["unread"] == 1
    rows = await run("SELECT state FROM attempt ORDER BY id")
    assert [row["state"] for row in rows] == ["replaced", "waiting"]


async def test_a_phone_is_knocked_for_after_the_meal_unless_its_owner_wants_otherwise(clock):
    clock.now = clock.now.replace(hour=4)
    waits, wants, refuses = [await person(f"1380000000{number}", clock) for number in range(3)]
    for one in (waits, wants, refuses):
        await subscribed(one, clock)
    for one, push, anytime in ((wants, True, True), (refuses, False, False)):
        asker = Asker(account=one.account, device=one.device)
        await choosing.choose(asker, TopicSettings([TopicSetting("consultations", push, anytime)]))
    await notify(telling(), now=clock.now)
    await expanding.expand_due(now=clock.now)
    rows = await run("SELECT account, due_at FROM attempt")
    assert {str(row["account"]): row["due_at"] for row in rows} == {
        str(waits.account): clock.now.replace(hour=5),
        str(wants.account): clock.now,
    }
    assert len(await told()) == 3


async def test_a_meeting_that_is_off_before_the_meal_is_over_is_heard_of_at_once(clock):
    """On every way that it takes: the knock, when it is due again, the message, and the preview."""
    clock.now = clock.now.replace(hour=4)
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    begins = clock.now + timedelta(minutes=45)
    soon = telling(known_by=begins, falls_back_at=clock.now)
    await notify(soon, now=clock.now)
    await notify(telling(thread="another", falls_back_at=clock.now), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await messaging.fall_back_due(now=clock.now)
    rows = await run(
        "SELECT attempt.id, thread, due_at FROM attempt JOIN campaign ON campaign.id = campaign"
        " ORDER BY thread, attempt.id"
    )
    over = clock.now.replace(hour=5)
    assert [row["due_at"] for row in rows] == [over, over, clock.now, clock.now]
    ids = [int(str(row["id"])) for row in rows]
    assert [one.attempt for one in await put_back(ids, clock.now)] == ids[:2]
    hear = [
        (await reach(soon.audience, "consultations", "normal", at=clock.now, known_by=by)).hear
        for by in (begins, None)
    ]
    assert hear == [[Hearing(clock.now, 1, 0)], [Hearing(over, 1, 0)]]


async def test_a_later_word_waits_for_another_worker_who_is_at_an_earlier_one(clock, database_url):
    if not is_postgres():
        pytest.skip("on SQLite there is one worker at a time")
    await person("13800000001", clock)
    await notify(telling(), now=clock.now)
    await run("UPDATE campaign SET cursor = 'a:'")
    other = await asyncpg.connect(database_url)
    async with other.transaction():
        await other.fetch("SELECT id FROM campaign FOR UPDATE")
        clock.now += timedelta(seconds=5)
        await notify(telling(kind="consultation.cancelled"), now=clock.now)
        assert await expanding.expand_due(now=clock.now) == 0
    await other.close()
    await expanding.expand_due(now=clock.now)
    rows = await run(
        "SELECT campaign.kind, notice.replaced_at FROM notice"
        " JOIN campaign ON campaign.id = notice.campaign ORDER BY notice.id"
    )
    assert [(row["kind"], row["replaced_at"] is not None) for row in rows] == [
        ("consultation.announced", True),
        ("consultation.cancelled", False),
    ]


async def test_nobody_is_told_of_what_is_over_by_then(clock):
    await person("13800000001", clock)
    await notify(telling(ends_at=clock.now + timedelta(minutes=1)), now=clock.now)
    clock.now += timedelta(minutes=2)
    await expanding.expand_due(now=clock.now)
    assert await told() == []
