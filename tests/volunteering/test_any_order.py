"""Whatever somebody scans, sends again, claims or is confirmed, in whatever order: it adds up."""

from datetime import timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.people import FURONG, OFFICE, ground
from tests.volunteering.hours import HOST, a_lead, an_activity, at, token

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.core.errors import Refusal
from xiangyi.features.identity.tables import Account
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.records.schemas import DisputeAnswer, DisputeSaid, TakingSaid
from xiangyi.features.records.service import answering, disputing, taking
from xiangyi.features.volunteering.schemas.hours import (
    Deciding,
    ScanSaid,
    ScanTaken,
    ServiceClaimSaid,
    Ticking,
)
from xiangyi.features.volunteering.service import (
    claiming,
    confirming,
    deciding,
    proving,
    scanning,
    served,
    ticking,
)
from xiangyi.features.volunteering.tables import ShiftSignup

#: Of what is asked, what may be too much, too little, or too late.
UNFIT = {
    *("claim_too_high", "correction_unfit", "dispute_open", "dispute_decided"),
    *("line_not_found", "nothing_to_decide"),
}
UNION = UUID("0f1ce000-0000-4000-8000-000000000002")
#: Nine to twelve, with twenty minutes of break.
LONG, PAUSE = 180, 20

SCAN = st.tuples(
    st.sampled_from(["in", "out"]),
    st.integers(-20, 220),
    st.sampled_from([0, 5, 15, 90]),
    st.integers(1, 3),
)
CLAIM = st.tuples(st.just("claim"), st.integers(1, 200), st.booleans(), st.integers(1, 2))
CONFIRM = st.tuples(st.just("confirm"), st.just(0), st.booleans(), st.integers(1, 2))
CORRECT = st.tuples(
    st.just("correct"),
    st.integers(1, 250),
    st.sampled_from(["said", "refused", "taken"]),
    st.integers(1, 2),
)
ANYTHING = st.lists(SCAN | CLAIM | CONFIRM | CORRECT, max_size=3)
LATE = st.sampled_from([0, 15])
#: Around one who comes when it begins and goes when it ends, so that most examples add something;
#: every step of theirs may come to us late, or before another.
STEPS = st.tuples(ANYTHING, LATE, ANYTHING, LATE, ANYTHING).map(
    lambda told: [
        *told[0],
        ("in", 0, told[1], 1),
        *told[2],
        ("out", LONG, told[3], 2),
        *told[4],
        ("confirm", 0, False, 1),
        ("confirm", 0, True, 1),
    ]
)


@pytest.fixture
async def lead(db, clock):
    await ground()
    await Organisation.insert(
        Organisation(id=UNION, kind="union", name="总工会", home=FURONG, changed_at=clock.now)
    )
    return await a_lead(clock)


@given(steps=STEPS)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_minutes_are_never_more_than_were_served_nor_counted_twice(lead, clock, steps):
    # Of the example before nothing is led any more.
    await run("UPDATE volunteer_activity SET state = 'closed'")
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, LONG)], pause=PAUSE)
    one = _Volunteer(lead.account, shift)
    await one.sign_up(clock.now)
    for what, number, how, times in steps:
        for _ in range(times):
            if what == "claim":
                await one.claim(number, accepted=how)
            elif what == "correct":
                await one.correct(number, how=how)
            elif what == "confirm":
                await one.confirm(ticked=how)
            else:
                await one.scan(what, number, late=how)
            await one.expect_sound()
    wrong: list[str] = []
    await verify([], [], wrong.append, proving.follow)
    assert wrong == []


