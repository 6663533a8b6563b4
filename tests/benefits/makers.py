"""A benefit that two persons have agreed to, somebody who may have it, and a counter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.people import COMMUNITY, FURONG, OFFICE, STREET, Person, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.organisations.tables import Organisation

#: A Thursday, nine in the morning in Shanghai.
NINE = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
#: Another provider in the street.
BUSES = UUID("0f1ce000-0000-4000-8000-000000000002")
NAME, MASKED = "王小明", "王**"


def partner_of(organisation: UUID = OFFICE) -> HeldRole:
    return HeldRole("partner", Scope("organisation", str(organisation)))


def of_division(role: str, division: str = FURONG) -> HeldRole:
    return HeldRole(role, Scope("division", division))


async def buses() -> UUID:
    told = {"id": BUSES, "kind": "bus_operator", "name": "星城公交", "home": STREET}
    await Organisation.insert(Organisation(**told, changed_at=NINE))
    return BUSES


def headers(who: Person, clock) -> dict[str, str]:
    """Theirs once their token has run out and been changed for another."""
    token, _ = tokens.issue(who.account, who.device, now=clock.now)
    return replace(who, token=token).headers


def facts(**changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "category": "medical",
        "title": "免费体检一次",
        "about": "早上空腹来，带身份证。",
        "basis": "湖南省社区治理若干规定第十六条",
        "division": STREET,
        "provider": str(OFFICE),
        "payer": "government",
        "costMinutes": 120,
        "quota": {"times": 1, "period": "year"},
        "stock": 3,
        "validDays": 30,
    }
    return told | changes


async def put(api, clock, who: Person, id_: object = None, *, based_on: int = 0, **more):
    follows = {"follows": more.pop("follows")} if "follows" in more else {}
    body = {"facts": facts(**more), "basedOn": based_on} | follows
    return await api.put(f"/api/benefits/{id_ or uuid4()}", json=body, headers=headers(who, clock))


async def ask(api, clock, who: Person, method: str, path: str, **body: object):
    how = {"json": body} if body else {}
    return await api.request(method, f"/api/{path}", headers=headers(who, clock), **how)


async def approved(api, clock, writer: Person, second: Person, **changes: object) -> dict:
    """The desk of a benefit that a second person has said yes to: revision 3."""
    drafted = await put(api, clock, writer, **changes)
    assert drafted.status_code == 200, drafted.text
    id_ = drafted.json()["id"]
    waits = await ask(api, clock, writer, "PUT", f"benefits/{id_}/submission", basedOn=1)
    assert waits.status_code == 200, waits.text
    answer = await ask(api, clock, second, "PUT", f"benefits/{id_}/approval", basedOn=2)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def a_volunteer(
    api, clock, phone: str = "13800000077", *, minutes: int = 600, consent: UUID | None = OFFICE
) -> Person:
    """At home in the community, with a name, minutes that may be redeemed, and a consent."""
    person = await signed_in(phone, now=clock.now)
    told = await ask(api, clock, person, "PATCH", "me", name=NAME, home=COMMUNITY)
    assert told.status_code == 200, told.text
    if minutes:
        await serve(person, minutes, now=clock.now)
    if consent:
        await agree(api, clock, person, consent)
    return person


async def agree(api, clock, person: Person, provider: UUID = OFFICE) -> str:
    id_ = str(uuid4())
    said = {"purpose": f"partner:{provider}"}
    answer = await ask(api, clock, person, "PUT", f"me/consents/{id_}", **said)
    assert answer.status_code == 200, answer.text
    return id_


async def serve(person: Person, minutes: int, *, now: datetime) -> None:
    """Verified minutes, as counting.py posts them."""
    service = await accounts.account_of(person.account, "service")
    own = await accounts.account_of(person.account, "redeemable")
    by = await accounts.issue_account_of(OFFICE)
    lines = (Line(service, minutes), Line(own, minutes), Line(by, -2 * minutes))
    told = {"kind": "earned", "about": f"shift/{uuid4()}", "service_class": "verified"}
    await post(Posting(id=uuid4(), lines=lines, **told), now=now)


async def take(api, clock, who: Person, benefit: dict, id_: object = None):
    path = f"vouchers/{id_ or uuid4()}"
    return await ask(api, clock, who, "PUT", path, benefit=benefit["id"])


async def taken(api, clock, who: Person, benefit: dict) -> dict:
    answer = await take(api, clock, who, benefit)
    assert answer.status_code == 200, answer.text
    return answer.json()


def acting(clerk: Person, account: UUID) -> dict[str, str]:
    return clerk.headers | {"X-Acting-For": str(account)}


async def take_for(api, clerk: Person, account: UUID, benefit: dict) -> dict:
    """A voucher that a clerk takes for somebody without a phone."""
    path, body = f"/api/vouchers/{uuid4()}", {"benefit": benefit["id"]}
    answer = await api.put(path, headers=acting(clerk, account), json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def claim(api, clock, clerk: Person, account: UUID, who: Person) -> None:
    """By the slip that the clerk hands over."""
    slip = await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)
    assert slip.status_code == 201, slip.text
    answer = await ask(api, clock, who, "POST", "me/claims", code=slip.json()["code"])
    assert answer.is_success, answer.text


async def look(api, clock, partner: Person, voucher: dict, id_: object = None, **what: str):
    what = what or {"token": voucher["token"]}
    path = f"counter/locks/{id_ or uuid4()}"
    answer = await ask(api, clock, partner, "PUT", path, **what)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def use(api, clock, partner: Person, lock: object):
    return await ask(api, clock, partner, "PUT", f"counter/locks/{lock}/use")


async def used(api, clock, partner: Person, voucher: dict) -> dict:
    verdict = await look(api, clock, partner, voucher)
    assert verdict["valid"], verdict
    answer = await use(api, clock, partner, verdict["lock"])
    assert answer.status_code == 200, answer.text
    return answer.json()


async def settle(api, clock, partner: Person, voucher: dict, at: datetime, id_: object = None):
    path = f"counter/settlements/{id_ or uuid4()}"
    said = {"token": voucher["token"], "usedAt": at.isoformat()}
    return await ask(api, clock, partner, "PUT", path, **said)


async def settled(api, clock, partner: Person, voucher: dict, at: datetime) -> dict:
    answer = await settle(api, clock, partner, voucher, at)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def left_unpaid(api, clock, partner: Person, who: Person, benefit: dict, other: dict):
    """The settlement of a use whose minutes, all that they have, went into a voucher of `other`."""
    voucher = await taken(api, clock, who, benefit)
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=2)
    await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    await taken(api, clock, who, other)
    told = await settled(api, clock, partner, voucher, at)
    assert told["state"] == "unpaid", told
    return told | {"voucher": voucher}


async def balances(person: Person) -> dict[str, int]:
    held = await accounts.balances(person.account)
    return {one.account_kind: one.minutes for one in held}


async def wallet(api, clock, who: Person) -> list[dict]:
    return (await ask(api, clock, who, "GET", "me/vouchers")).json()["items"]


async def state_of(api, clock, who: Person, voucher: dict) -> str:
    [one] = [one for one in await wallet(api, clock, who) if one["id"] == voucher["id"]]
    return str(one["state"])


async def the_ledger_is_whole() -> bool:
    told: list[str] = []
    await verify([], [], told.append)
    return told == []
