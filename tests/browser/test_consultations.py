"""Calling people together: riders answer without a network, and hear of what changes."""

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.conftest import NewPhone
from tests.browser.meetings import Asking, call_together
from tests.browser.pages import settled

pytestmark = pytest.mark.browser

TITLE, HALL = "东门外的车位不够用", "麓山花园物业一楼"
MATTER = "车位画在哪儿"
PARTIES = ("骑手代表", "主管部门", "平台企业", "快递企业", "物业", "行业协会商会", "街道（乡镇）")
HEARING = "夜里多开两小时行不行"


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def phone_of(new_phone: NewPhone, person: str) -> Page:
    """The server lives today, and so must the phones."""
    phone = await new_phone()
    await phone.clock.set_fixed_time(datetime.now(UTC))
    page = await phone.new_page()
    await become(page, person)
    return page


async def announce_to_riders(page: Page) -> None:
    await page.get_by_role("link", name="召集议事").click()
    await page.get_by_role("link", name="起草一个会").click()
    await expect(page.get_by_text("60 人收得到")).to_be_visible()
    await page.get_by_label("几点开始").fill("12:00")
    await expect(page.get_by_text("碰上饭点")).to_be_visible()
    await page.get_by_label("几点开始").fill("14:30")
    await expect(page.get_by_text("碰上饭点")).to_have_count(0)
    await page.get_by_label("谈什么（题目）").fill(TITLE)
    await page.get_by_label("地点", exact=True).fill(HALL)
    await page.get_by_text("外卖骑手", exact=True).click()
    await expect(page.get_by_text("31 人收得到")).to_be_visible()
    await page.get_by_role("button", name="加一件").click()
    await page.get_by_label("什么事").fill(MATTER)
    await page.locator(".fold summary").click()
    await expect(page.locator(".rules")).to_contain_text("骑手自己的代表不少于 3 席")
    await expect(page.get_by_text("还要请：骑手代表、主管部门")).to_be_visible()
    for party in PARTIES:
        await page.locator(".several .chip", has_text=party).click()
    await expect(page.get_by_text("还要请")).to_have_count(0)
    # The riders hear of it like everybody, and the street calls; the others had a letter.
    for party in PARTIES[1:-1]:
        who = "两家外卖平台" if party == "平台企业" else f"请来的{party}"
        await page.get_by_label(f"{party}，具体请谁").fill(who)
        await page.get_by_label(f"{party}，哪天发的函").fill(f"{datetime.now(UTC):%F}")
    await page.get_by_role("button", name="存草稿").click()
    await page.get_by_role("button", name="发出").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("31 人收得到")).to_be_visible()
    # In a week of holidays there are too few working days.
    if await sheet.get_by_label("来不及提前").count():
        await sheet.get_by_label("来不及提前").fill("等不得。")
    await sheet.get_by_role("button", name="发出").click()
    await expect(page.get_by_text("发出去了")).to_be_visible()


async def answer_without_a_network(rider: Page) -> None:
    await rider.get_by_role("link", name="议事").click()
    # 我的 stands until the list is there, and has a notice of it.
    await rider.locator(".meet", has_text=TITLE).click()
    await expect(rider.get_by_text(HALL)).to_be_visible()
    await expect(rider.locator(".agenda").first).to_contain_text(MATTER)
    await expect(rider.locator(".agenda").last).to_contain_text("两家外卖平台")
    await settled(rider)
    await rider.context.set_offline(True)
    await rider.reload()
    await expect(rider.get_by_role("button", name="我去")).to_be_visible()
    await rider.get_by_role("button", name="我去").click()
    await rider.get_by_role("button", name="多一个人").click()
    await rider.get_by_role("button", name="就这样答复").click()
    await expect(rider.get_by_text("您说去，2 人")).to_be_in_viewport()
    await expect(rider.locator(".reply")).to_contain_text("待发送")
    await rider.goto("/me")
    await expect(rider.get_by_text(f"去不去：{TITLE}")).to_be_visible()
    await rider.goto("/consultations")
    await expect(rider.get_by_text("没有网络，这是")).to_be_visible()
    row = rider.locator(".meet", has_text=TITLE)
    await expect(row).to_contain_text("您说去，2 人，待发送")