class _Volunteer:
    """Somebody with a seat, and what we know of their hours beside the product's own books."""

    def __init__(self, lead: UUID, shift: UUID) -> None:
        self.me = Asker(account=uuid4(), device=uuid4())
        self.lead = Asker(account=lead, device=uuid4(), roles=(HeldRole("lead", HOST),))
        held = HeldRole("lead", Scope("organisation", str(UNION)))
        self.stranger = Asker(account=uuid4(), device=uuid4(), roles=(held,))
        above = HeldRole("supervisor", Scope("division", FURONG))
        self.county = Asker(account=uuid4(), device=uuid4(), roles=(above,))
        self.shift, self.signup = shift, uuid4()
        self.answers: dict[UUID, ScanTaken] = {}
        self.classes: dict[UUID, str] = {}
        self.now = at(500)

    async def sign_up(self, now) -> None:
        await Account.insert(Account(id=self.me.account, made_at=now))
        told = {"shift": self.shift, "account": self.me.account, "at": now, "turn": 1}
        await ShiftSignup.insert(ShiftSignup(id=self.signup, state="signed", **told))

    async def scan(self, phase, minutes: int, *, late: int) -> None:
        """The same code has the same id, as a phone sends again what it got no answer to."""
        id_ = uuid5(self.shift, f"{phase} {minutes}")
        said = ScanSaid(token=token(self.shift, phase, minutes))
        try:
            told = await scanning.scan(self.me, id_, said, now=at(minutes + late))
        except Refusal:
            assert id_ not in self.answers, "what was taken once is not refused"
            return
        told = replace(told, receipts=[replace(line, signed="") for line in told.receipts])
        before = self.answers.setdefault(id_, told)
        # Whether it has been confirmed since is the only thing that may be told otherwise.
        presence = replace(told.presence, confirmed_at=before.presence.confirmed_at)
        assert replace(told, presence=presence) == before

    async def claim(self, minutes: int, *, accepted: bool) -> None:
        said = ServiceClaimSaid(shift=self.shift, minutes=minutes, evidence="有合影")
        try:
            made = await claiming.claim(self.me, uuid4(), said, now=at(300))
            said_ = Deciding(yes=accepted, why="没人见过")
            await deciding.decide(self.stranger, made.id, said_, now=at(301))
        except Refusal as refusal:
            assert refusal.code == "claim_too_high"  # noqa: PT017  # all else is a fault

    async def confirm(self, *, ticked: bool) -> None:
        said = Ticking(there=ticked)
        await ticking.tick(self.lead, self.shift, self.signup, said, now=at(90))
        for row in await run("SELECT * FROM shift_presence WHERE shift = {}", self.shift):
            try:
                await confirming.confirm(self.stranger, row["id"], now=at(400))
            except Refusal as refusal:
                assert refusal.code in {"nothing_to_decide", "not_ticked"}  # noqa: PT017  # as above
            else:
                assert ticked or row["confirmed_at"], "whom nobody saw is not confirmed"

    async def correct(self, minutes: int, *, how: str) -> None:
        """As people do: they say that a line is wrong and are answered, or the county takes."""
        line = await self._line()
        if line is None:
            return
        self.now += timedelta(minutes=1)
        try:
            if how == "taken":
                said = TakingSaid(line=line, minutes=minutes, false_presence=False, why="没见到人")
                await taking.take(self.county, uuid4(), said, now=self.now)
            else:
                await self._disputed(line, minutes)
            await self._seconded(yes=how != "refused")
        except Refusal as refusal:
            assert refusal.code in UNFIT  # noqa: PT017  # all else is a fault

    async def _disputed(self, line: UUID, minutes: int) -> None:
        kind = {"line": line, "kind": "hours", "minutes": minutes, "words": "记错了"}
        asked = await disputing.dispute(
            self.me, uuid4(), DisputeSaid(shift=self.shift, **kind), now=self.now
        )
        by = self.county if asked.level == "county" else self.lead
        said = DisputeAnswer(why="查过了", minutes=minutes)
        await answering.answer(by, asked.id, said, now=self.now)

    async def _seconded(self, *, yes: bool) -> None:
        self.now += timedelta(minutes=1)
        for row in await run("SELECT id FROM service_claim WHERE state = 'waiting'"):
            said = Deciding(yes=yes, why="没人见过")
            await deciding.decide(self.stranger, row["id"], said, now=self.now)

    async def _line(self) -> UUID | None:
        """The first that counts."""
        rows = await run(
            "SELECT id FROM shift_presence WHERE shift = {} AND state = 'counted' UNION ALL"
            " SELECT id FROM service_claim WHERE shift = {} AND state = 'accepted'"
            " AND corrects IS NULL LIMIT 1",
            *(self.shift, self.shift),
        )
        return UUID(str(rows[0]["id"])) if rows else None

    async def expect_sound(self) -> None:
        stays = await run("SELECT * FROM shift_presence WHERE shift = {}", self.shift)
        claims = await run(
            "SELECT minutes, corrects, service_class FROM service_claim"
            " WHERE shift = {} AND state = 'accepted'",
            self.shift,
        )
        for row in stays:
            if row["service_class"]:
                known = self.classes.setdefault(row["id"], row["service_class"])
                assert row["service_class"] == known, "a class becomes no other"
        counted = [row for row in stays if row["state"] == "counted"]
        service = sum(row["minutes"] for row in [*counted, *claims])
        proved = sum(
            row["minutes"]
            for row in counted
            if row["service_class"] == "verified" or row["confirmed_at"]
        ) + sum(
            row["minutes"]
            for row in claims
            if row["service_class"] == "verified" and row["minutes"] > 0
        )
        corrected = any(row["corrects"] for row in claims)
        held = {one.account_kind: one.minutes for one in await accounts.balances(self.me.account)}
        assert 0 <= service <= LONG - PAUSE
        assert held.get("service", 0) == service
        assert 0 <= held.get("redeemable", 0) <= min(service, proved)
        assert corrected or held.get("redeemable", 0) == proved
        await self.expect_twice_entered()

    async def expect_twice_entered(self) -> None:
        """What comes to somebody goes from the host, which says how much it has issued."""
        [sums] = await run(
            "SELECT COALESCE(SUM(minutes), 0) AS all_of_it FROM ledger_entry WHERE posting IN"
            " (SELECT posting FROM ledger_entry e JOIN ledger_holder h"
            " ON h.ledger_account = e.account WHERE h.account = {})",
            self.me.account,
        )
        assert sums["all_of_it"] == 0
        share = await served.share(OFFICE)
        [service] = await run(
            "SELECT COALESCE(SUM(balance), 0) AS minutes FROM ledger_account WHERE kind = 'service'"
        )
        assert share.verified + share.late + share.backfilled == service["minutes"]
