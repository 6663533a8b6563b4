"""Adding papers to a meeting, before and after it, and taking them off."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.consultations.errors import NumberInWords
from xiangyi.features.consultations.errors.papers import PaperDiffers, PapersFull, PaperUnusable
from xiangyi.features.consultations.schemas.papers import Readers
from xiangyi.features.consultations.service import annexing, correcting, papers, telling_papers
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import CONVENERS, expect_in, row_of
from xiangyi.features.consultations.tables.papers import MeetingPaper
from xiangyi.features.media.errors import PaperNotFound
from xiangyi.features.media.service.papers import Kept, Papers

#: At one meeting, those that were taken off not counted.
MOST: Final = 10


class Paper(Struct, frozen=True):
    """What a convener says of one."""

    id: UUID
    title: str
    item: UUID | None
    readers: Readers


async def attach(  # noqa: PLR0913  # what, to what, and who keeps it
    asker: Asker,
    id_: UUID,
    said: Paper,
    sent: AsyncIterator[bytes],
    shelf: Papers,
    *,
    now: datetime,
) -> None:
    """Add a paper; the same again changes nothing.

    Whoever was told of the meeting hears of it, some minutes later and of all at once. While its
    record is laid open the days to put it right begin anew; once it is sealed, an annex says so.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        PaperUnusable: nothing is said what it is, or it is of an item that is not on the agenda.
        NumberInWords: there is a mobile number in its title.
        PapersFull: the meeting has ten.
        PaperDiffers: another was added under this id.
        PaperTooLarge, PaperUnreadable, UploadTooSlow, DarkroomBusy: media does not take it.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    title = tidy(said.title)
    if not title or "\n" in title or has_hidden(title):
        raise PaperUnusable(field="title")
    if has_mobile(title):
        raise NumberInWords(field="title")
    if said.item and said.item not in {one.id for one in facts_of(row).agenda}:
        raise PaperUnusable(field="item")
    if await _of(said.id) is None:
        # Said before ten megabytes have come.
        await _expect_room(id_)
    kept = await shelf.take(sent)
    told = Paper(said.id, title, said.item, said.readers)
    with duplicate_is(PaperDiffers()):
        async with atomic():
            await _one_at_a_time(id_)
            if was := await _of(told.id):
                _expect_same(was, id_, told, kept)
                return
            await _expect_room(id_)
            await MeetingPaper.insert(
                MeetingPaper(
                    id=told.id,
                    consultation=id_,
                    item=told.item,
                    title=title,
                    digest=kept.digest,
                    size=kept.size,
                    readers=told.readers,
                    added_by=asker.account,
                    added_at=now,
                )
            )
            words = f"附上材料《{title}》，SHA-256：{kept.digest}"
            await _into_record(asker, row, told.id, words, now=now)
            await telling_papers.added(row, asker.account, now=now)
            await _note(asker, row, "added", now=now)


async def withdraw(asker: Asker, id_: UUID, paper_id: UUID, *, now: datetime) -> None:
    """Take a paper off; what it was called, when it went and by whom stays. Once more, nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        PaperNotFound: it has no such paper.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    async with atomic():
        await _one_at_a_time(id_)
        was = await _of(paper_id)
        if was is None or was["consultation"] != id_:
            raise PaperNotFound
        if was["withdrawn_at"]:
            return
        await MeetingPaper.update(
            {MeetingPaper.withdrawn_at: now, MeetingPaper.withdrawn_by: asker.account}
        ).where(MeetingPaper.id == paper_id)
        words = f"撤下材料《{was['title']}》，SHA-256：{was['digest']}"
        await _into_record(asker, row, paper_id, words, now=now)
        await _note(asker, row, "withdrawn", now=now)


async def _into_record(
    asker: Asker, row: dict[str, Any], paper_id: UUID, words: str, *, now: datetime
) -> None:
    """What is laid open reads otherwise now; beside what is sealed an annex says so."""
    # Nobody seals it at this moment.
    await run("UPDATE meeting_record SET state = state WHERE consultation = {}", row["id"])
    if await papers.is_sealed(row["id"]):
        await annexing.append(asker, row, uuid5(paper_id, words), words, now=now)
    else:
        await correcting.begin_anew(row, await correcting.last_day(row, now=now), now=now)


async def _one_at_a_time(id_: UUID) -> None:
    await run("UPDATE consultation SET revision = revision WHERE id = {}", id_)


async def _expect_room(id_: UUID) -> None:
    held = await MeetingPaper.count().where(
        (MeetingPaper.consultation == id_) & MeetingPaper.withdrawn_at.is_null()
    )
    if held >= MOST:
        raise PapersFull(most=MOST)


def _expect_same(was: dict[str, Any], id_: UUID, told: Paper, kept: Kept) -> None:
    before = (was["consultation"], was["title"], was["item"], was["readers"], was["digest"])
    if before != (id_, told.title, told.item, told.readers, kept.digest):
        raise PaperDiffers


async def _of(paper_id: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await MeetingPaper.select().where(MeetingPaper.id == paper_id).first()
    )
    return row


async def _note(asker: Asker, row: dict[str, Any], done: str, *, now: datetime) -> None:
    await audit.record(
        asker,
        f"consultation.paper_{done}",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )
