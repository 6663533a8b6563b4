"""Somebody else leads a shift: whoever does now is told so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.volunteering.service import telling
from xiangyi.features.volunteering.service.keeping import Kept


async def given(one: Kept, shift: dict[str, Any], sender: UUID, *, now: datetime) -> None:
    """Tell whoever is to lead it, in the caller's transaction, unless they took it themselves."""
    thread = f"{telling.thread_of(shift['id'])}/lead"
    await notifying.withdraw(thread, now=now)
    if shift["lead"] == sender:
        return
    told = Telling(
        kind="activity.leading",
        topic="tasks",
        thread=thread,
        link=f"/desk/activities/{one.id}",
        facts=await telling.blanks(one, shift),
        audience=Audience(groups=(Group(accounts=(shift["lead"],)),)),
        urgency="urgent",
        ends_at=shift["ends_at"],
    )
    await telling.notify(one, "leading", told, shift=shift["id"], now=now)
