"""Rows of the table: photos, voices, reports, and the desk of a station of the cast's street."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.people import FURONG, PEOPLE, ROLES_HELD, SIGNED_IN, STATION, STREET, World
from tests.stations.makers import facts, make_stations

from xiangyi.core.asking import Asker
from xiangyi.features.stations.schemas import StationRevised
from xiangyi.features.stations.service.desk import revising
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    Report,
    StationRevision,
)

_NOTHING = "00000000-0000-4000-8000-000000000000"
_AT = "2026-11-23T08:00:00Z"
#: The manager of this very station, and the administrator of where it lies.
_KEEPERS = ("manager", "administrator")


async def station(_: World) -> str:
    """The one that the manager of the cast keeps, and beside it another's."""
    both = (facts(number, source="cast", division=STREET, amenities=("seat",)) for number in "12")
    assert (await make_stations(*both))[0] == STATION
    return STATION


async def report(world: World) -> str:
    """What a rider said of it, which nobody has answered."""
    key, place = uuid4(), await station(world)
    await Report.insert(Report(station=place, kind="locked", reported_at=world.now, key=key))
    return str(key)


async def confirmation(world: World) -> str:
    """One that whoever asks has given."""
    key, place = uuid4(), await station(world)
    account = world.person.account if world.person else None
    given = {"confirmed_at": world.now, "received_at": world.now, "account": account}
    await Confirmation.insert(Confirmation(station=place, key=key, **given))
    return str(key)


async def said_of_seat(world: World) -> str:
    """What whoever asks has said of one of its amenities."""
    key, place = uuid4(), await station(world)
    account = world.person.account if world.person else uuid4()
    given = {"said_at": world.now, "received_at": world.now, "account": account, "works": False}
    await AmenityState.insert(AmenityState(station=place, amenity="seat", key=key, **given))
    return str(key)


async def said_of_it(world: World) -> str:
    """What whoever asks has said of it just now."""
    key, place = uuid4(), await station(world)
    account = world.person.account if world.person else None
    given = {"since_at": world.now, "kind": "none", "account": account}
    await LiveState.insert(LiveState(station=place, key=key, **given))
    return str(key)


async def closable(_: World) -> str:
    """One of the street that nobody of the cast keeps."""
    number = f"closable {uuid4()}"
    return (await make_stations(facts(number, source="cast", division=STREET)))[0]


async def revision(world: World) -> str:
    """The number of a change that its manager has just made."""
    place, manager = await station(world), world.people["manager"]
    asker = Asker(account=manager.account, device=manager.device, roles=(ROLES_HELD["manager"],))
    changes = StationRevised(gate_words=f"说是{uuid4()}")
    await revising.revise(asker, place, changes, now=world.now)
    return str(await StationRevision.count().where(StationRevision.station == place))


