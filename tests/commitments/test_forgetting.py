"""Who leaves takes back what they said; what was counted stays a number, and nobody's."""

from uuid import UUID

from tests.commitments.makers import Street

from xiangyi.core.db import atomic, run
from xiangyi.features.commitments.personal import PERSONAL


async def forget(account: UUID, clock) -> None:
    async with atomic():
        await PERSONAL.erase(account, clock.now)


async def test_before_it_is_counted_what_they_said_goes_with_them(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.judge(id_, street.people[1], solved=True)
    await forget(street.people[0].account, clock)
    await street.later(days=8)
    shown = await street.shown(id_)
    assert (shown["state"], shown["solved"], shown["notSolved"]) == ("solved", 1, 0)


async def test_once_it_is_counted_the_numbers_stay_and_nobody_is_in_them(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await street.later(days=8)
    await forget(street.people[0].account, clock)
    assert (await street.shown(id_))["solved"] == 1
    assert await run("SELECT id FROM commitment_answer") == []


async def test_each_person_reads_what_they_said_and_each_desk_what_it_did(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    said, _ = await PERSONAL.export(street.people[0].account)
    assert [row["solved"] for row in said.rows] == ["yes"]
    for person, moves in ((street.convener, ["promise"]), (street.handler, ["report"])):
        _, work = await PERSONAL.export(person.account)
        assert [row["move"] for row in work.rows] == moves
