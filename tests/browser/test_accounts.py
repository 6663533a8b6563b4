"""What somebody who has signed in sees and does: their data, and their work by role."""

import asyncio
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect
from tests.browser.accounts import become, masked, new_number, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.online]


async def find_division(page: Page, label: str, text: str) -> None:
    await page.locator("form").get_by_role("searchbox", name=label).fill(text)
    await page.locator(".outs .btn").first.click()


async def test_one_may_become_anybody_of_the_cast_and_sees_their_desks(page):
    await page.goto("/me")
    await page.get_by_role("link", name="换个人看看").click()
    await expect(page.locator("main .menu button")).to_have_count(12)
    await become(page, "rider")
    await expect(page.get_by_role("heading", name="办事")).to_have_count(0)
    await become(page, "clerk")
    await expect(page.get_by_role("link", name="代办", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="授权")).to_have_count(0)
    await become(page, "administrator")
    for desk in ("授权", "单位", "操作记录"):
        await expect(page.get_by_role("link", name=desk)).to_be_visible()


async def test_a_person_takes_their_data_and_may_change_their_mind(page, code_of):
    phone = await sign_in(page, code_of)
    await page.goto("/me/data")
    await expect(page.get_by_text("身份证号")).to_be_visible()
    async with page.expect_download() as taken:
        await page.get_by_role("button", name="下载数据").click()
    content = await asyncio.to_thread(Path(await (await taken.value).path()).read_bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert phone in json.dumps(json.loads(archive.read("data.json")))
    await page.get_by_role("button", name="注销账号").click()
    await page.get_by_role("dialog").get_by_role("button", name="注销", exact=True).click()
    await expect(page.get_by_role("button", name="不注销了")).to_be_visible()
    # The sheet takes its own step in the history back, which would undo ours.
    await page.wait_for_function("() => !history.state?.sheet")
    await page.goto("/me")
    await page.get_by_role("link", name="去看看").click()
    await page.get_by_role("button", name="不注销了").click()
    await expect(page.get_by_text("账号留着，一样没少")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text(masked(phone))).to_be_visible()
    await expect(page.get_by_text("账号将在")).to_have_count(0)


async def test_a_child_needs_a_guardian_who_agrees_by_their_own_phone(page, code_of):
    await sign_in(page, code_of)
    await page.goto("/me/profile")
    await page.get_by_label("出生日期").fill("2015-05-05")
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("link", name="请监护人同意").click()
    guardian = new_number()
    await page.get_by_label("监护人的称呼").fill("妈妈")
    await page.get_by_label("监护人的手机号").fill(guardian)
    await page.get_by_role("button", name="发验证码").click()
    await page.get_by_label("验证码").fill(code_of(guardian))
    await page.get_by_role("button", name="我是监护人").click()
    await expect(page.get_by_text("监护人已经同意")).to_be_visible()


async def test_an_administrator_is_made_by_two_and_anything_is_taken_back_with_a_reason(
    new_phone, code_of, forgiven
):
    forgiven.append("got 4")
    person = await (await new_phone()).new_page()
    number = await sign_in(person, code_of)
    await person.goto("/me/profile")
    await person.get_by_label("称呼").fill("欧阳甲")
    await person.get_by_role("button", name="保存").click()
    await expect(person.get_by_text("存好了")).to_be_visible()

    page = await (await new_phone()).new_page()
    await become(page, "administrator")
    await page.goto("/desk/roles")
    await page.get_by_label("手机号").fill(number)
    await page.get_by_label("做什么").select_option("administrator")
    await find_division(page, "区划", "yuelu")
    form = page.locator("form")
    await form.get_by_role("button", name="添加授权").click()
    await expect(page.get_by_role("alert")).to_contain_text("没有写原因")
    await page.get_by_label("为什么").fill("接替调走的同事")
    await form.get_by_role("button", name="添加授权").click()
    await expect(page.get_by_text("要另一位管理员确认才算数")).to_be_visible()
    await page.get_by_text("待复核", exact=True).click()
    await expect(page.get_by_text("您提出的，等另一位管理员确认")).to_be_visible()
    await expect(page.get_by_role("button", name="确认欧")).to_have_count(0)

    await become(page, "second_administrator")
    await page.goto("/desk/roles")
    await page.get_by_text("待复核", exact=True).click()
    await page.get_by_role("button", name="确认欧").click()
    await expect(page.get_by_text("已确认，即时生效")).to_be_visible()
    await person.goto("/me")
    await person.reload()
    await person.get_by_role("link", name="授权").click()
    await expect(person.locator(".ledger li").first).to_be_visible()

    await page.get_by_text("在用", exact=True).click()
    await page.get_by_role("button", name="撤回欧").click()
    await page.get_by_role("dialog").get_by_label("为什么").fill("弄错了人")
    await page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await person.reload()
    await expect(person.get_by_role("alert")).to_contain_text("您没有做这件事的授权")

    await become(page, "supervisor")
    await page.goto("/desk/audit")
    await expect(page.locator(".ledger").get_by_text("撤回授权").first).to_be_visible()
    await expect(page.locator(".ledger").get_by_text("弄错了人").first).to_be_visible()


async def sees_only_the_slip_on_paper(page: Page, code: str) -> None:
    await page.emulate_media(media="print")
    paper = page.locator("body")
    await expect(paper).to_contain_text("/me/claim")
    printed = await paper.inner_text()
    assert code in printed
    for other in ("打印", "登记", "附近", "没有手机的人"):
        assert other not in printed
    await page.emulate_media(media="screen")


async def says_something_for_them(page: Page, row: Locator) -> None:
    await row.get_by_role("link", name="投诉建议").click()
    await expect(page.get_by_text(re.compile("会记在 司.* 名下"))).to_be_visible()
    await page.get_by_label("想说什么").fill("奶奶说字太小。")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()


async def test_a_clerk_acts_for_somebody_who_later_claims_what_was_kept(
    new_phone, code_of, forgiven
):
    forgiven.extend(["got 422", "got 403"])
    page = await (await new_phone()).new_page()
    await become(page, "clerk")
    await page.goto("/desk/kept")
    await page.get_by_label("怎么称呼").fill("司马奶奶")
    await expect(page.locator(".chosen")).to_be_visible()
    await page.get_by_role("button", name="登记", exact=True).click()
    await expect(page.get_by_text("请选他怎么同意的")).to_be_visible()
    await page.get_by_text("书面", exact=True).click()
    await page.get_by_role("button", name="登记", exact=True).click()
    await expect(page.get_by_text("登记好了")).to_be_visible()
    row = page.locator(".ledger li", has_text="司")
    await row.get_by_role("button", name="替").click()
    banner = page.get_by_text(re.compile("正在替 司.* 办"))
    await expect(banner).to_be_visible()
    await page.reload()
    await expect(banner).to_be_visible()
    await expect(row.get_by_text(re.compile("替 司.* 办什么"))).to_be_visible()
    await says_something_for_them(page, row)
    await page.goto("/desk/kept")
    await (
        page.get_by_role("contentinfo")
        .locator("..")
        .get_by_role("button", name="结束代办")
        .last.click()
    )
    await expect(banner).to_have_count(0)
    await row.get_by_role("button", name="认领单").click()
    code = str(await page.locator(".claim__code").text_content())
    assert re.fullmatch("[0-9A-Z]{5} [0-9A-Z]{5}", code)

    await sees_only_the_slip_on_paper(page, code)
    await row.get_by_role("button", name="替").click()

    person = await (await new_phone()).new_page()
    await sign_in(person, code_of)
    await person.get_by_role("link", name="认领").click()
    await person.get_by_label("认领码").fill("AAAAA AAAAA")
    await person.get_by_role("button", name="认领").click()
    await expect(person.get_by_role("alert").first).to_be_visible()
    await person.get_by_label("认领码").fill(code.lower())
    await person.get_by_role("button", name="认领").click()
    await expect(person.get_by_text("认领好了")).to_be_visible()
    await expect(person.get_by_role("link", name=re.compile("1 条投诉建议"))).to_be_visible()
    await person.get_by_role("button", name="就用“司马奶奶”").click()
    await expect(person.get_by_text("称呼存好了")).to_be_visible()
    await person.goto("/feedback")
    await expect(person.locator("main .menu")).to_contain_text("奶奶说字太小")
    await page.goto("/feedback")
    await page.get_by_label("想说什么").fill("还想替她说。")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("代办结束了")).to_be_visible()
    await page.goto("/desk/kept")
    await page.reload()
    await expect(page.locator(".ledger li").first).to_be_visible()
    await expect(page.locator(".ledger li", has_text="司")).to_have_count(0)


async def test_an_organisation_is_entered_given_members_and_closed(page, code_of, new_phone):
    number = await sign_in(await (await new_phone()).new_page(), code_of)
    await become(page, "administrator")
    await page.goto("/desk/organisations")
    await page.get_by_label("名字", exact=True).fill("望月湖骑手互助队")
    await page.locator(".aside").get_by_label("哪一类").select_option("volunteer_organisation")
    await find_division(page, "在哪个区划", "yuelu")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("heading", name="改这个单位")).to_be_visible()
    await page.get_by_label("加一个人").fill(number)
    await page.get_by_role("button", name="加进来").click()
    await expect(page.locator(".members li b")).to_have_text(masked(number))
    await page.get_by_label("找单位").fill("望月湖骑手")
    await expect(page.locator(".ledger li")).to_have_count(1)
    await page.get_by_role("button", name="停用").click()
    await page.get_by_role("dialog").get_by_label("为什么").fill("并入工会")
    await page.get_by_role("dialog").get_by_role("button", name="停用").click()
    await expect(page.get_by_text("没有找到。可以新建一个。")).to_be_visible()
