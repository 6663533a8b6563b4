"""What is said of a station is kept through a killed browser and a sign-in that has ended."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Error, Page, Route, async_playwright, expect
from tests.browser.accounts import become
from tests.browser.conftest import NewPhone
from tests.browser.pages import open_list, settled
from tests.browser.test_desk import DUE, FRESH, open_desk
from tests.browser.test_outbox import kept_phone, kill

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


def arrived(data: Path, table: str, station: str, also: str = "TRUE") -> int:
    """How many the server has of what phones said of a station."""
    with closing(sqlite3.connect(f"file:{data}/xiangyi.sqlite?mode=ro", uri=True)) as database:
        counting = f"SELECT count(*) FROM {table} WHERE station = ? AND key IS NOT NULL AND {also}"  # noqa: S608  # ours
        [(count,)] = database.execute(counting, (station,)).fetchall()
    return int(count)


def row(page: Page, words: str):
    return page.locator(".menu__a", has_text=words)


async def confirm(page: Page) -> None:
    await page.get_by_role("button", name="与公示一致").click()
    await expect(page.get_by_text("确认，待发送")).to_be_visible()


async def report(page: Page, id_: str, picture: Path) -> None:
    await page.goto(f"/s/{id_}")
    await page.get_by_role("button", name="反映问题").click()
    sheet = page.get_by_role("dialog")
    await sheet.locator("input[type=file]").set_input_files(picture)
    await expect(sheet.get_by_role("status")).to_contain_text("加了一张照片")
    await sheet.get_by_text("不让进", exact=True).click()
    await sheet.get_by_role("button", name="发送").click()
    await expect(sheet.get_by_role("status")).to_contain_text("还没发出去")


async def test_a_browser_that_is_killed_twice_sends_a_confirmation_and_a_photo_once(
    tmp_path, site, own_data, browser
):
    """First while both wait, and then while the report is on its way, which needs no sign-in:
    nobody knows any more that the server has it. Who signed in a moment before the end does so
    again."""
    picture, folder = tmp_path / "door.jpg", tmp_path / "phone"
    Image.new("RGB", (2400, 1200), "tan").save(picture)
    taken, gone = asyncio.Event(), asyncio.Event()

    async def lose(route: Route) -> None:
        answer = await route.fetch()
        assert answer.status == 200
        taken.set()
        await gone.wait()
        with suppress(Error):
            await route.abort()

    async with async_playwright() as playwright:
        phone = await kept_phone(playwright, folder, site)
        page = phone.pages[0]
        await open_list(page)
        id_ = await open_desk(page, FRESH)
        await settled(page)
        before = arrived(own_data, "confirmation", id_)
        await phone.set_offline(True)
        await confirm(page)
        await phone.clock.set_fixed_time(datetime.now(UTC))
        await report(page, id_, picture)
        kill(folder)

        phone = await kept_phone(playwright, folder, site)
        page = phone.pages[0]
        await phone.route("**/api/reports/*", lose)
        await become(page, "manager")
        await expect(row(page, "反映：不让进")).to_contain_text("正在发", timeout=15_000)
        await asyncio.wait_for(taken.wait(), 15)
        kill(folder)
        gone.set()

        phone = await kept_phone(playwright, folder, site)
        page = phone.pages[0]
        await become(page, "manager")
        for words in ("反映：不让进", "与公示一致："):
            await expect(row(page, words)).to_contain_text("发出去了", timeout=15_000)
        await phone.close()
    assert arrived(own_data, "confirmation", id_) == before + 1
    assert arrived(own_data, "report", id_, "kind = 'unfriendly' AND photo IS NOT NULL") == 1


@pytest.mark.parametrize("how", ["expired", "refused", "forgotten"])
async def test_a_confirmation_waits_for_a_sign_in_that_has_ended_and_then_goes(
    page, new_phone: NewPhone, own_data, forgiven, how
):
    forgiven.append("got 401")
    id_ = await open_desk(page, DUE)
    await settled(page)
    before = arrived(own_data, "confirmation", id_)
    await page.context.set_offline(True)
    await confirm(page)
    await page.reload()
    await expect(page.get_by_text("确认，待发送")).to_be_visible()
    if how == "forgotten":
        await page.evaluate("localStorage.removeItem('xiangyi.who')")
    if how != "refused":
        await page.context.clear_cookies()
    else:
        elsewhere = await (await new_phone()).new_page()
        session = await (await elsewhere.request.post("/api/demo/cast/manager")).json()
        headers = {"Authorization": f"Bearer {session['accessToken']}"}
        assert (await elsewhere.request.delete("/api/me/devices", headers=headers)).ok
    await page.context.set_offline(False)
    await page.goto("/me")
    # What it is nobody reads who is not signed in.
    for _ in range(2):
        if how != "forgotten":
            await expect(page.get_by_text("没发出去的东西，都还在手机里")).to_be_visible()
        await expect(page.get_by_text("有 1 件等您登录，登录以后自动发")).to_be_visible()
        await page.reload()
    assert arrived(own_data, "confirmation", id_) == before
    await become(page, "manager")
    await expect(row(page, f"与公示一致：{DUE}")).to_contain_text("发出去了")
    assert arrived(own_data, "confirmation", id_) == before + 1


async def test_who_sends_before_a_large_photo_is_made_smaller_sends_it_too(
    page, tmp_path, own_data
):
    picture = tmp_path / "door.jpg"
    Image.effect_noise((6000, 4000), 60).convert("RGB").save(picture)
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(page)
    await page.locator("ol.rows h2 a").nth(8).click()
    await page.get_by_role("button", name="反映问题").click()
    id_ = page.url.split("/")[-1]
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text("人太多", exact=True).click()
    await sheet.locator("input[type=file]").set_input_files(picture)
    await sheet.get_by_role("button", name="发送").click()
    await expect(sheet.get_by_role("status")).to_contain_text("发出去了")
    assert arrived(own_data, "report", id_, "kind = 'crowded' AND photo IS NOT NULL") == 1
