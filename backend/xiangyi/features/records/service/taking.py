"""Minutes that were not served are taken: the county asks, another organisation agrees."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import TakingSaid
from xiangyi.features.records.service import telling
from xiangyi.features.volunteering.errors.hours import ClaimIdTaken
from xiangyi.features.volunteering.service import correcting, grounds, lines, seconds


async def take(asker: Asker, id_: UUID, said: TakingSaid, *, now: datetime) -> None:
    """Ask that minutes be taken, saying why; its person is told, and may dispute the line.

    Nothing is taken until somebody of another organisation has said yes. The same again changes
    nothing.

    Raises:
        LineNotFound: there is no such line, or nobody's any more.
        RoleMissing, NotSecondPerson: the asker does not answer for the county, or has led or
            written it, or it is their own.
        ClaimTooHigh: the line has no more than `most` minutes.
        ClaimIdTaken: another claim has this id.
        WhyMissing, WhyUnusable: there is no reason.
    """
    was = await lines.standing(said.line)
    if was is None:
        raise errors.LineNotFound
    ground = await grounds.of_shift(was.shift)
    await seconds.expect_county(asker, ground, apart=[was.account])
    why = audit.reason(said.why)
    same = await run(
        "SELECT id FROM service_claim WHERE id = {} AND corrects = {} AND minutes = {}"
        " AND claimed_by = {} AND false_presence = {}",
        *(id_, said.line, -said.minutes, asker.account, said.false_presence),
    )
    if same:
        return
    with duplicate_is(ClaimIdTaken()):
        async with atomic():
            await hold_alone(was.account)
            await correcting.ask_to_take(
                *(asker, id_, ground, said.minutes, why),
                false_presence=said.false_presence,
                was=was,
                now=now,
            )
            await telling.doubted(id_, was.account, ground.title, now=now)
