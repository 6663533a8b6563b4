"""Rows of the table: a volunteer's record, what is due, and what is disputed."""

from datetime import timedelta
from uuid import UUID, uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_hours import shift_of, stay_of
from tests.people import OFFICE, SIGNED_IN, World

from xiangyi.features.records.tables import RecordDispute, RecordEntry
from xiangyi.features.volunteering.tables import ShiftSignup

_DISPUTE, _ENTRY, _WHY = "dispute_id", "entry_id", {"why": "没有来"}
#: Whoever writes for the office: its leads, and those who convene where it is at home.
_WRITERS = ("lead", "convener")


async def _seat(world: World, account: UUID) -> UUID:
    """In a shift of the office that is over."""
    shift, id_ = await shift_of(world, OFFICE, -timedelta(hours=4)), uuid4()
    await ShiftSignup.insert(
        ShiftSignup(id=id_, shift=shift, account=account, state="signed", at=world.now, turn=1)
    )
    return id_


async def _shift_of(signup: UUID) -> UUID:
    [row] = await ShiftSignup.select(ShiftSignup.shift).where(ShiftSignup.id == signup)
    return UUID(str(row["shift"]))


async def somebodys_seat(world: World) -> str:
    return str(await _seat(world, await world.stranger()))


async def _dispute(world: World, shift: UUID) -> str:
    id_ = uuid4()
    await RecordDispute.insert(
        RecordDispute(
            id=id_,
            shift=shift,
            account=await world.stranger(),
            kind="missing",
            level="host",
            said_at=world.now,
        )
    )
    return str(id_)


async def disputed(world: World) -> str:
    return await _dispute(world, await shift_of(world, OFFICE, -timedelta(hours=4)))


async def of_own_shift(world: World) -> str:
    """By somebody else of a shift in which whoever asks has a seat."""
    who = world.person.account if world.person else await world.stranger()
    return await _dispute(world, await _shift_of(await _seat(world, who)))


async def a_dispute(world: World) -> dict[str, object]:
    who = world.person.account if world.person else await world.stranger()
    shift = await _shift_of(await _seat(world, who))
    return {"shift": str(shift), "kind": "missing", "words": "我来了"}


async def an_award(world: World) -> dict[str, object]:
    told = {"kind": "award", "words": "优秀志愿者", "on": world.now.date().isoformat()}
    return told | {"signup": await somebodys_seat(world)}


async def a_taking(world: World) -> dict[str, object]:
    """Of a verified line of the office's."""
    line = await stay_of(world, OFFICE, "counted")
    return {"line": line, "minutes": 10, "falsePresence": True, "why": "没有来"}


async def entered(world: World) -> str:
    id_ = uuid4()
    told = {"kind": "award", "on": world.now.date(), "entered_at": world.now}
    whose = {"account": await world.stranger(), "organisation": OFFICE, "entered_by": uuid4()}
    await RecordEntry.insert(RecordEntry(id=id_, **told, **whose))
    return str(id_)


RECORDS = [
    Row("GET /api/me/record", SIGNED_IN),
    Row("GET /api/me/record.csv", SIGNED_IN),
    Row("GET /api/desk/records", SIGNED_IN),
    Row(
        "GET /api/desk/organisations/{organisation_id}/record.csv",
        ("lead", "convener", "supervisor", "administrator"),
        path={"organisation_id": str(OFFICE)},
        query={"since": "2026-01-01"},
    ),
    Row("PUT /api/record-disputes/{dispute_id}", SIGNED_IN, path={_DISPUTE: fresh}, body=a_dispute),
    Row(
        "PUT /api/record-disputes/{dispute_id}/answer",
        _WRITERS,
        path={_DISPUTE: disputed},
        body=_WHY,
    ),
    Row(
        "GET /api/record-disputes/{dispute_id}/witness",
        SIGNED_IN,
        path={_DISPUTE: of_own_shift},
    ),
    Row(
        "GET /api/record-disputes/{dispute_id}/witness",
        (),
        others=404,
        path={_DISPUTE: disputed},
    ),
    Row(
        "PUT /api/record-disputes/{dispute_id}/witness",
        SIGNED_IN,
        path={_DISPUTE: of_own_shift},
        body={"saw": True},
    ),
    Row(
        "PUT /api/signups/{signup_id}/settlement",
        _WRITERS,
        path={"signup_id": somebodys_seat},
        body=_WHY,
    ),
    Row(
        "PUT /api/record-takings/{claim_id}",
        ("supervisor", "administrator"),
        path={"claim_id": fresh},
        body=a_taking,
    ),
    Row("PUT /api/record-entries/{entry_id}", _WRITERS, path={_ENTRY: fresh}, body=an_award),
    Row("DELETE /api/record-entries/{entry_id}", _WRITERS, answer=204, path={_ENTRY: entered}),
]
