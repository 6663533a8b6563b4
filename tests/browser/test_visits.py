"""开着吗？ is asked once after a visit; an answer in one tap, nothing told of where anybody was."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect
from tests.browser.pages import open_list

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def set_out(page: Page, at: int) -> tuple[str, str]:
    """For the station so far down the list, in the past; its name and address."""
    await page.context.clock.set_fixed_time(datetime.now(UTC) - timedelta(minutes=20))
    # The map app of a phone; here it would only leave the page.
    await page.route("https://uri.amap.com/**", lambda route: route.abort())
    await page.goto("/")
    link = page.locator("ol.rows h2 a").nth(at)
    name, path = (await link.inner_text()).strip(), await link.get_attribute("href")
    await link.click()
    await page.locator(".act .btn--main").click()
    await page.evaluate("Object.defineProperty(navigator, 'onLine', { value: false })")
    await page.get_by_role("dialog").get_by_role("button", name="高德").click()
    await expect(page.get_by_role("dialog").get_by_role("status")).not_to_be_empty()
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    return name, path or ""


async def test_whoever_finds_it_locked_says_so_in_a_tap_and_is_not_asked_again(page):
    name, _ = await set_out(page, 3)
    await open_list(page)
    question = page.get_by_role("region", name=f"{name}开着吗？")
    await expect(question).to_be_visible()
    await question.get_by_role("button", name="锁着").click()
    await expect(question.get_by_role("status")).to_contain_text("记下了")
    # The list stands where it stood when the question goes, at that very moment.
    moved = await question.get_by_role("button", name="先不说").evaluate(
        """async (button) => {
          const top = () => document.querySelector('ol.rows').getBoundingClientRect().top
          const before = top()
          button.click()
          await Promise.resolve()
          return top() - before
        }"""
    )
    await expect(question).to_have_count(0)
    assert moved == 0
    await page.goto("/reports")
    await expect(page.locator("main .menu")).to_contain_text("发到了，还没有人处理")
    await open_list(page)
    await page.wait_for_function("navigator.serviceWorker.controller !== null")
    await expect(page.get_by_text("开着吗？")).to_have_count(0)


async def test_whoever_says_open_keeps_it_on_the_phone_and_can_ask_never_to_be_asked(page):
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.method} {one.url}"))
    name, path = await set_out(page, 4)
    await open_list(page)
    question = page.get_by_role("region", name=f"{name}开着吗？")
    await question.get_by_role("button", name="开着").click()
    await expect(question.get_by_role("status")).to_contain_text("只记在这台手机里")
    await page.goto(path)
    await expect(page.get_by_text("您说开着")).to_be_visible()
    told = [one for one in asked if one.startswith(("PUT", "POST"))]
    # That the phone is here, which every first start says.
    assert [one for one in told if not one.endswith("/api/devices")] == []
    await page.goto("/reports")
    switch = page.get_by_role("switch", name="去过以后问一句")
    await switch.uncheck()
    await expect(page.locator(".sw__r")).to_have_text("不问")
    await page.reload()
    await expect(switch).not_to_be_checked()
