"""A person signs in with a code, stays in, and leaves; what the phone holds stays theirs."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect
from tests.browser.accounts import masked, new_number, sign_in
from tests.browser.pages import ROWS, go_offline, open_list

pytestmark = pytest.mark.browser

REFRESH = "**/api/session/refresh"


async def keep_the_first(page: Page) -> str:
    """Star the nearest station, and say its name."""
    await open_list(page)
    link = page.locator(f"{ROWS} h2 a").first
    name = await link.text_content()
    await link.click()
    await page.get_by_role("button", name="收藏").click()
    await expect(page.get_by_role("button", name="已收藏")).to_be_visible()
    return str(name)


@pytest.mark.online
async def test_a_code_signs_in_and_the_person_is_back_where_they_were(page, code_of):
    phone = new_number()
    await page.goto("/me")
    await page.get_by_role("link", name="登录").click()
    await page.get_by_label("手机号").fill(f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}")
    await page.get_by_role("button", name="发验证码").click()
    field = page.get_by_label("验证码")
    await expect(field).to_be_focused()
    assert await field.get_attribute("autocomplete") == "one-time-code"
    assert await field.get_attribute("inputmode") == "numeric"
    await field.fill(code_of(phone))
    await expect(page).to_have_url(re.compile("/me$"))
    await expect(page.get_by_text(masked(phone))).to_be_visible()
    cookie = next(one for one in await page.context.cookies() if "refresh" in one["name"])
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (
        True,
        "Strict",
        "/api/session",
    )
    kept = await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert phone not in kept
    assert "accessToken" not in kept


@pytest.mark.online
async def test_what_is_wrong_is_said_beside_the_field(page, code_of, forgiven):
    forgiven.append("got 422")
    await page.goto("/me/sign-in")
    await page.get_by_label("手机号").fill("1381234")
    await page.get_by_role("button", name="发验证码").click()
    await expect(page.get_by_role("alert")).to_contain_text("手机号不是 11 位")
    phone = new_number()
    await page.get_by_label("手机号").fill(phone)
    await page.get_by_role("button", name="发验证码").click()
    right = code_of(phone)
    await page.get_by_label("验证码").fill("000000" if right != "000000" else "111111")
    await expect(page.get_by_role("alert")).to_contain_text("已经失效")
    await page.get_by_label("验证码").fill(right)
    await expect(page.get_by_text(masked(phone))).to_be_visible()


@pytest.mark.online
async def test_whoever_has_no_account_is_never_asked_who_they_are(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    await open_list(page)
    await page.goto("/me")
    await expect(page.get_by_role("link", name="登录")).to_be_visible()
    assert [url for url in asked if "/api/session" in url or "/api/me" in url] == []


@pytest.mark.online
async def test_an_access_token_that_is_over_renews_by_itself(page, code_of, forgiven):
    forgiven.append("got 401")
    await sign_in(page, code_of)
    refused = []

    async def spoil(route: Route) -> None:
        if refused:
            await route.continue_()
            return
        refused.append(route.request.headers["authorization"])
        await route.continue_(headers={**route.request.headers, "authorization": "Bearer over"})

    await page.route("**/api/me/devices", spoil)
    await page.goto("/me/devices")
    await expect(page.get_by_text("本机", exact=True)).to_be_visible()
    assert len(refused) == 1


@pytest.mark.online
async def test_an_answer_that_was_lost_is_asked_for_again(page, code_of, forgiven):
    forgiven.append("net::")
    await sign_in(page, code_of)
    lost = []

    async def lose(route: Route) -> None:
        if lost:
            await route.continue_()
            return
        # The server has turned the token; its answer, cookie and all, never comes.
        answer = await page.request.fetch(
            route.request.url,
            method="POST",
            headers={
                "cookie": (await route.request.all_headers())["cookie"],
                "origin": route.request.headers.get("origin", ""),
            },
        )
        lost.append(answer.status)
        await page.context.add_cookies(cookies)
        await route.abort()

    cookies = await page.context.cookies()
    await page.route(REFRESH, lose)
    await page.goto("/me/devices")
    await expect(page.get_by_text("本机", exact=True)).to_be_visible()
    assert lost == [200]


@pytest.mark.online
async def test_two_tabs_that_renew_side_by_side_both_stay_signed_in(page, code_of):
    await sign_in(page, code_of)
    other = await page.context.new_page()
    for _ in range(2):
        await asyncio.gather(page.goto("/me/devices"), other.goto("/me/devices"))
        for tab in (page, other):
            await expect(tab.get_by_text("本机", exact=True)).to_be_visible()


async def test_a_sign_in_that_was_ended_elsewhere_leaves_the_phone_what_it_holds(
    page, code_of, forgiven
):
    forgiven.append("got 401")
    name = await keep_the_first(page)
    await sign_in(page, code_of)
    async with page.expect_response(REFRESH) as renewal:
        await page.goto("/me/devices")
    token = (await (await renewal.value).json())["accessToken"]
    await expect(page.get_by_text("本机", exact=True)).to_be_visible()
    # The person signs out everywhere, on a computer.
    answer = await page.request.delete(
        "/api/me/devices", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.ok
    await page.reload()
    await expect(page.get_by_text("先登录")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text("在别的设备上让这台手机退出了登录")).to_be_visible()
    await expect(page.get_by_text("都还在手机里")).to_be_visible()
    await expect(page.get_by_role("link", name=name)).to_be_visible()


async def test_a_chosen_sign_out_takes_the_person_from_the_phone(page, code_of):
    name = await keep_the_first(page)
    phone = await sign_in(page, code_of)
    await page.get_by_role("button", name="退出登录").click()
    async with page.expect_event("load"):
        await page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    await expect(page.get_by_role("link", name="登录")).to_be_visible()
    await expect(page.get_by_role("link", name=name)).to_be_visible()
    kept = await page.evaluate("JSON.stringify({...localStorage})")
    assert masked(phone) not in kept
    assert [one for one in await page.context.cookies() if one["value"]] == []


async def test_a_borrowed_phone_is_left_empty(page, code_of):
    name = await keep_the_first(page)
    await sign_in(page, code_of)
    await page.get_by_role("button", name="退出登录").click()
    await page.get_by_role("dialog").get_by_text("连收藏和驿站也清掉").click()
    await page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    await expect(page.get_by_text("还没有收藏")).to_be_visible()
    await expect(page.get_by_text(name)).to_have_count(0)


async def test_without_a_network_one_still_sees_who_one_is_and_can_leave(page, code_of, forgiven):
    forgiven.append("net::")
    await open_list(page)
    phone = await sign_in(page, code_of)
    await go_offline(page)
    await expect(page.get_by_text(masked(phone))).to_be_visible()
    await page.get_by_role("button", name="退出登录").click()
    await expect(page.get_by_role("dialog")).to_contain_text("没有网络也能退出")
    await page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    await expect(page.get_by_text("已经退出。等有网络")).to_be_visible()
    async with page.expect_request("**/api/session") as told:
        await page.context.set_offline(False)
    assert (await told.value).method == "DELETE"
    await expect(page.get_by_text("已经退出。等有网络")).to_have_count(0)


@pytest.mark.online
async def test_a_profile_is_written_down_and_can_be_taken_back(page, code_of, forgiven):
    forgiven.append("got 422")
    await sign_in(page, code_of)
    await page.goto("/me/profile")
    await page.get_by_label("称呼").fill("李师傅")
    await page.get_by_label("做什么工作").select_option("delivery")
    await page.get_by_label("住在哪里").fill("yuelu")
    await page.get_by_role("button", name="岳麓区").first.click()
    await page.get_by_label("身份证号").fill("123")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("alert")).to_contain_text("身份证号不对")
    await page.get_by_label("身份证号").fill("")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("存好了")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text("李师傅")).to_be_visible()
    await expect(page.get_by_text("外卖骑手")).to_be_visible()
    await page.goto("/me/profile")
    await expect(page.get_by_text("岳麓区")).to_be_visible()
    await page.get_by_label("称呼").fill("")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("存好了")).to_be_visible()
    await page.goto("/me")
    await expect(page.get_by_text("还没填称呼")).to_be_visible()
