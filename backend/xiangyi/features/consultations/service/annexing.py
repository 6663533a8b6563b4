"""What is said of a sealed record by whoever wrote it: it stands beside it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.service import remarking
from xiangyi.features.consultations.service.reach import CONVENERS, expect_in, row_of
from xiangyi.features.consultations.service.recording import record_of
from xiangyi.features.consultations.tables import RecordAnnex
from xiangyi.features.ledger.service import sealing


async def annex(asker: Asker, id_: UUID, annex_id: UUID, words: str, *, now: datetime) -> None:
    """Say something of a sealed record; it stands beside it. The same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RecordNotSealed: its words can still change.
        RecordUnusable, NumberInWords: nothing is said, or something hidden, or a mobile number.
        RemarkDiffers: something else was said under this id.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    text = remarking.tidied(words)
    if has_mobile(text):
        raise errors.NumberInWords(field="words")
    kept = await record_of(id_)
    if kept is None or kept["state"] != "sealed":
        raise errors.RecordNotSealed
    async with atomic():
        await append(asker, row, annex_id, text, now=now)


async def append(
    asker: Asker, row: dict[str, Any], annex_id: UUID, text: str, *, now: datetime
) -> None:
    """Put an annex beside a sealed record, and into the ledger's tree, in the transaction.

    The same again changes nothing.

    Raises:
        RemarkDiffers: something else was said under this id.
        PostingDiffers: something else has been sealed under this id.
    """
    # SQLite refuses what is there before it asks for a conflict.
    was = await _annex_of(annex_id)
    added = was is None and await run(
        "INSERT INTO record_annex (id, consultation, words, made_by, made_at)"
        " VALUES ({}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING id",
        *(annex_id, row["id"], text, asker.account, now),
    )
    if not added:
        was = was or await _annex_of(annex_id)
        if was is None or (was["consultation"], was["words"]) != (row["id"], text):
            raise errors.RemarkDiffers
        return
    digest = sealing.digest(text)
    await sealing.seal(annex_id, f"record_annex/{row['id']}/{digest}", now=now)
    await audit.record(
        asker,
        "consultation.record_annexed",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )


async def _annex_of(annex_id: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await RecordAnnex.select().where(RecordAnnex.id == annex_id).first()
    )
    return row
