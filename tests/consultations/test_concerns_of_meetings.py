"""What a meeting makes of a concern: called off, spoken of in vain, or decided a second time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
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
