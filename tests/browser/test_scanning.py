"""A lead shows codes, with a network or without, and a volunteer's hours come of them."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from playwright.async_api import async_playwright, expect
from pypdf import PdfReader
from tests.browser import fake_camera, phones
from tests.browser.accounts import become
from tests.browser.pages import go_offline, settled
from tests.browser.scanning import (
    first_shift,
    let_be_under_way,
    read_code,
    show_code,
)
from tests.browser.test_outbox import kept_phone, kill
from tests.browser.volunteering_screens import hold_activity

from xiangyi.core import codes

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


TITLE = "给三号楼的老人送午饭"


@pytest.fixture
async def activity(page, own_data):
    return await hold_activity(page, full=False, title=TITLE)


@pytest.fixture
async def shift(page, activity, own_data):
    """Fifty minutes of which forty-five are over, with ten of break; a volunteer comes to it."""
    id_ = await first_shift(page, activity)
    return (
        id_,
        lambda: let_be_under_way(
            own_data, id_, began=timedelta(minutes=45), ends=timedelta(minutes=5)
        ),
    )


async def sign_up(page, shift):
    became = await (await page.request.post("/api/demo/cast/volunteer")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    answer = await page.request.put(f"/api/shifts/{shift}/signup", headers=headers)
    assert answer.ok, await answer.text()


async def test_scans_without_a_network_outlive_the_browser_and_become_hours_on_paper(
    new_phone, page, activity, shift, forgiven, tmp_path, site
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    id_, begin = shift
    await become(page, "volunteer")
    await page.goto(f"/activities/{activity}")
    await page.get_by_role("button", name="我来").first.click()
    await expect(page.get_by_text("报上了", exact=True)).to_be_visible()
    begin()
    lead = await (await new_phone()).new_page()
    now = datetime.now(UTC)
    await lead.context.clock.set_fixed_time(now)
    await show_code(lead, id_)
    await go_offline(lead)
    then = now - timedelta(minutes=40)
    await lead.context.clock.set_fixed_time(then)
    await lead.get_by_text("签到码", exact=True).click()
    came = await read_code(lead, "in", then)
    await lead.context.clock.set_fixed_time(now)
    await lead.get_by_text("签退码", exact=True).click()
    went = await read_code(lead, "out", now)
    async with async_playwright() as playwright:
        phone = await kept_phone(playwright, tmp_path, site)
        mine = phone.pages[0]
        await become(mine, "volunteer")
        await mine.evaluate("navigator.serviceWorker.ready.then(() => null)")
        # A browser writes down who has signed in some seconds later, or as it closes.
        await phone.close()
        phone = await kept_phone(playwright, tmp_path, site)
        mine = phone.pages[0]
        await phone.set_offline(True)
        for address, said in ((came, "签到留在手机里了"), (went, "签退留在手机里了")):
            await mine.goto("/me")
            await mine.goto(here(address))
            await expect(mine.get_by_text(said)).to_be_visible()
        kill(tmp_path)
        phone = await kept_phone(playwright, tmp_path, site)
        mine = phone.pages[0]
        await mine.goto(here(went))
        await expect(mine.get_by_text("签退了", exact=True)).to_be_visible()
        await expect(mine.get_by_text("这次记 0.5 小时")).to_be_visible()
        await mine.goto("/activities")
        await expect(mine.locator(".hours b").first).to_have_text(re.compile(r"\d"))
        code = await _paper(mine)
        await phone.close()
    await lead.context.set_offline(False)
    await lead.goto("/check#half")
    await expect(lead.get_by_text("作废名单")).to_be_visible()
    await settled(lead)
    await go_offline(lead)
    await lead.goto("/check")
    await lead.goto(code)
    await expect(lead.get_by_role("heading", name="有效")).to_be_visible()


async def _paper(phone) -> str:
    """Take a record of the host's hours away; where its code leads."""
    await phone.goto("/me/documents")
    hosts = phone.get_by_label("哪个单位的")
    theirs = hosts.locator("option", has_text="橘洲骑手志愿服务队")
    await hosts.select_option(await theirs.get_attribute("value"))
    await phone.get_by_role("button", name="开出来").click()
    await expect(phone.get_by_role("img", name="核验二维码")).to_be_visible()
    async with phone.expect_download() as coming:
        await phone.get_by_role("button", name="下载 PDF").click()
    paper = await (await coming.value).path()
    told = "".join("".join(one.extract_text() for one in PdfReader(paper).pages).split())
    assert TITLE in told
    [seen] = zxingcpp.read_barcodes(pypdfium2.PdfDocument(paper)[0].render(scale=3).to_pil())
    return here(seen.text)


def here(address: str) -> str:
    """The path that a camera app opens."""
    told = urlsplit(address)
    return f"{told.path}#{told.fragment}"


async def test_the_scanner_finds_the_code_in_what_the_camera_sees(tmp_path, site):
    code = codes.made(bytes(32), uuid4(), "in", codes.step_at(datetime.now(UTC))).text
    fake_camera.film(tmp_path / "seen.mjpeg", f"https://xiangyi.example/in#{code}")
    flags = [*phones.FLAGS, *fake_camera.flags(tmp_path / "seen.mjpeg")]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=phones.find_chromium(), args=flags
        )
        page = await (await phones.make_phone(browser, site, permissions=["camera"])).new_page()
        await page.route("**/api/code-tickets", lambda route: route.abort())
        await page.goto("/in")
        await expect(page).to_have_url(re.compile(f"/in#{code}$"))
        await expect(page.get_by_text("登录以后算上")).to_be_visible()
        await browser.close()


