"""What happens later: data grow old, packs change, a new version comes, a year ends."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect
from tests.browser.firefox_phone import until
from tests.browser.pages import ROWS, go_offline, open_list, rows, see_list
from tests.browser.province import NOW, PHONE, serving, url_of

from xiangyi.app import app_folder
from xiangyi.features.stations.jobs import publisher
from xiangyi.features.stations.service import live
from xiangyi.serving import database
from xiangyi.settings import Settings

pytestmark = pytest.mark.browser


async def test_the_age_of_what_is_shown_is_printed(page):
    await open_list(page)
    await page.clock.set_fixed_time(NOW + timedelta(hours=2, minutes=5))
    await go_offline(page)
    await see_list(page)
    await expect(page.get_by_text("数据是 2 小时前的")).to_be_visible()


async def test_looking_again_makes_the_data_younger_where_nothing_changed(page):
    """What a rider asks is how old the news are, not when something last changed."""
    await open_list(page)
    await page.clock.set_fixed_time(NOW + timedelta(hours=9))
    await page.reload()
    await see_list(page)
    await expect(page.get_by_role("button", name="刚刚的数据")).to_be_visible()
    await page.get_by_role("checkbox", name="现在开").uncheck()
    assert "不知道" not in {row.facts["骑手反映"] for row in await rows(page)}
    await page.clock.set_fixed_time(NOW + timedelta(hours=9, minutes=20))
    await page.get_by_role("checkbox", name="饮水").check()
    await expect(page.get_by_role("button", name="20 分钟前的数据")).to_be_visible()
    await page.get_by_role("button", name="数据").click()
    await expect(page.get_by_role("button", name="刚刚的数据")).to_be_visible()


async def test_three_days_without_a_network_are_said_in_so_many_words(page):
    await open_list(page)
    await page.clock.set_fixed_time(NOW + timedelta(days=3, hours=1))
    await go_offline(page)
    await see_list(page)
    await expect(page.get_by_text("没有网络，数据是 3 天前的")).to_be_visible()
    read = await rows(page)
    assert {row.facts["骑手反映"] for row in read} == {"不知道"}
    assert not any("无人" in row.facts["骑手反映"] for row in read)


async def test_january_breaks_nothing(page, known):
    """The table of holidays ends with 2026: only what hangs on a holiday is uncertain."""
    await page.clock.set_fixed_time(datetime(2027, 1, 5, 2, 0, tzinfo=UTC))  # a Tuesday, 10:00
    await open_list(page)
    shown = await rows(page)
    assert shown
    assert not any("不明" in row.facts["公示时间"] for row in shown), "only what is surely open"
    unsure = next(one for one in known.stations if one.hours and one.hours["holiday"] == [])
    await page.goto(f"/s/{unsure.id}")
    await expect(page.locator(".proof").first).to_contain_text("不")


async def test_a_change_is_on_the_phone_at_the_next_look(new_phone, province):
    data = shutil.copytree(province, province.with_name("changing"))
    with serving(data, XIANGYI_PHONE=PHONE) as server:
        phone = await new_phone(url=url_of(server))
        page = await phone.new_page()
        await open_list(page)
        first = (await rows(page))[0]
        later = NOW + timedelta(minutes=5)
        settings = Settings.from_environment({}, data=str(data), demo=True, phone=PHONE)
        await page.clock.set_fixed_time(later + timedelta(minutes=1))
        warned = page.locator(ROWS).filter(has_text=first.name).first

        async def warns() -> bool:
            # As the worker beside the server does, whose clock is the real one, and who may be
            # at it just now.
            await publisher(settings).publish(now=later + timedelta(minutes=1))
            await page.get_by_role("button", name="数据").click()
            return "人说锁门" in await warned.locator(".facts").inner_text()

        async with database.opened(settings):
            await live.hear([live.Reported(first.id, later, "locked")] * 2, now=later)
            assert await until(warns)
        server.stop()


async def test_a_new_version_is_offered_and_waits(new_phone, province, tmp_path):
    data = shutil.copytree(province, province.with_name("updating"))
    built = app_folder()
    worker = built / "sw.js"
    kept = {path: path.read_bytes() for path in built.glob("sw.js*")}
    try:
        with serving(data, XIANGYI_PHONE=PHONE) as server:
            port = server.port
            phone = await new_phone(url=f"http://localhost:{port}")
            page = await phone.new_page()
            await open_list(page)
            await page.reload()
            await see_list(page)
            server.stop()
        for path in kept:
            path.unlink()
        worker.write_bytes(kept[worker] + b"\n// the next version\n")
        with serving(data, port=port, XIANGYI_PHONE=PHONE) as server:
            assert server.port == port
            await page.reload()
            await see_list(page)
            offer = page.get_by_text("有新版本")
            await expect(offer).to_be_visible()
            await page.get_by_role("button", name="待会儿").click()
            await expect(offer).to_have_count(0)
            await see_list(page)
            await page.reload()
            await expect(offer).to_be_visible()
            async with page.expect_event("load"):
                await page.get_by_role("button", name="现在换").click()
            await see_list(page)
            await expect(offer).to_have_count(0)
            server.stop()
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
