"""Rows of the table: notices, and the consultations that they announce."""

from uuid import UUID, uuid4

import msgspec
from tests.consultations.makers import facts
from tests.contracts.rows import Row, fresh
from tests.people import PEOPLE, SIGNED_IN, STREET, World, granted

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import atomic
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.service import keeping, telling
from xiangyi.features.consultations.service.reach import row_of, writers
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service.notifying import notify

_ANSWERERS = ("convener", "supervisor", "administrator")
_INVITED = {"division": STREET, "lines": [{"roles": ["convener"]}]}
_FACTS = facts(invited=_INVITED)
_HURRY = "等不得。"


async def consultation(world: World, state: str = "draft") -> str:
    """One in the street that nobody of the cast has written."""
    id_ = uuid4()
    writer = Asker(account=await world.stranger(), device=uuid4())
    async with atomic():
        told = msgspec.convert(_FACTS, ConsultationFacts)
        await keeping.draft(writer, id_, told, now=world.now)
        announced = {"announced_at": world.now, "announced_by": writer.account}
        columns = {"state": state, "hurry": _HURRY, **(announced if state == "announced" else {})}
        await Consultation.update(columns).where(Consultation.id == id_)
    return str(id_)


async def waiting(world: World) -> str:
    """One that somebody else who convenes there has sent for a yes."""
    id_ = UUID(await consultation(world))
    [writer] = await writers(id_)
    await granted(writer, [HeldRole("convener", Scope("division", STREET))], now=world.now)
    asker = Asker(account=writer, device=uuid4())
    async with atomic():
        await keeping.move(asker, await row_of(id_), "submit", {}, based_on=1, now=world.now)
    return str(id_)


async def announced(world: World) -> str:
    return await consultation(world, "announced")


async def scheduled(world: World) -> str:
    """One that is announced, and told to nobody yet."""
    id_ = await announced(world)
    later = world.now.replace(hour=world.now.hour + 1)
    await Consultation.update(send_at=later).where(Consultation.id == UUID(id_))
    row = await row_of(UUID(id_))
    await telling.tell(row, "announced", row["announced_by"], now=world.now)
    return id_


async def campaign(world: World) -> str:
    told = Telling(
        kind="consultation.announced",
        topic="consultations",
        thread=f"consultation/{uuid4()}",
        link="/consultations",
        audience=Audience(groups=(Group(division=STREET),)),
        division=STREET,
    )
    return str(await notify(told, now=world.now))


_PHONE = {
    "endpoint": "https://push.example/1",
    "p256dh": "",
    "auth": "",
    "key": "",
}
_ID = "consultation_id"
NOTICES = [
    Row("GET /api/push/key", PEOPLE),
    Row(
        "PUT /api/push/subscriptions/{subscription_id}",
        PEOPLE,
        answer=422,
        path={"subscription_id": fresh},
        body=_PHONE,
    ),
    Row(
        "DELETE /api/push/subscriptions/{subscription_id}",
        PEOPLE,
        answer=204,
        path={"subscription_id": fresh},
    ),
    Row("GET /api/me/notices", SIGNED_IN),
    Row(
        "PUT /api/me/notices/{notice_id}/read",
        SIGNED_IN,
        answer=404,
        path={"notice_id": campaign},
    ),
    Row("PUT /api/me/notices/read", SIGNED_IN, answer=404, body={"upTo": str(UUID(int=1))}),
    Row("PUT /api/me/notices/seen", SIGNED_IN, answer=204, body={"notices": [str(UUID(int=1))]}),
    # Who has no cookie of the session is nobody to it, whatever else they show.
    Row("GET /api/session/notices", PEOPLE, answer=401),
    Row("GET /api/me/notice-settings", SIGNED_IN),
    Row("PUT /api/me/notice-settings", SIGNED_IN, body={"topics": []}),
    Row(
        "GET /api/campaigns/{campaign_id}",
        ("clerk", *_ANSWERERS),
        path={"campaign_id": campaign},
    ),
]
CONSULTATIONS = [
    Row("GET /api/consultations", PEOPLE),
    Row("GET /api/consultation-forms", PEOPLE, query={"division": STREET}),
    Row("GET /api/consultations/{consultation_id}", PEOPLE, path={_ID: announced}),
    Row("GET /api/consultations/{consultation_id}", PEOPLE, answer=404, path={_ID: scheduled}),
    Row("GET /api/consultations/{consultation_id}/calendar.ics", PEOPLE, path={_ID: announced}),
    Row(
        "PUT /api/consultations/{consultation_id}/answer",
        SIGNED_IN,
        path={_ID: announced},
        body={"answer": "coming"},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}/opened",
        SIGNED_IN,
        answer=204,
        path={_ID: announced},
    ),
    Row("POST /api/me/calendar", SIGNED_IN),
    Row("DELETE /api/me/calendar", SIGNED_IN, answer=204),
    Row("GET /api/calendars/{token}/xiangyi.ics", PEOPLE, answer=404, path={"token": "x" * 32}),
    Row("GET /api/desk/consultations", SIGNED_IN),
    Row(
        "POST /api/desk/consultations/reach", ("convener",), others=422, body={"invited": _INVITED}
    ),
    Row(
        "POST /api/desk/consultations/times",
        ("convener",),
        others=422,
        body={"form": "talk", "invited": _INVITED},
    ),
    Row(
        "POST /api/desk/consultations/spot",
        ("convener", "lead"),
        body={"lon": 112.98, "lat": 28.19, "division": STREET},
    ),
    Row("GET /api/desk/consultations/{consultation_id}", _ANSWERERS, path={_ID: consultation}),
    Row(
        "GET /api/desk/consultations/{consultation_id}/answers",
        ("convener", "administrator"),
        path={_ID: announced},
    ),
    Row(
        "GET /api/desk/consultations/{consultation_id}",
        ("clerk", *_ANSWERERS),
        path={_ID: announced},
    ),
    # There is such a campaign, and it told of another.
    Row(
        "GET /api/desk/consultations/{consultation_id}/not-reached",
        ("clerk", "convener"),
        answer=404,
        path={_ID: announced},
        query={"campaign": str(UUID(int=1))},
    ),
    Row(
        "PUT /api/desk/consultations/{consultation_id}/rung-up",
        ("clerk", "convener"),
        answer=404,
        path={_ID: announced},
        body={"campaign": str(UUID(int=1)), "account": str(UUID(int=1)), "rung": True},
    ),
    Row(
        "GET /api/desk/consultations/{consultation_id}/poster.pdf",
        _ANSWERERS,
        path={_ID: announced},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}",
        ("convener",),
        path={_ID: fresh},
        body={"facts": _FACTS},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}",
        ("convener",),
        path={_ID: consultation},
        body={"facts": facts(invited=_INVITED, title="换个题目"), "basedOn": 1},
    ),
    Row(
        "DELETE /api/consultations/{consultation_id}",
        ("convener",),
        answer=204,
        path={_ID: consultation},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}/announcement",
        ("convener",),
        path={_ID: consultation},
        body={"basedOn": 1, "hurry": _HURRY},
    ),
    Row(
        "DELETE /api/consultations/{consultation_id}/announcement",
        ("convener",),
        path={_ID: scheduled},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}/approval",
        ("convener", "administrator"),
        path={_ID: waiting},
        body={"basedOn": 2},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}/return",
        ("convener", "administrator"),
        path={_ID: waiting},
        body={"why": "时间不对"},
    ),
    Row(
        "PUT /api/consultations/{consultation_id}/cancellation",
        ("convener",),
        path={_ID: announced},
        body={"reason": "下雨"},
    ),
]
