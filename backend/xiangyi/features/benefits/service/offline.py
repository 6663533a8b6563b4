"""A counter without a network: this morning's list, and what it used since."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core import keys
from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, duplicate_is, of_one_moment, run
from xiangyi.core.signing import public_key, sign
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.life import UseState
from xiangyi.features.benefits.rules.tokens import NotAVoucher, short
from xiangyi.features.benefits.schemas.vouchers import (
    MorningContent,
    MorningList,
    OfflineBenefit,
    SettlementSaid,
    SettlementShown,
)
from xiangyi.features.benefits.service import (
    charging,
    insiders,
    papers,
    refusing,
    ruling,
    telling,
    unpaid,
    uses,
)
from xiangyi.features.benefits.service.keeping import blackouts_of
from xiangyi.features.benefits.service.papers import PURPOSE, row_of
from xiangyi.features.benefits.service.reach import counters_of
from xiangyi.features.benefits.tables import Benefit, VoucherUse
from xiangyi.features.documents.rules.tokens import packed_id
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering.service.ruling import home_of

Row = dict[str, Any]

#: What the header of the list says that it is.
MORNING: Final = "xiangyi-counter"
#: Not good, though by their tokens they have not run out.
_NOT_GOOD: Final = (
    "SELECT v.id FROM voucher v JOIN benefit b ON b.id = v.benefit WHERE {which}"
    " AND v.expires_at > {{}} AND (v.state <> 'issued' OR v.account IS NULL"
    " OR b.voided_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM consent k"
    " WHERE k.account IN (v.account, (SELECT a.claimed_by FROM account a WHERE a.id = v.account))"
    " AND k.purpose = 'partner:' || CAST(v.provider AS TEXT)"
    " AND k.withdrawn_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > {{}})))"
    " ORDER BY v.id"
)
_OUT: Final = (
    "SELECT DISTINCT b.id, b.title, b.category, b.blackouts FROM voucher v"
    " JOIN benefit b ON b.id = v.benefit WHERE {which} AND v.expires_at > {{}}"
)
_USE: Final = "UPDATE voucher SET state = 'used', used_at = {}, locked_until = NULL WHERE id = {}"


async def morning(asker: Asker, *, now: datetime) -> MorningList:
    """What a counter of the asker's organisations needs until the network is back, signed.

    Raises:
        RoleMissing: the asker stands at no counter.
    """
    providers = counters_of(asker)
    numbers = [await ruling.numbers_of_provider(one, now=now) for one in providers]
    homes = await organisations.homes(providers)
    of_theirs = among("v.provider", "UUID")
    # What is issued until then is good as well, and so what it is about is told beforehand.
    approved = Benefit.provider.is_in(providers) & (Benefit.state == "approved")
    async with of_one_moment():
        out: list[Row] = await run(_OUT.format(which=of_theirs), listed(providers), now)
        offered: list[Row] = await Benefit.select().where(approved)
        own = await insiders.own_of(asker, providers, now=now)
        ended = await run(_NOT_GOOD.format(which=of_theirs), listed(providers), now, now)
    content = MorningContent(
        deployment=keys.in_use().deployment,
        at=now.replace(microsecond=0),
        until=now.replace(microsecond=0) + timedelta(hours=min(one.offline_h for one in numbers)),
        providers={str(one): homes[one].name for one in providers},
        benefits={
            packed_id(UUID(str(row["id"]))): OfflineBenefit(
                row["title"],
                row["category"],
                [(day.since, day.until) for day in blackouts_of(row)],
            )
            for row in (*out, *offered)
        },
        own=[short(one) for one in own],
        ended=[short(UUID(str(row["id"]))) for row in ended],
        most=min(one.offline_most for one in numbers),
    )
    return MorningList(
        key=public_key(PURPOSE), signed=sign(PURPOSE, MORNING, msgspec.json.encode(content))
    )


async def settle(
    asker: Asker, id_: UUID, said: SettlementSaid, *, now: datetime
) -> SettlementShown:
    """Take in what a counter used without a network; the same again is answered as before.

    The first of two that comes to us counts, by our clock: that of a phone is a claim. One whose
    voucher ended after it was used counts as well, and its minutes are spent again: out of the
    next that come, where they are not there.

    Raises:
        RoleMissing: the asker stands at no counter.
        SettlementIdTaken: the id is that of another use.
        OwnVoucher: it is the asker's own, or they took it for somebody.
        UseAhead, UseBehind: by the phone's clock it is still to come, or was not yet issued.
    """
    providers = counters_of(asker)
    used_at = said.used_at.astimezone(UTC)
    try:
        voucher = papers.read(said.token).voucher
        if await uses.row_of(id_) is None:
            await refusing.expect_theirs(voucher, used_at, providers, now=now)
            with duplicate_is(errors.SettlementIdTaken()):
                async with atomic():
                    if await uses.row_of(id_) is None:
                        await _settle(asker, id_, voucher, used_at, now=now)
    except NotAVoucher as error:
        return SettlementShown(id=id_, state="refused", because=error.because, used_at=used_at)
    found = await uses.row_of(id_)
    if found is None or found["voucher"] != voucher or found["provider"] not in providers:
        raise errors.SettlementIdTaken
    return await _shown(asker, found)


async def _settle(
    asker: Asker, id_: UUID, voucher: UUID, used_at: datetime, *, now: datetime
) -> None:
    row: Any = await row_of(voucher)
    if row["account"] is not None:
        await hold_alone(row["account"])
    # Whoever settles or uses it meanwhile waits here.
    await run("UPDATE voucher SET state = state WHERE id = {}", voucher)
    if await uses.row_of(id_) is not None:
        # It was sent twice at once, and the other was a moment earlier.
        return
    row = await row_of(voucher)
    await insiders.expect_other(asker, row)
    benefit: Any = await Benefit.select().where(Benefit.id == row["benefit"]).first()
    because = await refusing.because(row, benefit, used_at)
    state: UseState = "refused"
    if because is None:
        state = await _state(row, used_at, now=now)
    charged = row["cost_minutes"] if state == "counted" else 0
    await VoucherUse.insert(
        VoucherUse(
            id=id_,
            voucher=voucher,
            provider=row["provider"],
            how="offline",
            used_at=used_at,
            noted_at=now,
            used_by=asker.account,
            minutes=charged,
            state=state,
            counted_at=now if state == "counted" else None,
            because=because,
        )
    )
    if state in {"double", "unpaid"}:
        gone = state == "unpaid" and row["account"] is None
        how: Any = "gone" if gone else state
        await telling.came_to(row["provider"], id_, how, benefit["title"], now=now)
    if state in {"counted", "unpaid"} and row["account"] is not None:
        told = row | {"title": benefit["title"]}
        counts = state == "counted"
        await telling.ended(row["account"], told, "settled" if counts else "owed", now=now)
    await audit.record(
        *(asker, "voucher.settled", "voucher", voucher),
        now=now,
        division=await home_of(row["provider"]),
        after={"state": state},
    )


async def _state(row: Row, used_at: datetime, *, now: datetime) -> UseState:
    """What a use comes to, of a voucher that was good at that time."""
    if row["state"] == "used" or await _stands_unpaid(row["id"]):
        return "double"
    if row["state"] == "issued":
        await run(_USE, used_at, row["id"])
        return "counted"
    # Its minutes have come back since, and are spent again if they are there.
    if not await _can_pay(row):
        return "unpaid"
    await unpaid.spend_again(row["id"], used_at, now=now)
    return "counted"


async def _can_pay(row: Row) -> bool:
    cost: int = row["cost_minutes"]
    if row["account"] is None:
        return cost == 0
    return await charging.balance_of(row["account"]) >= cost


async def _stands_unpaid(voucher: UUID) -> bool:
    """Whether another counter came first, for nothing as yet or honoured after a dispute."""
    return await VoucherUse.exists().where(
        (VoucherUse.voucher == voucher) & (VoucherUse.state == "unpaid")
    )


async def _shown(asker: Asker, found: Row) -> SettlementShown:
    if found["state"] == "refused":
        # Whoever is at no good voucher learns nothing of its person.
        return SettlementShown(
            id=found["id"], state="refused", because=found["because"], used_at=found["used_at"]
        )
    [line] = await uses.shown(asker, [found])
    first = None
    if found["state"] == "double":
        first = await _first_used_at(found["voucher"])
    return SettlementShown(
        id=found["id"],
        state=found["state"],
        because=line.because,
        title=line.title,
        category=line.category,
        name=line.name,
        used_at=found["used_at"],
        first_used_at=first,
    )


async def _first_used_at(voucher: UUID) -> datetime | None:
    row: Any = await row_of(voucher)
    first: Row | None = (
        await VoucherUse.select()
        .where((VoucherUse.voucher == voucher) & (VoucherUse.state == "unpaid"))
        .order_by(VoucherUse.noted_at)
        .first()
    )
    found: datetime | None = (first or row)["used_at"]
    return found
