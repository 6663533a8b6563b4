"""The cast of the demonstration over HTTP: who is called together, and what came of that."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from httpx import AsyncClient
from tests.browser.firefox_phone import until
from tests.consultations import makers
from tests.notifications.push_service import Browser


class Member:
    """One of the cast without a screen; nobody of the cast where `headers` are empty."""

    def __init__(self, client: AsyncClient, headers: dict[str, str]) -> None:
        self._client, self._headers = client, headers

    @classmethod
    async def of(cls, client: AsyncClient, person: str) -> Self:
        session = (await client.post(f"/api/demo/cast/{person}")).json()
        return cls(client, {"authorization": f"Bearer {session['accessToken']}"})

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        answer = await self._client.request(method, path, json=body, headers=self._headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def subscribe(self, endpoint: str, p256dh: str, auth: str, *, watching: str = "") -> None:
        """Have a browser knocked for, under the key that the server has just now."""
        key = (await self.ask("GET", "/api/push/key"))["id"]
        watches = [{"division": watching, "topic": "consultations"}] if watching else []
        told = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "key": key}
        path = f"/api/push/subscriptions/{uuid4()}"
        await self.ask("PUT", path, told | {"watches": watches})

    async def subscribe_by(self, browser: Browser, *, watching: str = "") -> None:
        p256dh, auth = (_letters(one) for one in (browser.p256dh, browser.auth))
        await self.subscribe(browser.endpoint, p256dh, auth, watching=watching)

    async def call_together(self, division: str) -> dict[str, Any]:
        """Announce a meeting at whatever time of day; what came of it once all is done."""
        starts = datetime.now(UTC).replace(hour=6, minute=30) + timedelta(days=2)
        facts = makers.facts(
            division=division,
            invited={"division": division, "phones": True},
            startsAt=starts.isoformat(),
            endsAt=(starts + timedelta(minutes=90)).isoformat(),
        )
        id_ = uuid4()
        await self.ask("PUT", f"/api/consultations/{id_}", {"facts": facts, "basedOn": 0})
        said = {"basedOn": 1, "urgent": True, "hurry": "这两天就要定下来。"}
        await self.ask("PUT", f"/api/consultations/{id_}/announcement", said)

        async def done() -> dict[str, Any] | None:
            told = (await self.ask("GET", f"/api/desk/consultations/{id_}"))["told"]
            # Reminders are among them already.
            [outcome] = [one["outcome"] for one in told if one["kind"] == "announced"]
            return outcome if outcome["toldAt"] and outcome["nextAt"] is None else None

        return await until(done)


def _letters(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
