"""What people are told of a consultation, and which people."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from xiangyi.core.asking import Scope
from xiangyi.features.consultations.schemas import ConsultationFacts, Invited, Line
from xiangyi.features.consultations.service import changing
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import APPROVERS, approving, writers
from xiangyi.features.consultations.service.wording import blanks
from xiangyi.features.consultations.tables import ConsultationCampaign
from xiangyi.features.notifications.rules.quiet import before_quiet, heard_at
from xiangyi.features.notifications.schemas import Audience, Group, Subject, Telling
from xiangyi.features.notifications.service import following, notifying, previewing

Kind = Literal["announced", "changed", "cancelled"]
Verdict = Literal["approved", "sent_back", "outgrown"]
#: How long before it those who come are reminded.
_REMINDERS: Final = {"day_before": timedelta(hours=24), "hour_before": timedelta(hours=1)}
#: A text message that comes later than that finds nobody who could still set out.
_LAST_CALL: Final = timedelta(hours=1)


def subject_of(id_: UUID) -> Subject:
    """What those who come follow."""
    return Subject("consultation", str(id_))


def waiting_for(id_: UUID) -> Subject:
    """What those follow who wait for a seat: nobody reminds them of what they may not come to."""
    return Subject("consultation_seat", str(id_))


def thread_of(id_: UUID) -> str:
    return f"consultation/{id_}"


def threads_of(id_: UUID) -> list[str]:
    """All under which people are told of it."""
    return [thread_of(id_), papers_of(id_), *(f"{thread_of(id_)}/{one}" for one in _REMINDERS)]


def papers_of(id_: UUID) -> str:
    return f"{thread_of(id_)}/papers"


def _approval_of(id_: UUID) -> str:
    return f"{thread_of(id_)}/approval"


def _verdict_of(id_: UUID) -> str:
    return f"{thread_of(id_)}/verdict"


def audience_of(invited: Invited) -> Audience:
    """Those who are invited, in the words of notices."""
    groups = [
        Group(
            division=None if line.anywhere and not line.roles else invited.division,
            occupations=tuple(line.occupations),
            roles=tuple(line.roles),
            follows=followed,
        )
        for line in invited.lines or [Line()]
        for followed in _followed(line)
    ]
    return Audience(groups=tuple(groups), watchers=invited.phones)


def _followed(line: Line) -> list[Subject] | list[None]:
    return [Subject("station", one) for one in line.stations] or [None]


def audience_again(row: dict[str, Any]) -> Audience:
    """Those who are invited, who was told before, and who comes though nobody called them."""
    audience, id_ = audience_of(facts_of(row).invited), row["id"]
    groups = (*audience.groups, Group(told_of=thread_of(id_)), *_come(id_))
    return Audience(groups=groups, watchers=audience.watchers)


def _come(id_: UUID) -> tuple[Group, Group]:
    """Who comes, or waits for a seat."""
    return Group(follows=subject_of(id_)), Group(follows=waiting_for(id_))


async def tell(  # noqa: PLR0913  # what, by whom, when, how it was, and to how many
    row: dict[str, Any],
    kind: Kind,
    sender: UUID,
    *,
    now: datetime,
    was: ConsultationFacts | None = None,
    most: int | None = None,
) -> None:
    """Tell everybody who is invited, was told before or comes, in the caller's transaction.

    Where those are more than `most` when their time comes, nobody is told.

    Of what has changed they are told how it `was` when they heard of it last, and before it begins
    or would have begun, quiet or not. Those who come are
    reminded a day and an hour before, unless that is quiet time: then earlier.
    """
    facts, id_ = facts_of(row), row["id"]
    changes = (await changing.changes([(was, facts)]))[0] if was else []
    send_at = row["send_at"] if kind == "announced" else None
    told_at = max(send_at or now, now)
    # Of one that was public and was sent to nobody, those who said that they come hear again.
    known = kind != "announced" or await following.is_followed(subject_of(id_))
    audience = audience_again(row) if known else audience_of(facts.invited)
    after_h = row["message_after_h"]
    known_by = min(facts.starts_at, was.starts_at) if was else facts.starts_at
    # Nobody can have seen what they were not knocked for yet.
    known_at = heard_at(told_at, row["urgency"], known_by=known_by)
    last_call = facts.starts_at - _LAST_CALL
    if row["urgency"] != "urgent":
        last_call = before_quiet(last_call)
    await notify(
        row,
        kind,
        Telling(
            kind=f"consultation.{kind}",
            topic="consultations",
            thread=thread_of(id_),
            link=f"/consultations/{id_}",
            facts=await blanks(facts, row)
            | ({"changes": msgspec.to_builtins(changes)} if changes else {}),
            audience=audience,
            urgency=row["urgency"],
            sender=sender,
            division=facts.division,
            send_at=send_at,
            ends_at=facts.ends_at,
            known_by=known_by,
            falls_back_at=after_h
            and min(known_at + timedelta(hours=after_h), max(known_at, last_call)),
            most=most,
        ),
        now=now,
    )
    if kind == "cancelled":
        await notifying.withdraw(papers_of(id_), now=now)
    due_at = {one: before_quiet(facts.starts_at - before) for one, before in _REMINDERS.items()}
    for reminder, at in due_at.items():
        thread = f"{thread_of(id_)}/{reminder}"
        await notifying.withdraw(thread, now=now)
        if kind == "cancelled" or at <= told_at:
            continue
        await notify(
            row,
            reminder,
            Telling(
                kind="consultation.reminder",
                topic="consultations",
                thread=thread,
                link=f"/consultations/{id_}",
                facts=await blanks(facts, row),
                audience=Audience(groups=(Group(follows=subject_of(id_)),)),
                sender=sender,
                division=facts.division,
                send_at=at,
                # A worker that was away until then tells it once.
                ends_at=due_at["hour_before"] if reminder == "day_before" else facts.ends_at,
                known_by=facts.starts_at,
            ),
            now=now,
        )


async def ask_for_approval(row: dict[str, Any], *, now: datetime) -> None:
    """Tell those nearest who may say yes that it waits for them, in the caller's transaction."""
    await notifying.withdraw(_verdict_of(row["id"]), now=now)
    apart = await writers(row["id"])
    scope = await nearest_approving(row, apart)
    if scope is None:
        return
    await notify(
        row,
        "approval",
        Telling(
            kind="consultation.approval_wanted",
            topic="tasks",
            thread=_approval_of(row["id"]),
            link=f"/desk/consultations/{row['id']}",
            facts=await blanks(facts_of(row), row),
            audience=_approvers(scope, apart),
            ends_at=row["starts_at"],
        ),
        now=now,
    )


