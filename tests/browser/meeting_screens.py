"""The screens of meetings, and of the desk from which people are called to them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.consultations.makers import TABLE

Opening = Callable[[Page, str], Awaitable[None]]

#: 桔子洲街道, whose riders the demonstration's convener may call.
_STREET = "nbs:430104003000"
#: As many as sit at the table: nobody else finds one before its hour.
_SEATS = sum(int(str(one.get("seats", 1))) for one in TABLE)
#: Around a long holiday a week has too few working days.
HURRY = "这几天天天有人反映，等不得。"


async def call_meeting(page: Page, *, announced: bool = True, **changes: object) -> str:
    """As the convener, a week from today; the phone too then lives when the server does.

    Where it is announced, its place is another than people were told. Returns the meeting's id.
    """
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    became = await (await page.request.post("/api/demo/cast/convener")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    starts = (datetime.now(UTC) + timedelta(days=7)).replace(hour=6, minute=30)
    facts: dict[str, Any] = {
        "form": "talk",
        "title": "外卖车进小区难、取餐停车难",
        "about": "物业、两家平台、交警中队都来，当面把办法谈定。",
        "division": _STREET,
        "startsAt": starts.isoformat(),
        "endsAt": (starts + timedelta(minutes=90)).isoformat(),
        "place": {"words": "街道办事处二楼会议室，门口能停车", "link": "https://meeting.example/1"},
        "phone": "0731-0000 1003",
        "invited": {"division": _STREET, "lines": [{"occupations": ["delivery"]}]},
        "parties": TABLE,
    } | changes
    id_ = str(uuid4())
    path = f"/api/consultations/{id_}"
    await put(page, path, {"facts": facts, "basedOn": 0}, headers)
    if announced:
        await put(page, f"{path}/announcement", {"basedOn": 1, "hurry": HURRY}, headers)
        await _told(page, id_, headers, "announced")
        later = starts + timedelta(days=1)
        facts |= {
            "place": {"words": "社区礼堂", "lon": 112.95, "lat": 28.2},
            "startsAt": later.isoformat(),
            "endsAt": (later + timedelta(minutes=90)).isoformat(),
        }
        await put(page, path, {"facts": facts, "basedOn": 2}, headers)
        await _told(page, id_, headers, "changed")
    return id_


async def _told(page: Page, id_: str, headers: dict[str, str], kind: str) -> None:
    """Who hears of it before it changes is told of a change, and the first list is no more."""
    for _ in range(100):
        answer = await page.request.get(f"/api/desk/consultations/{id_}", headers=headers)
        told = (await answer.json())["told"]
        if any(one["kind"] == kind and one["outcome"]["toldAt"] for one in told):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(id_)


async def put(page: Page, path: str, data: object, headers: dict[str, str]) -> None:
    answer = await page.request.put(path, data=data, headers=headers)
    assert answer.ok, await answer.text()


async def meetings(page: Page, _: str) -> None:
    """As somebody without an account."""
    await call_meeting(page)
    await page.context.clear_cookies()
    await page.goto("/consultations")
    await expect(page.locator(".meet h3").first).to_be_visible()


async def meeting(page: Page, _: str) -> None:
    """As a rider who waits for seats, and may still change their mind."""
    await answering(page, _)
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.locator(".reply [role=status].muted")).to_be_visible()


async def answering(page: Page, _: str) -> None:
    """With more people than there are seats left for riders."""
    id_ = await call_meeting(page, seats=_SEATS)
    await become(page, "rider")
    await page.goto(f"/consultations/{id_}")
    await page.locator(".act .btn--main").click()
    for _more in range(3):
        await page.get_by_role("dialog").locator(".count .btn").last.click()
    await expect(page.get_by_role("dialog").locator("[role=status]")).to_be_visible()


async def forms(page: Page, _: str) -> None:
    """As somebody without an account."""
    await page.goto("/consultations/forms")
    await expect(page.locator(".form").first).to_be_visible()


async def seating(page: Page, _: str) -> None:
    """The form's rules open, two matters to be spoken of, and riders called without their table."""
    await become(page, "convener")
    await page.goto("/desk/consultations/new")
    await page.locator(".fold summary").click()
    for title in ("取餐的车停哪儿", "小区门口怎么进"):
        await page.get_by_role("button", name="加一件").click()
        await page.get_by_label("什么事").last.fill(title)
    await page.locator(".lines .chip").first.click()
    await page.locator(".several .chip").last.scroll_into_view_if_needed()
    await page.locator(".seat + .seat, .several").last.scroll_into_view_if_needed()


async def recorded(page: Page, _: str) -> None:
    """What the demonstration's meeting of last week has left, for everybody."""
    await page.goto("/consultations")
    await page.get_by_role("link", name="高温天歇脚点晚一点关").click()
    await expect(page.locator("#record")).to_be_visible()
    await page.locator("#record").scroll_into_view_if_needed()


