"""Organisations, people, roles and a record of invented size, beside those of a demonstration."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from xiangyi.core.bulk import append_rows
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.pinyin import pinyin_of
from xiangyi.core.sealing import seal
from xiangyi.demo import people
from xiangyi.features.identity.service import codes, grants

#: So many of each where the crowd is one; a tenth of the kept are the clerk's street's.
ORGANISATIONS, GRANTS, ENTRIES, MEMBERS, KEPT = 2_000, 5_000, 50_000, 5_000, 2_000
#: Of old campaigns, each of which so many people have in their inbox and were knocked for.
CAMPAIGNS, TOLD = 20, 250
CITY, STREET, PROVINCE = "nbs:430100000000", "nbs:430104003000", "nbs:430000000000"
#: Things of which there are as many however large the crowd, the oldest of all.
FEW: Final = 5
#: Who did them, and the organisation that has so many roles and members.
SELDOM, SMALL, GROWING = UUID(int=1 << 100), UUID(int=2 << 100), UUID(int=3 << 100)
#: From one to the next before it.
_STEP = timedelta(minutes=1)
#: What some of the cast hold besides, so that a whole province is looked at, and one street.
_ALSO = {"lead": ("supervisor", PROVINCE), "convener": ("supervisor", STREET)}
_NEEDED = ("clerk", "rider", *_ALSO)
_KINDS = {"property_manager": "物业", "courier_company": "快递站", "association": "协会"}
_ACTIONS = ("person.read", "role.listed", "member.listed", "kept.read", "station.changed")
_ROLES = ("handler", "partner", "clerk", "convener")
_ROWS_AT_ONCE = 20_000

Table = tuple[str, tuple[str, ...], Iterator[tuple[Any, ...]]]


class Crowd:
    """So many times as many, in the database in use; the same in every run but for the time."""

    def __init__(self, times: int) -> None:
        self._times = times
        self._chance = Random(20261126)
        self._now = datetime.now(UTC)

    async def come(self) -> None:
        rows = await run('SELECT "key", parent FROM division')
        self._parents = {str(row["key"]): row["parent"] for row in rows}
        self._places = sorted(self._parents)
        self._inside = [key for key in self._places if self._is_in(STREET, key)]
        self._organisations = [
            (UUID(int=(4 << 100) + number), self._anywhere())
            for number in range(ORGANISATIONS * self._times)
        ]
        self._organisations += [(SMALL, STREET), (GROWING, STREET)]
        self._accounts = [UUID(int=(5 << 100) + k) for k in range(GRANTS * self._times)]
        cast = {name: (await people.member(name)).account for name in _NEEDED}
        last = await run("SELECT COALESCE(MAX(id), 0) AS id FROM audit_entry")
        async with atomic():
            for table, columns, values in self._tables(cast, int(str(last[0]["id"]))):
                await append_all(table, columns, values)
            await run(
                "INSERT INTO organisation_revision (id, revision) VALUES (1, 1000)"
                " ON CONFLICT (id) DO UPDATE SET revision = 1000"
            )
            if is_postgres():
                await run(
                    "SELECT setval(pg_get_serial_sequence('audit_entry', 'id'),"
                    " (SELECT MAX(id) FROM audit_entry))"
                )
        if is_postgres():
            await run("ANALYZE")

    def _tables(self, cast: dict[str, UUID], last: int) -> Iterator[Table]:
        columns = ("id", "kind", "name", "home", "phone", "address", "pinyin", "initials")
        yield "organisation", (*columns, "changed_at"), self._of_organisations()
        columns = ("id", "made_at", "phone", "phone_hash", "name", "home", "kept_by")
        yield "account", columns, self._of_accounts(cast["clerk"])
        columns = ("id", "account", "role", "scope_kind", "scope_id", "division", "reason")
        columns += ("granted_at", "confirmed_at", "withdrawn_at")
        yield "role_grant", columns, self._of_grants(cast)
        yield "member", ("id", "organisation", "account", "since_at"), self._of_members()
        columns = ("id", "account", "purpose", "how", "given_at", "recorded_by", "division")
        yield "consent", columns, self._of_consents(cast["clerk"])
        self._where = [self._anywhere() for _ in range(ENTRIES * self._times)]
        self._where[:FEW] = [STREET] * FEW
        columns = ("id", "at", "actor", "action", "subject_kind", "subject_id", "division", "why")
        yield "audit_entry", columns, self._of_entries(last)
        yield "audit_place", ("entry", "division"), self._of_places(last)
        columns = ("id", "kind", "topic", "thread", "link", "facts", "audience", "urgency")
        yield "campaign", (*columns, "made_at", "send_at", "told_at"), self._of_campaigns()
        yield "notice", ("campaign", "account", "made_at"), self._of_notices(cast["rider"])
        columns = ("campaign", "account", "subscription", "channel", "state", "due_at", "tries")
        yield "attempt", (*columns, "done_at"), self._of_attempts()

    def _of_organisations(self) -> Iterator[tuple[Any, ...]]:
        kinds = list(_KINDS.items())
        for number, (id_, home) in enumerate(self._organisations):
            kind, word = kinds[number % len(kinds)]
            name = f"{'橘洲麓山星沙望城浏阳'[number % 10]}{word}{number}"
            spelling = pinyin_of(name)
            told = (id_, kind, name, home, "", "")
            yield (*told, spelling.pinyin, spelling.initials, self._now)

    def _of_accounts(self, clerk: UUID) -> Iterator[tuple[Any, ...]]:
        for number, id_ in enumerate(self._accounts):
            phone = f"1541{number:07}"
            hashed = codes.phone_hash(phone)
            phone_and_name = (seal(phone, owner=id_, field="phone"), hashed, _name(id_))
            yield (id_, self._now, *phone_and_name, None, None)
        yield (SELDOM, self._now, None, None, _name(SELDOM), None, None)
        for id_, place in self._kept():
            yield (id_, self._now, None, None, _name(id_), place, clerk)

    def _of_grants(self, cast: dict[str, UUID]) -> Iterator[tuple[Any, ...]]:
        for number, account in enumerate(self._accounts):
            at = self._now - _STEP * number
            role = _ROLES[number % len(_ROLES)]
            organisation, home = self._chance.choice(self._organisations[:-2])
            scope = ("organisation", str(organisation)) if number % 4 < 2 else ("division", home)
            gone = at if number % 3 == 0 else None
            yield _grant(number, account, role, (*scope, home), at, confirmed=at, gone=gone)
        oldest = self._now - _STEP * (len(self._accounts) + 1)
        for number, account in enumerate(self._accounts[:FEW]):
            division = ("division", CITY, CITY)
            yield _grant(1 << 40 | number, account, "administrator", division, oldest)
            small = ("organisation", str(SMALL), STREET)
            yield _grant(2 << 40 | number, account, "lead", small, oldest, confirmed=oldest)
        for number, (person, (role, place)) in enumerate(_ALSO.items()):
            scope = ("division", place, place)
            yield _grant(3 << 40 | number, cast[person], role, scope, oldest, confirmed=oldest)

    def _of_members(self) -> Iterator[tuple[Any, ...]]:
        for number, account in enumerate(self._accounts[: MEMBERS * self._times]):
            organisation = GROWING if number % 50 == 0 else self._organisations[number % 999][0]
            yield (UUID(int=(6 << 100) + number), organisation, account, self._now)
        for number, account in enumerate(self._accounts[:50]):
            yield (UUID(int=(7 << 100) + number), SMALL, account, self._now)

    def _of_consents(self, clerk: UUID) -> Iterator[tuple[Any, ...]]:
        for number, (id_, place) in enumerate(self._kept()):
            yield (
                UUID(int=(8 << 100) + number),
                id_,
                "acting_for",
                "spoken",
                self._now,
                clerk,
                place,
            )

    def _of_entries(self, last: int) -> Iterator[tuple[Any, ...]]:
        count = len(self._where)
        for number, division in enumerate(self._where):
            at = self._now - _STEP * (count - number)
            actor, action, subject = self._chance.choice(self._accounts[:500]), "", division
            action = self._chance.choice(_ACTIONS)
            if number < FEW:
                actor, action, subject = SELDOM, "seldom.done", "seldom"
            yield (last + 1 + number, at, actor, action, "division", subject, division, "")

    def _of_places(self, last: int) -> Iterator[tuple[Any, ...]]:
        for number, division in enumerate(self._where):
            place: Any = division
            while place is not None:
                yield (last + 1 + number, place)
                place = self._parents[place]

    def _of_campaigns(self) -> Iterator[tuple[Any, ...]]:
        for number, id_ in enumerate(self._campaigns()):
            told = ("consultations", f"bench/{number}", "/consultations", "{}", '{"groups":[]}')
            at = self._now - _STEP
            yield (id_, "consultation.announced", *told, "normal", at, at, at)

    def _of_notices(self, rider: UUID) -> Iterator[tuple[Any, ...]]:
        for number, id_ in enumerate(self._campaigns()):
            for account in self._accounts[:TOLD]:
                yield (id_, account, self._now)
            if number < FEW:
                yield (id_, rider, self._now)

    def _of_attempts(self) -> Iterator[tuple[Any, ...]]:
        for id_ in self._campaigns():
            for account in self._accounts[:TOLD]:
                knock = (id_, account, account, "web_push", "sent", self._now, 1)
                yield (*knock, self._now)

    def _campaigns(self) -> list[UUID]:
        return [UUID(int=(10 << 100) + number) for number in range(CAMPAIGNS * self._times)]

    def _kept(self) -> Iterator[tuple[UUID, str]]:
        """Ids in no order of place, as those that phones make."""
        chance = Random(14)
        for number in range(KEPT * self._times):
            some = self._inside if number % 10 == 0 else self._places
            yield UUID(int=chance.getrandbits(128)), some[number // 10 % len(some)]

    def _anywhere(self) -> str:
        return self._chance.choice(self._places)

    def _is_in(self, division: str, key: str | None) -> bool:
        while key is not None and key != division:
            key = self._parents[key]
        return key is not None


async def append_all(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    some: list[tuple[Any, ...]] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_AT_ONCE:
            await append_rows(table, columns, some)
            some = []
    if some:
        await append_rows(table, columns, some)


def _name(account: UUID) -> bytes:
    return seal("易来生", owner=account, field="name")


def _grant(
    number: int,
    account: UUID,
    role: str,
    where: tuple[str, str, str],
    at: datetime,
    *,
    confirmed: datetime | None = None,
    gone: datetime | None = None,
) -> tuple[Any, ...]:
    id_ = UUID(int=(9 << 100) + number)
    reason = seal("街道来函", owner=id_, field=grants.REASON)
    return (id_, account, role, *where, reason, at, confirmed, gone)
