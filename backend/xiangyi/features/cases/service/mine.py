"""Somebody's own cases, and those they joined."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import convert
from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import MOVES, UNSOLVED
from xiangyi.features.cases.schemas import MyCase, MyCases, Promised
from xiangyi.features.cases.service import keeping, placing, showing, voices
from xiangyi.features.cases.tables import Case, CaseJoined
from xiangyi.features.identity.service import records

#: Of the feature above, which cannot be called from here.
_PROMISED: Final = (
    "SELECT concern, id, words, due_on, state FROM commitment WHERE {among}"
    " AND state <> 'withdrawn' ORDER BY promised_at, id"
)
_OF_PROMISES: Final = {"id": "id", "words": "words", "due_on": "dueOn", "state": "state"}
#: Nobody who writes by hand has raised more.
_MINE: Final = 200


async def list_mine(asker: Asker, *, now: datetime) -> MyCases:
    """What they raised and joined, what was raised for them before too; the newest first."""
    theirs = await records.records_of(asker.subject)
    joined = await joined_by(theirs)
    rows = (
        await Case.select()
        .where(Case.account.is_in(list(theirs)) | Case.id.is_in(joined or [UUID(int=0)]))
        .order_by(Case.raised_at, Case.id, ascending=False)
        .limit(_MINE)
    )
    return MyCases(await _shown(asker, rows, theirs, now=now))


async def shown(asker: Asker, id_: UUID, *, now: datetime) -> MyCase:
    """One of them.

    Raises:
        CaseNotFound: they neither raised nor joined one under this id.
    """
    theirs = await records.records_of(asker.subject)
    row = await keeping.row_of(id_)
    if row["account"] not in theirs and id_ not in await joined_by(theirs):
        raise errors.CaseNotFound
    [one] = await _shown(asker, [row], theirs, now=now)
    return one


def _told(facts: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """Who joined reads neither the number nor what whoever raised it missed in an answer."""
    if own:
        return facts
    steps = [replace(one, words=None) if one.move in UNSOLVED else one for one in facts["steps"]]
    return facts | {"number": None, "steps": steps}


async def joined_by(accounts: Collection[UUID]) -> list[UUID]:
    rows = await CaseJoined.select(CaseJoined.case_id).where(
        CaseJoined.account.is_in(list(accounts))
    )
    return [row["case_id"] for row in rows]


async def promised(rows: Sequence[dict[str, Any]]) -> dict[UUID, Promised]:
    """By the concern of each, what was promised last and not withdrawn."""
    concerns = {row["concern"] for row in rows if row["concern"]}
    if not concerns:
        return {}
    found = await run(_PROMISED.format(among=among("concern", "UUID")), listed(concerns))
    return {
        UUID(str(one["concern"])): convert(
            {name: one[column] for column, name in _OF_PROMISES.items()}, Promised, strict=False
        )
        for one in found
    }


async def _shown(
    asker: Asker, rows: Sequence[dict[str, Any]], theirs: set[UUID], *, now: datetime
) -> list[MyCase]:
    seen = await showing.around(rows, now=now)
    # Who joined under an id that they had from elsewhere learns no gate by that.
    around = {"station": None, "scene": None}
    names = await placing.names([row if row["account"] in theirs else row | around for row in rows])
    said, owed = await voices.voices(asker, rows, now=now), await promised(rows)
    return [
        MyCase(
            **_told(showing.common(row, seen), own=row["account"] in theirs),
            mine=(own := row["account"] in theirs),
            account=row["account"] if own else None,
            division=row["division"],
            place=names[row["id"]],
            words=keeping.words_of(row) if own else None,
            photo=row["photo"] if own else None,
            voice=row["voice"] if own else None,
            judged_in=owed.get(row["concern"]),
            closable=said[row["id"]].solved and row["concern"] not in owed,
            reopenable=said[row["id"]].unsolved and row["concern"] not in owed,
            withdrawable=own
            and (row["state"], "withdraw") in MOVES
            and seen.people[row["id"]] == 1
            and row["concern"] is None,
        )
        for row in rows
    ]
