"""What those of the division say to a disputed line; two who say the same settle it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits.service import unpaid
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.reconciliation import errors
from xiangyi.features.reconciliation.rules.lines import Kind
from xiangyi.features.reconciliation.schemas import (
    Answer,
    StatementAnswerSaid,
    StatementDisputeShown,
)
from xiangyi.features.reconciliation.service import disputes, lines, reach
from xiangyi.features.reconciliation.service.disputes import WHY
from xiangyi.features.reconciliation.tables import StatementAnswer

Row = dict[str, Any]

#: What counts may be struck, what does not may be honoured.
_FITS: Final[dict[Kind, Answer]] = {
    "used": "struck",
    "instead": "struck",
    "paid": "struck",
    "double": "honoured",
    "unpaid": "honoured",
}
#: It changes nothing, and lets nobody else answer before the transaction ends.
_HOLD: Final = (
    "UPDATE statement_dispute SET outcome = NULL WHERE id = {} AND outcome IS NULL RETURNING id"
)
_SETTLE: Final = "UPDATE statement_dispute SET outcome = {}, settled_at = {} WHERE id = {}"


async def answer(
    asker: Asker, dispute: UUID, id_: UUID, said: StatementAnswerSaid, *, now: datetime
) -> StatementDisputeShown:
    """Let a line stay, strike it, or count it all the same, because …

    It is so once another of the division has said the same; each may think again until then. The
    same again changes nothing.

    Raises:
        OwnHandsOnly: somebody acts for another.
        StatementDisputeNotFound: there is none.
        RoleMissing, NotSecondPerson: it is not the asker's to answer.
        StatementAnswerUnfit: a line of this kind cannot be answered so.
        StatementDisputeSettled: two have answered already.
        StatementLineFinal: it has been undone meanwhile, and cannot be struck.
        StatementDisputeIdTaken: the id is another answer's.
        WhyMissing, WhyUnusable: an answer without a reason.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    row = await disputes.row_of(dispute)
    found = await lines.found(row["line"]) if row else None
    if row is None or found is None:
        raise errors.StatementDisputeNotFound
    await reach.expect_answerer(asker, row)
    why = audit.reason(said.why)
    if said.answer not in {"kept", _FITS[found.line.kind]}:
        raise errors.StatementAnswerUnfit
    async with atomic():
        await hold(asker.account)
        if await _is_first(asker, dispute, id_, said.answer, why):
            if not await run(_HOLD, dispute):
                raise errors.StatementDisputeSettled
            await _say(asker, dispute, id_, said.answer, why, now=now)
            settles = _agreed(await disputes.answers_of(dispute), asker.account, said.answer)
            if settles:
                await run(_SETTLE, said.answer, now, dispute)
                if said.answer == "struck":
                    await lines.strike(asker, row["line"], now=now)
                elif said.answer == "honoured" and not await unpaid.honour(row["line"], now=now):
                    # It was paid, or counts instead of another, a moment ago.
                    raise errors.StatementAnswerUnfit
            await audit.record(
                *(asker, f"statement.{'settled' if settles else 'answered'}"),
                *("statement_dispute", dispute),
                now=now,
                division=(await reach.around(found.provider))[0].id,
                why=why,
                about=found.account,
            )
        row = await disputes.row_of(dispute)
    return await disputes.shown(asker, row or {})


async def _is_first(asker: Asker, dispute: UUID, id_: UUID, told: Answer, why: str) -> bool:
    """Whether nobody has sent it before.

    Raises:
        StatementDisputeIdTaken: something else was sent under this id.
    """
    before: Row | None = await StatementAnswer.select().where(StatementAnswer.id == id_).first()
    if before is None:
        return True
    same = (before["dispute"], before["said_by"], before["answer"])
    as_before = unseal_some(before["why"], owner=id_, field=WHY) == why
    if same != (dispute, asker.account, told) or not as_before:
        raise errors.StatementDisputeIdTaken
    return False


async def _say(  # noqa: PLR0913  # what an answer is made of
    asker: Asker, dispute: UUID, id_: UUID, told: Answer, why: str, *, now: datetime
) -> None:
    await StatementAnswer.insert(
        StatementAnswer(
            id=id_,
            dispute=dispute,
            answer=told,
            why=seal(why, owner=id_, field=WHY),
            said_by=asker.account,
            said_at=now,
        )
    )


def _agreed(rows: Sequence[Row], account: UUID, told: Answer) -> bool:
    """Whether somebody else says the same, by the last that they have said."""
    latest = {row["said_by"]: row["answer"] for row in rows}
    return any(one == told for who, one in latest.items() if who != account)
