"""What an organisation is told that is asked to a meeting's table."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from xiangyi.core.asking import Role, Scope
from xiangyi.features.consultations.service import telling
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.wording import blanks
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying

_ROLES: tuple[Role, ...] = ("convener", "handler")


def party_thread(id_: UUID) -> str:
    return f"{telling.thread_of(id_)}/party"


async def tell(
    row: dict[str, Any], kind: Literal["asked", "moved", "off"], *, now: datetime
) -> None:
    """That it is asked and may say who comes, or what became of that, in the transaction."""
    facts = facts_of(row)
    offices = sorted({str(one.organisation) for one in facts.parties if one.organisation})
    if not offices:
        return
    groups = [Group(roles=_ROLES, scope=Scope("organisation", one)) for one in offices]
    await notifying.notify(
        Telling(
            kind=f"consultation.party_{kind}",
            topic="tasks",
            thread=party_thread(row["id"]),
            link=f"/consultations/{row['id']}",
            facts=await blanks(facts, row),
            audience=Audience(groups=tuple(groups)),
            division=row["division"],
            send_at=row["send_at"] if kind == "asked" else None,
            ends_at=facts.ends_at,
        ),
        now=now,
    )


async def asked_no_more(id_: UUID, *, now: datetime) -> None:
    """It is not asked after all, in the caller's transaction."""
    await notifying.withdraw(party_thread(id_), now=now)
