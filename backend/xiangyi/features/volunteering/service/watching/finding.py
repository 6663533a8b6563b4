"""Finding odd numbers in what is kept anyway: nothing is written down of anybody for it."""

# ruff: noqa: S608  # every statement is put together of our own words

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.volunteering.rules import watching as rules
from xiangyi.features.volunteering.rules.watching import Sign
from xiangyi.features.volunteering.service.finding import instant_of
from xiangyi.features.volunteering.service.places import BELOW, blanks

Row = dict[str, Any]

_SHIFTS: Final = (
    " JOIN activity_shift s ON s.id = {told}.shift JOIN volunteer_activity a ON a.id = s.activity"
    " JOIN organisation o ON o.id = a.organisation"
    ' WHERE o.home IN (SELECT "key" FROM below) AND s.ends_at > {{}}'
)
_OF: Final = "s.id AS shift, s.ends_at AS at, a.id AS activity, a.title, o.id AS host, o.name"
_OF_SHIFT: Final = " GROUP BY s.id, s.ends_at, a.id, a.title, o.id, o.name"
_OF_SCANS: Final = f"FROM shift_scan c{_SHIFTS.replace('{told}', 'c')}"

_LEFT: Final = (
    f"{BELOW} SELECT {_OF}, count(DISTINCT c.account) AS people, min(c.received_at) AS first,"
    f" max(c.received_at) AS last {_OF_SCANS} AND c.phase = 'out' AND c.on_time{_OF_SHIFT}"
    " HAVING count(DISTINCT c.account) >= {{}}"
)
_TICKED: Final = (
    f"{BELOW} SELECT {_OF}, count(*) AS people, min(t.ticked_at) AS first,"
    " max(t.ticked_at) AS last FROM shift_tick t JOIN shift_signup u ON u.id = t.signup"
    f"{_SHIFTS.replace('{told}', 'u')}{_OF_SHIFT} HAVING count(*) >= {{{{}}}}"
)
_NEAR: Final = (
    f"{BELOW} SELECT {_OF}, count(DISTINCT c.account) AS people,"
    " count(DISTINCT CASE WHEN c.in_radius THEN c.account END) AS near,"
    " count(DISTINCT CASE WHEN NOT c.in_radius THEN c.account END) AS far"
    f" {_OF_SCANS}{_OF_SHIFT} HAVING count(DISTINCT c.account) >= {{{{}}}}"
)
_PHONES: Final = (
    f"{BELOW}, shared AS (SELECT c.shift, c.phone, count(DISTINCT c.account) AS people"
    f" {_OF_SCANS} AND c.phone IS NOT NULL GROUP BY c.shift, c.phone"
    " HAVING count(DISTINCT c.account) > 1)"
    f" SELECT {_OF}, count(*) AS phones, sum(told.people) AS people FROM shared told"
    " JOIN activity_shift s ON s.id = told.shift JOIN volunteer_activity a ON a.id = s.activity"
    f" JOIN organisation o ON o.id = a.organisation{_OF_SHIFT}"
)
_UNLISTED: Final = (
    f"{BELOW} SELECT {_OF}, count(DISTINCT p.account) AS people, count(DISTINCT CASE WHEN NOT"
    " EXISTS (SELECT 1 FROM shift_tick t JOIN shift_signup u ON u.id = t.signup"
    " WHERE u.shift = p.shift AND u.account = p.account) THEN p.account END) AS unlisted"
    f" FROM shift_presence p{_SHIFTS.replace('{told}', 'p')} AND s.sealed_at IS NOT NULL"
    f" AND p.account IS NOT NULL AND p.state IN ('counted', 'host', 'county'){_OF_SHIFT}"
)
#: Each person's minutes of a shift, with scans and without.
_MINUTES: Final = (
    "(SELECT shift, account, minutes, service_class FROM shift_presence WHERE state = 'counted'"
    " UNION ALL SELECT shift, account, minutes, 'backfilled' FROM service_claim"
    " WHERE state = 'accepted')"
)
_OVER: Final = (
    f"{BELOW} SELECT {_OF}, s.starts_at, s.break_minutes, m.account, sum(m.minutes) AS minutes"
    f" FROM {_MINUTES} m{_SHIFTS.replace('{told}', 'm')} AND m.account IS NOT NULL"
    f"{_OF_SHIFT}, s.starts_at, s.break_minutes, m.account"
)
_SHARES: Final = (
    f"{BELOW} SELECT o.id AS host, o.name, max(s.ends_at) AS at, sum(m.minutes) AS minutes,"
    " sum(CASE WHEN m.service_class = 'backfilled' THEN m.minutes ELSE 0 END) AS backfilled"
    f" FROM {_MINUTES} m{_SHIFTS.replace('{told}', 'm')} GROUP BY o.id, o.name"
    " HAVING sum(m.minutes) >= {{}}"
)
_TWO: Final = (
    f"{BELOW} SELECT o.id AS host, o.name, c.claimed_by, min(CAST(c.decided_by AS VARCHAR)) AS by,"
    f" count(*) AS claims, max(c.decided_at) AS at FROM service_claim c"
    f"{_SHIFTS.replace('{told}', 'c')} AND c.state = 'accepted'"
    " GROUP BY o.id, o.name, c.claimed_by"
    " HAVING count(*) >= {{}} AND count(DISTINCT c.decided_by) = 1"
)
#: With how many late stays of the host were confirmed by anybody.
_CONFIRMED: Final = (
    f"{BELOW} SELECT o.id AS host, o.name, p.confirmed_by, count(*) AS stays,"
    " sum(p.minutes) AS minutes, max(p.confirmed_at) AS at, sum(count(*)) OVER"
    f" (PARTITION BY o.id) AS late FROM shift_presence p{_SHIFTS.replace('{told}', 'p')}"
    " AND p.confirmed_at IS NOT NULL GROUP BY o.id, o.name, p.confirmed_by"
)


