"""Who led a shift when: what they showed and ticked then counts, also once somebody else leads."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core import codes
from xiangyi.core.asking import Asker
from xiangyi.core.codes import Phase, Token
from xiangyi.core.db import run
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import LONGEST
from xiangyi.features.volunteering.schemas.hours import LedShift, LedShifts
from xiangyi.features.volunteering.service import grounds
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import FormerLead

_FORMER: Final = "SELECT number, lead, until_at FROM former_lead WHERE shift = {} ORDER BY number"
#: The shifts that somebody leads, or once led, around a time.
_AROUND: Final = (
    "SELECT s.id FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE (s.lead = {} OR EXISTS (SELECT 1 FROM former_lead f WHERE f.shift = s.id"
    " AND f.lead = {})) AND s.cancelled_at IS NULL"
    " AND a.state IN ('approved', 'closed') AND s.starts_at < {} AND s.starts_at >= {}"
    " AND s.ends_at > {} ORDER BY s.starts_at, s.id"
)
_BESIDE: Final = (
    "SELECT a.id, a.title, s.starts_at, s.ends_at FROM activity_shift s"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE s.lead = {} AND s.id <> {}"
    " AND s.cancelled_at IS NULL AND a.state IN ('waiting', 'approved')"
    " AND s.starts_at < {} AND s.starts_at >= {} AND s.ends_at > {} ORDER BY s.starts_at, s.id"
)
#: Somebody's that are not long over. With something added the state is no column of an index:
#: SQLite would go through all that were ever approved, and not only what is still to come.
_LED: Final = (
    "SELECT s.id, a.title, s.starts_at, s.ends_at FROM activity_shift s"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE s.lead = {} AND s.ends_at > {}"
    " AND s.cancelled_at IS NULL AND a.state || '' = 'approved' ORDER BY s.ends_at, s.id LIMIT {}"
)
#: So long after its end people still go, and need the code for it.
GOING: Final = timedelta(hours=3)
#: More nobody leads in the weeks that a phone keeps them for.
_MOST: Final = 50
_STEP: Final = timedelta(seconds=codes.STEP_S)


class Lead(Struct, frozen=True):
    """Somebody who shows, or showed, codes of a number; None for since ever, or until now."""

    account: UUID
    number: int
    since_at: datetime | None = None
    until_at: datetime | None = None

    def led_from(self, first: datetime, last: datetime) -> bool:
        """Whether they led at some moment of these."""
        is_after = self.since_at is None or last >= self.since_at
        return is_after and (self.until_at is None or first < self.until_at)

    def led_in(self, step: int) -> bool:
        """Whether they led while the code of a step was shown."""
        begins = codes.moment_of(step)
        return self.led_from(begins, begins + _STEP)


async def mine(asker: Asker, *, now: datetime) -> LedShifts:
    """The shifts whose codes the asker's phone is to show, the first that ends first."""
    rows: list[dict[str, Any]] = await run(_LED, asker.account, now - GOING, _MOST)
    return LedShifts([LedShift(**row) for row in rows])


async def leads(ground: Ground) -> list[Lead]:
    """All of a shift, the latest first: that is who leads now."""
    if ground.code_number == 1:
        return [Lead(ground.lead, 1)]
    rows: list[dict[str, Any]] = await run(_FORMER, ground.shift)
    ended: list[datetime | None] = [None, *(row["until_at"] for row in rows)]
    led = [(row["lead"], row["number"]) for row in rows] + [(ground.lead, ground.code_number)]
    return [
        Lead(account, number, since, until)
        for (account, number), since, until in zip(led, ended, [*ended[1:], None], strict=True)
    ][::-1]


async def shown_by(ground: Ground, token: Token) -> UUID | None:
    """Whose phone showed a code while they led; None where nobody's did."""
    for one in await leads(ground):
        if one.led_in(token.step) and codes.is_shown(token, one.number):
            return one.account
    return None


async def typed_from(
    ground: Ground, phase: Phase, digits: str, around: int
) -> tuple[UUID, int] | None:
    """Whose phone showed six digits around a step, and the step; None where nobody's did."""
    for one in await leads(ground):
        step = codes.step_of(digits, codes.secret(ground.shift, one.number, phase), around)
        if step is not None and one.led_in(step):
            return one.account, step
    return None


async def lead_at(ground: Ground, at: datetime) -> Lead:
    """Who led a shift at a moment; of what came before, whoever leads now answers for nothing."""
    return next(one for one in await leads(ground) if one.led_from(at, at))


async def expect_led_by_others(
    ground: Ground, account: UUID, came_at: datetime, left_at: datetime | None = None
) -> None:
    """Nobody serves while they hold the codes; None who comes, and may yet stay.

    Raises:
        OwnCode: they led the shift at some moment of a stay.
        ScanOverlaps: they led another one then.
    """
    if any(
        one.account == account and one.led_from(came_at, left_at or came_at)
        for one in await leads(ground)
    ):
        raise errors.OwnCode
    # Early and late beside the shift they may be where they like.
    first = max(came_at, ground.stretch.starts_at)
    last = min(left_at or first + _STEP, ground.stretch.ends_at)
    if last <= first:
        return
    for other, *_ in await led_around(account, first, last):
        if other.shift != ground.shift:
            raise errors.ScanOverlaps(
                starts_at=other.stretch.starts_at, ends_at=other.stretch.ends_at, **other.told
            )


async def led_around(
    account: UUID, first: datetime, last: datetime
) -> list[tuple[Ground, datetime, datetime]]:
    """What somebody led at some moment of a time, and from when to when of it, in each shift."""
    found = []
    for row in await run(_AROUND, account, account, last, first - LONGEST, first):
        ground = await grounds.of_shift(UUID(str(row["id"])))
        span = max(first, ground.stretch.starts_at), min(last, ground.stretch.ends_at)
        found += [
            (ground, max(span[0], one.since_at or span[0]), min(span[1], one.until_at or span[1]))
            for one in await leads(ground)
            if one.account == account and one.led_from(*span)
        ]
    return found


async def led_beside(
    shift: UUID, account: UUID, starts_at: datetime, ends_at: datetime
) -> list[dict[str, Any]]:
    """What else somebody is to lead at the time of a shift, also where it waits for a yes."""
    return await run(_BESIDE, account, shift, ends_at, starts_at - LONGEST, starts_at)


async def hand_over(shift: dict[str, Any], *, now: datetime) -> int:
    """Note that whoever leads does so no more, in the transaction; the next one's number."""
    number: int = shift["code_number"]
    await FormerLead.insert(
        FormerLead(shift=shift["id"], number=number, lead=shift["lead"], until_at=now)
    )
    return number + 1
