"""The screens of what was promised: at the end of a thread, on the board, at the desks."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.case_screens import CONCERN, handle
from tests.browser.volunteering_screens import headers_of, put

from xiangyi.demo.people import organisation_id
from xiangyi.demo.promises import id_of

#: 桔子洲街道, where the cast's convener convenes.
_STREET = "nbs:430104003000"


def _id(number: int) -> UUID:
    """Written once, however often somebody looks."""
    return UUID(f"0190dddd-0000-7000-8000-{number:012}")


KEPT = _id(21)
PROMISE = "桔园路口装 2 盏灯，天黑自动亮。"

Opening = Callable[[Page, str], Awaitable[None]]


async def _at(page: Page, path: str, person: str = "") -> None:
    """The phone lives when the server does."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    if person:
        await become(page, person)
    await page.goto(path)


async def keep_one(page: Page) -> None:
    """The rider asks for something, it is promised, and reported done."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    rider, convener, handler = [
        await headers_of(page, person) for person in ("rider", "convener", "handler")
    ]
    body = {"field": "safety", "words": "桔园路口夜里没有灯，看不清坑。", "division": _STREET}
    await put(page, f"/api/cases/{_id(1)}", body, rider)
    told = {"title": "桔园路口夜里太黑", "field": "safety", "division": _STREET}
    await put(page, f"/api/concerns/{KEPT}", told | {"cases": [str(_id(1))]}, convener)
    await put(page, f"/api/concerns/{KEPT}/moves/{_id(2)}", {"move": "accept"}, convener)
    owner = str(organisation_id("city_management"))
    promised = {"concern": str(KEPT), "organisation": owner, "words": PROMISE, "days": 10}
    await put(page, f"/api/commitments/{_id(3)}", promised, convener)
    report = {"move": "report", "words": "装了 2 盏灯，昨晚亮了。"}
    await put(page, f"/api/commitments/{_id(3)}/moves/{_id(4)}", report, handler)


async def asked(page: Page, _: str) -> None:
    """Done just now, and who wanted it is asked whether it is solved."""
    await keep_one(page)
    await _at(page, f"/concerns/{KEPT}", "rider")
    await expect(page.locator(".promise__ask")).to_be_visible()


async def solved(page: Page, _: str) -> None:
    await _at(page, f"/concerns/{id_of('water', 'concern')}")
    await page.locator(".promise__past summary").click()
    await expect(page.locator(".promise__past li").first).to_be_visible()


async def late(page: Page, _: str) -> None:
    await _at(page, f"/concerns/{id_of('socket', 'concern')}")
    await expect(page.locator(".promise")).to_be_visible()


async def board(page: Page, _: str) -> None:
    await _at(page, "/concerns/board")
    await expect(page.locator(".promise").first).to_be_visible()


async def owed(page: Page, _: str) -> None:
    await _at(page, "/desk/commitments", "handler")
    await expect(page.locator(".promise").first).to_be_visible()


async def reporting(page: Page, _: str) -> None:
    """With the proof missing."""
    await owed(page, _)
    await page.locator(".promise .btn--wide").first.click()
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


async def promising(page: Page, _: str) -> None:
    """With nobody named who does it."""
    await handle(page)
    await become(page, "convener")
    await page.goto(f"/desk/concerns/{CONCERN}")
    await page.locator(".cone .btns .btn--main").last.click()
    await page.get_by_role("dialog").locator("form > .btn--main").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


#: Those that a sheet covers.
COVERED = {"promise-reporting", "promise-writing"}
SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "promise-asked": asked,
        "promise-solved": solved,
        "promise-late": late,
        "board": board,
        "desk-promises": owed,
        "promise-reporting": reporting,
        "promise-writing": promising,
    }
)
