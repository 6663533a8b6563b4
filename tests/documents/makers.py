"""Somebody who served, as the ledger has it, and what they ask for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.people import OFFICE, STREET, Person, signed_in
from tests.volunteering.hours import headers

from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.service.confirming import release_of
from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity
from xiangyi.features.volunteering.tables.hours import ServiceClaim, ShiftPresence

NAME, MASKED, ID_NUMBER = "王小明", "王*明", "430102199001011234"
#: A Thursday, nine in the morning in Shanghai.
NINE = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


async def a_volunteer(api, clock, phone: str = "13800000077", name: str = NAME) -> Person:
    clock.now = NINE
    person = await signed_in(phone, now=clock.now)
    told = await api.patch("/api/me", headers=person.headers, json={"name": name})
    assert told.status_code == 200, told.text
    return person


async def a_shift(title: str, days_ago: int, host: UUID = OFFICE) -> UUID:
    """Of two hours, so many days ago."""
    activity, shift, began = uuid4(), uuid4(), NINE - timedelta(days=days_ago)
    await VolunteerActivity.insert(
        VolunteerActivity(
            id=activity,
            kind="cleaning",
            title=title,
            division=STREET,
            organisation=host,
            state="closed",
            revision=1,
            drafted_by=uuid4(),
        )
    )
    times = {"starts_at": began, "ends_at": began + timedelta(hours=2)}
    await ActivityShift.insert(
        ActivityShift(id=shift, activity=activity, capacity=9, lead=uuid4(), **times)
    )
    return shift


async def serve(  # a line of the ledger, as counting.py and confirming.py write it
    person: Person,
    shift: UUID,
    minutes: int,
    class_: str = "verified",
    *,
    kind: str = "earned",
    host: UUID = OFFICE,
    confirmed: bool = False,
    of: UUID | None = None,
) -> UUID:
    id_, by = uuid4(), await accounts.issue_account_of(host)
    about = f"shift/{shift}/line/{of}" if of else f"shift/{shift}"
    service = await accounts.account_of(person.account, "service")
    lines = (Line(service, minutes), Line(by, -minutes))
    told = {"about": about, "service_class": class_}
    await post(Posting(id=id_, kind=kind, lines=lines, **told), now=NINE)
    await _leave_behind(person, shift, id_, minutes, class_, of)
    if confirmed:
        redeemable = await accounts.account_of(person.account, "redeemable")
        lines = (Line(redeemable, minutes), Line(by, -minutes))
        await post(Posting(id=release_of(id_), kind="released", lines=lines, **told), now=NINE)
    return id_


async def _leave_behind(  # what says of a line what it was for, once its person is erased
    person: Person, shift: UUID, id_: UUID, minutes: int, class_: str, of: UUID | None
) -> None:
    told = {"id": id_, "shift": shift, "account": person.account, "minutes": minutes}
    told |= {"service_class": class_}
    if of is None:
        came = {"came_at": NINE, "came_on_time": True, "day": NINE.date(), "state": "counted"}
        await ShiftPresence.insert(ShiftPresence(**told, **came))
        return
    asked = {"state": "accepted", "claimed_by": person.account, "claimed_at": NINE}
    await ServiceClaim.insert(ServiceClaim(**told, **asked, corrects=of))


async def ask(api, clock, person: Person, id_: UUID | None = None, **said: object):
    """For a document of all that the office recorded, unless something else is said."""
    body = {"organisation": str(OFFICE), "form": "full"} | said
    path = f"/api/documents/{id_ or uuid4()}"
    return await api.put(path, json=body, headers=headers(person, clock))


async def issued(api, clock, person: Person, **said: object):
    answer = await ask(api, clock, person, **said)
    assert answer.status_code == 200, answer.text
    return answer.json()
