"""What everybody may read of consultations: those that people have been told of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.features.consultations.schemas import (
    ConsultationCard,
    ConsultationList,
    MyAnswer,
    Place,
)
from xiangyi.features.consultations.service import changing, keeping, papers, seating
from xiangyi.features.consultations.service.answering import shown_of
from xiangyi.features.consultations.service.paging import Condition, Last
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.tables import Consultation, ConsultationAnswer
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations
from xiangyi.features.stations.service import standing

#: For how long those that are over are shown.
_AFTERWARDS: Final = timedelta(days=30)
_MOST: Final = 100


async def listed(
    asker: Asker | None, division: str | None, after: str | None = None, *, now: datetime
) -> ConsultationList:
    """What was announced in a division, below it or around it; to come first, the nearest first.

    Those that are over follow, the latest first, once all to come have been told. `after` is the
    `next` of the page before.

    Raises:
        DivisionNotFound: the division is not known.
    """
    where = (
        Consultation.announced_at.is_not_null()
        & (Consultation.send_at.is_null() | (Consultation.send_at <= now))
        & (Consultation.ends_at > now - _AFTERWARDS)
    )
    if division:
        around = [one.key for one in await tree.ancestors(division)]
        where &= Consultation.division.is_in([*around, *await tree.subtree(division)])
    place = Last.read(after) if after else None
    ahead: list[dict[str, Any]] = []
    if place is None or not place.over:
        ahead = await _page(where & (Consultation.ends_at > now), place, ascending=True)
    if len(ahead) > _MOST:
        more = Last.of(ahead[_MOST - 1], over=False)
        return ConsultationList(await cards(asker, ahead[:_MOST]), more.cursor)
    behind = place if place and place.over else None
    over = await _page(where & (Consultation.ends_at <= now), behind, ascending=False)
    rest = Last.of(over[_MOST - 1], over=True).cursor if len(over) > _MOST else None
    return ConsultationList(await cards(asker, [*ahead, *over[:_MOST]]), rest)


async def _page(where: Condition, place: Last | None, *, ascending: bool) -> list[dict[str, Any]]:
    """One more than a page, where there are as many."""
    rows: list[dict[str, Any]] = (
        await Consultation.select()
        .where(where & place.behind() if place else where)
        .order_by(Consultation.starts_at, Consultation.id, ascending=ascending)
        .limit(_MOST + 1)
    )
    return rows


async def card(asker: Asker | None, id_: UUID, *, now: datetime) -> ConsultationCard:
    """One that people have been told of.

    Raises:
        ConsultationNotFound: there is none.
    """
    row = await public_row(id_, now=now)
    [shown] = await cards(asker, [row])
    seats = await seating.seats(row, asker.subject if asker else None, now=now)
    return replace(shown, seats=seats, papers=await papers.shown(asker, row))


async def cards(asker: Asker | None, rows: Sequence[dict[str, Any]]) -> list[ConsultationCard]:
    names = await tree.names({row["division"] for row in rows})
    homes = await organisations.homes({row["organisation"] for row in rows if row["organisation"]})
    places = await standing.places({row["station"] for row in rows if row["station"]})
    changed = await changing.since_told(rows)
    answered = await _answers(asker, rows)
    return [
        ConsultationCard(
            id=row["id"],
            form=row["form"],
            title=row["title"],
            about=row["about"],
            division=row["division"],
            division_name=names[row["division"]],
            organisation_name=homes[row["organisation"]].name if row["organisation"] else None,
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            place=Place(
                words=row["place"],
                station=row["station"],
                lon=row["lon"],
                lat=row["lat"],
                link=row["link"],
            ),
            station_name=places[row["station"]].name if row["station"] else None,
            phone=row["phone"],
            parties=keeping.facts_of(row).parties,
            agenda=keeping.facts_of(row).agenda,
            hurry=row["hurry"],
            cancelled_at=row["cancelled_at"],
            reason=row["reason"],
            changed_at=row["changed_at"],
            changes=changed.get(row["id"], []),
            mine=answered.get(row["id"]),
        )
        for row in rows
    ]


async def _answers(asker: Asker | None, rows: Sequence[dict[str, Any]]) -> dict[UUID, MyAnswer]:
    if asker is None or not rows:
        return {}
    said = await ConsultationAnswer.select().where(
        (ConsultationAnswer.account == asker.subject)
        & ConsultationAnswer.consultation.is_in([row["id"] for row in rows])
    )
    meetings = {row["id"]: row for row in rows}
    return {one["consultation"]: await shown_of(meetings[one["consultation"]], one) for one in said}
