"""What somebody claims or finds wrong is written without a network, waits, and is sent."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.pages import go_offline, settled
from tests.browser.scanning import first_shift, let_be_under_way
from tests.browser.test_scanning import sign_up
from tests.browser.volunteering_screens import hold_activity

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_what_is_wrong_in_the_record_is_written_without_a_network(page, forgiven):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    await become(page, "volunteer")
    await page.goto("/me/record")
    await expect(page.get_by_role("heading", name="服务", exact=True)).to_be_visible()
    await go_offline(page)
    await expect(page.get_by_text(re.compile("没有网络，这是手机里存的"))).to_be_visible()
    await expect(page.get_by_role("heading", name="个人信息")).to_have_count(0)
    services = page.locator("section").filter(
        has=page.get_by_role("heading", name="服务", exact=True)
    )
    await services.get_by_role("button").nth(1).click()
    await page.get_by_label("应该是多少分钟").fill("115")
    await page.get_by_role("button", name="提出来").click()
    await expect(page.get_by_text("写几句怎么回事")).to_be_visible()
    await page.get_by_label("怎么回事").fill("我比登记的早走五分钟")
    await page.get_by_role("button", name="提出来").click()
    await expect(page.get_by_text("存好了，有网自动发")).to_be_visible()
    waits = page.locator("section.reply").filter(has_text="我比登记的早走五分钟")
    await expect(waits.get_by_text("等发送")).to_be_visible()
    await waits.get_by_role("button", name="改", exact=True).click()
    await page.get_by_label("怎么回事").fill("我比登记的晚走五分钟")
    await page.get_by_role("button", name="提出来").click()
    await expect(page.get_by_text("我比登记的晚走五分钟")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text(re.compile("^异议："))).to_be_visible()
    await page.get_by_role("link", name="改", exact=True).click()
    await expect(page.get_by_text("等发送")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_text("提上去了，主办单位按期答复。")).to_be_visible()
    await expect(page.get_by_text("等发送")).to_have_count(0)
    await expect(page.get_by_text("等答复").first).to_be_visible()
    await expect(page.get_by_text("我比登记的晚走五分钟")).to_be_visible()


async def test_minutes_without_scans_are_claimed_without_a_network_and_mended_when_refused(
    page, forgiven, own_data
):
    forgiven += ["ERR_INTERNET_DISCONNECTED", "got 409"]
    id_ = await first_shift(page, await hold_activity(page, full=False))
    await sign_up(page, id_)
    let_be_under_way(own_data, id_, began=timedelta(hours=3), ends=-timedelta(hours=1))
    await become(page, "volunteer")
    await page.goto("/activities")
    missed = page.get_by_role("button", name=re.compile("忘了签退、没扫上"))
    await expect(missed.first).to_be_visible()
    many = await missed.count()
    await settled(page)
    await page.context.set_offline(True)
    await missed.first.click()
    await page.get_by_label("补多少分钟").fill("900")
    await page.get_by_label("怎么证明").fill("手机没电了，刘姐看见我在")
    await page.get_by_role("button", name="申请补录").click()
    await expect(page.get_by_text("存好了，有网自动发")).to_be_visible()
    await expect(missed).to_have_count(many - 1)
    await page.get_by_role("link", name=re.compile("补录写好了，还没发出去")).click()
    await expect(page.get_by_text("等发送")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_text("补得太多了")).to_be_visible()
    await page.get_by_role("button", name="改", exact=True).click()
    await expect(page.get_by_label("怎么证明")).to_have_value("手机没电了，刘姐看见我在")
    await page.get_by_label("补多少分钟").fill("30")
    await page.get_by_role("button", name="申请补录").click()
    await expect(page.get_by_text("申请了，等别的单位核对。")).to_be_visible()
    await expect(page.get_by_text("等别的单位核对", exact=True).first).to_be_visible()
