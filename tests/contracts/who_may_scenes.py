"""Rows of the table: scenes, of which there is none here.

Who speaks for one that is here is told in `tests/scenes/test_keeping_a_scene.py`.
"""

from tests.contracts.rows import Row, fresh
from tests.people import FURONG, PEOPLE, SIGNED_IN

_NOTHING = {"scene_id": "00000000-0000-4000-8000-000000000000"}
_AT = "2026-11-23T08:00:00Z"
_FACTS = {
    "name": "韭菜园小区",
    "kind": "community",
    "division": FURONG,
    "lon": 112.99,
    "lat": 28.19,
}
SCENES = [
    Row("GET /api/scenes/{scene_id}", PEOPLE, answer=404, path=_NOTHING),
    Row("GET /api/open-data/scenes.geojson", PEOPLE),
    Row("GET /api/desk/scenes", SIGNED_IN),
    Row(
        "PUT /api/scenes/{scene_id}",
        ("administrator",),
        path={"scene_id": fresh},
        body={"basedOn": 0, "facts": _FACTS},
    ),
    Row(
        "PUT /api/scenes/{scene_id}/verifications/{said_id}",
        SIGNED_IN,
        answer=404,
        path=_NOTHING | {"said_id": fresh},
        body={"at": _AT},
    ),
    Row(
        "DELETE /api/scenes/{scene_id}/verifications/{said_id}",
        SIGNED_IN,
        answer=404,
        path=_NOTHING | {"said_id": fresh},
    ),
    Row(
        "POST /api/scenes/{scene_id}/closing",
        SIGNED_IN,
        answer=404,
        path=_NOTHING,
        body={"why": "拆了"},
    ),
    Row("GET /api/scenes/{scene_id}/revisions", SIGNED_IN, answer=404, path=_NOTHING),
    Row(
        "POST /api/scenes/{scene_id}/revisions/{number}/reversal",
        SIGNED_IN,
        answer=404,
        path=_NOTHING | {"number": "1"},
    ),
]
