"""Rows of the table: activities, their shifts, and who signs up for them."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
from tests.contracts.rows import Row, fresh
from tests.people import PEOPLE, SIGNED_IN, World
from tests.volunteering.makers import facts, shift

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.volunteering.schemas import ActivityFacts
from xiangyi.features.volunteering.service import keeping
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup, VolunteerActivity

_WRITERS = ("lead", "convener")
_APPROVERS = ("convener", "supervisor", "administrator")
_ID, _SHIFT = "activity_id", "shift_id"


async def activity(world: World, state: str = "draft") -> str:
    """One of the office that nobody of the cast has written or leads."""
    id_, writer = uuid4(), Asker(account=await world.stranger(), device=uuid4())
    async with atomic():
        lead = {"lead": str(writer.account), "reserved": 1}
        told = msgspec.convert(facts(shifts=[shift(**lead)]), ActivityFacts)
        await keeping.draft(writer, id_, told, now=world.now)
        said_yes = {"approved_at": world.now, "approved_by": writer.account}
        columns = {"state": state, **(said_yes if state == "approved" else {})}
        await VolunteerActivity.update(columns).where(VolunteerActivity.id == id_)
    return str(id_)


async def waiting(world: World) -> str:
    return await activity(world, "waiting")


async def approved(world: World) -> str:
    return await activity(world, "approved")


async def over(world: World) -> str:
    id_ = await approved(world)
    by = timedelta(days=30)
    past = {"starts_at": world.now - by, "ends_at": world.now - by + timedelta(hours=1)}
    await ActivityShift.update(past).where(ActivityShift.activity == UUID(id_))
    return id_


async def a_shift(world: World) -> str:
    activity_id = UUID(await approved(world))
    [row] = await ActivityShift.select(ActivityShift.id).where(
        ActivityShift.activity == activity_id
    )
    return str(row["id"])


async def a_sign_up(world: World) -> str:
    id_ = uuid4()
    told = {"shift": UUID(await a_shift(world)), "account": await world.stranger()}
    await ShiftSignup.insert(ShiftSignup(id=id_, state="waiting", at=world.now, turn=1, **told))
    return str(id_)


async def an_activity(_: World) -> dict[str, object]:
    return {"facts": facts()}


async def own_shift(world: World) -> str:
    """A shift that whoever asks has signed up for; nobody's, of a stranger."""
    id_ = await a_shift(world)
    who = world.person.account if world.person else await world.stranger()
    await ShiftSignup.insert(
        ShiftSignup(id=uuid4(), shift=UUID(id_), account=who, state="waiting", at=world.now, turn=1)
    )
    return id_


async def another_time(world: World) -> str:
    """A shift at a time when nobody of the cast is elsewhere yet."""
    id_ = await a_shift(world)
    by = timedelta(days=1, hours=next(_HOURS))
    times = {"starts_at": world.now + by, "ends_at": world.now + by + timedelta(minutes=30)}
    await ActivityShift.update(times).where(ActivityShift.id == UUID(id_))
    return id_


_HOURS = iter(range(24, 8_000))

VOLUNTEERING = [
    Row("GET /api/activities", PEOPLE),
    Row("GET /api/activities/{activity_id}", PEOPLE, path={_ID: approved}),
    Row("GET /api/activities/{activity_id}", PEOPLE, answer=404, path={_ID: waiting}),
    Row("GET /api/shifts/{shift_id}/calendar.ics", PEOPLE, path={_SHIFT: a_shift}),
    Row("PUT /api/shifts/{shift_id}/signup", SIGNED_IN, path={_SHIFT: another_time}),
    Row("DELETE /api/shifts/{shift_id}/signup", SIGNED_IN, path={_SHIFT: own_shift}),
    Row("GET /api/me/signups", SIGNED_IN),
    Row("GET /api/desk/activities", SIGNED_IN),
    Row("GET /api/desk/shifts-led", SIGNED_IN),
    Row(
        "GET /api/desk/activities/{activity_id}",
        ("lead", *_APPROVERS),
        path={_ID: activity},
    ),
    Row("GET /api/shifts/{shift_id}/signups", _WRITERS, path={_SHIFT: a_shift}),
    Row("PUT /api/signups/{signup_id}/seat", _WRITERS, path={"signup_id": a_sign_up}),
    Row("PUT /api/activities/{activity_id}", _WRITERS, path={_ID: fresh}, body=an_activity),
    Row(
        "DELETE /api/activities/{activity_id}",
        _WRITERS,
        answer=204,
        path={_ID: activity},
    ),
    Row(
        "PUT /api/activities/{activity_id}/submission",
        _WRITERS,
        path={_ID: activity},
        body={"basedOn": 1},
    ),
    # Whoever neither wrote nor sent it gives it back instead.
    Row(
        "DELETE /api/activities/{activity_id}/submission",
        _WRITERS,
        answer=409,
        path={_ID: waiting},
    ),
    Row(
        "PUT /api/activities/{activity_id}/approval",
        _APPROVERS,
        path={_ID: waiting},
        body={"basedOn": 1},
    ),
    Row(
        "PUT /api/activities/{activity_id}/return",
        _APPROVERS,
        path={_ID: waiting},
        body={"why": "没写几点集合"},
    ),
    Row(
        "PUT /api/activities/{activity_id}/cancellation",
        _WRITERS,
        path={_ID: approved},
        body={"reason": "下雨"},
    ),
    Row("PUT /api/activities/{activity_id}/closing", _WRITERS, path={_ID: over}),
]
