"""What a rider said of a station is theirs to see at once, and to change until it has left."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, Page, Route, expect
from tests.browser.accounts import become
from tests.browser.pages import go_offline
from tests.browser.test_reporting import (
    key_of,
    open_station,
    receipt,
    report,
    rider,
    said,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


def own(page: Page):
    """What the station's page says of what was reported from this phone."""
    return page.locator(".own")


async def say_otherwise(page: Page, kind: str, note: str) -> None:
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text(kind, exact=True).click()
    await sheet.get_by_label("还想说一句").fill(note)
    await sheet.get_by_role("button", name="发送").click()


async def change_on_its_way(page: Page, hold: Callable[[Route], Awaitable[None]]) -> Locator:
    """Send another wording while `hold` keeps the first from arriving; the sheet in which it is."""
    await go_offline(page)
    await report(page, "锁着门")
    await page.get_by_role("dialog").get_by_role("link", name="我反映过的").click()
    await page.get_by_role("button", name="改", exact=True).click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_label("锁着门")).to_be_checked()
    await page.route("**/api/reports/*", hold)
    await page.context.set_offline(False)
    await expect(sheet.get_by_role("status").filter(has_text="正在发")).to_be_visible()
    await say_otherwise(page, "人太多", "队排到门外了")
    await expect(sheet.get_by_role("alert")).to_contain_text("正在发")
    return sheet


async def test_a_report_that_waits_is_changed_and_only_the_change_is_sent(new_phone):
    page = await rider(new_phone, "10.9.1.1")
    id_ = await open_station(page, 6)
    await go_offline(page)
    await report(page, "锁着门")
    await expect(own(page)).to_contain_text(re.compile("反映锁着门.*还没发出去"))
    await page.goto("/me")
    row = page.locator(".menu__a", has_text="反映：锁着门")
    await row.get_by_role("link", name="改", exact=True).click()
    await say_otherwise(page, "人太多", "队排到门外了")
    await expect(said(page)).to_contain_text("还没发出去")
    await expect(page.locator("main .menu")).to_contain_text("人太多")
    await page.context.set_offline(False)
    await expect(said(page)).to_contain_text("发出去了")
    told = await receipt(page, await key_of(page))
    assert told is not None
    assert (told["station"], told["kind"]) == (id_, "crowded")
    await page.goto(f"/s/{id_}")
    await expect(own(page)).to_contain_text(re.compile("反映人太多.*发到了"))
    await expect(own(page).locator("li")).to_have_count(1)


async def test_a_report_that_leaves_while_it_is_changed_stays_as_it_was_and_says_so(new_phone):
    page = await rider(new_phone, "10.9.1.2")
    arrives = asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "PUT":
            await arrives.wait()
        await route.fallback()

    await open_station(page, 7)
    sheet = await change_on_its_way(page, hold)
    arrives.set()
    await expect(sheet).to_contain_text("刚才已经发到了，发的是改之前的")
    told = await receipt(page, await key_of(page))
    assert told is not None
    assert told["kind"] == "locked"
    await sheet.get_by_role("button", name="关闭").click()
    await expect(page.locator("main .menu li")).to_have_count(1)
    await expect(page.locator("main .menu")).to_contain_text("锁着门")
    await expect(page.locator("main .menu")).to_contain_text("发到了，还没有人处理")
    await expect(page.get_by_role("button", name="改", exact=True)).to_have_count(0)


async def test_a_change_sent_while_the_report_is_on_its_way_is_kept_once_that_has_failed(new_phone):
    page = await rider(new_phone, "10.9.1.7")
    fails = asyncio.Event()

    async def hold(route: Route) -> None:
        await fails.wait()
        await route.abort()

    await open_station(page, 11)
    await change_on_its_way(page, hold)
    fails.set()
    await expect(said(page)).to_contain_text("还没发出去")
    await expect(page.locator("main .menu")).to_contain_text("人太多")
    await page.unroute_all()
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(said(page)).to_contain_text("发出去了")
    told = await receipt(page, await key_of(page))
    assert told is not None
    assert told["kind"] == "crowded"


async def test_whoever_has_signed_in_is_told_where_reports_are_kept(new_phone):
    page = await rider(new_phone, "10.9.1.3")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/me/stations/" in one.url else None)
    await become(page, "rider")
    await open_station(page, 8)
    await expect(page.get_by_text("跟这里有关的会告诉我")).to_be_visible()
    await report(page, "锁着门")
    await expect(said(page)).to_contain_text("发出去了")
    await expect(own(page)).to_contain_text(re.compile("反映锁着门.*发到了"))
    # The page is drawn anew each minute; whether they follow the station is asked once.
    for minutes in range(1, 4):
        await page.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=minutes))
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        # Whatever the page asks goes out before this.
        await page.evaluate("fetch('/health').then(() => undefined)")
    assert len(asked) == 1
    await page.get_by_role("dialog").get_by_role("link", name="我反映过的").click()
    where = page.locator(".reports__where")
    await expect(where).to_contain_text("也记在您的账号里")
    await expect(where).not_to_contain_text("只存在这台手机里")


async def test_one_tap_is_kept_and_goes_when_the_sheet_closes_or_the_browser_is_killed(new_phone):
    page = await rider(new_phone, "10.9.1.4")
    id_ = await open_station(page, 9)

    async def tap(kind: str) -> None:
        await page.get_by_role("button", name="反映问题").click()
        await page.get_by_role("dialog").get_by_text(kind, exact=True).click()
        await expect(page.get_by_role("dialog")).to_contain_text("记下了")
        await expect(own(page)).to_contain_text(re.compile(f"反映{kind}.*还没发出去"))

    await tap("锁着门")
    await page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    await expect(own(page).locator("li")).to_have_count(0)
    await page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    await tap("人太多")
    await page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    await expect(own(page)).to_contain_text(re.compile("反映人太多.*发到了"))
    await tap("不让进")
    context = page.context
    await page.close()
    page = await context.new_page()
    await page.goto(f"/s/{id_}")
    # A page that is closed holds what it writes for a moment still.
    await expect(own(page)).to_contain_text(re.compile("反映不让进.*发到了"), timeout=15_000)
    await expect(own(page).locator("li")).to_have_count(2)


@pytest.mark.online
async def test_whoever_has_two_phones_reads_on_one_what_they_reported_on_the_other(new_phone):
    one, other = await rider(new_phone, "10.9.1.5"), await rider(new_phone, "10.9.1.6")
    for page in (one, other):
        await become(page, "rider")
    id_ = await open_station(one, 10)
    name = await one.locator("h1").inner_text()
    await report(one, "已经没有了")
    await expect(said(one)).to_contain_text("发出去了")
    await other.goto("/reports")
    made = other.locator("main .menu li", has_text="已经没有了").first
    await expect(made).to_contain_text(name)
    await expect(made).to_contain_text("发到了，还没有人处理")
    await expect(made.get_by_role("link")).to_have_attribute("href", f"/s/{id_}")
