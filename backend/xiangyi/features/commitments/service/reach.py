"""Who may do what with which commitment: by where it is, who owes it, and who wanted it."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.cases.service.reach import CONVENERS
from xiangyi.features.commitments.rules.life import MOVES
from xiangyi.features.commitments.schemas import Deed
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service import records

OWNERS: Final[tuple[Role, ...]] = ("handler",)
#: Which concerns somebody raised or joined a case of.
_WANTED: Final = (
    "SELECT DISTINCT c.concern FROM raised_case AS c WHERE {concerns} AND ({own} OR EXISTS"
    " (SELECT 1 FROM case_joined AS j WHERE j.case_id = c.id AND {joined}))"
)


def owns(asker: Asker, organisation: UUID) -> bool:
    return asker.holds(*OWNERS, within=[Scope("organisation", str(organisation))])


async def wanted(asker: Asker, concerns: Collection[UUID]) -> set[UUID]:
    """Of which of these concerns the asker raised or joined a case."""
    if not concerns:
        return set()
    theirs = listed(await records.records_of(asker.subject))
    blanks = {
        "concerns": among("c.concern", "UUID"),
        "own": among("c.account", "UUID"),
        "joined": among("j.account", "UUID"),
    }
    rows = await run(_WANTED.format(**blanks), listed(concerns), theirs, theirs)
    return {UUID(str(row["concern"])) for row in rows}


async def deeds(asker: Asker | None, rows: Collection[dict[str, Any]]) -> dict[UUID, list[Deed]]:
    """By the id of each, the steps that would not be refused for who asks."""
    if asker is None:
        return {row["id"]: [] for row in rows}
    lineages = await tree.lineages({row["division"] for row in rows})
    theirs = await wanted(asker, {row["concern"] for row in rows})
    found: dict[UUID, list[Deed]] = {}
    for row in rows:
        around = scopes_of([one.key for one in lineages[row["division"]]])
        may: list[Deed] = []
        if owns(asker, row["organisation"]) and (row["state"], "report") in MOVES:
            may.append("report")
        if asker.holds(*CONVENERS, within=around) and (row["state"], "withdraw") in MOVES:
            may.append("withdraw")
        if row["state"] == "done" and row["concern"] in theirs:
            may.append("judge")
        found[row["id"]] = may
    return found