async def test_a_lead_ticks_who_is_there_without_a_network(page, shift, new_phone):
    id_, begin = shift
    await sign_up(page, id_)
    begin()
    lead = await (await new_phone()).new_page()
    await lead.context.clock.set_fixed_time(datetime.now(UTC))
    await show_code(lead, id_)
    await expect(lead.get_by_text("已签到 0 / 1")).to_be_visible()
    await lead.get_by_role("link", name="点名册").click()
    await expect(lead.get_by_text("点到 0 / 1")).to_be_visible()
    await go_offline(lead)
    await lead.get_by_role("checkbox").click()
    await expect(lead.get_by_text("点到 1 / 1")).to_be_visible()
    await expect(lead.get_by_text("还没发出去")).to_be_visible()
    await lead.context.set_offline(False)
    await expect(lead.get_by_text("还没发出去")).to_have_count(0)
    headers = await lead_headers(lead)
    told = await (await lead.request.get(f"/api/desk/shifts/{id_}/hours", headers=headers)).json()
    assert [one["tickedAt"] is not None for one in told["volunteers"]] == [True]


async def lead_headers(page):
    became = await (await page.request.post("/api/demo/cast/lead")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def test_signing_in_does_not_cost_the_scan(page, shift, new_phone):
    id_, begin = shift
    await sign_up(page, id_)
    begin()
    now = datetime.now(UTC)
    lead = await (await new_phone()).new_page()
    await lead.context.clock.set_fixed_time(now)
    await show_code(lead, id_)
    await lead.get_by_text("签到码", exact=True).click()
    address = await read_code(lead, "in", now)
    mine = await (await new_phone()).new_page()
    await mine.context.clock.set_fixed_time(now)
    await mine.goto(here(address))
    await expect(mine.get_by_text("前登录，按刚才的时间算")).to_be_visible()
    await expect(mine.get_by_role("timer")).to_contain_text(re.compile("还给您留 (10|9) 分"))
    await mine.get_by_role("link", name="登录", exact=True).click()
    await expect(mine.get_by_role("timer")).to_contain_text("前登录，按刚才的时间算")
    await become(mine, "volunteer")
    await mine.goto(here(address))
    await expect(mine.get_by_text("签到了", exact=True)).to_be_visible()
    await expect(mine.get_by_text("走的时候扫签退码")).to_be_visible()


async def test_a_sign_in_that_takes_too_long_is_told_what_became_of_the_scan(
    page, shift, new_phone
):
    id_, begin = shift
    await sign_up(page, id_)
    begin()
    now = datetime.now(UTC)
    lead = await (await new_phone()).new_page()
    await lead.context.clock.set_fixed_time(now)
    await show_code(lead, id_)
    await lead.get_by_text("签到码", exact=True).click()
    address = await read_code(lead, "in", now)
    mine = await (await new_phone()).new_page()
    sent = []
    mine.on("request", lambda one: sent.append(one) if "/api/scans/" in one.url else None)
    await mine.context.clock.set_fixed_time(now)
    await mine.goto(here(address))
    await expect(mine.get_by_role("timer")).to_be_visible()
    await mine.context.clock.set_fixed_time(now + timedelta(minutes=10, seconds=1))
    await expect(mine.get_by_text("刚才扫的码没算上")).to_be_visible()
    await expect(mine.get_by_text("请现在再扫一次")).to_be_visible()
    await become(mine, "volunteer")
    await expect(mine.get_by_text("刚才扫的码没算上")).to_be_visible()
    assert sent == [], "a dead ticket is not sent"
    await mine.goto(here(address))
    await mine.get_by_role("button", name="再扫一个").click()
    await expect(mine).to_have_url(re.compile("/in$"))


async def test_a_lead_hears_of_ticks_that_came_once_the_list_was_sealed(page, new_phone, own_data):
    id_ = await first_shift(page, await hold_activity(page, full=False))
    await sign_up(page, id_)
    over = timedelta(minutes=5)
    let_be_under_way(own_data, id_, began=timedelta(minutes=60), ends=-over)
    lead = await (await new_phone()).new_page()
    # A clock that stands still far from the server's would put the tick at when it is sent.
    await lead.context.clock.set_fixed_time(datetime.now(UTC))
    await show_code(lead, id_)
    await lead.get_by_role("link", name="点名册").click()
    await expect(lead.get_by_text("点到 0 / 1")).to_be_visible()
    await go_offline(lead)
    await lead.get_by_role("checkbox").click()
    await expect(lead.get_by_text("还没发出去")).to_be_visible()
    headers = await lead_headers(page)
    assert (await page.request.put(f"/api/shifts/{id_}/seal", headers=headers)).ok
    await lead.context.set_offline(False)
    await expect(lead.get_by_text("点到了，封存后才送到")).to_be_visible()
    await expect(lead.get_by_text("封存以后才送到的点名不写进名册")).to_be_visible()
    told = await (await page.request.get(f"/api/desk/shifts/{id_}/hours", headers=headers)).json()
    [one] = told["volunteers"]
    assert (one["tickedAt"], [tick["there"] for tick in one["lateTicks"]]) == (None, [True])
