"""Whoever raised or joined a case is told of each step, and of those of the concern it is in."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.features.cases.service.keeping import subject
from xiangyi.features.cases.tables import Concern
from xiangyi.features.notifications.schemas import Audience, Group, Subject, Telling
from xiangyi.features.notifications.service import notifying

#: Later it is old news, and knocks for nobody.
NEWS: Final = timedelta(days=14)


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
            facts={"field": row["field"], "kind": row["kind"]},
            audience=Audience(groups=(Group(follows=subject(row["id"]), apart=tuple(apart)),)),
            ends_at=now + NEWS,
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
            facts={"field": row["field"], "kind": row["kind"], "title": concern["title"]},
            audience=Audience(groups=(Group(follows=subject(row["id"])),)),
            ends_at=now + NEWS,
        ),
        now=now,
    )


async def of_delay(row: dict[str, Any], what: str, step: UUID, *, on: date, now: datetime) -> None:
    """Tell those who want a case that it is late, in the caller's transaction.

    What is in a concern is late together, and whoever wants several of it hears once.
    """
    if row["concern"] is None:
        await of_step(row, what, step, now=now)
        return
    [concern] = await Concern.select().where(Concern.id == row["concern"])
    await of_concern(concern, what, uuid5(row["concern"], f"{what} {on}"), now=now)


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
            ends_at=now + NEWS,
        ),
        now=now,
    )


async def of_merging(
    asker: Asker, concern: dict[str, Any], other: dict[str, Any], step: UUID, *, now: datetime
) -> None:
    """Tell all who want a case of a concern in which it goes on, and who proposed it."""
    told = Telling(
        kind="concern.merged",
        topic="reports",
        thread=f"concern/{concern['id'].hex}/{step.hex}",
        link=f"/concerns/{other['id']}",
        facts={"title": other["title"]},
        audience=Audience(groups=(Group(follows=concern_subject(concern["id"])),)),
        ends_at=now + NEWS,
    )
    await notifying.notify(told, now=now)
    if concern["proposed_by"] != asker.account:
        whose = replace(
            told,
            kind="concern.yours_merged",
            topic="tasks",
            thread=f"{told.thread}/yours",
            link=f"/desk/concerns/{other['id']}",
            audience=Audience(groups=(Group(accounts=(concern["proposed_by"],)),)),
        )
        await notifying.notify(whose, now=now)


def concern_subject(id_: UUID) -> Subject:
    return Subject("concern", str(id_))
