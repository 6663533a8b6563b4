"""Minutes that somebody claims are accepted or refused, by as many as their day asks for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import tier
from xiangyi.features.volunteering.schemas.hours import Deciding, ServiceClaimShown
from xiangyi.features.volunteering.service import (
    claiming,
    counting,
    grounds,
    lines,
    ruling,
    seconds,
    telling_hours,
)
from xiangyi.features.volunteering.service.grounds import Ground

Row = dict[str, Any]


async def decide(asker: Asker, id_: UUID, said: Deciding, *, now: datetime) -> ServiceClaimShown:
    """Accept or refuse; what is accepted is service, marked, and never redeemed.

    A second person of another organisation begins. Where the day comes to so many minutes that
    the host or the county has to say yes to it, they do so afterwards.

    Raises:
        ClaimNotFound: there is none.
        RoleMissing, NotSecondPerson: as `seconds`, for whom it waits.
        NothingToDecide: somebody has decided otherwise, whose it was is erased, or the county has
            taken minutes off the line since.
        ClaimTooHigh: by now no more than `most` minutes of the shift, or of the line, are left.
        ClaimOverlaps: they were elsewhere for some of it.
        WhyMissing, WhyUnusable: a no without a reason.
    """
    row = await claiming.row_of(id_)
    if row is None:
        raise errors.ClaimNotFound
    ground = await grounds.of_shift(row["shift"])
    if row["decided_by"] == asker.account:
        if said.yes is (row["state"] == "refused"):
            raise errors.NothingToDecide
        return _shown(row, ground)
    await _expect(asker, row, ground)
    if row["state"] == ("accepted" if said.yes else "refused"):
        return _shown(row, ground)
    if row["state"] in ("accepted", "refused") or row["account"] is None:
        raise errors.NothingToDecide
    why = "" if said.yes else audit.reason(said.why)
    sealed = seal_some(why, owner=id_, field=claiming.WHY)
    async with atomic():
        await hold_alone(row["account"])
        state = await _next(row, ground) if said.yes else "refused"
        # Before it counts itself, since a line stands at what all that is accepted leaves of it.
        made = await lines.posting_of(row, ground) if state == "accepted" else None
        proved = made is not None and row["minutes"] > 0 and made.service_class == "verified"
        settled = await run(
            "UPDATE service_claim SET state = {}, decided_by = {}, decided_at = {}, why = {},"
            " service_class = {} WHERE id = {} AND state = {} RETURNING id",
            *(state, asker.account, now, sealed),
            *("verified" if proved else row["service_class"], id_, row["state"]),
        )
        if not settled:
            raise errors.NothingToDecide
        if made:
            await post(made, now=now)
        action = f"claim.{state}" if state in ("accepted", "refused") else "claim.seconded"
        await claiming.note(asker, action, id_, row["account"], ground, why, now=now)
        if state in ("accepted", "refused"):
            await telling_hours.decided(row, ground, yes=said.yes, now=now)
    return _shown(row | {"state": state, "decided_at": now, "why": sealed}, ground)


async def _expect(asker: Asker, row: Row, ground: Ground) -> None:
    """Whoever the claim waits for is none of those who said it, or said yes to it, before."""
    said = [row["account"], row["claimed_by"]]
    if row["state"] == "host":
        await seconds.expect_host(asker, ground, apart=[*said, row["decided_by"]])
    elif row["state"] == "county":
        await seconds.expect_county(asker, ground, apart=[*said, row["decided_by"]])
    else:
        await seconds.expect_second(asker, ground, apart=said)


async def _next(row: Row, ground: Ground) -> str:
    """What a yes makes of a claim, in the transaction that holds the account."""
    if row["minutes"] < 0:
        return "accepted"
    account, id_ = row["account"], row["id"]
    taken_at = await lines.taken_at(row["corrects"])
    if taken_at is not None and taken_at > row["claimed_at"]:
        # What was agreed to before the county took it gives nothing back.
        raise errors.NothingToDecide
    await claiming.expect_left(ground, account, row["minutes"], row["corrects"], but=id_)
    if row["state"] != "waiting":
        # Whatever has come since, and makes the day longer, waits for its own yes.
        return "accepted"
    day = ground.stretch.starts_at.astimezone(SHANGHAI).date()
    long = row["minutes"] + await counting.of_day(account, day, but=id_)
    asked = tier(long, await ruling.numbers_of_shift(ground))
    return "accepted" if asked == "at_once" else asked


def _shown(row: Row, ground: Ground) -> ServiceClaimShown:
    return claiming.shown(row, title=ground.title, activity=ground.activity)
