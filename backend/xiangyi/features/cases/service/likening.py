"""Same as mine: cases nearby that are about the same, and of which something will be done."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.features.cases.rules.words import likeness
from xiangyi.features.cases.schemas import Alike, AlikeCases, AlikeSought
from xiangyi.features.cases.service import keeping, placing
from xiangyi.features.cases.service.reach import own_offices
from xiangyi.features.cases.tables import Case, CaseJoined
from xiangyi.features.divisions import service as divisions
from xiangyi.features.feedback.rules import readable
from xiangyi.features.identity.service import records, tallies
from xiangyi.features.identity.service.tallies import Limit

#: The words of others are compared, never shown: nobody finds them out by asking all day.
_PER_PERSON: Final = (Limit(3_600, 60), Limit(86_400, 200))
_LATELY: Final = timedelta(days=90)
_COMPARED: Final = 200
_OFFERED: Final = 3
#: From when on words are alike; below, only the same station or scene makes them so.
_ALIKE: Final = 0.25
#: What is told of where a case is that lies somewhere else: its division.
_AROUND: Final = {"station": None, "scene": None}


async def alike(asker: Asker, sought: AlikeSought, *, now: datetime) -> AlikeCases:
    """At most three that somebody may join instead of raising the same, the likest first.

    In the same street, or what lies above where there is none, and of the same field. What an
    organisation has is not found out by its own people, and nobody learns from it at which station
    or gate somebody else is: only who names that very one reads its name again.

    Raises:
        CasePlaceUnusable: not one place is named, or it is not known.
        TooManyTries: the asker has compared too much.
    """
    # A clerk has no more for each whom they act for.
    await tallies.count("alike cases", str(asker.account), _PER_PERSON, now=now)
    where = await placing.spot(sought)
    lineage = (await divisions.lineages([where.division]))[where.division]
    street = next((one.key for one in lineage if one.level == "street"), where.division)
    own = list(await records.records_of(asker.subject))
    rows = (
        await Case.select(*Case.all_columns(), Case.concern.title)
        .where(
            Case.division.is_in(await divisions.subtree(street))
            & (Case.field == sought.field)
            & keeping.going_on()
            & (Case.raised_at > now - _LATELY)
            & (Case.account.is_null() | Case.account.not_in(own))
        )
        .order_by(Case.raised_at, ascending=False)
        .limit(_COMPARED)
    )
    joined, offices = await _joined(own), own_offices(asker)
    words = readable(sought.words)
    others = [row for row in rows if row["id"] not in joined and row["organisation"] not in offices]
    scored = [(_score(sought, words, row), row) for row in others]
    likest = sorted((one for one in scored if one[0] >= _ALIKE), key=lambda one: -one[0])
    found = [row for _, row in likest[:_OFFERED]]
    names = await placing.names([row if _is_here(sought, row) else row | _AROUND for row in found])
    people = await keeping.people([row["id"] for row in found])
    return AlikeCases(
        [
            Alike(
                id=row["id"],
                field=row["field"],
                place=names[row["id"]],
                raised_at=row["raised_at"],
                state=row["state"],
                people=people[row["id"]],
                about=row["concern.title"],
            )
            for row in found
        ]
    )


def _score(sought: AlikeSought, words: str, row: dict[str, Any]) -> float:
    score = likeness(words, keeping.words_of(row) or "")
    return score + 1 if _is_here(sought, row) else score


def _is_here(sought: AlikeSought, row: dict[str, Any]) -> bool:
    here = (sought.station, sought.scene)
    return here != (None, None) and here == (row["station"], row["scene"])


async def _joined(accounts: list[UUID]) -> set[UUID]:
    rows = await CaseJoined.select(CaseJoined.case_id).where(CaseJoined.account.is_in(accounts))
    return {row["case_id"] for row in rows}
