"""Vouchers that run out or are void: their minutes come back."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.db import atomic, run
from xiangyi.features.benefits.service import charging, finding, papers, telling
from xiangyi.features.identity.service.holding import hold_alone

Row = dict[str, Any]

#: Nobody at a counter has one in hand.
_OVER: Final = (
    "SELECT v.id, v.account, b.title, b.voided_at IS NOT NULL AS is_void FROM voucher v"
    " JOIN benefit b ON b.id = v.benefit WHERE v.state = 'issued'"
    " AND (v.expires_at <= {} OR b.voided_at IS NOT NULL)"
    " AND (v.locked_until IS NULL OR v.locked_until <= {}) ORDER BY v.expires_at, v.id LIMIT {}"
)
_END: Final = (
    "UPDATE voucher SET state = {}, ended_at = {} WHERE id = {} AND state = 'issued'"
    " AND (locked_until IS NULL OR locked_until <= {}) RETURNING id"
)
_AT_ONCE: Final = 500


async def expire(*, now: datetime) -> int:
    """End what is over and give its minutes back, each in its own transaction; how many."""
    ended = 0
    while rows := await run(_OVER, now, now, _AT_ONCE):
        done = [await _end(row, now=now) for row in rows]
        ended += sum(done)
        if not any(done):
            break
    return ended


async def _end(row: Row, *, now: datetime) -> bool:
    id_, how = UUID(str(row["id"])), "void" if row["is_void"] else "expired"
    async with atomic():
        if row["account"] is not None:
            try:
                await hold_alone(row["account"])
            except SignInNeeded:
                return False
        if not await run(_END, how, now, id_, now):
            return False
        voucher: Any = await papers.row_of(id_)
        await finding.put_one_back(voucher["benefit"])
        if voucher["account"] is not None:
            back = await charging.give_back(voucher, now=now)
            if how == "void":
                told = voucher | {"title": row["title"], "cost_minutes": back}
                await telling.ended(voucher["account"], told, "void", now=now)
    return True
