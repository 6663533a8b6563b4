"""Minutes that no pair of scans proves: claimed with evidence, accepted by another organisation.

So is mended what was forgotten: who did not scan when they went claims what they served, names
who saw them, and a stranger to the host decides. Such minutes are marked for ever.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.schemas.hours import (
    MyServiceClaims,
    ServiceClaimSaid,
    ServiceClaimShown,
)
from xiangyi.features.volunteering.service import (
    counting,
    elsewhere,
    grounds,
    reach,
    ruling,
)
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables import ShiftSignup
from xiangyi.features.volunteering.tables.hours import ServiceClaim

Row = dict[str, Any]

#: As what the words of a claim are sealed.
EVIDENCE: Final = "claim_evidence"
WHY: Final = "claim_why"

_MINE: Final = (
    "SELECT c.*, a.id AS activity, a.title FROM service_claim c"
    " JOIN activity_shift s ON s.id = c.shift JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE c.account = {} ORDER BY c.claimed_at DESC LIMIT 200"
)


async def claim(
    asker: Asker, id_: UUID, said: ServiceClaimSaid, *, now: datetime
) -> ServiceClaimShown:
    """Ask for minutes of a shift, for oneself or, for the host, for one of its volunteers.

    The same again changes nothing.

    Raises:
        OwnHandsOnly: somebody acts for the person.
        ShiftNotFound: there is none that has been approved.
        RoleMissing: it is another's, and the asker does not write for the host.
        SignUpNotFound: they had no seat.
        ClaimOutOfTime: the shift is not over, or has been for too long.
        ClaimTooHigh: no more than `most` minutes of it are left.
        ClaimOverlaps: they were elsewhere for some of it.
        ClaimIdTaken: the id is another claim's.
        WhyMissing, WhyUnusable: the evidence is blank, or hides something.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    ground = await grounds.of_shift(said.shift)
    account = await _whose(asker, ground, said)
    evidence = _evidence(said.evidence)
    if (row := await row_of(id_)) is not None:
        made = shown(row, title=ground.title, activity=ground.activity)
        told = (row["shift"], row["account"], row["minutes"], made.evidence, row["claimed_by"])
        if told != (ground.shift, account, said.minutes, evidence, asker.account):
            raise errors.ClaimIdTaken
        return made
    numbers = await ruling.numbers_of_shift(ground)
    until = ground.stretch.ends_at + timedelta(days=numbers.claiming_days)
    if not ground.stretch.ends_at <= now <= until or not ground.takes_place:
        raise errors.ClaimOutOfTime(from_at=ground.stretch.ends_at, until_at=until)
    with duplicate_is(errors.ClaimIdTaken()):
        async with atomic():
            await hold_alone(account)
            await expect_left(ground, account, said.minutes)
            kept = ServiceClaim(
                id=id_,
                shift=ground.shift,
                account=account,
                minutes=said.minutes,
                evidence=seal_some(evidence, owner=id_, field=EVIDENCE),
                state="waiting",
                claimed_by=asker.account,
                claimed_at=now,
            )
            await ServiceClaim.insert(kept)
            if account != asker.account:
                await note(asker, "claim.made", id_, account, ground, now=now)
    return shown(kept.to_dict(), title=ground.title, activity=ground.activity)


async def mine(asker: Asker) -> MyServiceClaims:
    """A person's claims, the latest first."""
    rows: list[Row] = await run(_MINE, asker.subject)
    return MyServiceClaims(
        [shown(row, title=row["title"], activity=row["activity"]) for row in rows]
    )


def shown(row: Row, *, title: str, activity: UUID) -> ServiceClaimShown:
    return ServiceClaimShown(
        id=row["id"],
        activity=activity,
        shift=row["shift"],
        title=title,
        minutes=row["minutes"],
        evidence=unseal_some(row["evidence"], owner=row["id"], field=EVIDENCE),
        corrects=row["corrects"],
        false_presence=row["false_presence"],
        state=row["state"],
        claimed_at=row["claimed_at"],
        decided_at=row["decided_at"],
        why=unseal_some(row["why"], owner=row["id"], field=WHY),
    )


async def _whose(asker: Asker, ground: Ground, said: ServiceClaimSaid) -> UUID:
    whose = (
        ShiftSignup.account == asker.account
        if said.signup is None
        else ShiftSignup.id == said.signup
    )
    row: Row | None = (
        await ShiftSignup.select()
        .where((ShiftSignup.shift == ground.shift) & (ShiftSignup.state == "signed") & whose)
        .first()
    )
    if said.signup is not None and (row is None or row["account"] != asker.account):
        await reach.expect_leader(asker, ground.host, ground.lead)
    if row is None:
        raise SignUpNotFound
    account: UUID = row["account"]
    return account


async def expect_left(
    ground: Ground,
    account: UUID,
    minutes: int,
    line: UUID | None = None,
    *,
    but: UUID | None = None,
) -> None:
    """Unless so many minutes of the shift are left, to put `line` right or to be a line of their
    own; the claim `but` is not counted.

    Raises:
        ClaimTooHigh: no more than `most` are.
        ClaimOverlaps: they were elsewhere for some of it.
    """
    taken = await counting.taken(ground.shift, account, line, but=but)
    left = ground.stretch.most_minutes - taken
    if minutes > left:
        raise errors.ClaimTooHigh(most=max(0, left))
    await elsewhere.expect_room(ground, account, minutes + taken)


def _evidence(text: str) -> str:
    words = tidy(text)
    if not words:
        raise WhyMissing
    if has_hidden(words):
        raise WhyUnusable
    return words


async def row_of(id_: UUID) -> Row | None:
    """The row of the table; None where there is none."""
    row: Row | None = await ServiceClaim.select().where(ServiceClaim.id == id_).first()
    return row


async def note(  # noqa: PLR0913, PLR0917  # what an entry of the log has
    asker: Asker,
    action: str,
    id_: UUID,
    account: UUID,
    ground: Ground,
    why: str = "",
    *,
    now: datetime,
) -> None:
    """Write down what was done with a claim, in the caller's transaction."""
    await audit.record(
        *(asker, action, "claim", id_),
        now=now,
        division=await ruling.home_of(ground.host),
        why=why,
        about=account,
    )