class Found(Struct, frozen=True, kw_only=True):
    """A sign, before anybody is named.

    Attributes:
        about: what makes it another than one of the same sign and numbers.
        accounts: whom it names.
    """

    sign: Sign
    row: Row
    numbers: dict[str, int]
    about: object
    accounts: tuple[UUID, ...] = ()

    @property
    def id(self) -> UUID:
        return rules.id_of(self.sign, self.about, self.numbers)

    @property
    def at(self) -> datetime:
        return instant_of(self.row["at"])


async def find(divisions: Sequence[str], *, now: datetime) -> list[Found]:
    """All of the hosts that are at home in these divisions or below."""
    asked = _Asked(divisions, now - rules.BACK)
    return [
        *await asked.at_once("left_at_once", _LEFT),
        *await asked.at_once("ticked_at_once", _TICKED),
        *await asked.not_near(),
        *await asked.one_phone(),
        *await asked.unlisted(),
        *await asked.over_full(),
        *await asked.backfilled(),
        *await asked.same_two(),
        *await asked.one_confirms(),
    ]


class _Asked:
    """In these divisions, since then."""

    def __init__(self, divisions: Sequence[str], since: datetime) -> None:
        self._divisions, self._since = divisions, since

    async def at_once(self, sign: Sign, sql: str) -> list[Found]:
        found = []
        for row in await self._rows(sql, rules.PEOPLE):
            long = instant_of(row["last"]) - instant_of(row["first"])
            if long <= rules.AT_ONCE:
                numbers = {"people": int(row["people"]), "seconds": long.seconds}
                found.append(_of_shift(sign, row, numbers))
        return found

    async def not_near(self) -> list[Found]:
        return [
            _of_shift("not_near", row, {name: int(row[name]) for name in ("people", "near", "far")})
            for row in await self._rows(_NEAR, rules.PEOPLE)
            if row["near"] + row["far"] > 0 and row["near"] * 2 < row["people"]
        ]

    async def one_phone(self) -> list[Found]:
        return [
            _of_shift("one_phone", row, {name: int(row[name]) for name in ("phones", "people")})
            for row in await self._rows(_PHONES)
        ]

    async def unlisted(self) -> list[Found]:
        return [
            _of_shift("unlisted", row, {name: int(row[name]) for name in ("people", "unlisted")})
            for row in await self._rows(_UNLISTED)
            if row["unlisted"] > 0
        ]

    async def over_full(self) -> list[Found]:
        found: dict[UUID, tuple[Row, dict[str, int]]] = {}
        for row in await self._rows(_OVER):
            long = row["at"] - row["starts_at"]
            most = max(0, int(long.total_seconds()) // 60 - row["break_minutes"])
            minutes = int(row["minutes"])
            if minutes <= most:
                continue
            known = found.setdefault(
                row["shift"], (row, {"people": 0, "minutes": 0, "most": most})
            )[1]
            known["people"] += 1
            known["minutes"] = max(known["minutes"], minutes)
        return [_of_shift("over_full", row, numbers) for row, numbers in found.values()]

    async def backfilled(self) -> list[Found]:
        found = []
        for row in await self._rows(_SHARES, rules.ISSUED_MIN):
            percent = int(row["backfilled"]) * 100 // int(row["minutes"])
            if percent >= rules.BACKFILLED_PERCENT:
                # To ten, or each minute more would make another sign of it.
                numbers = {"percent": percent // 10 * 10}
                found.append(Found(sign="backfilled", row=row, numbers=numbers, about=row["host"]))
        return found

    async def same_two(self) -> list[Found]:
        found = []
        for row in await self._rows(_TWO, rules.CLAIMS):
            two = UUID(str(row["claimed_by"])), UUID(str(row["by"]))
            about = "/".join(str(one) for one in (row["host"], *two))
            numbers = {"claims": int(row["claims"])}
            found.append(
                Found(sign="same_two", row=row, numbers=numbers, about=about, accounts=two)
            )
        return found

    async def one_confirms(self) -> list[Found]:
        found = []
        for row in await self._rows(_CONFIRMED):
            stays, late = int(row["stays"]), int(row["late"])
            if (
                row["confirmed_by"] is None
                or stays < rules.LATE_STAYS
                or stays * 100 < late * rules.ONE_PERCENT
            ):
                continue
            who = UUID(str(row["confirmed_by"]))
            numbers = {"stays": stays, "late": late, "minutes": int(row["minutes"])}
            about = f"{row['host']}/{who}"
            found.append(
                Found(sign="one_confirms", row=row, numbers=numbers, about=about, accounts=(who,))
            )
        return found

    async def _rows(self, sql: str, *least: int) -> list[Row]:
        told = sql.format(blanks=blanks(self._divisions))
        return await run(told, *self._divisions, self._since, *least)


def _of_shift(sign: Sign, row: Row, numbers: dict[str, int]) -> Found:
    return Found(sign=sign, row=row, numbers=numbers, about=row["shift"])
