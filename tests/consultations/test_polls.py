"""A vote in the room: once each, by those who signed in there, told once it is closed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases.makers import hunan
from tests.consultations.poll_makers import (
    ABSTAIN,
    ITEM,
    NO,
    YES,
    close,
    in_the_room,
    open_poll,
    opened,
    room,
    rule,
    vote,
)
from tests.consultations.record_makers import again, desk, move, on_paper, write

from xiangyi.core.db import run
from xiangyi.features.consultations.personal import PERSONAL

#: Somebody's own, as it is written to be overlooked.
NUMBER = "138-1234-0126"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def test_the_result_is_in_the_record_with_what_was_given_by_hand(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 4)
    poll = await opened(api, convener, id_, item)
    for one, option in zip(people, (YES, YES, NO, ABSTAIN), strict=True):
        told = (await vote(api, one, id_, poll, option)).json()["polls"][0]
        # Nobody is told anything before it is closed, and nobody ever what one chose.
        assert (told["votedToo"], told["mine"], told["counts"]) == (True, None, None)
    # What was typed by hand does not stand against it, written before or after.
    before = {"votes": {"yes": 9, "no": 0}, "result": "画 40 个车位。"}
    attended = [{"kind": "residents", "people": 9}]
    assert (await write(api, convener, id_, item=before, attended=attended)).status_code == 200
    await on_paper(api, clock, id_, 3)
    told = (await close(api, convener, id_, poll, [1, 0, 2])).json()["polls"][0]
    assert (told["state"], told["counts"], told["paper"]) == ("closed", [3, 1, 3], 3)
    [written] = (await desk(api, convener, id_))["words"]["items"]
    assert written["votes"] == {"yes": 3, "no": 1, "abstain": 3}
    assert (written["paper"], written["result"]) == (3, "画 40 个车位。")
    assert (await write(api, convener, id_, item=before, attended=attended)).status_code == 200
    [written] = (await desk(api, convener, id_))["words"]["items"]
    assert written["votes"] == {"yes": 3, "no": 1, "abstain": 3}
    # Those who were there read the numbers at once.
    assert (await room(api, people[0], id_))["polls"][0]["counts"] == [3, 1, 3]


async def test_options_of_their_own_come_into_the_record_one_by_one(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    told = {"question": "停哪儿", "options": ["东门", "西门", "不停"]}
    poll = await opened(api, convener, id_, item, **told)
    for one, option in zip(people, (0, 0, 2), strict=True):
        assert (await vote(api, one, id_, poll, option)).status_code == 200
    assert (await vote(api, people[0], id_, poll, 5)).json()["facts"] == {"field": "option"}
    await close(api, convener, id_, poll)
    shown = await desk(api, convener, id_)
    [drafted] = shown["words"]["items"]
    assert (drafted["options"], drafted["counts"]) == (told["options"], [2, 0, 1])
    attended = [{"kind": "residents", "people": 200}]
    [lack] = (await write(api, convener, id_, attended=attended)).json()["lacks"]
    assert lack["what"] == "quorum", "what is typed makes nobody be there"
    await on_paper(api, clock, id_, 2)
    assert (await desk(api, convener, id_))["lacks"] == []


async def test_nobody_votes_who_has_not_signed_in_nor_in_another_s_place(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 1)
    poll = await opened(api, convener, id_, item)
    stranger = await again(clock, "13812340199")
    answer = await vote(api, stranger, id_, poll)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_the_room")
    assert await room(api, stranger, id_) == {"here": False, "present": 1, "polls": []}
    answer = await vote(api, convener, id_, poll, **{"X-Acting-For": str(people[0].account)})
    assert answer.status_code == 403, answer.text
    assert (await vote(api, people[0], id_, str(uuid4()))).json()["code"] == "poll_not_found"
    assert (await room(api, people[0], id_))["polls"][0]["voted"] == 0


async def test_a_retry_changes_nothing_even_once_it_is_closed(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    poll = await opened(api, convener, id_, item)
    for one in people:
        assert (await vote(api, one, id_, poll, NO)).status_code == 200
        assert (await vote(api, one, id_, poll, YES)).status_code == 200
    await on_paper(api, clock, id_)
    first = await close(api, convener, id_, poll, [0, 1, 0])
    assert first.json()["polls"][0]["counts"] == [0, 4, 0]
    assert (await close(api, convener, id_, poll, [0, 1, 0])).json() == first.json()
    assert (await close(api, convener, id_, poll)).json()["code"] == "poll_differs"
    assert (await vote(api, people[0], id_, poll, YES)).status_code == 200
    assert (await room(api, people[0], id_))["polls"][0]["counts"] == [0, 4, 0]


async def test_too_few_secret_votes_are_void_and_erased(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    poll = await opened(api, convener, id_, item)
    for one in people[:2]:
        await vote(api, one, id_, poll)
    await on_paper(api, clock, id_, 5)
    told = (await close(api, convener, id_, poll, [5, 0, 0])).json()["polls"][0]
    assert (told["state"], told["counts"], told["voted"]) == ("void", None, 2)
    assert (await desk(api, convener, id_))["words"]["items"][0]["votes"] is None
    [row] = await run("SELECT tally, counts, paper FROM meeting_poll")
    assert (row["tally"], row["counts"], row["paper"]) == (None, None, None)
    # They vote again.
    clock.now += timedelta(minutes=2)
    again_ = await opened(api, convener, id_, item)
    for one in people:
        assert (await vote(api, one, id_, again_)).status_code == 200
    told = (await close(api, convener, id_, again_)).json()["polls"][0]
    assert told["counts"] == [3, 0, 0]


async def test_one_vote_at_a_time_and_only_while_the_room_is_open(api, clock):
    id_, item, convener, _ = await in_the_room(api, clock, 3)
    key = uuid4()
    poll, answer = await open_poll(api, convener, id_, item, key)
    assert answer.json()["may"] == ["close"]
    assert (await open_poll(api, convener, id_, item, key))[1].status_code == 200
    other = (await open_poll(api, convener, id_, item, key, question="别的"))[1]
    assert other.json()["code"] == "poll_differs"
    assert (await open_poll(api, convener, id_, item))[1].json()["code"] == "poll_open"
    clock.now += timedelta(hours=3)
    convener, person = await again(clock, "13900000001"), await again(clock, "13812340160")
    assert (await vote(api, person, id_, poll)).json()["code"] == "poll_closed"
    # What was left open is closed before the record is sealed.
    attended = [{"kind": "residents", "people": 5}]
    await write(api, convener, id_, attended=attended, item={"decided": False})
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, "13900000001")
    assert (await move(api, convener, id_, "seal")).json()["code"] == "poll_open"
    await close(api, convener, id_, poll)
    # Its votes are in the record, and theirs to read for as long again.
    assert (await move(api, convener, id_, "seal")).json()["code"] == "record_still_open"
    clock.now += timedelta(days=6)
    convener = await again(clock, "13900000001")
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"
    assert (await open_poll(api, convener, id_, item))[1].json()["code"] == "room_closed"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"options": ["东门"]}, "options"),
        ({"options": ["东门", "东门"]}, "options"),
        ({"options": ["东门", " "]}, "options"),
        ({"question": "停\u200b哪儿"}, "question"),
        ({"item": str(uuid4())}, "item"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_field(api, clock, told, field):
    id_, item, convener, _ = await in_the_room(api, clock, 0)
    _, answer = await open_poll(api, convener, id_, item, **told)
    assert (answer.status_code, answer.json()["facts"]) == (422, {"field": field})


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"question": f"骑手{NUMBER}该不该走"}, "question"),
        ({"options": ["留", f"叫{NUMBER}走"]}, "options"),
        ({"why": f"{NUMBER}不服"}, "why"),
    ],
)
async def test_nobody_s_number_is_in_what_is_asked(api, clock, told, field):
    id_, item, convener, _ = await in_the_room(api, clock, 0, secret=False)
    _, answer = await open_poll(api, convener, id_, item, **told)
    assert (answer.status_code, answer.json()["code"]) == (422, "number_in_words")
    assert answer.json()["facts"]["field"] == field


async def test_a_form_that_does_not_vote_has_no_vote(api, clock):
    id_, item, convener, _ = await in_the_room(api, clock, 0, secret=False, form="courtyard")
    answer = (await open_poll(api, convener, id_, item))[1]
    assert answer.json()["code"] == "poll_not_of_form"
    assert answer.json()["facts"] == {"form": "courtyard", "rule": "courtyard_method"}


@pytest.mark.parametrize("shown", [True, False])
async def test_an_open_vote_is_shown_to_its_convener_where_the_form_says_so(api, clock, shown):
    await rule(clock, "council_show_votes", int(shown))
    id_, item, convener, people = await in_the_room(api, clock, 2, secret=False)
    poll = await opened(api, convener, id_, item)
    for one, option in zip(people, (YES, NO), strict=True):
        told = (await vote(api, one, id_, poll, option)).json()["polls"][0]
        assert (told["mine"], told["namesShown"]) == (option, shown)
    path = f"/api/desk/consultations/{id_}/polls/{poll}/votes"
    # Not while people vote.
    assert (await api.get(path, headers=convener.headers)).status_code == 403
    assert (await close(api, convener, id_, poll)).json()["polls"][0]["counts"] == [1, 1, 0]
    answer = await api.get(path, headers=convener.headers)
    entries = "SELECT 1 FROM audit_entry WHERE action = 'consultation.poll_votes_read'"
    if shown:
        assert sorted(one["option"] for one in answer.json()["votes"]) == [YES, NO]
        assert len(await run(entries)) == 1
    else:
        assert answer.json()["code"] == "votes_not_shown"
        assert not await run(entries)
    kept = {one.name: one.rows for one in await PERSONAL.export(people[1].account)}["poll_votes"]
    assert [(one["question"], one["vote"]) for one in kept] == [(ITEM, "不同意")]


async def test_what_was_told_of_a_vote_holds_for_it_whatever_is_set_since(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 2)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll, NO)
    assert (await room(api, people[0], id_))["polls"][0]["least"] == 3
    await rule(clock, "secret_least", 2)
    told = (await close(api, convener, id_, poll)).json()["polls"][0]
    assert (told["state"], told["least"], told["counts"]) == ("void", 3, None)


async def test_who_voted_openly_before_names_were_shown_is_not_named(api, clock):
    await rule(clock, "council_show_votes", 0)
    id_, item, convener, people = await in_the_room(api, clock, 2, secret=False)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll)
    await rule(clock, "council_show_votes", 1)
    told = (await close(api, convener, id_, poll)).json()["polls"][0]
    assert told["namesShown"] is False
    path = f"/api/desk/consultations/{id_}/polls/{poll}/votes"
    refused = await api.get(path, headers=convener.headers)
    assert refused.json()["code"] == "votes_not_shown"


async def test_of_a_secret_vote_its_convener_is_shown_nobody(api, clock):
    await rule(clock, "council_show_votes", 1)
    id_, item, convener, people = await in_the_room(api, clock, 3)
    poll = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, poll)
    await close(api, convener, id_, poll)
    path = f"/api/desk/consultations/{id_}/polls/{poll}/votes"
    answer = await api.get(path, headers=convener.headers)
    assert answer.json()["code"] == "votes_not_shown"
    kept = {one.name: one.rows for one in await PERSONAL.export(people[1].account)}["poll_votes"]
    assert [one["vote"] for one in kept] == ["不记名"]


async def test_who_signed_on_paper_is_none_of_those_who_can_vote_on_a_phone(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 2)
    poll = await opened(api, convener, id_, item)
    path = f"/api/desk/consultations/{id_}/guests/{uuid4()}"
    guest = {"name": "曹奶奶", "kind": "residents"}
    answer = await api.put(path, json=guest, headers=convener.headers)
    assert answer.status_code == 200, answer.text
    told = (await vote(api, people[0], id_, poll)).json()
    assert (told["present"], told["polls"][0]["voted"]) == (2, 1)
