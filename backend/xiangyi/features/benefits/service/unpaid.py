"""Uses whose minutes had come back and been spent elsewhere: paid out of the next that come."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.benefits.rules.lots import lapses_on
from xiangyi.features.benefits.schemas import Owed
from xiangyi.features.benefits.service import charging, finding, papers, ruling, telling
from xiangyi.features.identity.service.holding import hold_alone

Row = dict[str, Any]

_OWED: Final = (
    "SELECT u.id, u.voucher, u.provider, u.used_at, u.noted_at, v.account, v.cost_minutes,"
    " b.title FROM voucher_use u JOIN voucher v ON v.id = u.voucher"
    " JOIN benefit b ON b.id = v.benefit WHERE v.account = {} AND u.state = 'unpaid'"
    " AND u.honoured_at IS NULL ORDER BY u.noted_at, u.id"
)
#: Whoever has minutes for one of theirs.
_ABLE: Final = (
    "SELECT DISTINCT v.account FROM voucher_use u JOIN voucher v ON v.id = u.voucher"
    " JOIN ledger_holder h ON h.account = v.account AND h.kind = 'redeemable'"
    " JOIN ledger_account a ON a.id = h.ledger_account"
    " WHERE u.state = 'unpaid' AND u.honoured_at IS NULL AND a.balance >= v.cost_minutes"
    " ORDER BY v.account"
)
_PAY: Final = (
    "UPDATE voucher_use SET state = 'counted', counted_at = {}, paid_at = {}, minutes = {}"
    " WHERE id = {} AND state = 'unpaid' AND honoured_at IS NULL RETURNING id"
)
_USE: Final = (
    "UPDATE voucher SET state = 'used', used_at = {}, ended_at = NULL, locked_until = NULL,"
    " charges = charges + 1 WHERE id = {}"
)
_HONOUR: Final = (
    "UPDATE voucher_use SET honoured_at = {} WHERE id = {} AND state IN ('double', 'unpaid')"
    " RETURNING id"
)


async def owed_by(account: UUID, *, now: datetime) -> list[Owed]:
    """What a person still owes, the oldest first.

    Nothing for what a clerk took for them before they claimed it: an account that is kept has no
    minutes to redeem, since nobody scans for another, and so its vouchers cost none.
    """
    return [
        Owed(title=row["title"], used_at=row["used_at"], minutes=row["cost_minutes"])
        for row in await _owed_by(account, now=now)
    ]


async def pay(*, now: datetime) -> None:
    """Let those who have minutes again pay what they owe, the oldest first."""
    for row in await run(_ABLE):
        await _pay_of(UUID(str(row["account"])), now=now)


async def spend_again(voucher: UUID, used_at: datetime, *, now: datetime) -> None:
    """Let a voucher be used whose minutes have come back: they are spent once more.

    In the caller's transaction.
    """
    await run(_USE, used_at, voucher)
    row: Any = await papers.row_of(voucher)
    await charging.spend(row, now=now)
    await finding.take_one_anyway(row["benefit"])


async def honour(use: UUID, *, now: datetime) -> bool:
    """Let a use be settled without minutes, in the caller's transaction, as two have said.

    It is not where it counts by now.
    """
    return bool(await run(_HONOUR, now, use))


async def _owed_by(account: UUID, *, now: datetime) -> list[Row]:
    rows: list[Row] = await run(_OWED, account)
    if not rows:
        return []
    months = (await ruling.numbers_of_person(account, now=now)).lapse_months
    today = now.astimezone(SHANGHAI).date()
    # The minutes themselves would have lasted no longer.
    return [row for row in rows if today < lapses_on(row["noted_at"].astimezone(SHANGHAI), months)]


async def _pay_of(account: UUID, *, now: datetime) -> None:
    """One person's, in a transaction of their own."""
    async with atomic():
        try:
            await hold_alone(account)
        except SignInNeeded:
            return
        for row in await _owed_by(account, now=now):
            if await charging.balance_of(row["account"]) < row["cost_minutes"]:
                break
            await _pay(row, now=now)


async def _pay(row: Row, *, now: datetime) -> None:
    # Whoever settles another use of it waits here.
    await run("UPDATE voucher SET state = state WHERE id = {}", row["voucher"])
    if not await run(_PAY, now, now, row["cost_minutes"], row["id"]):
        return
    await spend_again(row["voucher"], row["used_at"], now=now)
    told = {"id": row["voucher"], "title": row["title"], "cost_minutes": row["cost_minutes"]}
    await telling.ended(row["account"], told, "paid", now=now)
    await telling.came_to(row["provider"], row["id"], "counted", row["title"], now=now)
