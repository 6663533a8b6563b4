"""However a meeting and its record go: seats, order, secrecy of nothing, and what is sealed stays.

A meeting is called, changed, moved or cancelled, answered, attended, written up, laid open, put
right, sealed and added to, in any order and at any time, by the services on a real database.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule
from msgspec import convert
from tests.consultations.makers import facts
from tests.machines import Played, new_phone, play
from tests.people import STREET

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.consultations.schemas import Answering, ConsultationFacts, ConsultationSaid
from xiangyi.features.consultations.schemas.desk import Announcing
from xiangyi.features.consultations.schemas.records import (
    GuestSaid,
    RecordItem,
    RecordSaid,
    RecordWords,
    RemarkAnswer,
    Spoken,
)
from xiangyi.features.consultations.service import (
    answering,
    convening,
    guests,
    presence,
    recording,
    remarking,
    seating,
    telling_seats,
    undoing,
)
from xiangyi.features.identity.service import accounts
from xiangyi.features.identity.tables import Account
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

#: A Monday morning, and a meeting on Thursday.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STARTS = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
PEOPLE, SEATS, CORRECTION_DAYS = 4, 3, 3
_WHO = some.integers(0, PEOPLE - 1)
_RESULTS = some.sampled_from(["划车位。", "先不划。"])


class Meetings(Played):
    """One meeting, its people and its record."""

    begins = MONDAY

    async def begin(self) -> None:
        self.lasting: tuple[object, ...] | None = None
        #: The words that are laid open, and since when they are as they are.
        self.readable_since: tuple[str, datetime] | None = None
        self.remarks: list[UUID] = []
        self.id, self.item = uuid4(), uuid4()
        held = HeldRole("convener", Scope("division", STREET))
        self.convener = Asker(account=uuid4(), device=uuid4(), roles=(held,))
        self.people = [await accounts.of_phone(new_phone(), now=self.now) for _ in range(PEOPLE)]
        # Those of an earlier play have moved away: to so few one person announces it alone.
        await Account.update({Account.home: None}, force=True)
        await Account.update({Account.home: STREET}).where(Account.id.is_in(self.people))
        self.told = facts(
            form="courtyard",
            parties=[],
            seats=SEATS,
            startsAt=STARTS.isoformat(),
            endsAt=(STARTS + timedelta(hours=1)).isoformat(),
            agenda=[{"id": str(self.item), "title": "车停哪儿"}],
        )
        await self._put(0)

    async def _put(self, based_on: int) -> None:
        said = ConsultationSaid(convert(self.told, ConsultationFacts), based_on)
        await convening.put(self.convener, self.id, said, now=self.now)

    async def _row(self) -> dict[str, Any]:
        [row] = await run("SELECT * FROM consultation WHERE id = {}", self.id)
        return row

    async def _record(self) -> dict[str, Any] | None:
        return await recording.record_of(self.id)

    def asker(self, who: int) -> Asker:
        return Asker(account=self.people[who], device=UUID(int=who + 1))

    # Whoever convenes.

    @rule()
    def announce(self) -> None:
        async def announce() -> None:
            said = Announcing(based_on=(await self._row())["revision"], hurry="这几天就要定。")
            await convening.announce(self.convener, self.id, said, now=self.now)

        row = self.run(self._row())
        code = self.tried(announce())
        if row["state"] == "draft" and row["starts_at"] > self.now:
            assert code is None

    @rule(days=some.integers(0, 2), seats=some.integers(1, 4), title=some.sampled_from("甲乙"))
    def change(self, days: int, seats: int, title: str) -> None:
        """When, how many find room, or the words: after it is announced not all of them."""
        was, row = self.told, self.run(self._row())
        begins = STARTS + timedelta(days=days)
        self.told = was | {
            "seats": seats,
            "title": f"外卖车停放怎么办{title}" if row["state"] == "draft" else was["title"],
            "startsAt": begins.isoformat(),
            "endsAt": (begins + timedelta(hours=1)).isoformat(),
        }
        if self.tried(self._put(row["revision"])) is not None:
            self.told = was

    @rule(really=some.integers(0, 5))
    def cancel(self, really: int) -> None:
        if really == 0:
            self.tried(undoing.cancel(self.convener, self.id, "下雨。", now=self.now))

    @rule()
    def clock(self) -> None:
        """Into it, out of it, and day after day."""
        row = self.run(self._row())
        stops = (row["starts_at"], row["ends_at"] + timedelta(minutes=1))
        self.now = next((one for one in stops if one > self.now), self.now + timedelta(days=3))
        self.run(seating.release(now=self.now))

    @rule(steps=some.integers(1, 4))
    def go_on(self, steps: int) -> None:
        """As a meeting usually does, so that some come to their end."""
        for _ in range(steps):
            self._go_on()
            self.what_is_sealed_stays()

    @rule(result=_RESULTS)
    def seal_something_else(self, result: str) -> None:
        """Wait until the days are over, rewrite what is laid open, and seal it at once."""
        kept = self.run(self._record())
        if kept and kept["state"] == "open":
            self.clock()
            self.clock()
            self.write(result=result, decided=False)
            self.what_is_sealed_stays()
            self.seal()

    def _go_on(self) -> None:
        row, kept = self.run(self._row()), self.run(self._record())
        if row["state"] == "draft":
            self.announce()
        elif self.now < row["starts_at"]:
            self.clock()
        elif self.now < row["ends_at"]:
            for who in range(PEOPLE - 1):
                self.sign_in(who)
            self.write(result="划车位。", decided=True)
            self.clock()
        elif kept is None:
            self.write(result="划车位。", decided=False)
        elif kept["state"] == "draft":
            self.lay_open()
        else:
            self.clock()
            self.seal()

    # People.

    @rule(who=_WHO, said=some.sampled_from(["coming", "not_coming"]), people=some.integers(1, 2))
    def answer(self, who: int, said: str, people: int) -> None:
        wanted = Answering(said, people=people)  # type: ignore[arg-type]  # one of the answers
        self.tried(answering.answer(self.asker(who), self.id, wanted, now=self.now))

    @rule(who=_WHO)
    def sign_in(self, who: int) -> None:
        async def sign_in() -> None:
            shown = await presence.room_code(self.convener, self.id, now=self.now)
            await presence.sign_in(self.asker(who), self.id, shown.code, now=self.now)

        self.tried(sign_in())

    @rule()
    def enter_on_paper(self) -> None:
        said = GuestSaid(name="甲师傅")
        self.tried(guests.enter(self.convener, self.id, uuid4(), said, now=self.now))

    @rule(who=_WHO)
    def remark(self, who: int) -> None:
        key = uuid4()
        made = remarking.remark(self.asker(who), self.id, key, "人数写错了。", now=self.now)
        if self.tried(made) is None:
            self.remarks.append(key)

    # The record.

    @rule(result=_RESULTS, decided=some.booleans())
    def write(self, result: str, decided: bool) -> None:  # noqa: FBT001  # as it is drawn
        async def write() -> None:
            kept = await self._record()
            words = RecordWords(
                chair="周敏",
                recorder="小何",
                items=[
                    RecordItem(
                        item=self.item,
                        statements=[Spoken("没地方停。")],
                        result=result,
                        dissent="无",
                        decided=decided,
                    )
                ],
            )
            said = RecordSaid(words, kept["revision"] if kept else 0)
            await recording.write(self.convener, self.id, said, now=self.now)

        code = self.tried(write())
        if code is None:
            row = self.run(self._row())
            assert row["state"] == "announced"
            assert row["starts_at"] <= self.now

    @rule()
    def lay_open(self) -> None:
        self._move(recording.lay_open)

    @rule()
    def seal(self) -> None:
        waits = self.run(self._unanswered())
        since = self.readable_since
        was = self.run(self._record())
        if self._move(recording.seal) is None and was and was["state"] == "open":
            assert not waits
            assert since is not None
            words, day = since
            assert was["words"] == words
            until, _ = deadline(
                day.astimezone(SHANGHAI).date(), CORRECTION_DAYS, self.run(workdays.table())
            )
            assert self.now.astimezone(SHANGHAI).date() > until

    def _move(self, move: Any) -> str | None:
        async def moved() -> None:
            kept = await self._record()
            revision = kept["revision"] if kept else 1
            await move(self.convener, self.id, revision, now=self.now)

        return self.tried(moved())

    async def _unanswered(self) -> int:
        [row] = await run(
            "SELECT count(*) AS many FROM record_remark WHERE consultation = {}"
            " AND kind = 'correction' AND answered_at IS NULL",
            self.id,
        )
        return int(str(row["many"]))

    @rule(taken=some.booleans())
    def answer_remark(self, taken: bool) -> None:  # noqa: FBT001  # as it is drawn
        if self.remarks:
            said = RemarkAnswer(taken=taken, words="看过了。")
            self.tried(
                remarking.answer(self.convener, self.id, self.remarks[-1], said, now=self.now)
            )

    @rule()
    def annex(self) -> None:
        kept = self.run(self._record())
        code = self.tried(
            remarking.annex(self.convener, self.id, uuid4(), "画好了。", now=self.now)
        )
        assert code == (None if kept and kept["state"] == "sealed" else "record_not_sealed")

    # What holds at every moment.

    @invariant()
    def no_more_people_have_a_seat_than_there_are(self) -> None:
        row = self.run(self._row())
        rows = self.run(self._answers())
        seated = sum(one["people"] for one in rows if one["seated_at"])
        assert 0 <= seated <= row["seats"]
        if row["state"] == "announced" and row["starts_at"] > self.now:
            first = next((one for one in rows if not one["seated_at"]), None)
            assert first is None or seated + first["people"] > row["seats"], "nobody waits in vain"

    @invariant()
    def whoever_was_given_a_seat_after_waiting_is_told_so_once(self) -> None:
        for one in self.run(self._answers()):
            [told] = self.run(
                run(
                    "SELECT count(*) AS times FROM campaign WHERE thread = {}"
                    " AND cancelled_at IS NULL",
                    telling_seats.seat_thread(self.id, one["id"]),
                )
            )
            assert told["times"] == (one["promoted_at"] is not None)

    async def _answers(self) -> list[dict[str, Any]]:
        return await run(
            "SELECT * FROM consultation_answer WHERE consultation = {}"
            " AND answer <> 'not_coming' ORDER BY turn",
            self.id,
        )

    @invariant()
    def what_is_called_off_has_no_record(self) -> None:
        if self.run(self._row())["state"] != "announced":
            assert self.run(self._record()) is None

    @invariant()
    def what_is_sealed_stays(self) -> None:
        kept = self.run(self._record())
        if kept is None or kept["state"] == "draft":
            return
        if kept["state"] == "open":
            if self.readable_since is None or self.readable_since[0] != kept["words"]:
                self.readable_since = kept["words"], self.now
            return
        row = self.run(self._row())
        there = self.run(recording.proven_of(self.id))
        lasting = (*kept.values(), *row.values(), there)
        assert lasting == (self.lasting or lasting)
        self.lasting = lasting


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_meeting_goes_any_way(database_url, tmp_path):
    play(Meetings, database_url, tmp_path, examples=12, steps=30)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_meeting_goes_any_way_on_postgresql(database_url, tmp_path):
    play(Meetings, database_url, tmp_path, examples=5, steps=25)
