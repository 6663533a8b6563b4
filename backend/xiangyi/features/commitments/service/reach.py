"""Who may do what with which commitment: by where it is, who owes it, and who wanted it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.cases.service.reach import CONVENERS
from xiangyi.features.commitments.errors import AskedTooLate, NotAsked, OwnCommitment
from xiangyi.features.commitments.rules.life import COUNTED, MOVES
from xiangyi.features.commitments.schemas import Deed
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service import belonging, records

OWNERS: Final[tuple[Role, ...]] = ("handler",)
#: Of which commitments somebody had raised or joined a case, and that was in the concern, before
#: the last report, if any.
_WANTED: Final = (
    "SELECT owed.id, COALESCE(MIN(CASE WHEN reported.at IS NULL OR asked.since <= reported.at"
    " AND NOT EXISTS (SELECT 1 FROM case_step AS s WHERE s.case_id = asked.id"
    " AND s.move IN ('gather', 'merge') AND s.at > reported.at)"
    " THEN 0 ELSE 1 END), 1) AS late FROM commitment AS owed JOIN ("
    "SELECT c.id, c.concern, c.raised_at AS since FROM raised_case AS c WHERE {own} UNION ALL"
    " SELECT c.id, c.concern, j.joined_at FROM case_joined AS j"
    " JOIN raised_case AS c ON c.id = j.case_id"
    " WHERE {joined}) AS asked ON asked.concern = owed.concern LEFT JOIN ("
    "SELECT commitment, MAX(at) AS at FROM commitment_step WHERE move = 'report'"
    " GROUP BY commitment) AS reported ON reported.commitment = owed.id"
    " WHERE {owed} GROUP BY owed.id"
)


def owns(asker: Asker, organisation: UUID) -> bool:
    return asker.holds(*OWNERS, within=[Scope("organisation", str(organisation))])


async def expect_asked(asker: Asker, row: dict[str, Any]) -> None:
    """That it is theirs to say whether it is solved, also where a clerk says it for them.

    Raises:
        NotAsked: they neither raised nor joined a case of its concern.
        AskedTooLate: they did so, or their case came into the concern, only after it was reported
            done.
        OwnCommitment: they, or the clerk, wrote it down, or stand in the organisation that owes it.
    """
    why = (await _unasked(asker, [row])).get(row["id"])
    if why is not None:
        raise why


async def _unasked(
    asker: Asker, rows: Collection[dict[str, Any]]
) -> dict[UUID, NotAsked | AskedTooLate | OwnCommitment]:
    """By the id of each that is not theirs to judge, why."""
    if not rows:
        return {}
    theirs = await records.records_of(asker.subject)
    blanks = {
        "own": among("c.account", "UUID"),
        "joined": among("j.account", "UUID"),
        "owed": among("owed.id", "UUID"),
    }
    ids = listed([row["id"] for row in rows])
    found = await run(_WANTED.format(**blanks), listed(theirs), listed(theirs), ids)
    late = {UUID(str(one["id"])): bool(one["late"]) for one in found}
    near = {*theirs, *await records.records_of(asker.account)}
    why: dict[UUID, NotAsked | AskedTooLate | OwnCommitment] = {}
    for row in rows:
        if row["id"] not in late:
            why[row["id"]] = NotAsked()
        elif late[row["id"]]:
            why[row["id"]] = AskedTooLate()
        elif row["promised_by"] in near or await _stands_in(near, row):
            why[row["id"]] = OwnCommitment()
    return why


async def _stands_in(accounts: Collection[UUID], row: dict[str, Any]) -> bool:
    """Whether they served its owner since it was promised, or belonged to it by then.

    Whom an owner lets in afterwards has not lost their voice by that.
    """
    since = row["promised_at"]
    return await belonging.serves(
        accounts, row["organisation"], since=since
    ) or await belonging.belonged(accounts, row["organisation"], at=since)


async def deeds(
    asker: Asker | None,
    rows: Collection[dict[str, Any]],
    *,
    said: Mapping[UUID, bool | None],
    today: date,
) -> dict[UUID, list[Deed]]:
    """By the id of each, the steps that would not be refused for who asks and has `said` so."""
    if asker is None:
        return {row["id"]: [] for row in rows}
    lineages = await tree.lineages({row["division"] for row in rows})
    done = [row for row in rows if row["state"] in {"done", *COUNTED}]
    unasked = await _unasked(asker, done)
    found: dict[UUID, list[Deed]] = {}
    for row in rows:
        around = scopes_of([one.key for one in lineages[row["division"]]])
        may: list[Deed] = []
        if owns(asker, row["organisation"]) and (row["state"], "report") in MOVES:
            may.append("report")
        if asker.holds(*CONVENERS, within=around) and (row["state"], "withdraw") in MOVES:
            may.append("withdraw")
        if row["state"] == "done" and row["id"] not in unasked:
            may.append("judge")
        last = row["late_until"] if row["state"] in COUNTED else None
        if last and row["id"] not in unasked:
            if last >= today and said[row["id"]] is None:
                may.append("judge_late")
            if last < today and not said[row["id"]]:
                may.append("raise_again")
        found[row["id"]] = may
    return found
