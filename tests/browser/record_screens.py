"""The screens of a volunteer's record: what stands in it, and the desk where it is put right."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from uuid import UUID, uuid5

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.volunteering_screens import headers_of, let_lead, put

Opening = Callable[[Page, str], Awaitable[None]]

#: Said once, however often somebody looks.
_WRONG = UUID("0190aaaa-0000-7000-8000-000000000002")
_ANSWERS = UUID("0190aaaa-0000-7000-8000-000000000003")


async def let_answer(page: Page) -> None:
    """Let the convener of the cast answer for the host for which the volunteer has served."""
    await let_lead(page, "convener", "old_neighbours", _ANSWERS, "替老街坊答复")


async def disputed(page: Page) -> None:
    """The volunteer finds the oldest line wrong, and the host has entered a training of theirs."""
    await let_answer(page)
    volunteer = await headers_of(page, "volunteer")
    record = await (await page.request.get("/api/me/record", headers=volunteer)).json()
    line = record["services"][-1]
    told = {"shift": line["shift"], "line": line["line"], "kind": "hours"}
    told |= {
        "minutes": line["minutes"] + 20,
        "words": "散场以后我还收了二十分钟桌椅，食堂的刘姐看见了。",
    }
    await put(page, f"/api/record-disputes/{_WRONG}", told, volunteer)
    if record["entries"]:
        return
    seats = await (await page.request.get("/api/me/signups", headers=volunteer)).json()
    convener = await headers_of(page, "convener")
    for one in seats["items"]:
        path = f"/api/shifts/{one['shift']}/signups"
        listed = await page.request.get(path, headers=convener)
        if not listed.ok:
            continue
        for who in (await listed.json())["volunteers"]:
            entry = {"signup": who["id"], "kind": "training", "on": "2026-10-18", "minutes": 120}
            entry |= {"words": "心肺复苏和海姆立克急救法", "givenBy": "岳麓区红十字会"}
            id_ = uuid5(_WRONG, who["id"])
            await put(page, f"/api/record-entries/{id_}", entry, convener)
        return


async def record(page: Page, _: str) -> None:
    """With what is said to be wrong above it."""
    await disputed(page)
    await become(page, "volunteer")
    await page.goto("/me/record")
    await expect(page.locator(".record__say").first).to_be_visible()


async def record_unsent(page: Page, _: str) -> None:
    """What is wrong, written where nothing gets through."""
    await become(page, "volunteer")
    await page.context.route("**/api/record-disputes/*", lambda route: route.abort())
    await page.goto("/me/record")
    await page.locator(".menu button.menu__a").last.click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("textarea").fill("散场以后我还收了二十分钟桌椅，食堂的刘姐看见了。")
    await dialog.locator("input[inputmode=numeric]").fill("130")
    await dialog.locator(".btn--main").click()
    await expect(page.locator("section.reply .tag").first).to_be_visible()
    await page.evaluate("scrollTo(0, 0)")


async def desk(page: Page, _: str) -> None:
    """What is overdue, and somebody's words that wait for an answer."""
    await disputed(page)
    await become(page, "convener")
    await page.goto("/desk/records")
    await expect(page.locator(".record__say").first).to_be_visible()


async def taken_from(page: Page) -> str:
    """A shift of which minutes have been counted: where its hours are taken from."""
    volunteer = await headers_of(page, "volunteer")
    record = await (await page.request.get("/api/me/record", headers=volunteer)).json()
    return f"/desk/takings/{record['services'][0]['shift']}"


async def takings(page: Page, _: str) -> None:
    """What of a shift has been counted, before a supervisor."""
    path = await taken_from(page)
    await become(page, "supervisor")
    await page.goto(path)
    await expect(page.locator("section.reply .btn").first).to_be_visible()


async def taking(page: Page, theme: str) -> None:
    """Of one of them, as if they had not been there; without saying how that is known."""
    await takings(page, theme)
    await page.locator("section.reply .btn").first.click()
    await page.get_by_role("dialog").locator(".pick span").first.click()
    await expect(page.get_by_role("dialog").locator("textarea")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "record": record,
        "record-unsent": record_unsent,
        "desk-records": desk,
        "desk-takings": takings,
        "desk-taking": taking,
    }
)