async def test_a_rider_answers_without_a_network_and_is_told_of_what_changes(new_phone):
    convener = await phone_of(new_phone, "convener")
    await announce_to_riders(convener)
    # Everybody is told before the river is drawn solid, while the page looks again by itself.
    river = convener.locator(".told").first
    await expect(river).to_contain_text("31 人的收件箱里有了")
    await expect(river).to_contain_text("31 人没看到，手机也没响")

    rider = await phone_of(new_phone, "rider")
    await answer_without_a_network(rider)
    await rider.context.set_offline(False)
    row = rider.locator(".meet", has_text=TITLE)
    await expect(row).not_to_contain_text("待发送")
    await row.click()
    await expect(rider.get_by_text("召集人收到了")).to_be_visible()

    await convener.reload()
    await expect(convener.get_by_text("1 人说去，连同带来的一共 2 人")).to_be_visible()
    await convener.get_by_role("button", name="看名单").click()
    await expect(convener.locator(".names")).to_contain_text("李**")
    await convener.get_by_role("button", name="看电话名单").first.click()
    # All but the rider, whose phone has looked into its inbox since.
    await expect(convener.locator(".names").last.get_by_role("link")).to_have_count(30)
    await convener.get_by_role("button", name="改时间、地点").click()
    # What may change is read from its beginning, not from where the button was.
    await convener.wait_for_function("() => scrollY === 0")
    await expect(convener.get_by_text("只能改时间、地点和电话")).to_be_in_viewport()
    await convener.get_by_label("地点", exact=True).fill("溁湾镇社区礼堂")
    await convener.get_by_label("几点开始").fill("15:00")
    await expect(convener.get_by_text("现在就通知 31 人")).to_be_visible()
    await convener.get_by_role("button", name="改好，再通知一遍").click()
    await expect(convener.get_by_role("heading", name="通知改了")).to_be_visible()
    await expect(river).to_contain_text("31 人的收件箱里有了")

    await rider.reload()
    await expect(rider.get_by_text("溁湾镇社区礼堂", exact=True)).to_be_visible()
    await expect(rider.get_by_text("改过，下面写的是新的")).to_be_visible()
    change = f"地点从“{HALL}”改到“溁湾镇社区礼堂”"
    await expect(rider.get_by_text(change)).to_be_visible()
    path = rider.url
    await rider.goto("/me/notices")
    await expect(rider.locator(".notice", has_text=change)).to_be_visible()
    earlier = rider.locator(".notice", has_text="这条作废了").first
    await expect(earlier.locator("s").last).to_contain_text(HALL)
    await rider.goto(path)
    # What was said of another time is asked again.
    await expect(rider.locator(".reply")).to_contain_text("答的是原来的时间。时间改了，您还去吗？")
    await rider.get_by_role("button", name="去不了").click()
    await rider.get_by_role("button", name="就这样答复").click()
    await expect(rider.get_by_text("您说不去")).to_be_visible()
    await expect(rider.get_by_text("召集人收到了")).to_be_visible()

    await convener.get_by_role("button", name="取消这个会").click()
    await convener.get_by_label("为什么").fill("台风，另定时间。")
    await convener.get_by_role("dialog").get_by_role("button", name="取消这个会").click()
    await expect(convener.locator(".note").first).to_contain_text("台风，另定时间。")
    await rider.reload()
    await expect(rider.get_by_text("这个会取消了")).to_be_visible()
    await expect(rider.get_by_text("台风，另定时间。")).to_be_visible()


