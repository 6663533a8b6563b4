"""Writing a consultation down: a change is a revision, and two at once are told of each other."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules.life import MOVES, Move
from xiangyi.features.consultations.schemas import ConsultationFacts, Invited, Place
from xiangyi.features.consultations.tables import Consultation, ConsultationRevision

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
    await _note(asker, _Made(id_, 1, "drafted", None, facts, asker.account), now=now)


async def change(
    asker: Asker, row: dict[str, Any], facts: ConsultationFacts, *, based_on: int, now: datetime
) -> None:
    """Let the facts be others, in the caller's transaction.

    Raises:
        ConsultationChangedMeanwhile: somebody else was a moment earlier.
    """
    number = await _next(row, based_on)
    changed: dict[Any, Any] = columns_of(facts)
    await Consultation.update(changed).where(Consultation.id == row["id"])
    made = _Made(row["id"], number, "changed", facts_of(row), facts, asker.account)
    await _note(asker, made, now=now)


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
    number = await _next(row, based_on)
    changed: dict[Any, Any] = {**columns, "state": state}
    await Consultation.update(changed).where(Consultation.id == row["id"])
    facts = facts_of(row)
    account = asker.account if asker else row["announced_by"]
    done = _Made(row["id"], number, _DONE[made], facts, facts, account, why)
    await _note(asker, done, now=now)


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


async def _next(row: dict[str, Any], based_on: int) -> int:
    """What was decided by was `row`: it must be what the asker read, and still be so."""
    if row["revision"] != based_on:
        raise errors.ConsultationChangedMeanwhile(revision=row["revision"])
    id_ = row["id"]
    rows = await run(
        "UPDATE consultation SET revision = revision + 1 WHERE id = {} AND revision = {}"
        " RETURNING revision",
        *(id_, based_on),
    )
    if not rows:
        now = await Consultation.select(Consultation.revision).where(Consultation.id == id_).first()
        raise errors.ConsultationChangedMeanwhile(revision=now["revision"] if now else 0)
    return int(str(rows[0]["revision"]))


class _Made(Struct, frozen=True):
    """One change in the making, and who answers for it."""

    consultation: UUID
    number: int
    move: str
    before: ConsultationFacts | None
    after: ConsultationFacts
    account: UUID
    why: str = ""


async def _note(asker: Asker | None, made: _Made, *, now: datetime) -> None:
    await ConsultationRevision.insert(
        ConsultationRevision(
            consultation=made.consultation,
            number=made.number,
            made_at=now,
            account=made.account,
            move=made.move,
            why=made.why,
            before=made.before and msgspec.json.encode(made.before).decode(),
            after=msgspec.json.encode(made.after).decode(),
        )
    )
    if asker is None:
        return
    await audit.record(
        asker,
        f"consultation.{made.move}",
        "consultation",
        made.consultation,
        now=now,
        division=made.after.division,
        why=made.why,
        before=None if made.before is None else _told(made.before),
        after=_told(made.after) | {"move": made.move},
    )


def _told(facts: ConsultationFacts) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(facts)
    return told
