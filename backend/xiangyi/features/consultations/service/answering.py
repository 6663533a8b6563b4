"""People's answers to an invitation."""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import structs
from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import Answering, MyAnswer
from xiangyi.features.consultations.schemas.desk import Answers
from xiangyi.features.consultations.schemas.room import View
from xiangyi.features.consultations.service import seating, telling_seats
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    expect_in,
    public_row,
    row_of,
)
from xiangyi.features.consultations.service.telling import (
    subject_of,
    thread_of,
    threads_of,
    waiting_for,
)
from xiangyi.features.consultations.service.telling_records import named_thread, record_thread
from xiangyi.features.consultations.tables import ConsultationAnswer
from xiangyi.features.identity.service import deeds
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.naming import checked_name
from xiangyi.features.notifications.service import inbox
from xiangyi.features.notifications.service.following import follow, unfollow

DELEGATE = "delegate"
#: As what it is sealed.
VIEW = "consultation_view"
#: As long as a telephone number, however its digits are parted.
_NUMBER: Final = re.compile(r"(?:\d[\s.-]*){6}")


async def answer(asker: Asker, id_: UUID, said: Answering, *, now: datetime) -> MyAnswer:
    """Say whether one comes; the last word counts, until it begins.

    Raises:
        ConsultationNotFound: there is none that is announced.
        ConsultationNotAnnounced: it has been cancelled.
        ConsultationOver: it has begun.
        NameUnusable, NumberInName: the name of whoever comes instead cannot be.
        ConsultationUnusable: something in what is to be said would not show.
        SeatsTaken: who has a seat would bring more than find one.
    """
    row = await public_row(id_, now=now)
    _expect_open(row, now=now)
    delegate = checked_name(said.delegate) if said.answer == "sending" else ""
    if _NUMBER.search(delegate):
        raise errors.NumberInName
    people = said.people if said.answer == "coming" else 1
    view = _checked(said.view) if said.answer == "not_coming" else ""
    said_of = said.starts_at or row["starts_at"]
    async with atomic():
        await hold(asker.subject)
        if row["seats"] is not None:
            row = await seating.hold(id_)
            _expect_open(row, now=now)
        before = await _of(id_, asker.subject)
        seat = seating.Place()
        if row["seats"] is not None and said.answer != "not_coming":
            seat = await seating.place(row, before, asker.subject, people, now=now)
        await run(
            "INSERT INTO consultation_answer"
            " (consultation, account, answer, people, delegate, view, answered_at, starts_at,"
            " party, turn, seated_at, promoted_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})"
            " ON CONFLICT (consultation, account) DO UPDATE SET"
            " answer = EXCLUDED.answer, people = EXCLUDED.people, delegate = EXCLUDED.delegate,"
            " view = EXCLUDED.view,"
            " answered_at = EXCLUDED.answered_at, starts_at = EXCLUDED.starts_at,"
            " party = EXCLUDED.party, turn = EXCLUDED.turn,"
            " seated_at = EXCLUDED.seated_at, promoted_at = EXCLUDED.promoted_at",
            *(id_, asker.subject, said.answer, people),
            seal_some(delegate, owner=asker.subject, field=DELEGATE),
            seal_some(view, owner=asker.subject, field=VIEW),
            *(now, said_of, seat.party, seat.turn, seat.seated_at, seat.promoted_at),
        )
        await _follow(row, said.answer, asker.subject, seat, now=now)
        if before and before["promoted_at"] and not seat.promoted_at:
            await telling_seats.given_up(id_, before["id"], now=now)
        await seating.settle(row, asking=asker.subject, now=now)
        await inbox.answered(asker.subject, thread_of(id_), now=now)
        await deeds.note(
            asker,
            "consultation.answered",
            "consultation",
            id_,
            now=now,
            before=before and {"answer": before["answer"], "people": before["people"]},
            after={k: v for k, v in structs.asdict(said).items() if k != "view"},
        )
        kept = await _of(id_, asker.subject)
        return await shown_of(row, kept or {})


def _expect_open(row: dict[str, Any], *, now: datetime) -> None:
    if row["state"] != "announced":
        raise errors.ConsultationNotAnnounced
    if row["starts_at"] <= now:
        raise errors.ConsultationOver


