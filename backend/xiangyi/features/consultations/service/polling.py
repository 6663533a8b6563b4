"""A poll at its convener's: opened on an item of the agenda, closed with what was voted by hand."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.sweeping import settle
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import service as audit
from xiangyi.features.cases.rules.words import has_mobile
from xiangyi.features.consultations.errors import NumberInWords, RecordStays
from xiangyi.features.consultations.errors import polls as errors
from xiangyi.features.consultations.rules.polls import FEWEST, USUAL, is_void
from xiangyi.features.consultations.rules.records import VOTING
from xiangyi.features.consultations.schemas.polls import (
    Opening,
    PollsDesk,
    Votes,
    VoteShown,
)
from xiangyi.features.consultations.service import correcting, guests, presence, tallying
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    LOOKERS,
    answers_for,
    expect_in,
    row_of,
)
from xiangyi.features.consultations.service.recording import present, record_of
from xiangyi.features.consultations.service.voting import choice_of, poll_of, shown
from xiangyi.features.consultations.tables.polls import MeetingPoll, PollVoter
from xiangyi.features.identity.service import persons


async def open_poll(
    asker: Asker, id_: UUID, poll_id: UUID, told: Opening, *, now: datetime
) -> None:
    """Let those who are there vote; secretly where the form does. The same again is no other.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        PollNotOfForm: its form does not decide by votes; names the rule.
        RoomClosed: it is not on.
        RecordStays: its record is sealed.
        PollUnusable, NumberInWords: something in it cannot be, or there is a mobile number in it;
            names the field.
        PollOpen: another is open.
        PollCounted: one on the item counted already, and no reason is given.
        SecretPollCounted: one on the item counted already, and it votes secretly.
        PollDiffers: another was opened under this id.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    titles = {one.id: one.title for one in facts_of(row).agenda}
    if told.item not in titles:
        raise errors.PollUnusable(field="item")
    facts = {
        "item": told.item,
        "question": _tidied("question", told.question) or titles[told.item],
        "options": msgspec.json.encode(_options(told.options)).decode(),
        "why": _tidied("why", told.why),
    }
    if not await _is_there(poll_id):
        rules = await correcting.rules_of(row)
        if rules.method not in VOTING:
            raise errors.PollNotOfForm(rules.form, f"{rules.form}_method", rules.bases)
        presence.expect_on(row, now)
        kept = await record_of(id_)
        if kept and kept["state"] == "sealed":
            raise RecordStays
        secret = rules.method == "secret_vote"
        tally = tallying.sealed(poll_id, [0] * (len(told.options) or USUAL))
        with duplicate_is(errors.PollOpen()):
            async with atomic():
                added = await run(
                    "INSERT INTO meeting_poll (id, consultation, item, question, options, why,"
                    " secret, least, names_shown, state, opened_by, opened_at, tally) VALUES"
                    " ({}, {}, {}, {}, {}, {}, {}, {}, {}, 'open', {}, {}, {})"
                    " ON CONFLICT (id) DO NOTHING RETURNING id",
                    *(poll_id, id_, *facts.values(), secret, rules.secret_least),
                    *(rules.show_votes, asker.account, now, tally),
                )
                if added:
                    # One is open at a time, so none is closed from here on.
                    await _expect_reason(id_, told.item, told.why.strip(), secret=secret)
                    await _note(asker, row, "opened", now=now)
    poll = await MeetingPoll.select().where(MeetingPoll.id == poll_id).first()
    if poll is None or poll != {**poll, **facts, "consultation": id_}:
        raise errors.PollDiffers


