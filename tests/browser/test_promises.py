"""A demand is promised, done, and found solved by whoever asked, also without a signal."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.pages import open_list, settled
from tests.browser.volunteering_screens import headers_of, put

pytestmark = pytest.mark.browser

CASE, CONCERN, ACCEPT = (f"0190eeee-0000-7000-8000-{number:012}" for number in (1, 2, 3))
TITLE = "阜埠河路取餐没处停"
PROMISE = "路口北侧划 6 个 10 分钟临停位。"
DONE = "6 个车位划好了，竖了牌子。"


MINE, MISSING = "银盆岭路口的地锁挡着车位。", "只拆了一个，还有两个。"


async def at_today(page: Page, person: str) -> None:
    """The phone lives when the server does, from its first page on."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(page)
    await become(page, person)


async def gathered(page: Page) -> None:
    """The rider asked, and the convener made a concern of it that is accepted."""
    street = {"field": "parking", "division": "nbs:430104003000"}
    rider, convener = [await headers_of(page, one) for one in ("rider", "convener")]
    await put(page, f"/api/cases/{CASE}", street | {"words": "取餐没处停车。"}, rider)
    about = street | {"title": TITLE, "cases": [CASE]}
    await put(page, f"/api/concerns/{CONCERN}", about, convener)
    await put(page, f"/api/concerns/{CONCERN}/moves/{ACCEPT}", {"move": "accept"}, convener)


async def promise(desk: Page) -> None:
    await become(desk, "convener")
    await desk.goto(f"/desk/concerns/{CONCERN}")
    await desk.get_by_role("button", name="记一项承诺").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("谁来办").fill("城市管理")
    await sheet.locator(".outs .btn").first.click()
    await sheet.get_by_label("做什么，做成什么样").fill(PROMISE)
    await sheet.get_by_role("button", name="记一项承诺").click()
    await expect(sheet).to_have_count(0)
    await expect(desk.locator(".river")).to_contain_text("有单位答应办了")


async def report(desk: Page) -> None:
    await become(desk, "handler")
    await desk.goto("/desk/commitments")
    mine = desk.locator(".promise", has_text=PROMISE)
    await mine.get_by_role("button", name="报办完").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("做成什么样了").fill(DONE)
    await sheet.get_by_role("button", name="报办完").click()
    await expect(mine.locator(".tag")).to_have_text("单位报了办完")


async def test_a_demand_is_promised_done_and_found_solved_by_who_asked_in_a_basement(
    page, new_phone, own_site, forgiven
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    rider = await (await new_phone(own_site)).new_page()
    await at_today(rider, "rider")
    await gathered(rider)
    desk = await (await new_phone(own_site)).new_page()
    await at_today(desk, "convener")
    await promise(desk)
    await report(desk)

    await become(rider, "rider")
    await rider.goto("/me/notices")
    asked = rider.get_by_role("link").filter(has_text=TITLE).filter(has_text="解决了吗")
    await asked.first.click()
    await expect(rider.get_by_role("heading", level=1)).to_have_text(TITLE)
    await expect(rider.locator(".promise")).to_contain_text(DONE)
    await settled(rider)
    await rider.context.set_offline(True)
    await rider.get_by_role("button", name="没解决", exact=True).click()
    await expect(rider.get_by_text("记下了，有网自动发")).to_be_visible()
    # On second thoughts; only the last word counts.
    await rider.get_by_role("button", name="解决了", exact=True).click()
    await rider.context.set_offline(False)
    await expect(rider.get_by_text("记下了。", exact=True)).to_be_visible()
    await expect(rider.get_by_role("button", name="解决了", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )

    # Anybody reads what came of it, and nobody is named.
    other = await (await new_phone(own_site)).new_page()
    await other.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(other)
    await other.get_by_role("link", name="议事").click()
    await other.get_by_role("link", name=re.compile("议事公示")).click()
    kept = other.get_by_role("button", name=re.compile(r"^\d+ 做到$"))
    await kept.click()
    await expect(other.locator(".promise", has_text=PROMISE)).to_be_visible()
    await expect(other.get_by_role("button", name="解决了", exact=True)).to_have_count(0)
    await other.get_by_role("button", name=re.compile(r"^\d+ 超期$")).click()
    await expect(other.locator(".promise", has_text=PROMISE)).to_have_count(0)
    await expect(other.locator(".promise .tag--warm").first).to_contain_text("超期")


async def answered(page: Page) -> str:
    """What the rider asked for by itself has an answer; its page."""
    rider, convener = [await headers_of(page, one) for one in ("rider", "convener")]
    case = uuid4()
    asked = {"field": "parking", "division": "nbs:430104003000", "words": MINE}
    await put(page, f"/api/cases/{case}", asked, rider)
    for move in ({"move": "accept"}, {"move": "answer", "words": "地锁拆了。"}):
        await put(page, f"/api/desk/cases/{case}/moves/{uuid4()}", move, convener)
    return f"/cases/{case}"


async def test_who_asked_says_without_a_signal_that_an_answer_solved_nothing(
    new_phone, own_site, forgiven
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    rider = await (await new_phone(own_site)).new_page()
    await at_today(rider, "rider")
    path = await answered(rider)
    await become(rider, "rider")
    await rider.goto(path)
    await expect(rider.locator(".state")).to_have_text("答复了")
    await settled(rider)
    await rider.context.set_offline(True)
    await rider.get_by_role("button", name="解决了", exact=True).click()
    await expect(rider.get_by_text("记下了，有网自动发")).to_be_visible()
    # On second thoughts; only the last word counts.
    await rider.get_by_role("button", name="没解决", exact=True).click()
    sheet = rider.get_by_role("dialog")
    await sheet.get_by_label("还差什么").fill(MISSING)
    await sheet.get_by_role("button", name="重办").click()
    await expect(sheet).to_have_count(0)
    mine = rider.get_by_role("button", name="没解决", exact=True)
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await rider.reload()
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await rider.goto("/me")
    await expect(rider.get_by_text(f"说解决没解决：{MINE[:6]}")).to_be_visible()
    await rider.goto(path)
    await rider.context.set_offline(False)
    await expect(rider.locator(".state")).to_have_text("没解决，在重办")
    await expect(rider.locator(".river")).to_contain_text(MISSING)
    await expect(rider.get_by_text("记下了，有网自动发")).to_have_count(0)
