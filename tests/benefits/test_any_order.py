"""Whatever phones, counters and the worker do, in whatever order, while days go by: it adds up."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.benefits.makers import facts, partner_of, serve, the_ledger_is_whole
from tests.people import COMMUNITY, OFFICE, Person

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.core.errors import Refusal
from xiangyi.core.sealing import seal
from xiangyi.features.benefits.schemas import BenefitFacts
from xiangyi.features.benefits.schemas.vouchers import (
    Looking,
    SettlementSaid,
    SettlementShown,
    VoucherWanted,
)
from xiangyi.features.benefits.service import (
    counter,
    ending,
    issuing,
    keeping,
    lapsing,
    offline,
    papers,
    undoing,
    unpaid,
)
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.identity.schemas.personal import ConsentGiven
from xiangyi.features.identity.service import consents
from xiangyi.features.identity.tables import Account
from xiangyi.features.ledger.service import accounts

COST, STOCK = 60, 2
EITHER = st.integers(0, 1)
WHICH = st.integers(0, 3)
STEP = st.one_of(
    st.tuples(st.just("take"), EITHER),
    st.tuples(st.just("cancel"), WHICH),
    st.tuples(st.just("use"), WHICH, EITHER, st.sampled_from([0, 1, 3])),
    st.tuples(st.just("use_offline"), WHICH, EITHER),
    st.tuples(st.just("settle"), WHICH, EITHER),
    st.tuples(st.just("undo"), WHICH),
    st.tuples(st.just("wait"), st.sampled_from([1, 3, 600, 1_440, 12_000])),
    st.tuples(st.just("work")),
    st.tuples(st.just("earn")),
    st.tuples(st.just("years")),
)
#: Around one voucher that is taken and used, so that most examples do something.
STEPS = st.tuples(st.lists(STEP, max_size=3), st.lists(STEP, max_size=8)).map(
    lambda told: [("take", 0), *told[0], ("use_offline", 0, 0), *told[1], ("settle", 0, 1)]
)


@given(steps=STEPS)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_no_minute_is_spent_twice_and_no_voucher_used_twice(db, clock, steps):
    world = _World(clock)
    await world.begin()
    for what, *how in steps:
        await getattr(world, what)(*how)
        await world.expect_sound()
    assert await the_ledger_is_whole()


class _World:
    """A volunteer, two benefits, two counters; and what we know beside the product's own books."""

    def __init__(self, clock) -> None:
        self.clock, self.me = clock, Asker(account=uuid4(), device=uuid4())
        self.counters = [
            Asker(account=uuid4(), device=uuid4(), roles=(partner_of(),)) for _ in range(2)
        ]
        self.benefits = [uuid4(), uuid4()]
        self.vouchers: list[UUID] = []
        self.tokens: dict[UUID, str] = {}
        self.offline: list[tuple[UUID, UUID, int, SettlementSaid]] = []
        self.answers: dict[UUID, SettlementShown] = {}
        self.uses: list[UUID] = []
        self.earned = 0

    @property
    def now(self):
        return self.clock.now

    async def begin(self) -> None:
        name = seal("王小明", owner=self.me.account, field="name")
        told = {"made_at": self.now, "home": COMMUNITY, "name": name}
        await Account.insert(Account(id=self.me.account, **told))
        given_ = ConsentGiven(purpose=papers.purpose_of(OFFICE))
        await consents.give(self.me, uuid4(), given_, now=self.now)
        quota = {"quota": {"times": 100, "period": "ever"}, "validDays": 7}
        for id_, changes in zip(
            self.benefits,
            ({"costMinutes": COST, "stock": None}, {"costMinutes": 0, "stock": STOCK}),
            strict=True,
        ):
            said = msgspec.convert(facts(**quota, **changes), BenefitFacts)
            await keeping.draft(self.counters[0], id_, id_, said, now=self.now)
            yes = {"state": "approved", "version": 1, "approved_at": self.now}
            await Benefit.update(yes).where(Benefit.id == id_)
        await self.earn()

    async def earn(self) -> None:
        await serve(Person(self.me.account, self.me.device, "", ""), 130, now=self.now)
        self.earned += 130

    async def take(self, which: int) -> None:
        id_ = uuid4()
        wanted = VoucherWanted(self.benefits[which])
        try:
            first = await issuing.issue(self.me, id_, wanted, now=self.now)
        except Refusal as refusal:
            assert refusal.code in {"not_eligible", "voucher_unpaid"}  # noqa: PT017
            return
        assert await issuing.issue(self.me, id_, wanted, now=self.now) == first
        self.vouchers.append(id_)
        self.tokens[id_] = first.token

    async def cancel(self, which: int) -> None:
        if id_ := self._voucher(which):
            try:
                await issuing.cancel(self.me, id_, now=self.now)
            except Refusal as refusal:
                assert refusal.code in {"voucher_over", "voucher_in_hand"}  # noqa: PT017

    async def use(self, which: int, who: int, minutes: int) -> None:
        """With so many minutes between the look and the tap, for which two are given."""
        if not (id_ := self._voucher(which)):
            return
        lock, asker = uuid4(), self.counters[who]
        looking = Looking(token=self.tokens[id_])
        verdict = await counter.look(asker, lock, looking, now=self.now)
        self.clock.now += timedelta(minutes=minutes)
        try:
            told = await counter.use(asker, lock, now=self.now)
        except Refusal as refusal:
            assert refusal.code == "lock_over"  # noqa: PT017  # all else is a fault
            assert not verdict.valid or minutes >= 2
            return
        assert verdict.valid
        assert await counter.use(asker, lock, now=self.now) == told
        self.uses.append(lock)

    async def use_offline(self, which: int, who: int) -> None:
        if id_ := self._voucher(which):
            said = SettlementSaid(self.tokens[id_], self.now)
            self.offline.append((uuid4(), id_, who, said))

    async def settle(self, which: int, times: int) -> None:
        if not self.offline:
            return
        id_, _, who, said = self.offline[which % len(self.offline)]
        for _ in range(times + 1):
            try:
                told = await offline.settle(self.counters[who], id_, said, now=self.now)
            except Refusal:
                raise AssertionError("a settlement is answered, whatever it comes to") from None
            before = self.answers.get(id_)
            if before is not None and before.state == told.state:
                assert told == before
            if told.state != "refused":
                self.answers[id_] = told
        if told.state == "counted":
            self.uses.append(id_)

    async def undo(self, which: int) -> None:
        if not self.uses:
            return
        use = self.uses[which % len(self.uses)]
        try:
            await undoing.ask(self.counters[0], use, "扫错了人", now=self.now)
            await undoing.confirm(self.counters[1], use, now=self.now)
        except Refusal as refusal:
            assert refusal.code == "use_not_counted"  # noqa: PT017  # all else is a fault

    async def wait(self, minutes: int) -> None:
        self.clock.now += timedelta(minutes=minutes)

    async def years(self) -> None:
        """Until what there is has lapsed, if it was not spent."""
        for days in (690, 45, 45):
            self.clock.now += timedelta(days=days)
            await self.work()

    async def work(self) -> None:
        await ending.expire(now=self.now)
        await lapsing.lapse(now=self.now)
        await unpaid.pay(now=self.now)

    def _voucher(self, which: int) -> UUID | None:
        return self.vouchers[which % len(self.vouchers)] if self.vouchers else None

    async def expect_sound(self) -> None:
        held = {one.account_kind: one.minutes for one in await accounts.balances(self.me.account)}
        spent, lapsed = await self._spent()
        counted = await self._counted()
        rows = await run("SELECT * FROM voucher WHERE account = {}", self.me.account)
        for row in rows:
            # Its minutes are with the provider while it is good, and once it was used.
            out = row["state"] in ("issued", "used")
            assert spent.get(row["id"], 0) == (row["cost_minutes"] if out else 0), row["state"]
            assert counted.get(row["id"], 0) == (row["state"] == "used"), row["state"]
        assert held["service"] == self.earned
        assert held["redeemable"] == self.earned - sum(spent.values()) - lapsed >= 0
        live = sum(
            row["benefit"] == self.benefits[1] and row["state"] in ("issued", "used")
            for row in rows
        )
        [left] = await run("SELECT remaining FROM benefit WHERE id = {}", self.benefits[1])
        assert left["remaining"] + live == STOCK

    async def _spent(self) -> tuple[dict[UUID, int], int]:
        """By the ledger: of each voucher what was spent less what came back, and what lapsed."""
        rows = await run(
            "SELECT e.kind, -e.minutes AS gone, o.about FROM ledger_entry e"
            " JOIN ledger_holder h ON h.ledger_account = e.account"
            " JOIN ledger_opening o ON o.posting = e.posting"
            " WHERE h.account = {} AND h.kind = 'redeemable' AND e.kind <> 'earned'",
            self.me.account,
        )
        spent: dict[UUID, int] = {}
        lapsed = 0
        for row in rows:
            if row["kind"] == "lapsed":
                lapsed += row["gone"]
                continue
            id_ = UUID(str(row["about"]).removeprefix("voucher/"))
            spent[id_] = spent.get(id_, 0) + row["gone"]
        return spent, lapsed

    async def _counted(self) -> dict[UUID, int]:
        rows = await run(
            "SELECT u.voucher, COUNT(*) AS n FROM voucher_use u JOIN voucher v ON v.id = u.voucher"
            " WHERE v.account = {} AND u.state = 'counted' GROUP BY u.voucher",
            self.me.account,
        )
        return {row["voucher"]: row["n"] for row in rows}
