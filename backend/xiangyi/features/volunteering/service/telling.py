"""What people are told of an activity, and which people."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from xiangyi.features.notifications.schemas import Audience, Group, Subject, Telling
from xiangyi.features.notifications.service import notifying, previewing, unsaying
from xiangyi.features.stations.service import standing
from xiangyi.features.volunteering.schemas import ActivityFacts, MeetingPlace, ShiftChange
from xiangyi.features.volunteering.service.keeping import Kept, facts_of, kept
from xiangyi.features.volunteering.service.reach import APPROVERS, within, writers
from xiangyi.features.volunteering.tables import (
    ActivityCampaign,
    ActivityRevision,
)

Verdict = Literal["approved", "sent_back"]
#: Later nobody is asked any more whether they are still there.
_STILL_NEWS: Final = timedelta(hours=1)


def subject_of(shift: UUID) -> Subject:
    """What those follow who signed up for a shift or wait for it."""
    return Subject("shift", str(shift))


def thread_of(shift: UUID) -> str:
    return f"shift/{shift}"


def _approval_of(activity: UUID) -> str:
    return f"activity/{activity}/approval"


def _verdict_of(activity: UUID) -> str:
    return f"activity/{activity}/verdict"


async def changed(one: Kept, sender: UUID, *, now: datetime) -> None:
    """Tell those who signed up for a shift what is another than they were told, in the transaction.

    Of what was changed and changed back before anybody was told, nobody hears.
    """
    facts = facts_of(one)
    for shift in one.shifts:
        was = await _last_told(one, shift["id"])
        changes = await _changes(was, facts, shift["id"])
        if not changes:
            await notifying.cancel(thread_of(shift["id"]), now=now)
            continue
        await _tell_shift(
            one, shift, "changed", sender, {"changes": msgspec.to_builtins(changes)}, now=now
        )


async def cancelled(
    one: Kept, shift: dict[str, Any], reason: str, sender: UUID, *, now: datetime
) -> None:
    """Tell those who signed up for a shift that it does not take place, in the transaction."""
    await _tell_shift(one, shift, "cancelled", sender, {"reason": reason}, now=now)


async def promoted(shift: dict[str, Any], signup: dict[str, Any], *, now: datetime) -> None:
    """Tell somebody who waited that they have a seat, in the caller's transaction."""
    one = await kept(shift["activity"])
    await notify(
        one,
        "promoted",
        Telling(
            kind="activity.promoted",
            topic="volunteering",
            thread=f"{thread_of(shift['id'])}/{signup['id']}",
            link=f"/activities/{one.id}",
            facts=await blanks(one, shift),
            audience=Audience(groups=(Group(accounts=(signup["account"],)),)),
            urgency="urgent",
            ends_at=shift["starts_at"],
        ),
        shift=shift["id"],
        now=now,
    )


async def still_there(
    shift: UUID, activity: UUID, people: Collection[UUID], *, now: datetime
) -> None:
    """Ask those who have not scanned that they went, in the caller's transaction."""
    one = await kept(activity)
    [row] = [known for known in one.shifts if known["id"] == shift]
    await notify(
        one,
        "still_there",
        Telling(
            kind="activity.still_there",
            topic="volunteering",
            thread=f"{thread_of(shift)}/still_there",
            link=f"/activities/{activity}",
            facts=await blanks(one, row),
            audience=Audience(groups=(Group(accounts=tuple(sorted(people))),)),
            urgency="urgent",
            ends_at=now + _STILL_NEWS,
        ),
        shift=shift,
        now=now,
    )


async def ask_for_approval(one: Kept, *, now: datetime) -> None:
    """Tell those nearest who may say yes that it waits for them, in the caller's transaction."""
    await notifying.withdraw(_verdict_of(one.id), now=now)
    apart = tuple(sorted(await writers(one.id)))
    for scope in reversed(await within(one.row["organisation"])):
        audience = Audience(groups=(Group(roles=APPROVERS, scope=scope, apart=apart),))
        people, _ = await previewing.size(audience, "tasks")
        if not people:
            continue
        await notify(
            one,
            "approval",
            Telling(
                kind="activity.approval_wanted",
                topic="tasks",
                thread=_approval_of(one.id),
                link=f"/desk/activities/{one.id}",
                facts=await blanks(one, one.shifts[0]),
                audience=audience,
                ends_at=one.starts_at,
            ),
            now=now,
        )
        return


async def decided(one: Kept, verdict: Verdict, why: str = "", *, now: datetime) -> None:
    """Tell whoever wrote it what a second person has said, in the caller's transaction.

    Nobody else is waited for any more.
    """
    await asked_no_more(one.id, now=now)
    await notify(
        one,
        "verdict",
        Telling(
            kind=f"activity.{verdict}",
            topic="tasks",
            thread=_verdict_of(one.id),
            link=f"/desk/activities/{one.id}",
            facts=await blanks(one, one.shifts[0]) | {"reason": why},
            audience=Audience(groups=(Group(accounts=tuple(sorted(await writers(one.id)))),)),
            ends_at=one.starts_at,
        ),
        now=now,
    )


