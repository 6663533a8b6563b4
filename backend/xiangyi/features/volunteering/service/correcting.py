"""Putting a line of the ledger right by another that names it; the first one stays as it was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.sealing import seal_some
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.service import claiming, lines
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.lines import Standing
from xiangyi.features.volunteering.tables.hours import ServiceClaim


async def add(  # noqa: PLR0913, PLR0917  # whose, how many, why, and of what
    asker: Asker,
    id_: UUID,
    ground: Ground,
    account: UUID,
    minutes: int,
    why: str,
    *,
    was: Standing | None,
    now: datetime,
) -> None:
    """Ask a second person of another organisation for more minutes, in the transaction that holds
    the account: of a line that is there, or, where `was` is None, for a line that is missing.

    Raises:
        ClaimTooHigh, ClaimOverlaps: as `claiming.expect_left`.
    """
    await claiming.expect_left(ground, account, minutes, was.line if was else None)
    await _keep(
        ServiceClaim(
            id=id_,
            shift=ground.shift,
            account=account,
            minutes=minutes,
            state="waiting",
            claimed_by=asker.account,
            claimed_at=now,
            corrects=was and was.line,
        ),
        why,
    )
    await claiming.note(asker, "claim.made", id_, account, ground, now=now)


async def take(  # noqa: PLR0913  # as above
    asker: Asker, id_: UUID, ground: Ground, minutes: int, why: str, *, was: Standing, now: datetime
) -> None:
    """Take minutes off a line, as its person says themselves; in the same transaction.

    Nobody gains by it, so one person's word is enough.

    Raises:
        ClaimTooHigh: the line has no more than `most` minutes.
    """
    if minutes > was.minutes:
        raise errors.ClaimTooHigh(most=was.minutes)
    await _keep(
        ServiceClaim(
            id=id_,
            shift=ground.shift,
            account=was.account,
            minutes=-minutes,
            state="accepted",
            claimed_by=asker.account,
            claimed_at=now,
            decided_by=asker.account,
            decided_at=now,
            corrects=was.line,
            service_class=was.service_class,
        ),
        why,
    )
    await post(await lines.taking_of(id_, ground, was, minutes), now=now)
    await claiming.note(asker, "claim.accepted", id_, was.account, ground, now=now)


async def ask_to_take(  # noqa: PLR0913  # as above
    asker: Asker,
    id_: UUID,
    ground: Ground,
    minutes: int,
    why: str,
    *,
    false_presence: bool,
    was: Standing,
    now: datetime,
) -> None:
    """Ask a second person of another organisation to take minutes that were not served; the same.

    Args:
        false_presence: whether its person was not there, rather than that somebody was mistaken.

    Raises:
        ClaimTooHigh: the line has no more than `most` minutes.
    """
    if minutes > was.minutes:
        raise errors.ClaimTooHigh(most=was.minutes)
    await _keep(
        ServiceClaim(
            id=id_,
            shift=ground.shift,
            account=was.account,
            minutes=-minutes,
            state="waiting",
            claimed_by=asker.account,
            claimed_at=now,
            corrects=was.line,
            service_class=was.service_class,
            false_presence=false_presence,
        ),
        why,
    )
    await claiming.note(asker, "claim.made", id_, was.account, ground, now=now)


async def _keep(claim: ServiceClaim, why: str) -> None:
    sealed: Any = seal_some(why, owner=claim.id, field=claiming.EVIDENCE)
    claim.evidence = sealed
    await ServiceClaim.insert(claim)
