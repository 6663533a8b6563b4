"""Rows of commitments, and the steps that are added to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.rules.life import MOVES, Move, State
from xiangyi.features.commitments.tables import Commitment, CommitmentStep
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline


class Taken(Struct, frozen=True, kw_only=True):
    """A step that is taken; without an account, by a rule."""

    key: UUID
    move: Move
    account: UUID | None = None
    words: str = ""
    photo: UUID | None = None
    due_on: date | None = None
    solved: int | None = None
    not_solved: int | None = None


def by_rule(move: Move, **facts: Any) -> Taken:
    return Taken(key=uuid4(), move=move, **facts)


async def row_of(id_: UUID) -> dict[str, Any]:
    """The row, with the `title` of its concern.

    Raises:
        CommitmentNotFound: there is none.
    """
    row = await find(id_)
    if row is None:
        raise errors.CommitmentNotFound
    return row


async def find(id_: UUID) -> dict[str, Any] | None:
    rows = await rows_where(Commitment.id == id_)
    return rows[0] if rows else None


async def rows_where(where: Any) -> list[dict[str, Any]]:
    """Rows with the `title` of their concern, in the order in which they were promised."""
    rows = (
        await Commitment.select(*Commitment.all_columns(), Commitment.concern.title)
        .where(where)
        .order_by(Commitment.promised_at, Commitment.id)
    )
    return [titled(row) for row in rows]


async def rows_in(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Those of these ids, in their order."""
    if not ids:
        return []
    found = {row["id"]: row for row in await rows_where(Commitment.id.is_in(list(ids)))}
    return [found[id_] for id_ in ids]


def titled(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"title": row.pop("concern.title")}


async def take_step(row: dict[str, Any], step: Taken, *, now: datetime, **changes: Any) -> None:
    """Move a commitment on and write that down, in the caller's transaction.

    Raises:
        CommitmentMoveUnfit: it is not, or no longer, where this step begins.
    """
    state: State | None = MOVES.get((row["state"], step.move))
    if state is None:
        raise errors.CommitmentMoveUnfit(state=row["state"])
    told: dict[Any, Any] = {Commitment.state: state, Commitment.moved_at: now}
    told |= {getattr(Commitment, name): value for name, value in changes.items()}
    moved = (
        await Commitment.update(told)
        .where(
            (Commitment.id == row["id"])
            & (Commitment.state == row["state"])
            & (Commitment.turn == row["turn"])
        )
        .returning(Commitment.id)
    )
    if not moved:
        raise errors.CommitmentMoveUnfit(state=(await row_of(row["id"]))["state"])
    await CommitmentStep.insert(
        CommitmentStep(
            commitment=row["id"],
            at=now,
            **{name: getattr(step, name) for name in step.__struct_fields__},
        )
    )


def is_pressing(row: dict[str, Any], *, on: date) -> bool:
    """Whether an owed one is past its day, or done again: nobody begins it anew by withdrawing."""
    return bool(row["turn"] > 1 or row["fell_due_at"] is not None or row["due_on"] < on)


def today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


async def day_after(start: date, days: int) -> tuple[date, bool]:
    """The last day of so many working days, and whether it is counted again later."""
    return deadline(start, days, await workdays.table())
