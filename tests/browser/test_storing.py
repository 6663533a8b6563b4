"""Before a trip: which prefectures are on the phone, storing them and letting them go."""

import pytest
from playwright.async_api import Page, expect
from tests.browser.pages import go_offline, open_list, see_list, settled
from tests.browser.province import PHONE, serving, url_of
from tests.browser.test_anywhere import saving_phone

pytestmark = pytest.mark.browser


def line(page: Page, name: str):
    return page.get_by_role("listitem").filter(has_text=name)


async def test_a_prefecture_is_stored_before_setting_out(new_phone):
    phone = await saving_phone(new_phone)
    page = await phone.new_page()
    await open_list(page)
    await page.goto("/me/offline")
    there = line(page, "湘西")
    await expect(there).to_contain_text("没有存")
    await there.get_by_role("button", name="存下").click()
    await expect(there).to_contain_text("存好了")
    await expect(there).to_contain_text("刚刚")
    await phone.set_geolocation({"longitude": 109.74, "latitude": 28.31})
    await page.goto("/")
    await phone.set_offline(True)
    await page.reload()
    await see_list(page)


async def test_what_was_dropped_is_gone_and_stays_away(new_phone):
    page = await (await new_phone()).new_page()
    await open_list(page)
    await page.goto("/me/offline")
    there = line(page, "湘西")
    await there.get_by_role("button", name="删掉").click(timeout=30_000)
    await expect(there).to_contain_text("删掉了，不会再自动存")
    await expect(there).to_contain_text("没有存")
    await page.get_by_role("button", name="现在更新").click()
    await expect(page.get_by_text("已经是最新的")).to_be_visible()
    await expect(there).to_contain_text("没有存")


async def test_dropping_what_is_near_says_that_it_comes_back(page):
    await open_list(page)
    await page.goto("/me/offline")
    await page.context.set_offline(True)
    there = line(page, "长沙")
    await there.get_by_role("button", name="删掉").click()
    await expect(there).to_contain_text("下次更新还会取")
    await there.get_by_role("button", name="存下").click()
    await expect(there).to_contain_text("没有网络")
    await expect(there).to_contain_text("没有存")


async def test_nothing_stored_is_never_called_up_to_date(new_phone):
    phone = await new_phone(permissions=[])
    await phone.add_init_script(
        "Object.defineProperty(navigator,'connection',{value:{saveData:true}})"
    )
    page = await phone.new_page()
    await page.goto("/me/offline")
    await expect(line(page, "湘西")).to_contain_text("没有存")
    await page.get_by_role("button", name="现在更新").click()
    await expect(page.get_by_text("手机里没有存驿站，没有要更新的")).to_be_visible()
    await expect(page.get_by_text("已经是最新的")).to_have_count(0)
    await page.get_by_role("button", name="都存下").click()
    await expect(page.get_by_role("button", name="存下")).to_have_count(0)
    await expect(page.get_by_text("14 个市州存好了")).to_be_visible()


async def test_a_service_without_stations_says_so(new_phone, province, forgiven):
    # Until the worker has looked for the first time there is no index.
    forgiven.append("got 404 for")
    data = province.with_name("nothing")
    data.mkdir()
    with serving(data, XIANGYI_PHONE=PHONE) as server:
        page = await (await new_phone(url=url_of(server))).new_page()
        await page.goto("/")
        await expect(page.get_by_role("heading", name="这里还没有驿站数据")).to_be_visible()
        await expect(page.get_by_text("没有网络")).to_have_count(0)
        await page.goto("/me/offline")
        await page.get_by_role("button", name="现在更新").click()
        await expect(page.get_by_role("status").get_by_text("这里还没有驿站数据")).to_be_visible()
        await expect(page.get_by_text("已经是最新的")).to_have_count(0)
        # A worker that is still being fetched would miss the server.
        await settled(page)
        server.stop()


async def test_filters_are_still_set_after_a_reload(page):
    await open_list(page)
    await page.get_by_role("checkbox", name="饮水").check()
    await page.get_by_role("checkbox", name="现在开").uncheck()
    await page.reload()
    await see_list(page)
    await expect(page.get_by_role("checkbox", name="饮水")).to_be_checked()
    await expect(page.get_by_role("checkbox", name="现在开")).not_to_be_checked()


async def test_a_place_that_was_chosen_counts_after_a_start_without_a_network(new_phone):
    page = await (await new_phone(permissions=[])).new_page()
    await page.goto("/")
    await page.get_by_role("searchbox").fill("jishou")
    await page.get_by_role("button", name="吉首市").first.click()
    await see_list(page)
    await go_offline(page)
    await see_list(page)
    await expect(page.get_by_text("吉首市一带，近的在前")).to_be_visible()
    await page.get_by_role("button", name="回到我的位置").click()
    await expect(page.get_by_role("heading", name="看不到您在哪里")).to_be_visible()
