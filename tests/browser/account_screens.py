"""The screens of accounts and of work, and how a person gets there."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.meetings import call_together

_LIST = """名称,区划代码,经度,纬度,开放时间,楼层
望月湖工会驿站,430104001000,112.952,28.207,周一至周日 08：00-22：00,一楼
,430104001000,112.953,28.207,,二楼
岳塘工会驿站,430304001000,112.969,27.872,,
"""
Opening = Callable[[Page, str], Awaitable[None]]


def _as(person: str, path: str, shown: str = "h1") -> Opening:
    async def open_it(page: Page, _: str) -> None:
        await become(page, person)
        await page.goto(path)
        await expect(page.locator(shown).first).to_be_visible()

    return open_it


async def sign_in(page: Page, _: str) -> None:
    await page.goto("/me/sign-in")
    await expect(page.locator("input[type=tel]")).to_be_visible()


async def cast(page: Page, _: str) -> None:
    await page.goto("/me/cast")
    await expect(page.locator("main .menu button").first).to_be_visible()


async def sign_out(page: Page, _: str) -> None:
    await become(page, "rider")
    await page.goto("/me")
    await page.locator("main .sec > .btn--wide").last.click()
    await expect(page.get_by_role("dialog").locator(".btn--stop")).to_be_enabled()


async def deletion(page: Page, id_: str) -> None:
    await _as("rider", "/me/data", ".kept")(page, id_)
    await page.locator("main .btn--stop").click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def withdrawal(page: Page, id_: str) -> None:
    await _as("administrator", "/desk/roles", ".ledger .btn")(page, id_)
    await page.locator(".ledger .btn").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def organisation(page: Page, id_: str) -> None:
    await _as("administrator", "/desk/organisations", ".ledger .btn")(page, id_)
    await page.locator(".ledger .btn").first.click()
    await expect(page.locator(".aside")).to_have_count(2)


async def kept_station(page: Page, id_: str) -> None:
    """The station that waited longest, with everything open that opens."""
    await _as("manager", "/desk/stations", ".kept .menu__a")(page, id_)
    await page.locator(".kept .menu__a").first.click()
    await page.locator(".card--rows .btn").last.click()
    await page.locator(".record:not(.answered) summary").click()
    await expect(page.locator(".record__one").first).to_be_visible()


async def kept_facts(page: Page, id_: str) -> None:
    await _as("manager", "/desk/stations", ".kept .menu__a")(page, id_)
    await page.locator(".kept .menu__a").first.click()
    await page.locator(".btn--big + .btn").click()
    await page.locator("button.menu__a[aria-haspopup=dialog]").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def kept_hours(page: Page, id_: str) -> None:
    """The week, special dates and two weeks ahead, with something that is not saved yet."""
    await kept_dates(page, id_)
    await page.get_by_role("dialog").locator("select").select_option("closed")
    for date in await page.get_by_role("dialog").locator("input[type=date]").all():
        await date.fill("2027-01-01")
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.locator(".act .btn--main")).to_be_visible()


async def kept_dates(page: Page, _: str) -> None:
    await _as("manager", "/desk/stations", ".kept .menu__a")(page, _)
    await page.locator(".kept .menu__a").first.click()
    await page.locator("a[href$='/hours']").click()
    await page.locator(".hours__more .btn--wide").click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def kept_scene(page: Page, id_: str) -> None:
    """A place to get into, with everything that can be written of it."""
    await _as("manager", "/desk/scenes", "main .menu__a")(page, id_)
    await page.locator(".menu__a", has_text="麓山花园").click()
    await expect(page.locator(".part").first).to_be_visible()
    await page.evaluate("document.querySelectorAll('.record').forEach(one => (one.open = true))")
    await expect(page.locator(".part input").first).to_be_visible()


async def lists(page: Page, id_: str) -> None:
    """What a list may say, with each column."""
    await _as("administrator", "/desk/lists", ".lists__columns")(page, id_)
    await page.locator(".lists__columns summary").click()


async def list_seen(page: Page, id_: str) -> None:
    """Looked through, with rows that are refused and others."""
    await _as("administrator", "/desk/lists", ".lists__columns")(page, id_)
    await page.locator("input[type=file]").set_input_files(
        {"name": "工会.csv", "mimeType": "text/csv", "buffer": _LIST.encode()}
    )
    await page.locator("form .pick label").last.click()
    await page.locator("form .btn--main").click()
    await expect(page.locator(".lists__rows .lists__line").first).to_be_visible(timeout=30_000)


async def oversight_below(page: Page, id_: str) -> None:
    await _as("supervisor", "/desk/oversight", ".sketch text")(page, id_)
    await page.locator(".lists .menu__a").nth(2).click()
    await expect(
        page.locator(".lists a[href='/desk/oversight/nbs%3A430100000000']")
    ).to_be_visible()
    await expect(page.locator(".sketch text").first).to_be_visible()


async def notices(page: Page, _: str) -> None:
    """One that is unread."""
    await call_together(page.context, "partner")
    await _as("partner", "/me/notices", ".notice--unread")(page, _)


async def me_notices(page: Page, _: str) -> None:
    await call_together(page.context, "partner")
    await _as("partner", "/me", ".notice--unread")(page, _)
    await expect(page.locator(".unread")).to_be_visible()


async def reminders(page: Page, _: str) -> None:
    """Without an account, about to choose a place."""
    await page.context.grant_permissions(["notifications"])
    await page.goto("/me/notices/settings")
    await page.locator(".btn--main").click()
    await expect(page.locator(".field__fault")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "sign-in": sign_in,
        "cast": cast,
        "me-signed-in": _as("administrator", "/me", "main .menu"),
        "profile": _as("rider", "/me/profile", ".act .btn"),
        "devices": _as("rider", "/me/devices", ".menu .btn"),
        "data": _as("rider", "/me/data", ".kept"),
        "data-deletion": deletion,
        "guardian": _as("rider", "/me/guardian", "form .btn"),
        "claim": _as("rider", "/me/claim", "form .btn"),
        "sign-out": sign_out,
        "notices": notices,
        "notices-none": _as("second_partner", "/me/notices", ".blank"),
        "me-notices": me_notices,
        "reminders": reminders,
        # The phone lets the app show no notifications.
        "reminders-signed-in": _as("rider", "/me/notices/settings", ".topic"),
        "desk-roles": _as("administrator", "/desk/roles", ".ledger li"),
        "desk-roles-withdrawal": withdrawal,
        "desk-organisations": organisation,
        "desk-audit": _as("supervisor", "/desk/audit", ".ledger li"),
        "desk-stations": _as("manager", "/desk/stations", ".kept .menu__a"),
        "desk-station": kept_station,
        "desk-station-facts": kept_facts,
        "desk-station-hours": kept_hours,
        "desk-station-dates": kept_dates,
        "desk-scenes": _as("manager", "/desk/scenes", "main .menu__a"),
        "desk-scene": kept_scene,
        "desk-lists": lists,
        "desk-list": list_seen,
        "desk-oversight": _as("supervisor", "/desk/oversight", ".sketch text"),
        "desk-oversight-below": oversight_below,
        "desk-kept": _as("clerk", "/desk/kept", ".ledger li"),
    }
)
