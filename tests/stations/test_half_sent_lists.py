"""Whoever sends half a list and waits holds up nobody else, and no more memory than there is."""

import asyncio
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.desk import HEAD, make_furong, row

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters.list_intake import list_intake
from xiangyi.features.stations.service.lists.working import Described, Lists

MEGABYTE = bytes(1_000_000)
MANY, EACH_MB, ROOM_MB = 50, 9, 64


@pytest.fixture
async def office(db, clock):
    await make_furong()
    role = HeldRole("administrator", Scope("division", "nbs:430102000000"))
    person = await signed_in("13800000001", role, now=clock())
    return Asker(account=person.account, device=person.device, roles=(role,))


class HalfSent:
    """A list of which nine megabytes come, and then nothing."""

    def __init__(self, lists: Lists, office: Asker) -> None:
        self.waits = asyncio.Event()
        how = Described("名单.csv", "区总工会", "wgs84")
        self.task = asyncio.create_task(lists.take(office, uuid4(), self._sending(), how))

    async def _sending(self):
        for _ in range(EACH_MB):
            yield MEGABYTE
        self.waits.set()
        await asyncio.Event().wait()

    async def settled(self):
        waits = asyncio.create_task(self.waits.wait())
        await asyncio.wait({self.task, waits}, return_when=asyncio.FIRST_COMPLETED)
        waits.cancel()


async def test_fifty_half_sent_lists_take_up_no_more_than_their_room_and_a_whole_one_goes_through(
    office, tmp_path, clock
):
    lists = Lists(tmp_path, clock)
    halves = [HalfSent(lists, office) for _ in range(MANY)]
    await asyncio.gather(*(one.settled() for one in halves))

    async def whole():
        yield f"{HEAD}\n{row('A1')}".encode()

    told = await lists.take(office, uuid4(), whole(), Described("a.csv", "区总工会", "wgs84"))
    assert told.state in {"rehearsing", "rehearsed"}
    refused = [one.task.exception() for one in halves if one.task.done()]
    assert {type(one) for one in refused} == {errors.ListsBusy}
    assert 0 < (MANY - len(refused)) * EACH_MB <= ROOM_MB
    for one in halves:
        one.task.cancel()
    await asyncio.gather(*(one.task for one in halves), return_exceptions=True)
    await lists.close()


async def test_a_list_that_falls_silent_is_told_that_it_is_too_slow():
    async def falling_silent():
        yield MEGABYTE
        await asyncio.Event().wait()

    with pytest.raises(errors.ListTooSlow):
        async with list_intake(silence_s=0.0).taken(falling_silent()):
            pytest.fail("it never ends")
