"""A rider opens the app for the first time, standing at 溁湾镇 on a Monday at four."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.oracle import metres, nearest, printed_distance, wind
from tests.browser.pages import HERE_POINT, ROWS, Row, open_list, rows, see_list, total
from tests.browser.screens import wear

pytestmark = [pytest.mark.browser, pytest.mark.online]


def ids(stations: list[Row]) -> list[str]:
    return [one.id for one in stations]


async def test_the_nearest_open_stations_come_first_with_metres_and_direction(page, known):
    await open_list(page)
    expected = nearest(HERE_POINT, known.open_now())[:20]
    assert [(row.id, row.name, row.distance, row.wind) for row in await rows(page)] == [
        (one.id, one.name, printed_distance(HERE_POINT, one), wind(HERE_POINT, one))
        for one in expected
    ]


async def test_each_row_says_three_facts_and_never_one_score(page, known):
    await open_list(page)
    shown = await rows(page)
    for row in shown:
        assert list(row.facts) == ["公示时间", "管理员确认", "骑手反映"]
        assert all(row.facts.values()), row
    by_id = {one.id: one for one in known.stations}
    for row in shown:
        one = by_id[row.id]
        assert row.facts["公示时间"].startswith(("开到", "全天开"))
        assert (row.facts["骑手反映"] == "无人反映") == (not one.reports)
        assert (row.facts["管理员确认"] == "没确认过") == (one.confirmed_minutes is None)


async def test_the_list_goes_on_as_far_as_the_rider_wants(page, known):
    await open_list(page)
    await page.get_by_role("button", name="再看 20 处").click()
    await expect(page.locator(ROWS)).to_have_count(40)
    assert ids(await rows(page)) == [one.id for one in nearest(HERE_POINT, known.open_now())[:40]]


async def test_a_chip_leaves_only_what_has_it_in_working_order(page, known):
    await open_list(page)
    everything = await total(page)
    await page.get_by_role("checkbox", name="微波炉").check()
    wanted = [one for one in known.open_now() if "microwave" in one.working]
    assert ids(await rows(page)) == [one.id for one in nearest(HERE_POINT, wanted)[:20]]
    assert 0 < await total(page) < everything
    for row in await rows(page):
        assert row.amenities[0] == "微波炉", "what is wished for stands first"


async def test_closed_stations_come_back_when_nobody_asks_for_open(page, known):
    await open_list(page)
    await page.get_by_role("checkbox", name="现在开").uncheck()
    assert ids(await rows(page)) == [one.id for one in nearest(HERE_POINT, known.stations)[:20]]


async def test_the_sheet_filters_by_night_entry_kind_and_distance(page, known):
    await open_list(page)
    await page.get_by_role("button", name="更多").click()
    sheet = page.get_by_role("dialog", name="找什么样的驿站")
    await sheet.get_by_role("switch", name="夜里也开").check()
    await sheet.get_by_role("switch", name="直接进").check()
    await sheet.get_by_text("5 公里", exact=True).click()
    await sheet.get_by_role("checkbox", name="工会驿站").check()
    wanted = [
        one
        for one in known.open_now()
        if known.is_open_tonight(one)
        and (one.entry, one.family) == ("walk_in", "union_station")
        and metres(HERE_POINT, one) <= 5000
    ]
    assert wanted, "the demonstration has such a station, or this shows nothing"
    await sheet.get_by_role("button", name=f"看 {len(wanted)} 处").click()
    await expect(sheet).to_have_count(0)
    assert ids(await rows(page)) == [one.id for one in nearest(HERE_POINT, wanted)[:20]]
    await expect(page.get_by_role("button", name="更多 4")).to_be_visible()


async def test_large_letters_show_fewer_chips_and_still_every_filter(page, known):
    await wear(page, "elder")
    await open_list(page)
    await expect(page.get_by_role("group", name="筛选").get_by_role("checkbox")).to_have_count(2)
    await page.get_by_role("button", name="更多").click()
    sheet = page.get_by_role("dialog", name="找什么样的驿站")
    for name in ("微波炉", "手机充电"):
        await sheet.get_by_role("checkbox", name=name).check()
    wanted = [
        one for one in known.open_now() if {"microwave", "phone_charging"} <= set(one.working)
    ]
    await sheet.get_by_role("button", name=re.compile(r"看 \d+ 处")).click()
    await expect(sheet).to_have_count(0)
    assert ids(await rows(page)) == [one.id for one in nearest(HERE_POINT, wanted)[:20]]
    await expect(page.get_by_role("checkbox", name="微波炉")).to_be_checked()
    await expect(page.get_by_role("button", name="更多 1")).to_be_visible()


async def test_the_radar_shows_the_stations_of_the_list(page):
    await open_list(page)
    listed = {row.name: row for row in await rows(page)}
    await page.get_by_role("link", name="雷达").click()
    marks = page.locator(".radar button")
    await expect(marks.first).to_be_visible()
    names = [text.split("，")[0].strip() for text in await marks.all_text_contents()]
    assert set(names) <= set(listed)
    assert names[0] == next(iter(listed)), "the nearest is marked first"
    assert [row.name for row in await rows(page)] == names[:1]
    await marks.nth(2).click()
    await expect(marks.nth(2)).to_have_attribute("aria-pressed", "true")
    assert await rows(page) == [listed[names[2]]]


async def test_an_empty_list_shows_ways_out(page, known):
    await open_list(page)
    await page.get_by_role("button", name="更多").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text("1 公里", exact=True).click()
    await sheet.get_by_role("checkbox", name="床位").check()
    await sheet.get_by_role("checkbox", name="妇女之家").check()
    await sheet.get_by_role("button", name="一处也没有").click()
    await expect(page.get_by_role("heading", name="没有一处")).to_be_visible()
    way_out = page.get_by_role("button", name="最近").or_(page.get_by_role("button", name="1 处"))
    await way_out.first.click()
    await see_list(page)
    assert await rows(page)
