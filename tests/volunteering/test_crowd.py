"""A whole square reads one code within its half minute, some phones twice: each counts once."""

import asyncio
from uuid import UUID

import pytest
from tests.people import ground
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, put_scan, token, told

from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import proving

CROWD = 200
#: For all of them to come; a machine that does much else is slow.
_PATIENCE_S = 90


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def test_two_hundred_come_in_one_step_and_go_in_another(api, clock):
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    crowd = [await a_volunteer(clock, f"1390000{n:04}", shift) for n in range(CROWD)]

    async def all_read(phase, minutes, first_id):
        """Each phone sends its scan, and every fourth does not hear the answer and sends again."""
        clock.now = at(minutes)
        said = {"token": token(shift, phase, minutes)}
        sent = [(who, UUID(int=first_id + n)) for n, who in enumerate(crowd)]
        async with asyncio.timeout(_PATIENCE_S):
            return await asyncio.gather(
                *(put_scan(api, clock, who, id_, **said) for who, id_ in [*sent, *sent[::4]])
            )

    for answers in (await all_read("in", 0, 1), await all_read("out", 180, 10_000)):
        assert {one.status_code for one in answers} == {200}
        for n in range(CROWD // 4):
            assert told(answers[CROWD + n]) == told(answers[4 * n])
    [served] = await run(
        "SELECT count(*) AS stays, sum(minutes) AS minutes FROM shift_presence"
        " WHERE state = 'counted' AND service_class = 'verified'"
    )
    assert (served["stays"], served["minutes"]) == (CROWD, CROWD * 180)
    [scans] = await run("SELECT count(*) AS scans FROM shift_scan")
    assert scans["scans"] == 2 * CROWD
    wrong: list[str] = []
    await verify([], [], wrong.append, proving.follow)
    assert wrong == []


async def test_one_phone_that_sends_all_at_once_comes_once(api, clock):
    """Two apps of one person, and a scan of each step: one comes, the others are told why."""
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    volunteer = await a_volunteer(clock, "13812340001", shift)
    clock.now = at(5)
    answers = await asyncio.gather(
        *(put_scan(api, clock, volunteer, token=token(shift, "in", n / 2)) for n in range(10))
    )
    codes = sorted(one.json().get("code", "taken") for one in answers)
    assert codes == ["already_in"] * 9 + ["taken"]
