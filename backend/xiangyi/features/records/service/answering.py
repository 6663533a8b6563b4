"""What is answered to somebody who finds their record wrong, and by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import DisputeAnswer, DisputeShown
from xiangyi.features.records.service import days, disputes, telling
from xiangyi.features.records.service.days import Days
from xiangyi.features.records.service.disputes import WHY
from xiangyi.features.records.tables import RecordDispute
from xiangyi.features.volunteering.errors.hours import NotSecondPerson
from xiangyi.features.volunteering.service import (
    appealing,
    correcting,
    grounds,
    lines,
    reach,
    ruling,
    seconds,
)
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.lines import Standing

Row = dict[str, Any]


async def answer(asker: Asker, id_: UUID, said: DisputeAnswer, *, now: datetime) -> DisputeShown:
    """Let it stay, because …, or let it be so many minutes; the same again changes nothing.

    Raises:
        DisputeNotFound: there is none.
        RoleMissing, NotSecondPerson: it is not the asker's to answer.
        DisputeDecided: something else has been answered, or whose it was is erased.
        CorrectionUnfit: it is so already, or takes more than the volunteer says themselves.
        ClaimTooHigh: the shift has no more than `most` minutes left.
        ClaimOverlaps: they were elsewhere for some of them.
        NothingToDecide: the long day that it is about has been counted since.
        WhyMissing, WhyUnusable: an answer without a reason.
    """
    row = await disputes.row_of(id_)
    if row is None:
        raise errors.DisputeNotFound
    ground = await grounds.of_shift(row["shift"])
    counted = await days.counted(now)
    await _expect_answerer(asker, row, ground, counted)
    why, told = audit.reason(said.why), "kept" if said.minutes is None else "changed"
    if row["answered_at"] is not None:
        as_before = unseal_some(row["why"], owner=id_, field=WHY) == why
        if row["answered_by"] != asker.account or row["answer"] != told or not as_before:
            raise errors.DisputeDecided
        return await disputes.shown(row, counted)
    if row["account"] is None:
        raise errors.DisputeDecided
    stay = await appealing.refused_of(row["account"], row["shift"], row["line"])
    claim = None if said.minutes is None or stay else uuid5(id_, "correction")
    changed = {
        "answer": told,
        "answered_by": asker.account,
        "answered_at": now,
        "why": seal_some(why, owner=id_, field=WHY),
        "claim": claim,
    }
    async with atomic():
        await hold_alone(row["account"])
        settled = await run(
            "UPDATE record_dispute SET answer = {}, answered_by = {}, answered_at = {}, why = {},"
            " claim = {} WHERE id = {} AND answered_at IS NULL RETURNING id",
            *(*changed.values(), id_),
        )
        if not settled:
            raise errors.DisputeDecided
        if said.minutes is not None and stay:
            if said.minutes == 0:
                raise errors.CorrectionUnfit(reason="same")
            await appealing.allow(asker, ground, stay, said.minutes, now=now)
        elif said.minutes is not None and claim is not None:
            await _put_right(asker, claim, row, ground, said.minutes, why, now=now)
        await audit.record(
            *(asker, f"dispute.{told}", "dispute", id_),
            now=now,
            division=await ruling.home_of(ground.host),
            why=why,
            about=row["account"],
        )
        await telling.answered(id_, row["account"], ground, told, now=now)
    return await disputes.shown(row | changed, counted)


async def may_answer(asker: Asker, row: Row, counted: Days) -> bool:
    """Whether it waits for the asker's answer."""
    ground = await grounds.of_shift(row["shift"])
    try:
        await _expect_answerer(asker, row, ground, counted)
    except (RoleMissing, NotSecondPerson):
        return False
    return True


async def _expect_answerer(asker: Asker, row: Row, ground: Ground, counted: Days) -> None:
    """The host; the county where it was asked, or took minutes off the line since, or where the
    host has not answered in time. Of a long day that was refused, whoever allows such days.
    """
    stay = await appealing.refused_of(row["account"], row["shift"], row["line"])
    if row["level"] == "county" or await lines.taken_at(row["line"]) is not None:
        apart = [row["account"], stay and stay["decided_by"], *await _before(row)]
        await seconds.expect_county(asker, ground, apart=apart)
        return
    if asker.account == row["account"]:
        raise NotSecondPerson
    try:
        if stay:
            await appealing.expect_host(asker, ground, stay)
        else:
            await reach.expect_writer(asker, ground.host)
    except RoleMissing:
        if not (await counted.to_answer(ground.host, row["said_at"])).overdue:
            raise
        await seconds.expect_county(asker, ground, apart=[row["account"]])


async def _before(row: Row) -> list[UUID]:
    """Who has answered of the same line before."""
    rows = await RecordDispute.select(RecordDispute.answered_by).where(
        (RecordDispute.account == row["account"])
        & (RecordDispute.shift == row["shift"])
        & (RecordDispute.said_at < row["said_at"])
        & RecordDispute.answered_by.is_not_null()
    )
    return [one["answered_by"] for one in rows]


async def _put_right(  # noqa: PLR0913, PLR0917  # whose, how many, why, and of what
    asker: Asker, claim: UUID, row: Row, ground: Ground, minutes: int, why: str, *, now: datetime
) -> None:
    was: Standing | None = row["line"] and await lines.standing(row["line"])
    by = minutes - (was.minutes if was else 0)
    if by == 0:
        raise errors.CorrectionUnfit(reason="same")
    if by > 0:
        await correcting.add(asker, claim, ground, row["account"], by, why, was=was, now=now)
        return
    if row["minutes"] is None or minutes < row["minutes"] or was is None:
        raise errors.CorrectionUnfit(reason="lower")
    await correcting.take(asker, claim, ground, -by, why, was=was, now=now)
