"""Somebody asks for something in a basement, another wants the same, a convener answers both."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.counter_screens import keep
from tests.browser.pages import open_list, settled
from tests.browser.volunteering_screens import headers_of, put

pytestmark = pytest.mark.browser

WORDS = "银盆岭路口的护栏挡了非机动车道，只好逆行。"
SAME = "银盆岭路口护栏挡着非机动车道，没法走。"
#: Also over several pages, and what a form does by itself is no tap.
COUNT_TAPS = """addEventListener('click', (event) => {
  if (event.isTrusted && event.detail > 0)
    sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1
}, true)"""
STREET = "nbs:430104003000"
TITLE = "银盆岭路口的护栏挡道"
REASON = "护栏归交警，已经移了半米，不再另办。"


async def at_today(page: Page, person: str) -> None:
    """The phone lives when the server does, from its first page on."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(page)
    await become(page, person)


async def write(page: Page, words: str) -> None:
    await page.locator(".kinds").first.get_by_text("道路通行").click()
    await page.get_by_label("怎么了").fill(words)
    await page.locator(".kinds--rows").get_by_text("别的地方").click()
    await page.get_by_label("哪个街道、哪个驿站").fill("桔子洲")
    await page.locator(".outs .btn", has_text="桔子洲街道").first.click()


async def hear(page: Page, words: str) -> None:
    """In the inbox, and the way from there."""
    await page.goto("/me/notices")
    await expect(page.get_by_role("main")).to_contain_text(words)


async def gather_and_decline(desk: Page) -> None:
    """As the convener, with what is overdue first in the list."""
    await desk.context.clock.set_fixed_time(datetime.now(UTC))
    await become(desk, "convener")
    await desk.goto("/desk/cases")
    await expect(desk.locator(".clist__head").first).to_contain_text("超期")
    await desk.get_by_role("button", name="选几件合成一件").click()
    await desk.locator("label.menu__a", has_text="银盆岭").click()
    await desk.get_by_role("button", name="合成一件（1）").click()
    sheet = desk.get_by_role("dialog")
    await expect(sheet).to_contain_text("2 人会收到通知")
    await sheet.get_by_label("叫什么").fill(TITLE)
    await sheet.get_by_role("button", name="合成一件", exact=True).click()
    await expect(desk.get_by_role("heading", name=TITLE)).to_be_visible()
    await desk.get_by_role("button", name="不办").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_role("button", name="不办").click()
    await expect(sheet.get_by_role("alert").first).to_contain_text("写几个字")
    await sheet.get_by_label("为什么").fill(REASON)
    await sheet.get_by_role("button", name="不办").click()
    await expect(sheet).to_have_count(0)


async def keeps_its_receipt(rider: Page) -> None:
    """Number and day are there without a network, and the same once it has arrived."""
    number = await rider.locator(".slip__fact").first.text_content()
    assert re.fullmatch(r"\d{6}-\d{5}", number or "")
    due = await rider.locator(".slip__fact").last.text_content()
    assert re.fullmatch(r"\d+月\d+日 周.", due or "")
    await expect(rider.get_by_text("手机先算的")).to_be_visible()
    await rider.context.set_offline(False)
    await expect(rider.get_by_role("heading", name="收到了")).to_be_visible()
    await expect(rider.locator(".slip__fact").first).to_have_text(number or "")
    await expect(rider.locator(".slip__fact").last).to_have_text(due or "")
    await expect(rider.get_by_text("手机先算的")).to_have_count(0)


async def is_in_it(page: Page, concern: str) -> None:
    await at_today(page, "rider")
    await page.goto(concern)
    await expect(page.get_by_text("您提的也在里面")).to_be_visible()
    await expect(page.get_by_role("link", name="我也有这样的事")).to_have_count(0)


