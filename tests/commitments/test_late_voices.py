"""Who had said nothing by the count says for some days more that it is not solved."""

from tests.cases.makers import holder, told_to
from tests.commitments.makers import Street


async def test_who_was_silent_may_say_late_that_it_is_not_solved_like_everybody(api, clock):
    street = await Street(api, clock).begin()
    near = await holder(clock, "supervisor", "nbs:430104000000", "13900000006")
    id_ = await street.promised()
    await street.reported(id_)
    await street.later(days=8)
    shown = await street.shown(id_, street.people[0])
    # Thirty days from Tuesday, 1 December.
    assert (shown["state"], shown["lateUntil"], shown["may"]) == (
        "unanswered",
        "2026-12-31",
        ["judge_late"],
    )
    # That it is solved is not asked any more.
    late = await street.judge(id_, street.people[0], solved=True)
    assert late.json()["code"] == "answers_counted"
    for _ in range(2):
        said = await street.judge(id_, street.people[0], solved=False)
        assert (said.status_code, said.json()["state"]) == (200, "promised")
    assert (said.json()["solved"], said.json()["notSolved"], said.json()["turn"]) == (0, 1, 2)
    assert "commitment.reopened_to_you" in await told_to(api, clock, street.handler)
    assert "commitment.reopened" in await told_to(api, clock, street.people[1])

    # The second time it is watched, like whatever is not solved twice.
    await street.reported(id_)
    await street.later(days=8)
    again = await street.judge(id_, street.people[0], solved=False, turn=2)
    assert (again.json()["state"], again.json()["turn"]) == ("supervised", 3)
    assert await told_to(api, clock, street.back(near)) == ["commitment.supervised_here"]
    # The owner owes it still.
    assert (await street.reported(id_))["state"] == "done"


async def test_one_late_voice_among_many_is_counted_and_no_more(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    for person in street.people[:2]:
        await street.judge(id_, person, solved=True)
    await street.later(days=8)
    assert (await street.shown(id_, street.people[0]))["may"] == []
    # Who has spoken has been counted.
    again = await street.judge(id_, street.people[0], solved=False)
    assert again.json()["code"] == "answers_counted"
    said = (await street.judge(id_, street.people[2], solved=False)).json()
    assert (said["state"], said["solved"], said["notSolved"], said["may"]) == ("solved", 2, 1, [])
    # Everybody reads the count; of what nobody is told there is no step in public either.
    assert said["steps"][-1]["move"] == "solve"
    shown = await street.shown(id_)
    assert (shown["solved"], shown["notSolved"], shown["steps"]) == (2, 1, said["steps"])
    await street.later(days=31)
    # Who was outvoted may raise it again.
    may = [(await street.shown(id_, person))["may"] for person in street.people]
    assert may == [[], [], ["raise_again"]]


async def test_after_its_days_nothing_more_is_heard_of_what_was_counted(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[1], solved=True)
    await street.later(days=8)
    await street.later(days=31)
    late = await street.judge(id_, street.people[0], solved=False)
    assert late.json()["code"] == "answers_counted"
    # It may be raised again: by all who had asked for it and have not said that it is solved.
    may = [(await street.shown(id_, person))["may"] for person in street.people]
    assert may == [["raise_again"], [], ["raise_again"]]
    for other in (street.convener, street.handler, None):
        assert (await street.shown(id_, other))["may"] == []
