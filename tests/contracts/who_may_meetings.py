"""Rows of the table: who was at a meeting, its record, and what is said of it."""

from datetime import timedelta
from uuid import UUID

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_notices import announced
from tests.people import PEOPLE, SIGNED_IN, STREET, World

from xiangyi.features.consultations.tables import Consultation, MeetingRecord


async def held(world: World) -> str:
    """One that is just over, its room still open."""
    id_ = await announced(world)
    on = {"starts_at": world.now - timedelta(hours=1), "ends_at": world.now - timedelta(minutes=5)}
    await Consultation.update(on).where(Consultation.id == UUID(id_))
    return id_


async def written(world: World, state: str = "draft") -> str:
    """One of which something is written."""
    id_ = await held(world)
    day = world.now.date()
    await MeetingRecord.insert(
        MeetingRecord(
            consultation=UUID(id_),
            state=state,
            words='{"chair": "周敏", "recorder": "小何"}',
            revision=1,
            written_by=await world.stranger(),
            correct_until=day - timedelta(days=1),
            object_until=day + timedelta(days=5),
        )
    )
    return id_


async def opened(world: World) -> str:
    return await written(world, "open")


async def sealed(world: World) -> str:
    return await written(world, "sealed")


_ID = "consultation_id"
_DESK = "/api/desk/consultations/{consultation_id}"
_PUBLIC = "/api/consultations/{consultation_id}"
_LOOKERS = ("convener", "supervisor", "administrator")
_WORDS = {"words": {"chair": "周敏"}}
MEETINGS = [
    Row("GET /api/board/meetings", PEOPLE, query={"division": STREET}),
    Row("GET /api/board/meetings/list", PEOPLE, query={"count": "held"}),
    Row("GET /api/open-data/meetings.csv", PEOPLE),
    Row("GET /api/open-data/meetings.json", PEOPLE),
    Row(f"GET {_DESK}/code", ("convener", "clerk"), path={_ID: held}),
    # Nobody of the cast has seen the code.
    Row(
        f"PUT {_PUBLIC}/presence",
        SIGNED_IN,
        answer=409,
        path={_ID: announced},
        body={"code": "000000"},
    ),
    Row(f"GET {_PUBLIC}/record", PEOPLE, path={_ID: sealed}),
    Row(f"GET {_DESK}/guests", ("convener", "clerk"), path={_ID: held}),
    Row(
        f"PUT {_DESK}/guests/{{guest_id}}",
        ("convener", "clerk"),
        path={_ID: held, "guest_id": fresh},
        body={"name": "曹奶奶", "kind": "residents"},
    ),
    Row(
        f"DELETE {_DESK}/guests/{{guest_id}}",
        ("convener", "clerk"),
        path={_ID: held, "guest_id": fresh},
    ),
    Row(
        f"PUT {_DESK}/guests/{{guest_id}}/remarks/{{remark_id}}",
        ("convener", "clerk"),
        answer=404,
        path={_ID: opened, "guest_id": fresh, "remark_id": fresh},
        body={"words": "人数不对。"},
    ),
    # Nobody of the cast counted the seats of theirs.
    Row(
        f"PUT {_DESK}/seats/{{guest_id}}",
        ("convener",),
        answer=409,
        path={_ID: announced, "guest_id": fresh},
        body={"name": "曹奶奶", "kind": "residents"},
    ),
    Row(
        f"DELETE {_DESK}/seats/{{guest_id}}",
        ("convener",),
        path={_ID: announced, "guest_id": fresh},
    ),
    Row(f"GET {_DESK}/views", ("convener", "administrator"), path={_ID: announced}),
    Row(f"GET {_PUBLIC}/record.pdf", PEOPLE, path={_ID: sealed}),
    Row(
        f"PUT {_PUBLIC}/record/remarks/{{remark_id}}",
        (),
        path={_ID: opened, "remark_id": fresh},
        body={"words": "人数不对。"},
    ),
    Row(f"PUT {_PUBLIC}/record/unsigned", (), path={_ID: opened}),
    Row(f"GET {_DESK}/record", _LOOKERS, path={_ID: held}),
    Row(f"PUT {_DESK}/record", ("convener",), path={_ID: held}, body=_WORDS),
    Row(
        f"PUT {_DESK}/record/opening",
        ("convener",),
        path={_ID: written},
        body={"basedOn": 1},
    ),
    Row(f"PUT {_DESK}/record/seal", ("convener",), path={_ID: opened}, body={"basedOn": 1}),
    Row(
        f"PUT {_DESK}/record/remarks/{{remark_id}}/answer",
        ("convener",),
        answer=404,
        path={_ID: opened, "remark_id": fresh},
        body={"taken": True, "words": "改好了。"},
    ),
    Row(f"GET {_DESK}/papers", _LOOKERS, path={_ID: held}),
    # A body of JSON is no PDF.
    Row(
        f"PUT {_DESK}/papers/{{paper_id}}",
        ("convener",),
        answer=422,
        path={_ID: held, "paper_id": fresh},
        query={"title": "车位图"},
    ),
    Row(
        f"DELETE {_DESK}/papers/{{paper_id}}",
        ("convener",),
        answer=404,
        path={_ID: held, "paper_id": fresh},
    ),
    Row(
        f"GET {_PUBLIC}/papers/{{paper_id}}",
        PEOPLE,
        answer=404,
        path={_ID: held, "paper_id": fresh},
    ),
    Row(
        f"PUT {_DESK}/record/annexes/{{annex_id}}",
        ("convener",),
        path={_ID: sealed, "annex_id": fresh},
        body={"words": "附图。"},
    ),
]
