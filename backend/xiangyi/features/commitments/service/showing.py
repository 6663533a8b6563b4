"""What everybody sees of commitments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.db import run
from xiangyi.features.cases.service import concerns
from xiangyi.features.cases.service.reach import CONVENERS
from xiangyi.features.commitments.rules.life import OWED, PROMISABLE
from xiangyi.features.commitments.schemas import (
    CommitmentList,
    CommitmentShown,
    CommitmentStepShown,
)
from xiangyi.features.commitments.service import keeping, reach
from xiangyi.features.commitments.tables import Commitment, CommitmentAnswer, CommitmentStep
from xiangyi.features.divisions import service as divisions
from xiangyi.features.identity.service import records
from xiangyi.features.media import service as media
from xiangyi.features.organisations import service as organisations

_PLAIN = (
    *("id", "concern", "title", "division", "words", "promised_at", "days", "due_on"),
    *("provisional", "state", "turn", "late", "judged_until", "late_until", "solved", "not_solved"),
)


async def get(asker: Asker | None, id_: UUID, *, now: datetime) -> CommitmentShown:
    """One commitment, for anybody.

    Raises:
        CommitmentNotFound: there is none.
    """
    [one] = await shown(asker, [await keeping.row_of(id_)], now=now)
    return one


async def of_concern(asker: Asker | None, concern: UUID, *, now: datetime) -> CommitmentList:
    """What was promised about a concern, for anybody.

    Raises:
        ConcernNotFound: there is none.
    """
    about = await concerns.row_of(concern)
    rows = await keeping.rows_where(Commitment.concern == concern)
    lineage = (await divisions.lineages([about["division"]]))[about["division"]]
    convenes = asker is not None and asker.holds(
        *CONVENERS, within=scopes_of([one.key for one in lineage])
    )
    may = convenes and about["state"] in PROMISABLE
    return CommitmentList(await shown(asker, rows, now=now), ["promise"] if may else [])


async def shown(
    asker: Asker | None, rows: Sequence[dict[str, Any]], *, now: datetime
) -> list[CommitmentShown]:
    """Rows with their titles, as who asks may see them."""
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    taken = (
        await CommitmentStep.select()
        .where(CommitmentStep.commitment.is_in(ids))
        .order_by(CommitmentStep.id)
    )
    pictures = await media.digests([one["photo"] for one in taken if one["photo"]])
    names = await divisions.names({row["division"] for row in rows})
    owners = await organisations.homes({row["organisation"] for row in rows})
    said, today = await _said(asker, ids), keeping.today(now)
    mine = {row["id"]: said.get((row["id"], row["turn"])) for row in rows}
    may = await reach.deeds(asker, rows, said=mine, today=today)
    return [
        CommitmentShown(
            **{name: row[name] for name in _PLAIN},
            division_name=names[row["division"]],
            organisation=owners[row["organisation"]].name,
            overdue=row["state"] in OWED and row["due_on"] < today,
            steps=[
                _first(row),
                *(_step(one, pictures) for one in taken if one["commitment"] == row["id"]),
            ],
            mine=mine[row["id"]],
            may=may[row["id"]],
        )
        for row in rows
    ]


async def shows(digest: str) -> bool:
    """Whether a picture is the proof of a commitment, which everybody sees."""
    return bool(
        await run(
            "SELECT 1 FROM photo JOIN commitment_step ON commitment_step.photo = photo.id"
            " WHERE photo.digest = {} LIMIT 1",
            digest,
        )
    )


async def _said(asker: Asker | None, ids: list[UUID]) -> dict[tuple[UUID, int], bool]:
    if asker is None:
        return {}
    theirs = await records.records_of(asker.subject)
    rows = await CommitmentAnswer.select().where(
        CommitmentAnswer.commitment.is_in(ids) & CommitmentAnswer.account.is_in(list(theirs))
    )
    return {(row["commitment"], row["turn"]): row["solved"] for row in rows}


def _first(row: dict[str, Any]) -> CommitmentStepShown:
    """With the day that was promised, if another has taken its place and it is known."""
    return CommitmentStepShown(
        move="promise",
        at=row["promised_at"],
        words=row["words"],
        picture=None,
        due_on=row["promised_for"],
        solved=None,
        not_solved=None,
    )


def _step(row: dict[str, Any], pictures: dict[UUID, str]) -> CommitmentStepShown:
    plain = ("move", "at", "words", "due_on", "solved", "not_solved")
    return CommitmentStepShown(
        **{name: row[name] for name in plain}, picture=pictures.get(row["photo"])
    )
