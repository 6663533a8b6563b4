"""Many phones and counters at one instant, before two servers of one database."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID, uuid4

import httpx
import pytest
from tests.benefits.makers import the_ledger_is_whole
from tests.faults.counters import Asked, Someone, Told, ask, at_once, unheard
from tests.faults.vouchers import COST, benefit, counters, people, spent
from tests.people import ground
from tests.volunteering.phones import servers

from xiangyi.core import key_files, keys
from xiangyi.core.clock import utc_now
from xiangyi.core.db import run

pytestmark = pytest.mark.faults

MANY, STOCK = 20, 3


@pytest.fixture
async def ports(db, database_url, tmp_path) -> Iterator[list[int]]:
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    with servers(tmp_path, database_url) as start:
        yield [start().port for _ in range(2)]


def wanted(who: Someone, id_: UUID, of: UUID) -> Asked:
    return Asked(who, f"/api/vouchers/{id_}", {"benefit": str(of)})


def looking(who: Someone, lock: UUID, token: str) -> Asked:
    return Asked(who, f"/api/counter/locks/{lock}", {"token": token})


def using(who: Someone, lock: UUID) -> Asked:
    return Asked(who, f"/api/counter/locks/{lock}/use")


def settling(who: Someone, id_: UUID, token: str, at: str) -> Asked:
    return Asked(who, f"/api/counter/settlements/{id_}", {"token": token, "usedAt": at})


async def token_of(port: int, who: Someone, of: UUID, id_: UUID | None = None) -> str:
    """Of a voucher that somebody takes, or has taken under this id."""
    one = wanted(who, id_ or uuid4(), of)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        answer = await client.put(one.path, json=one.body, headers=who.headers)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


async def uses() -> Counter[str]:
    return Counter(str(row["state"]) for row in await run("SELECT state FROM voucher_use"))


async def test_of_twenty_phones_three_get_what_there_are_three_of(ports):
    """Each asks both servers at the same instant, and once more afterwards."""
    who, of = await people(MANY), await benefit(stock=STOCK)
    asked = [wanted(one, uuid4(), of) for one in who]
    twice = [one for one in asked for _ in ports]
    told = await at_once(ports, twice)
    assert Counter(one.status for one in told) == {200: 2 * STOCK, 409: 2 * (MANY - STOCK)}
    assert {one.code for one in told if one.status == 409} <= {"not_eligible", "stock_gone"}
    got = {one.body["id"] for one in told if one.status == 200}
    assert len(got) == STOCK
    again = await at_once(ports, asked)
    assert {one.body["id"] for one in again if one.status == 200} == got
    [left] = await run("SELECT remaining FROM benefit")
    assert (left["remaining"], await spent(who)) == (0, STOCK * COST)
    assert await the_ledger_is_whole()


async def test_of_twenty_counters_that_see_one_voucher_one_uses_it(ports):
    who, at, of = await people(1), await counters(MANY), await benefit()
    token = await token_of(ports[0], who[0], of)
    locks = [(one, uuid4()) for one in at]
    seen = await at_once(ports, [looking(one, lock, token) for one, lock in locks])
    assert Counter((one.body["valid"], one.body["because"]) for one in seen) == {
        (True, None): 1,
        (False, "locked"): MANY - 1,
    }
    told = await at_once(ports, [using(one, lock) for one, lock in locks for _ in ports])
    assert Counter((one.status, one.code) for one in told) == {
        (200, ""): 2,
        (409, "lock_over"): 2 * (MANY - 1),
    }
    assert await uses() == {"counted": 1}
    assert await spent(who) == COST
    after = await at_once(ports, [looking(one, uuid4(), token) for one in at])
    assert {one.body["because"] for one in after} == {"used"}


async def test_of_twenty_counters_without_a_network_one_counts_and_nobody_pays_twice(ports):
    """One of them has it in hand online as well; each settles at both servers at once."""
    who, at, of = await people(1), await counters(MANY), await benefit()
    token = await token_of(ports[0], who[0], of)
    lock, then = uuid4(), utc_now().isoformat()
    [verdict] = await at_once(ports, [looking(at[0], lock, token)])
    assert verdict.body["valid"]
    settled = [settling(one, uuid4(), token, then) for one in at]
    told = await at_once(ports, [using(at[0], lock), *settled, *reversed(settled)])
    assert {one.status for one in told[1:]} == {200}
    states: dict[object, set[object]] = {}
    for one in told[1:]:
        states.setdefault(one.body["id"], set()).add(one.body["state"])
    assert all(len(one) == 1 for one in states.values())
    counted = int(told[0].status == 200)
    counts = await uses()
    assert counts == {"counted": 1, "double": MANY - 1 + counted}
    assert sum("counted" in one for one in states.values()) == 1 - counted
    assert await spent(who) == COST
    assert await the_ledger_is_whole()


async def test_what_nobody_heard_the_answer_of_is_answered_when_it_is_asked_again(ports):
    """Taken, looked at, used; another taken and given back: each sent and hung up, then asked."""
    who, [at], of = await people(1), await counters(1), await benefit()
    first, second, lock = uuid4(), uuid4(), uuid4()
    taken = await heard_at_last(ports, wanted(who[0], first, of))
    assert taken.body["state"] == "issued"
    token = await token_of(ports[1], who[0], of, first)
    assert (await heard_at_last(ports, looking(at, lock, token))).body["valid"]
    used = await heard_at_last(ports, using(at, lock))
    assert used.body["state"] == "counted"
    await heard_at_last(ports, wanted(who[0], second, of))
    back = await heard_at_last(ports, Asked(who[0], f"/api/vouchers/{second}/cancellation"))
    assert back.body["state"] == "cancelled"
    assert await uses() == {"counted": 1}
    assert await spent(who) == COST
    assert await the_ledger_is_whole()


async def heard_at_last(ports: list[int], one: Asked) -> Told:
    """Hung up on at one server, then asked of the other, three times, and told the same."""
    await unheard(ports[0], one)
    told = [await _asked(ports[number % 2], one) for number in range(1, 4)]
    assert {one.status for one in told} == {200}, told
    assert told[0].body == told[1].body == told[2].body
    return told[0]


async def _asked(port: int, one: Asked) -> Told:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        return await ask(client, one)
