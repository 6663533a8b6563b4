"""What a convener works with: drafts, what waits for a yes, and what came of what was told."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations.rules.forms import doubts
from xiangyi.features.consultations.schemas.desk import (
    Attendee,
    ConsultationDesk,
    DeskCard,
    DeskList,
    HistoryLine,
    Told,
)
from xiangyi.features.consultations.service import (
    bounding,
    changing,
    keeping,
    lawful,
    permitting,
    reaching,
    reading,
    ringing,
    ruling,
    seating,
    telling,
)
from xiangyi.features.consultations.service.answering import answers, shown
from xiangyi.features.consultations.service.paging import Last
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    LOOKERS,
    answers_for,
    answers_for_called,
    expect_in,
    expect_looker,
    may_approve,
    reads_names,
    row_of,
)
from xiangyi.features.consultations.service.wording import HISTORY
from xiangyi.features.consultations.tables import (
    Consultation,
    ConsultationAnswer,
    ConsultationCampaign,
    ConsultationRevision,
)
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.rules.persons import masked_name
from xiangyi.features.identity.service import persons
from xiangyi.features.notifications.schemas import Outcome
from xiangyi.features.notifications.service import outcomes
from xiangyi.features.notifications.service import ringing as numbers
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import kinds_of

_MOST: Final = 200
_HOLIDAY: Final = frozenset({"holiday"})


async def listed(asker: Asker, after: str | None = None, *, now: datetime) -> DeskList:
    """The consultations for which the asker answers, the latest first, and those that wait.

    Those that wait for the asker's yes stand on the first page; `after` is the `next` of the page
    before. Whoever answers for those who are called may say yes wherever they meet; a clerk finds
    those of which people who live there have been told.
    """
    keys: set[str] = set()
    for key in asker.scopes_of(*LOOKERS, kind="division"):
        keys.update(await tree.subtree(key))
    mine = [UUID(one) for one in asker.scopes_of(*LOOKERS, kind="organisation")]
    around = Consultation.division.is_in(sorted(keys) or [""]) | Consultation.organisation.is_in(
        mine or [UUID(int=0)]
    )
    place = Last.read(after) if after else None
    kept = around & (Consultation.state != "deleted")
    rows = (
        await Consultation.select()
        .where(kept & place.behind() if place else kept)
        .order_by(Consultation.starts_at, Consultation.id, ascending=False)
        .limit(_MOST + 1)
    )
    rung = await ringing.listed(asker, place, most=_MOST + 1, now=now)
    both = {row["id"]: row for row in (*rows, *rung)}.values()
    own = sorted(both, key=lambda row: (row["starts_at"], row["id"]), reverse=True)
    shown = own[:_MOST]
    waiting = [] if place else await _to_approve(asker, keys, mine, now=now)
    return DeskList(
        [
            DeskCard(
                id=row["id"],
                form=row["form"],
                title=row["title"],
                starts_at=row["starts_at"],
                ends_at=row["ends_at"],
                state=row["state"],
                send_at=row["send_at"],
                yours_to_approve=await may_approve(asker, row),
            )
            for row in {row["id"]: row for row in (*shown, *waiting)}.values()
        ],
        Last.of(shown[-1], over=True).cursor if len(own) > _MOST else None,
    )


async def desk(asker: Asker, id_: UUID, *, keep: timedelta, now: datetime) -> ConsultationDesk:
    """One of them, with whom it reaches and what came of it.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    may, homes = await ringing.whom(asker, row, now=now)
    await expect_looker(asker, row, now=now)
    answerable = await answers_for(asker, row, *LOOKERS)
    reach = await reaching.reached(
        telling.audience_of(keeping.facts_of(row).invited),
        urgent=row["urgency"] == "urgent",
        at=max(row["send_at"] or now, now),
        known_by=row["starts_at"],
    )
    called = await answers_for_called(asker, row, *LOOKERS)
    if not called or not await reads_names(asker, row):
        reach = replace(reach, sample=[])
    [card] = await reading.cards(None, [row])
    facts = keeping.facts_of(row)
    day = facts.starts_at.astimezone(SHANGHAI).date()
    names = await tree.names({facts.invited.division})
    movable = await bounding.movable(row, now=now)
    return ConsultationDesk(
        id=id_,
        facts=facts,
        station_name=card.station_name,
        division_name=card.division_name,
        invited_name=names[facts.invited.division],
        organisation_name=card.organisation_name,
        state=row["state"],
        revision=row["revision"],
        send_at=row["send_at"],
        urgent=row["urgency"] == "urgent",
        message_after_h=row["message_after_h"],
        cancelled_at=row["cancelled_at"],
        reason=row["reason"],
        reach=reach,
        approval_above=await ruling.approval_above(row, now=now),
        approval=await reaching.approval(asker, row),
        doubts=doubts(
            facts.starts_at,
            facts.ends_at,
            now=now,
            day_off=kinds_of(day, await workdays.table()) == _HOLIDAY,
        ),
        announced_to=row["announced_to"],
        may=await permitting.deeds(asker, row, movable, now=now),
        movable=movable,
        call=await lawful.shown(asker, row, told_at=max(row["send_at"] or now, now)),
        hurry=row["hurry"],
        answers=await answers(id_),
        seats=await seating.seats(row, None, now=now),
        history=await _history(id_) if answerable else [],
        told=[
            Told(kind, outcome, await numbers.number(outcome.id, homes=homes) if may else None)
            for kind, outcome in await _told(id_, keep)
        ],
    )


