"""Finding by name: in pinyin, in prefectures not held yet, and without a position."""

import re

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.pages import ROWS, open_list, see_list
from tests.browser.test_anywhere import saving_phone

pytestmark = [pytest.mark.browser, pytest.mark.online]


async def look_for(page: Page, typed: str) -> None:
    await page.goto("/search")
    await page.get_by_role("searchbox").fill(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wuyiguangchang", "五一广场"),
        ("wuyi", "五一广场"),
        ("wu yi guang chang", "五一广场"),
        ("wuyigc", "五一广场"),
        ("wygc", "五一广场"),
        ("houjiatang", "侯家塘"),
        ("houjiatangjd", "侯家塘"),
    ],
)
async def test_stations_are_found_in_pinyin_initials_or_both(page, typed, name):
    await open_list(page)
    await look_for(page, typed)
    await expect(page.locator(".found")).to_contain_text(name)


async def test_xiangxi_is_xiangxi_before_it_is_xiangxiang(page):
    await open_list(page)
    await look_for(page, "xiangxi")
    await expect(page.locator(".found b").first).to_contain_text("湘西")


async def test_what_was_not_searched_is_said_and_can_be_fetched(new_phone):
    page = await (await saving_phone(new_phone)).new_page()
    await open_list(page)
    await look_for(page, "人民北路")
    await expect(page.get_by_role("heading", name="手机里存着的，没有“人民北路”")).to_be_visible()
    await expect(page.get_by_text("没存到手机里")).to_contain_text("长沙市")
    await page.get_by_role("button", name="再找").click()
    await expect(page.locator(".found")).to_contain_text("人民北路")
    await expect(page.get_by_text("没存到手机里")).to_have_count(0)


async def test_who_does_not_save_data_need_not_ask_for_it(page):
    await open_list(page)
    await look_for(page, "人民北路")
    await expect(page.locator(".found")).to_contain_text("人民北路")


async def test_nothing_is_found_only_after_everything_was_searched(page):
    await open_list(page)
    await look_for(page, "没有这个地方")
    await expect(page.get_by_role("heading", name="没有找到“没有这个地方”")).to_be_visible()


@pytest.mark.parametrize("typed", ["五一广场", "wuyiguangchang", "五一"])
async def test_without_a_position_a_station_names_where_one_is(new_phone, typed):
    page = await (await new_phone(permissions=[])).new_page()
    await page.goto("/")
    await page.get_by_role("searchbox", name="您在哪附近？").fill(typed)
    await page.get_by_role("button", name="五一广场").first.click()
    await see_list(page)
    await expect(page.locator("ol.rows")).to_contain_text("五一广场")


async def test_whoever_chooses_a_station_is_told_how_many_more_there_are(page):
    await open_list(page)
    name = await page.locator(f"{ROWS} h2 a").first.inner_text()
    await become(page, "convener")
    await page.goto("/desk/consultations/new")
    field = page.get_by_role("searchbox", name="在驿站开")
    await field.fill("驿站")
    await expect(page.locator(".outs .btn")).to_have_count(6)
    await expect(page.get_by_text(re.compile(r"还有 \d{2,} 个，再写几个字"))).to_be_visible()
    await field.fill(name.strip())
    await expect(page.locator(".outs .btn").first).to_contain_text(name.strip())
    await expect(page.get_by_text("再写几个字")).to_have_count(0)
