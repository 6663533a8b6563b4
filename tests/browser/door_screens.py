"""The screens of a meeting's door: who is there, who has no phone, and who cannot come."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.meeting_screens import HURRY, call_meeting, put

Opening = Callable[[Page, str], Awaitable[None]]


async def soon(page: Page, **more: object) -> str:
    """A meeting that begins in ten minutes: its door is open."""
    starts = datetime.now(UTC) + timedelta(minutes=10)
    on = {
        "startsAt": starts.isoformat(),
        "endsAt": (starts + timedelta(minutes=60)).isoformat(),
        "agenda": [{"id": str(uuid4()), "title": "取餐的车停哪儿", "minutes": 30}],
    } | more
    id_ = await call_meeting(page, announced=False, **on)
    became = await (await page.request.post("/api/demo/cast/convener")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    said = {"basedOn": 1, "hurry": HURRY}
    await put(page, f"/api/consultations/{id_}/announcement", said, headers)
    left = await (await page.request.post("/api/demo/cast/rider")).json()
    await put(
        page,
        f"/api/consultations/{id_}/answer",
        {"answer": "not_coming", "view": "晚上七点以后没地方停，能不能把东门外的空地划出来。"},
        {"Authorization": f"Bearer {left['accessToken']}"},
    )
    return id_


async def door(page: Page, _: str) -> None:
    """The room's code, who came without a phone, and what was left by who cannot come."""
    id_ = await soon(page)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    guests = page.locator(".ccard", has=page.locator("input:not([type=file])"))
    await guests.locator("input").fill("曹奶奶")
    await guests.locator("select").select_option("residents")
    await guests.locator("form button").click()
    await expect(page.locator(".names li")).to_have_count(1)
    await page.locator(".look .btn").first.click()
    await page.locator(".ccard > .btn").first.click()
    await expect(page.locator("svg.qr")).to_be_visible()


async def kept(page: Page, _: str) -> None:
    """Two seats kept by hand; one of the two has come."""
    id_ = await soon(page, seats=20)
    became = await (await page.request.post("/api/demo/cast/convener")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    for name, kind in (("没手机的曹奶奶", "residents"), ("老李", "riders")):
        said = {"name": name, "kind": kind}
        await put(page, f"/api/desk/consultations/{id_}/seats/{uuid4()}", said, headers)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    # At the door, and at the card where seats are kept.
    looks = page.locator("form ~ .look .btn")
    await expect(looks).to_have_count(2)
    await looks.first.click()
    await page.locator(".names .btn--here").first.click()
    await expect(page.locator(".names .btn--here")).to_have_count(1)
    await looks.first.click()
    await expect(page.locator(".names")).to_have_count(2)


async def wall(page: Page, _: str) -> None:
    """The same as large as a projector shows it."""
    await door(page, _)
    await page.locator(".roomcode ~ .btn").click()
    await expect(page.locator(".roomwall svg.qr")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "desk-meeting-door": door,
        "desk-meeting-kept": kept,
        "desk-meeting-wall": wall,
    }
)
