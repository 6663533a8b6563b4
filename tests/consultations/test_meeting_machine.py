"""However a meeting and its record go: seats, order, secrecy of nothing, and what is sealed stays.

A meeting is called, changed, moved or cancelled, answered, attended, written up, laid open, put
right, sealed and added to, in any order and at any time, by the services on a real database.
"""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule
from tests.consultations.meeting_playing import CORRECTION_DAYS, PEOPLE, Called
from tests.machines import play

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.consultations.schemas.records import (
    RecordItem,
    RecordSaid,
    RecordWords,
    RemarkAnswer,
    Spoken,
)
from xiangyi.features.consultations.service import (
    annexing,
    recording,
    remarking,
    telling_seats,
)
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

_WHO = some.integers(0, PEOPLE - 1)
_RESULTS = some.sampled_from(["划车位。", "先不划。"])


class Meetings(Called):
    """The same with its record."""

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
        code = self.tried(annexing.annex(self.convener, self.id, uuid4(), "画好了。", now=self.now))
        assert code == (None if kept and kept["state"] == "sealed" else "record_not_sealed")

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
