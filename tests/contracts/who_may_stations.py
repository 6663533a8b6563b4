"""Rows of the table: photos, reports, and the desk of a station that does not exist.

Who speaks for one that does is told in `tests/stations/test_keeping_a_station.py`.
"""

from tests.contracts.rows import Row, fresh
from tests.people import FURONG, PEOPLE, SIGNED_IN

_NOTHING = "00000000-0000-4000-8000-000000000000"
_NOWHERE = {"station_id": "NONE0001"}
_AT = "2026-11-23T08:00:00Z"
_SAID = [
    ("confirmations/{said_id}", {}, {"at": _AT}),
    ("states/{said_id}", {}, {"kind": "none", "at": _AT}),
    ("amenities/{amenity}/states/{said_id}", {"amenity": "seat"}, {"works": True, "at": _AT}),
]
REPORTS = [
    Row("PUT /api/photos/{photo_id}", PEOPLE, answer=422, path={"photo_id": fresh}),
    Row(
        "PUT /api/reports/{report_id}",
        PEOPLE,
        answer=422,
        path={"report_id": fresh},
        body={"station": "NONE0001", "kind": "locked", "at": _AT},
    ),
    Row("GET /api/reports/{report_id}", PEOPLE, answer=404, path={"report_id": _NOTHING}),
    Row("GET /api/me/reports", SIGNED_IN),
]
DESK = [
    Row("GET /api/desk/stations", SIGNED_IN),
    *(
        Row(
            f"PUT /api/stations/{{station_id}}/{path}",
            SIGNED_IN,
            answer=404,
            path=_NOWHERE | parts | {"said_id": fresh},
            body=body,
        )
        for path, parts, body in _SAID
    ),
    Row("GET /api/stations/{station_id}/reports", SIGNED_IN, answer=404, path=_NOWHERE),
    Row(
        "PUT /api/reports/{report_id}/answer",
        SIGNED_IN,
        answer=404,
        path={"report_id": _NOTHING},
        body={"kind": "seen"},
    ),
    Row("GET /api/stations/{station_id}/photos", SIGNED_IN, answer=404, path=_NOWHERE),
    *(
        Row(
            f"{verb} /api/stations/{{station_id}}/photos/{{photo_id}}",
            SIGNED_IN,
            answer=404,
            path=_NOWHERE | {"photo_id": _NOTHING},
        )
        for verb in ("PUT", "DELETE")
    ),
    Row("GET /api/stations/{station_id}/poster.pdf", SIGNED_IN, answer=404, path=_NOWHERE),
    Row("PATCH /api/stations/{station_id}", SIGNED_IN, answer=404, path=_NOWHERE, body={}),
    Row("GET /api/stations/{station_id}/revisions", SIGNED_IN, answer=404, path=_NOWHERE),
    Row(
        "POST /api/stations/{station_id}/revisions/{number}/reversal",
        SIGNED_IN,
        answer=404,
        path=_NOWHERE | {"number": "1"},
    ),
]
_ADMINISTRATORS = ("administrator", "administrator of another prefecture")
LISTS = [
    Row(
        "PUT /api/lists/{list_id}",
        _ADMINISTRATORS,
        path={"list_id": fresh},
        query={"datum": "wgs84", "name": "a.csv"},
    ),
    Row("GET /api/lists/{list_id}", SIGNED_IN, answer=404, path={"list_id": _NOTHING}),
    Row(
        "GET /api/lists/{list_id}/rows",
        SIGNED_IN,
        answer=404,
        path={"list_id": _NOTHING},
        query={"verdict": "refused"},
    ),
    Row(
        "POST /api/lists/{list_id}/landing",
        _ADMINISTRATORS,
        answer=404,
        path={"list_id": _NOTHING},
    ),
    Row("GET /api/stations/{station_id}/disputes", SIGNED_IN, answer=404, path=_NOWHERE),
    Row(
        "POST /api/stations/{station_id}/disputes/settlement",
        SIGNED_IN,
        answer=404,
        path=_NOWHERE,
        body={"field": "phone", "take": "ours", "saidAt": _AT},
    ),
    Row("GET /api/batches", _ADMINISTRATORS),
    Row("POST /api/batches/{batch}/undoing", _ADMINISTRATORS, answer=404, path={"batch": "none"}),
]
OVERSIGHT = [
    Row("GET /api/oversight", ("supervisor", *_ADMINISTRATORS)),
    Row(
        "GET /api/oversight/export",
        ("supervisor", "administrator"),
        query={"division": FURONG, "format": "csv"},
    ),
]
STATIONS = [*REPORTS, *DESK, *LISTS, *OVERSIGHT]
