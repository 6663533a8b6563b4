"""What the demonstration's volunteers have done for months, and what they are asked to do next.

What is over is written as it would have been, without the notices of those days, which everybody
has long read.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.demo import hours, people
from xiangyi.demo.habits import HABITS, Habit
from xiangyi.demo.hours import Came
from xiangyi.demo.people import organisation_id
from xiangyi.demo.stations import ids_of
from xiangyi.features.identity.schemas import ProfileChanges
from xiangyi.features.identity.schemas.granting import RoleWanted
from xiangyi.features.identity.service import accounts, asking, roles
from xiangyi.features.notifications.service import expanding
from xiangyi.features.volunteering.schemas import (
    ActivityFacts,
    ActivitySaid,
    ShiftFacts,
)
from xiangyi.features.volunteering.service import keeping, organising, signing_up
from xiangyi.features.volunteering.tables import ShiftSignup, VolunteerActivity

#: Before two digits; as the cast's, numbers that no operator has been given.
_PHONES: Final = "154000002"
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢"
#: So many weeks ago the first of them began, and so many weeks ahead are planned.
_BACK, _AHEAD = 12, 2
#: Who leads for whom, by their place among the volunteers; the riders' team has one of the cast.
_LEADS: Final = {"old_neighbours": 0, "little_blue": 1}
_BOOKED: Final = timedelta(days=9)


class _Cast(Struct, frozen=True):
    """Who leads for each host, who says yes, and who comes."""

    leads: Mapping[str, Asker]
    convener: Asker
    supervisor: Asker
    volunteers: Sequence[Asker]


async def load(*, now: datetime) -> None:
    """Add what is missing; each week has its own, and what visitors did stays."""
    cast = await _cast(now=now)
    today = now.astimezone(SHANGHAI).date()
    monday = today - timedelta(days=today.weekday())
    came: list[Came] = []
    for number, habit in enumerate(HABITS):
        # Of those that are new, the next one has something special about it.
        then = habit.then
        for week in range(-_BACK, _AHEAD + 1):
            day = monday + timedelta(weeks=week, days=habit.weekday)
            if (day.toordinal() // 7 + number) % habit.every:
                continue
            facts, id_ = await _facts(habit, day, cast), _id(habit, day)
            if await VolunteerActivity.exists().where(VolunteerActivity.id == id_):
                continue
            if facts.shifts[0].starts_at > now:
                await _plan(id_, habit, facts, cast, then=then, now=now)
                then = ""
            elif facts.shifts[-1].ends_at < now:
                came += await _remember(id_, habit, facts, cast)
    await hours.serve(came, now=now)


async def _plan(  # noqa: PLR0913  # what a plan has
    id_: UUID, habit: Habit, facts: ActivityFacts, cast: _Cast, *, then: str, now: datetime
) -> None:
    """As a lead does it in the app, with the notices that come of it."""
    lead = cast.leads[habit.host]
    # Only who has heard of it hears of a change.
    at = now - timedelta(hours=1) if then in ("moved", "cancelled") else now
    await organising.put(lead, id_, ActivitySaid(facts), now=at)
    await organising.submit(lead, id_, 1, now=at)
    if then == "waiting":
        return
    await organising.approve(_second(habit, cast), id_, 2, now=at)
    for shift_id, volunteer in _comers(habit, facts, cast):
        await signing_up.sign_up(volunteer, shift_id, now=at)
    if then:
        await expanding.expand_due(now=at)
    if then == "cancelled":
        await organising.cancel(lead, id_, "那天楼里停水检修，另定时间。", now=now)
    elif then == "moved":
        hour = timedelta(hours=1)
        [shift] = facts.shifts
        later = replace(shift, starts_at=shift.starts_at + hour, ends_at=shift.ends_at + hour)
        moved = replace(facts, shifts=[later])
        await organising.put(lead, id_, ActivitySaid(moved, based_on=3), now=now)


async def _remember(id_: UUID, habit: Habit, facts: ActivityFacts, cast: _Cast) -> list[Came]:
    """Keep one that is over; those who had a seat in it."""
    lead, second = cast.leads[habit.host], _second(habit, cast)
    begins, ends = facts.shifts[0].starts_at, facts.shifts[-1].ends_at
    written = begins - _BOOKED
    approved = written + timedelta(hours=5)
    comers = _comers(habit, facts, cast)
    seated = _seats(habit) * habit.shifts
    async with atomic():
        await keeping.draft(lead, id_, facts, now=written)
        one = await keeping.kept(id_)
        await keeping.move(lead, one, "submit", {}, based_on=1, now=written)
        one = await keeping.kept(id_)
        yes = {"approved_at": approved, "approved_by": second.account}
        await keeping.move(second, one, "approve", yes, based_on=2, now=approved)
        await ShiftSignup.insert(
            *(
                ShiftSignup(
                    id=uuid5(shift, str(volunteer.account)),
                    shift=shift,
                    account=volunteer.account,
                    state="signed" if turn < seated else "waiting",
                    at=approved + timedelta(hours=7 * turn),
                    turn=turn,
                )
                for turn, (shift, volunteer) in enumerate(comers)
            )
        )
        one = await keeping.kept(id_)
        closed = ends + timedelta(hours=2)
        await keeping.move(lead, one, "close", {"closed_at": closed}, based_on=3, now=closed)
    shifts = {one.id: one for one in facts.shifts}
    return [
        Came(shifts[shift], lead, volunteer, uuid5(shift, str(volunteer.account)), turn)
        for turn, (shift, volunteer) in enumerate(comers[:seated])
        if volunteer.account != lead.account
    ]


def _comers(habit: Habit, facts: ActivityFacts, cast: _Cast) -> list[tuple[UUID, Asker]]:
    """Some of the regulars, as many as there are seats or fewer, each with their shift.

    For the meals there are more who would come.
    """
    chance = Random(f"{habit.name} {facts.shifts[0].starts_at:%F}")
    seats = _seats(habit) * habit.shifts
    wanted = seats + 2 if habit.name == "meals" else chance.randint(seats // 2, seats)
    [first, *others] = cast.volunteers
    # She was a teacher, and has not said when she was born.
    comers = [first] if habit.kind == "teaching" else []
    comers += chance.sample(others, min(wanted, len(others)) - len(comers))
    shifts = [one.id for one in facts.shifts]
    return [(shifts[number % len(shifts)], one) for number, one in enumerate(comers)]


def _seats(habit: Habit) -> int:
    return habit.capacity - habit.reserved


def _second(habit: Habit, cast: _Cast) -> Asker:
    return cast.convener if habit.host == "orange_isle" else cast.supervisor


async def _facts(habit: Habit, day: date, cast: _Cast) -> ActivityFacts:
    stations = await ids_of((habit.station,)) if habit.station else []
    begins = datetime.combine(day, time(*habit.starts), SHANGHAI)
    lasts = timedelta(minutes=habit.lasts)
    return ActivityFacts(
        kind=habit.kind,
        title=habit.title,
        about=habit.about,
        division=habit.division,
        organisation=organisation_id(habit.host),
        place=replace(habit.place, station=stations[0] if stations else None),
        phone=habit.phone,
        minimum_age=habit.minimum_age,
        insured=True,
        beneficiaries=habit.beneficiaries,
        shifts=[
            ShiftFacts(
                id=uuid5(_id(habit, day), str(number)),
                starts_at=begins + number * lasts,
                ends_at=begins + (number + 1) * lasts,
                break_minutes=habit.pause,
                capacity=habit.capacity,
                reserved=habit.reserved,
                lead=cast.leads[habit.host].account,
            )
            for number in range(habit.shifts)
        ],
    )


async def _cast(*, now: datetime) -> _Cast:
    volunteers = await _volunteers(now=now)
    leads = {"orange_isle": await people.member("lead")}
    administrator = await people.member("administrator")
    for host, number in _LEADS.items():
        leads[host] = await _appointed(administrator, volunteers[number], host, now=now)
    regulars = [await people.member("volunteer"), *volunteers[len(_LEADS) :]]
    return _Cast(
        leads, await people.member("convener"), await people.member("supervisor"), regulars
    )


async def _volunteers(*, now: datetime) -> list[Asker]:
    """People who come again and again, born in one year each."""
    found = []
    async with atomic():
        for number, surname in enumerate(_SURNAMES):
            account = await accounts.of_phone(f"{_PHONES}{number:02}", now=now)
            asker = Asker(account=account, device=UUID(int=0), roles=())
            found.append(asker)
            if (await accounts.me(asker, now=now)).name is None:
                called = f"{surname}{('师傅', '阿姨', '老师')[number % 3]}"
                said = ProfileChanges(
                    name=called,
                    born_on=f"{1956 + 2 * number}-05-17",
                    sex="female" if called.endswith("阿姨") else "male",
                    skills=("维修、驾驶", "急救", "摄影")[number % 3],
                )
                await accounts.change(asker, said, now=now)
    return found


async def _appointed(administrator: Asker, asker: Asker, host: str, *, now: datetime) -> Asker:
    scope = Scope("organisation", str(organisation_id(host)))
    if HeldRole("lead", scope) not in await asking.roles_of(asker.account):
        wanted = RoleWanted(
            account=asker.account, role="lead", scope_kind=scope.kind, scope_id=scope.id, why="演示"
        )
        id_ = uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/lead/{host}/{asker.account}")
        await roles.grant(administrator, id_, wanted, now=now)
    return replace(asker, roles=await asking.roles_of(asker.account))


def _id(habit: Habit, day: date) -> UUID:
    """The same whether it is to come or is over when the demonstration is started again."""
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/activity/{day}/{habit.name}")
