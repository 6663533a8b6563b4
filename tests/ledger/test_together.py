"""Many post at once, and anything may be posted in any order: nothing is lost or made up."""

import asyncio
import json
import sys
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.makers import NOW, a_volunteer, earned, serve, spent

from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.identity.tables import Account
from xiangyi.features.ledger.adapters import tree
from xiangyi.features.ledger.errors import MinutesLacking
from xiangyi.features.ledger.rules.lines import NotAPosting
from xiangyi.features.ledger.schemas import Receipt
from xiangyi.features.ledger.service import accounts, checkpoints
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.verifying import verify

#: A process of its own, which posts what it reads from its standard input.
POSTER = """
import asyncio, json, sys
from datetime import datetime, timezone
from pathlib import Path
from uuid import UUID
from xiangyi import piccolo_conf
from xiangyi.core.db import connected, engine_for
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service.posting import post

async def main(url, folder, ids, account, office):
    engine = engine_for(url, Path(folder))
    piccolo_conf.use(engine)
    now = datetime(2026, 11, 23, 8, tzinfo=timezone.utc)
    async with connected(engine):
        async def one(id_):
            lines = (Line(UUID(account), 10), Line(UUID(office), -10))
            posting = Posting(id=UUID(id_), kind="earned", about="shift/1", lines=lines)
            told = await post(posting, now=now)
            return [receipt.hash for receipt in told]
        done = await asyncio.gather(*map(one, ids))
    print(json.dumps(done))

asyncio.run(main(**json.load(sys.stdin)))
"""


async def nothing_is_wrong():
    told: list[str] = []
    await verify([], [], told.append)
    return told == []


async def test_several_processes_post_for_one_volunteer_and_each_counts_once(
    volunteer, office, database_url, tmp_path, db
):
    """Each posting comes from two processes, as a phone sends again what it got no answer to."""
    account = await accounts.account_of(volunteer, "service")
    ids = [str(UUID(int=number)) for number in range(1, 41)]
    asked = {"url": database_url, "folder": str(tmp_path), "account": str(account)}
    shares = (ids[:30], ids[10:][::-1], ids)
    answers = await asyncio.gather(
        *(_in_a_process(asked | {"office": str(office), "ids": share}) for share in shares)
    )
    hashes = {}
    for share, answer in zip(shares, answers, strict=True):
        for id_, told in zip(share, answer, strict=True):
            assert hashes.setdefault(id_, told) == told, "a replay is answered as the first"
    [mine] = await accounts.balances(volunteer)
    assert (mine.minutes, mine.lines) == (400, 40)
    assert await nothing_is_wrong()


async def _in_a_process(asked):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", POSTER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate(json.dumps(asked).encode())
    assert process.returncode == 0, errors.decode()
    return json.loads(out)


async def test_of_many_who_spend_at_once_only_so_many_do_as_there_are_minutes(volunteer, office):
    await serve(volunteer, office, 100)
    account = await accounts.account_of(volunteer, "redeemable")
    await post(earned(100, account, office, kind="released"), now=NOW)
    told = await asyncio.gather(
        *(post(spent(30, account, office), now=NOW) for _ in range(20)), return_exceptions=True
    )
    refused = [one for one in told if isinstance(one, MinutesLacking)]
    assert (len(told) - len(refused), len(refused)) == (3, 17)
    held = {one.account_kind: one.minutes for one in await accounts.balances(volunteer)}
    assert held == {"service": 100, "redeemable": 10}
    assert await nothing_is_wrong()


async def test_two_accounts_that_are_asked_for_at_once_are_one(volunteer, office):
    found = await asyncio.gather(*(accounts.account_of(volunteer, "service") for _ in range(10)))
    assert len(set(found)) == 1
    [row] = await run("SELECT count(*) AS accounts FROM ledger_account WHERE kind = 'service'")
    assert row["accounts"] == 1


