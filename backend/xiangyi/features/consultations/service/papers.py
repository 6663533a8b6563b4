"""A meeting's papers: who reads them, and what of them stands where."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.personal import Section
from xiangyi.features.consultations.schemas.papers import PaperDesk, PapersDesk, PaperShown
from xiangyi.features.consultations.service import agenda
from xiangyi.features.consultations.service.presence import proven
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    LOOKERS,
    answers_for,
    expect_in,
    is_public,
    row_of,
    within,
)
from xiangyi.features.consultations.service.telling import thread_of
from xiangyi.features.consultations.tables import MeetingRecord
from xiangyi.features.consultations.tables.papers import MeetingPaper
from xiangyi.features.identity.service import persons
from xiangyi.features.media.errors import PaperNotFound
from xiangyi.features.notifications.service import inbox


async def shown(asker: Asker | None, row: dict[str, Any]) -> list[PaperShown]:
    """Those of a meeting that people have been told of, the first first."""
    papers = await of(row["id"])
    called = any(one["readers"] == "called" for one in papers) and await is_called(asker, row)
    return [_shown(one, called=called) for one in papers]


async def desk(asker: Asker, id_: UUID) -> PapersDesk:
    """The same for whoever works with them.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    if not await answers_for(asker, row, *LOOKERS):
        await expect_in(asker, row, LOOKERS)
    papers = await of(id_)
    people = {one[by] for one in papers for by in ("added_by", "withdrawn_by") if one[by]}
    masks = await persons.masks(people)

    def name(account: UUID) -> str:
        mask = masks.get(account)
        return (mask and (mask.name or mask.phone)) or ""

    around = await within(row["division"], row["organisation"])
    return PapersDesk(
        papers=[
            PaperDesk(
                **_told(one, called=True),
                added_by=name(one["added_by"]),
                withdrawn_by=name(one["withdrawn_by"]) if one["withdrawn_by"] else None,
            )
            for one in papers
        ],
        may_change=asker.holds(*CONVENERS, within=around),
        sealed=await is_sealed(id_),
    )


async def readable(asker: Asker | None, id_: UUID, paper_id: UUID, *, now: datetime) -> str:
    """The hash of a paper, for whoever may read it.

    Raises:
        ConsultationNotFound: there is no such consultation.
        PaperNotFound: nor such a paper, it was taken off, or it is not for the asker to read.
    """
    row = await row_of(id_)
    paper = await MeetingPaper.select().where(MeetingPaper.id == paper_id).first()
    if paper is None or paper["consultation"] != id_ or paper["withdrawn_at"]:
        raise PaperNotFound
    if is_public(row, now) and paper["readers"] == "everyone":
        return str(paper["digest"])
    if not await is_called(asker, row):
        raise PaperNotFound
    return str(paper["digest"])


async def of(id_: UUID) -> list[dict[str, Any]]:
    """All that were added, those that were taken off too, the first first."""
    rows: list[dict[str, Any]] = (
        await MeetingPaper.select()
        .where(MeetingPaper.consultation == id_)
        .order_by(MeetingPaper.added_at, MeetingPaper.id)
    )
    return rows


async def section(account: UUID) -> Section:
    """What somebody attached, by its title."""
    rows = (
        await MeetingPaper.select(MeetingPaper.added_at, MeetingPaper.title)
        .where(MeetingPaper.added_by == account)
        .order_by(MeetingPaper.added_at, MeetingPaper.id)
    )
    told = [{"at": one["added_at"], "title": one["title"]} for one in rows]
    return Section("meeting_papers", "您附的会议材料", {"at": "时间", "title": "题目"}, told)


async def hashed(id_: UUID) -> list[dict[str, str]]:
    """What of them is sealed with the record."""
    return [
        {
            "title": one["title"],
            "sha256": one["digest"],
            "item": str(one["item"] or ""),
            "added_at": one["added_at"].isoformat(),
            "withdrawn_at": one["withdrawn_at"].isoformat() if one["withdrawn_at"] else "",
        }
        for one in await of(id_)
    ]


async def is_sealed(id_: UUID) -> bool:
    return await MeetingRecord.exists().where(
        (MeetingRecord.consultation == id_) & (MeetingRecord.state == "sealed")
    )


async def needed() -> set[str]:
    """The hashes of all that somebody may still read."""
    found = (
        await MeetingPaper.select(MeetingPaper.digest)
        .where(MeetingPaper.withdrawn_at.is_null())
        .output(as_list=True)
    )
    return set(found)


def _shown(row: dict[str, Any], *, called: bool) -> PaperShown:
    return PaperShown(**_told(row, called=called))


def _told(row: dict[str, Any], *, called: bool) -> dict[str, Any]:
    return {
        "id": row["id"],
        "title": row["title"],
        "item": row["item"],
        "size": row["size"],
        "sha256": row["digest"],
        "readers": row["readers"],
        "added_at": row["added_at"],
        "withdrawn_at": row["withdrawn_at"],
        "may_read": row["withdrawn_at"] is None and (called or row["readers"] == "everyone"),
    }


async def is_called(asker: Asker | None, row: dict[str, Any]) -> bool:
    """Whether they were told of it, were there, asked for what it speaks of, or answer for it.

    That somebody answered calls nobody: anybody may.
    """
    if asker is None:
        return False
    who = asker.subject
    return (
        await answers_for(asker, row, *LOOKERS)
        or await proven(row["id"], who) is not None
        or await agenda.is_theirs(who, row)
        or await inbox.was_told(who, thread_of(row["id"]))
    )
