"""A benefit gets a new price, ends, and ends with its vouchers: on each phone what it comes to."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.benefit_screens import offer
from tests.browser.later import Clock
from tests.browser.province import serving, url_of
from tests.browser.volunteering_screens import headers_of

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def own_site(own_data: Path, clock: Clock) -> Iterator[str]:
    with serving(own_data, XIANGYI_PROXIES="1", **clock.settings) as server:
        yield url_of(server)
        server.stop()


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture
def new(new_phone, clock):
    """Somebody's own phone, whose clock is the server's."""

    async def make(person: str) -> Page:
        page: Page = await (await new_phone()).new_page()
        await page.context.clock.set_fixed_time(clock.now)
        await become(page, person)
        return page

    return make


async def offered(page: Page, title: str) -> str:
    """The id of a benefit that costs ten minutes and asks for nothing else."""
    id_ = uuid4()
    await offer(page, id_, title, eligibility={}, payer="fund")
    return str(id_)


async def take(page: Page, id_: str) -> str:
    """In the app; the address of the voucher."""
    await page.goto(f"/me/benefits/{id_}")
    await page.get_by_role("button", name="领券").click()
    again = page.get_by_role("dialog").get_by_role("button", name="同意，领券")
    await expect(page.locator("svg.qr").or_(again)).to_be_visible()
    if await again.is_visible():
        await again.click()
    await expect(page.locator("svg.qr")).to_be_visible()
    return page.url


async def minutes_of(page: Page, person: str) -> int:
    headers = await headers_of(page, person)
    told = await (await page.request.get("/api/me/benefits", headers=headers)).json()
    return int(told["redeemableMinutes"])


async def test_a_new_price_is_for_the_next_and_a_voucher_keeps_its_own(page, new):
    title = f"推拿一次 {uuid4().hex[:4]}"
    id_ = await offered(page, title)
    volunteer = await new("volunteer")
    voucher = await take(volunteer, id_)

    maker = await new("partner")
    await maker.goto(f"/desk/benefits/{id_}")
    await maker.get_by_role("button", name="出新版").click()
    await expect(maker.get_by_text("还按领的时候那一版算")).to_be_visible()
    await maker.get_by_label("花几小时").fill("1.5")
    await maker.get_by_role("button", name="存好，送审").click()
    await expect(maker.get_by_text("等另一个人审核")).to_be_visible()
    await expect(maker.get_by_role("button", name="通过")).to_have_count(0)

    second = await new("administrator")
    await second.goto("/desk/benefits")
    await second.get_by_role("link", name=title).filter(has_text="等您审核").click()
    # Who says yes sees what is other than before.
    await expect(second.get_by_text("现在是：花 10\u00a0分钟")).to_be_visible()
    await second.get_by_role("button", name="通过").click()
    await expect(second.get_by_text("能领", exact=True)).to_be_visible()
    await second.goto("/desk/benefits")
    rows = second.get_by_role("link", name=title)
    await expect(rows.filter(has_text="第 2 版")).to_contain_text("能领")
    await expect(rows.filter(has_text="换了新版")).to_have_count(1)

    await volunteer.goto(voucher)
    await expect(volunteer.locator(".pass__facts")).to_contain_text("10\u00a0分钟，退券就退回")
    rider = await new("rider")
    await rider.goto("/me/benefits")
    await expect(rider.get_by_role("link", name=title)).to_have_count(1)
    await rider.get_by_role("link", name=title).click()
    await expect(rider.get_by_text("花 1\u00a0小时 30\u00a0分钟")).to_be_visible()
    # An address of before leads to what there is now.
    await rider.goto(f"/me/benefits/{id_}")
    await rider.get_by_role("link", name="看新的一版").click()
    await expect(rider.get_by_text("花 1\u00a0小时 30\u00a0分钟")).to_be_visible()


async def test_what_ended_is_for_nobody_new_and_good_for_who_has_it(page, new):
    title = f"量血糖一次 {uuid4().hex[:4]}"
    id_ = await offered(page, title)
    volunteer = await new("volunteer")
    voucher = await take(volunteer, id_)
    maker = await new("partner")
    await maker.goto(f"/desk/benefits/{id_}")
    await maker.get_by_role("button", name="停发", exact=True).click()
    sheet = maker.get_by_role("dialog")
    await expect(sheet.get_by_text("已经领到的，照旧能用到到期")).to_be_visible()
    await sheet.get_by_role("textbox").fill("仪器送去检修了。")
    await sheet.get_by_role("button", name="停发").click()
    await expect(maker.get_by_text("停了", exact=True)).to_be_visible()

    rider = await new("rider")
    await rider.goto(f"/me/benefits/{id_}")
    await expect(rider.get_by_text("仪器送去检修了。")).to_be_visible()
    await expect(rider.get_by_role("button", name="领券")).to_have_count(0)
    await rider.goto("/me/benefits")
    await expect(rider.locator(".worth, .phr").first).to_be_visible()
    await expect(rider.get_by_role("link", name=title)).to_have_count(0)

    await volunteer.goto(voucher)
    await expect(volunteer.locator("svg.qr")).to_be_visible()
    code = await volunteer.locator(".pass__number").inner_text()
    await maker.goto("/desk/counter")
    await maker.get_by_role("button", name="扫不了").click()
    await maker.get_by_label("券上的 10 位").fill(code)
    await maker.get_by_role("button", name="查这张").click()
    await expect(maker.get_by_role("heading", name="有效")).to_be_visible()
    await maker.get_by_role("button", name="核销这一张").click()
    await expect(maker.get_by_role("heading", name="核销了")).to_be_visible()


async def test_a_voucher_that_becomes_void_says_so_and_its_minutes_come_back(page, new, clock):
    title = f"测骨密度一次 {uuid4().hex[:4]}"
    id_ = await offered(page, title)
    before = await minutes_of(page, "volunteer")
    volunteer = await new("volunteer")
    voucher = await take(volunteer, id_)
    assert await minutes_of(page, "volunteer") == before - 10

    second = await new("administrator")
    await second.goto(f"/desk/benefits/{id_}")
    # Honoured on at first, and void later.
    sheet = second.get_by_role("dialog")
    for button, why in (("停发", "机器送修。"), ("已领的券也作废", "机器坏了，修不好。")):
        await second.get_by_role("button", name=button, exact=True).click()
        await sheet.get_by_role("textbox").fill(why)
        await sheet.get_by_role("button", name=button).click()
        await expect(sheet).to_have_count(0)
        await expect(second.get_by_text("停了", exact=True)).to_be_visible()
    await expect(second.get_by_role("button", name="已领的券也作废")).to_have_count(0)

    # The worker gives minutes back, and tells, within a minute.
    clock.go_on(minutes=1)
    await volunteer.goto("/me/notices")
    told = volunteer.get_by_role("link", name=re.compile("您的一张优待券作废了，时长已经退回"))
    mine = told.filter(has_text=title)
    for _ in range(90):
        if await mine.count():
            break
        await volunteer.wait_for_timeout(1_000)
        await volunteer.reload()
    await mine.click()
    await expect(volunteer).to_have_url(voucher)
    await expect(volunteer.locator("svg.qr")).to_have_count(0)
    await expect(volunteer.get_by_text("作废了，10\u00a0分钟已退回")).to_be_visible()
    await expect(volunteer.get_by_text("机器坏了，修不好。")).to_be_visible()
    assert await minutes_of(page, "volunteer") == before