async def test_whoever_posts_while_a_checkpoint_is_made_comes_into_the_next(volunteer, office):
    """On PostgreSQL a posting may have its number before others, and be done after them."""
    if not is_postgres():
        pytest.skip("SQLite has one writer")
    numbered, go_on = asyncio.Event(), asyncio.Event()

    async def slowly():
        async with atomic():
            await post(slow_one, now=NOW)
            numbered.set()
            await go_on.wait()

    other = await a_volunteer("13812340127")
    mine, theirs = [await accounts.account_of(one, "service") for one in (volunteer, other)]
    # In slots of their own, so that neither waits for the other.
    slow_one = earned(60, mine, office, id_=UUID(int=1))
    slow = asyncio.create_task(slowly())
    await numbered.wait()
    await post(earned(30, theirs, office, id_=UUID(int=2)), now=NOW)
    making = asyncio.create_task(checkpoints.make(now=NOW))
    waiting = "SELECT 1 FROM pg_locks WHERE mode = 'ShareLock' AND NOT granted"
    while not (making.done() or await run(waiting)):  # noqa: ASYNC110  # PostgreSQL tells nobody
        await asyncio.sleep(0)
    go_on.set()
    await slow
    made = await making
    assert made.size == 4
    assert await tree.horizon() == 4
    assert await nothing_is_wrong()


#: Of what kinds minutes come to an account, and go, beside corrections.
MOVES = {
    "service": (["earned"], []),
    "redeemable": (["earned", "released", "returned"], ["spent", "lapsed"]),
}
#: Which of two people, the kind of account, why, how many minutes, and how often it comes.
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["service", "redeemable"]),
        st.sampled_from(["earned", "corrected", "released", "spent", "returned", "lapsed"]),
        st.integers(-120, 120),
        st.integers(1, 3),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_nothing_goes_below_zero_comes_from_nothing_or_breaks_a_chain(office, steps):
    """Whatever is posted in whatever order, some of it more than once, beside books of our own."""
    people = [uuid4(), uuid4()]
    await Account.insert(*(Account(id=one, made_at=NOW) for one in people))
    books: dict[UUID, int] = {}
    kept: dict[UUID, list[Receipt]] = {}
    # What each has spent and not had back: all of it is about the same.
    unreturned = [0, 0]
    # How far what each may redeem is beyond their service, and whom more was released to than that.
    beyond, beyond_service = [0, 0], set()
    for who, account_kind, kind, minutes, times in steps:
        account = await accounts.account_of(people[who], account_kind)
        had = books.setdefault(account, 0)
        posting = earned(minutes, account, office, kind=kind)
        for _ in range(times):
            try:
                told = await post(posting, now=NOW)
            except NotAPosting:
                gains, loses = MOVES[account_kind]
                fits = kind == "corrected" or kind in (gains if minutes > 0 else loses)
                owed = kind != "returned" or minutes <= unreturned[who]
                assert minutes == 0 or not (fits and owed)
            except MinutesLacking:
                assert had + minutes < 0
            else:
                if posting.id not in kept:
                    if kind in ("spent", "returned"):
                        unreturned[who] -= minutes
                    redeemable = 0 if kind == "returned" else minutes
                    beyond[who] += -minutes if account_kind == "service" else redeemable
                    if kind == "released" and beyond[who] > 0:
                        beyond_service.add(who)
                assert kept.setdefault(posting.id, told) == told
                books[account] = had + minutes
    found = [one for who in people for one in await accounts.balances(who)]
    assert {one.account: one.minutes for one in found} == books
    assert all(one.minutes >= 0 for one in found)
    assert sum(one.lines for one in found) == len(kept)
    [row] = await run("SELECT coalesce(sum(minutes), 0) AS all_of_them FROM ledger_entry")
    assert row["all_of_them"] == 0
    theirs = [await accounts.balances(people[who]) for who in beyond_service]
    expected = {str(a.account) for held in theirs for a in held if a.account_kind == "redeemable"}
    wrong: list[str] = []
    await verify([], [], wrong.append)
    # People of examples before are told of too.
    released = [one.split()[1] for one in wrong if "was let redeem" in one]
    assert len(released) == len(wrong)
    assert {one for one in released if UUID(one) in books} == expected