async def nearest_approving(row: dict[str, Any], apart: Collection[UUID]) -> Scope | None:
    """The nearest for which somebody may say yes who is not among `apart`."""
    for scope in reversed(await approving(row)):
        people, _ = await previewing.size(_approvers(scope, apart), "tasks")
        if people:
            return scope
    return None


def _approvers(scope: Scope, apart: Collection[UUID]) -> Audience:
    return Audience(groups=(Group(roles=APPROVERS, scope=scope, apart=tuple(sorted(apart))),))


async def decided(row: dict[str, Any], verdict: Verdict, why: str = "", *, now: datetime) -> None:
    """Tell whoever wrote it what a second person has said, in the caller's transaction.

    Nobody else is waited for any more.
    """
    await asked_no_more(row["id"], now=now)
    await _tell_writers(row, verdict, why, now=now)


async def held(row: dict[str, Any], *, now: datetime) -> None:
    """Tell those who come that it is not settled after all, in the caller's transaction.

    They answered while it was public, which it is no more, and may be nevermore.
    """
    id_, facts = row["id"], facts_of(row)
    if not await following.is_followed(subject_of(id_)):
        return
    await notify(
        row,
        "held",
        Telling(
            kind="consultation.held",
            topic="consultations",
            thread=thread_of(id_),
            link="/consultations",
            facts=await blanks(facts, row),
            audience=Audience(groups=_come(id_)),
            ends_at=facts.ends_at,
            known_by=facts.starts_at,
        ),
        now=now,
    )


async def outgrown(row: dict[str, Any], *, now: datetime) -> None:
    """Tell of what was not sent those who wrote it, and who may say yes, in the transaction."""
    await ask_for_approval(row, now=now)
    await _tell_writers(row, "outgrown", "", now=now)


async def _tell_writers(row: dict[str, Any], verdict: Verdict, why: str, *, now: datetime) -> None:
    await notify(
        row,
        "verdict",
        Telling(
            kind=f"consultation.{verdict}",
            topic="tasks",
            thread=_verdict_of(row["id"]),
            link=f"/desk/consultations/{row['id']}",
            facts=await blanks(facts_of(row), row) | {"reason": why},
            audience=Audience(groups=(Group(accounts=tuple(sorted(await writers(row["id"])))),)),
            ends_at=row["starts_at"],
        ),
        now=now,
    )


async def asked_no_more(id_: UUID, *, now: datetime) -> None:
    """Nobody has to say yes any more, in the caller's transaction."""
    await notifying.withdraw(_approval_of(id_), now=now)


async def no_reminders(id_: UUID, *, now: datetime) -> None:
    """Remind nobody of it any more, in the caller's transaction."""
    for reminder in _REMINDERS:
        await notifying.withdraw(f"{thread_of(id_)}/{reminder}", now=now)


async def call_off(id_: UUID, *, now: datetime) -> bool:
    """Tell nobody after all, if nobody has been told; whether that was so."""
    if not await notifying.cancel(thread_of(id_), now=now):
        return False
    for reminder in _REMINDERS:
        await notifying.cancel(f"{thread_of(id_)}/{reminder}", now=now)
    return True


async def notify(row: dict[str, Any], kind: str, telling: Telling, *, now: datetime) -> None:
    campaign = await notifying.notify(telling, now=now)
    await ConsultationCampaign.insert(
        ConsultationCampaign(
            consultation=row["id"],
            campaign=campaign,
            kind=kind,
            revision=row["revision"],
            made_at=now,
        )
    )
