"""Retention: what has served its purpose goes."""

from datetime import datetime, timedelta
from typing import Final

from xiangyi.features.identity.service import codes, sessions, tallies
from xiangyi.features.identity.service.kept import SLIP_LASTS
from xiangyi.features.identity.tables import Challenge, ClaimSlip

#: A challenge is answered within minutes or not at all.
_CHALLENGE_LASTS: Final = timedelta(days=1)


async def forget_old(*, now: datetime) -> None:
    """Drop codes and counts of yesterday, sign-ins half a year after they ended, old slips."""
    await codes.forget(now=now)
    await tallies.forget(now=now)
    await sessions.forget(now=now)
    await Challenge.delete().where(Challenge.made_at < now - _CHALLENGE_LASTS)
    await ClaimSlip.delete().where(ClaimSlip.made_at < now - SLIP_LASTS)
