"""Rows of the table: codes, scans, ticks, and who confirms hours."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from tests.contracts.rows import Row, fresh
from tests.people import FURONG, OFFICE, PEOPLE, SIGNED_IN, World
from tests.volunteering.makers import facts, shift

from xiangyi.core import codes
from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.schemas import ActivityFacts
from xiangyi.features.volunteering.service import keeping
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup, VolunteerActivity
from xiangyi.features.volunteering.tables.hours import ServiceClaim, ShiftPresence

#: Beside the office, in the same county: for it acts nobody of the cast.
OTHERS = UUID("0f1ce000-0000-4000-8000-000000000009")
_SHIFT, _PRESENCE, _CLAIM = "shift_id", "presence_id", "claim_id"


async def shift_of(world: World, host: UUID, begins: timedelta, lead: UUID | None = None) -> UUID:
    """A shift of two hours, of an activity that nobody of the cast has written."""
    if host == OTHERS and not await Organisation.exists().where(Organisation.id == OTHERS):
        changed_at = datetime(2026, 1, 1, tzinfo=UTC)
        told = {"kind": "union", "name": "总工会", "pinyin": "z", "initials": "z"}
        await Organisation.insert(
            Organisation(id=OTHERS, home=FURONG, changed_at=changed_at, **told)
        )
    id_, writer = uuid4(), Asker(account=await world.stranger(), device=uuid4())
    async with atomic():
        one = shift(lead=str(lead or writer.account))
        said = msgspec.convert(facts(shifts=[one], organisation=str(host)), ActivityFacts)
        await keeping.draft(writer, id_, said, now=world.now)
        await VolunteerActivity.update(
            {"state": "approved", "approved_at": world.now, "approved_by": writer.account}
        ).where(VolunteerActivity.id == id_)
        times = {"starts_at": world.now + begins, "ends_at": world.now + begins + _LONG}
        await ActivityShift.update(times).where(ActivityShift.activity == id_)
    row = await ActivityShift.select(ActivityShift.id).where(ActivityShift.activity == id_).first()
    assert row is not None
    return UUID(str(row["id"]))


_LONG = timedelta(hours=2)


async def now_on(world: World) -> str:
    return str(await shift_of(world, OFFICE, -timedelta(minutes=1)))


async def own(world: World) -> str:
    """A shift that whoever asks leads."""
    lead = world.person.account if world.person else None
    return str(await shift_of(world, OFFICE, -timedelta(minutes=1), lead))


async def own_over(world: World) -> str:
    lead = world.person.account if world.person else None
    return str(await shift_of(world, OFFICE, -timedelta(hours=3), lead))


async def stay_of(world: World, host: UUID, state: str) -> str:
    began = world.now - timedelta(hours=3)
    id_, shift_id = uuid4(), await shift_of(world, host, -timedelta(hours=3))
    await ShiftPresence.insert(
        ShiftPresence(
            id=id_,
            shift=shift_id,
            account=await world.stranger(),
            day=began.date(),
            came_at=began,
            came_on_time=True,
            left_at=began + _LONG,
            left_on_time=True,
            state=state,
            minutes=120,
            service_class="verified",
        )
    )
    return str(id_)


async def long_day(world: World) -> str:
    return await stay_of(world, OFFICE, "host")


async def longer_day(world: World) -> str:
    return await stay_of(world, OFFICE, "county")


async def others_stay(world: World) -> str:
    """It is verified, so that there is nothing to confirm for whoever might."""
    return await stay_of(world, OTHERS, "counted")


async def others_claim(world: World) -> str:
    id_, account = uuid4(), await world.stranger()
    await ServiceClaim.insert(
        ServiceClaim(
            id=id_,
            shift=await shift_of(world, OTHERS, -timedelta(hours=3)),
            account=account,
            minutes=60,
            state="waiting",
            claimed_by=account,
            claimed_at=world.now,
        )
    )
    return str(id_)


async def others_shift(world: World) -> str:
    """Of which nothing waits for anybody."""
    return str(await shift_of(world, OTHERS, -timedelta(hours=3)))


async def others_claimed(world: World) -> str:
    claim: Any = await ServiceClaim.objects().get(
        ServiceClaim.id == UUID(await others_claim(world))
    )
    return str(claim.shift)


async def a_scan(world: World) -> dict[str, object]:
    """Of a shift in which whoever asks has a seat."""
    shift_id = await shift_of(world, OFFICE, -timedelta(minutes=1))
    token = codes.shown(shift_id, 1, "in", codes.step_at(world.now))
    who = world.person.account if world.person else await world.stranger()
    await ShiftSignup.insert(
        ShiftSignup(id=uuid4(), shift=shift_id, account=who, state="signed", at=world.now, turn=1)
    )
    return {"token": token.text}


async def a_token(world: World) -> dict[str, object]:
    shift_id = await shift_of(world, OFFICE, -timedelta(minutes=1))
    return {"token": codes.shown(shift_id, 1, "in", codes.step_at(world.now)).text}


async def a_claim(world: World) -> dict[str, object]:
    """Of one's own minutes."""
    shift_id = await shift_of(world, OFFICE, -timedelta(hours=3))
    who = world.person.account if world.person else await world.stranger()
    await ShiftSignup.insert(
        ShiftSignup(id=uuid4(), shift=shift_id, account=who, state="signed", at=world.now, turn=1)
    )
    return {"shift": str(shift_id), "minutes": 60, "evidence": "有合影"}


