"""That a meeting has new papers: told to whoever was told of it, and of several at once."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.telling import (
    papers_of,
    subject_of,
    thread_of,
    waiting_for,
)
from xiangyi.features.consultations.service.wording import blanks
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying

#: What is added within these is told once.
BATCH: Final = timedelta(minutes=10)


async def added(row: dict[str, Any], sender: UUID, *, now: datetime) -> None:
    """Tell those who know of it already, in the caller's transaction.

    Nobody where nobody knows of it yet, or once it is over: its record is told of by itself.
    """
    told_at = max(row["send_at"] or now, now) + BATCH
    if row["state"] != "announced" or told_at >= row["ends_at"]:
        return
    facts, id_ = facts_of(row), row["id"]
    groups = (
        Group(told_of=thread_of(id_)),
        Group(follows=subject_of(id_)),
        Group(follows=waiting_for(id_)),
    )
    await notifying.notify(
        Telling(
            kind="consultation.papers",
            topic="consultations",
            thread=papers_of(id_),
            link=f"/consultations/{id_}",
            facts=await blanks(facts, row),
            audience=Audience(groups=groups),
            sender=sender,
            division=facts.division,
            send_at=told_at,
            ends_at=facts.ends_at,
            known_by=facts.starts_at,
        ),
        now=now,
    )
