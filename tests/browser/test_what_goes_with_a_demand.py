"""What goes with a demand: sent after it, heard and seen, or said to be left behind."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from tests.browser import phones
from tests.browser.pages import settled
from tests.browser.test_cases import WORDS, at_today, write
from tests.media.pictures import door, saved

pytestmark = pytest.mark.browser


async def test_a_demand_is_said_in_a_basement_and_the_street_listens(own_site, new_phone):
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    async with phones.chromium(phones.find_shell(), *flags) as talking:
        context = await phones.make_phone(
            talking, own_site, permissions=["geolocation", "microphone"]
        )
        watch = phones.Watch(context, own_site)
        rider = await context.new_page()
        await at_today(rider, "rider")
        await rider.goto("/cases/new")
        await settled(rider)
        await context.set_offline(True)
        await write(rider, "")
        await rider.get_by_text("建议", exact=True).click()
        await expect(rider.get_by_text("合得上，会一起拿来商量")).to_be_visible()
        await rider.get_by_role("button", name="录一段语音").click()
        await expect(rider.get_by_text(re.compile("正在录，1 秒"))).to_be_visible()
        await rider.get_by_role("button", name="录完了").click()
        await expect(rider.get_by_label("语音", exact=True)).to_be_visible()
        await rider.get_by_role("button", name="删掉语音").click()
        await rider.get_by_role("button", name="录一段语音").click()
        await expect(rider.get_by_text(re.compile("正在录，1 秒"))).to_be_visible()
        # Whoever sends while it is still recording sends what was said so far.
        await rider.get_by_role("button", name="提交").click()
        await expect(rider.get_by_role("heading", name="还没发出去")).to_be_visible()
        await plays(rider)
        await context.set_offline(False)
        await expect(rider.get_by_role("heading", name="收到了")).to_be_visible()
        await rider.get_by_role("button", name="听语音").click()
        await plays(rider)
        number = await rider.locator(".slip__fact").first.text_content()
        case = rider.url.rsplit("/", 1)[-1]
        assert [one for one in watch.wrong if "ERR_INTERNET_DISCONNECTED" not in one] == []
        await context.close()
    desk = await (await new_phone(own_site)).new_page()
    await at_today(desk, "convener")
    await desk.goto(f"/desk/cases/{case}")
    await expect(desk.get_by_text(number or "")).to_be_visible()
    await expect(desk.locator(".kvs")).to_contain_text("建议")
    await expect(desk.get_by_text("承办单位听不到")).to_have_count(0)
    await desk.get_by_role("button", name="听语音").click()
    await plays(desk)
    await desk.get_by_role("button", name="受理", exact=True).click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("语音里说了什么").fill("路口的护栏挡道")
    await sheet.get_by_role("button", name="受理", exact=True).click()
    await expect(desk.locator(".river")).to_contain_text("路口的护栏挡道")
    await expect(desk.get_by_text("承办单位听不到")).to_be_visible()


async def test_what_was_left_behind_is_said_and_ones_own_photo_is_seen_again(
    own_site, tmp_path: Path
):
    door_seen = tmp_path / "door.jpg"
    door_seen.write_bytes(saved(door(800, 600), "JPEG"))
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    async with phones.chromium(phones.find_shell(), *flags) as talking:
        context = await phones.make_phone(
            talking, own_site, permissions=["geolocation", "microphone"]
        )
        watch = phones.Watch(context, own_site)
        rider = await context.new_page()
        await at_today(rider, "rider")
        # What was recorded is broken on its way, so that the server refuses it.
        await context.route(
            "**/api/voices/*", lambda route: route.continue_(post_data=b"not a sound" * 99)
        )
        await rider.goto("/cases/new")
        await settled(rider)
        await context.set_offline(True)
        await write(rider, WORDS)
        await rider.get_by_role("button", name="录一段语音").click()
        await expect(rider.get_by_text(re.compile("正在录，1 秒"))).to_be_visible()
        await rider.get_by_role("button", name="录完了").click()
        await rider.locator("input[type=file]").set_input_files(door_seen)
        await expect(rider.locator("canvas")).to_have_js_property("width", 800)
        await rider.get_by_role("button", name="提交").click()
        await expect(rider.get_by_role("heading", name="还没发出去")).to_be_visible()
        await shows(rider)
        await context.set_offline(False)
        await expect(rider.get_by_role("heading", name="收到了")).to_be_visible()
        left = rider.locator(".note").filter(has_text="语音没发成：听不出是什么")
        await expect(left).to_contain_text("其余的已经送到，照常办")
        await expect(rider.get_by_role("button", name="听语音")).to_have_count(0)
        await rider.get_by_role("button", name="看照片").click()
        await shows(rider)
        # The browser writes down that something was refused, and that there was no network.
        forgiven = ("ERR_INTERNET_DISCONNECTED", "422", "voices")
        wrong = [one for one in watch.wrong if not any(part in one for part in forgiven)]
        assert wrong == []
        await context.close()


async def shows(page: Page) -> None:
    """The photo is there to be seen."""
    seen = page.locator(".demand__photo")
    await expect(seen).to_have_js_property("naturalWidth", 800)


async def plays(page: Page) -> None:
    """The browser can make sound of it."""
    sound = page.get_by_label("语音", exact=True)
    await expect(sound).to_have_js_property("error", None)
    await sound.evaluate(
        "(one) => one.readyState > 0 || new Promise((resolve) => (one.onloadedmetadata = resolve))"
    )