_YES = {"yes": True}
#: Those of the office, which is another organisation than `OTHERS`.
_SECONDS = ("lead",)
#: Who watches over `OTHERS`.
_WATCH = ("supervisor", "administrator")

HOURS = [
    Row("GET /api/shifts/{shift_id}/code", (), path={_SHIFT: now_on}),
    Row("GET /api/shifts/{shift_id}/code", SIGNED_IN, path={_SHIFT: own}),
    Row("POST /api/code-tickets", PEOPLE, answer=201, body=a_token),
    Row("PUT /api/scans/{scan_id}", SIGNED_IN, path={"scan_id": fresh}, body=a_scan),
    Row("GET /api/me/presences", SIGNED_IN),
    Row(
        "GET /api/desk/shifts/{shift_id}/hours",
        ("lead", "convener", "supervisor", "administrator"),
        path={_SHIFT: now_on},
    ),
    Row("GET /api/desk/shifts/{shift_id}/hours", _WATCH, path={_SHIFT: others_shift}),
    Row(
        "GET /api/desk/shifts/{shift_id}/hours",
        ("lead", *_WATCH),
        path={_SHIFT: others_claimed},
    ),
    Row(
        "PUT /api/shifts/{shift_id}/ticks/{signup_id}",
        SIGNED_IN,
        answer=404,
        path={_SHIFT: own, "signup_id": fresh},
        body={"there": True},
    ),
    Row(
        "PUT /api/shifts/{shift_id}/ticks/{signup_id}",
        (),
        path={_SHIFT: now_on, "signup_id": fresh},
        body={"there": True},
    ),
    Row("PUT /api/shifts/{shift_id}/seal", SIGNED_IN, path={_SHIFT: own_over}),
    Row("PUT /api/shifts/{shift_id}/seal", (), path={_SHIFT: now_on}),
    Row(
        "PUT /api/presences/{presence_id}/decision",
        ("lead",),
        path={_PRESENCE: long_day},
        body=_YES,
    ),
    Row(
        "PUT /api/presences/{presence_id}/decision",
        ("supervisor", "administrator"),
        path={_PRESENCE: longer_day},
        body=_YES,
    ),
    Row(
        "PUT /api/presences/{presence_id}/confirmation",
        _SECONDS,
        answer=409,
        path={_PRESENCE: others_stay},
    ),
    Row("PUT /api/service-claims/{claim_id}", SIGNED_IN, path={_CLAIM: fresh}, body=a_claim),
    Row(
        "PUT /api/service-claims/{claim_id}/decision",
        _SECONDS,
        path={_CLAIM: others_claim},
        body=_YES,
    ),
    Row("GET /api/me/service-claims", SIGNED_IN),
    Row("GET /api/desk/hours", SIGNED_IN),
    Row(
        "GET /api/organisations/{organisation_id}/service-share",
        PEOPLE,
        path={"organisation_id": str(OFFICE)},
    ),
]
