"""People's answers to an invitation."""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import Answering, MyAnswer
from xiangyi.features.consultations.schemas.desk import Answers
from xiangyi.features.consultations.schemas.records import View
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    expect_in,
    public_row,
    row_of,
)
from xiangyi.features.consultations.service.telling import subject_of, thread_of, threads_of
from xiangyi.features.consultations.service.telling_records import record_thread
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
    """
    row = await public_row(id_, now=now)
    if row["state"] != "announced":
        raise errors.ConsultationNotAnnounced
    if row["starts_at"] <= now:
        raise errors.ConsultationOver
    delegate = checked_name(said.delegate) if said.answer == "sending" else ""
    if _NUMBER.search(delegate):
        raise errors.NumberInName
    people = said.people if said.answer == "coming" else 1
    view = _checked(said.view) if said.answer == "not_coming" else ""
    said_of = said.starts_at or row["starts_at"]
    async with atomic():
        await hold(asker.subject)
        before = await _of(id_, asker.subject)
        await run(
            "INSERT INTO consultation_answer"
            " (consultation, account, answer, people, delegate, view, answered_at, starts_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {})"
            " ON CONFLICT (consultation, account) DO UPDATE SET"
            " answer = EXCLUDED.answer, people = EXCLUDED.people, delegate = EXCLUDED.delegate,"
            " view = EXCLUDED.view,"
            " answered_at = EXCLUDED.answered_at, starts_at = EXCLUDED.starts_at",
            *(id_, asker.subject, said.answer, people),
            seal_some(delegate, owner=asker.subject, field=DELEGATE),
            seal_some(view, owner=asker.subject, field=VIEW),
            *(now, said_of),
        )
        if said.answer == "not_coming":
            await unfollow(subject_of(id_), asker.subject)
        else:
            await follow(subject_of(id_), asker.subject, now=now)
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
    outdated = said_of != row["starts_at"]
    return MyAnswer(said.answer, people, delegate, now, outdated, view)


async def opened(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Take what somebody was told of it as read: they have its page before their eyes.

    Nothing for a clerk who opens it for somebody else.

    Raises:
        ConsultationNotFound: nobody has been told of one under this id.
    """
    await public_row(id_, now=now)
    if asker.acting_for:
        return
    for thread in (*threads_of(id_), record_thread(id_)):
        await inbox.answered(asker.account, thread, now=now)


async def mine(asker: Asker | None, id_: UUID) -> MyAnswer | None:
    """What the asker has answered."""
    row = await _of(id_, asker.subject) if asker else None
    return shown(row) if row else None


async def answers(id_: UUID) -> Answers:
    """How many come, send somebody or do not, and how many said so of another time."""
    rows = await run(
        "SELECT answer, count(*) AS answers, sum(people) AS people,"
        " sum(CASE WHEN consultation_answer.starts_at <> consultation.starts_at THEN 1 ELSE 0 END)"
        " AS outdated, count(view) AS views FROM consultation_answer"
        " JOIN consultation ON consultation.id = consultation_answer.consultation"
        " WHERE consultation.id = {} GROUP BY answer",
        id_,
    )
    found = {str(row["answer"]): row for row in rows}

    def of(kind: str, what: str = "answers") -> int:
        return int(str(found[kind][what])) if kind in found else 0

    return Answers(
        coming=of("coming"),
        people=of("coming", "people"),
        sending=of("sending"),
        not_coming=of("not_coming"),
        outdated=sum(of(kind, "outdated") for kind in found),
        views=of("not_coming", "views"),
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