async def _follow(
    row: dict[str, Any], said: str, account: UUID, seat: seating.Place, *, now: datetime
) -> None:
    """Who comes is told of it and reminded; who waits for a seat is told of it."""
    comes, waits = subject_of(row["id"]), waiting_for(row["id"])
    seated = row["seats"] is None or seat.seated_at is not None
    for subject, wanted in ((comes, seated), (waits, not seated)):
        if wanted and said != "not_coming":
            await follow(subject, account, now=now)
        else:
            await unfollow(subject, account)


async def opened(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Take what somebody was told of it as read: they have its page before their eyes.

    Nothing for a clerk who opens it for somebody else.

    Raises:
        ConsultationNotFound: nobody has been told of one under this id.
    """
    await public_row(id_, now=now)
    if asker.acting_for:
        return
    own = await _of(id_, asker.account)
    seat = [telling_seats.seat_thread(id_, own["id"])] if own and own["promoted_at"] else []
    for thread in (*threads_of(id_), record_thread(id_), named_thread(id_), *seat):
        await inbox.answered(asker.account, thread, now=now)


async def mine(asker: Asker | None, id_: UUID) -> MyAnswer | None:
    """What the asker has answered."""
    row = await _of(id_, asker.subject) if asker else None
    return shown(row) if row else None


async def shown_of(meeting: dict[str, Any], row: dict[str, Any]) -> MyAnswer:
    """The same, with what became of the time it was said of, and of a seat."""
    waits = meeting["seats"] is not None and row["answer"] != "not_coming" and not row["seated_at"]
    ahead = await seating.ahead(row) if waits else None
    return replace(shown(row, meeting["starts_at"]), ahead=ahead, promoted_at=row["promoted_at"])


async def answers(id_: UUID) -> Answers:
    """How many come, send somebody or do not, and how many said so of another time."""
    rows = await run(
        "SELECT CASE WHEN seats IS NULL OR seated_at IS NOT NULL OR answer = 'not_coming'"
        " THEN answer ELSE 'waiting' END AS said, count(*) AS answers, sum(people) AS people,"
        " sum(CASE WHEN consultation_answer.starts_at <> consultation.starts_at THEN 1 ELSE 0 END)"
        " AS outdated, count(view) AS views FROM consultation_answer"
        " JOIN consultation ON consultation.id = consultation_answer.consultation"
        " WHERE consultation.id = {} GROUP BY said",
        id_,
    )
    found = {str(row["said"]): row for row in rows}

    def of(kind: str, what: str = "answers") -> int:
        return int(str(found[kind][what])) if kind in found else 0

    return Answers(
        coming=of("coming"),
        people=of("coming", "people"),
        sending=of("sending"),
        not_coming=of("not_coming"),
        outdated=sum(of(kind, "outdated") for kind in found),
        views=of("not_coming", "views"),
        waiting=of("waiting", "people"),
    )


def shown(row: dict[str, Any], starts_at: datetime | None = None) -> MyAnswer:
    """As its person sees it; `starts_at` is when the meeting is to begin now."""
    delegate = unseal_some(row["delegate"], owner=row["account"], field=DELEGATE)
    answered, said_of = row["answered_at"], row["starts_at"]
    outdated = None not in (starts_at, said_of) and starts_at != said_of
    view = unseal_some(row["view"], owner=row["account"], field=VIEW)
    return MyAnswer(row["answer"], row["people"], delegate, answered, outdated, view)


async def views(asker: Asker, id_: UUID, *, now: datetime) -> list[View]:
    """What those who do not come want said, the first first, without names; the look is recorded.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    await expect_in(asker, row, APPROVERS)
    said = (
        await ConsultationAnswer.select()
        .where((ConsultationAnswer.consultation == id_) & ConsultationAnswer.view.is_not_null())
        .order_by(ConsultationAnswer.answered_at, ConsultationAnswer.id)
    )
    await audit.record(
        asker, "consultation.views_read", "consultation", id_, now=now, division=row["division"]
    )
    return [View(shown(one).view, one["answered_at"]) for one in said]


def _checked(view: str) -> str:
    text = tidy(view)
    if any(has_hidden(line) for line in text.splitlines()):
        raise errors.ConsultationUnusable(field="view")
    return text


async def _of(id_: UUID, account: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await ConsultationAnswer.select()
        .where((ConsultationAnswer.consultation == id_) & (ConsultationAnswer.account == account))
        .first()
    )
    return row
