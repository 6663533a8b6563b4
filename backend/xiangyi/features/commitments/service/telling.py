"""Who wants it hears of each step; who owes it, called it or watches the place, of theirs."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Scope
from xiangyi.features.cases.service import levels
from xiangyi.features.cases.service.telling import concern_subject
from xiangyi.features.notifications.rules.words import Topic
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying

#: Later it is old news, and knocks for nobody.
_NEWS: Final = timedelta(days=14)


async def of_step(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell everybody who wants the concern, in the caller's transaction."""
    follows = Group(follows=concern_subject(row["concern"]))
    await _notify(row, what, (follows,), "reports", step, now=now)


async def of_owner(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell who handles things for the organisation that owes it."""
    scope = Scope("organisation", str(row["organisation"]))
    await _notify(row, what, (Group(roles=("handler",), scope=scope),), "tasks", step, now=now)


async def of_convener(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell who convenes where it is, who wrote it down, and who watches it where it is watched."""
    here = Group(roles=("convener",), scope=Scope("division", row["division"]))
    groups = [here, Group(accounts=(row["promised_by"],))]
    if _is_watched(row) and (watch := await levels.nearest(row["division"], levels.WATCH)):
        groups.append(watch)
    await _notify(row, what, tuple(groups), "tasks", step, now=now)


async def of_level_above(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> bool:
    """Tell those of the nearest level above where anybody convenes or supervises.

    Of what is watched, above those who watch it. Where nobody does, the nearest administrators;
    False where there are none either.
    """
    _, found = await levels.further(row["division"], watched=_is_watched(row))
    return await _of_any(row, what, step, found, now=now)


async def of_supervisors(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> bool:
    """Tell the supervisors of the place: of the nearest level that has any; else as above."""
    found = await levels.nearest(row["division"], levels.WATCH)
    return await _of_any(row, what, step, found, now=now)


def _is_watched(row: dict[str, Any]) -> bool:
    return bool(row["state"] == "supervised")


async def _of_any(
    row: dict[str, Any], what: str, step: UUID, found: Group | None, *, now: datetime
) -> bool:
    if found is not None:
        await _notify(row, what, (found,), "tasks", step, now=now)
    return found is not None


async def _notify(  # noqa: PLR0913  # what is told of what to whom
    row: dict[str, Any],
    what: str,
    groups: tuple[Group, ...],
    topic: Topic,
    step: UUID,
    *,
    now: datetime,
) -> None:
    await notifying.notify(
        Telling(
            kind=f"commitment.{what}",
            topic=topic,
            # Of its own: a later step does not take the place of an earlier one.
            thread=f"commitment/{step.hex}/{what}",
            link=f"/concerns/{row['concern']}" if topic == "reports" else "/desk/commitments",
            facts={"title": row["title"]},
            audience=Audience(groups=groups),
            ends_at=now + _NEWS,
        ),
        now=now,
    )