_HERE = {"station_id": station}
_SAID = [
    ("states/{said_id}", {}, {"kind": "none", "at": _AT}),
    ("amenities/{amenity}/states/{said_id}", {"amenity": "seat"}, {"works": True, "at": _AT}),
]
REPORTS = [
    Row("PUT /api/photos/{photo_id}", PEOPLE, answer=422, path={"photo_id": fresh}),
    Row("PUT /api/voices/{voice_id}", SIGNED_IN, answer=422, path={"voice_id": fresh}),
    Row(
        "GET /api/voices/{voice_id}",
        SIGNED_IN,
        answer=404,
        others=404,
        path={"voice_id": _NOTHING},
    ),
    Row("POST /api/devices", PEOPLE, answer=422),
    Row(
        "GET /api/photos/{photo_id}",
        SIGNED_IN,
        answer=404,
        others=404,
        path={"photo_id": _NOTHING},
    ),
    Row(
        "PUT /api/reports/{report_id}",
        PEOPLE,
        answer=422,
        path={"report_id": fresh},
        body={"station": "NONE0001", "kind": "locked", "at": _AT},
    ),
    Row("GET /api/reports/{report_id}", PEOPLE, path={"report_id": report}),
    Row("GET /api/me/reports", SIGNED_IN),
]
FOLLOWING = [
    Row(
        f"{verb} /api/me/stations/{{station_id}}",
        SIGNED_IN,
        answer=404,
        path={"station_id": "NONE0001"},
    )
    for verb in ("GET", "PUT", "DELETE")
]
DESK = [
    Row("GET /api/desk/stations", SIGNED_IN),
    Row("GET /api/desk/stations/{station_id}", (*_KEEPERS, "supervisor"), path=_HERE),
    Row(
        "PUT /api/stations/{station_id}/confirmations/{said_id}",
        _KEEPERS,
        path=_HERE | {"said_id": fresh},
        body={"at": _AT},
    ),
    Row(
        "DELETE /api/stations/{station_id}/confirmations/{said_id}",
        _KEEPERS,
        answer=204,
        path=_HERE | {"said_id": confirmation},
    ),
    *(
        Row(
            f"PUT /api/stations/{{station_id}}/{path}",
            _KEEPERS,
            answer=204,
            path=_HERE | parts | {"said_id": fresh},
            body=body,
        )
        for path, parts, body in _SAID
    ),
    Row(
        "DELETE /api/stations/{station_id}/states/{said_id}",
        _KEEPERS,
        answer=204,
        path=_HERE | {"said_id": said_of_it},
    ),
    Row(
        "DELETE /api/stations/{station_id}/amenities/{amenity}/states/{said_id}",
        _KEEPERS,
        answer=204,
        path=_HERE | {"amenity": "seat", "said_id": said_of_seat},
    ),
    Row("GET /api/stations/{station_id}/reports", (*_KEEPERS, "supervisor"), path=_HERE),
    Row("GET /api/stations/{station_id}/answers", (*_KEEPERS, "supervisor"), path=_HERE),
    Row(
        "PUT /api/reports/{report_id}/answer",
        _KEEPERS,
        answer=204,
        path={"report_id": report},
        body={"kind": "seen"},
    ),
    Row("GET /api/stations/{station_id}/photos", (*_KEEPERS, "supervisor"), path=_HERE),
    Row(
        "GET /api/stations/{station_id}/photos/{photo_id}",
        (*_KEEPERS, "supervisor"),
        answer=404,
        path=_HERE | {"photo_id": _NOTHING},
    ),
    *(
        Row(
            f"{verb} /api/stations/{{station_id}}/photos/{{photo_id}}",
            _KEEPERS,
            answer=answer,
            path=_HERE | {"photo_id": _NOTHING},
        )
        for verb, answer in (("PUT", 404), ("DELETE", 204))
    ),
    Row(
        "DELETE /api/stations/{station_id}/photos/{photo_id}/showing",
        _KEEPERS,
        answer=404,
        path=_HERE | {"photo_id": _NOTHING},
    ),
    Row("GET /api/stations/{station_id}/poster", _KEEPERS, path=_HERE),
    Row("GET /api/stations/{station_id}/poster.pdf", _KEEPERS, path=_HERE),
    Row(
        "PATCH /api/stations/{station_id}",
        _KEEPERS,
        answer=204,
        path=_HERE,
        body={"gateWords": "去驿站歇脚"},
    ),
    Row(
        "POST /api/stations/{station_id}/closing",
        ("administrator",),
        answer=204,
        path={"station_id": closable},
        body={"why": "拆了"},
    ),
    Row("GET /api/stations/{station_id}/revisions", (*_KEEPERS, "supervisor"), path=_HERE),
    Row(
        "POST /api/stations/{station_id}/revisions/{number}/reversal",
        _KEEPERS,
        answer=204,
        path=_HERE | {"number": revision},
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
        body={},
    ),
    Row("GET /api/stations/{station_id}/disputes", (*_KEEPERS, "supervisor"), path=_HERE),
    Row(
        "POST /api/stations/{station_id}/disputes/settlement",
        _KEEPERS,
        answer=409,
        path=_HERE,
        body={"field": "phone", "take": "ours", "saidAt": _AT},
    ),
    Row("GET /api/list-columns", PEOPLE),
    Row("GET /api/list-columns/sample/{kind}", PEOPLE, path={"kind": "csv"}),
    Row("GET /api/batches", _ADMINISTRATORS),
    Row("GET /api/batches/{batch}/undoing", _ADMINISTRATORS, path={"batch": "none"}),
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
STATIONS = [*REPORTS, *FOLLOWING, *DESK, *LISTS, *OVERSIGHT]
