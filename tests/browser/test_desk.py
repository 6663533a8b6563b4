"""The desk of whoever keeps a station: what is said there reaches riders, offline too."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from time import monotonic
from typing import Any

import pytest
from playwright.async_api import APIResponse, Page, expect
from tests.browser.accounts import become
from tests.browser.conftest import NewPhone
from tests.browser.pages import open_list, settled

pytestmark = pytest.mark.browser

SHANGHAI = timezone(timedelta(hours=8))


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


DUE, FRESH = "溁湾镇社区党群服务中心", "溁湾镇工会驿站"


async def open_desk(page: Page, station: str = DUE) -> str:
    """As the manager; returns the station's id. The server lives today, and so must the phone."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "manager")
    await page.get_by_role("link", name="驿站工作台").click()
    await page.get_by_role("link", name=station).click()
    await expect(page.get_by_role("heading", name="现在和公示的一样吗？")).to_be_visible()
    return page.url.split("/")[-1]


async def see_at_riders(new_phone: NewPhone, id_: str, words: str) -> None:
    """A rider's first look, again with another phone until the packs have it."""
    said = ""
    for _ in range(20):
        phone = await new_phone()
        await phone.clock.set_fixed_time(datetime.now(UTC))
        rider = await phone.new_page()
        await open_list(rider)
        await rider.goto(f"/s/{id_}")
        await expect(rider.locator(".proof")).to_be_visible()
        said = await rider.locator("main").inner_text()
        await rider.close()
        if words in said:
            return
    pytest.fail(f"no rider reads {words!r}: {said}")


async def test_a_confirmation_made_without_a_network_reaches_the_riders_when_there_is_one(
    page, new_phone
):
    id_ = await open_desk(page)
    await expect(page.get_by_text("上次：")).to_contain_text("天前")
    await settled(page)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="与公示一致").click()
    await expect(page.get_by_text("确认，待发送")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("确认，待发送")).to_be_visible()
    await expect(page.get_by_text("没有网络，这是")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text(f"与公示一致：{DUE}")).to_be_visible()
    await page.goto(f"/desk/stations/{id_}")
    await page.context.set_offline(False)
    await expect(page.get_by_text("确认，已发出")).to_be_visible()
    await see_at_riders(new_phone, id_, "与公示一致")


@pytest.mark.online
async def test_what_is_out_of_order_is_switched_off_at_the_desk_and_on_the_riders_phone(
    page, new_phone
):
    id_ = await open_desk(page)
    switch = page.get_by_role("switch", name="看书")
    await switch.uncheck()
    await expect(page.get_by_text("2 样停用")).to_be_visible()
    await page.reload()
    await expect(switch).not_to_be_checked()
    await see_at_riders(new_phone, id_, "2 样停用")
    await page.context.clock.set_fixed_time(datetime.now(UTC) + timedelta(seconds=5))
    await switch.check()
    await expect(page.get_by_text("1 样停用")).to_be_visible()


@pytest.mark.online
async def test_a_report_is_answered_once_for_all_who_said_the_same(page):
    await open_desk(page)
    await expect(page.get_by_text("说厕所坏了")).to_be_visible()
    answers = page.get_by_role("button", name=re.compile("：说厕所坏了"))
    await answers.first.click()
    await expect(answers).to_have_count(0)
    await expect(page.get_by_text("说厕所坏了，您答了“修好了")).to_be_visible()
    await page.get_by_role("button", name="不属实：说锁着门").click()
    await page.get_by_role("button", name="答复", exact=True).click()
    await expect(page.get_by_text("写一句为什么")).to_be_visible()
    await page.get_by_label("不属实，因为").fill("昨晚停电，八点半就通了。")
    await page.get_by_role("button", name="答复", exact=True).click()
    await expect(page.get_by_text("没有等您答复的")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("没有等您答复的")).to_be_visible()


