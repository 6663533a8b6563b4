"""However a matter goes, from demands to "solved": nobody misses a step, and no turn is lost.

Demands are raised, joined, gathered, put on agendas, decided, promised, reported, judged and
climb, in any order and at any time, by the services on a real database.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule
from tests.commitments import thread_rows
from tests.machines import Played, new_phone, play
from tests.people import FURONG, STREET, granted

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.rules.life import OPEN, WAITING
from xiangyi.features.cases.schemas import CaseMoving, Raising
from xiangyi.features.cases.schemas.concerns import ConcernMoving, Proposing
from xiangyi.features.cases.service import concerns, deciding, raising, reopening
from xiangyi.features.cases.service import moving as of_cases
from xiangyi.features.commitments.jobs import follow_commitments
from xiangyi.features.commitments.schemas import CommitmentMoving, Judging, Promising
from xiangyi.features.commitments.service import judging, moving, promising
from xiangyi.features.identity.service import accounts
from xiangyi.features.notifications.service import expanding
from xiangyi.features.organisations.tables import Organisation
from xiangyi.settings import Settings

PEOPLE = 3
_WHO = some.integers(0, PEOPLE - 1)
_OFFICE = some.integers(0, 1)


class Threads(Played):
    """One concern, of which everybody has wanted something from the beginning."""

    begins = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    async def begin(self) -> None:
        account = await accounts.of_phone(new_phone(), now=self.now)
        role = HeldRole("convener", Scope("division", STREET))
        self.convener = Asker(account=account, device=uuid4(), roles=(role,))
        above = await accounts.of_phone(new_phone(), now=self.now)
        watching = HeldRole("supervisor", Scope("division", FURONG))
        await granted(above, (watching,), now=self.now)
        self.offices, self.handlers = [uuid4(), uuid4()], []
        for office in self.offices:
            await Organisation.insert(
                Organisation(
                    id=office,
                    kind="department",
                    name=f"城管{office}",
                    home=STREET,
                    changed_at=self.now,
                )
            )
            of_it = HeldRole("handler", Scope("organisation", str(office)))
            handles = await accounts.of_phone(new_phone(), now=self.now)
            await granted(handles, (of_it,), now=self.now)
            self.handlers.append(Asker(account=handles, device=uuid4(), roles=(of_it,)))
        self.people = [await accounts.of_phone(new_phone(), now=self.now) for _ in range(PEOPLE)]
        self.promised_besides, self.due = 0, {}
        self.cases, self.meetings, self.concern = [uuid4(), uuid4()], [], uuid4()
        for who, case in enumerate(self.cases):
            told = Raising(field="parking", words="没地方停车。", division=STREET)
            await raising.raise_case(self.asker(who), case, told, now=self.now)
        await raising.join(self.asker(2), self.cases[0], now=self.now)
        said = Proposing(title="停车", field="parking", division=STREET, cases=self.cases)
        await concerns.propose(self.convener, self.concern, said, now=self.now)
        await self._begin_other()

    async def _begin_other(self) -> None:
        """What one of them and somebody new want, which turns out to be the same, or does not."""
        self.other, besides = uuid4(), [uuid4(), uuid4()]
        self.newcomer = await accounts.of_phone(new_phone(), now=self.now)
        self.before_merging, self.heard_before_leaving = 0, None
        self.theirs = besides[1]
        new = Asker(account=self.newcomer, device=uuid4())
        for asker, case in zip((self.asker(0), new), besides, strict=True):
            told = Raising(field="parking", words="又没地方停。", division=STREET)
            await raising.raise_case(asker, case, told, now=self.now)
        said = Proposing(title="又停车", field="parking", division=STREET, cases=besides)
        await concerns.propose(self.convener, self.other, said, now=self.now)

    def asker(self, who: int) -> Asker:
        return Asker(account=self.people[who], device=UUID(int=who + 1))

    # The concern.

    @rule(what=some.sampled_from(["accept", "accept", "accept", "decline"]))
    def desk(self, what: Any) -> None:
        told = ConcernMoving(move=what, words="看过了。")
        self.tried(deciding.move(self.convener, self.concern, uuid4(), told, now=self.now))

    @rule()
    def merge(self) -> None:
        told = ConcernMoving(move="merge", target=self.concern)
        # Who is told of a step is who follows it when that is sent.
        self.run(expanding.expand_due(now=self.now))
        before = self._steps()
        merging = deciding.move(self.convener, self.other, uuid4(), told, now=self.now)
        if self.tried(merging) is None:
            self.before_merging = before

    @rule()
    def leave(self) -> None:
        """What the new one wants is something else after all."""
        self.run(expanding.expand_due(now=self.now))
        heard = self._of_newcomer()
        told = CaseMoving(move="leave", words="不是一回事。")
        leaving = of_cases.move(self.convener, self.theirs, uuid4(), told, now=self.now)
        if self.tried(leaving) is None:
            self.heard_before_leaving = heard

    @rule()
    def put_on_agenda(self) -> None:
        meeting = uuid4()
        put = deciding.put_on_agenda(self.convener, self.concern, uuid4(), meeting, now=self.now)
        if self.tried(put) is None:
            self.meetings.append(meeting)

    @rule(how=some.sampled_from(["take_off", "speak", "decide"]))
    def meet(self, how: str) -> None:
        """The last meeting that has it is called off, speaks of it in vain, or decides."""
        if not self.meetings:
            return
        step = (self.convener, self.concern, uuid4())
        if how == "decide":
            self.tried(deciding.decide(*step, "划车位。", now=self.now))
        else:
            off = deciding.take_off if how == "take_off" else deciding.speak
            self.tried(off(*step, self.meetings[-1], now=self.now))

    # What is promised about it.

    @rule(office=_OFFICE, days=some.sampled_from([1, 3, 10, 60]))
    def promise(self, office: int, days: int) -> None:
        before = self.run(self._last_of(self.offices[office]))
        [concern] = self.run(run("SELECT state FROM concern WHERE id = {}", self.concern))
        told = Promising(
            concern=self.concern, organisation=self.offices[office], words="划车位。", days=days
        )
        if self.tried(promising.promise(self.convener, uuid4(), told, now=self.now)) is None:
            # Where no meeting has it, they hear by the decision what was promised.
            self.promised_besides += concern["state"] != "accepted"
            made = self.run(self._last_of(self.offices[office]))
            if before and before["state"] == "withdrawn" and before["turn"] > 1:
                assert made["turn"] >= before["turn"], "no fresh one"

    @rule(office=_OFFICE)
    def meet_in_vain(self, office: int) -> None:
        """Promised before a meeting that is called off, it is nothing to be done with."""
        self.put_on_agenda()
        self.promise(office=office, days=10)
        self.meet(how="take_off")
        self.desk(what="decline")

    async def _last_of(self, office: UUID) -> dict[str, Any] | None:
        rows = await run(
            "SELECT * FROM commitment WHERE concern = {} AND organisation = {}"
            " ORDER BY promised_at, turn",
            *(self.concern, office),
        )
        return rows[-1] if rows else None

    @rule(office=_OFFICE, what=some.sampled_from(["report", "report", "withdraw"]))
    def deed(self, office: int, what: Any) -> None:
        self._minute()
        last = self.run(self._last_of(self.offices[office]))
        if last:
            told = CommitmentMoving(move=what, words="这样办的。")
            asker = self.convener if what == "withdraw" else self.handlers[office]
            self.tried(moving.move(asker, last["id"], uuid4(), told, now=self.now))

    @rule(who=_WHO, office=_OFFICE, solved=some.booleans())
    def judge(self, who: int, office: int, solved: bool) -> None:  # noqa: FBT001  # as it is drawn
        last = self.run(self._last_of(self.offices[office]))
        if last:
            told = Judging(turn=last["turn"], solved=solved)
            code = self.tried(judging.judge(self.asker(who), last["id"], told, now=self.now))
            if last["state"] == "done":
                assert code is None, "they had asked"

    @rule(who=some.integers(0, 1), again=some.booleans())
    def end(self, who: int, again: bool) -> None:  # noqa: FBT001  # as it is drawn
        """What was answered is closed by whoever raised it, or not solved."""
        if again:
            step = (self.asker(who), self.cases[who], uuid4(), "还是没地方停。")
            self.tried(reopening.reopen(*step, now=self.now))
        else:
            self.tried(raising.confirm_solved(self.asker(who), self.cases[who], now=self.now))

    @rule(days=some.sampled_from([1, 8, 8, 20]))
    def clock(self, days: int) -> None:
        # A worker that stood still for a week asks nobody what they can answer no more.
        self.run(expanding.expand_due(now=self.now))
        self.now += timedelta(days=days)
        self.run(follow_commitments(Settings(), self.now))

    def _minute(self) -> None:
        """Who wants it had said so before it was reported."""
        self.now += timedelta(minutes=1)

    @rule(office=_OFFICE, steps=some.integers(1, 4), solved=some.booleans())
    def go_on(self, office: int, steps: int, solved: bool) -> None:  # noqa: FBT001  # as it is drawn
        """As a matter usually does, so that some come to their end."""
        for _ in range(steps):
            last = self.run(self._last_of(self.offices[office]))
            if last is None or last["state"] == "withdrawn":
                self.desk(what="accept")
                self.promise(office=office, days=3 if solved else 60)
            elif last["state"] in ("promised", "supervised"):
                self.deed(office=office, what="report")
            elif last["state"] == "done":
                for who in range(PEOPLE):
                    self.judge(who=who, office=office, solved=solved)
                self.clock(days=8)

    # What holds at every moment.

    @invariant()
    def everybody_was_told_of_every_step_once(self) -> None:
        told = self.run(thread_rows.told(self.concern, self.now))
        steps = self._steps()
        assert {told.get(account, 0) for account in self.people} == {steps}
        assert told.get(self.newcomer, 0) == self._of_newcomer()

    def _steps(self) -> int:
        return self.run(thread_rows.steps(self.concern)) + self.promised_besides

    def _of_newcomer(self) -> int:
        """How much they have heard: since it was one, and until what they want left it."""
        if self.heard_before_leaving is not None:
            return self.heard_before_leaving
        [other] = self.run(run("SELECT state FROM concern WHERE id = {}", self.other))
        merged = other["state"] == "merged"
        return self._steps() - self.before_merging if merged else 0

    @invariant()
    def cases_and_their_concern_agree(self) -> None:
        [concern] = self.run(run("SELECT state FROM concern WHERE id = {}", self.concern))
        rows = self.run(run("SELECT state, turn FROM raised_case WHERE concern = {}", self.concern))
        for case in rows:
            if concern["state"] == "declined":
                assert case["state"] not in OPEN
            elif concern["state"] == "decided":
                assert case["state"] not in WAITING or case["turn"] > 1

    @invariant()
    def what_is_promised_is_not_declined(self) -> None:
        assert not self.run(thread_rows.declined_though_promised(self.concern))

    @invariant()
    def what_went_on_in_it_is_whole_and_was_told_once(self) -> None:
        [other] = self.run(run("SELECT state FROM concern WHERE id = {}", self.other))
        rows = self.run(run("SELECT 1 FROM raised_case WHERE concern = {}", self.other))
        heard = self.run(thread_rows.heard_of_merging(self.concern, self.now))
        [left] = self.run(run("SELECT concern FROM raised_case WHERE id = {}", self.theirs))
        if other["state"] == "merged":
            assert not rows
            assert heard | {self.newcomer: 1} == dict.fromkeys((self.people[0], self.newcomer), 1)
            assert self.newcomer in heard or left["concern"] is None
        else:
            assert heard == {}
            assert (other["state"], len(rows)) == ("proposed", 1 + (left["concern"] is not None))

    @invariant()
    def a_turn_is_one_step_after_the_other(self) -> None:
        rows = self.run(
            run("SELECT id, turn, state, due_on FROM commitment WHERE concern = {}", self.concern)
        )
        for one in rows:
            moves = [
                row["move"]
                for row in self.run(
                    run("SELECT move FROM commitment_step WHERE commitment = {}", one["id"])
                )
            ]
            assert moves.count("reopen") <= 1
            # As text where SQLite keeps it so: either way a later day is more.
            assert one["due_on"] >= self.due.get(one["id"], one["due_on"]), "no day comes sooner"
            self.due[one["id"]] = one["due_on"]
            if one["state"] in ("solved", "unanswered", "supervised"):
                assert "report" in moves


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_matter_goes_any_way(database_url, tmp_path):
    play(Threads, database_url, tmp_path, examples=10, steps=30)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_matter_goes_any_way_on_postgresql(database_url, tmp_path):
    play(Threads, database_url, tmp_path, examples=3, steps=20)
