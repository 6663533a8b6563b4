"""A meeting as it is called, moved, answered and attended, in any order."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as some
from hypothesis.stateful import rule
from msgspec import convert
from tests.consultations.makers import facts
from tests.machines import Played, new_phone
from tests.people import STREET

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.schemas import Answering, ConsultationFacts, ConsultationSaid
from xiangyi.features.consultations.schemas.desk import Announcing
from xiangyi.features.consultations.schemas.room import GuestSaid
from xiangyi.features.consultations.service import (
    answering,
    convening,
    guests,
    presence,
    recording,
    remarking,
    seating,
    undoing,
)
from xiangyi.features.identity.service import accounts
from xiangyi.features.identity.tables import Account

#: A Monday morning, and a meeting on Thursday.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STARTS = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
PEOPLE, SEATS, CORRECTION_DAYS = 4, 3, 3
_WHO = some.integers(0, PEOPLE - 1)


class Called(Played):
    """One meeting and its people."""

    begins = MONDAY

    async def begin(self) -> None:
        self.lasting: tuple[object, ...] | None = None
        #: The words that are laid open, and since when they are as they are.
        self.readable_since: tuple[str, datetime] | None = None
        self.remarks: list[UUID] = []
        self.id, self.item = uuid4(), uuid4()
        held = HeldRole("convener", Scope("division", STREET))
        self.convener = Asker(account=uuid4(), device=uuid4(), roles=(held,))
        sits = HeldRole("clerk", Scope("division", STREET))
        self.clerk = Asker(account=uuid4(), device=uuid4(), roles=(sits,))
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

    @rule(at_counter=some.booleans())
    def enter_on_paper(self, at_counter: bool) -> None:  # noqa: FBT001  # as it is drawn
        said, who = GuestSaid(name="甲师傅"), self.clerk if at_counter else self.convener
        self.tried(guests.enter(who, self.id, uuid4(), said, now=self.now))

    @rule(who=_WHO)
    def remark(self, who: int) -> None:
        key = uuid4()
        made = remarking.remark(self.asker(who), self.id, key, "人数写错了。", now=self.now)
        if self.tried(made) is None:
            self.remarks.append(key)
