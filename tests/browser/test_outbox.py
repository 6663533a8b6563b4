"""What is written without a network waits, is seen to wait, and arrives once."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright, expect
from tests.browser import phones
from tests.browser.pages import go_offline, open_list
from tests.browser.province import NOW
from tests.browser.test_feedback import say

pytestmark = pytest.mark.browser


def row(page: Page):
    return page.locator(".menu__a", has_text="投诉建议：")


async def arrived(page: Page, id_: str) -> bool:
    return (await page.request.get(f"/api/feedback/{id_}")).status == 200


async def written_offline(page: Page, words: str = "写的时候没有网。") -> str:
    await open_list(page)
    await page.goto("/feedback")
    await go_offline(page)
    id_ = await say(page, words)
    await expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    return id_


async def test_written_without_a_network_it_is_sent_when_there_is_one(page):
    id_ = await written_offline(page)
    await page.get_by_role("link", name="我的").click()
    await expect(page.get_by_text("1 件，存在手机里")).to_be_visible()
    await expect(row(page)).to_contain_text("有网自动发")
    assert not await arrived(page, id_)
    await page.context.set_offline(False)
    await expect(row(page)).to_contain_text("发出去了")
    await expect(page.get_by_role("heading", name="近一天发出去的")).to_be_visible()
    await expect(page.get_by_role("heading", name="待发送")).to_have_count(0)
    assert await arrived(page, id_)


async def test_the_person_can_have_it_sent_now_change_it_or_give_it_up(page):
    id_ = await written_offline(page)
    await page.get_by_role("button", name="现在发").click()
    await expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    await page.get_by_role("link", name="改", exact=True).click()
    await expect(page.get_by_label("想说什么")).to_have_value("写的时候没有网。")
    assert await say(page, "改过的话。") == id_
    await expect(page.locator(".said")).to_have_text("改过的话。")
    await page.get_by_role("button", name="不发了").click()
    await page.get_by_role("dialog").get_by_role("button", name="不发了").click()
    await expect(page.get_by_text("从这台手机上删掉了")).to_be_visible()
    await page.context.set_offline(False)
    await page.get_by_role("link", name="我的").click()
    await expect(page.get_by_role("heading", name="我的")).to_be_visible()
    await expect(row(page)).to_have_count(0)
    assert not await arrived(page, id_)


async def test_what_is_refused_says_why_and_can_be_changed(page, forgiven):
    forgiven.append("got 422")
    await page.goto("/feedback")
    # Nothing that shows: only the server knows better.
    id_ = await say(page, "\u200b")
    await expect(page.get_by_text("没发成：没有写字")).to_be_visible()
    await page.get_by_role("link", name="我的").click()
    await expect(row(page)).to_contain_text("没发成：没有写字")
    await row(page).get_by_role("link", name="改").click()
    assert await say(page, "这回写了字。") == id_
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert await arrived(page, id_)


async def test_a_busy_server_is_left_alone_until_it_says(page, forgiven):
    forgiven.append("got 503")
    answers = [503]

    async def busy(route):
        if answers:
            await route.fulfill(status=answers.pop(), headers={"retry-after": "2"})
        else:
            await route.fallback()

    await page.route("**/api/feedback/*", busy)
    await page.goto("/feedback")
    id_ = await say(page)
    await page.get_by_role("link", name="我的").click()
    await expect(row(page)).to_contain_text("服务器忙，16:00 再发")
    await page.context.clock.set_fixed_time(NOW + timedelta(seconds=2))
    await expect(row(page)).to_contain_text("发出去了")
    assert await arrived(page, id_)


async def test_the_worker_sends_it_when_the_app_is_closed(new_phone):
    phone = await new_phone(permissions=["geolocation", "background-sync"])
    page = await phone.new_page()
    id_ = await written_offline(page)
    other = await phone.new_page()
    await page.close()
    await phone.set_offline(False)
    await fire_sync(phone, other)
    await expect(other.locator("body")).to_be_attached()
    for _ in range(100):
        if await arrived(other, id_):
            break
        await other.wait_for_timeout(50)
    assert await arrived(other, id_)


async def fire_sync(phone: BrowserContext, page: Page) -> None:
    """Let the browser tell the worker that there is a network, as it does some time."""
    cdp = await phone.new_cdp_session(page)
    found = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(event["registrations"]),
    )
    await cdp.send("ServiceWorker.enable")
    while not found:
        await page.wait_for_timeout(20)
    one = found[-1]
    await cdp.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": one["scopeURL"].rstrip("/"),
            "registrationId": one["registrationId"],
            "tag": "outbox",
            "lastChance": False,
        },
    )


async def test_a_killed_browser_keeps_it_and_the_next_start_sends_it(tmp_path, site, browser):
    async with async_playwright() as playwright:
        phone = await kept_phone(playwright, tmp_path, site)
        page = phone.pages[0]
        id_ = await written_offline(page)
        kill(tmp_path)
        phone = await kept_phone(playwright, tmp_path, site)
        page = phone.pages[0]
        await page.goto("/me")
        await expect(row(page)).to_contain_text("发出去了")
        assert await arrived(page, id_)
        await page.goto(f"/feedback/{id_}")
        await expect(page.locator(".said")).to_have_text("写的时候没有网。")
        await phone.close()


async def kept_phone(playwright: Playwright, folder: Path, url: str) -> BrowserContext:
    phone = await playwright.chromium.launch_persistent_context(
        folder,
        executable_path=phones.find_chromium(),
        args=phones.FLAGS,
        base_url=url,
        locale="zh-CN",
        permissions=["geolocation"],
        geolocation=phones.HERE,
        viewport={"width": 360, "height": 740},
    )
    phone.set_default_timeout(15_000)
    return phone


def kill(folder: Path) -> None:
    """End the browser that holds the folder, without a word."""
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={folder}" in (process.info["cmdline"] or []):
            os.kill(process.pid, signal.SIGKILL)