async def test_who_waits_for_the_last_seat_has_it_once_somebody_does_not_come(new_phone):
    waits = await phone_of(new_phone, "volunteer")
    desk = await new_phone()
    path = await call_together(desk, form="council", parties=[], seats=1)
    first = await Asking.of(desk, "rider")
    await first.ask("PUT", f"{path}/answer", {"answer": "coming"})
    await waits.goto(path.removeprefix("/api"))
    await expect(waits.get_by_text(re.compile("一共 1\\s个，满.了"))).to_be_visible()
    await waits.get_by_role("button", name="排候补").click()
    await expect(waits.get_by_role("dialog")).to_contain_text("座位不够，先候补")
    await waits.get_by_role("button", name="就这样答复").click()
    await expect(waits.locator(".reply")).to_contain_text("候补中，您排第 1，有人不来会告诉您。")
    await first.ask("PUT", f"{path}/answer", {"answer": "not_coming"})
    await waits.reload()
    await expect(waits.locator(".reply")).to_contain_text("候补上了，有您的座位")
    await waits.goto("/me/notices")
    await expect(waits.locator(".notice", has_text="候补上了")).to_contain_text("有您的座位")


async def submit(convener: Page) -> None:
    await convener.get_by_role("button", name="送审").click()
    await convener.get_by_role("dialog").get_by_role("button", name="送审").click()
    await expect(convener.get_by_text("等另一位召集人或管理员点头")).to_be_visible()


async def test_what_goes_to_many_waits_for_a_second_persons_yes(new_phone):
    convener = await phone_of(new_phone, "convener")
    await convener.goto("/desk/consultations/new")
    await convener.get_by_label("谈什么（题目）").fill(HEARING)
    await convener.get_by_label("地点", exact=True).fill(HALL)
    await convener.get_by_role("button", name="用我现在的位置").click()
    await expect(convener.get_by_text("定好了，误差大约")).to_be_visible()
    await convener.get_by_role("button", name="存草稿").click()
    await submit(convener)
    await convener.get_by_role("button", name="先撤回来").click()
    await expect(convener.get_by_text("撤回来了，又是草稿")).to_be_visible()
    await submit(convener)

    second = await phone_of(new_phone, "administrator")
    await expect(
        second.get_by_role("link", name="召集议事").get_by_text("个等您审核")
    ).to_be_visible()
    await second.get_by_role("link", name="召集议事").click()
    await second.get_by_role("link", name=re.compile(HEARING)).click()
    await expect(second.get_by_text("60 人收得到")).to_be_visible()
    await second.get_by_role("button", name="同意，发出").click()
    await expect(second.get_by_text("同意了，发出去了")).to_be_visible()
    # The worker is through with it, and so with what the convener is told.
    await expect(second.locator(".told").first).to_contain_text("60 人的收件箱里有了")
    await convener.goto("/me/notices")
    await convener.get_by_role("link", name="您写的恳谈会审核通过了").click()
    await expect(convener.get_by_text("通知到了多少人")).to_be_visible()

    stranger = await (await new_phone()).new_page()
    await stranger.goto("/consultations")
    await stranger.get_by_role("link", name=HEARING).click()
    await expect(stranger.get_by_role("link", name="答复要先登录")).to_be_visible()
    await stranger.get_by_role("button", name="导航去").click()
    await expect(stranger.get_by_role("dialog")).to_contain_text("高德")
    await stranger.get_by_role("dialog").get_by_role("button", name="关闭").click()
    async with stranger.expect_download() as download:
        await stranger.get_by_role("link", name="放进日历").click()
    file = (await (await download.value).path()).read_text("utf-8")
    assert HEARING in file


@pytest.mark.online
async def test_a_draft_is_thrown_away_only_once_it_is_sure(new_phone):
    convener = await phone_of(new_phone, "convener")
    await convener.goto("/desk/consultations/new")
    await convener.get_by_label("谈什么（题目）").fill("写错了的会")
    await convener.get_by_label("地点", exact=True).fill(HALL)
    await convener.get_by_role("button", name="存草稿").click()
    await convener.get_by_role("button", name="删掉草稿").click()
    await convener.get_by_role("button", name="不删").click()
    await convener.get_by_role("button", name="删掉草稿").click()
    await convener.get_by_role("button", name="删掉", exact=True).click()
    await expect(convener.get_by_role("heading", name="已发出")).to_be_visible()
    await expect(convener.get_by_text("写错了的会")).to_have_count(0)
