"""What years of vouchers leave behind: those that were used, month after month, at two counters."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from tests.bench.crowd import append_all

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.demo import people
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.identity.rules.slips import ALPHABET

#: So many are used a month at each of the counters, for so many months where there is one time as
#: much; one in so many was the rider's of the demonstration.
MONTHLY, MONTHS, OWN = 240, 12, 60
PEOPLE: Final = 200
COST: Final = 60
_STREET: Final = "nbs:430104003000"
_STEP: Final = timedelta(days=30) / MONTHLY

Row = tuple[Any, ...]


class Wallets:
    """So many times as much, in the database in use; `counter` is where the partner stands."""

    def __init__(self, times: int) -> None:
        self._now = datetime.now(UTC)
        self._count = MONTHLY * MONTHS * times
        self._people = [_id("person", number) for number in range(PEOPLE)]
        last = self._now.astimezone(SHANGHAI).replace(day=1) - timedelta(days=1)
        #: The month before this one.
        self.month = f"{last:%Y-%m}"

    async def fill(self) -> None:
        self._rider = (await people.member("rider")).account
        partner = await people.member("partner")
        scopes = partner.scopes_of("partner", kind="organisation")
        self.counter = UUID(scopes[0])
        [other] = await run("SELECT id FROM organisation WHERE id <> {} LIMIT 1", self.counter)
        self._providers = [self.counter, UUID(str(other["id"]))]
        for number, provider in enumerate(self._providers):
            await Benefit.insert(_benefit(number, provider))
        async with atomic():
            await append_all(
                "account", ("id", "made_at"), ((one, self._now) for one in self._people)
            )
            columns = ("id", "benefit", "provider", "account", "code", "cost_minutes", "charges")
            columns += ("issued_at", "expires_at", "state", "used_at")
            await append_all("voucher", columns, self._vouchers())
            columns = ("id", "voucher", "provider", "how", "used_at", "noted_at", "counted_at")
            columns += ("used_by", "minutes", "state")
            await append_all("voucher_use", columns, self._uses())
        if is_postgres():
            await run("ANALYZE")

    def _each(self) -> Iterator[tuple[str, int, UUID, datetime]]:
        """What it is called, at which counter, whose and when."""
        for number in range(self._count):
            at = self._now - _STEP * number
            who = self._rider if number % OWN == 0 else self._people[number % PEOPLE]
            for side in range(len(self._providers)):
                yield f"{number}/{side}", side, who, at

    def _vouchers(self) -> Iterator[Row]:
        for name, side, who, at in self._each():
            told = (_id("voucher", name), _id("benefit", side), self._providers[side], who)
            times = (at - timedelta(days=1), at + timedelta(days=29), "used", at)
            yield (*told, _code(name), COST, 1, *times)

    def _uses(self) -> Iterator[Row]:
        for name, side, _, at in self._each():
            told = (_id("use", name), _id("voucher", name), self._providers[side], "online")
            yield (*told, at, at, at, self._people[0], COST, "counted")


def _benefit(number: int, provider: UUID) -> Benefit:
    id_ = _id("benefit", number)
    return Benefit(
        id=id_,
        line=id_,
        version=1,
        division=_STREET,
        provider=provider,
        category="transit",
        title="免费乘车一次",
        basis="第十六条",
        payer="fund",
        eligibility="{}",
        cost_minutes=COST,
        quota_times=100,
        quota_period="month",
        valid_days=29,
        state="withdrawn",
        revision=1,
        drafted_by=_id("person", 0),
    )


def _code(name: str) -> str:
    return "".join(ALPHABET[one % len(ALPHABET)] for one in sha256(name.encode()).digest()[:10])


def _id(what: str, name: object) -> UUID:
    """Of no order, as those that phones make."""
    return UUID(bytes=sha256(f"{what} {name}".encode()).digest()[:16])
