"""A rider whose phone does not say where it is, by choice or because it cannot."""

import pytest
from playwright.async_api import BrowserContext, Page, expect
from tests.browser.oracle import nearest
from tests.browser.pages import ROWS, go_offline, rows, see_list, settled

pytestmark = pytest.mark.browser


@pytest.fixture
async def phone(new_phone) -> BrowserContext:
    return await new_phone(permissions=[])


async def asked(page: Page) -> None:
    await page.goto("/")
    await expect(page.get_by_role("heading", name="看不到您在哪里")).to_be_visible()
    await settled(page)


@pytest.mark.parametrize("typed", ["望月湖", "wangyuehu", "wyh"])
@pytest.mark.online
async def test_a_place_is_chosen_by_name_pinyin_or_initials(page, typed):
    await asked(page)
    await page.get_by_role("searchbox", name="您在哪附近？").fill(typed)
    await page.get_by_role("button", name="望月湖街道 长沙市岳麓区").click()
    await see_list(page)
    assert await rows(page)
    await expect(page.get_by_text("望月湖街道一带，近的在前")).to_be_visible()


async def test_the_list_starts_from_the_chosen_place_and_the_choice_is_remembered(page, known):
    await asked(page)
    await page.get_by_role("searchbox").fill("韶山乡")
    await expect(page.get_by_role("button", name="韶山乡 湘潭市韶山市")).to_be_visible()
    await page.get_by_role("button", name="找").click()
    await see_list(page)
    chosen = await page.evaluate("JSON.parse(localStorage.getItem('xiangyi.settings')).place")
    here = chosen["lon"], chosen["lat"]
    expected = [one.id for one in nearest(here, known.open_now())[:20]]
    assert [row.id for row in await rows(page)] == expected

    await go_offline(page)
    await see_list(page)
    assert [row.id for row in await rows(page)] == expected


@pytest.mark.online
async def test_who_refuses_is_not_asked_again_and_again(page):
    await page.add_init_script("""
      const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation)
      globalThis.asked = 0
      navigator.geolocation.getCurrentPosition = (...how) => { globalThis.asked++; ask(...how) }
    """)
    await asked(page)
    await page.evaluate("new Promise(done => requestIdleCallback(() => setTimeout(done)))")
    assert await page.evaluate("asked") == 1


@pytest.mark.online
async def test_a_name_that_nobody_knows_is_said_to_be(page):
    await asked(page)
    await page.get_by_role("searchbox").fill("没有这个地方")
    await expect(page.get_by_text("没有找到“没有这个地方”")).to_be_visible()
    await expect(page.locator(ROWS)).to_have_count(0)


async def test_who_allows_it_after_all_gets_the_list(page):
    await asked(page)
    await page.get_by_role("button", name="怎么打开定位").click()
    help_ = page.get_by_role("dialog", name="怎么打开定位")
    await expect(help_.get_by_role("heading", name="安卓手机")).to_be_visible()
    await help_.get_by_role("button", name="关闭").click()
    await page.context.grant_permissions(["geolocation"])
    await page.get_by_role("button", name="已经打开了，再试一次").click()
    await see_list(page)


@pytest.mark.online
async def test_who_looks_elsewhere_finds_the_way_back(new_phone):
    page = await (await new_phone()).new_page()
    await page.goto("/")
    await see_list(page)
    mine = await rows(page)
    await page.get_by_role("link", name="搜索").click()
    await page.get_by_role("searchbox").fill("zhuzhou")
    await (
        page.get_by_role("listitem")
        .filter(has_text="看那一带的驿站")
        .first.get_by_role("link")
        .click()
    )
    await see_list(page)
    assert await rows(page) != mine
    await page.get_by_role("button", name="回到我的位置").click()
    await expect(page.get_by_role("button", name="回到我的位置")).to_have_count(0)
    await see_list(page)
    assert await rows(page) == mine
