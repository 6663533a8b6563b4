"""What is said of a record, by who was there or asked for it, and what they are answered."""

from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.records import (
    Corrections,
    Objections,
    RemarkAnswer,
    RemarkShown,
)
from xiangyi.features.consultations.service import agenda, correcting, telling_records
from xiangyi.features.consultations.service.presence import proven
from xiangyi.features.consultations.service.reach import CONVENERS, expect_in, public_row, row_of
from xiangyi.features.consultations.service.recording import record_of
from xiangyi.features.consultations.tables import RecordRemark
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

#: As what it is sealed.
REMARK: Final = "record_remarks"


async def remark(
    asker: Asker, id_: UUID, remark_id: UUID, words: str, *, now: datetime
) -> RemarkShown:
    """Ask for it to be put right, or object once it is sealed; the same again changes nothing.

    Whose matter it was objects alone: what was said there they did not hear.
    Whoever convenes there is told, and of an objection, who watches them.

    Raises:
        ConsultationNotFound, RecordNotFound: there is no record to speak of.
        PresenceMissing: the asker has not proved that they were there, nor is it sealed and theirs.
        RecordUnusable: nothing is said, or something hidden.
        RemarkTooLate: the days for that are over.
        RemarkDiffers: something else was said under this id.
    """
    row = await public_row(id_, now=now)
    kept = await laid_open(id_)
    if kept["state"] not in await says_of(asker.subject, row):
        raise errors.PresenceMissing
    return await keep(row, kept, remark_id, Whose(asker.subject), words, now=now)


async def says_of(account: UUID, row: dict[str, Any]) -> frozenset[str]:
    """In which states of the record somebody may say something of it."""
    if await proven(row["id"], account):
        return frozenset({"open", "sealed"})
    return frozenset({"sealed"} if await agenda.is_theirs(account, row) else ())


class Whose(Struct, frozen=True):
    """Whose remark it is: an account's, or a guest's on paper for whom somebody enters it."""

    account: UUID | None = None
    guest: UUID | None = None
    by: Asker | None = None
    #: That who watches hears of it: who enters it may answer it as well.
    watched: bool = False


async def laid_open(id_: UUID) -> dict[str, Any]:
    """Raises RecordNotFound: there is no record to speak of."""
    kept = await record_of(id_)
    if kept is None or kept["state"] == "draft":
        raise errors.RecordNotFound
    return kept


async def keep(  # noqa: PLR0913  # what, of whom, where and when
    row: dict[str, Any],
    kept: dict[str, Any],
    remark_id: UUID,
    whose: Whose,
    words: str,
    *,
    now: datetime,
) -> RemarkShown:
    """Raises RecordUnusable, RemarkTooLate, RemarkDiffers, as `remark` says."""
    id_, text = row["id"], tidied(words)
    was = await _of(remark_id)
    if was is None:
        kind = kind_now(kept, now)
        if kind is None:
            raise errors.RemarkTooLate
        state = "open" if kind == "correction" else "sealed"
        due = await _due(row, kind, now=now)
        async with atomic():
            # Nobody seals it at this moment.
            held = await run(
                "UPDATE meeting_record SET state = state WHERE consultation = {} AND state = {}"
                " RETURNING revision",
                *(id_, state),
            )
            if not held:
                raise errors.RemarkTooLate
            made = await run(
                "INSERT INTO record_remark (id, consultation, account, guest, entered_by, kind,"
                " words, made_at, due_on, answer) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, '')"
                " ON CONFLICT (id) DO NOTHING RETURNING id",
                *(remark_id, id_, whose.account, whose.guest, whose.by and whose.by.account),
                *(kind, seal(text, owner=remark_id, field=REMARK), now, due),
            )
            if made:
                await telling_records.remarked(row, remark_id, kind, watched=whose.watched, now=now)
            if made and whose.by:
                await audit.record(
                    whose.by,
                    "consultation.guest_remarked",
                    "consultation",
                    id_,
                    division=row["division"],
                    now=now,
                )
        was = await _of(remark_id)
    wanted = (id_, whose.account, whose.guest)
    if was is None or (was["consultation"], was["account"], was["guest"]) != wanted:
        raise errors.RemarkDiffers
    told = shown(was)
    if told.words != text:
        raise errors.RemarkDiffers
    return told


