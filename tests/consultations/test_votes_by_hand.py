"""Votes of those without a phone: by hand, of guests whom somebody else entered, told in sums."""

import pytest
from tests.cases.makers import STREET, hunan
from tests.consultations.poll_makers import NO, YES, close, in_the_room, opened, room, rule, vote
from tests.consultations.record_makers import again, desk, on_paper, write

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def test_by_hand_no_more_vote_than_are_there_and_have_not_voted(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll)
    await on_paper(api, clock, id_, 2)
    refused = await close(api, convener, id_, poll, [0, 3, 0])
    assert (refused.status_code, refused.json()["code"]) == (409, "paper_votes_many")
    assert refused.json()["facts"] == {"votes": 3, "counts": 2, "own": 0, "rule": "own_guests"}
    # Whom a convener enters does not count where they close; for another who does, it does.
    await on_paper(api, clock, id_, 1, by=convener)
    refused = await close(api, convener, id_, poll, [0, 3, 0])
    assert refused.json()["facts"] == {"votes": 3, "counts": 2, "own": 1, "rule": "own_guests"}
    second = await again(clock, "13900000003", HeldRole("convener", Scope("division", STREET)))
    told = (await close(api, second, id_, poll, [0, 3, 0])).json()["polls"][0]
    assert (told["state"], told["paper"]) == ("closed", 3)


async def test_who_is_taken_off_the_sheet_has_not_voted_by_hand(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll)
    await on_paper(api, clock, id_, 3)
    await close(api, convener, id_, poll, [0, 3, 0])
    path = f"/api/desk/consultations/{id_}/guests"
    [gone, *_] = (await api.get(path, headers=convener.headers)).json()["guests"]
    await api.delete(f"{path}/{gone['id']}", headers=convener.headers)
    attended = [{"kind": "residents", "people": 200}]
    told = (await write(api, convener, id_, attended=attended)).json()
    assert [one["what"] for one in told["lacks"]] == ["many_votes"]
    await on_paper(api, clock, id_)
    assert (await desk(api, convener, id_))["lacks"] == []


@pytest.mark.parametrize(("least", "state"), [(3, "void"), (2, "closed")])
async def test_what_was_voted_by_hand_alone_is_void_where_too_few_did(api, clock, least, state):
    await rule(clock, "secret_least", least)
    id_, item, convener, people = await in_the_room(api, clock, 2)
    await on_paper(api, clock, id_, 2)
    poll = await opened(api, convener, id_, item)
    told = (await close(api, convener, id_, poll, [0, 2, 0])).json()["polls"][0]
    shown = None if state == "void" else [0, 2, 0]
    assert (told["state"], told["counts"], told["paper"]) == (state, shown, 2 if shown else 0)
    assert (await room(api, people[0], id_))["polls"][0]["counts"] == shown


async def test_what_one_by_hand_chose_among_others_is_nobodys_to_read(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 4)
    await on_paper(api, clock, id_)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll, YES if one is people[0] else NO)
    told = (await close(api, convener, id_, poll, [0, 1, 0])).json()["polls"][0]
    assert (told["counts"], told["paper"]) == ([1, 4, 0], 1)
    # Kept is no more than what is shown.
    [row] = await run("SELECT counts, paper FROM meeting_poll")
    assert (row["counts"], row["paper"]) == ("[1,4,0]", "[1]")
    # What was closed while both were kept apart is told in sums as well.
    await run("UPDATE meeting_poll SET counts = '[1,3,0]', paper = '[0,1,0]'")
    told = (await room(api, people[1], id_))["polls"][0]
    assert (told["counts"], told["paper"]) == ([1, 4, 0], 1)
