"""Who wants it hears of each step; who owes it, called it or watches the place, of theirs."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Role, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.service.telling import concern_subject
from xiangyi.features.divisions import service as divisions
from xiangyi.features.notifications.rules.words import Topic
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying

#: Later it is old news, and knocks for nobody.
_NEWS: Final = timedelta(days=14)
_WATCHERS: Final[tuple[Role, ...]] = ("supervisor",)
_ABOVE: Final[tuple[Role, ...]] = ("convener", "supervisor")
#: Where nobody of those is there, whoever makes them.
_LAST: Final[tuple[Role, ...]] = ("administrator",)
_HELD: Final = (
    "SELECT DISTINCT scope_id FROM role_grant WHERE scope_kind = 'division'"
    " AND scope_id IN ({keys}) AND role IN ({roles})"
    " AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL"
)


async def of_step(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell everybody who wants the concern, in the caller's transaction."""
    follows = Group(follows=concern_subject(row["concern"]))
    await _notify(row, what, (follows,), "reports", step, now=now)


async def of_owner(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell who handles things for the organisation that owes it."""
    scope = Scope("organisation", str(row["organisation"]))
    await _notify(row, what, (Group(roles=("handler",), scope=scope),), "tasks", step, now=now)


async def of_convener(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> None:
    """Tell who convenes where it is, and who wrote it down."""
    here = Group(roles=("convener",), scope=Scope("division", row["division"]))
    writer = Group(accounts=(row["promised_by"],))
    await _notify(row, what, (here, writer), "tasks", step, now=now)


async def of_level_above(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> bool:
    """Tell those of the nearest level above where anybody convenes or supervises.

    Where nobody does, the nearest administrators; False where there are none either.
    """
    return await _of_first(row, what, step, await _nearest(row, _ABOVE, above=True), now=now)


async def of_supervisors(row: dict[str, Any], what: str, step: UUID, *, now: datetime) -> bool:
    """Tell the supervisors of the place: of the nearest level that has any; else as above."""
    return await _of_first(row, what, step, await _nearest(row, _WATCHERS, above=False), now=now)


async def _of_first(
    row: dict[str, Any], what: str, step: UUID, group: Group | None, *, now: datetime
) -> bool:
    found = group or await _nearest(row, _LAST, above=False)
    if found is not None:
        await _notify(row, what, (found,), "tasks", step, now=now)
    return found is not None


async def _nearest(row: dict[str, Any], roles: tuple[Role, ...], *, above: bool) -> Group | None:
    lineage = (await divisions.lineages([row["division"]]))[row["division"]]
    near = [one.key for one in reversed(lineage)][1 if above else 0 :]
    if not near:
        return None
    keys, of_roles = (", ".join(["{}"] * len(few)) for few in (near, roles))
    found = await run(_HELD.format(keys=keys, roles=of_roles), *near, *roles)
    held = {str(one["scope_id"]) for one in found}
    nearest = next((key for key in near if key in held), None)
    return Group(roles=roles, scope=Scope("division", nearest)) if nearest else None


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