async def answer(
    asker: Asker, id_: UUID, remark_id: UUID, said: RemarkAnswer, *, now: datetime
) -> None:
    """Say once whether it is taken up, and why or why not; who asked, or entered it for who signed
    on paper, is told. The same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RemarkNotFound: nobody said such a thing of it.
        WhyMissing, WhyUnusable: nothing is said to it, or something hidden.
        RemarkAnswered: it was answered otherwise.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    reason = audit.reason(said.words)
    async with atomic():
        answered = await run(
            "UPDATE record_remark SET taken = {}, answer = {}, answered_at = {}, answered_by = {}"
            " WHERE id = {} AND consultation = {} AND answered_at IS NULL"
            " RETURNING account, entered_by",
            *(said.taken, reason, now, asker.account, remark_id, id_),
        )
        if not answered:
            was = await _of(remark_id)
            if was is None or was["consultation"] != id_:
                raise errors.RemarkNotFound
            if (was["taken"], was["answer"]) != (said.taken, reason):
                raise errors.RemarkAnswered
            return
        [was] = answered
        if account := was["account"] or was["entered_by"]:
            await telling_records.answered(
                row,
                remark_id,
                UUID(str(account)),
                taken=said.taken,
                # Who entered it tells whoever has no phone.
                on_paper=was["account"] is None,
                now=now,
            )
        await audit.record(
            asker,
            "consultation.remark_answered",
            "consultation",
            id_,
            division=row["division"],
            now=now,
            after={"taken": said.taken},
        )


async def objections(id_: UUID) -> Objections:
    """How many were raised, and how many of them nobody has answered."""
    rows = await run(
        "SELECT count(*) AS raised,"
        " sum(CASE WHEN answered_at IS NULL THEN 1 ELSE 0 END) AS unanswered"
        " FROM record_remark WHERE consultation = {} AND kind = 'objection'",
        id_,
    )
    return Objections(int(str(rows[0]["raised"])), int(str(rows[0]["unanswered"] or 0)))


async def corrections(id_: UUID) -> Corrections:
    """How many asked for it to be put right, and how many of them that was done for, or not."""
    rows = await run(
        "SELECT count(*) AS asked, sum(CASE WHEN taken THEN 1 ELSE 0 END) AS taken,"
        " sum(CASE WHEN NOT taken THEN 1 ELSE 0 END) AS left_so"
        " FROM record_remark WHERE consultation = {} AND kind = 'correction'",
        id_,
    )
    [told] = rows
    return Corrections(*(int(str(told[one] or 0)) for one in ("asked", "taken", "left_so")))


async def _due(row: dict[str, Any], kind: str, *, now: datetime) -> date | None:
    """By when an objection is answered; a correction keeps the record from being sealed."""
    if kind != "objection":
        return None
    days = (await correcting.rules_of(row)).answer_days
    due, _ = deadline(now.astimezone(SHANGHAI).date(), days, await workdays.table())
    return due


def kind_now(kept: dict[str, Any], now: datetime) -> Literal["correction", "objection"] | None:
    """What may be said of a record today."""
    today = now.astimezone(SHANGHAI).date()
    if kept["state"] == "open":
        # Until it is sealed: nobody is too late as long as somebody can still put it right.
        return "correction"
    if kept["state"] == "sealed" and today <= kept["object_until"]:
        return "objection"
    return None


async def remarks(id_: UUID, account: UUID | None = None) -> list[RemarkShown]:
    """What was said of it, the first first; by one account, or by all."""
    query = RecordRemark.select().where(RecordRemark.consultation == id_)
    if account is not None:
        query = query.where(RecordRemark.account == account)
    return [shown(row) for row in await query.order_by(RecordRemark.made_at, RecordRemark.id)]


async def said_by(account: UUID) -> list[dict[str, object]]:
    """What somebody had to say of records, with what was said to it."""
    rows = await RecordRemark.select().where(RecordRemark.account == account)
    told = sorted(map(shown, rows), key=lambda one: one.made_at)
    return [{"at": one.made_at, "words": one.words, "answer": one.answer} for one in told]


def shown(row: dict[str, Any]) -> RemarkShown:
    return RemarkShown(
        id=row["id"],
        kind=row["kind"],
        words=unseal_some(row["words"], owner=row["id"], field=REMARK),
        made_at=row["made_at"],
        taken=row["taken"],
        answer=row["answer"],
        due_on=row["due_on"],
        guest=row["guest"],
    )


async def _of(remark_id: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await RecordRemark.select().where(RecordRemark.id == remark_id).first()
    )
    return row


def tidied(words: str) -> str:
    """Raises RecordUnusable: nothing is said, or something hidden."""
    text = tidy(words)
    if not text or any(has_hidden(line) for line in text.splitlines()):
        raise errors.RecordUnusable(field="words")
    return text
