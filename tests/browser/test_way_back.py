"""The phone's own way back: it closes an open sheet first, and leaves nothing behind."""

import pytest
from playwright.async_api import Page, expect
from tests.browser.pages import ROWS, open_list, see_list

pytestmark = [pytest.mark.browser, pytest.mark.online]


async def _open_first(page: Page) -> str:
    await open_list(page)
    link = page.locator(f"{ROWS} h2 a").first
    name = await link.text_content() or ""
    await link.click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return name


async def test_back_closes_the_maps_and_stays_at_the_station(page):
    name = await _open_first(page)
    await page.get_by_role("button", name="去这里").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    await page.go_back()
    await see_list(page)


async def test_back_closes_the_filters_and_stays_where_the_list_was(page):
    await open_list(page)
    # Playwright's own click would scroll the page first.
    await page.evaluate("scrollTo(0, 400), document.querySelector('.chips button').click()")
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_be_visible()
    await page.go_back()
    await expect(sheet).to_have_count(0)
    await see_list(page)
    assert await page.evaluate("scrollY") == 400


@pytest.mark.parametrize("how", ["button", "escape", "beside"])
async def test_a_sheet_closed_otherwise_takes_its_step_with_it(page, how):
    name = await _open_first(page)
    await page.get_by_role("button", name="去这里").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_be_visible()
    if how == "button":
        await sheet.get_by_role("button", name="关闭").click()
    elif how == "escape":
        await page.keyboard.press("Escape")
    else:
        await page.mouse.click(180, 20)
    await expect(sheet).to_have_count(0)
    await page.wait_for_function("() => !history.state.sheet")
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    await page.go_back()
    await see_list(page)


async def test_forward_to_a_sheet_that_was_closed_leads_nowhere(page):
    await _open_first(page)
    await page.get_by_role("button", name="去这里").click()
    await page.go_back()
    await page.go_forward()
    await page.wait_for_function("() => !history.state.sheet")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.go_back()
    await see_list(page)


async def test_a_page_reloaded_under_a_sheet_needs_one_step_back(page):
    await _open_first(page)
    await page.get_by_role("button", name="去这里").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.reload()
    await page.wait_for_function("() => !history.state.sheet")
    await page.go_back()
    await see_list(page)
