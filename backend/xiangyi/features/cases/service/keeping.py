"""Rows of cases, their sealed words, their steps, and who wants them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from piccolo.columns.combination import WhereRaw

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import ENDED, MOVES, WAITING, Move, State
from xiangyi.features.cases.tables import Case, CaseStep
from xiangyi.features.notifications.schemas import Subject

#: As what they are sealed.
WORDS, ANSWER = "case_words", "case_answer"
_PEOPLE: Final = (
    "SELECT c.id, 1 + COUNT(j.account) AS people FROM raised_case AS c"
    " LEFT JOIN case_joined AS j ON j.case_id = c.id WHERE {among} GROUP BY c.id"
)
#: Of the feature above, which cannot be called from here.
_PROMISED: Final = "SELECT DISTINCT concern FROM commitment WHERE {among}"
_STANDING: Final = f"{_PROMISED} AND state <> 'withdrawn'"
#: Answered by a promise that is owed still, or asked about.
_UNDER_WAY: Final = (
    "(raised_case.state = 'answered' AND EXISTS (SELECT 1 FROM commitment AS owed"
    " WHERE owed.concern = raised_case.concern"
    " AND owed.state IN ('promised', 'done', 'supervised')))"
)


class Taken(Struct, frozen=True, kw_only=True):
    """A step that is taken; without an account, by whoever raised the case."""

    key: UUID
    move: Move
    account: UUID | None = None
    organisation: UUID | None = None
    channel: str | None = None
    kind: str | None = None
    words: str = ""


async def row_of(id_: UUID) -> dict[str, Any]:
    """Raises CaseNotFound: there is none."""
    row: dict[str, Any] | None = await Case.select().where(Case.id == id_).first()
    if row is None:
        raise errors.CaseNotFound
    return row


def words_of(row: dict[str, Any]) -> str | None:
    """What was asked for; None once erased, "" where a photo said it."""
    if row["erased_at"] is not None:
        return None
    return unseal_some(row["words"], owner=row["id"], field=WORDS)


def sealed_words(id_: UUID, words: str) -> bytes | None:
    return seal_some(words, owner=id_, field=WORDS)


def subject(id_: UUID) -> Subject:
    """What those follow who raised or joined a case."""
    return Subject("case", str(id_))


def going_on() -> Any:
    """Of which cases something is still to be done: who wants the same may join them."""
    return Case.state.is_in(list(WAITING)) | WhereRaw(_UNDER_WAY)


async def people(ids: Collection[UUID]) -> dict[UUID, int]:
    """How many want each."""
    if not ids:
        return {}
    rows = await run(_PEOPLE.format(among=among("c.id", "UUID")), listed(ids))
    return {UUID(str(row["id"])): int(str(row["people"])) for row in rows}


async def promised(concerns: Collection[UUID]) -> set[UUID]:
    """Of which of them something was ever promised."""
    return await _concerns(_PROMISED, concerns)


async def standing(concerns: Collection[UUID]) -> set[UUID]:
    """Of which of them something is promised, and not withdrawn."""
    return await _concerns(_STANDING, concerns)


async def _concerns(asked: str, ids: Collection[UUID]) -> set[UUID]:
    if not ids:
        return set()
    rows = await run(asked.format(among=among("concern", "UUID")), listed(ids))
    return {UUID(str(row["concern"])) for row in rows}


async def steps(ids: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Of each, the oldest first."""
    found: dict[UUID, list[dict[str, Any]]] = {id_: [] for id_ in ids}
    rows = (
        await CaseStep.select(*CaseStep.all_columns(), CaseStep.organisation.name)
        .where(CaseStep.case_id.is_in(list(ids) or [UUID(int=0)]))
        .order_by(CaseStep.id)
    )
    for row in rows:
        found[row["case_id"]].append(row)
    return found


async def take_step(row: dict[str, Any], step: Taken, *, now: datetime, **changes: object) -> None:
    """Move a case on and write that down, in the caller's transaction.

    Raises:
        CaseMoveUnfit: it is not, or no longer, where this move begins.
    """
    state: State | None = MOVES.get((row["state"], step.move))
    if state is None:
        raise errors.CaseMoveUnfit(state=row["state"])
    told: dict[Any, Any] = {Case.state: state}
    told[Case.ended_at] = now if state in ENDED else None
    told |= {getattr(Case, name): value for name, value in changes.items()}
    moved = (
        await Case.update(told)
        .where((Case.id == row["id"]) & (Case.state == row["state"]))
        .returning(Case.id)
    )
    if not moved:
        raise errors.CaseMoveUnfit(state=(await row_of(row["id"]))["state"])
    await CaseStep.insert(
        CaseStep(
            key=step.key,
            case_id=row["id"],
            move=step.move,
            at=now,
            account=step.account,
            organisation=step.organisation,
            channel=step.channel,
            kind=step.kind,
            words=seal_some(step.words, owner=step.key, field=ANSWER),
        )
    )
