"""Writing a meeting's record: drafted from its agenda, laid open, put right, sealed."""

import os
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.service import deciding
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.errors.polls import PollOpen
from xiangyi.features.consultations.rules import records
from xiangyi.features.consultations.rules.forms import FormRules
from xiangyi.features.consultations.schemas.records import (
    RecordSaid,
    RecordWords,
)
from xiangyi.features.consultations.service import (
    agenda,
    correcting,
    earlier,
    guests,
    papers,
    parties,
    tallying,
    telling_records,
)
from xiangyi.features.consultations.service.correcting import rules_of
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import CONVENERS, expect_in, row_of
from xiangyi.features.consultations.service.wording_records import (
    Told,
    checked,
    hashed,
    lacks,
    words_of,
)
from xiangyi.features.consultations.tables import MeetingPresence, MeetingRecord, RecordRemark
from xiangyi.features.ledger.service import sealing
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

_SALT_BYTES = 32
#: What a concern says in public of a record that only who was called, and they, may read.
_FOR_THOSE_CALLED: Final = "会上定了。会议记录只给请来的人和提过这件事的人看。"


async def write(asker: Asker, id_: UUID, said: RecordSaid, *, now: datetime) -> None:
    """Keep what is written; the same again changes nothing.

    Where it is laid open, those who were there are told, and have all their days again.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RecordTooSoon: it has not begun, or was called off.
        RecordUnusable: something in it cannot be; names the field.
        RecordStays: it is sealed.
        RecordChangedMeanwhile: somebody else wrote on since it was read.
    """
    row = await _of_convener(asker, id_)
    if row["state"] != "announced" or row["starts_at"] > now:
        raise errors.RecordTooSoon
    words = tallying.with_results(await checked(row, said.words), await tallying.results(id_))
    kept = await record_of(id_)
    told = msgspec.json.encode(words).decode()
    if kept and kept["words"] == told:
        return
    if kept and kept["state"] == "sealed":
        raise errors.RecordStays
    until = await correcting.last_day(row, now=now)
    async with atomic():
        if kept is None and said.based_on == 0:
            written = await run(
                "INSERT INTO meeting_record (consultation, state, words, revision, written_by)"
                " VALUES ({}, 'draft', {}, 1, {}) ON CONFLICT (consultation) DO NOTHING"
                " RETURNING revision",
                *(id_, told, asker.account),
            )
        else:
            # Nobody seals it or closes a poll at this moment.
            written = await run(
                "UPDATE meeting_record SET revision = revision + 1, written_by = {}"
                " WHERE consultation = {} AND revision = {} AND state <> 'sealed'"
                " RETURNING revision",
                *(asker.account, id_, said.based_on),
            )
            if written:
                await earlier.keep(id_, told, asker.account, now=now)
                await run("UPDATE meeting_record SET words = {} WHERE consultation = {}", told, id_)
        if not written:
            raise errors.RecordChangedMeanwhile(revision=kept["revision"] if kept else 1)
        await correcting.begin_anew(row, until, now=now)
        await _note(asker, row, "written", now=now)


