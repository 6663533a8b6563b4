"""Meetings to which somebody of the cast is called, through the server alone."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from playwright.async_api import BrowserContext
from tests.consultations import makers

#: Where the convener of the demonstration calls people together.
STREET = "nbs:430104003000"
#: What few there do: to many, nobody announces alone.
WORK = "livestream"


class Asking:
    """One of the cast who asks the server without a screen."""

    def __init__(self, phone: BrowserContext, token: str) -> None:
        self._phone = phone
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    @classmethod
    async def of(cls, phone: BrowserContext, person: str) -> Self:
        session = await phone.request.post(f"/api/demo/cast/{person}")
        return cls(phone, (await session.json())["accessToken"])

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body)
        answer = await self._phone.request.fetch(
            path, method=method, headers=self._headers, data=data
        )
        assert answer.ok, await answer.text()
        return await answer.json() if (await answer.body()) else None


def _facts(**changes: object) -> dict[str, object]:
    starts = datetime.now(UTC).replace(hour=6, minute=30) + timedelta(days=2)
    return makers.facts(
        division=STREET,
        invited={"division": STREET, "lines": [{"occupations": [WORK]}]},
        startsAt=starts.isoformat(),
        endsAt=(starts + timedelta(minutes=90)).isoformat(),
        **changes,
    )


async def call_together(phone: BrowserContext, person: str = "volunteer", **changes: object) -> str:
    """Have a talk announced in the street where somebody lives, and them told of it; its path.

    Whoever had signed in on this phone has not any more.
    """
    told, convener = await Asking.of(phone, person), await Asking.of(phone, "convener")
    await told.ask("PATCH", "/api/me", {"home": STREET, "occupation": WORK})
    before = await _newest(told)
    path = f"/api/consultations/{uuid4()}"
    await convener.ask("PUT", path, {"facts": _facts(**changes), "basedOn": 0})
    await convener.ask(
        "PUT",
        f"{path}/announcement",
        {"basedOn": 1, "urgent": False, "hurry": "这两天就要定下来。"},
    )
    await _told_more(told, before)
    return path


async def change(
    phone: BrowserContext, path: str, person: str = "volunteer", **facts: object
) -> None:
    """Have what was announced changed, and somebody told of that."""
    told, convener = await Asking.of(phone, person), await Asking.of(phone, "convener")
    before = await _newest(told)
    await convener.ask("PUT", path, {"facts": _facts(**facts), "basedOn": 2})
    await _told_more(told, before)


async def _newest(told: Asking) -> str | None:
    notices = (await told.ask("GET", "/api/me/notices"))["notices"]
    return notices[0]["id"] if notices else None


async def _told_more(told: Asking, before: str | None) -> None:
    for _ in range(100):
        if await _newest(told) != before:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("nobody is told")
