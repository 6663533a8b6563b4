"""Writing a consultation down: a change is a revision, and two at once are told of each other."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules.life import MOVES, Move
from xiangyi.features.consultations.schemas import (
    AgendaItem,
    ConsultationFacts,
    Invited,
    Party,
    Place,
)
from xiangyi.features.consultations.service.wording import HISTORY
from xiangyi.features.consultations.tables import Consultation, ConsultationRevision
from xiangyi.features.revising.service import Made, next_number, note

#: What a move is called where it is looked up.
_DONE = {
    "submit": "submitted",
    "send_back": "sent_back",
    "announce": "announced",
    "outgrow": "outgrown",
    "withdraw": "withdrawn",
    "cancel": "cancelled",
    "delete": "deleted",
}


#: What a row says of which nobody has announced it.
UNANNOUNCED: Final[dict[str, Any]] = {
    "announced_at": None,
    "announced_by": None,
    "announced_to": None,
}


def facts_of(row: dict[str, Any]) -> ConsultationFacts:
    """What a convener wrote, of a row of the table."""
    return ConsultationFacts(
        form=row["form"],
        title=row["title"],
        about=row["about"],
        division=row["division"],
        organisation=row["organisation"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        place=Place(
            words=row["place"],
            station=row["station"],
            lon=row["lon"],
            lat=row["lat"],
            link=row["link"],
        ),
        phone=row["phone"],
        invited=msgspec.json.decode(row["invited"], type=Invited),
        parties=msgspec.json.decode(row["parties"], type=list[Party]),
        agenda=msgspec.json.decode(row["agenda"], type=list[AgendaItem]),
        seats=row["seats"],
    )


def columns_of(facts: ConsultationFacts) -> dict[str, Any]:
    place = facts.place
    return {
        "form": facts.form,
        "title": facts.title,
        "about": facts.about,
        "division": facts.division,
        "organisation": facts.organisation,
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at,
        "place": place.words,
        "station": place.station,
        "lon": place.lon,
        "lat": place.lat,
        "link": place.link,
        "phone": facts.phone,
        "invited": msgspec.json.encode(facts.invited).decode(),
        "parties": msgspec.json.encode(facts.parties).decode(),
        "agenda": msgspec.json.encode(facts.agenda).decode(),
        "seats": facts.seats,
    }


async def draft(asker: Asker, id_: UUID, facts: ConsultationFacts, *, now: datetime) -> None:
    """Keep a new one, in the caller's transaction."""
    await Consultation.insert(
        Consultation(
            id=id_,
            state="draft",
            revision=1,
            drafted_by=asker.account,
            **columns_of(facts),
        )
    )
    await note(HISTORY, asker, Made(id_, 1, "drafted", None, facts), now=now)


async def change(
    asker: Asker, row: dict[str, Any], facts: ConsultationFacts, *, based_on: int, now: datetime
) -> None:
    """Let the facts be others, in the caller's transaction.

    Raises:
        ConsultationChangedMeanwhile: somebody else was a moment earlier.
    """
    number = await next_number(HISTORY, row, based_on)
    changed: dict[Any, Any] = columns_of(facts)
    await Consultation.update(changed).where(Consultation.id == row["id"])
    made = Made(row["id"], number, "changed", facts_of(row), facts)
    await note(HISTORY, asker, made, now=now)


async def move(  # noqa: PLR0913  # what a revision holds
    asker: Asker | None,
    row: dict[str, Any],
    made: Move,
    columns: dict[str, Any],
    *,
    based_on: int,
    now: datetime,
    why: str = "",
) -> None:
    """Let its life go on, in the caller's transaction; of itself where nobody asks.

    Raises:
        ConsultationNotDraft, ConsultationNotWaiting, ConsultationNotAnnounced: it is elsewhere.
        ConsultationChangedMeanwhile: somebody else was a moment earlier.
    """
    state = next_state(row, made)
    number = await next_number(HISTORY, row, based_on)
    changed: dict[Any, Any] = {**columns, "state": state}
    await Consultation.update(changed).where(Consultation.id == row["id"])
    facts = facts_of(row)
    done = Made(row["id"], number, _DONE[made], facts, facts, why)
    await note(HISTORY, asker or row["announced_by"], done, now=now)


async def was_last(row: dict[str, Any], account: UUID, made: Move, why: str) -> bool:
    """Whether that is the last that happened to it: an answer that was lost is given again."""
    return await ConsultationRevision.exists().where(
        (ConsultationRevision.consultation == row["id"])
        & (ConsultationRevision.number == row["revision"])
        & (ConsultationRevision.account == account)
        & (ConsultationRevision.move == _DONE[made])
        & (ConsultationRevision.why == why)
    )


def next_state(row: dict[str, Any], made: Move) -> str:
    """Where a move leads.

    Raises:
        ConsultationNotDraft, ConsultationNotWaiting, ConsultationNotAnnounced: nowhere.
    """
    state = MOVES.get((row["state"], made))
    if state is None:
        raise {
            "submit": errors.ConsultationNotDraft,
            "announce": errors.ConsultationNotDraft,
            "delete": errors.ConsultationNotDraft,
            "send_back": errors.ConsultationNotWaiting,
        }.get(made, errors.ConsultationNotAnnounced)
    return state


def is_hidden(row: dict[str, Any], now: datetime) -> bool:
    """What is public may have been read and answered before the worker tells anybody."""
    return row["send_at"] is not None and row["send_at"] > now


def expect_ahead(row: dict[str, Any], send_at: datetime | None, *, now: datetime) -> None:
    """Raises ConsultationOver: it has begun by then."""
    if row["starts_at"] <= max(now, send_at or now):
        raise errors.ConsultationOver
