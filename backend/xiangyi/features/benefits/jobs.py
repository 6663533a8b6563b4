"""What the worker does for benefits."""

from datetime import datetime

from xiangyi.features.benefits.service import ending, lapsing, unpaid
from xiangyi.settings import Settings


async def expire_vouchers(_: Settings, now: datetime) -> None:
    """Give back the minutes of vouchers that have run out, or are void."""
    await ending.expire(now=now)


async def pay_owed(_: Settings, now: datetime) -> None:
    """Take the minutes of vouchers that were used unpaid, where they are there by now."""
    await unpaid.pay(now=now)


async def lapse_minutes(_: Settings, now: datetime) -> None:
    """Announce which redeemable minutes lapse, and let those lapse that were announced."""
    await lapsing.lapse(now=now)
