"""A voucher is taken, shown in airplane mode, and used at a counter with a network or without."""

import io
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Page, Route, async_playwright, expect
from tests.browser import fake_camera, phones
from tests.browser.accounts import become
from tests.browser.benefit_screens import offer, taken, use_up
from tests.browser.counter_screens import asked_back
from tests.browser.pages import go_offline, settled

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def code_on(page: Page) -> str:
    """What another phone's camera sees on this one."""
    await expect(page.locator("svg.qr")).to_be_visible()
    picture = await page.locator("svg.qr").screenshot()
    image = Image.open(io.BytesIO(picture)).convert("L")
    [found] = zxingcpp.read_barcodes(image)
    # And where the screen is broken: of a code with less to spare this much is not read any more.
    w, h = image.size
    image.paste(255, (int(w * 0.32), int(h * 0.32), int(w * 0.68), int(h * 0.68)))
    assert [one.text for one in zxingcpp.read_barcodes(image)] == [found.text]
    return found.text


async def stand_at_the_counter(page: Page) -> None:
    """With this morning's list, about to type or to read with a hand scanner."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "partner")
    await page.goto("/desk/counter")
    await page.get_by_role("button", name="扫不了").click()
    await expect(page.get_by_text("没网也能验")).to_be_visible()


async def scan(page: Page, text: str) -> None:
    await page.get_by_label("券上的 10 位").fill(text)
    await page.get_by_role("button", name="查这张").click()


async def test_a_voucher_taken_in_a_tap_is_used_once_at_the_counter(page, forgiven, site, tmp_path):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    title = "量血压一次"
    await offer(page, uuid4(), title, eligibility={}, costMinutes=0)
    await become(page, "rider")
    await page.goto("/activities")
    await page.get_by_role("link", name="优待和优待券").click()
    await page.get_by_role("link", name=title).first.click()
    await page.get_by_role("button", name="领券").click()
    await expect(page.get_by_role("dialog").get_by_text("湘江东岸医院看得到")).to_be_visible()
    await page.get_by_role("button", name="同意，领券").click()
    await expect(page.get_by_text("给柜台扫")).to_be_visible()
    await settled(page)

    # In airplane mode, from the page that was opened first.
    await page.goto("/me/benefits")
    await expect(page.locator(".stub")).to_have_count(1)
    await go_offline(page)
    await expect(page.get_by_text("没有网络，这是手机里存的")).to_be_visible()
    await page.get_by_role("link", name=title).first.click()
    token = await code_on(page)

    fake_camera.film(tmp_path / "seen.mjpeg", token, side=420)
    flags = [*phones.FLAGS, *fake_camera.flags(tmp_path / "seen.mjpeg")]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=phones.find_chromium(), args=flags
        )
        counter = await (await phones.make_phone(browser, site, permissions=["camera"])).new_page()
        await counter.context.clock.set_fixed_time(datetime.now(UTC))
        await become(counter, "partner")
        await counter.goto("/desk/counter")
        await expect(counter.get_by_role("heading", name="有效")).to_be_visible()
        await expect(counter.get_by_text("李**")).to_be_visible()
        await expect(counter.get_by_text("李小勇")).to_have_count(0)
        await counter.get_by_role("button", name="核销这一张").click()
        await expect(counter.get_by_role("heading", name="核销了")).to_be_visible()
        # The camera still sees it.
        await counter.get_by_role("button", name="扫下一张").click()
        await expect(counter.get_by_text("这张券用过了")).to_be_visible()
        await browser.close()

    await page.context.set_offline(False)
    await expect(page.get_by_text(re.compile("用过"))).to_be_visible()
    await expect(page.locator("svg.qr")).to_have_count(0)


async def test_a_counter_without_a_network_takes_vouchers_in_and_hears_of_a_double_use(
    page, new_phone, forgiven
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    [first, second] = [await taken(page) for _ in range(2)]
    counter = await (await new_phone()).new_page()
    await stand_at_the_counter(counter)
    await settled(counter)
    await counter.context.set_offline(True)
    await scan(counter, first["code"])
    await expect(counter.get_by_text("没有网络，输号验不了")).to_be_visible()
    for one in (first, second):
        await scan(counter, one["token"])
        await expect(counter.get_by_role("heading", name="有效")).to_be_visible()
        await counter.get_by_role("button", name="先收下，来网再报").click()
        await expect(counter.get_by_role("heading", name="先收下了")).to_be_visible()
        await counter.get_by_role("button", name="扫下一张").click()
    await scan(counter, first["token"])
    await expect(counter.get_by_text("这台手机收过这张券了")).to_be_visible()
    await counter.get_by_role("button", name="扫下一张").click()
    head, payload, mac = first["token"].split(".")
    await scan(counter, f"{head}.{payload}.{mac[::-1]}")
    await expect(counter.get_by_text("签名对不上")).to_be_visible()

    # Meanwhile the second is used at a counter that has a network.
    await use_up(page, second["code"])
    await counter.goto("/desk/counter/today")
    await expect(counter.get_by_text("2 张等着来网报")).to_be_visible()
    await counter.context.set_offline(False)
    await expect(counter.get_by_text("没网时收的，1 张没算")).to_be_visible()
    await expect(counter.get_by_text("等着来网报")).to_have_count(0)
    await counter.reload()
    # Among those that came to nothing, and in its place in the day.
    await expect(counter.get_by_text("用重了：别的柜台先报了")).to_have_count(2)
    await expect(counter.locator(".menu__a", has_text="没网时收的")).to_have_count(2)


async def test_a_use_whose_answer_is_lost_is_asked_again_and_counts_once(page, new_phone, forgiven):
    forgiven.append("ERR_FAILED")
    told = await taken(page)
    counter = await (await new_phone()).new_page()
    await stand_at_the_counter(counter)
    await settled(counter)
    # The list that came with the page is too old to go by, and the look cannot renew it.
    await counter.route("**/api/counter/list", lambda route: route.abort())
    await counter.context.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=25))
    await scan(counter, told["token"])
    await expect(counter.get_by_role("heading", name="有效")).to_be_visible()

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await counter.route("**/use", lose)
    await counter.get_by_role("button", name="核销这一张").click()
    await expect(counter.get_by_text("没听到回答")).to_be_visible()
    await expect(counter.get_by_role("heading", name="不能用")).to_have_count(0)
    await counter.unroute("**/use")
    await counter.get_by_role("button", name="核销这一张").click()
    await expect(counter.get_by_role("heading", name="核销了")).to_be_visible()


@pytest.mark.online
async def test_a_use_is_taken_back_by_two(page, new_phone):
    told = await taken(page)
    await use_up(page, told["code"])
    counter = await (await new_phone()).new_page()
    await counter.context.clock.set_fixed_time(datetime.now(UTC))
    await become(counter, "partner")
    await counter.goto("/desk/counter/today")
    await counter.get_by_role("button", name="申请撤销").first.click()
    sheet = counter.get_by_role("dialog")
    await sheet.get_by_role("textbox").fill("扫错了人，他没有体检。")
    await sheet.get_by_role("button", name="申请撤销").click()
    await expect(counter.get_by_text("等另一个人确认").first).to_be_visible()
    asked = counter.locator(".menu__a", has_text="扫错了人").first
    await expect(asked.get_by_role("button")).to_have_count(0)
    other = await (await new_phone()).new_page()
    await other.context.clock.set_fixed_time(datetime.now(UTC))
    await become(other, "administrator")
    await other.goto("/desk/counter/today")
    await expect(other.get_by_text("扫错了人")).to_be_visible()
    row = other.locator(".menu__a", has_text="扫错了人")
    await row.get_by_role("button", name="确认撤销").click()
    await expect(row).to_have_count(0)
    await become(page, "volunteer")
    await page.goto(f"/me/vouchers/{told['id']}")
    await expect(page.locator("svg.qr")).to_be_visible()


@pytest.mark.online
async def test_a_use_stays_where_the_second_person_says_why(page, new_phone):
    await asked_back(page)
    other = await (await new_phone()).new_page()
    await other.context.clock.set_fixed_time(datetime.now(UTC))
    await become(other, "administrator")
    await other.goto("/desk/counter/today")
    row = other.locator(".menu__a", has_text="扫错了人").last
    await row.get_by_role("button", name="不撤销").click()
    sheet = other.get_by_role("dialog")
    await sheet.get_by_role("textbox").fill("看了监控，扫的就是他。")
    await sheet.get_by_role("button", name="不撤销").click()
    await expect(row).to_have_count(0)
    counter = await (await new_phone()).new_page()
    await counter.context.clock.set_fixed_time(datetime.now(UTC))
    await become(counter, "partner")
    await counter.goto("/desk/counter/today")
    await expect(counter.get_by_text("看了监控，扫的就是他。")).to_be_visible()
    await counter.goto("/me/notices")
    await expect(counter.get_by_text("您申请撤销的一笔用券没有通过")).to_be_visible()


@pytest.mark.online
async def test_a_benefit_is_written_by_one_and_approved_by_another(page, new_phone):
    title = f"公交乘车十次 {uuid4().hex[:4]}"
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "partner")
    await page.goto("/desk/benefits/new")
    await page.get_by_label("哪一类").select_option("transit")
    await page.get_by_label("叫什么").fill(title)
    await page.get_by_label("依据").fill("《社区治理规定》第十六条")
    await page.get_by_label("给哪里的人").fill("长沙市")
    await page.get_by_role("button", name="长沙市").first.click()
    await page.get_by_label("核实的服务一共要几小时").fill("2000")
    await page.get_by_role("button", name="存好，送审").click()
    await expect(page.get_by_text("等另一个人审核")).to_be_visible()
    await expect(page.get_by_role("button", name="通过")).to_have_count(0)
    other = await (await new_phone()).new_page()
    await other.context.clock.set_fixed_time(datetime.now(UTC))
    await become(other, "administrator")
    await other.goto("/desk/benefits")
    await other.get_by_role("link", name=title).click()
    await other.get_by_role("button", name="通过").click()
    await expect(other.get_by_text("能领", exact=True)).to_be_visible()
    await become(page, "volunteer")
    await page.goto("/me/benefits")
    await page.get_by_role("button", name="公交").click()
    row = page.get_by_role("link", name=title)
    await expect(row).to_contain_text("再服务")
    await expect(page.locator(".menu").get_by_role("link", name="免费体检")).to_have_count(0)
