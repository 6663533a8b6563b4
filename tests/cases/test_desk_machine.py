"""However single demands go at their desk: nobody misses a step, none is lost, no day comes sooner.

They are raised and joined by several people, accepted, assigned, answered, closed or not solved,
late and watched, in any order and at any time, by the services on a real database.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule
from tests.machines import Played, new_phone, play
from tests.people import CHANGSHA, FURONG, STREET, granted

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.jobs import follow_cases
from xiangyi.features.cases.rules.life import BY_RULE, MOVES, UNSOLVED, WAITING
from xiangyi.features.cases.schemas import CaseMoving, Raising
from xiangyi.features.cases.service import moving, raising, reopening
from xiangyi.features.cases.service.ruling import RULES
from xiangyi.features.cases.tables import Case
from xiangyi.features.identity.service import accounts
from xiangyi.features.notifications.service import expanding
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule
from xiangyi.settings import Settings

PEOPLE = 3
_WHO = some.integers(0, PEOPLE - 1)
#: The latest ones are those that people and desks are at.
_CASE = some.integers(0, 2)


class Desks(Played):
    """One street with its convener, an office, and who watches in the county and in the city."""

    begins = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    async def begin(self) -> None:
        # Those of an earlier play are over, and nobody of it is at a desk any more.
        await run("UPDATE raised_case SET state = 'withdrawn', ended_at = {}", self.now)
        await run("UPDATE role_grant SET withdrawn_at = {}", self.now)
        self.office = uuid4()
        told: dict[str, Any] = {"kind": "department", "name": f"城管{self.office}"}
        await Organisation.insert(
            Organisation(id=self.office, home=STREET, changed_at=self.now, **told)
        )
        self.convener = await self._holder("convener", Scope("division", STREET))
        self.handler = await self._holder("handler", Scope("organisation", str(self.office)))
        self.county = await self._holder("supervisor", Scope("division", FURONG))
        self.city = await self._holder("supervisor", Scope("division", CHANGSHA))
        self.people = [await accounts.of_phone(new_phone(), now=self.now) for _ in range(PEOPLE)]
        self.cases: list[UUID] = []
        #: Who wants each, as they came.
        self.wanted: dict[UUID, list[UUID]] = {}
        #: How often everybody should have been told of which, and desks of what.
        self.due: dict[UUID, date] = {}
        self.worked = date.min
        self.told: Counter[tuple[UUID, str]] = Counter()
        self.late: set[tuple[UUID, str, object]] = set()
        [last] = await run("SELECT COALESCE(MAX(id), 0) AS id FROM case_step")
        self.seen = int(str(last["id"]))
        # What is raised today has longer than what is answered later.
        await self._rule(15, now=self.now - timedelta(days=1))
        await self._rule(1, now=self.now)
        await self._raise(0, "parking")
        await self._raise(1, "parking")
        await self._join(2, self.cases[0])

    async def _holder(self, role: Any, scope: Scope) -> Asker:
        held, account = HeldRole(role, scope), await accounts.of_phone(new_phone(), now=self.now)
        await granted(account, (held,), now=self.now)
        return Asker(account=account, device=uuid4(), roles=(held,))

    def asker(self, who: int) -> Asker:
        return Asker(account=self.people[who], device=UUID(int=who + 1))

    def case(self, which: int) -> UUID | None:
        return self.cases[-1 - which] if which < len(self.cases) else None

    # Whoever wants something.

    @rule(who=_WHO, field=some.sampled_from(["parking", "parking", "safety"]))
    def raise_one(self, who: int, field: Any) -> None:
        self.tried(self._raise(who, field))

    async def _raise(self, who: int, field: Any) -> None:
        id_, told = uuid4(), Raising(field=field, words="没地方停车。", division=STREET)
        mine = await raising.raise_case(self.asker(who), id_, told, now=self.now)
        self.cases.append(id_)
        self.due[id_] = mine.due_on
        self.wanted[id_] = [self.people[who]]
        if field == "safety":
            self.told[self.convener.account, "case.danger_here"] += 1

    @rule(who=_WHO, which=_CASE)
    def join(self, who: int, which: int) -> None:
        if id_ := self.case(which):
            self.tried(self._join(who, id_))

    async def _join(self, who: int, id_: UUID) -> None:
        await raising.join(self.asker(who), id_, now=self.now)
        if self.people[who] not in self.wanted[id_]:
            self.wanted[id_].append(self.people[who])

    @rule(who=_WHO, which=_CASE, how=some.sampled_from(["solved", "not", "not", "back"]))
    def say(self, who: int, which: int, how: str) -> None:
        """That it is solved, that it is not, or that it is wanted no more."""
        if (id_ := self.case(which)) is None:
            return
        asker = self.asker(who)
        if how == "not":
            step = (asker, id_, uuid4(), "还是没地方停。")
            self.tried(reopening.reopen(*step, now=self.now))
        else:
            end = raising.confirm_solved if how == "solved" else raising.withdraw
            self.tried(end(asker, id_, now=self.now))
        self.look(by=asker.account)

    # Their desk, and time.

    @rule(which=_CASE, what=some.sampled_from([*["accept", "assign", "answer"] * 3, "close"]))
    def step(self, which: int, what: Any) -> None:
        self.take(which, self.convener, what)

    @rule(which=_CASE, what=some.sampled_from(["send_elsewhere", "decline"]), really=_WHO)
    def end(self, which: int, what: Any, really: int) -> None:
        if really == 0:
            self.take(which, self.convener, what)

    @rule(which=_CASE)
    def answer(self, which: int) -> None:
        self.take(which, self.handler, "answer")

    def take(self, which: int, asker: Asker, what: Any) -> None:
        if (id_ := self.case(which)) is None:
            return
        self.now += timedelta(minutes=1)
        told = CaseMoving(
            move=what,
            words="这样办的。" if what in ("answer", "decline") else "",
            organisation=self.office if what == "assign" else None,
            channel="12345" if what == "send_elsewhere" else None,
        )
        self.tried(moving.move(asker, id_, uuid4(), told, now=self.now))
        self.look()

    @rule(days=some.sampled_from([1, 3, 8, 8]))
    def clock(self, days: int) -> None:
        self.run(expanding.expand_due(now=self.now))
        self.now += timedelta(days=days)
        untold = "SELECT id FROM raised_case WHERE state = 'raised' AND desk_told_at IS NULL"
        new = self.run(run(untold))
        self.told[self.convener.account, "case.new_here"] += bool(new)
        for _ in range(2):
            self.run(follow_cases(Settings(), self.now))
        self.worked = self.now.date()
        self.look()

    @rule(days=some.sampled_from([1, 15]))
    def ruled(self, days: int) -> None:
        """Another number of days from tomorrow on."""
        self.run(self._rule(days, now=self.now))

    async def _rule(self, days: int, *, now: datetime) -> None:
        since = now.date() + timedelta(days=1)
        said = Rule("parking_days", STREET, days, since_on=since, basis="办法第 3 条")
        await ruling.set_as_operator(RULES, said, now=now)

    @initialize(turns=some.sampled_from([2, 1]))
    def first(self, turns: int) -> None:
        """By another rule than when it was raised."""
        self.clock(days=3)
        self.go_on(which=0, turns=turns)

    @rule(which=_CASE, turns=some.sampled_from([0, 1, 2, 2]))
    def go_on(self, which: int, turns: int) -> None:
        """As a demand goes that is answered, not solved so often, and then left lying."""
        if (id_ := self.case(which)) is None:
            return
        for what in ("accept", "assign"):
            self.step(which=which, what=what)
        for _ in range(turns):
            self.answer(which=which)
            self.say(who=self.people.index(self.wanted[id_][0]), which=which, how="not")
        for _ in range(2):
            self.clock(days=8)

    # What should have come of that.

    def look(self, by: UUID | None = None) -> None:
        """Count what is new of steps: who hears of each."""
        rows = self.run(
            run(
                "SELECT s.id, s.case_id, s.move, s.account, c.state, c.organisation FROM case_step"
                " AS s JOIN raised_case AS c ON c.id = s.case_id WHERE s.id > {} ORDER BY s.id",
                self.seen,
            )
        )
        for row in rows:
            self.seen, id_, move = int(row["id"]), row["case_id"], row["move"]
            for person in self.wanted[id_]:
                # What they have just said themselves; and who takes it back is alone.
                own = move == "withdraw" or (move == "close" and person == by)
                self.told[person, f"/cases/{id_}"] += not own
            handled, watched = row["organisation"] is not None, row["state"] == "supervised"
            if move in UNSOLVED:
                done = "reopened" if move == "reopen" else "supervised"
                self.told[self.handler.account, f"case.{done}_to_you"] += handled
                self.told[self.convener.account, f"case.{done}_here"] += 1
                self.told[self.county.account, f"case.{done}_here"] += watched
            elif move == "assign":
                self.told[self.handler.account, "case.assigned_to_you"] += 1
            elif move == "fall_due":
                # Of however many of a day in one notice.
                day = self.now.date()
                self.late.add((self.convener.account, "case.overdue_here", (day, watched)))
                if handled:
                    self.late.add((self.handler.account, "case.overdue_at_you", day))
                if watched:
                    self.late.add((self.county.account, "case.overdue_here", day))
            elif move == "climb":
                above = self.city if watched else self.county
                self.late.add((above.account, "case.climbed_to_you", self.now.date()))

    @invariant()
    def everybody_was_told_of_every_step_once(self) -> None:
        self.run(expanding.expand_due(now=self.now))
        desks = [self.convener, self.handler, self.county, self.city]
        rows = self.run(
            run(
                "SELECT notice.account, campaign.kind, campaign.link, campaign.topic FROM notice"
                " JOIN campaign ON campaign.id = notice.campaign"
            )
        )
        of = {*self.people, *(one.account for one in desks)}
        told = Counter(
            (row["account"], row["link"] if row["topic"] == "reports" else row["kind"])
            for row in rows
            if row["account"] in of
        )
        late = Counter((account, kind) for account, kind, _ in self.late)
        assert told == +self.told + late

    @invariant()
    def none_is_lost_and_no_day_comes_sooner(self) -> None:
        for id_ in self.cases:
            row = self.run(Case.select().where(Case.id == id_).first().run())
            steps = self.run(run("SELECT * FROM case_step WHERE case_id = {} ORDER BY id", id_))
            state: Any = "raised"
            for one in steps:
                state = MOVES[state, one["move"]]
            assert state == row["state"]
            due = (
                row["due_on"]
                if isinstance(row["due_on"], date)
                else date.fromisoformat(row["due_on"])
            )
            assert due >= self.due[id_]
            self.due[id_] = due
            turns = [one["move"] for one in steps if one["move"] not in BY_RULE]
            assert sum(move in UNSOLVED for move in turns) == row["turn"] - 1
            assert turns.count("reopen") <= 1
            # Whatever waited past its day when the worker came was told so, and climbs.
            if state in WAITING and due < self.worked:
                moves = [one["move"] for one in steps]
                since = moves[len(moves) - moves[::-1].index("fall_due") :]
                assert (row["climbs_on"] is None) == ("climb" in since)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_demands_go_any_way(database_url, tmp_path):
    play(Desks, database_url, tmp_path, examples=4, steps=10)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_demands_go_any_way_on_postgresql(database_url, tmp_path):
    play(Desks, database_url, tmp_path, examples=3, steps=8)
