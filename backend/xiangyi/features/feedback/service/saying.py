"""Saying something of the service, with or without an account, and looking for the answer."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal
from xiangyi.features.divisions import service as divisions
from xiangyi.features.feedback import errors
from xiangyi.features.feedback.rules import ANSWER_WORKING_DAYS, on_one_line, readable
from xiangyi.features.feedback.schemas import MyPiece, Receipt, Saying
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.identity.service import deeds, records, tallies
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import SpecialDays, deadline

#: A street office has one address and many people; a machine that writes has all day.
_PER_ADDRESS: Final = (Limit(60, 20), Limit(3_600, 120), Limit(86_400, 400))

#: Nobody who writes by hand has said more.
_MINE: Final = 200


async def say(
    asker: Asker | None, id_: UUID, saying: Saying, *, address: str, now: datetime
) -> Receipt:
    """Keep what somebody says; the same again is answered as the first time, and not counted.

    Raises:
        WordsMissing: nothing in the words shows.
        DivisionNotFound: the division is not known.
        FeedbackDiffers: something else has been said under this id.
        TooManyTries: too much comes from this address.
    """
    words = readable(saying.words)
    if not words:
        raise errors.WordsMissing
    contact = on_one_line(saying.contact or "") or None
    row = await _row(id_)
    if row is None:
        await tallies.count("feedback", address, _PER_ADDRESS, now=now)
        if saying.division is not None:
            await divisions.division(saying.division)
        async with atomic():
            if asker:
                await hold(asker.subject)
            added = await run(
                "INSERT INTO feedback (id, kind, words, contact, account, division, said_at)"
                " VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING id",
                *(id_, saying.kind, seal(words, owner=id_, field="words")),
                contact and seal(contact, owner=id_, field="contact"),
                *(asker.subject if asker else None, saying.division, now),
            )
            if asker and added:
                said = structs.asdict(saying)
                await deeds.note(asker, "feedback.said", "feedback", id_, now=now, after=said)
        row = await _row(id_)
        if row is None:
            raise errors.FeedbackNotFound
    # Once the words are erased, nothing is left that a late repetition could differ from.
    was = (row["kind"], opened(row, "words"), opened(row, "contact"), row["division"])
    if row["erased_at"] is None and was != (saying.kind, words, contact, saying.division):
        raise errors.FeedbackDiffers
    return receipt(row, await workdays.table())


async def look(id_: UUID) -> Receipt:
    """The receipt, for whoever has its id, which nobody guesses.

    Raises:
        FeedbackNotFound: nothing was said under this id.
    """
    row = await _row(id_)
    if row is None:
        raise errors.FeedbackNotFound
    return receipt(row, await workdays.table())


async def mine(asker: Asker) -> list[MyPiece]:
    """What the person said, and what was said for them in the accounts they claimed, newest first.

    Raises:
        ActingForRefused: a clerk asks for somebody; what they once said is theirs to read.
    """
    if asker.acting_for:
        raise ActingForRefused
    theirs = await records.records_of(asker.account)
    rows = (
        await Feedback.select()
        .where(Feedback.account.is_in(list(theirs)))
        .order_by(Feedback.said_at, Feedback.id, ascending=False)
        .limit(_MINE)
    )
    table = await workdays.table()
    return [
        MyPiece(
            **structs.asdict(receipt(row, table)),
            words=opened(row, "words"),
            contact=opened(row, "contact"),
            account=row["account"],
        )
        for row in rows
    ]


def receipt(row: dict[str, Any], table: SpecialDays) -> Receipt:
    """A row of the table as its writer may see it."""
    due_on, _ = deadline(row["said_at"].astimezone(SHANGHAI).date(), ANSWER_WORKING_DAYS, table)
    return Receipt(
        id=row["id"],
        kind=row["kind"],
        said_at=row["said_at"],
        due_on=due_on,
        answer=opened(row, "answer"),
        answered_at=row["answered_at"],
    )


def opened(row: dict[str, Any], field: str) -> str | None:
    """What is sealed in a row of the table."""
    sealed: bytes | None = row[field]
    return None if sealed is None else unseal(sealed, owner=row["id"], field=field)


async def _row(id_: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = await Feedback.select().where(Feedback.id == id_).first()
    return row
