"""What those are told who waited for a seat."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.features.consultations.service import telling
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.wording import blanks
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying


def seat_thread(id_: UUID, answer: int) -> str:
    return f"{telling.thread_of(id_)}/seat/{answer}"


async def promoted(row: dict[str, Any], answer: int, account: UUID, *, now: datetime) -> None:
    """That they have a seat now, in the caller's transaction."""
    await telling.notify(
        row,
        "promoted",
        Telling(
            kind="consultation.promoted",
            topic="consultations",
            thread=seat_thread(row["id"], answer),
            link=f"/consultations/{row['id']}",
            facts=await blanks(facts_of(row), row),
            audience=Audience(groups=(Group(accounts=(account,)),)),
            division=row["division"],
            ends_at=row["starts_at"],
            known_by=row["starts_at"],
        ),
        now=now,
    )


async def given_up(id_: UUID, answer: int, *, now: datetime) -> None:
    """That they have one is true no more, in the caller's transaction."""
    await notifying.withdraw(seat_thread(id_, answer), now=now)
