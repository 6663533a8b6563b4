"""A rider who has been here once rides into a car park without a signal."""

import re
from itertools import pairwise

import pytest
from playwright.async_api import Page, expect
from tests.browser.oracle import Known, Province, metres, nearest, printed_distance
from tests.browser.pages import HERE_POINT, go_offline, open_list, rows, see_list

pytestmark = pytest.mark.browser


def at_a_border(known: Province) -> tuple[float, float]:
    """Half-way between open stations of two prefectures, with both among the nearest five."""
    stations = known.open_now()
    for one in stations:
        others = [other for other in stations if other.prefecture != one.prefecture]
        other = nearest((one.lon, one.lat), others)[0]
        here = round((one.lon + other.lon) / 2, 4), round((one.lat + other.lat) / 2, 4)
        five = nearest(here, stations)[:5]
        split = sum(near.prefecture == five[0].prefecture for near in five)
        if split in {2, 3} and {"长沙市"} < {near.prefecture for near in five}:
            return here
    raise AssertionError("the demonstration has no border with stations on both sides")


async def expect_five(page: Page, here: tuple[float, float], expected: list[Known]) -> None:
    await expect(page.get_by_role("heading", level=2).first).to_be_visible()
    shown = (await rows(page))[:5]
    assert [(row.id, row.distance) for row in shown] == [
        (one.id, printed_distance(here, one)) for one in expected[:5]
    ]
    assert all(metres(here, a) <= metres(here, b) for a, b in pairwise(expected[:5]))


async def test_in_airplane_mode_the_nearest_five_open_stations_are_there(page, known):
    await open_list(page)
    await go_offline(page)
    await expect_five(page, HERE_POINT, nearest(HERE_POINT, known.open_now()))
    await expect(page.get_by_text("没有网络，数据是刚刚的")).to_be_visible()


async def test_the_nearest_five_are_right_on_both_sides_of_a_border(new_phone, known):
    here = at_a_border(known)
    phone = await new_phone(geolocation={"longitude": here[0], "latitude": here[1]})
    page = await phone.new_page()
    await open_list(page)
    await go_offline(page)
    expected = nearest(here, known.open_now())
    assert len({one.prefecture for one in expected[:5]}) > 1
    await expect_five(page, here, expected)


async def test_everything_of_the_app_opens_without_a_network(page, known):
    """Each screen was opened by nobody before the network went."""
    await open_list(page)
    await go_offline(page)
    await see_list(page)
    one = nearest(HERE_POINT, known.open_now())[0]
    await page.get_by_role("link", name=one.name).click()
    await expect(page.get_by_role("heading", level=1, name=one.name)).to_be_visible()
    await page.get_by_role("button", name="去这里").click()
    await expect(page.get_by_role("dialog", name="用哪个地图去？")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("link", name="返回").click()
    await page.get_by_role("link", name="搜索").click()
    await page.get_by_role("searchbox").fill("ywz")
    await expect(page.get_by_role("link", name="溁湾镇").first).to_be_visible()
    await page.get_by_role("link", name="返回").click()
    await page.get_by_role("link", name="我的").click()
    for name in ("离线数据", "安装到桌面", "隐私", "关于湘驿"):
        await page.get_by_role("link", name=name).click()
        await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        await page.get_by_role("link", name="返回").click()
    await page.get_by_role("button", name="语言 Language").click()
    await page.get_by_text("English", exact=True).click()
    await expect(page.get_by_role("heading", level=1, name="Me")).to_be_visible()


async def test_a_link_into_the_app_opens_without_a_network(page, known):
    await open_list(page)
    await go_offline(page)
    one = nearest(HERE_POINT, known.open_now())[3]
    for path, heading in (
        (f"/s/{one.id}", one.name),
        ("/search?q=hw", "找驿站、找地方"),
        ("/me", "我的"),
        ("/me/offline", "离线数据"),
    ):
        await page.goto(path)
        await expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


async def test_the_phone_says_what_it_holds_and_how_old_it_is(page, known):
    await open_list(page)
    await page.goto("/me/offline")
    row = page.get_by_role("listitem").filter(has_text="长沙市")
    count = sum(one.prefecture == "长沙市" for one in known.stations)
    await expect(row).to_contain_text(re.compile(rf"{count} 处，[\d.]+\skB，刚刚"))
    await page.get_by_role("button", name="现在更新").click()
    await expect(page.get_by_text("已经是最新的")).to_be_visible()
    await page.context.set_offline(True)
    await page.get_by_role("button", name="现在更新").click()
    await expect(page.get_by_text("没有网络，没能更新")).to_be_visible()


async def test_without_a_network_on_the_first_visit_there_is_a_sentence_and_a_way_on(
    new_phone, site, forgiven
):
    """The app came, and then the signal went, before any station had come."""
    phone = await new_phone()
    await phone.route("**/packs/**", lambda route: route.abort("internetdisconnected"))
    page = await phone.new_page()
    await page.goto("/")
    await expect(page.get_by_role("heading", name="没取到驿站")).to_be_visible()
    await phone.unroute_all()
    await page.get_by_role("button", name="再试一次").click()
    await see_list(page)
