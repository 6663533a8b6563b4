"""A phone rings for who is to hear of it, when they want to, with no word of the matter."""

from datetime import timedelta

import msgspec
from tests.notifications.knocking import attempts, phone_of, tell
from tests.notifications.makers import person, saw
from tests.people import STREET

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.identity.service import sessions
from xiangyi.features.notifications.schemas import Audience, Group, TopicSetting, TopicSettings
from xiangyi.features.notifications.service import choosing, delivering


async def test_what_arrives_says_nothing_of_the_matter(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        await phone_of(rider, service, here, clock)
        await tell(clock, facts={"title": "外卖车停放怎么办"})
        assert await delivering.deliver(sender, clock) == 1
        assert await delivering.deliver(sender, clock) == 0
        [message] = [one for browser in service.browsers.values() for one in browser.got]
    said = msgspec.json.decode(message)
    assert {name: said[name] for name in ("v", "topic", "link")} == {
        "v": 1,
        "topic": "consultations",
        "link": "/me/notices",
    }
    assert len(said["tag"]) == 32
    assert "外卖" not in message.decode()


async def test_each_kind_is_kept_and_hurried_as_it_deserves(here, clock):
    """As the push service hears it: how long it is worth anything, how soon, in place of which."""
    rider = await person("13800000001", clock)
    begins = clock.now + timedelta(hours=5)
    kinds = [
        ("today", {"urgency": "normal", "ends_at": begins}, ("normal", 5 * 3_600)),
        ("today", {"ends_at": begins - timedelta(hours=1)}, ("high", 4 * 3_600)),
        ("next week", {"ends_at": clock.now + timedelta(days=7)}, ("high", 3 * 86_400)),
        ("soon", {"ends_at": clock.now + timedelta(seconds=9)}, ("high", 60)),
        ("an answer", {"kind": "report.answered", "topic": "reports"}, ("high", 3 * 86_400)),
    ]
    heard, tags = [], {}
    async with here.service() as service, here.sender(service) as sender:
        await phone_of(rider, service, here, clock)
        chosen = TopicSettings([TopicSetting("consultations", push=True, anytime=True)])
        await choosing.choose(Asker(account=rider.account, device=rider.device), chosen)
        for thread, changes, _ in kinds:
            await tell(clock, thread=thread, **changes)
            assert await delivering.deliver(sender, clock) == 1
            [browser] = service.browsers.values()
            heard.append((browser.headers["urgency"], int(browser.headers["ttl"])))
            tags.setdefault(thread, set()).add(browser.headers["topic"])
            assert browser.headers["topic"] == msgspec.json.decode(browser.got[-1])["tag"]
    assert heard == [expected for _, _, expected in kinds]
    # What is told of one matter takes the place of what was told before, and of nothing else.
    assert [len(one) for one in tags.values()] == [1, 1, 1, 1]
    assert len(set.union(*tags.values())) == 4


async def test_a_phone_without_an_account_is_led_to_where_everybody_may_look(here, clock):
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(None, service, here, clock)
        await run(
            "INSERT INTO push_watch (subscription, division, topic)"
            " VALUES ({}, {}, 'consultations')",
            *(id_, STREET),
        )
        await tell(clock, audience=Audience(groups=(Group(division=STREET),), watchers=True))
        assert await delivering.deliver(sender, clock) == 1
        [browser] = service.browsers.values()
    assert msgspec.json.decode(browser.got[0])["link"] == "/consultations"


async def test_what_waited_until_the_night_waits_for_the_morning_too(here, clock):
    clock.now = clock.now.replace(hour=14, minute=30)
    sleeps, wakes = await person("13800000001", clock), await person("13800000002", clock)
    chosen = TopicSettings([TopicSetting("consultations", push=True, anytime=True)])
    await choosing.choose(Asker(account=wakes.account, device=wakes.device), chosen)
    async with here.service() as service, here.sender(service) as sender:
        held, rung = [(await phone_of(who, service, here, clock))[0] for who in (sleeps, wakes)]
        await tell(clock, urgency="normal")
        await run("UPDATE attempt SET due_at = {}", clock.now - timedelta(hours=1))
        assert await delivering.deliver(sender, clock) == 1
    found = await attempts()
    assert found[str(rung)]["state"] == "sent"
    assert (found[str(held)]["state"], found[str(held)]["tries"]) == ("waiting", 0)
    morning = clock.now.replace(hour=23, minute=0, second=0, microsecond=0)
    assert found[str(held)]["due_at"] == morning


async def test_no_phone_rings_for_what_its_owner_has_seen(here, api, clock):
    """On another one meanwhile, or before a knock that failed comes again."""
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        phones = [(await phone_of(rider, service, here, clock))[0] for _ in range(2)]
        broken, _ = await phone_of(rider, service, here, clock, status=500)
        await tell(clock)
        await run(
            "UPDATE attempt SET due_at = {} WHERE subscription = {}",
            *(clock.now + timedelta(minutes=1), phones[1]),
        )
        assert await delivering.deliver(sender, clock) == 1
        await saw(api, rider)
        clock.now += timedelta(minutes=2)
        assert await delivering.deliver(sender, clock) == 0
    found = await attempts()
    assert [(found[str(id_)]["state"], found[str(id_)]["why"]) for id_ in (*phones, broken)] == [
        ("sent", None),
        ("failed", "seen"),
        ("failed", "seen"),
    ]


async def test_a_phone_rings_only_for_who_is_signed_in_on_it_and_wants_it_still(here, clock):
    left, moved, refuses, stays = [
        await person(f"1380000000{number}", clock) for number in range(4)
    ]
    async with here.service() as service, here.sender(service) as sender:
        phones = [
            (await phone_of(who, service, here, clock))[0]
            for who in (left, moved, refuses, stays, None, None)
        ]
        for nobodys in phones[-2:]:
            await run(
                "INSERT INTO push_watch (subscription, division, topic)"
                " VALUES ({}, {}, 'consultations')",
                *(nobodys, STREET),
            )
        await tell(clock, audience=Audience(groups=(Group(division=STREET),), watchers=True))
        await sessions.close(left.refresh, now=clock.now)
        for taken_over in (phones[1], phones[-1]):
            await run(
                "UPDATE push_subscription SET account = {}, device = {} WHERE id = {}",
                *(stays.account, stays.device, taken_over),
            )
        chosen = TopicSettings([TopicSetting("consultations", push=False, anytime=False)])
        await choosing.choose(Asker(account=refuses.account, device=refuses.device), chosen)
        assert await delivering.deliver(sender, clock) == 2
    found = await attempts()
    assert [(found[str(one)]["state"], found[str(one)]["why"]) for one in phones] == [
        ("failed", "signed_out"),
        ("failed", "signed_out"),
        ("failed", "not_wanted"),
        ("sent", None),
        ("sent", None),
        ("failed", "signed_in"),
    ]
