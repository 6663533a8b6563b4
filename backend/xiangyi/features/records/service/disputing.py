"""Somebody finds their record of a shift wrong, and says so."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.sealing import seal_some, unseal_some
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import DisputeSaid, DisputeShown
from xiangyi.features.records.service import days, disputes, telling
from xiangyi.features.records.service.disputes import WORDS
from xiangyi.features.records.tables import RecordDispute
from xiangyi.features.volunteering.service import appealing, grounds, lines
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import ServiceClaim


async def dispute(asker: Asker, id_: UUID, said: DisputeSaid, *, now: datetime) -> DisputeShown:
    """Say that a line is wrong, or that one is missing; the same again changes nothing.

    The host answers. Of what it has answered the county is asked, once; and at once of what only
    the county may allow, and of minutes that it took itself.

    Raises:
        OwnHandsOnly: somebody acts for the person.
        ShiftNotFound: there is none that has been approved.
        SignUpNotFound: they had no seat.
        ShiftNotOver: nothing is recorded of it yet.
        LineNotFound: they have no such line there, or there is one and it is said to be missing.
        CorrectionUnfit: so many minutes it has already.
        DisputeOpen, DisputeDecided: it is disputed already, or decided.
        DisputeIdTaken: the id is another dispute's.
        WhyMissing, WhyUnusable: it is not said what is wrong.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    ground = await grounds.of_shift(said.shift)
    words = _words(said.words)
    if (row := await disputes.row_of(id_)) is not None:
        told = (row["account"], row["shift"], row["line"], row["kind"], row["minutes"])
        same = (asker.account, said.shift, said.line, said.kind, said.minutes)
        if told != same or unseal_some(row["words"], owner=id_, field=WORDS) != words:
            raise errors.DisputeIdTaken
        return await disputes.shown(row, await days.counted(now))
    await disputes.expect_seat(said.shift, asker.account)
    if now < ground.stretch.ends_at:
        raise errors.ShiftNotOver(until_at=ground.stretch.ends_at)
    with duplicate_is(errors.DisputeIdTaken()):
        async with atomic():
            await hold_alone(asker.account)
            await _expect_line(asker.account, said)
            level = await _level(ground, asker.account, said)
            kept = RecordDispute(
                id=id_,
                shift=said.shift,
                account=asker.account,
                kind=said.kind,
                line=said.line,
                minutes=said.minutes,
                words=seal_some(words, owner=id_, field=WORDS),
                level=level,
                said_at=now,
            )
            await RecordDispute.insert(kept)
            await telling.disputed(id_, ground, level, now=now)
    return await disputes.shown(kept.to_dict(), await days.counted(now))


async def _expect_line(account: UUID, said: DisputeSaid) -> None:
    if (said.line is None) != (said.kind == "missing"):
        raise errors.LineNotFound
    if said.line is None:
        return
    was = await lines.standing(said.line)
    if was is None and await appealing.refused_of(account, said.shift, said.line):
        return
    if was is None or was.account != account or was.shift != said.shift:
        raise errors.LineNotFound
    if said.minutes == was.minutes and said.kind == "hours":
        raise errors.CorrectionUnfit(reason="same")


async def _level(ground: Ground, account: UUID, said: DisputeSaid) -> str:
    """Who is asked, in the transaction that holds the account."""
    same = RecordDispute.line.is_null() if said.line is None else RecordDispute.line == said.line
    earlier = await RecordDispute.select(
        RecordDispute.level, RecordDispute.answered_at, RecordDispute.claim, RecordDispute.said_at
    ).where((RecordDispute.account == account) & (RecordDispute.shift == said.shift) & same)
    if any(one["answered_at"] is None for one in earlier):
        raise errors.DisputeOpen
    # What the host has agreed to waits for others: only then is there more to ask.
    agreed = [one["claim"] for one in earlier if one["claim"] is not None]
    if agreed and await ServiceClaim.exists().where(
        ServiceClaim.id.is_in(agreed) & ServiceClaim.state.is_in(["waiting", "host", "county"])
    ):
        raise errors.DisputeOpen
    taken_at = await lines.taken_at(said.line)
    if any(
        one["level"] == "county" and (taken_at is None or one["said_at"] > taken_at)
        for one in earlier
    ):
        raise errors.DisputeDecided
    if earlier or taken_at is not None:
        return "county"
    stay = await appealing.refused_of(account, said.shift, said.line)
    return await appealing.level_of(ground, stay) if stay else "host"


def _words(text: str) -> str:
    words = tidy(text)
    if not words:
        raise WhyMissing
    if has_hidden(words.replace("\n", " ")):
        raise WhyUnusable
    return words
