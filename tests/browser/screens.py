"""Every screen and state of the app, and how a person gets there; read by tests and screenshots."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from playwright.async_api import Page, expect
from tests.browser import (
    account_screens,
    benefit_screens,
    case_screens,
    counter_screens,
    document_screens,
    door_screens,
    meeting_screens,
    paper_screens,
    poll_screens,
    promise_screens,
    record_screens,
    volunteering_screens,
)
from tests.browser.arriving import become
from tests.browser.pages import ROWS, see_list

Opening = Callable[[Page, str], Awaitable[None]]

#: Attributes of <html>; English and large letters are set otherwise.
THEMES: Mapping[str, dict[str, str]] = MappingProxyType(
    {
        "light": {"theme": "light"},
        "dark": {"theme": "dark"},
        "sun": {"theme": "sun"},
        "elder": {"theme": "light", "size": "elder"},
        "english": {"theme": "light", "language": "en"},
    }
)


async def wear(page: Page, theme: str) -> None:
    """Choose a look before the first page opens, as the 显示 sheet would."""
    chosen = THEMES[theme]
    await page.add_init_script(
        "const held = JSON.parse(localStorage.getItem('xiangyi.settings') ?? '{}');"
        f"localStorage.setItem('xiangyi.settings', JSON.stringify({{...held, ...{chosen!r}}}))"
    )


async def home(page: Page, _: str) -> None:
    await page.goto("/")
    await see_list(page)


async def filters(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.locator(".chips button").last.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def empty(page: Page, id_: str) -> None:
    await filters(page, id_)
    for word in ("淋浴|Shower", "床位|Beds", "货车停车|Truck parking", "冰箱|Fridge"):
        await _pick(page, word)
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.locator(".blank, .outs").first).to_be_visible()


async def radar(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.goto("/?view=radar")
    await expect(page.locator(".radar button").first).to_be_visible()


async def station(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.locator(f"{ROWS} h2 a").first.click()
    await expect(page.locator(".proof").first).to_be_visible()


async def station_open(page: Page, id_: str) -> None:
    await station(page, id_)
    for summary in await page.locator("summary").all():
        await summary.click()


async def navigate(page: Page, id_: str) -> None:
    await station(page, id_)
    await page.locator(".act .btn--main").click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def report(page: Page, id_: str) -> None:
    """About to say that something is broken, and which."""
    await station(page, id_)
    await page.locator(".act .btn").first.click()
    await page.get_by_role("dialog").locator(".kinds label").nth(1).click()
    await expect(page.get_by_role("dialog").locator(".kinds")).to_have_count(2)


async def report_waiting(page: Page, id_: str) -> None:
    """Said where nothing gets through."""
    await page.context.route("**/api/reports/*", lambda route: route.abort())
    await station(page, id_)
    await page.locator(".act .btn").first.click()
    await page.get_by_role("dialog").locator(".kinds label").first.click()
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.get_by_role("dialog").locator("[role=status] h3")).to_be_visible()


async def reports(page: Page, id_: str) -> None:
    await report_waiting(page, id_)
    await page.get_by_role("dialog").locator("a").click()
    await expect(page.locator("main .menu a").first).to_be_visible()


async def reports_changing(page: Page, id_: str) -> None:
    await reports(page, id_)
    await page.locator(".reports__do .btn").first.click()
    await expect(page.get_by_role("dialog").locator(".kinds")).to_be_visible()


async def display(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.locator(".bar__end .tool").last.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def search(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.goto("/search?q=yl")
    await expect(page.locator("main a").first).to_be_visible()


async def scenes(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.goto("/scenes")
    await expect(page.locator("main .menu__a").first).to_be_visible()


async def scene(page: Page, id_: str) -> None:
    await scenes(page, id_)
    await page.locator(".menu__a", has_text="麓山花园").click()
    await expect(page.locator(".door").first).to_be_visible()


async def feedback(page: Page, id_: str) -> None:
    """The form with a fault, which is longer than without."""
    await home(page, id_)
    await page.goto("/feedback")
    await page.locator("form .btn--main").click()
    await expect(page.locator(".field__fault")).to_be_visible()


async def feedback_receipt(page: Page, id_: str) -> None:
    await home(page, id_)
    await page.goto("/feedback")
    await _say(page)
    await expect(page.locator(".slip")).to_be_visible()


async def feedback_waiting(page: Page, id_: str) -> None:
    """Said where nothing gets through, and nothing will: an address may not say much."""
    await page.context.route("**/api/feedback/*", lambda route: route.abort())
    await home(page, id_)
    await page.goto("/feedback")
    await _say(page)
    await expect(page.locator(".state")).to_be_visible()


async def me_waiting(page: Page, id_: str) -> None:
    await feedback_waiting(page, id_)
    await page.locator(".tabs a").last.click()
    await expect(page.locator(".menu__a .btn").first).to_be_visible()


async def desk_feedback(page: Page, id_: str) -> None:
    """As the administrator of the demonstration, about to answer."""
    await home(page, id_)
    await become(page, "administrator")
    await page.goto("/desk/feedback")
    await page.locator(".piece .btn").first.click()
    await expect(page.locator(".piece textarea")).to_be_visible()


async def _say(page: Page) -> None:
    await page.locator("textarea").fill("湘江路的驿站总是锁着，电话也没人接。")
    await page.locator("form .btn--main").click()


def _under(path: str) -> Opening:
    async def open_it(page: Page, id_: str) -> None:
        await home(page, id_)
        await page.goto(path)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()

    return open_it


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "home": home,
        "home-filters": filters,
        "home-empty": empty,
        "radar": radar,
        "station": station_open,
        "station-navigate": navigate,
        "station-report": report,
        "display": display,
        "search": search,
        "scenes": scenes,
        "scene": scene,
        "me": _under("/me"),
        "me-offline": _under("/me/offline"),
        "me-install": _under("/me/install"),
        "me-privacy": _under("/me/privacy"),
        "me-about": _under("/me/about"),
        "feedback": feedback,
        "feedback-receipt": feedback_receipt,
        "feedback-waiting": feedback_waiting,
        "me-waiting": me_waiting,
        "desk-feedback": desk_feedback,
        # From here on nothing of the phone's outbox gets through.
        "station-report-waiting": report_waiting,
        "reports": reports,
        "reports-changing": reports_changing,
        **account_screens.SCREENS,
        **meeting_screens.SCREENS,
        **door_screens.SCREENS,
        **volunteering_screens.SCREENS,
        **document_screens.SCREENS,
        **record_screens.SCREENS,
        **benefit_screens.SCREENS,
        **counter_screens.SCREENS,
        **case_screens.SCREENS,
        **poll_screens.SCREENS,
        **paper_screens.SCREENS,
        **promise_screens.SCREENS,
        "lost": _under("/no/such/screen"),
    }
)


async def _pick(page: Page, words: str) -> None:
    for word in words.split("|"):
        choice = page.get_by_role("dialog").get_by_text(word, exact=True)
        if await choice.count():
            await choice.first.click()
            return