@pytest.mark.online
async def test_a_station_is_full_for_half_an_hour_or_until_its_manager_says_otherwise(page):
    await open_desk(page, FRESH)
    await page.get_by_role("button", name="说一声").click()
    await page.get_by_role("button", name="告诉骑手").click()
    await expect(page.get_by_text("满员")).to_be_visible()
    await page.context.clock.set_fixed_time(datetime.now(UTC) + timedelta(seconds=5))
    await page.get_by_role("button", name="恢复").click()
    await expect(page.get_by_role("button", name="说一声")).to_be_visible()


@pytest.mark.online
async def test_the_words_for_the_guard_are_changed_and_put_back(page):
    await open_desk(page)
    await page.get_by_role("button", name="不一样，去改").click()
    await page.get_by_role("button", name="怎么进门、停车、电话").click()
    await page.get_by_label("跟门卫怎么说").fill("去党群中心歇脚")
    await page.get_by_role("button", name="存", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_text("改动记录").click()
    record = page.locator(".record__one").first
    await expect(record).to_contain_text("您改的")
    await expect(record).to_contain_text("去党群中心歇脚")
    await record.get_by_role("button").click()
    await record.get_by_role("button", name="真的退回？").click()
    await expect(page.get_by_text("退回了")).to_be_visible()
    await expect(page.locator(".record__one s").first).to_have_text("去党群中心歇脚")


async def test_longer_hours_in_the_heat_are_set_and_the_riders_read_until_when(page, new_phone):
    id_ = await open_desk(page)
    await page.get_by_role("link", name="开放时间").click()
    await page.get_by_role("button", name="周一到周五").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("开门").fill("18:00")
    await sheet.get_by_label("关门").fill("02:00")
    await expect(sheet.get_by_text("第二天关门")).to_be_visible()
    await sheet.get_by_text("周六").click()
    await sheet.get_by_role("button", name="好", exact=True).click()
    week = page.get_by_role("button", name="周一到周六")
    await expect(week).to_contain_text("18:00–次日 2:00")

    last = datetime.now(SHANGHAI) + timedelta(days=3)
    await page.get_by_role("button", name="加几天").click()
    await sheet.get_by_label("为什么").select_option("高温延时")
    await sheet.get_by_role("button", name="好", exact=True).click()
    await expect(sheet.get_by_text("选从哪天到哪天")).to_be_visible()
    await sheet.get_by_label("到哪天").fill(f"{last:%Y-%m-%d}")
    await sheet.get_by_role("button", name="好", exact=True).click()
    await expect(page.locator(".ahead tr", has_text="高温延时")).to_have_count(4)

    # What is set and not saved is still here after a look elsewhere.
    await page.get_by_role("link", name="返回").click()
    await page.get_by_role("link", name="开放时间").click()
    await expect(page.get_by_text("上次改的还没有存")).to_be_visible()
    await expect(week).to_be_visible()
    await settled(page)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="存并公示").click()
    await expect(page.get_by_text("记下了，有网就发出去")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("记下了，有网就发出去")).to_be_visible()
    await expect(week).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_text("记下了，有网就发出去")).to_be_hidden()
    await see_at_riders(new_phone, id_, f"高温期间的时间，到{last.month}月{last.day}日")

    await page.get_by_role("link", name="返回").click()
    await expect(page.get_by_role("link", name="开放时间")).to_contain_text("高温期间的时间")
    await page.get_by_text("改动记录").click()
    record = page.locator(".record__one").first
    await expect(record).to_contain_text("周一到周六 18:00–次日 2:00")
    await expect(record).to_contain_text("7:00–24:00（高温延时）")