async def attendees(asker: Asker, id_: UUID, *, now: datetime) -> list[Attendee]:
    """Who comes, masked, and whom they send, to no company by name; the look is recorded.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
    """
    row = await row_of(id_)
    await expect_in(asker, row, APPROVERS)
    rows = (
        await ConsultationAnswer.select()
        .where(
            (ConsultationAnswer.consultation == id_)
            & ConsultationAnswer.answer.is_in(["coming", "sending"])
        )
        .order_by(ConsultationAnswer.answered_at, ConsultationAnswer.id)
    )
    await audit.record(
        asker, "consultation.answers_read", "consultation", id_, now=now, division=row["division"]
    )
    masks = await persons.masks({one["account"] for one in rows})
    named = await reads_names(asker, row)
    found = []
    for one in rows:
        said, mask = shown(one), masks[one["account"]]
        sent = said.delegate if named else masked_name(said.delegate)
        name = sent or mask.name or mask.phone or ""
        waits = row["seats"] is not None and one["seated_at"] is None
        party = one["party"] or None
        found.append(Attendee(name, said.answer, said.people, said.answered_at, waits, party))
    return found


async def _to_approve(
    asker: Asker, keys: Collection[str], offices: Collection[UUID], *, now: datetime
) -> list[dict[str, Any]]:
    """What waits for a yes that the asker may say, for those in these divisions or offices."""
    if not (keys or offices):
        return []
    rows = (
        await Consultation.select()
        .where((Consultation.state == "waiting") & (Consultation.starts_at > now))
        .order_by(Consultation.starts_at, Consultation.id, ascending=False)
    )
    near = [
        row
        for row in rows
        if row["organisation"] in offices or keeping.facts_of(row).invited.division in keys
    ]
    return [row for row in near if await may_approve(asker, row)]


async def _history(id_: UUID) -> list[HistoryLine]:
    rows = (
        await ConsultationRevision.select()
        .where(ConsultationRevision.consultation == id_)
        .order_by(ConsultationRevision.number, ascending=False)
    )
    masks = await persons.masks({row["account"] for row in rows})

    def by(row: dict[str, Any]) -> str:
        # That came of itself.
        mask = None if row["move"] == "outgrown" else masks.get(row["account"])
        return (mask and (mask.name or mask.phone)) or ""

    pairs = {
        row["number"]: (was, now)
        for row in rows
        if (was := HISTORY.read(row["before"])) and (now := HISTORY.read(row["after"]))
    }
    changes = dict(zip(pairs, await changing.changes(list(pairs.values())), strict=True))
    return [
        HistoryLine(
            *(row["number"], row["made_at"], row["move"], by(row), row["why"]),
            changes.get(row["number"], []),
        )
        for row in rows
    ]


async def _told(id_: UUID, keep: timedelta) -> list[tuple[str, Outcome]]:
    rows = (
        await ConsultationCampaign.select()
        .where((ConsultationCampaign.consultation == id_) & ringing.TOLD)
        .order_by(ConsultationCampaign.id, ascending=False)
    )
    found = await outcomes.outcomes([row["campaign"] for row in rows], keep=keep)
    return [(row["kind"], found[row["campaign"]]) for row in rows if row["campaign"] in found]
