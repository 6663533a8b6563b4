"""Whoever heard of a meeting is told what of it is another now, and how it was."""

from datetime import timedelta

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, announced, drafted, put
from tests.notifications.makers import inbox, person, subscribed
from tests.people import COMMUNITY, STREET, ground, signed_in
from tests.stations.makers import facts as station_facts
from tests.stations.makers import make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding
from xiangyi.migrations.m0051_whom_somebody_sent import number

LATER = {
    "startsAt": (STARTS + timedelta(days=1)).isoformat(),
    "endsAt": (ENDS + timedelta(days=1)).isoformat(),
}
TIME = {
    "what": "time",
    "was": f"{STARTS.isoformat()}/{ENDS.isoformat()}",
    "now": f"{LATER['startsAt']}/{LATER['endsAt']}",
}
HALL = {"words": "社区活动室"}
PLACE = {"what": "place", "was": "文艺路街道办事处二楼", "now": "社区活动室"}


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def told(api, clock, who):
    """What the latest notice says, and the one before it."""
    await expanding.expand_due(now=clock.now)
    clock.now += timedelta(minutes=1)
    found = (await inbox(api, who))["notices"]
    return [(one["kind"], one["facts"].get("changes"), one["replaced"]) for one in found]


async def test_the_notice_and_the_page_say_what_it_was_and_what_it_is(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await told(api, clock, rider)
    await put(api, convener, id_, based_on=2, **LATER)
    assert (await told(api, clock, rider))[0] == ("consultation.changed", [TIME], False)
    await put(api, convener, id_, based_on=3, **LATER, place=HALL, phone="")
    phone = {"what": "phone", "was": "0731-82212345", "now": ""}
    # Each notice says what is news to whoever read the one before; the page, all since the first.
    assert (await told(api, clock, rider))[:2] == [
        ("consultation.changed", [PLACE, phone], False),
        ("consultation.changed", [TIME], True),
    ]
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert card["changes"] == [TIME, PLACE, phone]
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    history = [(one["move"], one["changes"]) for one in desk.json()["history"]]
    assert history[:3] == [("changed", [PLACE, phone]), ("changed", [TIME]), ("announced", [])]


async def test_a_change_that_nobody_has_heard_of_yet_is_told_with_the_next(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await told(api, clock, rider)
    await put(api, convener, id_, based_on=2, **LATER)
    await put(api, convener, id_, based_on=3, **LATER, place=HALL)
    assert (await told(api, clock, rider))[0] == ("consultation.changed", [TIME, PLACE], False)


async def test_what_is_changed_before_anybody_heard_of_it_is_no_change(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await put(api, convener, id_, based_on=2, place=HALL)
    assert await told(api, clock, rider) == [("consultation.announced", None, False)]
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert (card["changedAt"], card["changes"]) == (None, [])


async def test_what_nobody_was_told_yet_is_taken_back_with_its_words_and_sent_anew(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    at = (clock.now + timedelta(minutes=5)).isoformat()
    await announce(api, convener, id_, sendAt=at)
    refused = await put(api, convener, id_, based_on=2, title="改了的题目")
    assert refused.json()["code"] == "announced_words_stay"
    announcement = f"/api/consultations/{id_}/announcement"
    back = (await api.delete(announcement, headers=convener.headers)).json()
    assert (back["state"], back["facts"]["title"], "change" in back["may"]) == (
        *("draft", "外卖车停放怎么办"),
        True,
    )
    kept = await put(api, convener, id_, based_on=back["revision"], title="改了的题目")
    await announce(api, convener, id_, based_on=kept.json()["revision"], sendAt=at)
    clock.now += timedelta(minutes=5)
    await expanding.expand_due(now=clock.now)
    [notice] = (await inbox(api, rider))["notices"]
    assert (notice["kind"], notice["facts"]["title"]) == ("consultation.announced", "改了的题目")


async def test_only_another_point_is_said_to_be_one(api, clock, convener):
    rider = await person("13800000001", clock)
    place = {"words": "东门", "lon": 112.98, "lat": 28.19}
    id_ = await announced(api, convener, place=place)
    await told(api, clock, rider)
    await put(api, convener, id_, based_on=2, place=place | {"lat": 28.2})
    moved = {"what": "point", "was": "", "now": ""}
    assert (await told(api, clock, rider))[0][1] == [moved]


async def test_the_history_of_a_draft_says_what_was_written_anew(api, convener):
    id_ = await drafted(api, convener)
    await put(api, convener, id_, based_on=1, title="换个题目", about="", form="council")
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    assert desk.json()["history"][0]["changes"] == [
        {"what": "topic", "was": "外卖车停放怎么办", "now": "换个题目"},
        {"what": "about", "was": "", "now": ""},
        {"what": "form", "was": "", "now": ""},
    ]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("", "湘江路工会驿站"),
        ("湘江路 工会驿站", "湘江路 工会驿站"),
        ("湘江路工会驿站二楼", "湘江路工会驿站二楼"),
        ("二楼", "二楼 · 湘江路工会驿站"),
    ],
)
async def test_a_station_is_named_once(api, clock, convener, words, where):
    [station] = await make_stations(station_facts("1", division=COMMUNITY, name="湘江路工会驿站"))
    rider = await person("13800000001", clock)
    await announced(api, convener, place={"words": words, "station": station})
    await expanding.expand_due(now=clock.now)
    [notice] = (await inbox(api, rider))["notices"]
    assert notice["facts"]["place"] == where


async def test_the_preview_of_what_is_sent_later_tells_when_it_is_heard_then(api, clock, convener):
    """At half past eleven riders eat: they hear it at one."""
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    noon = (clock.now + timedelta(days=1)).replace(hour=3, minute=30)
    wanted = {"invited": {"division": STREET}, "sendAt": noon.isoformat()}
    path = "/api/desk/consultations/reach"
    reach = (await api.post(path, json=wanted, headers=convener.headers)).json()
    heard = noon.replace(hour=5, minute=0).isoformat().replace("+00:00", "Z")
    assert reach["hear"] == [{"at": heard, "number": 1, "phones": 0}]


async def test_what_an_earlier_version_told_is_of_the_revision_of_its_moment(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await told(api, clock, rider)
    await put(api, convener, id_, based_on=2, **LATER)
    await run("UPDATE consultation_campaign SET revision = 0")
    await number()
    rows = await run("SELECT kind, revision FROM consultation_campaign ORDER BY id")
    numbers = {row["kind"]: row["revision"] for row in rows}
    assert (numbers["announced"], numbers["changed"]) == (2, 3)
