"""Voting in the room: once, by whoever has proved that they are there, until it is closed.

A secret vote leaves no link between the voter and what they chose. One row says *that* somebody
voted, under an id of chance and without a time; what they chose is only added to the poll's
counts, which lie in one sealed value, always as long, sealed anew with each vote. So neither a
row, its id or its place, nor the transaction that PostgreSQL notes for it (`xmin`), nor the log
written ahead, nor a backup between two votes tells it: all of them have a value that only the
deployment's keys open, and those are in no backup. Nothing is audited of a vote, and the log of
requests has a route and a time, no account and no body. A retry finds the row and changes nothing;
what it would have chosen is not compared, since there is nothing to compare it with. Once it is
closed the counts stand in the open and the rows are written anew, in the order of their ids.

What remains: whoever has the database's states just before and just after one vote *and* the keys
can tell that vote, as can whoever runs the server with a program of their own. And a result in
which all agree tells what each of them chose.
"""

from collections import Counter
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal
from xiangyi.features.consultations.errors import polls as errors
from xiangyi.features.consultations.schemas.polls import PollShown, Room
from xiangyi.features.consultations.service import presence, tallying
from xiangyi.features.consultations.service.correcting import rules_of
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.service.recording import present
from xiangyi.features.consultations.tables.polls import MeetingPoll, PollVoter

CHOICE: Final = "poll_choice"


async def vote(asker: Asker, id_: UUID, poll_id: UUID, option: int, *, now: datetime) -> None:
    """Count somebody's vote; their first is the one that counts, whatever comes again.

    Raises:
        ConsultationNotFound, PollNotFound: there is no such poll.
        NotInTheRoom: the asker has not proved that they are there.
        PollUnusable: it has no such option.
        PollClosed: nobody votes any more.
    """
    row = await public_row(id_, now=now)
    poll = await poll_of(id_, poll_id)
    if not await presence.proven(id_, asker.subject):
        raise errors.NotInTheRoom
    if option >= tallying.many_options(poll):
        raise errors.PollUnusable(field="option")
    if await _voter(poll_id, asker.subject):
        return
    if not presence.is_on(row, now):
        raise errors.PollClosed
    voter = uuid4()
    choice = None if poll["secret"] else seal(str(option), owner=voter, field=CHOICE)
    async with atomic():
        # Nobody closes it at this moment, and no two are counted at once.
        held = await run(
            "UPDATE meeting_poll SET state = state WHERE id = {} AND state = 'open'"
            " RETURNING tally",
            poll_id,
        )
        if not held:
            raise errors.PollClosed
        added = await run(
            "INSERT INTO poll_voter (id, poll, account, choice) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (poll, account) DO NOTHING RETURNING id",
            *(voter, poll_id, asker.subject, choice),
        )
        if added:
            counts = tallying.unsealed(poll_id, held[0]["tally"])
            counts[option] += 1
            tally = tallying.sealed(poll_id, counts)
            await run("UPDATE meeting_poll SET tally = {} WHERE id = {}", tally, poll_id)


async def room(asker: Asker, id_: UUID, *, now: datetime) -> Room:
    """What is voted on, the latest first, for whoever is there.

    Raises:
        ConsultationNotFound: nobody has been told of such a meeting.
    """
    row = await public_row(id_, now=now)
    here = await presence.proven(id_, asker.subject) is not None
    polls = await shown(row, asker.subject) if here else []
    return Room(here=here, present=await present(id_), polls=polls)


async def shown(row: dict[str, Any], account: UUID | None = None) -> list[PollShown]:
    """All polls of a meeting, the latest first, as somebody sees them."""
    id_ = row["id"]
    rows = (
        await MeetingPoll.select()
        .where(MeetingPoll.consultation == id_)
        .order_by(MeetingPoll.opened_at, MeetingPoll.id, ascending=False)
    )
    if not rows:
        return []
    rules = await rules_of(row)
    titles = {one.id: one.title for one in facts_of(row).agenda}
    turns = _turns(rows)
    counted = await run(
        "SELECT v.poll, count(*) AS many FROM poll_voter AS v JOIN meeting_poll AS p"
        " ON p.id = v.poll WHERE p.consultation = {} GROUP BY v.poll",
        id_,
    )
    voted = {UUID(str(one["poll"])): int(str(one["many"])) for one in counted}
    told_of = {one["id"]: tallying.told(one, rules) for one in rows}
    counted_of = {one["id"]: tallying.result(one) for one in rows}
    mine = {one["id"]: await _voter(one["id"], account) if account else None for one in rows}
    return [
        PollShown(
            id=one["id"],
            item=one["item"],
            title=titles.get(one["item"], ""),
            question=one["question"],
            turn=turns[one["id"]],
            why=one["why"],
            options=tallying.options_of(one),
            secret=one["secret"],
            least=told_of[one["id"]][0],
            names_shown=told_of[one["id"]][1],
            state=one["state"],
            opened_at=one["opened_at"],
            voted=voted.get(one["id"], 0),
            voted_too=mine[one["id"]] is not None,
            mine=choice_of(mine[one["id"]]),
            counts=counted_of[one["id"]][0],
            paper=counted_of[one["id"]][1],
        )
        for one in rows
    ]


def _turns(rows: list[dict[str, Any]]) -> dict[UUID, int]:
    """Of polls with the latest first, the how-manieth each is on its item."""
    found: dict[UUID, int] = {}
    on: Counter[UUID] = Counter()
    for one in reversed(rows):
        on[one["item"]] += 1
        found[one["id"]] = on[one["item"]]
    return found


def choice_of(voter: dict[str, Any] | None) -> int | None:
    """What somebody chose in an open vote."""
    if voter is None or voter["choice"] is None:
        return None
    return int(unseal(bytes(voter["choice"]), owner=voter["id"], field=CHOICE))


async def poll_of(id_: UUID, poll_id: UUID) -> dict[str, Any]:
    """Raises PollNotFound: this meeting has none under this id."""
    row: dict[str, Any] | None = (
        await MeetingPoll.select()
        .where((MeetingPoll.id == poll_id) & (MeetingPoll.consultation == id_))
        .first()
    )
    if row is None:
        raise errors.PollNotFound
    return row


async def votes_of(account: UUID) -> list[dict[str, object]]:
    """In which polls somebody voted, and what, where that is kept."""
    rows = (
        await PollVoter.select(
            *PollVoter.all_columns(),
            PollVoter.poll.question,
            PollVoter.poll.options,
            PollVoter.poll.opened_at,
        )
        .where(PollVoter.account == account)
        .order_by(PollVoter.poll.opened_at)
    )
    found: list[dict[str, object]] = []
    for row in rows:
        chosen = choice_of(row)
        names = tallying.options_of({"options": row["poll.options"]}) or ["同意", "不同意", "弃权"]
        said = "不记名" if chosen is None else names[chosen]
        found.append({"at": row["poll.opened_at"], "question": row["poll.question"], "vote": said})
    return found


async def _voter(poll_id: UUID, account: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await PollVoter.select()
        .where((PollVoter.poll == poll_id) & (PollVoter.account == account))
        .first()
    )
    return row
