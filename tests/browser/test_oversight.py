"""驿站情况: a supervisor sees what is due, goes down to a street, and takes it along."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become

pytestmark = [pytest.mark.browser, pytest.mark.online]


async def test_a_supervisor_goes_from_the_city_down_to_a_street_and_exports_it(page):
    await become(page, "supervisor")
    await page.get_by_role("link", name="驿站情况").click()
    await expect(page.get_by_role("heading", name="长沙市")).to_be_visible()
    await expect(page.get_by_role("radio", name=re.compile("^太久没确认"))).to_be_checked()
    await page.get_by_role("link", name=re.compile("^岳麓区")).click()
    await expect(page.get_by_role("heading", name="岳麓区")).to_be_visible()
    await page.get_by_role("link", name=re.compile("^桔子洲街道")).click()
    await expect(page.get_by_role("heading", name="桔子洲街道")).to_be_visible()
    await page.get_by_text(re.compile("^全部 ")).click()
    due = page.get_by_role("link", name="溁湾镇社区党群服务中心", exact=True)
    await expect(due).to_be_visible()
    async with page.expect_download() as taken:
        await page.get_by_role("button", name="导出 CSV").click()
    file = await taken.value
    assert re.fullmatch(r".*桔子洲街道驿站情况 全部 \d{4}-\d\d-\d\d\.csv", file.suggested_filename)
    text = (await file.path()).read_text("utf-8-sig")
    assert "溁湾镇社区党群服务中心" in text
    await page.get_by_role("link", name="上一级").click()
    await expect(page.get_by_role("heading", name="岳麓区")).to_be_visible()


async def test_a_supervisor_looks_at_the_desk_of_a_station_and_says_nothing_there(page):
    await become(page, "supervisor")
    await page.goto("/desk/oversight/nbs:430104003000")
    await page.get_by_text(re.compile("^全部 ")).click()
    row = page.locator(".batch", has_text="溁湾镇社区党群服务中心")
    await row.get_by_role("link", name=re.compile("工作台")).click()
    await expect(page.get_by_text("您只能看，看过会记下来")).to_be_visible()
    await expect(page.get_by_role("button", name="与公示一致")).to_be_disabled()
    await page.get_by_text("改动记录").click()
    await expect(page.locator(".record__one").first).to_be_visible()
    await expect(page.locator(".record__one").get_by_role("button")).to_have_count(0)
