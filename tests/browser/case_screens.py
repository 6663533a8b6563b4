"""The screens of demands: raising one, what came of it, and the desk where they are gathered."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.volunteering_screens import headers_of, put
from tests.media.pictures import door, saved
from tests.media.voices import webm

Opening = Callable[[Page, str], Awaitable[None]]

#: 桔子洲街道, where the cast's convener convenes.
_STREET = "nbs:430104003000"


def _id(number: int) -> UUID:
    """Written once, however often somebody looks."""
    return UUID(f"0190cccc-0000-7000-8000-{number:012}")


#: What the rider asks for, and what somebody else does.
CHARGING, PARKING, PAY = _id(1), _id(2), _id(3)
THEIRS, OTHERS = _id(11), _id(12)
CONCERN, SECOND = _id(21), _id(22)
_WORDS = {
    CHARGING: ("facilities", "电动车充电口不够，中午要排半个钟头。"),
    PARKING: ("parking", "取餐的地方不让停车，停一下就贴单。"),
    PAY: ("pay_rights", "上个月的高温补贴没有发。"),
    THEIRS: ("parking", "岳麓山脚下取餐没地方停车，停一下就被贴单。"),
    OTHERS: ("parking", "饭点送餐车没地方停，走路要十分钟。"),
}


async def raise_all(page: Page) -> None:
    """As the rider and as the volunteer; the phone then lives when the server does."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    for person, some in {"rider": (CHARGING, PARKING, PAY), "volunteer": (THEIRS, OTHERS)}.items():
        headers = await headers_of(page, person)
        for id_ in some:
            field, words = _WORDS[id_]
            body = {"field": field, "words": words, "division": _STREET}
            await put(page, f"/api/cases/{id_}", body, headers)


async def move(page: Page, case: UUID, step: int, **told: object) -> None:
    headers = await headers_of(page, "convener")
    await put(page, f"/api/desk/cases/{case}/moves/{_id(step)}", told, headers)


async def handle(page: Page) -> None:
    """One answered, one sent elsewhere, one gathered with others and on its way."""
    await raise_all(page)
    await move(page, CHARGING, 31, move="accept")
    await move(page, CHARGING, 32, move="answer", words="新装 6 个充电口，下周三能用。")
    await move(page, PAY, 33, move="send_elsewhere", channel="12345", words="欠薪归人社局管。")
    headers = await headers_of(page, "convener")
    body: dict[str, Any] = {
        "title": "取餐停车难，停一下就贴单",
        "about": "饭点送餐车没地方停。",
        "field": "parking",
        "division": _STREET,
        "cases": [str(PARKING), str(THEIRS)],
    }
    await put(page, f"/api/concerns/{CONCERN}", body, headers)
    await put(page, f"/api/concerns/{CONCERN}/moves/{_id(41)}", {"move": "accept"}, headers)


async def cases(page: Page, _: str) -> None:
    await handle(page)
    await become(page, "rider")
    await page.goto("/cases")
    await expect(page.locator("main .menu__a small").first).to_be_visible()


async def raising(page: Page, _: str) -> None:
    """With all that is missing."""
    await raise_all(page)
    await become(page, "rider")
    await page.goto("/cases/new")
    await page.locator(".act .btn--main").click()
    await expect(page.locator(".field__fault").first).to_be_visible()


async def alike(page: Page, _: str) -> None:
    """While somebody writes what others have asked for."""
    await raise_all(page)
    await become(page, "rider")
    await page.goto("/cases/new")
    await page.locator(".kinds label").nth(2).click()
    await page.locator("textarea").fill("岳麓山取餐没地方停车，停一下就被贴单")
    await page.locator(".kinds--rows label").last.click()
    await page.locator(".kinds__more input").fill("桔子洲")
    await page.locator(".kinds__more .outs .btn").first.click()
    await expect(page.locator(".alike li").first).to_be_visible()


async def waiting(page: Page, _: str) -> None:
    """Said where nothing gets through."""
    await page.context.route("**/api/cases/*", lambda route: route.abort())
    await become(page, "rider")
    await page.goto("/cases/new")
    await page.locator(".kinds label").first.click()
    await page.locator("textarea").fill("夜里没有地方住，宾馆太贵。")
    await page.locator(".kinds--rows label").first.click()
    await page.locator(".act .btn--main").click()
    await expect(page.locator(".state")).to_be_visible()


async def lost(page: Page, _: str) -> None:
    """It has arrived, but not the photo that was broken on its way."""
    await raise_all(page)
    broken = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": saved(door(), "JPEG")}
    await page.context.route("**/api/photos/*", lambda route: route.continue_(post_data=b"no" * 99))
    await become(page, "rider")
    await page.goto("/cases/new")
    await page.locator(".kinds label").first.click()
    await page.locator("textarea").fill("夜里没有地方住，宾馆太贵。")
    await page.locator(".kinds--rows label").first.click()
    await page.locator("input[type=file]").set_input_files([broken])
    await expect(page.locator("canvas")).to_be_visible()
    await page.locator(".act .btn--main").click()
    await expect(page.locator(".river li").first).to_be_visible()
    await expect(page.locator(".note--here")).to_be_visible()


async def case(page: Page, _: str) -> None:
    """Answered, and its owner says whether that solves it."""
    await handle(page)
    await become(page, "rider")
    await page.goto(f"/cases/{CHARGING}")
    await expect(page.locator(".river li").first).to_be_visible()


