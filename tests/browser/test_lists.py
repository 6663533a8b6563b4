"""名单导入: an administrator looks a list through, takes it in, and takes it back."""

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become

pytestmark = [pytest.mark.browser, pytest.mark.online]

LIST = """编号,名称,类型,区划代码,经度,纬度,开放时间,设施,电话
L1,望月湖工会驿站,工会驿站,430104001000,112.952,28.207,周一至周日 08：00-22：00,热水,0731-1
L2,,工会驿站,430104001000,112.953,28.207,,热水,0731-2
L3,岳塘工会驿站,工会驿站,430304001000,112.969,27.872,,热水,0731-3
"""
FILE = {"name": "工会.csv", "mimeType": "text/csv", "buffer": LIST.encode()}


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def send(page: Page, text: str = LIST, source: str = "长沙市总工会") -> None:
    await page.locator("input[type=file]").set_input_files(FILE | {"buffer": text.encode()})
    await page.get_by_text("GPS、天地图").click()
    await page.get_by_label("谁的名单").fill(source)
    await page.get_by_role("button", name="先看一遍").click()
    # The first list of a server waits for the outlines of the counties.
    await expect(page.get_by_role("heading", name="看完了")).to_be_visible(timeout=30_000)


async def test_a_list_is_looked_through_taken_in_and_taken_back(page):
    await become(page, "administrator")
    await page.get_by_role("link", name="名单导入").click()
    await page.get_by_role("button", name="先看一遍").click()
    await expect(page.get_by_text("请先选文件。")).to_be_in_viewport()
    await page.get_by_label("选文件").set_input_files(FILE)
    await page.get_by_role("button", name="先看一遍").click()
    await expect(page.get_by_text("请选坐标是哪一种。")).to_be_in_viewport()
    await send(page)
    await expect(page.get_by_text("收进来会新增 1 处")).to_be_visible()
    await expect(page.get_by_role("radio", name="不收 2")).to_be_checked()
    await expect(page.get_by_text("没有名称。")).to_be_visible()
    elsewhere = page.get_by_role("listitem").filter(has_text="不归您管，不能收")
    await expect(elsewhere).to_contain_text("岳塘工会驿站")
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


async def test_a_newcomer_reads_which_columns_there_are_and_sends_the_sample_back(page, tmp_path):
    await become(page, "administrator")
    await page.goto("/desk/lists")
    columns = page.locator("section", has=page.get_by_role("heading", name="名单怎么写"))
    await expect(columns).to_contain_text("要有这几列：站点名称、经度、纬度")
    await expect(columns).to_contain_text("开放时间、设施")
    async with page.expect_download() as taken:
        await columns.get_by_role("button", name="下载样例 XLSX").click()
    sample = await taken.value
    assert sample.suggested_filename == "驿站名单样例.xlsx"
    await sample.save_as(tmp_path / "sample.xlsx")
    await page.locator("input[type=file]").set_input_files(tmp_path / "sample.xlsx")
    await page.get_by_text("高德、腾讯").click()
    await page.get_by_role("button", name="先看一遍").click()
    example = page.locator(".lists__rows li", has_text="示例驿站一")
    await expect(example).to_contain_text("不是真的驿站", timeout=30_000)
    await expect(page.get_by_text("不收 2", exact=True)).to_be_visible()


GATE_LIST = """id,name,type,division,lon_wgs84,lat_wgs84,gate_words
DEMO00003,溁湾镇社区党群服务中心,党群服务中心,430104003000,112.95107,28.197847,说找李主任
"""


async def test_a_manager_decides_between_the_list_and_what_is_written_here(page, new_phone):
    await become(page, "manager")
    await page.goto("/desk/stations")
    await page.get_by_role("link", name="溁湾镇社区党群服务中心").click()
    await page.get_by_role("button", name="不一样，去改").click()
    await page.get_by_role("button", name="怎么进门、停车、电话").click()
    await page.get_by_label("跟门卫怎么说").fill("去党群中心歇脚")
    await page.get_by_role("button", name="存", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    desk = await (await new_phone()).new_page()
    await become(desk, "administrator")
    await desk.goto("/desk/lists")
    await send(desk, GATE_LIST, source="demo")
    await expect(desk.get_by_text("站点管理员改过门口怎么说")).to_be_visible()
    await expect(desk.get_by_role("button", name="收进来，请他们选")).to_be_visible()
    await desk.get_by_role("button", name="收进来，请他们选").click()
    await expect(desk.get_by_role("heading", name="收进来了")).to_be_visible()
    await page.goto("/desk/stations")
    mine = page.get_by_role("link", name="溁湾镇社区党群服务中心")
    mark = mine.get_by_text("名单和这里写的不一样")
    await expect(mark).to_be_visible()
    await mine.click()
    card = page.locator(".disputes")
    await expect(card).to_contain_text("说找李主任")
    await expect(card).to_contain_text("去党群中心歇脚")
    await card.get_by_role("button", name="跟门卫怎么说用名单的").click()
    await expect(page.get_by_text("用了名单上的")).to_be_visible()
    await expect(card).to_have_count(0)
    await expect(mark).to_have_count(0)
    await page.get_by_text("改动记录").click()
    await expect(page.locator(".record__one").first).to_contain_text("说找李主任")
