"""What people ask for; a test names only what it is about."""

from uuid import UUID, uuid4

from tests.divisions.makers import take_in
from tests.people import Person, signed_in

from xiangyi.core.asking import HeldRole, Role, Scope
from xiangyi.features.notifications.service import expanding
from xiangyi.features.organisations.tables import Organisation

PROVINCE, CITY, COUNTY, STREET, NEXT_STREET, OTHER = (
    f"nbs:{code}"
    for code in (
        *("430000000000", "430100000000", "430104000000", "430104003000", "430104002000"),
        "430111000000",
    )
)
WORDS = "麓山南路美食街晚上没地方停电动车，取餐只好停路边，总被贴单。"


async def hunan() -> None:
    """A province, a city, two counties and two streets."""
    await take_in(
        "430000000000,湖南省,province,",
        "430100000000,长沙市,city,430000000000",
        "430104000000,岳麓区,county,430100000000",
        "430104003000,桔子洲街道,street,430104000000",
        "430104002000,望月湖街道,street,430104000000",
        "430111000000,雨花区,county,430100000000",
    )


def raising(**changes: object) -> dict[str, object]:
    return {"field": "parking", "words": WORDS, "division": STREET} | changes


async def raised(api, person: Person, id_: UUID | None = None, headers=None, **changes: object):
    answer = await api.put(
        f"/api/cases/{id_ or uuid4()}",
        json=raising(**changes),
        headers=person.headers | (headers or {}),
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def rider(clock, phone: str = "13812340126") -> Person:
    return await signed_in(phone, now=clock.now)


async def holder(clock, role: Role, scope: str, phone: str, kind="division") -> Person:
    return await signed_in(phone, HeldRole(role, Scope(kind, scope)), now=clock.now)


async def convener(clock, division: str = STREET, phone: str = "13900000001") -> Person:
    return await holder(clock, "convener", division, phone)


async def office(  # what tells one from another
    clock,
    kind: str = "department",
    home: str = COUNTY,
    name: str = "",
    *,
    handled: bool = True,
) -> UUID:
    """Somebody handles things there, as nothing is given to it otherwise."""
    id_ = uuid4()
    row = Organisation(id=id_, kind=kind, name=name or kind, home=home, changed_at=clock.now)
    await Organisation.insert(row)
    if handled:
        await holder(clock, "handler", str(id_), f"137{id_.int % 10**8:08}", "organisation")
    return id_


async def handler(clock, organisation: UUID, phone: str = "13900000002") -> Person:
    return await holder(clock, "handler", str(organisation), phone, "organisation")


async def move(api, person: Person, case: str, what: str, id_: UUID | None = None, **told: object):
    return await api.put(
        f"/api/desk/cases/{case}/moves/{id_ or uuid4()}",
        json={"move": what} | told,
        headers=person.headers,
    )


async def moved(api, person: Person, case: str, what: str, **told: object):
    answer = await move(api, person, case, what, **told)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def proposed(api, person: Person, *cases: str, id_: UUID | None = None, **changes: object):
    told = {"title": "美食街电动车停放", "field": "parking", "division": STREET}
    answer = await api.put(
        f"/api/concerns/{id_ or uuid4()}",
        json=told | {"cases": list(cases)} | changes,
        headers=person.headers,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def decided(api, person, concern, what, id_=None, **told):
    return await api.put(
        f"/api/concerns/{concern}/moves/{id_ or uuid4()}",
        json={"move": what} | told,
        headers=person.headers,
    )


async def told_to(api, clock, person: Person) -> list[str]:
    """The kinds of the notices in somebody's inbox, in no order."""
    await expanding.expand_due(now=clock.now)
    inbox = (await api.get("/api/me/notices", headers=person.headers)).json()
    return sorted(one["kind"] for one in inbox["notices"])
