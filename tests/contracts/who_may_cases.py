"""Rows of the table: what people ask for, and the concerns that it is gathered into."""

from itertools import count
from uuid import UUID, uuid4

from tests.contracts.rows import Row, fresh
from tests.people import OFFICE, PEOPLE, SIGNED_IN, STREET, World

from xiangyi.features.cases.tables import Case, CaseStep, Concern
from xiangyi.features.media.tables import Photo

_CASE, _CONCERN, _MOVE = "case_id", "concern_id", "move_id"
#: Who reads what is asked for in the street.
_LOOKERS = ("convener", "supervisor", "administrator")
_NUMBERS = count()


async def _case(world: World, account: UUID, state: str = "raised", **more: object) -> str:
    id_ = uuid4()
    about = {"kind": "help", "field": "parking", "division": STREET, "raised_at": world.now}
    due = {"days": 5, "due_on": world.now.date(), "state": state}
    await Case.insert(
        Case(id=id_, number=f"x-{next(_NUMBERS):05}", account=account, **about, **due, **more)
    )
    return str(id_)


async def somebodys(world: World) -> str:
    return await _case(world, await world.stranger())


async def assigned(world: World) -> str:
    """Accepted, and given to the office, with a photo whose picture is gone."""
    id_ = uuid4()
    sent = {"digest": "0" * 32, "sent_digest": "0" * 32, "width": 1, "height": 1}
    await Photo.insert(Photo(id=id_, sent_at=world.now, **sent))
    stranger = await world.stranger()
    return await _case(world, stranger, "assigned", organisation=OFFICE, photo=id_)


async def own(world: World, state: str = "raised") -> str:
    who = world.person.account if world.person else await world.stranger()
    return await _case(world, who, state)


async def answered(world: World) -> str:
    id_ = await own(world, "answered")
    await CaseStep.insert(CaseStep(key=uuid4(), case_id=id_, move="answer", at=world.now))
    return id_


async def concern(world: World) -> str:
    id_ = uuid4()
    about = {"title": "停车", "field": "parking", "division": STREET, "state": "proposed"}
    when = {"proposed_by": uuid4(), "proposed_at": world.now, "moved_at": world.now}
    await Concern.insert(Concern(id=id_, **about, **when))
    return str(id_)


async def into_another(world: World) -> dict[str, object]:
    return {"move": "merge", "target": await concern(world)}


async def a_concern(world: World) -> dict[str, object]:
    return {
        "title": "停车",
        "field": "parking",
        "division": STREET,
        "cases": [await somebodys(world)],
    }


_RAISED = {"field": "parking", "words": "没地方停车", "division": STREET}

CASES = [
    Row("PUT /api/cases/{case_id}", SIGNED_IN, path={_CASE: fresh}, body=_RAISED),
    Row("POST /api/cases/alike", SIGNED_IN, body=_RAISED),
    Row("GET /api/case-days", PEOPLE, query={"division": STREET}),
    Row("GET /api/me/cases", SIGNED_IN),
    Row("GET /api/cases/{case_id}", SIGNED_IN, path={_CASE: own}),
    Row("GET /api/cases/{case_id}", (), others=404, path={_CASE: somebodys}),
    Row("PUT /api/cases/{case_id}/joined", SIGNED_IN, path={_CASE: somebodys}),
    Row("PUT /api/cases/{case_id}/solved", SIGNED_IN, path={_CASE: answered}),
    Row("PUT /api/cases/{case_id}/solved", (), others=404, path={_CASE: somebodys}),
    Row("DELETE /api/cases/{case_id}", SIGNED_IN, path={_CASE: own}),
    Row("DELETE /api/cases/{case_id}", (), others=404, path={_CASE: somebodys}),
    Row("GET /api/desk/cases", (*_LOOKERS, "handler", "administrator of another prefecture")),
    Row("GET /api/desk/cases/{case_id}", _LOOKERS, path={_CASE: somebodys}),
    Row("GET /api/desk/cases/{case_id}", (*_LOOKERS, "handler"), path={_CASE: assigned}),
    Row(
        "GET /api/desk/cases/{case_id}/photo",
        (*_LOOKERS, "handler"),
        answer=404,
        path={_CASE: assigned},
    ),
    # Who handles it learns no more by asking than that there is none for them.
    Row(
        "GET /api/desk/cases/{case_id}/voice",
        (*_LOOKERS, "handler"),
        answer=404,
        path={_CASE: assigned},
    ),
    Row(
        "PUT /api/desk/cases/{case_id}/moves/{move_id}",
        ("convener",),
        path={_CASE: somebodys, _MOVE: fresh},
        body={"move": "accept"},
    ),
    Row(
        "PUT /api/desk/cases/{case_id}/moves/{move_id}",
        ("convener", "handler"),
        path={_CASE: assigned, _MOVE: fresh},
        body={"move": "answer", "words": "已经划了停车位"},
    ),
    Row("GET /api/committee-matters", PEOPLE, query={"division": STREET}),
    Row("GET /api/concerns", PEOPLE),
    Row("GET /api/concerns/{concern_id}", PEOPLE, path={_CONCERN: concern}),
    Row("PUT /api/concerns/{concern_id}", ("convener",), path={_CONCERN: fresh}, body=a_concern),
    Row(
        "PUT /api/concerns/{concern_id}/cases/{case_id}",
        ("convener",),
        path={_CONCERN: concern, _CASE: somebodys},
    ),
    Row(
        "PUT /api/concerns/{concern_id}/moves/{move_id}",
        ("convener",),
        path={_CONCERN: concern, _MOVE: fresh},
        body={"move": "accept"},
    ),
    Row(
        "PUT /api/concerns/{concern_id}/moves/{move_id}",
        ("convener",),
        path={_CONCERN: concern, _MOVE: fresh},
        body=into_another,
    ),
]