async def asked_no_more(activity: UUID, *, now: datetime) -> None:
    """Nobody has to say yes any more, in the caller's transaction."""
    await notifying.withdraw(_approval_of(activity), now=now)


async def _tell_shift(  # noqa: PLR0913  # what a notice holds
    one: Kept,
    shift: dict[str, Any],
    kind: Literal["changed", "cancelled"],
    sender: UUID,
    more: dict[str, Any],
    *,
    now: datetime,
) -> None:
    await notify(
        one,
        kind,
        Telling(
            kind=f"activity.{kind}",
            topic="volunteering",
            thread=thread_of(shift["id"]),
            link=f"/activities/{one.id}",
            facts=await blanks(one, shift) | more,
            audience=Audience(groups=(Group(follows=subject_of(shift["id"])),)),
            urgency="urgent",
            sender=sender,
            division=one.row["division"],
            ends_at=shift["ends_at"],
        ),
        shift=shift["id"],
        now=now,
    )


async def notify(
    one: Kept, kind: str, telling: Telling, *, shift: UUID | None = None, now: datetime
) -> None:
    """Tell it of an activity, or of one of its shifts, in the caller's transaction."""
    campaign = await notifying.notify(telling, now=now)
    await ActivityCampaign.insert(
        ActivityCampaign(
            activity=one.id,
            shift=shift,
            campaign=campaign,
            kind=kind,
            revision=one.row["revision"],
            made_at=now,
        )
    )


async def _last_told(one: Kept, shift: UUID) -> ActivityFacts | None:
    """As those of a shift were told last; as it was approved where they were told nothing."""
    rows = (
        await ActivityCampaign.select()
        .where((ActivityCampaign.shift == shift) & (ActivityCampaign.kind == "changed"))
        .order_by(ActivityCampaign.id, ascending=False)
    )
    told = await unsaying.told([row["campaign"] for row in rows])
    numbers = [row["revision"] for row in rows if row["campaign"] in told]
    revision: Any = await _revision(one.id, numbers[0] if numbers else None)
    return revision and msgspec.json.decode(revision["after"], type=ActivityFacts)


async def _revision(activity: UUID, number: int | None) -> dict[str, Any] | None:
    of_it = ActivityRevision.activity == activity
    which = ActivityRevision.move == "approved"
    if number is not None:
        which = ActivityRevision.number == number
    found: dict[str, Any] | None = await ActivityRevision.select().where(of_it & which).first()
    return found


async def _changes(
    was: ActivityFacts | None, facts: ActivityFacts, shift: UUID
) -> list[ShiftChange]:
    before = next((one for one in was.shifts if one.id == shift), None) if was else None
    after = next(one for one in facts.shifts if one.id == shift)
    if was is None or before is None:
        return []
    names = await _names({one for one in (was.place.station, facts.place.station) if one})
    told = [
        ShiftChange(
            "time",
            f"{before.starts_at.isoformat()}/{before.ends_at.isoformat()}",
            f"{after.starts_at.isoformat()}/{after.ends_at.isoformat()}",
        ),
        ShiftChange("place", where(was.place, names), where(facts.place, names)),
        ShiftChange("phone", was.phone, facts.phone),
        ShiftChange("break", str(before.break_minutes), str(after.break_minutes)),
    ]
    moved = (was.place.lon, was.place.lat) != (facts.place.lon, facts.place.lat)
    point = [ShiftChange("point")] if moved and was.place.words == facts.place.words else []
    lead = [ShiftChange("lead")] if before.lead != after.lead else []
    return [*(one for one in told if one.was != one.now), *point, *lead]


def where(place: MeetingPlace, names: dict[str, str]) -> str:
    """Where people meet, in words: what is said of it, and the station's name."""
    station = names.get(place.station or "", "")
    if place.words and station and station in place.words:
        return place.words
    return " · ".join(one for one in (station, place.words) if one)


async def blanks(one: Kept, shift: dict[str, Any]) -> dict[str, Any]:
    """What fills the sentence of a notice about a shift."""
    facts = facts_of(one)
    station = facts.place.station
    names = await _names({station} if station else set())
    return {
        "activity": facts.kind,
        "title": facts.title,
        "startsAt": shift["starts_at"],
        "endsAt": shift["ends_at"],
        "place": where(facts.place, names),
    }


async def _names(stations: set[str]) -> dict[str, str]:
    return {id_: one.name for id_, one in (await standing.places(stations)).items()}
