"""Disputed lines as they are read, with what was answered."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.sealing import unseal_some
from xiangyi.features.organisations import service as organisations
from xiangyi.features.reconciliation.schemas import AnswerShown, StatementDisputeShown
from xiangyi.features.reconciliation.service import lines, reach
from xiangyi.features.reconciliation.tables import StatementAnswer, StatementDispute

Row = dict[str, Any]

#: As what the words of a dispute, and those of an answer, are sealed.
WORDS: Final = "statement_words"
WHY: Final = "statement_why"


async def row_of(id_: UUID) -> Row | None:
    row: Row | None = await StatementDispute.select().where(StatementDispute.id == id_).first()
    return row


async def answers_of(id_: UUID) -> list[Row]:
    """In the order in which they were said."""
    rows: list[Row] = (
        await StatementAnswer.select()
        .where(StatementAnswer.dispute == id_)
        .order_by(StatementAnswer.said_at, StatementAnswer.id)
    )
    return rows


async def shown(asker: Asker, row: Row) -> StatementDisputeShown:
    """One of them, to somebody who may see it."""
    found = await lines.found(row["line"])
    if found is None:
        raise LookupError(f"a disputed line is not there any more: {row['line']}")
    provider = row["organisation"]
    answers = await answers_of(row["id"])
    may = asker.holds(*reach.ANSWERERS, within=await reach.around(provider))
    return StatementDisputeShown(
        id=row["id"],
        organisation=provider,
        provider=(await organisations.homes([provider]))[provider].name,
        month=found.month,
        line=found.line,
        words=unseal_some(row["words"], owner=row["id"], field=WORDS),
        said_at=row["said_at"],
        answers=[_answer(one, asker) for one in answers],
        outcome=row["outcome"],
        settled_at=row["settled_at"],
        may_answer=row["outcome"] is None and may and await reach.is_apart(asker, row),
    )


def _answer(row: Row, asker: Asker) -> AnswerShown:
    return AnswerShown(
        answer=row["answer"],
        why=unseal_some(row["why"], owner=row["id"], field=WHY),
        said_at=row["said_at"],
        yours=row["said_by"] == asker.account,
    )
