"""What of an activity may still change once a second person has said yes to it."""

from datetime import datetime
from typing import Final

from msgspec.structs import asdict

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.stations.rules.distance import metres
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import ActivityFacts, MeetingPlace, ShiftFacts
from xiangyi.features.volunteering.service.keeping import Kept, facts_of
from xiangyi.features.volunteering.service.wording import HISTORY
from xiangyi.features.volunteering.tables import ActivityRevision

#: What may still change once a second person has said yes; of the place and the shifts, see
#: `_expect_there` and `_expect_no_more`.
_MOVABLE: Final = frozenset({"place", "phone", "shifts"})
#: As far as the other side of a street, or the next door of a house.
_SOME_STEPS_M: Final = 300


async def expect_changeable(was: Kept, facts: ActivityFacts, *, now: datetime) -> None:
    """Raises ActivityNotDraft, ActivityBegun, ApprovedStays, ActivityUnusable."""
    if was.row["state"] == "draft":
        return
    if was.row["state"] != "approved":
        raise errors.ActivityNotDraft
    if all(shift["starts_at"] <= now for shift in was.shifts):
        raise errors.ActivityBegun
    before, yes = facts_of(was), await _approved(was)
    fields = asdict(before)
    for field, value in asdict(facts).items():
        if fields[field] != value and field not in _MOVABLE:
            raise errors.ApprovedStays(field=field)
    _expect_there(before.place, yes.place, facts.place)
    known = {one.id: one for one in before.shifts}
    agreed = {one.id: one for one in yes.shifts}
    for one in facts.shifts:
        if one.id not in known:
            raise errors.ApprovedStays(field="shifts")
        _expect_no_more(agreed.get(one.id, known[one.id]), one)
        _expect_same_break(known[one.id], agreed.get(one.id, known[one.id]), one)
        _expect_same_lead(known.pop(one.id), one, now=now)
    for left in known.values():
        if left.starts_at <= now:
            raise errors.ActivityUnusable(field="shifts", shift=left.id)


def _expect_there(was: MeetingPlace, yes: MeetingPlace, becomes: MeetingPlace) -> None:
    """It takes place where the second person said yes to, but for some steps on the map.

    Its words are compared with those of just now: whoever wrote them may have been erased since.
    """
    same_words = (becomes.words, becomes.station) == (was.words, was.station)
    points = [
        (one.lon, one.lat) if one.lon is not None and one.lat is not None else None
        for one in (was, yes, becomes)
    ]
    stays = points[0] == points[2] or (
        points[1] is not None
        and points[2] is not None
        and metres(points[1], points[2]) <= _SOME_STEPS_M
    )
    if not (same_words and stays):
        raise errors.ApprovedStays(field="place")


def _expect_no_more(yes: ShiftFacts, becomes: ShiftFacts) -> None:
    """What hours may be counted of is never more than the second person said yes to."""
    minutes = yes.ends_at - yes.starts_at, becomes.ends_at - becomes.starts_at
    days = [one.starts_at.astimezone(SHANGHAI).date() for one in (yes, becomes)]
    for field, is_more in (
        ("startsAt", days[0] != days[1]),
        ("endsAt", minutes[1] > minutes[0]),
        ("capacity", becomes.capacity > yes.capacity),
    ):
        if is_more:
            raise errors.ApprovedStays(field=f"shifts.{field}", shift=yes.id)


def _expect_same_break(was: ShiftFacts, yes: ShiftFacts, becomes: ShiftFacts) -> None:
    """A shorter one would make hours, and a longer one take them from whoever signed up for them.

    One that had been made longer may go back to what was said yes to.
    """
    if becomes.break_minutes not in (was.break_minutes, yes.break_minutes):
        raise errors.ApprovedStays(field="shifts.breakMinutes", shift=yes.id)


def _expect_same_lead(was: ShiftFacts, becomes: ShiftFacts, *, now: datetime) -> None:
    """Of what is over, else whoever leads next would answer for whom they did not see."""
    if becomes.lead != was.lead and was.ends_at <= now:
        raise errors.ApprovedStays(field="shifts.lead", shift=was.id)


async def _approved(one: Kept) -> ActivityFacts:
    """What the second person said yes to, whatever has become of it since."""
    row = (
        await ActivityRevision.select(ActivityRevision.after)
        .where((ActivityRevision.activity == one.id) & (ActivityRevision.move == "approved"))
        .order_by(ActivityRevision.number, ascending=False)
        .first()
    )
    return (row and HISTORY.read(row["after"])) or facts_of(one)
