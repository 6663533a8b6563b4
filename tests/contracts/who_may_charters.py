"""Rows of the table: votes in a room, compacts and charters."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_meetings import held, sealed
from tests.people import PEOPLE, SIGNED_IN, World

_ID = "consultation_id"
_POLL = "/api/desk/consultations/{consultation_id}/polls/{poll_id}"
_VERSION = "/api/desk/charters/{charter_id}/versions/{version_id}"
_LOOKERS = ("convener", "supervisor", "administrator")
#: Each of their own places.
_OF_THEIRS = (*_LOOKERS, "administrator of another prefecture")


async def _known_item(_: World) -> dict[str, str]:
    return {"item": str(uuid4())}


async def _said(world: World) -> dict[str, object]:
    return {
        "kind": "compact",
        "title": "停车公约",
        "consultation": await sealed(world),
        "item": str(uuid4()),
        "sinceOn": "2026-12-31",
        "articles": [{"id": str(uuid4()), "words": "车停在线内。"}],
    }


CHARTERS = [
    Row("GET /api/consultations/{consultation_id}/room", SIGNED_IN, path={_ID: held}),
    # Nobody of the cast has signed in there, and there is no such vote.
    Row(
        "PUT /api/consultations/{consultation_id}/polls/{poll_id}/vote",
        SIGNED_IN,
        answer=404,
        path={_ID: held, "poll_id": fresh},
        body={"option": 0},
    ),
    Row("GET /api/desk/consultations/{consultation_id}/polls", _LOOKERS, path={_ID: held}),
    Row(
        f"PUT {_POLL}",
        ("convener",),
        answer=422,
        path={_ID: held, "poll_id": fresh},
        body=_known_item,
    ),
    Row(
        f"PUT {_POLL}/closing",
        ("convener",),
        answer=404,
        path={_ID: held, "poll_id": fresh},
        body={"paper": []},
    ),
    Row(
        f"GET {_POLL}/votes",
        ("convener",),
        answer=404,
        path={_ID: held, "poll_id": fresh},
    ),
    Row("GET /api/charters", PEOPLE),
    Row("GET /api/charters/{charter_id}", PEOPLE, answer=404, path={"charter_id": fresh}),
    Row("GET /api/concerns/{concern_id}/charters", PEOPLE, path={"concern_id": fresh}),
    Row("GET /api/open-data/charters.json", PEOPLE),
    Row(
        f"PUT {_VERSION}",
        ("convener",),
        answer=422,
        path={"charter_id": fresh, "version_id": fresh},
        body=_said,
    ),
    Row("GET /api/desk/charters", _OF_THEIRS),
    # Of one that is none nothing is left to guard; test_charters tells of those that are.
    Row(
        f"PUT {_VERSION}/publication",
        SIGNED_IN,
        answer=404,
        path={"charter_id": fresh, "version_id": fresh},
        body={"basedOn": 1},
    ),
    Row(f"DELETE {_VERSION}", _OF_THEIRS, path={"charter_id": fresh, "version_id": fresh}),
]
