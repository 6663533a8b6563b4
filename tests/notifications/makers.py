"""People to be told something, where they live and what they do; a test names what it is about."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from tests.people import STREET, Person, signed_in

from xiangyi.core.asking import HeldRole
from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import atomic, run
from xiangyi.features.identity.tables import Account
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.tables import PushSubscription

THREAD = "consultation/1"


def telling(**changes: object) -> Telling:
    told = {
        "kind": "consultation.announced",
        "topic": "consultations",
        "thread": THREAD,
        "link": "/consultations/1",
        "audience": Audience(groups=(Group(division=STREET),)),
        "division": STREET,
    }
    return Telling(**(told | changes))  # type: ignore[arg-type]


async def person(
    phone: str,
    clock,
    *roles: HeldRole,
    home: str | None = STREET,
    occupation: str | None = "delivery",
) -> Person:
    made = await signed_in(phone, *roles, now=clock.now)
    await Account.update({Account.home: home, Account.occupation: occupation}).where(
        Account.id == made.account
    )
    return made


async def crowd(number: int, clock, *, home: str = STREET) -> list[UUID]:
    """So many people who never sign in."""
    ids = [uuid4() for _ in range(number)]
    made = {"made_at": clock.now, "home": home}
    async with atomic():
        await insert_rows(Account, [{"id": str(one), **made} for one in ids])
    return ids


async def subscribed(who: Person | None, clock) -> UUID:
    """A phone that can be knocked for, as far as the database knows."""
    id_ = uuid4()
    await PushSubscription.insert(
        PushSubscription(
            id=id_,
            account=who and who.account,
            device=who and who.device,
            endpoint=b"sealed",
            endpoint_hash=id_.bytes * 2,
            p256dh=b"p" * 65,
            auth=b"a" * 16,
            vapid_key="none",
            made_at=clock.now,
            renewed_at=clock.now,
        )
    )
    return id_


async def told(thread: str = THREAD) -> list[UUID]:
    """Who has a notice of the thread, in no order, as often as they have one."""
    rows = await run(
        "SELECT notice.account FROM notice JOIN campaign ON campaign.id = notice.campaign"
        " WHERE campaign.thread = {}",
        thread,
    )
    return [UUID(str(row["account"])) for row in rows]


async def inbox(api, who: Person, **asked: str) -> dict[str, Any]:
    answer = await api.get("/api/me/notices", params=asked, headers=who.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def saw(api, who: Person, *notices: object) -> None:
    """They had these before their eyes; with none named, all of their inbox."""
    ids = [str(one) for one in notices] or [one["id"] for one in (await inbox(api, who))["notices"]]
    answer = await api.put("/api/me/notices/seen", json={"notices": ids}, headers=who.headers)
    assert answer.status_code == 204, answer.text


def same(found: Sequence[UUID], expected: Sequence[UUID]) -> bool:
    return sorted(found) == sorted(expected)
