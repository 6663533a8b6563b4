"""Retention: what has served its purpose goes."""

from datetime import datetime

from xiangyi.features.identity.service import codes, passkeys, sessions, tallies
from xiangyi.features.identity.service.kept import SLIP_LASTS
from xiangyi.features.identity.tables import ClaimSlip


async def forget_old(*, now: datetime) -> None:
    """Drop codes and counts of yesterday, sign-ins half a year after they ended, old slips."""
    await codes.forget(now=now)
    await tallies.forget(now=now)
    await sessions.forget(now=now)
    await passkeys.forget(now=now)
    await ClaimSlip.delete().where(ClaimSlip.made_at < now - SLIP_LASTS)