async def case_gathered(page: Page, _: str) -> None:
    await handle(page)
    await become(page, "rider")
    await page.goto(f"/cases/{PARKING}")
    await expect(page.locator(".river li").first).to_be_visible()


async def concerns(page: Page, _: str) -> None:
    """As somebody without an account."""
    await handle(page)
    await page.context.clear_cookies()
    await page.goto("/concerns")
    await expect(page.locator("main .menu__a").first).to_be_visible()


async def concern(page: Page, _: str) -> None:
    await handle(page)
    await page.context.clear_cookies()
    await page.goto(f"/concerns/{CONCERN}")
    await expect(page.locator(".river li").first).to_be_visible()


async def desk(page: Page, _: str) -> None:
    await handle(page)
    await become(page, "convener")
    await page.goto("/desk/cases")
    await expect(page.locator(".clist .menu__a").first).to_be_visible()


async def desk_choosing(page: Page, _: str) -> None:
    """With one of those ticked that are about to be gathered."""
    await desk(page, _)
    await page.locator(".clist button.btn--wide").first.click()
    await page.locator(".clist label.menu__a").first.click()
    await expect(page.locator(".tickbox").first).to_be_checked()


async def desk_gathering(page: Page, _: str) -> None:
    """With the name missing."""
    await desk_choosing(page, _)
    await page.locator(".clist .btn--main").click()
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


async def desk_case(page: Page, _: str) -> None:
    await handle(page)
    await become(page, "convener")
    await page.goto(f"/desk/cases/{OTHERS}")
    await expect(page.locator(".cone .btns .btn").first).to_be_visible()


async def desk_voice(page: Page, _: str) -> None:
    """A complaint that was said and not written, listened to."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    headers = await headers_of(page, "rider")
    voice, case = uuid4(), uuid4()
    kept = {**headers, "content-type": "audio/webm"}
    answer = await page.request.put(f"/api/voices/{voice}", data=webm(), headers=kept)
    assert answer.ok, await answer.text()
    said = {"field": "passage", "words": "", "voice": str(voice), "kind": "complaint"}
    await put(page, f"/api/cases/{case}", said | {"division": _STREET}, headers)
    await become(page, "convener")
    await page.goto(f"/desk/cases/{case}")
    await page.locator(".cgrid .cform__col > .btn").first.click()
    await expect(page.locator("audio")).to_be_visible()


async def desk_moving(page: Page, _: str) -> None:
    """About to decline, with no reason yet."""
    await desk_case(page, _)
    await page.locator(".cone .btn--stop").click()
    await page.get_by_role("dialog").locator("form .btn--stop").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


async def desk_leaving(page: Page, _: str) -> None:
    """About to be taken out of its concern, with no reason yet."""
    await handle(page)
    await become(page, "convener")
    await page.goto(f"/desk/cases/{PARKING}")
    await page.locator(".cone .btns .btn:not(.btn--stop)").last.click()
    await page.get_by_role("dialog").locator("form .btn--main").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


async def handle_two(page: Page) -> None:
    """One more is a matter of its own, for which it was taken."""
    await handle(page)
    body = {"title": "岳麓山脚下没处停车", "field": "parking", "division": _STREET}
    headers = await headers_of(page, "convener")
    await put(page, f"/api/concerns/{SECOND}", body | {"cases": [str(OTHERS)]}, headers)


async def desk_merging(page: Page, _: str) -> None:
    """About to go on in another, which is not chosen yet."""
    await handle_two(page)
    await become(page, "convener")
    await page.goto(f"/desk/concerns/{SECOND}")
    await page.locator(".cone .btns").get_by_role("button").nth(3).click()
    await expect(page.get_by_role("dialog").locator("select")).to_be_visible()
    await page.get_by_role("dialog").locator("form .btn--main").click()
    await expect(page.get_by_role("dialog").locator(".field__fault")).to_be_visible()


async def concern_merged(page: Page, _: str) -> None:
    await handle_two(page)
    told = {"move": "merge", "target": str(CONCERN)}
    headers = await headers_of(page, "convener")
    await put(page, f"/api/concerns/{SECOND}/moves/{_id(42)}", told, headers)
    await page.context.clear_cookies()
    await page.goto(f"/concerns/{SECOND}")
    await expect(page.locator(".river .btn")).to_be_visible()


async def desk_concern(page: Page, _: str) -> None:
    await handle(page)
    await become(page, "convener")
    await page.goto(f"/desk/concerns/{CONCERN}")
    await expect(page.locator(".cone .btns .btn").first).to_be_visible()


#: Those that a sheet covers.
COVERED = {
    *("desk-case-gathering", "desk-case-moving", "desk-case-leaving", "desk-concern-merging"),
}
SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "cases": cases,
        "case-raising": raising,
        "case-alike": alike,
        "case": case,
        "case-gathered": case_gathered,
        "concerns": concerns,
        "concern": concern,
        "desk-cases": desk,
        "desk-case-choosing": desk_choosing,
        "desk-case-gathering": desk_gathering,
        "desk-case": desk_case,
        "desk-case-voice": desk_voice,
        "desk-case-moving": desk_moving,
        "desk-case-leaving": desk_leaving,
        "desk-concern": desk_concern,
        "desk-concern-merging": desk_merging,
        "concern-merged": concern_merged,
        # From here on nothing of what is asked gets through.
        "case-waiting": waiting,
        "case-lost": lost,
    }
)
