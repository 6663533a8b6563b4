"""What a meeting makes of a concern: called off, spoken of in vain, or decided a second time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.makers import announce, drafted
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    RIDER,
    again,
    called,
    concern_of,
    move,
    on_paper,
    write,
)
from tests.notifications.makers import crowd

from xiangyi.features.consultations.service import outgrowing
from xiangyi.features.notifications.service import expanding

FIRST, SECOND = "美食街南口划 40 个取餐车位。", "再加 10 个，夜里用。"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def asked(api, clock):
    """What a rider asked for, and who convenes there."""
    convener, rider = await cases.convener(clock), await cases.rider(clock)
    return await concern_of(api, convener, rider), convener


async def of(api, concern):
    told = (await api.get(f"/api/concerns/{concern}")).json()
    return told["state"], [one["move"] for one in told["steps"]][2:], told["steps"][-1]


async def heard(api, clock):
    return await cases.told_to(api, clock, await again(clock, RIDER))


async def cancel(api, convener, id_):
    answer = await api.put(
        f"/api/consultations/{id_}/cancellation",
        json={"reason": "会议室漏水"},
        headers=convener.headers,
    )
    assert answer.status_code == 200, answer.text


async def sealed(api, clock, *told):
    """Each meeting with what came of its item, laid open once it was over, and sealed."""
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    for id_, item in told:
        await on_paper(api, clock, id_, 3)
        assert (await write(api, convener, id_, item=item)).status_code == 200
        assert (await move(api, convener, id_, "opening")).json()["state"] == "open"
    clock.now += timedelta(days=6)
    for id_, _ in told:
        answer = await move(api, await again(clock, CONVENER), id_, "seal")
        assert answer.json()["state"] == "sealed", answer.text
        clock.now += timedelta(minutes=1)


async def test_what_two_meetings_decide_is_told_both_times(api, clock, asked):
    concern, convener = asked
    one, two = [await called(api, clock, convener, concern) for _ in range(2)]
    await sealed(api, clock, (one, {"result": FIRST}), (two, {"result": SECOND}))
    state, steps, last = await of(api, concern)
    assert (state, last["words"]) == ("decided", SECOND)
    assert steps == ["put_on_agenda", "put_on_agenda", "decide", "decide"]
    assert (await heard(api, clock)).count("concern.decided") == 2


@pytest.mark.parametrize(
    ("decided", "state", "steps"),
    [
        ((True, False), "decided", ["decide"]),
        # In vain first, it stays with the meeting that has yet to tell.
        ((False, True), "decided", ["speak", "put_on_agenda", "decide"]),
        ((False, False), "accepted", ["speak", "put_on_agenda", "speak"]),
    ],
)
async def test_whatever_two_meetings_make_of_it_both_records_are_sealed(
    api, clock, asked, decided, state, steps
):
    concern, convener = asked
    ids = [await called(api, clock, convener, concern) for _ in decided]
    came = [{"result": FIRST, "decided": one} for one in decided]
    await sealed(api, clock, *zip(ids, came, strict=True))
    told = await of(api, concern)
    assert (told[0], told[1][2:]) == (state, steps)


async def test_a_meeting_that_is_off_gives_it_back_and_they_are_told(api, clock, asked):
    concern, convener = asked
    meeting = await called(api, clock, convener, concern)
    for _ in ("once", "and again"):
        await cancel(api, convener, meeting)
        state, steps, last = await of(api, concern)
        assert (state, steps) == ("accepted", ["put_on_agenda", "take_off"])
        assert last["meeting"] == meeting
    assert (await heard(api, clock)).count("concern.taken_off") == 1
    declined = await api.put(
        f"/api/concerns/{concern}/moves/{uuid4()}",
        json={"move": "decline", "words": "街道管不了。"},
        headers=convener.headers,
    )
    assert declined.json()["state"] == "declined", "it is not stuck"


async def test_what_outgrew_one_person_and_is_a_draft_again_gives_it_back(api, clock, asked):
    concern, convener = asked
    await crowd(30, clock, home=cases.STREET)
    meeting = await called(api, clock, convener, concern)
    await crowd(30, clock, home=cases.STREET)
    for _ in ("grown", "taken back, announced and grown again"):
        await outgrowing.renew_limits(now=clock.now)
        await expanding.expand_due(now=clock.now)
        await outgrowing.ask_for_yes(now=clock.now)
        await api.delete(f"/api/consultations/{meeting}/announcement", headers=convener.headers)
        state, steps, last = await of(api, concern)
        assert (state, steps[-1], last["meeting"]) == ("accepted", "take_off", meeting)
        await announce(api, convener, meeting)
    await api.delete(f"/api/consultations/{meeting}/announcement", headers=convener.headers)
    gone = await api.delete(f"/api/consultations/{meeting}", headers=convener.headers)
    assert gone.status_code == 204, gone.text
    assert (await of(api, concern))[0] == "accepted"


async def test_a_draft_that_never_took_it_on_takes_it_off_nobodys_agenda(api, clock, asked):
    concern, convener = asked
    await cases.convener(clock, phone="13900000009")
    meeting = await called(api, clock, convener, concern)
    await crowd(60, clock, home=cases.STREET)
    agenda = [{"id": str(uuid4()), "title": "取餐车", "minutes": 30, "concern": concern}]
    draft = await drafted(
        api, convener, division=cases.STREET, invited={"division": cases.STREET}, agenda=agenda
    )
    waits = await announce(api, convener, draft)
    assert waits.status_code == 200, waits.text
    assert waits.json()["state"] == "waiting"
    await api.delete(f"/api/consultations/{draft}/announcement", headers=convener.headers)
    state, steps, last = await of(api, concern)
    assert (state, steps, last["meeting"]) == ("on_agenda", ["put_on_agenda"], meeting)


async def test_it_stays_with_the_other_meeting_that_has_it(api, clock, asked):
    concern, convener = asked
    one, two = [await called(api, clock, convener, concern) for _ in range(2)]
    await cancel(api, convener, one)
    state, steps, last = await of(api, concern)
    assert (state, last["meeting"]) == ("on_agenda", two)
    assert steps[2:] == ["take_off", "put_on_agenda"]


async def test_what_was_spoken_of_in_vain_is_told_and_waits_for_another_meeting(api, clock, asked):
    concern, convener = asked
    meeting = await called(api, clock, convener, concern)
    await sealed(api, clock, (meeting, {"result": "没谈拢。", "decided": False}))
    state, steps, last = await of(api, concern)
    assert (state, steps) == ("accepted", ["put_on_agenda", "speak"])
    assert last["meeting"] == meeting
    assert "concern.spoken" in await heard(api, clock)


async def test_who_copies_the_id_of_an_item_keeps_nobody_from_sealing_theirs(api, clock, asked):
    concern, convener = asked
    one = await called(api, clock, convener, concern)
    item = (await api.get(f"/api/consultations/{one}")).json()["agenda"][0]["id"]
    other = await concern_of(api, convener, await cases.rider(clock, "13812340133"))
    agenda = [{"id": item, "title": "别的事", "minutes": 10, "concern": other}]
    two = await called(api, clock, convener, agenda=agenda)
    await sealed(api, clock, (two, {"result": SECOND}), (one, {"result": FIRST}))
    assert (await of(api, concern))[2]["words"] == FIRST
    assert (await of(api, other))[2]["words"] == SECOND
