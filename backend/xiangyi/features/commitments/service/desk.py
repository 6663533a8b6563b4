"""Commitments at the desks of who owes them, who convenes and who watches."""

from datetime import date, datetime
from typing import Any, Final, Literal

from piccolo.columns.combination import WhereRaw

from xiangyi.core.asking import Asker
from xiangyi.features.cases.rules.paging import cursor_of, place_of
from xiangyi.features.cases.service.reach import within_reach
from xiangyi.features.commitments.rules.life import ENDED
from xiangyi.features.commitments.schemas import CommitmentPage
from xiangyi.features.commitments.service import keeping, showing
from xiangyi.features.commitments.tables import Commitment

Which = Literal["open", "ended"]
_PAGE: Final = 20


async def list_commitments(
    asker: Asker, which: Which, *, cursor: str | None = None, now: datetime
) -> CommitmentPage:
    """Those of the asker's divisions and organisations: the open ones by the day they are due.

    Raises:
        RoleMissing: nothing is in the asker's reach.
    """
    ended = Commitment.state.is_in(list(ENDED))
    ahead = which == "open"
    where: Any = within_reach(asker, Commitment.organisation)
    where &= Commitment.state.not_in(list(ENDED)) if ahead else ended
    if cursor:
        ordinal, id_ = place_of(cursor)
        past = "(due_on, id) > ({}, {})" if ahead else "(due_on, id) < ({}, {})"
        where &= WhereRaw(past, date.fromordinal(ordinal), id_)
    keys = (
        await Commitment.select(Commitment.id, Commitment.due_on)
        .where(where)
        .order_by(Commitment.due_on, Commitment.id, ascending=ahead)
        .limit(_PAGE + 1)
    )
    page = keys[:_PAGE]
    rows = await keeping.rows_in([one["id"] for one in page])
    last = page[-1] if len(keys) > _PAGE else None
    return CommitmentPage(
        await showing.shown(asker, rows, now=now),
        cursor_of(last["due_on"].toordinal(), last["id"]) if last else None,
    )