@pytest.mark.online
async def test_summer_hours_are_set_from_day_to_day_and_their_dates_changed(page):
    await open_desk(page)
    await page.get_by_role("link", name="开放时间").click()
    await page.get_by_role("button", name="加夏令、冬令时间").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="好", exact=True).click()
    which = page.get_by_label("哪一段日子")
    await expect(which.locator("option:checked")).to_have_text("5月1日到9月30日")
    await page.get_by_role("button", name="改从哪天到哪天").click()
    await sheet.get_by_role("group", name="到哪天").get_by_label("月").select_option("2月")
    await expect(sheet.get_by_text("到第二年这一天")).to_be_visible()
    await sheet.get_by_role("button", name="好", exact=True).click()
    await page.get_by_role("button", name="存并公示").click()
    await expect(page.get_by_text("存好了，一分钟内骑手就看到")).to_be_visible()
    await page.reload()
    await which.select_option("5月1日到2月29日")
    await expect(page.get_by_role("button", name="改从哪天到哪天")).to_be_visible()


async def test_hours_that_somebody_else_changed_meanwhile_are_not_overwritten_unseen(
    page, new_phone, forgiven
):
    forgiven.append("409")
    id_ = await open_desk(page)
    await page.get_by_role("link", name="开放时间").click()
    await settled(page)
    await page.context.set_offline(True)
    await page.get_by_label("另外一句").fill("按门铃")
    await page.get_by_role("button", name="存并公示").click()
    await expect(page.get_by_text("记下了，有网就发出去")).to_be_visible()
    note = {"week": None, "note": "别人写的"}
    other = (await new_phone()).request
    cast = await other.post("/api/demo/cast/manager")
    told = await other.patch(
        f"/api/stations/{id_}",
        data={"hours": note},
        headers={"Authorization": f"Bearer {(await cast.json())['accessToken']}"},
    )
    assert told.status == 204, await told.text()
    await page.context.set_offline(False)
    await expect(page.get_by_text("您改的时候，别人也改了这里")).to_be_visible()
    await expect(page.get_by_label("另外一句")).to_have_value("按门铃")
    await page.get_by_role("button", name="存并公示").click()
    await expect(page.get_by_text("存好了，一分钟内骑手就看到")).to_be_visible()


#: Another tab that writes for as long as it is open.
WRITE_ON = """() => new Promise((writing) => {
  indexedDB.open('xiangyi').onsuccess = ({ target }) => {
    const files = target.result.transaction('files', 'readwrite').objectStore('files')
    const on = () => {
      files.get('index').onsuccess = on
      writing()
    }
    on()
  }
})"""


@pytest.mark.online
async def test_a_poster_whose_code_leads_nowhere_is_questioned_before_it_is_printed(page):
    await open_desk(page)
    await page.get_by_role("button", name="门口海报").click()
    note = page.get_by_role("alert").filter(has_text="印之前先看一眼")
    await expect(note).to_contain_text("localhost")
    await expect(note).to_contain_text("驿站是编的")
    async with page.expect_download() as download:
        await note.get_by_role("button", name="照样印").click()
    assert (await download.value).suggested_filename == f"{DUE}.pdf"
    await expect(note).to_be_hidden()


async def test_the_desk_waits_for_the_server_and_not_for_the_phones_memory(page):
    await open_desk(page)
    await settled(page)
    other = await page.context.new_page()
    await other.goto("/me/privacy")
    await other.evaluate(WRITE_ON)
    await page.reload()
    await expect(page.get_by_role("heading", name="现在和公示的一样吗？")).to_be_visible()


@pytest.mark.online
async def test_whoever_keeps_no_station_is_told_whom_to_ask(page):
    await become(page, "rider")
    await expect(page.get_by_role("link", name="驿站工作台")).to_have_count(0)
    await page.goto("/desk/stations")
    await expect(page.get_by_role("heading", name="您名下没有驿站")).to_be_visible()


async def card_until(page: Page, id_: str, fits: Callable[[APIResponse, Any], bool]) -> None:
    """Riders are answered from what was so a moment ago."""
    began = monotonic()
    while not fits(answer := await page.request.get(f"/api/stations/{id_}"), await answer.json()):
        assert monotonic() - began < 60, "never served"
