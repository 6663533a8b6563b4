"""The table of who may call what; `test_who_may.py` says how to add a row."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_benefits import BENEFITS
from tests.contracts.who_may_cases import CASES
from tests.contracts.who_may_charters import CHARTERS
from tests.contracts.who_may_commitments import COMMITMENTS
from tests.contracts.who_may_documents import DOCUMENTS
from tests.contracts.who_may_hours import HOURS
from tests.contracts.who_may_ledger import LEDGER
from tests.contracts.who_may_meetings import MEETINGS
from tests.contracts.who_may_notices import CONSULTATIONS, NOTICES
from tests.contracts.who_may_personal import PERSONAL
from tests.contracts.who_may_records import RECORDS
from tests.contracts.who_may_scenes import SCENES
from tests.contracts.who_may_statements import STATEMENTS
from tests.contracts.who_may_stations import STATIONS
from tests.contracts.who_may_supervising import SUPERVISING
from tests.contracts.who_may_volunteering import VOLUNTEERING
from tests.people import FURONG, OFFICE, PEOPLE, SIGNED_IN, STREET, World

from xiangyi.features.identity.tables import Member, RoleGrant
from xiangyi.features.organisations.tables import Organisation

ADMINISTRATORS = ("administrator", "administrator of another prefecture")


async def own_device(world: World) -> str:
    """A sign-in of whoever asks; of nobody's, somebody's."""
    return str((world.person or world.people["rider"]).device)


async def of_somebody(world: World) -> str:
    return str(world.people["rider"].account)


async def granted(world: World, *, role: str = "clerk", pending: bool = False) -> str:
    """A grant in the street that nobody of the cast has made or holds."""
    id_ = uuid4()
    await RoleGrant.insert(
        RoleGrant(
            id=id_,
            account=await world.stranger(),
            role=role,
            scope_kind="division",
            scope_id=STREET,
            division=STREET,
            granted_at=world.now,
            confirmed_at=None if pending else world.now,
        )
    )
    return str(id_)


async def pending(world: World) -> str:
    return await granted(world, role="administrator", pending=True)


async def a_role(world: World) -> dict[str, str]:
    account = str(await world.stranger())
    scope = {"scopeKind": "division", "scopeId": STREET}
    return {"account": account, "role": "clerk", "why": "街道来函"} | scope


async def member(world: World) -> str:
    account = await world.stranger()
    await Member.insert(
        Member(id=uuid4(), organisation=OFFICE, account=account, since_at=world.now)
    )
    return str(account)


async def organisation(world: World) -> str:
    id_ = uuid4()
    name = f"第{id_}志愿服务队"
    kind = "volunteer_organisation"
    row = Organisation(id=id_, kind=kind, name=name, home=STREET, changed_at=world.now)
    await Organisation.insert(row)
    return str(id_)


async def an_organisation(_: World) -> dict[str, str]:
    return {"kind": "committee", "name": f"第{uuid4()}居委会", "home": STREET}


_MEMBERS = "/api/organisations/{organisation_id}/members"
_OFFICE = {"organisation_id": str(OFFICE)}

RUNNING = [
    Row("GET /health", PEOPLE),
    Row("GET /metrics", PEOPLE, answer=404),
    Row("GET /schema", PEOPLE, answer=404),
    Row("GET /schema/openapi.json", PEOPLE),
    Row("GET /schema/{path}", PEOPLE, answer=404, path={"path": "none.json"}),
    Row("GET /api/demo/cast", PEOPLE, answer=404),
    Row("POST /api/demo/cast/{person}", PEOPLE, answer=404, path={"person": "rider"}),
]
FINDING = [
    Row("GET /api/divisions", PEOPLE),
    Row("GET /api/divisions/{key}", PEOPLE, path={"key": FURONG}),
    Row("GET /api/workdays", PEOPLE),
    Row("GET /api/stations", PEOPLE, query={"near": "112.98,28.19"}),
    Row("GET /api/stations/{station_id}", PEOPLE, answer=404, path={"station_id": "NONE0001"}),
    Row(
        "GET /api/tiles/{layer}/{zoom}/{column}/{row}",
        PEOPLE,
        answer=404,
        path={"layer": "none", "zoom": "1", "column": "1", "row": "1"},
    ),
    Row("GET /api/open-data/stations.geojson", PEOPLE),
    Row("GET /api/open-data/stations.csv", PEOPLE),
]
SESSION = [
    Row("POST /api/session/codes", PEOPLE, answer=422, body={"phone": "1"}),
    Row("POST /api/session", PEOPLE, answer=422, body={"phone": "1", "code": "1"}),
    Row("POST /api/session/refresh", PEOPLE, answer=401),
    Row("DELETE /api/session", PEOPLE, answer=401),
]
ME = [
    Row("GET /api/me", SIGNED_IN),
    Row("PATCH /api/me", SIGNED_IN, body={"language": "en"}),
    Row("GET /api/me/devices", SIGNED_IN),
    Row("DELETE /api/me/devices", SIGNED_IN, answer=204),
    Row(
        "DELETE /api/me/devices/{device_id}", SIGNED_IN, answer=204, path={"device_id": own_device}
    ),
]
ROLES = [
    Row("GET /api/roles", ("supervisor", *ADMINISTRATORS)),
    Row("PUT /api/roles/{grant_id}", ("administrator",), path={"grant_id": fresh}, body=a_role),
    Row(
        "POST /api/roles/{grant_id}/confirmation",
        ("administrator",),
        path={"grant_id": pending},
    ),
    Row(
        "POST /api/roles/{grant_id}/withdrawal",
        ("administrator",),
        path={"grant_id": granted},
        body={"why": "调走了"},
    ),
    Row("GET /api/audit", ("supervisor", *ADMINISTRATORS)),
    Row("GET /api/audit", ("supervisor", "administrator"), query={"division": STREET}),
]
ORGANISATIONS = [
    Row("GET /api/organisations", PEOPLE),
    Row("GET /api/organisations/{organisation_id}", PEOPLE, path=_OFFICE),
    Row(
        "PUT /api/organisations/{organisation_id}",
        ("administrator",),
        path={"organisation_id": fresh},
        body=an_organisation,
    ),
    Row(
        "POST /api/organisations/{organisation_id}/closing",
        ("administrator",),
        path={"organisation_id": organisation},
        body={"why": "合并了"},
    ),
    Row(f"GET {_MEMBERS}", ("administrator",), path=_OFFICE),
    Row(
        f"POST {_MEMBERS}",
        ("administrator",),
        answer=404,
        path=_OFFICE,
        body={"phone": "13999999999"},
    ),
    Row(
        f"PUT {_MEMBERS}/{{account_id}}",
        ("administrator",),
        path=_OFFICE | {"account_id": of_somebody},
    ),
    Row(
        f"DELETE {_MEMBERS}/{{account_id}}",
        ("administrator",),
        answer=204,
        path=_OFFICE | {"account_id": member},
    ),
]
TABLE = [
    *RUNNING,
    *FINDING,
    *SESSION,
    *ME,
    *ROLES,
    *ORGANISATIONS,
    *PERSONAL,
    *STATIONS,
    *SCENES,
    *NOTICES,
    *CONSULTATIONS,
    *MEETINGS,
    *CHARTERS,
    *CASES,
    *COMMITMENTS,
    *LEDGER,
    *VOLUNTEERING,
    *HOURS,
    *SUPERVISING,
    *BENEFITS,
    *STATEMENTS,
    *DOCUMENTS,
    *RECORDS,
]