async def close_poll(
    asker: Asker, id_: UUID, poll_id: UUID, paper: list[int], *, now: datetime
) -> None:
    """Count, with what was voted by hand; the result is in the record. The same again changes
    nothing.

    Kept are the sums, and how many were by hand altogether: one vote by hand among others is
    nobody's to read. Where so few voted secretly that numbers would tell what each did, it is
    void: what was chosen is erased, by hand too, and nobody learns it.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        PollNotFound: it has no such poll.
        PollUnusable: the numbers on paper are not of its options.
        PollDiffers: it was closed with more or fewer by hand.
        PaperVotesMany: more voted by hand than signed on paper by somebody else.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    poll = await poll_of(id_, poll_id)
    by_hand = paper or [0] * tallying.many_options(poll)
    if len(by_hand) != tallying.many_options(poll):
        raise errors.PollUnusable(field="paper")
    rules, until = await correcting.rules_of(row), await correcting.last_day(row, now=now)
    async with atomic():
        held = await run(
            "UPDATE meeting_poll SET state = state WHERE id = {} AND state = 'open'"
            " RETURNING tally",
            poll_id,
        )
        if held:
            there, own = await guests.counted(id_, asker.account)
            if sum(by_hand) > there:
                raise errors.PaperVotesMany(votes=sum(by_hand), counts=there, own=own)
            counts = tallying.unsealed(poll_id, held[0]["tally"])
            least, _ = tallying.told(poll, rules)
            void = is_void(counts, by_hand, secret=poll["secret"], least=least)
            both = [app + hand for app, hand in zip(counts, by_hand, strict=True)]
            changed: dict[Any, Any] = {
                MeetingPoll.state: "void" if void else "closed",
                MeetingPoll.closed_at: now,
                MeetingPoll.tally: None,
                MeetingPoll.counts: None if void else msgspec.json.encode(both).decode(),
                MeetingPoll.paper: None if void else msgspec.json.encode([sum(by_hand)]).decode(),
            }
            await MeetingPoll.update(changed).where(MeetingPoll.id == poll_id)
            if poll["secret"]:
                await _in_no_order(poll_id)
            await tallying.enter(id_, asker.account, now=now)
            await correcting.begin_anew(row, until, now=now)
            await _note(asker, row, "closed", now=now)
    if held:
        # What the log written ahead has of how it came to be, as far as the database lets go of it.
        await settle(["meeting_poll", "poll_voter"])
        return
    counted, given = tallying.result(await poll_of(id_, poll_id))
    if counted is not None and given != sum(by_hand):
        raise errors.PollDiffers


async def desk(asker: Asker, id_: UUID, *, now: datetime) -> PollsDesk:
    """The polls of a meeting, and what the asker may do with them.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    await expect_in(asker, row, LOOKERS)
    polls = await shown(row)
    may: list[Any] = []
    if await answers_for(asker, row, *CONVENERS):
        if any(one.state == "open" for one in polls):
            may.append("close")
        elif await _may_open(row, now):
            may.append("open")
    return PollsDesk(present=await present(id_), polls=polls, may=may)


async def votes(asker: Asker, id_: UUID, poll_id: UUID, *, now: datetime) -> Votes:
    """Who voted what, openly, where the form says that its convener is shown it; written down.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        PollNotFound: it has no such poll.
        VotesNotShown: it is secret, still open, or the form did not say so when it was opened.
    """
    row = await row_of(id_)
    await expect_in(asker, row, CONVENERS)
    poll = await poll_of(id_, poll_id)
    _, names_shown = tallying.told(poll, await correcting.rules_of(row))
    if poll["state"] != "closed" or not names_shown:
        raise errors.VotesNotShown
    voters = await PollVoter.select().where(PollVoter.poll == poll_id).order_by(PollVoter.id)
    masks = await persons.masks({one["account"] for one in voters})
    async with atomic():
        await _note(asker, row, "votes_read", now=now)
    return Votes(
        [
            VoteShown(masks[one["account"]].name or masks[one["account"]].phone or "", chosen)
            for one in voters
            if (chosen := choice_of(one)) is not None
        ]
    )


async def _may_open(row: dict[str, Any], now: datetime) -> bool:
    kept = await record_of(row["id"])
    sealed = kept is not None and kept["state"] == "sealed"
    votes = (await correcting.rules_of(row)).method in VOTING
    return votes and not sealed and bool(facts_of(row).agenda) and presence.is_on(row, now)


async def _in_no_order(poll_id: UUID) -> None:
    """Write anew who has voted, in the order of ids of chance and at one moment."""
    rows = await PollVoter.select().where(PollVoter.poll == poll_id).order_by(PollVoter.id)
    await PollVoter.delete().where(PollVoter.poll == poll_id)
    if rows:
        await PollVoter.insert(*(PollVoter(**one) for one in rows))


async def _expect_reason(id_: UUID, item: UUID, why: str, *, secret: bool) -> None:
    if not await MeetingPoll.exists().where(
        (MeetingPoll.consultation == id_)
        & (MeetingPoll.item == item)
        & (MeetingPoll.state == "closed")
    ):
        return
    if secret:
        raise errors.SecretPollCounted
    if not why:
        raise errors.PollCounted


async def _is_there(poll_id: UUID) -> bool:
    return await MeetingPoll.exists().where(MeetingPoll.id == poll_id)


def _options(options: list[str]) -> list[str]:
    told = [_tidied("options", one) for one in options]
    if told and (len(told) < FEWEST or len({*told}) < len(told) or not all(told)):
        raise errors.PollUnusable(field="options")
    return told


def _tidied(field: str, text: str) -> str:
    tidied = tidy(text)
    if has_hidden(tidied):
        raise errors.PollUnusable(field=field)
    if has_mobile(tidied):
        raise NumberInWords(field=field)
    return tidied


async def _note(asker: Asker, row: dict[str, Any], done: str, *, now: datetime) -> None:
    await audit.record(
        asker,
        f"consultation.poll_{done}",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )
