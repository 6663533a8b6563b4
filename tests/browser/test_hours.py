"""An activity is written and approved, late hours are confirmed, the ledger is kept on a phone."""

import asyncio
import json
import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.pages import settled
from tests.browser.record_screens import let_answer
from tests.browser.volunteering_screens import let_second
from tests.processes import say

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.mark.online
async def test_a_lead_writes_an_activity_that_the_convener_approves(page):
    await become(page, "lead")
    await page.goto("/desk/activities")
    await page.get_by_role("link", name="写一个活动").click()
    await page.get_by_role("button", name="存好，送审").click()
    await expect(page.get_by_text("写上活动叫什么")).to_be_visible()
    await page.get_by_label("叫什么").fill("天马社区楼道清杂物")
    await page.get_by_label("在哪个区县、街道、社区").fill("天马社区")
    await page.get_by_role("button", name=re.compile("^天马社区")).first.click()
    await page.get_by_label("在哪集合").fill("社区服务中心门口")
    await page.get_by_label("几点开始").fill("11:00")
    await page.get_by_label("几点结束").fill("12:00")
    await expect(page.get_by_text("正是跑单的高峰，骑手来不了")).to_be_visible()
    await page.get_by_label("几点开始").fill("09:00")
    await page.get_by_label("几点结束").fill("10:30")
    await expect(page.get_by_text("正是跑单的高峰，骑手来不了")).to_be_hidden()
    await page.get_by_role("button", name="存好，送审").click()
    await expect(page.get_by_text("等审核", exact=True)).to_be_visible()
    path = re.sub("^https?://[^/]+", "", page.url)

    await become(page, "convener")
    await expect(page.get_by_text(re.compile("个等您审核"))).to_be_visible()
    await page.goto(path)
    await page.get_by_role("button", name="同意", exact=True).click()
    await page.get_by_role("link", name="看大家看到的").click()
    await expect(page.get_by_role("heading", name="天马社区楼道清杂物")).to_be_visible()
    await expect(page.get_by_text("09:00–10:30")).to_be_visible()


@pytest.mark.online
async def test_late_hours_are_confirmed_against_the_list_by_another_organisation(page):
    await let_second(page)
    await become(page, "lead")
    await expect(page.get_by_text(re.compile("条等您核对"))).to_be_visible()
    await page.get_by_role("link", name=re.compile("核对时长")).click()
    # Of the hours that the demonstration's other hosts have issued, some came in the evening.
    one = page.locator("section.reply").filter(has=page.locator(".tag", has_text="补传")).first
    await expect(one).to_be_visible()
    many = await page.locator("section.reply").count()
    await expect(one.get_by_role("button", name="确认在场")).to_be_hidden()
    await one.get_by_role("button", name="看点名册").click()
    await expect(one.locator(".about")).to_contain_text("点到")
    await one.get_by_role("button", name="确认在场").click()
    await expect(page.get_by_text("办好了")).to_be_visible()
    await expect(page.locator("section.reply")).to_have_count(many - 1)


async def test_the_ledger_is_there_without_a_network_and_its_receipts_are_verified(
    page, forgiven, own_data, tmp_path
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    await become(page, "volunteer")
    await page.goto("/me/ledger")
    lines = page.locator(".menu a.menu__a")
    await expect(lines.filter(has_text="扫码进出，已核实").first).to_be_visible()
    many = await lines.count()
    await page.get_by_role("link", name="志愿", exact=True).click()
    await expect(page.get_by_role("heading", name="最近入账")).to_be_visible()
    await settled(page)
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_text(re.compile("没有网络，这是手机里存的"))).to_be_visible()
    await expect(page.get_by_role("heading", name="最近入账")).to_be_visible()
    await page.get_by_role("link", name="账本").first.click()
    await expect(lines).to_have_count(many)
    await lines.first.click()
    await page.get_by_role("button", name="在手机上验").click()
    await expect(page.get_by_text("对得上：签名、指纹和内容都对")).to_be_visible()
    await page.goto("/me/ledger")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="下载全部凭据").click()
    receipts = tmp_path / "receipts.json"
    await (await downloading.value).save_as(receipts)
    kept = len(json.loads(receipts.read_bytes())["items"])
    answer = await asyncio.to_thread(
        say, "verify", "--receipts", str(receipts), "--data", str(own_data)
    )
    assert answer.returncode == 0, answer.stdout
    assert f"and {kept} receipts" in answer.stdout


@pytest.mark.online
async def test_what_a_volunteer_finds_wrong_in_their_record_is_answered_at_the_desk(page):
    await become(page, "volunteer")
    await page.get_by_role("link", name="志愿记录", exact=True).click()
    services = page.locator("section").filter(
        has=page.get_by_role("heading", name="服务", exact=True)
    )
    await services.get_by_role("button").first.click()
    await page.get_by_label("应该是多少分钟").fill("115")
    await page.get_by_label("怎么回事").fill("散场以后我还收了五分钟桌椅")
    await page.get_by_role("button", name="提出来").click()
    await expect(page.get_by_text("提上去了，主办单位按期答复。")).to_be_visible()
    await expect(page.get_by_text("等答复")).to_be_visible()

    await let_answer(page)
    await become(page, "convener")
    await page.goto("/desk/records")
    asked = page.locator("section.reply").filter(has_text="散场以后我还收了五分钟桌椅")
    await asked.get_by_label("为什么").fill("到点就散场了，桌椅是社区收的")
    await asked.get_by_role("button", name="答复").click()
    await expect(page.get_by_text("答复好了，本人会收到通知")).to_be_visible()
    await expect(asked).to_be_hidden()

    await become(page, "volunteer")
    await page.goto("/me/record")
    await expect(page.get_by_text("到点就散场了，桌椅是社区收的")).to_be_visible()
