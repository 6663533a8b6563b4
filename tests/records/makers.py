"""Another organisation of the county, and what is asked of records."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.people import FURONG, Person
from tests.volunteering.hours import headers

from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.service import proving

UNION = UUID("0f1ce000-0000-4000-8000-000000000002")


async def union() -> None:
    """At home in the county, so that its people are second persons."""
    changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    told = {"kind": "union", "name": "总工会", "pinyin": "x", "initials": "x"}
    await Organisation.insert(Organisation(id=UNION, home=FURONG, changed_at=changed_at, **told))


async def put(api, clock, who: Person, path: str, **said: object):
    return await api.put(f"/api/{path}", json=said or None, headers=headers(who, clock))


async def record(api, clock, who: Person) -> dict:
    answer = await api.get("/api/me/record", headers=headers(who, clock))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def disputed(api, clock, who, shift, line, **said):
    told = {"shift": str(shift), "line": line, "kind": "hours", "words": "我收完工具才走"} | said
    id_ = uuid4()
    return id_, await put(api, clock, who, f"record-disputes/{id_}", **told)


async def answer(api, clock, who, id_, **said):
    return await put(api, clock, who, f"record-disputes/{id_}/answer", **said)


async def expect_whole():
    told: list[str] = []
    await verify([], [], told.append, proving.follow)
    assert told == []
