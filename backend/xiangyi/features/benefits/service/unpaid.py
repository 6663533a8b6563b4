"""Uses whose minutes had come back and been spent elsewhere, and who had them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.benefits import errors
from xiangyi.features.identity.service.records import records_of

_STANDS: Final = (
    "SELECT b.title FROM voucher_use u JOIN voucher v ON v.id = u.voucher"
    " JOIN benefit b ON b.id = v.benefit WHERE {own} AND u.state = 'unpaid'"
    " AND u.honoured_at IS NULL ORDER BY u.noted_at, u.id LIMIT 1"
)


async def expect_none(account: UUID) -> None:
    """Raises VoucherUnpaid: one of theirs was used, and is neither paid nor honoured."""
    own = listed(await records_of(account))
    for row in await run(_STANDS.format(own=among("v.account", "UUID")), own):
        raise errors.VoucherUnpaid(title=row["title"])


async def honour(use: UUID, *, now: datetime) -> None:
    """Let a use be settled without minutes, in the caller's transaction, as two have said."""
    await run("UPDATE voucher_use SET honoured_at = {} WHERE id = {}", now, use)
