"""A host's activity; a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.people import OFFICE, STREET, Person, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.identity.adapters import tokens

#: A Saturday, nine in the morning in Shanghai, and three hours later.
STARTS = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)
LEAD = HeldRole("lead", Scope("organisation", str(OFFICE)))
CONVENER = HeldRole("convener", Scope("division", STREET))


async def another_lead(clock, number: int = 0) -> Person:
    """Of the same host: nobody leads at two places at once."""
    return await signed_in(f"138000001{number:02}", LEAD, now=clock.now)


def shift(**changes: object) -> dict[str, object]:
    """Of two seats."""
    told = {
        "id": str(uuid4()),
        "startsAt": STARTS.isoformat(),
        "endsAt": ENDS.isoformat(),
        "breakMinutes": 15,
        "capacity": 2,
    }
    return told | changes


def later(days: int = 0, **hours: int) -> dict[str, object]:
    """A shift as long as the other, so much later."""
    by = timedelta(days=days, **hours)
    return shift(startsAt=(STARTS + by).isoformat(), endsAt=(ENDS + by).isoformat())


def facts(**changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": "cleaning",
        "title": "把楼道里的杂物清一清",
        "about": "带手套，垃圾袋社区发。",
        "division": STREET,
        "organisation": str(OFFICE),
        "place": {"words": "识字里社区门口"},
        "phone": "0731-82212345",
        "insured": True,
    }
    return told | ({} if "shifts" in changes else {"shifts": [shift()]}) | changes


async def put(api, who: Person, id_: object = None, *, based_on: int = 0, told=None, **changes):
    return await api.put(
        f"/api/activities/{id_ or uuid4()}",
        json={"facts": told or facts(**changes), "basedOn": based_on},
        headers=who.headers,
    )


async def ask(api, method: str, id_: object, what: str, who: Person, **body: object):
    path = f"/api/activities/{id_}/{what}"
    return await api.request(method, path, json=body or None, headers=who.headers)


async def drafted(api, who: Person, **changes: object) -> dict:
    answer = await put(api, who, **changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def approved(api, lead: Person, second: Person, **changes: object) -> dict:
    """The desk of an activity that a second person has said yes to: revision 3."""
    id_ = (await drafted(api, lead, **changes))["id"]
    waits = await ask(api, "PUT", id_, "submission", lead, basedOn=1)
    assert waits.json()["state"] == "waiting", waits.text
    answer = await ask(api, "PUT", id_, "approval", second, basedOn=2)
    assert answer.json()["state"] == "approved", answer.text
    return answer.json()


def shift_of(desk: dict, number: int = 0) -> str:
    return str(desk["facts"]["shifts"][number]["id"])


async def sign_up(api, who: Person, shift_id: str):
    return await api.put(f"/api/shifts/{shift_id}/signup", headers=who.headers)


async def leave(api, who: Person, shift_id: str):
    return await api.delete(f"/api/shifts/{shift_id}/signup", headers=who.headers)


async def card(api, desk: dict, who: Person | None = None) -> dict:
    headers = who.headers if who else {}
    answer = await api.get(f"/api/activities/{desk['id']}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def states(api, desk: dict, *people: Person) -> list[str | None]:
    """What each of the people has said of the first shift."""
    found = []
    for who in people:
        mine = (await card(api, desk, who))["shifts"][0]["mine"]
        found.append(mine and mine["state"])
    return found


def later_on(who: Person, clock) -> Person:
    """The same, once their token has run out and been changed for another."""
    token, _ = tokens.issue(who.account, who.device, now=clock.now)
    return replace(who, token=token)
