"""What is no residents' committee's to answer: who convenes for nothing larger is one (Art 7, 12).

Complaints and reports are authorities', and what its register has not is nobody's to ask of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Scope
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.features.cases.errors import CommitteeNotAnswerable
from xiangyi.features.cases.rules.words import OF_AUTHORITIES
from xiangyi.features.cases.schemas import Deed
from xiangyi.features.cases.service import registering
from xiangyi.features.cases.service.reach import CONVENERS, Sight
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.organisations.tables import Organisation

#: By which somebody who asked has their answer; what is sent on, others answer.
ANSWERS: Final[tuple[Deed, ...]] = ("answer", "close", "decline")
#: Of the levels, that of residents' and villagers' committees.
_LEVEL: Final = "community"


async def withheld(
    asker: Asker, rows: Sequence[dict[str, Any]], seen: Mapping[UUID, Sight], *, now: datetime
) -> dict[UUID, CommitteeNotAnswerable]:
    """Which of the cases who asks would answer as or for a committee, and why it must not.

    What one was given by its register it answers as long as that is no complaint.
    """
    lineages = await tree.lineages({row["division"] for row in rows})
    given = await offices(rows)
    found: dict[UUID, CommitteeNotAnswerable] = {}
    for row in rows:
        mine = seen[row["id"]]
        if asker.holds(*CONVENERS, within=_above_it(lineages[row["division"]])):
            continue
        has_it = row["organisation"] in given
        if mine.handles and (not has_it or row["kind"] not in OF_AUTHORITIES):
            continue
        if (mine.convenes or has_it) and (why := await _why_not(row, now=now)):
            found[row["id"]] = why
    return found


async def expect_theirs(asker: Asker, row: dict[str, Any], seen: Sight, *, now: datetime) -> None:
    """Raises CommitteeNotAnswerable: who asks would answer it as or for a committee."""
    for why in (await withheld(asker, [row], {row["id"]: seen}, now=now)).values():
        raise why


async def left_open(asker: Asker, rows: Sequence[dict[str, Any]], *, now: datetime) -> set[UUID]:
    """Which cases of a concern no committee answers, nor ends, by what it makes of the concern."""
    lineages = await tree.lineages({row["division"] for row in rows})
    found: set[UUID] = set()
    for row in rows:
        lineage = lineages[row["division"]]
        own = scopes_of([one.key for one in lineage if one.level == _LEVEL])
        larger = asker.holds(*CONVENERS, within=_above_it(lineage))
        if asker.holds(*CONVENERS, within=own) and not larger and await _why_not(row, now=now):
            found.add(row["id"])
    return found


async def offices(rows: Sequence[dict[str, Any]]) -> set[UUID]:
    """The committees that have one of the cases."""
    ids = {row["organisation"] for row in rows if row["organisation"]}
    if not ids:
        return set()
    found = await Organisation.select(Organisation.id).where(
        Organisation.id.is_in(list(ids)) & (Organisation.kind == "committee")
    )
    return {one["id"] for one in found}


async def place(row: dict[str, Any], *, now: datetime) -> str:
    """From where on desks are told of it: not a community, where none may answer it."""
    [*_, here] = lineage = (await tree.lineages([row["division"]]))[row["division"]]
    if here.level != _LEVEL or not await _why_not(row, now=now):
        return here.key
    return [one.key for one in lineage if one.level != _LEVEL][-1]


def _above_it(lineage: Sequence[Known]) -> list[Scope]:
    return scopes_of([one.key for one in lineage if one.level != _LEVEL])


async def _why_not(row: dict[str, Any], *, now: datetime) -> CommitteeNotAnswerable | None:
    try:
        await registering.expect_answerable(row, now=now)
    except CommitteeNotAnswerable as why:
        return why
    return None
