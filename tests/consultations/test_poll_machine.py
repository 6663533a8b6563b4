"""However people come, vote, retry and the convener closes: one vote each, and sums that agree."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec import convert
from tests.consultations.makers import facts
from tests.databases import in_haste
from tests.people import STREET, ground

from xiangyi import piccolo_conf
from xiangyi.core import keys
from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import atomic, connected, engine_for
from xiangyi.core.errors import Refusal
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.schemas.polls import Opening
from xiangyi.features.consultations.schemas.room import GuestSaid
from xiangyi.features.consultations.service import guests, keeping, polling, voting
from xiangyi.features.consultations.tables import Consultation, MeetingPresence
from xiangyi.features.consultations.tables.polls import MeetingPoll
from xiangyi.features.identity.service import accounts

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
PEOPLE = 4
#: So many signed at the door, by the clerk's sheet.
ON_PAPER = 5
LEAST = 3
_WHO = some.integers(0, PEOPLE - 1)
_OPTION = some.integers(0, 2)


class Votes(RuleBasedStateMachine):
    """One poll of a meeting on a database of its own."""

    template: ClassVar[Path]
    secret: ClassVar[bool]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="votes-"))
        shutil.copy(self.template, self.folder / "xiangyi.sqlite")
        self.runner = asyncio.Runner()
        self.here: set[int] = set()
        self.first: dict[int, int] = {}
        self.closed: list[int] | None = None
        self.database = AsyncExitStack()
        self.run(self._open())
        self.run(self._meet())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def _open(self) -> None:
        engine = engine_for("", self.folder)
        piccolo_conf.use(engine)
        await self.database.enter_async_context(connected(engine))
        await in_haste()

    async def _meet(self) -> None:
        await ground()
        self.id, self.poll, item = uuid4(), uuid4(), uuid4()
        held = HeldRole("convener", Scope("division", STREET))
        self.convener = Asker(account=uuid4(), device=uuid4(), roles=(held,))
        told = facts(form="council", agenda=[{"id": str(item), "title": "车停哪儿"}])
        async with atomic():
            await keeping.draft(self.convener, self.id, convert(told, ConsultationFacts), now=NOW)
        begun = NOW - timedelta(days=1)
        await Consultation.update({"state": "announced", "announced_at": begun}).where(
            Consultation.id == self.id
        )
        self.people = [
            await accounts.of_phone(f"1381234017{number}", now=NOW) for number in range(PEOPLE)
        ]
        held = HeldRole("clerk", Scope("division", STREET))
        clerk = Asker(account=uuid4(), device=uuid4(), roles=(held,))
        for _ in range(ON_PAPER):
            await guests.enter(clerk, self.id, uuid4(), GuestSaid("甲师傅"), now=NOW)
        await polling.open_poll(self.convener, self.id, self.poll, Opening(item=item), now=NOW)
        if self.secret:
            # As a form that votes secretly has it.
            await MeetingPoll.update({"secret": True}).where(MeetingPoll.id == self.poll)

    def asker(self, who: int) -> Asker:
        return Asker(account=self.people[who], device=UUID(int=who + 1))

    @rule(who=_WHO)
    def come(self, who: int) -> None:
        if who not in self.here:
            row = MeetingPresence(
                id=uuid4(), consultation=self.id, account=self.people[who], proven_at=NOW
            )
            self.run(_insert(row))
            self.here.add(who)

    @rule(who=_WHO, option=_OPTION, times=some.integers(1, 2))
    def vote(self, who: int, option: int, times: int) -> None:
        for _ in range(times):
            code = self.run(_code(self._vote(who, option)))
            if who not in self.here:
                assert code == "not_in_the_room"
            elif who in self.first:
                assert code is None
            elif self.closed is not None:
                assert code == "poll_closed"
            else:
                assert code is None
                self.first[who] = option

    async def _vote(self, who: int, option: int) -> None:
        await voting.vote(self.asker(who), self.id, self.poll, option, now=NOW)

    @rule(paper=some.lists(some.integers(0, 3), min_size=3, max_size=3))
    def close(self, paper: list[int]) -> None:
        code = self.run(_code(self._close(paper)))
        if self.closed is None:
            many = sum(paper) > ON_PAPER
            assert code == ("paper_votes_many" if many else None)
            self.closed = None if many else paper
        else:
            same = self.void or sum(paper) == sum(self.closed)
            assert code == (None if same else "poll_differs")

    async def _close(self, paper: list[int]) -> None:
        await polling.close_poll(self.convener, self.id, self.poll, paper, now=NOW)

    @property
    def void(self) -> bool:
        phones, by_hand = len(self.first), sum(self.closed or [])
        return self.secret and (0 < phones < LEAST or 0 < phones + by_hand < LEAST)

    @invariant()
    def each_who_is_there_counts_once_and_is_told_once_it_is_closed(self) -> None:
        told = self.run(polling.desk(self.convener, self.id, now=NOW))
        [poll] = told.polls
        assert poll.voted == len(self.first) <= told.present == len(self.here)
        if self.closed is None:
            assert (poll.state, poll.counts) == ("open", None)
        elif self.void:
            assert (poll.state, poll.counts, poll.paper) == ("void", None, 0)
        else:
            options = list(self.first.values())
            assert poll.counts == [options.count(at) + self.closed[at] for at in range(3)]
            assert poll.paper == sum(self.closed)

    def teardown(self) -> None:
        self.run(self.database.aclose())
        self.runner.close()
        shutil.rmtree(self.folder)


async def _insert(row: MeetingPresence) -> None:
    await MeetingPresence.insert(row)


async def _code(work: Coroutine[Any, Any, None]) -> str | None:
    try:
        await work
    except Refusal as refusal:
        return refusal.code
    return None


def _play(template: Path, *, secret: bool) -> None:
    keys.use(keys.minted())
    machine = type("Played", (Votes,), {"template": template, "secret": secret})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )


def test_votes_are_counted_once_each(sqlite_template):
    _play(sqlite_template, secret=False)


def test_secret_votes_are_counted_once_each_or_not_at_all(sqlite_template):
    _play(sqlite_template, secret=True)
