"""A morning's shift with its lead, and people who read its codes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.people import OFFICE, STREET, Person, signed_in

from xiangyi.core import codes
from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.volunteering.schemas import (
    ActivityFacts,
    ActivitySaid,
    MeetingPlace,
    ShiftFacts,
)
from xiangyi.features.volunteering.service import organising, signing_up

#: A Thursday, nine in the morning in Shanghai.
NINE = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
HOST = Scope("organisation", str(OFFICE))


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def as_asker(person: Person, *roles: HeldRole) -> Asker:
    return Asker(account=person.account, device=person.device, roles=roles)


async def a_lead(clock, phone: str = "13800000071") -> Person:
    return await signed_in(phone, HeldRole("lead", HOST), now=clock.now)


async def an_activity(
    lead: Person,
    *,
    now: datetime,
    title: str = "扫楼道",
    shifts: list[tuple[float, float]],
    pause=0,
) -> list[UUID]:
    """Approved by a second person; its shifts are minutes after nine."""
    id_ = uuid4()
    writer = as_asker(lead, HeldRole("lead", HOST))
    second = Asker(
        account=UUID(int=9),
        device=UUID(int=9),
        roles=(HeldRole("convener", Scope("division", STREET)),),
    )
    facts = ActivityFacts(
        kind="cleaning",
        title=title,
        division=STREET,
        organisation=OFFICE,
        place=MeetingPlace(words="社区活动室"),
        shifts=[
            ShiftFacts(
                id=uuid4(), starts_at=at(begin), ends_at=at(end), capacity=500, break_minutes=pause
            )
            for begin, end in shifts
        ],
    )
    await organising.put(writer, id_, ActivitySaid(facts), now=now)
    await organising.submit(writer, id_, 1, now=now)
    await organising.approve(second, id_, 2, now=now)
    return [one.id for one in facts.shifts]


async def a_volunteer(clock, phone: str, *shifts: UUID) -> Person:
    """Somebody who has a seat in each of the shifts."""
    person = await signed_in(phone, now=clock.now)
    for shift in shifts:
        await signing_up.sign_up(as_asker(person), shift, now=clock.now)
    return person


def token(shift: UUID, phase: codes.Phase, minutes: float, *, number: int = 1) -> str:
    """What the lead's phone shows so many minutes after nine."""
    return codes.shown(shift, number, phase, codes.step_at(at(minutes))).text


def headers(person: Person, clock) -> dict[str, str]:
    """Of somebody whose phone has fetched a new token since."""
    told, _ = tokens.issue(person.account, person.device, now=clock.now)
    return {"Authorization": f"Bearer {told}"}


async def put_scan(api, clock, person: Person, id_: UUID | None = None, **said: object):
    """Whatever is said, just now."""
    path = f"/api/scans/{id_ or uuid4()}"
    return await api.put(path, json=said, headers=headers(person, clock))


async def scan(  # the shown code, `late` minutes afterwards
    api, clock, person: Person, shift: UUID, phase: codes.Phase, minutes: float, *, late: float = 0
):
    clock.now = at(minutes + late)
    return await put_scan(api, clock, person, token=token(shift, phase, minutes))


async def serve(api, clock, person: Person, shift: UUID, came: float, left: float, **more):
    """Somebody comes and goes; what they are answered when they go."""
    first = await scan(api, clock, person, shift, "in", came, **more)
    assert first.status_code == 200, first.text
    answer = await scan(api, clock, person, shift, "out", left, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def minutes_of(api, clock, person: Person) -> dict[str, int]:
    """On the person's accounts of minutes."""
    told = (await api.get("/api/me/ledger", headers=headers(person, clock))).json()
    return {one["accountKind"]: one["minutes"] for one in told["balances"]}


def told(answer) -> dict[str, object]:
    """What a scan was answered, but for the signatures: each is another, over the same text."""
    said = answer.json()
    return said | {"receipts": [one | {"signed": ""} for one in said["receipts"]]}
