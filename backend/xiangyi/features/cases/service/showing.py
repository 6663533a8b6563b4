"""What everybody sees of cases who sees them at all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.sealing import unseal_some
from xiangyi.features.cases.rules.life import WAITING
from xiangyi.features.cases.schemas import ConcernBrief, Step
from xiangyi.features.cases.service import keeping
from xiangyi.features.cases.service.keeping import ANSWER
from xiangyi.features.cases.tables import Concern
from xiangyi.features.organisations import service as organisations


class Around(Struct, frozen=True):
    """What lies around some cases, looked up for all of them at once."""

    today: date
    people: dict[UUID, int]
    steps: dict[UUID, list[dict[str, Any]]]
    handlers: dict[UUID, str]
    concerns: dict[UUID, ConcernBrief]


async def around(rows: Sequence[dict[str, Any]], *, now: datetime) -> Around:
    ids = [row["id"] for row in rows]
    homes = await organisations.homes({row["organisation"] for row in rows if row["organisation"]})
    concerns = {row["concern"] for row in rows if row["concern"]}
    found = (
        await Concern.select(Concern.id, Concern.title, Concern.state).where(
            Concern.id.is_in(list(concerns))
        )
        if concerns
        else []
    )
    return Around(
        today=now.astimezone(SHANGHAI).date(),
        people=await keeping.people(ids),
        steps=await keeping.steps(ids),
        handlers={id_: home.name for id_, home in homes.items()},
        concerns={one["id"]: ConcernBrief(**one) for one in found},
    )


def common(row: dict[str, Any], seen: Around) -> dict[str, Any]:
    """The facts that each way of showing a case has."""
    return {
        "id": row["id"],
        "number": row["number"],
        "field": row["field"],
        "kind": row["kind"],
        "raised_at": row["raised_at"],
        "due_on": row["due_on"],
        "provisional": row["provisional"],
        "overdue": row["state"] in WAITING and row["due_on"] < seen.today,
        "state": row["state"],
        "people": seen.people[row["id"]],
        "organisation": seen.handlers.get(row["organisation"]),
        "concern": seen.concerns.get(row["concern"]),
        "steps": [_step(one) for one in seen.steps[row["id"]]],
    }


def _step(row: dict[str, Any]) -> Step:
    return Step(
        move=row["move"],
        at=row["at"],
        organisation=row["organisation.name"],
        channel=row["channel"],
        kind=row["kind"],
        words=unseal_some(row["words"], owner=row["key"], field=ANSWER) or None,
    )
