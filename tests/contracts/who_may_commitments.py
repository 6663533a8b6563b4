"""Rows of the table: what was promised about a concern, and what came of it."""

from uuid import UUID, uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_cases import answered, own, somebodys
from tests.people import OFFICE, PEOPLE, STREET, World

from xiangyi.features.cases.tables import Case, Concern
from xiangyi.features.commitments.tables import Commitment

_ID, _CONCERN, _MOVE = "commitment_id", "concern_id", "move_id"
_LOOKERS = ("convener", "supervisor", "administrator")


async def concern(world: World) -> str:
    id_ = uuid4()
    about = {"title": "停车", "field": "parking", "division": STREET, "state": "decided"}
    when = {"proposed_by": uuid4(), "proposed_at": world.now, "moved_at": world.now}
    await Concern.insert(Concern(id=id_, **about, **when))
    return str(id_)


async def commitment(world: World, state: str = "promised") -> str:
    id_, day = uuid4(), world.now.date()
    when = {"promised_at": world.now, "since_on": day, "due_on": day, "moved_at": world.now}
    await Commitment.insert(
        Commitment(
            id=id_,
            concern=UUID(await concern(world)),
            division=STREET,
            organisation=OFFICE,
            words="划车位",
            promised_by=uuid4(),
            days=5,
            state=state,
            **when,
        )
    )
    return str(id_)


async def done(world: World) -> str:
    """Reported done; whoever asks wanted it."""
    id_ = await commitment(world, "done")
    [row] = await Commitment.select(Commitment.concern).where(Commitment.id == UUID(id_))
    case = UUID(await own(world))
    await Case.update({Case.concern: row["concern"]}).where(Case.id == case)
    return id_


async def done_for_others(world: World) -> str:
    return await commitment(world, "done")


async def a_promise(world: World) -> dict[str, object]:
    about = {"concern": await concern(world), "organisation": str(OFFICE)}
    return about | {"words": "划车位", "days": 5}


_JUDGED = {"turn": 1, "solved": True}
#: Who has no account, and who acts for the organisation that owes it.
_NO_JUDGES = ("nobody", "lead", "handler", "partner")

COMMITMENTS = [
    Row("GET /api/concerns/{concern_id}/commitments", PEOPLE, path={_CONCERN: concern}),
    Row("GET /api/commitments/{commitment_id}", PEOPLE, path={_ID: commitment}),
    Row("PUT /api/commitments/{commitment_id}", ("convener",), path={_ID: fresh}, body=a_promise),
    Row(
        "PUT /api/commitments/{commitment_id}/moves/{move_id}",
        ("handler",),
        path={_ID: commitment, _MOVE: fresh},
        body={"move": "report", "words": "划好了"},
    ),
    Row(
        "PUT /api/commitments/{commitment_id}/moves/{move_id}",
        ("convener",),
        path={_ID: commitment, _MOVE: fresh},
        body={"move": "withdraw", "words": "路要整修"},
    ),
    Row(
        "PUT /api/commitments/{commitment_id}/answer",
        tuple(one for one in PEOPLE if one not in _NO_JUDGES),
        path={_ID: done},
        body=_JUDGED,
    ),
    Row(
        "PUT /api/commitments/{commitment_id}/answer",
        (),
        path={_ID: done_for_others},
        body=_JUDGED,
    ),
    Row(
        "PUT /api/cases/{case_id}/unsolved/{step_id}",
        tuple(one for one in PEOPLE if one != "nobody"),
        path={"case_id": answered, "step_id": fresh},
        body={"words": "灯不亮"},
    ),
    Row(
        "PUT /api/cases/{case_id}/unsolved/{step_id}",
        (),
        others=404,
        path={"case_id": somebodys, "step_id": fresh},
        body={},
    ),
    Row("GET /api/board", PEOPLE, query={"division": STREET}),
    Row("GET /api/board/commitments", PEOPLE, query={"count": "overdue"}),
    Row("GET /api/open-data/commitments.csv", PEOPLE),
    Row("GET /api/open-data/commitments.json", PEOPLE),
    Row(
        "GET /api/desk/commitments",
        (*_LOOKERS, "handler", "administrator of another prefecture"),
    ),
]
