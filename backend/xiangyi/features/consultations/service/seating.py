"""The seats of a meeting: taken one after the other, kept for parties, and waited for."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.rules.seats import (
    OFFICES,
    RIDERS,
    Comer,
    by_hand_of,
    free,
    next_seated,
    unused,
)
from xiangyi.features.consultations.schemas import Seats, SeatsKept
from xiangyi.features.consultations.service import parties, ruling, telling_seats
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.telling import subject_of, waiting_for
from xiangyi.features.consultations.tables import Consultation, ConsultationAnswer
from xiangyi.features.identity.tables import Account, Member
from xiangyi.features.notifications.service.following import follow, unfollow


class Place(Struct, frozen=True):
    """Where somebody stands who comes: for which party, since when seated, or the how-manieth."""

    party: str = ""
    turn: int | None = None
    seated_at: datetime | None = None
    promoted_at: datetime | None = None


async def hold(id_: UUID) -> dict[str, Any]:
    """A meeting whose seats nobody else gives away before the caller's transaction ends."""
    if is_postgres():
        await run("SELECT id FROM consultation WHERE id = {} FOR NO KEY UPDATE", id_)
    [row] = await Consultation.select().where(Consultation.id == id_)
    return row


async def place(
    row: dict[str, Any], before: dict[str, Any] | None, account: UUID, people: int, *, now: datetime
) -> Place:
    """The place of somebody who comes, with so many; who came before keeps theirs.

    In the caller's transaction, which holds the meeting.

    Raises:
        SeatsTaken: who has a seat would bring more than find one.
    """
    party = await _party_of(account, row)
    if before is None or before["answer"] == "not_coming" or before["turn"] is None:
        last = await run(
            "SELECT COALESCE(max(turn), 0) AS turn FROM consultation_answer"
            " WHERE consultation = {}",
            row["id"],
        )
        return Place(party, int(str(last[0]["turn"])) + 1)
    if before["seated_at"] and people > before["people"]:
        still = await left(row, party, now=now)
        if people - before["people"] > still:
            raise errors.SeatsTaken(left=still)
    return Place(party, before["turn"], before["seated_at"], before["promoted_at"])


async def settle(row: dict[str, Any], *, now: datetime, asking: UUID | None = None) -> None:
    """Give seats that are free to those who wait, the first first; all but who asks are told.

    In the caller's transaction, which holds the meeting.
    """
    if row["seats"] is None or row["state"] != "announced" or row["starts_at"] <= now:
        return
    kept = await _kept(row, now=now)
    taken = await _taken(row["id"], kept)
    if sum(taken.values()) >= row["seats"]:
        return
    waiting = await run(
        "SELECT id, people, party, account FROM consultation_answer WHERE consultation = {}"
        " AND answer <> 'not_coming' AND seated_at IS NULL ORDER BY turn, id",
        row["id"],
    )
    accounts = {int(str(one["id"])): UUID(str(one["account"])) for one in waiting}
    comers = [
        Comer(int(str(one["id"])), int(str(one["people"])), str(one["party"])) for one in waiting
    ]
    for one in next_seated(comers, row["seats"], kept, taken):
        account = accounts[one.id]
        told = None if account == asking else now
        await run(
            "UPDATE consultation_answer SET seated_at = {}, promoted_at = {} WHERE id = {}",
            *(now, told, one.id),
        )
        await follow(subject_of(row["id"]), account, now=now)
        await unfollow(waiting_for(row["id"]), account)
        if told:
            await telling_seats.promoted(row, one.id, account, now=now)


async def resize(was: dict[str, Any], all_: int | None, *, now: datetime) -> None:
    """Let there be so many, where nobody counted them or they were others.

    Whoever comes already has one, in the order in which they said so. In the caller's
    transaction, which holds the meeting.

    Raises:
        SeatsHeld: somebody would lose theirs, or a party what is kept for it.
    """
    if all_ is None or all_ == was["seats"]:
        return
    if was["seats"] is None:
        await _seat_all(was, now=now)
    elif all_ > was["seats"]:
        return
    kept = await _kept(was, now=now)
    taken = await _taken(was["id"], kept)
    held = sum(taken.values()) + sum(unused(kept, taken).values())
    if held > all_:
        raise errors.SeatsHeld(held=held)


async def _seat_all(row: dict[str, Any], *, now: datetime) -> None:
    comers = (
        await ConsultationAnswer.select(ConsultationAnswer.id, ConsultationAnswer.account)
        .where(
            (ConsultationAnswer.consultation == row["id"])
            & (ConsultationAnswer.answer != "not_coming")
        )
        .order_by(ConsultationAnswer.answered_at, ConsultationAnswer.id)
    )
    for turn, one in enumerate(comers, start=1):
        await ConsultationAnswer.update(
            {
                ConsultationAnswer.turn: turn,
                ConsultationAnswer.party: await _party_of(one["account"], row),
                ConsultationAnswer.seated_at: now,
            }
        ).where(ConsultationAnswer.id == one["id"])


async def release(*, now: datetime) -> None:
    """Let those who wait have what was kept for parties, once the hour for that has come."""
    waits = await run(
        "SELECT DISTINCT c.id FROM consultation c JOIN consultation_answer a"
        " ON a.consultation = c.id WHERE c.state = 'announced' AND c.starts_at > {}"
        " AND c.seats IS NOT NULL AND a.answer <> 'not_coming' AND a.seated_at IS NULL",
        now,
    )
    for one in waits:
        async with atomic():
            await settle(await hold(UUID(str(one["id"]))), now=now)


