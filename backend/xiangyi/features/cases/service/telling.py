"""Whoever raised or joined a case is told of each step, and of those of the concern it is in."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Role, Scope
from xiangyi.features.cases.service.keeping import subject
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity.service.asking import held_by_anybody
from xiangyi.features.notifications.schemas import Audience, Group, Subject, Telling
from xiangyi.features.notifications.service import notifying

#: Later it is old news, and knocks for nobody.
_NEWS: Final = timedelta(days=14)
#: Of each, the first that anybody holds; the second of what is supervised only.
_OF_UNSOLVED: Final[tuple[tuple[Role, ...], ...]] = (("convener",), ("supervisor", "administrator"))


async def of_step(
    row: dict[str, Any],
    what: str,
    step: UUID,
    *,
    now: datetime,
    apart: Collection[UUID] = (),
) -> None:
    """Tell those who want a case what was done, `apart` from some, in the caller's transaction.

    What was answered, or why not, is sealed where it lies, and so read on the page only. The
    number is the raiser's: not all who are told may know it.
    """
    await notifying.notify(
        Telling(
            kind=f"case.{what}",
            topic="reports",
            # Of its own: a later step does not take the place of an earlier one.
            thread=f"case/{row['id'].hex}/{step.hex}",
            link=f"/cases/{row['id']}",
            facts={"field": row["field"]},
            audience=Audience(groups=(Group(follows=subject(row["id"]), apart=tuple(apart)),)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


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
    lineage = (await divisions.lineages([row["division"]]))[row["division"]]
    around = [one.key for one in reversed(lineage)]
    groups = []
    for roles in _OF_UNSOLVED if what == "supervised" else _OF_UNSOLVED[:1]:
        for role in roles:
            held = await held_by_anybody(role, kind="division")
            near = next((key for key in around if key in held), None)
            if near is not None:
                groups.append(Group(roles=(role,), scope=Scope("division", near)))
                break
    if groups:
        await _of_desk(row, f"{what}_here", groups, step, now=now)


async def _of_desk(
    row: dict[str, Any], what: str, groups: Sequence[Group], step: UUID, *, now: datetime
) -> None:
    await notifying.notify(
        Telling(
            kind=f"case.{what}",
            topic="tasks",
            thread=f"case_task/{step.hex}/{what}",
            link=f"/desk/cases/{row['id']}",
            facts={"number": row["number"], "field": row["field"]},
            audience=Audience(groups=tuple(groups)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


async def of_gathering(row: dict[str, Any], concern: dict[str, Any], *, now: datetime) -> None:
    """Tell those who want a case that it is gathered with others, in the caller's transaction."""
    await notifying.notify(
        Telling(
            kind="case.gathered",
            topic="reports",
            thread=f"case/{row['id'].hex}/{concern['id'].hex}",
            link=f"/concerns/{concern['id']}",
            facts={"field": row["field"], "title": concern["title"]},
            audience=Audience(groups=(Group(follows=subject(row["id"])),)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


async def of_concern(concern: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell everybody who wants a case of a concern what became of it, in the transaction."""
    await notifying.notify(
        Telling(
            kind=f"concern.{what}",
            topic="reports",
            thread=f"concern/{concern['id'].hex}/{step.hex}",
            link=f"/concerns/{concern['id']}",
            facts={"title": concern["title"]},
            audience=Audience(groups=(Group(follows=concern_subject(concern["id"])),)),
            ends_at=now + _NEWS,
        ),
        now=now,
    )


def concern_subject(id_: UUID) -> Subject:
    return Subject("concern", str(id_))
