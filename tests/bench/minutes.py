"""What years of volunteering leave behind: shifts that are over, who was there, and the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from tests.bench.crowd import append_all

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.demo import people
from xiangyi.features.ledger.service import accounts

#: So many past shifts with so many volunteers each, where there is one time as much; in some of
#: them was the rider of the demonstration too.
SHIFTS, EACH, OWN = 500, 20, 50
#: Stays that wait for the host's yes, and activities to come, however much is over.
WAITING, TO_COME = 20, 40
#: What everybody serves, in minutes.
SERVED: Final = 120
_STREET: Final = "nbs:430104003000"
_STEP: Final = timedelta(hours=6)

Row = tuple[Any, ...]
Table = tuple[str, tuple[str, ...], Iterator[Row]]


class Years:
    """So many times as much, in the database in use; `past` is a shift that is over."""

    def __init__(self, times: int) -> None:
        self._now = datetime.now(UTC).replace(microsecond=0)
        self._past = SHIFTS * times
        self.past = _id("shift", 0)
        self._people = [_id("person", number) for number in range(EACH * times)]

    async def pass_by(self) -> None:
        self._rider = (await people.member("rider")).account
        [scope, *_] = (await people.member("lead")).scopes_of("lead", kind="organisation")
        self.host = UUID(scope)
        async with atomic():
            issue = await accounts.issue_account_of(self.host)
            own = await accounts.account_of(self._rider, "service")
            [before] = await run("SELECT seq FROM ledger_account WHERE id = {}", own)
            self._lines = {own: int(str(before["seq"]))}
            for table, columns, rows in self._tables(issue, own):
                await append_all(table, columns, rows)
            await run(
                "INSERT INTO ledger_issued (account, service_class, slot, minutes)"
                " VALUES ({}, 'verified', 99, {})",
                *(issue, SERVED * sum(1 for _ in self._stays())),
            )
        if is_postgres():
            await run("ANALYZE")

    def _stays(self) -> Iterator[tuple[int, UUID, datetime]]:
        """The number of each, whose it is, and when they came."""
        number = 0
        for shift in range(self._past):
            at = self._now - _STEP * (shift + 1)
            turn = shift * EACH
            whose = [self._people[(turn + k) % len(self._people)] for k in range(EACH)]
            for person in [*whose, *([self._rider] if shift % (SHIFTS // OWN) == 0 else [])]:
                yield number, person, at
                number += 1

    def _tables(self, issue: UUID, own: UUID) -> Iterator[Table]:
        yield "account", ("id", "made_at"), ((one, self._now) for one in self._people)
        yield (
            "volunteer_activity",
            (
                *("id", "kind", "title", "division", "organisation", "state", "revision"),
                *("drafted_by", "approved_at", "about", "place", "phone", "insured"),
                *("beneficiaries", "reason"),
            ),
            self._activities(),
        )
        yield (
            "activity_shift",
            (
                *("id", "activity", "starts_at", "ends_at", "break_minutes", "capacity"),
                *("reserved", "lead", "code_number"),
            ),
            self._shifts(),
        )
        yield (
            "shift_signup",
            ("id", "shift", "account", "state", "at", "turn", "reserved"),
            (
                (_id("signup", n), self._shift_at(at), who, "signed", at, n, False)
                for n, who, at in self._stays()
            ),
        )
        yield (
            "shift_presence",
            (
                *("id", "shift", "account", "day", "came_at", "came_on_time", "left_at"),
                *("left_on_time", "state", "minutes", "service_class", "counted_at"),
            ),
            self._presences(),
        )
        volunteers = [_id("ledger", n) for n in range(len(self._people))]
        yield (
            "ledger_account",
            ("id", "kind", "seq", "balance"),
            ((one, "service", 0, 0) for one in volunteers),
        )
        yield (
            "ledger_holder",
            ("ledger_account", "kind", "account"),
            ((one, "service", who) for one, who in zip(volunteers, self._people, strict=True)),
        )
        yield (
            "ledger_posting",
            ("id", "posted_at"),
            ((_id("stay", n), at) for n, _, at in self._stays()),
        )
        yield (
            "ledger_opening",
            ("posting", "salt", "about"),
            ((_id("stay", n), bytes(32), f"shift/{_id('shift', 0)}") for n, *_ in self._stays()),
        )
        held = dict(zip(self._people, volunteers, strict=True)) | {self._rider: own}
        yield (
            "ledger_entry",
            (
                *("posting", "account", "seq", "minutes", "kind", "service_class", "posted_at"),
                *("commitment", "previous", "hash"),
            ),
            self._entries(issue, held),
        )

    def _shift_at(self, at: datetime) -> UUID:
        return _id("shift", (self._now - at) // _STEP - 1)

    def _activities(self) -> Iterator[Row]:
        for number in range(self._past + TO_COME):
            told = ("cleaning", "扫楼道", _STREET, self.host, "approved", 3, _id("writer", 0))
            yield (_id("activity", number), *told, self._now, "", "社区活动室", "", False, "", "")

    def _shifts(self) -> Iterator[Row]:
        for number in range(self._past + TO_COME):
            # Those to come are numbered after those that are over.
            later = number - self._past
            at = self._now + (_STEP * (later + 1) if later >= 0 else -_STEP * (number + 1))
            ends = at + timedelta(minutes=SERVED)
            seats = (0, EACH * 2, 0, _id("writer", 0), 1)
            yield (_id("shift", number), _id("activity", number), at, ends, *seats)

    def _presences(self) -> Iterator[Row]:
        for number, who, at in self._stays():
            left = at + timedelta(minutes=SERVED)
            state = ("host", None) if number < WAITING else ("counted", left)
            stay = (_id("stay", number), self._shift_at(at), who, at.astimezone(SHANGHAI).date())
            yield (*stay, at, True, left, True, state[0], SERVED, "verified", state[1])

    def _entries(self, issue: UUID, held: dict[UUID, UUID]) -> Iterator[Row]:
        lines = dict.fromkeys(held.values(), 0) | self._lines
        for number, who, at in self._stays():
            account = held[who]
            lines[account] += 1
            told = ("earned", "verified", at, bytes(32))
            mine, theirs = (sha256(f"{number} {side}".encode()).digest() for side in "mt")
            yield (_id("stay", number), account, lines[account], SERVED, *told, None, mine)
            yield (_id("stay", number), issue, None, -SERVED, *told, None, theirs)


def _id(what: str, number: int) -> UUID:
    """Of no order, as those that phones make."""
    return UUID(bytes=sha256(f"{what} {number}".encode()).digest()[:16])