async def hold_of(account: UUID) -> list[dict[str, Any]]:
    """The meetings at which somebody has a seat, held one after the other in the transaction."""
    rows = await run(
        "SELECT consultation FROM consultation_answer WHERE account = {}"
        " AND seated_at IS NOT NULL ORDER BY consultation",
        account,
    )
    return [await hold(UUID(str(one["consultation"]))) for one in rows]


async def seats(row: dict[str, Any], account: UUID | None, *, now: datetime) -> Seats | None:
    """How the seats of a meeting are taken, as somebody finds them; None where nobody counts."""
    if row["seats"] is None:
        return None
    kept = await _kept(row, now=now)
    taken = await _taken(row["id"], kept)
    party = await _party_of(account, row) if account else ""
    [waiting] = await run(
        "SELECT COALESCE(sum(people), 0) AS people FROM consultation_answer"
        " WHERE consultation = {} AND answer <> 'not_coming' AND seated_at IS NULL",
        row["id"],
    )
    return Seats(
        all=row["seats"],
        taken=sum(taken.values()),
        by_hand=sum((await _by_hand(row["id"])).values()),
        left=max(0, free(row["seats"], kept, taken, party)),
        kept=[
            SeatsKept(party=one, seats=still)  # type: ignore[arg-type]  # of its parties
            for one, still in unused(kept, taken).items()
            if still
        ],
        kept_until=await _kept_until(row, now=now) if kept else None,
        waiting=int(str(waiting["people"])),
    )


async def ahead(answer: dict[str, Any]) -> int:
    """How many answers stand before one that waits."""
    before: int = await ConsultationAnswer.count().where(
        (ConsultationAnswer.consultation == answer["consultation"])
        & (ConsultationAnswer.answer != "not_coming")
        & ConsultationAnswer.seated_at.is_null()
        & (ConsultationAnswer.turn < answer["turn"])
    )
    return before


async def left(row: dict[str, Any], party: str, *, now: datetime) -> int:
    """How many seats are left for somebody of a party."""
    kept = await _kept(row, now=now)
    return max(0, free(row["seats"], kept, await _taken(row["id"], kept), party))


async def expect_by_hand(row: dict[str, Any], party: str, *, now: datetime) -> None:
    """Raises NoSeatToKeep, HalfByHand: no seat is left to keep for somebody of a party."""
    kept = await _kept(row, now=now)
    taken = await _taken(row["id"], kept)
    most = by_hand_of(kept, party)
    full = most is not None and (await _by_hand(row["id"])).get(party, 0) >= most
    if free(row["seats"], kept, taken, "" if full else party) >= 1:
        return
    if full and free(row["seats"], kept, taken, party) >= 1:
        raise errors.HalfByHand(most=most, until=(await _kept_until(row, now=now)).isoformat())
    raise errors.NoSeatToKeep


async def _taken(id_: UUID, kept: Mapping[str, int]) -> dict[str, int]:
    """How many people of each party have a seat, also those for whom it is kept by hand.

    More by hand than may be of what a party keeps are nobody's of it, and leave it that.
    """
    rows = await run(
        "SELECT party, sum(people) AS people FROM consultation_answer"
        " WHERE consultation = {} AND seated_at IS NOT NULL GROUP BY party",
        id_,
    )
    taken = Counter({str(row["party"]): int(str(row["people"])) for row in rows})
    for party, people in (await _by_hand(id_)).items():
        most = by_hand_of(kept, party)
        of_it = people if most is None else min(people, most)
        taken[party] += of_it
        taken[""] += people - of_it
    return taken


async def _by_hand(id_: UUID) -> dict[str, int]:
    """For how many people of each party a seat is kept by hand."""
    rows = await run(
        "SELECT kind, count(*) AS people FROM meeting_guest"
        " WHERE consultation = {} AND seated_at IS NOT NULL GROUP BY kind",
        id_,
    )
    return {str(row["kind"]): int(str(row["people"])) for row in rows}


async def _kept(row: dict[str, Any], *, now: datetime) -> Mapping[str, int]:
    """For which parties how many seats are kept now."""
    kept: Counter[str] = Counter()
    if now < await _kept_until(row, now=now):
        for one in facts_of(row).parties:
            kept[one.kind] += one.seats
    return kept


async def _kept_until(row: dict[str, Any], *, now: datetime) -> datetime:
    rules = await ruling.form_rules(row["form"], row["division"], now=now)
    starts: datetime = row["starts_at"]
    return starts - timedelta(hours=rules.release_hours)


async def _party_of(account: UUID, row: dict[str, Any]) -> str:
    """For which of the parties that are asked somebody comes; "" for none."""
    table = facts_of(row).parties
    asked = [one.kind for one in table]
    if not asked:
        return ""
    own = parties.names_an_office(table, await parties.offices_of(account))
    if own is not None:
        return own
    of = await _offices(account)
    who = await Account.select(Account.occupation).where(Account.id == account).first()
    is_rider = who is not None and who["occupation"] in RIDERS
    # A company sends nobody into its riders' seats.
    if is_rider and "riders" in asked and not await parties.is_of_employer(account):
        of |= {"riders"}
    return next((one for one in asked if one in of), "")


async def _offices(account: UUID) -> set[str]:
    kinds = (
        await Member.select(Member.organisation.kind)
        .where((Member.account == account) & Member.ended_at.is_null())
        .output(as_list=True)
    )
    return {OFFICES[kind] for kind in kinds if kind in OFFICES}
