"""The hours that the demonstration's volunteers have served: they scanned when they came and went.

Most did it at once. Now and then a phone had no network until the evening, and somebody forgot to
scan when they went; so that there is something for a second person to look at. At the end of each
month but the latest the ledger was signed, by which the month's sample is drawn.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID, uuid5

from msgspec import Struct

from xiangyi.core import codes
from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.codes import Phase
from xiangyi.core.db import atomic
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.volunteering.schemas import ShiftFacts
from xiangyi.features.volunteering.schemas.hours import ScanSaid
from xiangyi.features.volunteering.service import scanning
from xiangyi.features.volunteering.tables.hours import ShiftTick

#: One in so many.
_LATE: Final = 23
_FORGOT: Final = 31
#: Of so many shifts, in one the lead ticked everybody in one go.
_IN_ONE_GO: Final = 20
#: What became of vouchers in this time is told afterwards, and nothing comes after what was signed.
_VOUCHERS: Final = timedelta(days=40)
_UNTIL_EVENING: Final = timedelta(hours=5)


class Came(Struct, frozen=True):
    """Somebody with a seat in a shift that is over.

    Attributes:
        turn: their place among those who came: what befalls them is the same on every machine.
    """

    shift: ShiftFacts
    lead: Asker
    volunteer: Asker
    signup: UUID
    turn: int


async def serve(came: Iterable[Came], *, now: datetime) -> None:
    """Let them have come and gone, the earliest first, as the ledger has it."""
    async with atomic():
        before: datetime | None = None
        for one in sorted(came, key=lambda one: (one.shift.starts_at, one.signup)):
            month = one.shift.starts_at.astimezone(SHANGHAI).replace(day=1, hour=0, minute=5)
            if before and month > before and month < now - _VOUCHERS:
                await checkpoints.make(now=month)
            before = month
            await _serve(one)


async def _serve(one: Came) -> None:
    chance = Random(f"{one.shift.id} {one.turn}")
    begins, ends = one.shift.starts_at, one.shift.ends_at
    late = _UNTIL_EVENING if chance.randrange(_LATE) == 0 else timedelta()
    ticked_at = begins + timedelta(minutes=10)
    if Random(str(one.shift.id)).randrange(_IN_ONE_GO):
        ticked_at += timedelta(seconds=25 * one.turn + chance.randrange(20))
    await ShiftTick.insert(
        ShiftTick(signup=one.signup, ticked_by=one.lead.account, ticked_at=ticked_at)
    )
    await _scan(one, "in", begins + timedelta(seconds=chance.randrange(-600, 300)), late)
    if chance.randrange(_FORGOT):
        await _scan(one, "out", ends + timedelta(seconds=chance.randrange(0, 600)), late)


async def _scan(one: Came, phase: Phase, at: datetime, late: timedelta) -> None:
    token = codes.shown(one.shift.id, 1, phase, codes.step_at(at))
    id_ = uuid5(one.signup, phase)
    said = ScanSaid(token=token.text, in_radius=True)
    await scanning.scan(one.volunteer, id_, said, now=at + timedelta(seconds=40) + late)
