"""What benefits and their vouchers are called in the record of who did what."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.features.benefits.tables import Benefit, Voucher


async def benefits(ids: Collection[str]) -> dict[str, str]:
    """By id, those that have not been deleted."""
    rows = await Benefit.select(Benefit.id, Benefit.title).where(
        Benefit.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["title"] for row in rows}


async def vouchers(ids: Collection[str]) -> dict[str, str]:
    """By id, what the benefit is called."""
    rows = await Voucher.select(Voucher.id, Voucher.benefit.title).where(
        Voucher.id.is_in([UUID(one) for one in ids])
    )
    return {str(row["id"]): row["benefit.title"] for row in rows}


NAMES = {"benefit": benefits, "voucher": vouchers}
