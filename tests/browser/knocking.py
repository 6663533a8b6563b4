"""A push service for browsers that have none, and what a push shows."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import CDPSession, Locator, Page
from tests.browser.firefox_phone import until
from tests.browser.meetings import Asking

#: Stands in for a push service, which the browsers of tests have none of.
PUSH_SERVICE = """
  let held = null
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx'
      + 'aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  PushManager.prototype.getSubscription = async () => held
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => held = {
    options: { applicationServerKey: applicationServerKey.buffer },
    toJSON: () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/1', keys }),
    unsubscribe: async () => { held = null },
  }
"""


def tab(page: Page, unread: int) -> Locator:
    """The tab 我的, with so many unread."""
    name = f"我的 {unread} 条未读" if unread else "我的"
    return page.get_by_role("navigation").get_by_role("link", name=name, exact=True)


async def pushing(page: Page) -> tuple[CDPSession, str]:
    """The browser's own side of a push, and which worker it is for."""
    session = await page.context.new_cdp_session(page)
    known = asyncio.get_running_loop().create_future()

    def told(event: dict[str, list[dict[str, str]]]) -> None:
        for one in event["registrations"]:
            if not known.done():
                known.set_result(one["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", told)
    await session.send("ServiceWorker.enable")
    return session, await known


async def push(page: Page, session: CDPSession, registration: str, data: str) -> None:
    await session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": page.url.split("/me")[0], "registrationId": registration, "data": data},
    )


def payload(topic: str, tag: str, link: str = "/me/notices") -> str:
    return json.dumps({"v": 1, "topic": topic, "tag": tag, "link": link})


_SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  return (await registration.getNotifications()).map(({ title, tag }) => [title, tag])
}"""


async def shown(page: Page, count: int) -> list[list[str]]:
    for _ in range(100):
        found = await page.evaluate(_SHOWN)
        if len(found) == count:
            return found
        await asyncio.sleep(0.05)
    return await page.evaluate(_SHOWN)


#: Of what a worker tells the demonstration's volunteer once it is there; a reminder may be besides.
_TOLD = {"voucher.used", "voucher.void", "record.award", "record.training", "record.kept"}


async def read_told(rider: Asking) -> None:
    """What the demonstration tells of, once its worker is at it; without a seat, no more comes."""
    now = datetime.now(UTC)
    for one in (await rider.ask("GET", "/api/me/signups"))["items"]:
        if datetime.fromisoformat(one["startsAt"]) > now:
            await rider.ask("DELETE", f"/api/shifts/{one['shift']}/signup")

    async def told() -> list[dict[str, Any]] | None:
        notices = (await rider.ask("GET", "/api/me/notices"))["notices"]
        return notices if {one["kind"] for one in notices} >= _TOLD else None

    await rider.ask("PUT", "/api/me/notices/read", {"upTo": (await until(told))[0]["id"]})
