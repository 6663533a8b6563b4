"""A convener calls people together: some of them alone, many with a second person's yes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, announced, drafted, facts, put
from tests.notifications.makers import crowd, inbox, person
from tests.people import COMMUNITY, FURONG, STREET, ZHUZHOU, ground, signed_in

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.errors import ConsultationChangedMeanwhile
from xiangyi.features.consultations.service import keeping
from xiangyi.features.consultations.service.reach import row_of
from xiangyi.features.notifications.service import expanding

CONVENER = HeldRole("convener", Scope("division", STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000092", CONVENER, now=clock.now)


async def kinds(api, clock, who):
    await expanding.expand_due(now=clock.now)
    return [(one["kind"], one["replaced"]) for one in (await inbox(api, who))["notices"]]


async def test_a_few_are_told_at_once_and_find_it_in_their_inbox(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await expanding.expand_due(now=clock.now)
    [notice] = (await inbox(api, rider))["notices"]
    assert (notice["kind"], notice["link"]) == ("consultation.announced", f"/consultations/{id_}")
    assert notice["facts"]["title"] == "外卖车停放怎么办"
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert (card["title"], card["mine"]) == ("外卖车停放怎么办", None)


async def test_many_are_told_only_after_a_second_person_has_said_yes(api, clock, convener, second):
    await crowd(51, clock)
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    waiting = (await announce(api, convener, id_)).json()
    assert (waiting["state"], waiting["reach"]["people"]) == ("waiting", 52)
    assert (await api.get(f"/api/consultations/{id_}")).status_code == 404
    approval = f"/api/consultations/{id_}/approval"
    own = await api.put(approval, json={"basedOn": 2}, headers=convener.headers)
    assert (own.status_code, own.json()["code"]) == (409, "own_consultation")
    stale = await api.put(approval, json={"basedOn": 1}, headers=second.headers)
    assert stale.json()["code"] == "consultation_changed_meanwhile"
    assert await kinds(api, clock, rider) == []
    yes = await api.put(approval, json={"basedOn": 2}, headers=second.headers)
    assert yes.json()["state"] == "announced"
    assert await kinds(api, clock, rider) == [("consultation.announced", False)]


async def test_who_changed_the_draft_of_another_cannot_also_say_yes_to_it(
    api, clock, convener, second
):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    changed = await put(api, second, id_, based_on=1, title="别的事")
    assert changed.status_code == 200
    await signed_in("13800000093", CONVENER, now=clock.now)
    await announce(api, convener, id_, based_on=2)
    own = await api.put(
        f"/api/consultations/{id_}/approval", json={"basedOn": 3}, headers=second.headers
    )
    assert own.json()["code"] == "own_consultation"


async def test_a_draft_is_sent_back_with_a_reason(api, clock, convener, second):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    path = f"/api/consultations/{id_}/return"
    back = await api.put(path, json={"why": "时间撞上午饭"}, headers=second.headers)
    assert back.json()["state"] == "draft"
    assert back.json()["history"][0]["why"] == "时间撞上午饭"


@pytest.mark.usefixtures("second")
async def test_a_division_sets_how_many_one_person_may_tell(api, clock, convener):
    await person("13800000001", clock)
    await run(
        "INSERT INTO consultation_rule (division, name, value, since_on, basis)"
        " VALUES ({}, 'approval_above', 0, {}, '区里的办法')",
        *(FURONG, clock.now.date()),
    )
    id_ = await drafted(api, convener)
    assert (await announce(api, convener, id_)).json()["state"] == "waiting"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"division": ZHUZHOU}, "role_missing"),
        ({"division": FURONG}, "role_missing"),
        ({"invited": {"division": FURONG}}, "audience_not_yours"),
        ({"title": " \u200b"}, "consultation_unusable"),
        ({"about": "有事打 138 1234 0126 找小王。"}, "number_in_words"),
        ({"endsAt": STARTS.isoformat()}, "consultation_unusable"),
        ({"startsAt": "2026-11-20T06:30:00Z"}, "consultation_unusable"),
        ({"place": {}}, "consultation_unusable"),
        ({"place": {"link": "http://meet.example"}}, "consultation_unusable"),
        ({"place": {"link": "https://a@meet.example"}}, "consultation_unusable"),
        ({"place": {"words": "门口", "station": "NOSUCH00"}}, "consultation_unusable"),
        (
            {"invited": {"division": STREET, "lines": [{"occupations": ["king"]}]}},
            "consultation_unusable",
        ),
        ({"phone": "call me"}, "consultation_unusable"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(api, convener, changes, code):
    answer = await put(api, convener, **changes)
    assert answer.json()["code"] == code, answer.text
    assert (await run("SELECT count(*) AS n FROM consultation"))[0]["n"] == 0


async def test_nobody_is_called_by_nobody_or_by_who_convenes_elsewhere(api, clock):
    elsewhere = HeldRole("convener", Scope("division", ZHUZHOU))
    stranger = await signed_in("13800000093", elsewhere, now=clock.now)
    assert (await put(api, stranger)).json()["code"] == "role_missing"
    answer = await api.put(f"/api/consultations/{uuid4()}", json={"facts": facts()})
    assert answer.status_code == 401


async def test_an_empty_audience_is_nobody_to_tell(api, convener):
    id_ = await drafted(api, convener, invited={"division": COMMUNITY})
    assert (await announce(api, convener, id_)).json()["code"] == "nobody_to_tell"


async def test_another_time_or_place_tells_everybody_again_but_the_matter_stays(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await kinds(api, clock, rider)
    clock.now += timedelta(minutes=5)
    other = await put(api, convener, id_, based_on=2, title="换个题目")
    assert (other.json()["code"], other.json()["facts"]) == (
        "announced_words_stay",
        {"field": "title", "rule": "told_stays"},
    )
    moved = await put(api, convener, id_, based_on=2, place={"words": "社区活动室"})
    assert moved.status_code == 200, moved.text
    assert await kinds(api, clock, rider) == [
        ("consultation.changed", False),
        ("consultation.announced", True),
    ]
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert card["place"]["words"] == "社区活动室"
    assert card["changedAt"]


async def test_who_moved_away_since_hears_that_it_is_cancelled_and_why(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await kinds(api, clock, rider)
    await run("UPDATE account SET home = {} WHERE id = {}", ZHUZHOU, rider.account)
    clock.now += timedelta(minutes=5)
    answer = await api.put(
        f"/api/consultations/{id_}/cancellation",
        json={"reason": "下大雨，改天再开"},
        headers=convener.headers,
    )
    assert answer.json()["state"] == "cancelled"
    assert (await kinds(api, clock, rider))[0] == ("consultation.cancelled", False)
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert (card["reason"], bool(card["cancelledAt"])) == ("下大雨，改天再开", True)


async def test_what_is_for_later_is_nobodys_to_see_and_can_be_taken_back(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    later = (clock.now + timedelta(minutes=10)).isoformat()
    answer = await announce(api, convener, id_, sendAt=later)
    assert answer.json()["state"] == "announced"
    assert (await api.get(f"/api/consultations/{id_}")).status_code == 404
    path = f"/api/consultations/{id_}/announcement"
    back = await api.delete(path, headers=convener.headers)
    assert back.json()["state"] == "draft"
    clock.now += timedelta(minutes=12)
    assert await kinds(api, clock, rider) == []


async def test_what_people_know_cannot_be_taken_back(api, clock, convener):
    await person("13800000001", clock)
    id_ = await announced(api, convener)
    path = f"/api/consultations/{id_}/announcement"
    # Everybody may have read it before the worker tells anybody.
    for _ in ("at once", "once people are told"):
        answer = await api.delete(path, headers=convener.headers)
        assert answer.json()["code"] == "already_told"
        await expanding.expand_due(now=clock.now)


async def test_nobody_moves_on_what_was_changed_while_they_were_counting(api, clock, convener):
    """Else one convener alone could call many: few when counted, many when announced."""
    id_ = UUID(await drafted(api, convener))
    row = await row_of(id_)
    assert (await put(api, convener, id_, based_on=1, title="乙")).status_code == 200
    asker, facts = Asker(account=convener.account, device=convener.device), keeping.facts_of(row)
    with pytest.raises(ConsultationChangedMeanwhile):
        await keeping.move(asker, row, "announce", {}, based_on=2, now=clock.now)
    with pytest.raises(ConsultationChangedMeanwhile):
        await keeping.change(asker, row, facts, based_on=2, now=clock.now)
    assert (await row_of(id_))["title"] == "乙"


async def test_two_who_change_it_at_once_are_told_of_each_other(api, convener, second):
    id_ = await drafted(api, convener)
    assert (await put(api, convener, id_, based_on=1, title="甲")).status_code == 200
    other = await put(api, second, id_, based_on=1, title="乙")
    assert (other.json()["code"], other.json()["facts"]) == (
        "consultation_changed_meanwhile",
        {"revision": 2},
    )


async def test_a_lost_answer_is_given_again_and_tells_nobody_twice(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    first = await announce(api, convener, id_)
    again = await announce(api, convener, id_)
    assert (first.status_code, again.status_code) == (200, 200)
    assert len(await kinds(api, clock, rider)) == 1


async def test_a_convener_is_warned_of_meals_and_short_notice(api, convener):
    noon = {"startsAt": "2026-11-24T03:30:00Z", "endsAt": "2026-11-24T04:30:00Z"}
    answer = await put(api, convener, **noon)
    assert answer.json()["doubts"] == ["meal_peak", "soon"]
    assert (await put(api, convener)).json()["doubts"] == []
    assert ENDS > STARTS


async def test_who_may_say_yes_hears_that_it_waits_and_who_wrote_it_does_not(
    api, clock, convener, second
):
    await crowd(51, clock)
    far = HeldRole("convener", Scope("division", FURONG))
    above = await signed_in("13800000094", far, now=clock.now)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    heard = [await kinds(api, clock, one) for one in (second, convener, above)]
    assert heard == [[("consultation.approval_wanted", False)], [], []]


async def test_what_many_were_told_leads_them_elsewhere_by_nobody_alone(
    api, clock, convener, second
):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    path = f"/api/consultations/{id_}/approval"
    await api.put(path, json={"basedOn": 2}, headers=second.headers)
    for field, other in (
        ("place", {"words": "别处", "link": "https://meet.example/x"}),
        ("phone", "0731-1"),
    ):
        for who in (convener, second):
            tried = await put(api, who, id_, based_on=3, **{field: other})
            assert (tried.json()["code"], tried.json()["facts"]) == (
                "announced_words_stay",
                {"field": field, "rule": "told_stays"},
            )
    later = await put(api, convener, id_, based_on=3, endsAt="2026-11-26T08:30:00+00:00")
    assert later.status_code == 200, later.text


async def test_what_is_cancelled_before_anybody_was_told_is_never_anybodys_to_see(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=(clock.now + timedelta(minutes=10)).isoformat())
    path = f"/api/consultations/{id_}/cancellation"
    answer = await api.put(path, json={"reason": "下雨"}, headers=convener.headers)
    assert answer.json()["state"] == "cancelled", answer.text
    clock.now += timedelta(minutes=12)
    assert await kinds(api, clock, rider) == []
    assert (await api.get(f"/api/consultations/{id_}")).status_code == 404
    listed = await api.get("/api/consultations", params={"division": STREET})
    assert listed.json() == {"consultations": [], "next": None}
