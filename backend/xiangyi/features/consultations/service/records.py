"""Reading a meeting's record: who was there, then who is called or everybody; and who writes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.records import (
    Annex,
    MeetingRecordDesk,
    RecordDeed,
    RecordShown,
    Speaker,
)
from xiangyi.features.consultations.service import (
    earlier,
    guests,
    papers,
    parties,
    recording,
    remarking,
    tallying,
)
from xiangyi.features.consultations.service.correcting import rules_of
from xiangyi.features.consultations.service.presence import proven
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    LOOKERS,
    answers_for,
    expect_in,
    public_row,
    row_of,
)
from xiangyi.features.consultations.service.recording import record_of
from xiangyi.features.consultations.service.wording_records import (
    drafted,
    lacks,
    named,
    public,
    words_of,
)
from xiangyi.features.consultations.tables import (
    MeetingPresence,
    RecordAnnex,
)
from xiangyi.features.identity.service import persons
from xiangyi.features.ledger.service import sealing


async def shown(asker: Asker | None, id_: UUID, *, now: datetime) -> RecordShown:
    """What a meeting left, for whoever may read it.

    Raises:
        ConsultationNotFound: nobody has been told of such a meeting.
        RecordNotFound: it has no record that the asker may read.
    """
    row = await public_row(id_, now=now)
    kept = await record_of(id_)
    inside = await _is_inside(asker, row)
    if kept is None or not await _may_read(asker, row, kept, inside=inside):
        raise errors.RecordNotFound
    there = await proven(id_, asker.subject) if asker else None
    says = await remarking.says_of(asker.subject, row) if asker else frozenset()
    words, sealed = words_of(kept), kept["sealed"]
    return RecordShown(
        state=kept["state"],
        words=public(words),
        method=(await rules_of(row)).method,
        polls=await tallying.held(id_),
        present=await recording.present(id_),
        on_paper=sum((await guests.kinds(id_)).values()),
        parties=await parties.came(row, sealed),
        correct_until=kept["correct_until"],
        object_until=kept["object_until"],
        sealed_at=kept["sealed_at"],
        sealed=sealed,
        hash=sealing.digest(sealed) if sealed else None,
        seal=await sealing.proof(kept["seal"]) if kept["seal"] else None,
        annexes=await _annexes(id_),
        papers=await papers.shown(asker, row),
        objections=await remarking.objections(id_),
        corrections=await remarking.corrections(id_),
        rewritten=await earlier.many(id_),
        earlier=await earlier.told(id_) if inside else [],
        mine=await remarking.remarks(id_, asker.subject) if asker and says else [],
        may_remark=kept["state"] in says and remarking.kind_now(kept, now) is not None,
        names_me=bool(there and kept["state"] == "open" and there["id"] in named(words)),
    )


async def desk(asker: Asker, id_: UUID, *, now: datetime) -> MeetingRecordDesk:
    """A record as whoever writes it works with it; from the agenda, where nothing is written.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    await expect_in(asker, row, LOOKERS)
    kept = await record_of(id_)
    rules = await rules_of(row)
    on_paper = await guests.kinds(id_)
    words = (
        words_of(kept)
        if kept
        else tallying.with_results(
            drafted(row, on_paper, parties.drafted(await parties.came(row))),
            await tallying.results(id_),
        )
    )
    people = (
        await MeetingPresence.select()
        .where(MeetingPresence.consultation == id_)
        .order_by(MeetingPresence.proven_at, MeetingPresence.id)
    )
    masks = await persons.masks({one["account"] for one in people})
    return MeetingRecordDesk(
        state=kept["state"] if kept else "draft",
        words=words,
        revision=kept["revision"] if kept else 0,
        rules=rules,
        lacks=lacks(words, rules, await recording.proven_of(id_)),
        speakers=[
            Speaker(
                one["id"],
                masks[one["account"]].name or masks[one["account"]].phone or "",
                unsigned=one["unsigned_at"] is not None,
            )
            for one in people
        ],
        polls=await tallying.held(id_),
        on_paper=sum(on_paper.values()),
        correct_until=kept["correct_until"] if kept else None,
        object_until=kept["object_until"] if kept else None,
        sealed_at=kept["sealed_at"] if kept else None,
        remarks=await remarking.remarks(id_),
        annexes=await _annexes(id_),
        earlier=await earlier.told(id_, named=True),
        may=await _may(asker, row, kept, now=now),
    )


async def _may(
    asker: Asker, row: dict[str, Any], kept: dict[str, Any] | None, *, now: datetime
) -> list[RecordDeed]:
    held = row["state"] == "announced" and row["starts_at"] <= now
    if not held or not await answers_for(asker, row, *CONVENERS):
        return []
    if kept is None:
        return ["write"]
    if kept["state"] == "draft":
        return ["write", "open"] if row["ends_at"] <= now else ["write"]
    return ["write", "seal"] if kept["state"] == "open" else ["annex"]


async def _is_inside(asker: Asker | None, row: dict[str, Any]) -> bool:
    """Whether they may read it as soon as it is laid open, and what it said before each change.

    Who signed on paper has it read to them by whoever entered them.
    """
    return asker is not None and (
        await proven(row["id"], asker.subject) is not None
        or await answers_for(asker, row, *LOOKERS)
        or await guests.reads_to(asker, row)
    )


async def _may_read(
    asker: Asker | None, row: dict[str, Any], kept: dict[str, Any], *, inside: bool
) -> bool:
    """Sealed, everybody, or who was called and whose matter it was; laid open, who was there."""
    if kept["state"] == "sealed" and words_of(kept).scope == "everyone":
        return True
    if asker is None:
        return False
    if kept["state"] == "draft":
        return await answers_for(asker, row, *LOOKERS)
    return inside or (kept["state"] == "sealed" and await papers.is_called(asker, row))


async def _annexes(id_: UUID) -> list[Annex]:
    rows = (
        await RecordAnnex.select()
        .where(RecordAnnex.consultation == id_)
        .order_by(RecordAnnex.made_at, RecordAnnex.id)
    )
    return [Annex(one["words"], one["made_at"]) for one in rows]
