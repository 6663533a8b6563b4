"""What waits for a second person: who finds it, who hears what came of it, who takes it back."""

from datetime import timedelta

import pytest
from tests.consultations.makers import announce, drafted, put
from tests.notifications.makers import crowd, inbox
from tests.people import STREET, ZHUZHOU, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding

HERE = HeldRole("convener", Scope("division", STREET))
THERE = HeldRole("convener", Scope("division", ZHUZHOU))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", HERE, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000092", HERE, now=clock.now)


@pytest.fixture
async def waiting(api, clock, convener):
    """The id of a meeting that goes to more people than one may call alone."""
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    assert (await announce(api, convener, id_)).json()["state"] == "waiting"
    return id_


async def notices(api, clock, who):
    await expanding.expand_due(now=clock.now)
    found = (await inbox(api, who))["notices"]
    return [
        (one["kind"], one["replaced"], one["facts"]["reason"])
        for one in found
        if one["topic"] == "tasks"
    ]


async def ask(api, method, id_, what, who, body=None):
    path = f"/api/consultations/{id_}{what}"
    return await api.request(method, path, json=body, headers=who.headers)


async def listed(api, who):
    answer = await api.get("/api/desk/consultations", headers=who.headers)
    return [(one["id"], one["yoursToApprove"]) for one in answer.json()["consultations"]]


async def test_who_wrote_it_hears_why_it_came_back_and_that_it_was_approved(
    api, clock, convener, second, waiting
):
    wanted = ("consultation.approval_wanted", False, "")
    assert await notices(api, clock, second) == [wanted]
    await ask(api, "PUT", waiting, "/return", second, {"why": "时间撞上午饭"})
    back = ("consultation.sent_back", False, "时间撞上午饭")
    assert await notices(api, clock, convener) == [back]
    assert await notices(api, clock, second) == [(wanted[0], True, "")]
    clock.now += timedelta(minutes=1)
    await announce(api, convener, waiting, based_on=3)
    assert await notices(api, clock, convener) == [(back[0], True, back[2])]
    clock.now += timedelta(minutes=1)
    await ask(api, "PUT", waiting, "/approval", second, {"basedOn": 4})
    assert await notices(api, clock, convener) == [
        ("consultation.approved", False, ""),
        (back[0], True, back[2]),
    ]
    assert [one[:2] for one in await notices(api, clock, second)] == [(wanted[0], True)] * 2


async def test_who_wrote_it_takes_it_back_and_nobody_is_asked_any_more(
    api, clock, convener, second, waiting
):
    for who, theirs in ((convener, True), (second, False)):
        desk = await api.get(f"/api/desk/consultations/{waiting}", headers=who.headers)
        assert ("withdraw" in desk.json()["may"]) is theirs
    others = await ask(api, "DELETE", waiting, "/announcement", second)
    assert (others.status_code, others.json()["code"]) == (409, "others_consultation")
    back = await ask(api, "DELETE", waiting, "/announcement", convener)
    assert (back.json()["state"], back.json()["history"][0]["move"]) == ("draft", "withdrawn")
    assert await notices(api, clock, second) == []
    late = await ask(api, "PUT", waiting, "/approval", second, {"basedOn": 2})
    assert late.json()["code"] == "consultation_not_waiting"
    assert (await announce(api, convener, waiting, based_on=3)).json()["state"] == "waiting"


async def test_a_deleted_draft_is_gone_for_everybody_and_only_its_moves_are_kept(
    api, clock, convener, second, waiting
):
    await ask(api, "PUT", waiting, "/return", second, {"why": "写得太私人"})
    await put(api, convener, waiting, based_on=3, place={"words": "我家", "lon": 113, "lat": 28})
    assert (await ask(api, "DELETE", waiting, "", convener)).status_code == 204
    for method, path, body in (
        ("GET", f"/api/desk/consultations/{waiting}", None),
        ("DELETE", f"/api/consultations/{waiting}", None),
        ("PUT", f"/api/consultations/{waiting}/announcement", {"basedOn": 4}),
    ):
        answer = await api.request(method, path, json=body, headers=convener.headers)
        assert answer.json()["code"] == "consultation_not_found"
    assert (await put(api, convener, waiting)).json()["code"] == "consultation_not_found"
    assert await listed(api, convener) == []
    moves = await run("SELECT move, why FROM consultation_revision ORDER BY number")
    assert [one["move"] for one in moves] == [
        *("drafted", "submitted", "sent_back", "changed", "deleted"),
    ]
    tables = ("consultation", "consultation_revision", "campaign", "notice")
    left = repr([await run(f"SELECT * FROM {one}") for one in tables])  # noqa: S608  # ours
    for words in ("外卖车", "东门外", "文艺路", "0731-8221", "写得太私人", "我家", '"lon":113'):
        assert words not in left


async def test_what_waits_or_is_announced_is_not_deleted(api, clock, convener, second, waiting):
    code = (await ask(api, "DELETE", waiting, "", convener)).json()["code"]
    assert code == "consultation_not_draft"
    await ask(api, "PUT", waiting, "/approval", second, {"basedOn": 2})
    code = (await ask(api, "DELETE", waiting, "", convener)).json()["code"]
    assert code == "consultation_not_draft"


async def test_who_may_say_yes_finds_it_in_the_list_wherever_people_meet(api, clock):
    await crowd(51, clock)
    both = await signed_in("13800000091", HERE, THERE, now=clock.now)
    here = await signed_in("13800000092", HERE, now=clock.now)
    there = await signed_in("13800000093", THERE, now=clock.now)
    id_ = await drafted(api, both, division=ZHUZHOU)
    assert await listed(api, here) == []
    await announce(api, both, id_)
    assert await listed(api, here) == [(id_, True)]
    # Where people meet they may look at it; those who are called are not theirs.
    assert await listed(api, there) == [(id_, False)]
    assert await listed(api, both) == [(id_, False)]