async def lay_open(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Let those who were there read it, and say what is wrong; the same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RecordNotFound: nothing is written yet.
        RecordStays: it is sealed.
        RecordTooSoon: people are still meeting.
        RecordLacks: its form asks for more; names the rule.
        RecordChangedMeanwhile: somebody else wrote on since it was read.
    """
    row = await _of_convener(asker, id_)
    kept = await _kept(id_)
    if kept["state"] == "open":
        return
    if row["ends_at"] > now:
        raise errors.RecordTooSoon
    await _expect_whole(kept, await rules_of(row))
    until = await correcting.last_day(row, now=now)
    async with atomic():
        opened = await run(
            "UPDATE meeting_record SET state = 'open', opened_at = {}, correct_until = {}"
            " WHERE consultation = {} AND revision = {} AND state = 'draft' RETURNING revision",
            *(now, until, id_, based_on),
        )
        if not opened:
            raise errors.RecordChangedMeanwhile(revision=kept["revision"])
        await telling_records.opened(row, until, now=now)
        await _note(asker, row, "opened", now=now)


async def seal(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Let it be so for good: its hash goes into the ledger's tree, and what was decided is told.

    The same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        RecordNotFound, RecordNotOpen: it has not been laid open.
        RecordStillOpen: the days in which it may be put right are not over.
        RemarksUnanswered: somebody asked for that, and nobody has answered.
        PollOpen: a poll in the room is not closed.
        RecordLacks: its form asks for more; names the rule.
        OwnGuests: it has as many only by guests whom the asker signed in.
        RecordChangedMeanwhile: somebody else wrote on since it was read.
        CaseMoveUnfit, CaseMoveUnusable: a concern that it decides has ended otherwise by now, or
            what is said of it cannot be public.
    """
    row = await _of_convener(asker, id_)
    kept = await _kept(id_, sealed=True)
    if kept["state"] == "sealed":
        return
    if kept["state"] != "open":
        raise errors.RecordNotOpen
    today = now.astimezone(SHANGHAI).date()
    if today <= kept["correct_until"]:
        raise errors.RecordStillOpen(until=kept["correct_until"].isoformat())
    rules = await rules_of(row)
    words = await _expect_whole(kept, rules)
    await _expect_by_others(asker, id_, words, rules)
    until, _ = deadline(today, rules.objection_days, await workdays.table())
    salt = os.urandom(_SALT_BYTES)
    proof = uuid5(id_, "record")
    signed, on_paper = await present(id_), sum((await guests.kinds(id_)).values())
    polls = await tallying.held(id_)
    told = Told(
        polls=polls,
        papers=await papers.hashed(id_),
        parties=await parties.came(row),
        rewritten=await earlier.many(id_),
        present=signed,
        on_paper=on_paper,
        salt=salt,
    )
    text = hashed(row, rules, words, told)
    async with atomic():
        sealed = await run(
            "UPDATE meeting_record SET state = 'sealed', sealed_at = {}, object_until = {},"
            " sealed = {}, salt = {}, seal = {} WHERE consultation = {} AND revision = {}"
            " AND state = 'open' AND correct_until < {} RETURNING revision",
            *(now, until, text, salt, proof, id_, based_on, today),
        )
        if not sealed:
            raise errors.RecordChangedMeanwhile(revision=kept["revision"])
        # What is asked for from now on finds it sealed.
        waiting = await RecordRemark.count().where(
            (RecordRemark.consultation == id_)
            & (RecordRemark.kind == "correction")
            & RecordRemark.answered_at.is_null()
        )
        if waiting:
            raise errors.RemarksUnanswered(remarks=waiting)
        if await tallying.is_voting(id_):
            raise PollOpen
        digest = sealing.digest(text)
        await sealing.seal(proof, f"meeting_record/{id_}/{digest}", now=now)
        results = {one.item: one for one in words.items}
        for item in facts_of(row).agenda:
            result = results.get(item.id)
            if item.concern and result and result.decided:
                # The agenda is public: another meeting's may have an item of the same id.
                step = uuid5(id_, f"decided/{item.id}")
                said = result.result if words.scope == "everyone" else _FOR_THOSE_CALLED
                await deciding.decide(asker, item.concern, step, said, now=now)
            elif item.concern:
                await agenda.spoken_of(asker, row, item.id, item.concern, now=now)
        await telling_records.sealed(row, until, now=now)
        await _note(asker, row, "sealed", now=now)


async def record_of(id_: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await MeetingRecord.select().where(MeetingRecord.consultation == id_).first()
    )
    return row


async def said_by(account: UUID) -> list[dict[str, object]]:
    """What somebody said in records by their name; who said the rest is not kept."""
    found: list[dict[str, object]] = []
    for there in await MeetingPresence.select().where(MeetingPresence.account == account):
        kept = await record_of(there["consultation"])
        for item in words_of(kept).items if kept else ():
            found += [
                {"at": there["proven_at"], "words": one.words, "by": one.by}
                for one in item.statements
                if one.speaker == there["id"]
            ]
    return found


async def present(id_: UUID) -> int:
    found: int = await MeetingPresence.count().where(MeetingPresence.consultation == id_)
    return found


async def proven_of(id_: UUID) -> int:
    """How many were there for sure: by the room's code, or on paper."""
    return await present(id_) + sum((await guests.kinds(id_)).values())


async def _of_convener(asker: Asker, id_: UUID) -> dict[str, Any]:
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    return row


async def _kept(id_: UUID, *, sealed: bool = False) -> dict[str, Any]:
    kept = await record_of(id_)
    if kept is None:
        raise errors.RecordNotFound
    if kept["state"] == "sealed" and not sealed:
        raise errors.RecordStays
    return kept


async def _expect_whole(kept: dict[str, Any], rules: FormRules) -> RecordWords:
    words = words_of(kept)
    if found := lacks(words, rules, await proven_of(kept["consultation"])):
        [first, *_] = found
        rule = records.rule_of(first.what, rules.form)
        item = first.item and str(first.item)
        raise errors.RecordLacks(rules.form, rule, rules.bases, field=first.what, item=item)
    return words


async def _expect_by_others(asker: Asker, id_: UUID, words: RecordWords, rules: FormRules) -> None:
    """Nobody alone makes a meeting of names: whom one signed in does not count where one seals."""
    counts, own = await guests.counted(id_, asker.account)
    counts += await present(id_)
    if own and lacks(words, rules, counts):
        raise errors.OwnGuests(counts=counts, own=own)


async def _note(asker: Asker, row: dict[str, Any], done: str, *, now: datetime) -> None:
    await audit.record(
        asker,
        f"consultation.record_{done}",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )
