"""名单导入: an administrator looks a list through, takes it in, and takes it back."""

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become

pytestmark = pytest.mark.browser

LIST = """编号,名称,类型,区划代码,经度,纬度,开放时间,设施,电话
L1,望月湖工会驿站,工会驿站,430104001000,112.952,28.207,周一至周日 08：00-22：00,热水,0731-1
L2,,工会驿站,430104001000,112.953,28.207,,热水,0731-2
L3,岳塘工会驿站,工会驿站,430304001000,112.969,27.872,,热水,0731-3
"""


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def send(page: Page) -> None:
    await page.get_by_label("选文件").set_input_files(
        {"name": "工会.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    await page.get_by_text("GPS、天地图").click()
    await page.get_by_label("谁的名单").fill("长沙市总工会")
    await page.get_by_role("button", name="先看一遍").click()
    await expect(page.get_by_role("heading", name="看完了")).to_be_visible()


async def test_a_list_is_looked_through_taken_in_and_taken_back(page):
    await become(page, "administrator")
    await page.get_by_role("link", name="名单导入").click()
    await page.get_by_role("button", name="先看一遍").click()
    await expect(page.get_by_text("请先选文件。")).to_be_visible()
    await send(page)
    await expect(page.get_by_text("收进来会新增 1 处")).to_be_visible()
    await expect(page.get_by_role("radio", name="不收 2")).to_be_checked()
    await expect(page.get_by_text("没有名称。")).to_be_visible()
    await expect(page.get_by_text("不归您管，不能收")).to_be_visible()
    await page.get_by_text("顺手改好 1").click()
    await expect(page.get_by_text("第 2 行")).to_be_visible()
    # The phone was put away meanwhile: the address still leads to the list.
    await page.reload()
    await page.get_by_role("button", name="收进这 1 处").click()
    await expect(page.get_by_role("heading", name="收进来了")).to_be_visible()
    batch = page.locator(".batch").first
    await expect(batch).to_contain_text("您收的")
    await expect(batch).to_contain_text("新增 1，改动 0，不收 2 行")
    await batch.get_by_role("button", name="撤回长沙市总工会这一批").click()
    await batch.get_by_role("button", name="真的整批撤回？").click()
    await expect(page.get_by_text("1 处撤下")).to_be_visible()
    await expect(batch.get_by_text("已撤回")).to_be_visible()