async def test_a_demand_from_a_basement_is_joined_gathered_and_answered_and_both_hear_it(
    page, new_phone, own_site, forgiven
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    rider = await (await new_phone(own_site)).new_page()
    await at_today(rider, "rider")
    await rider.get_by_role("link", name="议事").click()
    await rider.get_by_role("link", name="提诉求").click()
    call = rider.get_by_role("link", name="110 报警")
    await expect(call).to_have_attribute("href", "tel:110")
    await settled(rider)
    await rider.context.set_offline(True)
    await write(rider, WORDS)
    await rider.get_by_text("投诉", exact=True).click()
    await expect(rider.get_by_text("居委会不能代答")).to_be_visible()
    await rider.get_by_role("button", name="提交").click()
    await expect(rider.get_by_role("heading", name="还没发出去")).to_be_visible()
    await expect(rider.locator(".said")).to_have_text(WORDS)
    await keeps_its_receipt(rider)
    await expect(rider.get_by_text(re.compile("^投诉，道路通行"))).to_be_visible()
    mine = rider.url

    other = await (await new_phone(own_site)).new_page()
    await at_today(other, "volunteer")
    await other.goto("/cases/new")
    await write(other, SAME)
    await other.get_by_role("button", name=re.compile("我也是：道路通行")).click()
    await expect(other.get_by_text("您和别人一起提的，共 2 人")).to_be_visible()
    # What the other one wrote is theirs.
    await expect(other.get_by_role("main")).not_to_contain_text(WORDS)

    desk = await (await new_phone(own_site)).new_page()
    await gather_and_decline(desk)

    for person in (rider, other):
        await hear(person, TITLE)
        await person.get_by_text(TITLE).first.click()
        await expect(person.get_by_role("heading", level=1)).to_have_text(TITLE)
        await expect(person.locator(".river")).to_contain_text(REASON)
    # Who has one in it is not asked for another, on a phone that was told of none before either.
    await is_in_it(await (await new_phone(own_site)).new_page(), rider.url)
    # Who reads of it and has that too says neither which field nor which street once more.
    await desk.goto(rider.url)
    await desk.get_by_role("link", name="我也有这样的事").click()
    await expect(desk.get_by_role("radio", name="道路通行")).to_be_checked()
    await expect(desk.get_by_role("radio", name=re.compile("桔子洲街道"))).to_be_checked()
    await rider.goto(mine)
    await expect(rider.locator(".state")).to_have_text("没有受理")

    # Read once, the thread is there without a network.
    await settled(other)
    await other.context.set_offline(True)
    await other.goto("/cases")
    await expect(other.get_by_text("没有网络，这是上次看到的")).to_be_visible()


async def test_a_clerk_is_offered_to_add_whom_they_act_for_instead_of_asking_anew(
    new_phone, own_site
):
    page = await (await new_phone(own_site)).new_page()
    await at_today(page, "rider")
    told = {"field": "passage", "words": WORDS, "division": STREET}
    await put(page, f"/api/cases/{uuid4()}", told, await headers_of(page, "rider"))
    await keep(page, "欧阳秀英")
    await become(page, "clerk")
    await page.goto("/desk/kept")
    await page.get_by_role("button", name=re.compile("^替 欧")).last.click()
    await expect(page.get_by_text(re.compile("正在替 欧.* 办"))).to_be_visible()
    await page.goto("/cases/new")
    await write(page, SAME)
    await expect(page.get_by_text(re.compile("是一回事就替 欧.* 加上"))).to_be_visible()
    await page.get_by_role("button", name=re.compile("^替 欧.* 加上：道路通行")).click()
    await expect(page.get_by_text("您和别人一起提的，共 2 人")).to_be_visible()
    await expect(page.get_by_role("main")).not_to_contain_text(WORDS)


async def test_a_station_leads_to_a_demand_of_its_place_that_waits_for_a_sign_in(
    new_phone, own_site
):
    page = await (await new_phone(own_site)).new_page()
    await page.add_init_script(COUNT_TAPS)
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(page)
    await page.locator(".row h2 a, .row__name a").first.click()
    name = await page.locator(".name h1").text_content()
    await page.get_by_role("link", name=re.compile("提诉求")).click()
    await expect(page.get_by_role("radio", name=name or "")).to_be_checked()
    # The names of places are long, so each has the whole width.
    rows = page.locator(".kinds--rows label")
    assert await rows.evaluate_all("all => new Set(all.map((one) => one.offsetLeft)).size") == 1
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("先选一样")).to_be_visible()
    await page.locator(".kinds").first.get_by_text("设施").click()
    await page.get_by_label("怎么了").fill("微波炉只有一台，饭点排队半小时。")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("登录以后自动发")).to_be_visible()
    # In under a minute: from the list on, one thing to write, and no more taps than that, although
    # one of them was in vain.
    assert await page.evaluate("Number(sessionStorage.taps)") <= 6
    mine = page.url
    await become(page, "rider")
    await page.goto(mine)
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    await expect(page.locator(".place")).to_contain_text(name or "")
    await page.get_by_role("button", name="收回").click()
    await page.get_by_role("dialog").get_by_role("button", name="收回", exact=True).click()
    await expect(page.get_by_role("heading", name="您收回了")).to_be_visible()
