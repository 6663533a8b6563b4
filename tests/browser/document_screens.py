"""The screens of service records: getting one, showing it, and checking somebody else's."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from playwright.async_api import Page, expect
from tests.browser.arriving import become

from xiangyi.demo.people import organisation_id

Opening = Callable[[Page, str], Awaitable[None]]

#: Issued once, however often somebody looks.
_RECORD = UUID("0190aaaa-0000-7000-8000-000000000002")


async def issue(page: Page) -> dict[str, Any]:
    """A record of all that the volunteer of the cast has served for one host, as the API says."""
    became = await (await page.request.post("/api/demo/cast/volunteer")).json()
    answer = await page.request.put(
        f"/api/documents/{_RECORD}",
        data={"organisation": str(organisation_id("old_neighbours")), "form": "full"},
        headers={"Authorization": f"Bearer {became['accessToken']}"},
    )
    assert answer.ok, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told


async def documents(page: Page, _: str) -> None:
    """With the form, all of it open, and one that has been issued."""
    await issue(page)
    await become(page, "volunteer")
    await page.goto("/me/documents")
    await expect(page.locator(".menu__a").first).to_be_visible()
    for last in (0, 1):
        await page.locator(".pick").nth(last).locator("label").last.click()
    await expect(page.locator("form .input")).to_have_count(4)


async def document(page: Page, _: str) -> None:
    told = await issue(page)
    await become(page, "volunteer")
    await page.goto(f"/me/documents/{told['id']}")
    await expect(page.locator("svg.qr")).to_be_visible()


async def check(page: Page, _: str) -> None:
    """One on paper that holds, with what somebody types from it."""
    await page.goto(f"/check#{(await issue(page))['token']}~4QX7ZK2M9B")
    await expect(page.locator(".verdict")).to_be_visible()
    await expect(page.locator(".reckon")).to_be_visible()


async def check_forged(page: Page, _: str) -> None:
    head, payload, mac = (await issue(page))["token"].split(".")
    await page.goto(f"/check#{head}.{payload}.{mac[::-1]}")
    await expect(page.locator(".verdict--no")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "documents": documents,
        "document": document,
        "check": check,
        "check-forged": check_forged,
    }
)
