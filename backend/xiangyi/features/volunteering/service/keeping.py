"""Writing an activity down: a change is a revision, and two at once are told of each other."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.features.revising.service import Made, next_number, note
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.rules.life import MOVES, Move
from xiangyi.features.volunteering.schemas import ActivityFacts, MeetingPlace, ShiftFacts
from xiangyi.features.volunteering.service import leading
from xiangyi.features.volunteering.service.wording import HISTORY
from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity

#: What a move is called where it is looked up.
_DONE: Final = {
    "submit": "submitted",
    "send_back": "sent_back",
    "withdraw": "withdrawn",
    "approve": "approved",
    "cancel": "cancelled",
    "close": "closed",
    "delete": "deleted",
}


class Kept(Struct, frozen=True):
    """An activity as it is kept, with the shifts that take place, the earliest first."""

    row: dict[str, Any]
    shifts: list[dict[str, Any]]

    @property
    def id(self) -> UUID:
        id_: UUID = self.row["id"]
        return id_

    @property
    def starts_at(self) -> datetime:
        """When its first shift begins."""
        first: datetime = self.shifts[0]["starts_at"]
        return first

    @property
    def ends_at(self) -> datetime:
        """When its last shift ends."""
        last: datetime = max(one["ends_at"] for one in self.shifts)
        return last


async def kept(id_: UUID) -> Kept:
    """Raises ActivityNotFound: there is none."""
    row: dict[str, Any] | None = (
        await VolunteerActivity.select().where(VolunteerActivity.id == id_).first()
    )
    if row is None or row["state"] == "deleted":
        raise errors.ActivityNotFound
    return Kept(row, await shifts_of(id_))


async def shifts_of(id_: UUID) -> list[dict[str, Any]]:
    """The shifts of an activity that take place, the earliest first."""
    rows: list[dict[str, Any]] = (
        await ActivityShift.select()
        .where((ActivityShift.activity == id_) & ActivityShift.cancelled_at.is_null())
        .order_by(ActivityShift.starts_at, ActivityShift.id)
    )
    return rows


def facts_of(one: Kept) -> ActivityFacts:
    """What a host wrote, of the rows of the tables."""
    row = one.row
    return ActivityFacts(
        kind=row["kind"],
        title=row["title"],
        about=row["about"],
        division=row["division"],
        organisation=row["organisation"],
        place=place_of(row),
        phone=row["phone"],
        minimum_age=row["minimum_age"],
        insured=bool(row["insured"]),
        beneficiaries=row["beneficiaries"],
        opens_at=row["opens_at"],
        shifts=[
            ShiftFacts(
                id=shift["id"],
                starts_at=shift["starts_at"],
                ends_at=shift["ends_at"],
                break_minutes=shift["break_minutes"],
                capacity=shift["capacity"],
                reserved=shift["reserved"],
                lead=shift["lead"],
            )
            for shift in one.shifts
        ],
    )


def place_of(row: dict[str, Any]) -> MeetingPlace:
    return MeetingPlace(words=row["place"], station=row["station"], lon=row["lon"], lat=row["lat"])


def columns_of(facts: ActivityFacts) -> dict[str, Any]:
    """The columns of an activity's own row."""
    place = facts.place
    return {
        "kind": facts.kind,
        "title": facts.title,
        "about": facts.about,
        "division": facts.division,
        "organisation": facts.organisation,
        "place": place.words,
        "station": place.station,
        "lon": place.lon,
        "lat": place.lat,
        "phone": facts.phone,
        "minimum_age": facts.minimum_age,
        "insured": facts.insured,
        "beneficiaries": facts.beneficiaries,
        "opens_at": facts.opens_at,
    }


async def draft(asker: Asker, id_: UUID, facts: ActivityFacts, *, now: datetime) -> None:
    """Keep a new one, in the caller's transaction."""
    await VolunteerActivity.insert(
        VolunteerActivity(
            id=id_, state="draft", revision=1, drafted_by=asker.account, **columns_of(facts)
        )
    )
    for shift in facts.shifts:
        await _add(id_, shift)
    await note(HISTORY, asker, Made(id_, 1, "drafted", None, facts), now=now)


async def change(
    asker: Asker, was: Kept, facts: ActivityFacts, *, based_on: int, now: datetime
) -> None:
    """Let the facts be others, in the caller's transaction.

    A shift that is left out is gone, of a draft; of what people may have signed up for, it is
    cancelled. Another lead makes worthless whatever the one before could show from now on.

    Raises:
        ActivityChangedMeanwhile: somebody else was a moment earlier.
    """
    number = await next_number(HISTORY, was.row, based_on)
    columns: dict[Any, Any] = columns_of(facts)
    if was.row["state"] == "approved":
        columns["changed_at"] = now
    await VolunteerActivity.update(columns).where(VolunteerActivity.id == was.id)
    known = {one["id"]: one for one in was.shifts}
    told = {one.id: one for one in facts.shifts}
    for id_ in sorted(known.keys() - told.keys()):
        if was.row["state"] == "approved":
            await ActivityShift.update({ActivityShift.cancelled_at: now}).where(
                ActivityShift.id == id_
            )
        else:
            await ActivityShift.delete().where(ActivityShift.id == id_)
    for id_, shift in sorted(told.items()):
        if id_ not in known:
            await _add(was.id, shift)
            continue
        changed: dict[Any, Any] = _columns_of_shift(shift)
        if shift.lead != known[id_]["lead"]:
            changed["code_number"] = await leading.hand_over(known[id_], now=now)
        await ActivityShift.update(changed).where(ActivityShift.id == id_)
    made = Made(was.id, number, "changed", facts_of(was), facts)
    await note(HISTORY, asker, made, now=now)


async def move(  # noqa: PLR0913  # what a revision holds
    asker: Asker,
    one: Kept,
    made: Move,
    columns: dict[str, Any],
    *,
    based_on: int,
    now: datetime,
    why: str = "",
) -> None:
    """Let its life go on, in the caller's transaction.

    Raises:
        ActivityNotDraft, ActivityNotWaiting, ActivityNotApproved: it is elsewhere.
        ActivityChangedMeanwhile: somebody else was a moment earlier.
    """
    state = next_state(one.row, made)
    number = await next_number(HISTORY, one.row, based_on)
    changed: dict[Any, Any] = {**columns, "state": state}
    await VolunteerActivity.update(changed).where(VolunteerActivity.id == one.id)
    facts = facts_of(one)
    done = Made(one.id, number, _DONE[made], facts, facts, why)
    await note(HISTORY, asker, done, now=now)


def next_state(row: dict[str, Any], made: Move) -> str:
    """Where a move leads.

    Raises:
        ActivityNotDraft, ActivityNotWaiting, ActivityNotApproved: nowhere.
    """
    state = MOVES.get((row["state"], made))
    if state is None:
        raise {
            "submit": errors.ActivityNotDraft,
            "delete": errors.ActivityNotDraft,
            "cancel": errors.ActivityNotApproved,
            "close": errors.ActivityNotApproved,
        }.get(made, errors.ActivityNotWaiting)
    return state


async def _add(activity: UUID, shift: ShiftFacts) -> None:
    await ActivityShift.insert(
        ActivityShift(id=shift.id, activity=activity, **_columns_of_shift(shift))
    )


def _columns_of_shift(shift: ShiftFacts) -> dict[str, Any]:
    return {
        "starts_at": shift.starts_at.astimezone(UTC),
        "ends_at": shift.ends_at.astimezone(UTC),
        "break_minutes": shift.break_minutes,
        "capacity": shift.capacity,
        "reserved": shift.reserved,
        "lead": shift.lead,
    }