async def recording(page: Page, _: str) -> None:
    """The same at its convener's."""
    await become(page, "convener")
    await page.goto("/desk/consultations")
    await page.get_by_role("link", name="高温天歇脚点晚一点关").click()
    await expect(page.locator(".rules").last).to_be_visible()
    await page.locator(".rules").last.scroll_into_view_if_needed()


async def feed(page: Page, _: str) -> None:
    """With the address, which is shown once."""
    await call_meeting(page)
    await become(page, "rider")
    await page.goto("/consultations")
    await page.locator(".bar__end .tool").click()
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.locator(".feed__address")).to_be_visible()


async def desk(page: Page, _: str) -> None:
    await call_meeting(page)
    await become(page, "convener")
    await page.goto("/desk/consultations")
    await expect(page.locator(".clist .menu__a").first).to_be_visible()


async def told(page: Page, _: str) -> None:
    """What came of it, with its history and the list for the telephone open; one was rung up.

    Some wait for a seat.
    """
    id_ = await call_meeting(page, seats=_SEATS)
    became = await (await page.request.post("/api/demo/cast/rider")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    said = {"answer": "coming", "people": 4}
    await put(page, f"/api/consultations/{id_}/answer", said, headers)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".crecord summary").click()
    await page.locator(".told .look .btn").first.click()
    await page.locator(".names button").first.click()
    await expect(page.locator(".names button svg").first).to_be_visible()


async def drafting(page: Page, _: str) -> None:
    """With all that is missing, a time to think of again, two kinds of people, and a point.

    The point is typed as a map has it, and lies elsewhere.
    """
    await become(page, "convener")
    await page.goto("/desk/consultations/new")
    await expect(page.locator(".reached__many")).to_be_visible()
    await page.locator("input[type=time]").first.fill("12:00")
    await page.locator(".lines .chip").first.click()
    await page.locator(".lines + .look .btn").click()
    await expect(page.locator(".lines > li")).to_have_count(2)
    await page.locator(".point .btn").nth(1).click()
    await page.locator(".point .input").last.fill("28.19, 113.02")
    await page.locator(".point .btn", has=page.locator("svg")).last.click()
    await expect(page.locator(".point .warn")).to_be_visible()
    await page.locator(".cform .btn--main").click()
    await expect(page.locator(".field__fault").first).to_be_visible()


async def waiting(page: Page, _: str) -> None:
    """As whoever wrote it and may take it back; it goes to more than one may call alone."""
    id_ = await call_meeting(page, announced=False, invited={"division": _STREET})
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".acts .btn--main").click()
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator(".crecord summary").click()


async def deleting(page: Page, _: str) -> None:
    """Asked once more."""
    id_ = await call_meeting(page, announced=False)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".acts > .btn--text").click()
    await expect(page.locator(".sure")).to_be_visible()


async def cancelling(page: Page, _: str) -> None:
    """With who hears of it, and when."""
    id_ = await call_meeting(page)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".acts .btn--stop").click()
    await expect(page.get_by_role("dialog").locator(".reached__many")).to_be_visible()


async def approving(page: Page, _: str) -> None:
    """As the second person, who reads who wrote it, how it goes out and to whom."""
    await waiting(page, _)
    path = page.url
    await become(page, "administrator")
    await page.goto(path)
    await expect(page.locator(".acts .btn--main")).to_be_visible()


async def replaced(page: Page, _: str) -> None:
    """The inbox of a rider who was told of a meeting, and then of its change."""
    await call_meeting(page)
    await become(page, "rider")
    await page.goto("/me/notices")
    await expect(page.locator(".notice s").first).to_be_visible()


async def announcing(page: Page, _: str) -> None:
    id_ = await call_meeting(page, announced=False)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".acts .btn--main").click()
    sheet = page.get_by_role("dialog")
    await sheet.locator("input[type=radio]").last.check(force=True)
    await sheet.locator("input[type=date]").fill("2030-01-01")
    await expect(sheet.locator(".reached__many")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "meetings": meetings,
        "meeting": meeting,
        "meeting-answering": answering,
        "meeting-feed": feed,
        "meeting-forms": forms,
        "meeting-record": recorded,
        "desk-meeting-record": recording,
        "desk-meeting-seating": seating,
        "desk-meetings": desk,
        "desk-meeting": told,
        "desk-meeting-drafting": drafting,
        "desk-meeting-announcing": announcing,
        "desk-meeting-waiting": waiting,
        "desk-meeting-deleting": deleting,
        "desk-meeting-cancelling": cancelling,
        "desk-meeting-approving": approving,
        "notices-replaced": replaced,
    }
)
