"""Whoever handles a case, convenes where it is or watches there is told what is theirs to do."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Scope
from xiangyi.features.cases.service import committees, levels
from xiangyi.features.cases.service.telling import NEWS
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying


async def of_work(row: dict[str, Any], organisation: UUID, step: UUID, *, now: datetime) -> None:
    """Tell the handlers of an organisation that a case is theirs, in the caller's transaction."""
    handlers = Group(roles=("handler",), scope=Scope("organisation", str(organisation)))
    await _of_desk(row, "assigned_to_you", [handlers], step, now=now)


async def of_unsolved(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell who handles a case and who convenes there that it is not solved, in the transaction.

    Supervised, the supervisors of the place have it too: of the nearest level that has any, and
    where none has, the nearest administrators.
    """
    if row["organisation"] is not None:
        handlers = Group(roles=("handler",), scope=Scope("organisation", str(row["organisation"])))
        await _of_desk(row, f"{what}_to_you", [handlers], step, now=now)
    place = await committees.place(row, now=now)
    groups = _some(await levels.nearest(place, levels.CONVENE))
    if what == "supervised":
        groups += _some(await levels.nearest(place, levels.WATCH))
    if groups:
        await _of_desk(row, f"{what}_here", groups, step, now=now)


async def of_danger(row: dict[str, Any], *, now: datetime) -> None:
    """Tell who convenes there of a danger that was raised, at once, in the transaction."""
    place = await committees.place(row, now=now)
    groups = _some(await levels.nearest(place, levels.CONVENE))
    await _of_desk(row, "danger_here", groups, row["id"], now=now)


async def of_new(place: str, *, now: datetime) -> None:
    """Tell who convenes there that something was raised, in the caller's transaction.

    A later notice takes the place of an earlier one, so nobody has more than one of a place.
    """
    groups = _some(await levels.nearest(place, levels.CONVENE))
    thread = f"case_new/{place}"
    await notifying.withdraw(thread, now=now)
    await _of_several("new_here", thread, groups, now=now)


async def of_overdue(row: dict[str, Any], *, on: date, now: datetime) -> None:
    """Tell who handles it and who convenes there; of however many of a day in one notice.

    Of what is watched, those who watch it hear too.
    """
    if row["organisation"] is not None:
        handlers = Group(roles=("handler",), scope=Scope("organisation", str(row["organisation"])))
        thread = f"case_late/{row['organisation'].hex}/{on}"
        await _of_several("overdue_at_you", thread, [handlers], now=now)
    place = await committees.place(row, now=now)
    thread = f"case_late/{place}/{on}"
    groups = _some(await levels.nearest(place, levels.CONVENE))
    if _is_watched(row):
        # Of its own: what is not watched, and is for others, would take its place.
        thread += "/watched"
        groups += _some(await levels.nearest(place, levels.WATCH))
    await _of_several("overdue_here", thread, groups, now=now)


async def of_climbed(row: dict[str, Any], *, on: date, now: datetime) -> bool:
    """Tell the nearest level above, of what is watched above those who watch it.

    False where nobody is there, and no administrator either.
    """
    place = await committees.place(row, now=now)
    place, found = await levels.further(place, watched=_is_watched(row))
    await _of_several("climbed_to_you", f"case_climbed/{place}/{on}", _some(found), now=now)
    return found is not None


def _is_watched(row: dict[str, Any]) -> bool:
    return bool(row["state"] == "supervised")


def _some(group: Group | None) -> list[Group]:
    return [] if group is None else [group]


async def _of_desk(
    row: dict[str, Any], what: str, groups: Sequence[Group], step: UUID, *, now: datetime
) -> None:
    thread, link = f"case_task/{step.hex}/{what}", f"/desk/cases/{row['id']}"
    facts = {"number": row["number"], "field": row["field"]}
    await _of_several(what, thread, groups, link=link, facts=facts, now=now)


async def _of_several(  # noqa: PLR0913  # what is told of what to whom
    what: str,
    thread: str,
    groups: Sequence[Group],
    *,
    link: str = "/desk/cases",
    facts: dict[str, str] | None = None,
    now: datetime,
) -> None:
    if groups:
        await notifying.notify(
            Telling(
                kind=f"case.{what}",
                topic="tasks",
                thread=thread,
                link=link,
                facts=facts or {},
                audience=Audience(groups=tuple(groups)),
                ends_at=now + NEWS,
            ),
            now=now,
        )
