"""Letting go of what somebody wrote of consultations: with their account, or when it is over.

What was announced was said in public and stays; what has been replaced since goes out of the
history with whoever wrote it, and of what nobody was told, all that they wrote.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.core.histories import brought_by, has_number, pattern_of
from xiangyi.features.consultations.service import earlier
from xiangyi.features.consultations.service.keeping import columns_of, facts_of
from xiangyi.features.consultations.service.recording import record_of
from xiangyi.features.consultations.service.wording import HISTORY, texts_of, without
from xiangyi.features.consultations.service.wording_records import unnamed, words_of
from xiangyi.features.consultations.tables import (
    Consultation,
    ConsultationCampaign,
    ConsultationRevision,
    MeetingPresence,
    MeetingRecord,
    RecordRemark,
)
from xiangyi.features.consultations.tables.papers import MeetingPaper
from xiangyi.features.notifications.service import unsaying
from xiangyi.features.revising.service import Text

#: For so long after a meeting may somebody still ask who it was that came.
DELEGATES_STAY: Final = timedelta(days=30)


async def forget_delegates(*, now: datetime) -> None:
    """Erase of meetings long over who came in whose place, or on paper, and what was to be said.

    How many were there on paper stays.
    """
    over = "(SELECT id FROM consultation WHERE ends_at < {})"
    for changed in (
        "consultation_answer SET delegate = NULL WHERE delegate IS NOT NULL",
        "consultation_answer SET view = NULL WHERE view IS NOT NULL",
        "meeting_guest SET name = NULL WHERE name IS NOT NULL",
    ):
        await run(f"UPDATE {changed} AND consultation IN {over}", now - DELEGATES_STAY)


async def forget_all(id_: UUID) -> None:
    """Erase all that anybody wrote of one that is deleted, in the caller's transaction."""
    await MeetingPaper.delete().where(MeetingPaper.consultation == id_)
    told = await _told(id_)
    texts = {text for _, before, after in told.texts() for text in before | after}
    await _take_out(told, texts, stands=False, whys=[one["number"] for one in told.revisions])


async def forget_of(account: UUID) -> None:
    """Erase what an account wrote and nobody was told, in the caller's transaction."""
    ids = (
        await ConsultationRevision.select(ConsultationRevision.consultation)
        .distinct()
        .where(ConsultationRevision.account == account)
        .output(as_list=True)
    )
    for id_ in ids:
        told = await _told(id_)
        stands = told.row["announced_at"] is not None
        own = {one["number"] for one in told.revisions if one["account"] == account}
        await _take_out(told, brought_by(account, told.texts()), stands=stands, whys=own)
    untold = "(SELECT id FROM consultation WHERE announced_at IS NULL)"
    await run(
        f"DELETE FROM meeting_paper WHERE added_by = {{}} AND consultation IN {untold}",  # noqa: S608  # ours
        account,
    )


async def forget_speaker(account: UUID) -> None:
    """Let what somebody said stand in records without their name, in the caller's transaction.

    What was hashed has a salted hash in its place, so that the seal still fits.
    """
    for one in await MeetingPresence.select().where(MeetingPresence.account == account):
        kept = await record_of(one["consultation"])
        if kept is not None:
            words = unnamed(words_of(kept), one["id"])
            told = msgspec.json.encode(words).decode()
            if told != kept["words"]:
                await MeetingRecord.update({MeetingRecord.words: told}).where(
                    MeetingRecord.consultation == one["consultation"]
                )
        await earlier.unname(one["consultation"], one["id"])
    await MeetingPresence.delete().where(MeetingPresence.account == account)
    gone: dict[Any, Any] = {"account": None, "words": None, "answer": ""}
    await RecordRemark.update(gone).where(RecordRemark.account == account)


async def forget_number(phone: str, _: datetime) -> None:
    """Take a phone number out of what anybody wrote and no longer stands, in the transaction."""
    like = pattern_of(phone)
    rows = await run(
        'SELECT DISTINCT consultation FROM consultation_revision WHERE "before" LIKE {}'
        ' OR "after" LIKE {} OR why LIKE {}',
        *(like, like, like),
    )
    for row in rows:
        told = await _told(UUID(str(row["consultation"])))
        texts = {text for _, before, after in told.texts() for text in before | after}
        stands = told.row["announced_at"] is not None or told.row["state"] != "cancelled"
        await _take_out(
            told,
            {text for text in texts if has_number(text[-1], phone)},
            stands=stands,
            whys={one["number"] for one in told.revisions if has_number(one["why"], phone)},
        )


class _Told(Struct, frozen=True):
    """A consultation with its revisions, the oldest first."""

    row: dict[str, Any]
    revisions: list[dict[str, Any]]

    def texts(self) -> list[tuple[UUID | None, set[Text], set[Text]]]:
        """Of each revision, by whom it was, what was there and what it became."""
        return HISTORY.told(self.revisions)


async def _told(id_: UUID) -> _Told:
    row: Any = await Consultation.select().where(Consultation.id == id_).first()
    revisions = (
        await ConsultationRevision.select()
        .where(ConsultationRevision.consultation == id_)
        .order_by(ConsultationRevision.number)
    )
    return _Told(row, revisions)


async def _take_out(told: _Told, texts: set[Text], *, stands: bool, whys: Iterable[int]) -> None:
    """Erase of the texts those that do not stand, and what was said of these revisions."""
    row, facts, said = told.row, facts_of(told.row), set(whys)
    whys_gone = {one["why"] for one in told.revisions if one["number"] in said and one["why"]}
    gone = texts - texts_of(facts) if stands else texts
    for one in told.revisions:
        changed: dict[Any, Any] = {
            state: HISTORY.left_of(one[state], gone) for state in ("before", "after")
        } | ({"why": ""} if one["number"] in said else {})
        if any(one[name] != value for name, value in changed.items()):
            await ConsultationRevision.update(changed).where(ConsultationRevision.id == one["id"])
    campaigns = (
        await ConsultationCampaign.select(ConsultationCampaign.campaign)
        .where(ConsultationCampaign.consultation == row["id"])
        .output(as_list=True)
    )
    kept = {row["reason"]} if stands else set()
    await unsaying.unsay(campaigns, {text for _, text in gone} | (whys_gone - kept))
    if stands:
        return
    columns: dict[Any, Any] = columns_of(without(gone, facts)) | {"hurry": ""}
    if any(one["number"] in said and one["move"] == "cancelled" for one in told.revisions):
        columns["reason"] = ""
    if any(row[name] != value for name, value in columns.items()):
        # Nobody announces what they read while it was otherwise.
        columns["revision"] = row["revision"] + 1
        await Consultation.update(columns).where(Consultation.id == row["id"])
