"""What nobody was told, since it would have gone to more people than one person may tell."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import atomic
from xiangyi.features.consultations.errors import ConsultationChangedMeanwhile
from xiangyi.features.consultations.service import keeping, ruling, telling, telling_parties
from xiangyi.features.consultations.service.reach import row_of
from xiangyi.features.consultations.tables import Consultation, ConsultationCampaign
from xiangyi.features.notifications.service import notifying

#: What falls due while the limits are renewed is told right after.
_SOON: Final = timedelta(minutes=1)


async def renew_limits(*, now: datetime) -> None:
    """Let what is about to be told go to as many as one person may tell by the rule of now."""
    campaigns = await notifying.limited(until=now + _SOON)
    if not campaigns:
        return
    rows = await ConsultationCampaign.select().where(ConsultationCampaign.campaign.is_in(campaigns))
    for told in rows:
        above = await ruling.approval_above(await row_of(told["consultation"]), now=now)
        await notifying.limit(told["campaign"], above)


async def ask_for_yes(*, now: datetime) -> None:
    """Let each wait for a second person's yes; whoever announced it hears of that."""
    campaigns = await notifying.outgrown(now=now)
    if not campaigns:
        return
    rows = await ConsultationCampaign.select().where(ConsultationCampaign.campaign.is_in(campaigns))
    for told in rows:
        row: dict[str, Any] | None = (
            await Consultation.select()
            .where((Consultation.id == told["consultation"]) & (Consultation.state == "announced"))
            .first()
        )
        if row and await _is_the_latest(told):
            await _let_wait(row, now=now)


async def _is_the_latest(told: dict[str, Any]) -> bool:
    return not await ConsultationCampaign.exists().where(
        (ConsultationCampaign.consultation == told["consultation"])
        & (ConsultationCampaign.kind == "announced")
        & (ConsultationCampaign.id > told["id"])
    )


async def _let_wait(row: dict[str, Any], *, now: datetime) -> None:
    id_: UUID = row["id"]
    try:
        async with atomic():
            await keeping.move(
                None, row, "outgrow", keeping.UNANNOUNCED, based_on=row["revision"], now=now
            )
            await telling.no_reminders(id_, now=now)
            await telling_parties.asked_no_more(id_, now=now)
            waiting = await row_of(id_)
            await telling.held(waiting, now=now)
            await telling.outgrown(waiting, now=now)
    except ConsultationChangedMeanwhile:
        # Somebody was at it this moment; the next look sees what they made of it.
        return
