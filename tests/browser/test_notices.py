"""收件箱 and 提醒: what a rider is told, here and through a push; and what a phone can do."""

import asyncio
import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.knocking import PUSH_SERVICE, payload, push, pushing, read_told, shown, tab
from tests.browser.meetings import Asking, call_together, change
from tests.browser.pages import open_list
from tests.browser.phones import HERE

pytestmark = [pytest.mark.browser, pytest.mark.whole]

_SUBSCRIPTIONS = re.compile("/api/push/subscriptions/")
TALK = re.compile("恳谈会，请您回话")


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_a_rider_is_told_of_a_meeting_and_reads_it_in_airplane_mode(new_phone):
    desk = await new_phone()
    await read_told(await Asking.of(desk, "volunteer"))
    await call_together(desk)
    page = await (await new_phone()).new_page()
    await open_list(page)
    await become(page, "volunteer")
    await expect(tab(page, 1)).to_be_visible()
    notice = page.get_by_role("link", name=TALK)
    await expect(notice).to_contain_text("外卖车停放怎么办")
    await page.get_by_role("link", name="看全部通知").click()
    await expect(page.get_by_text("1 条未读", exact=True)).to_be_visible()

    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_text("没有网络，这是")).to_be_visible()
    await notice.click()
    await expect(page).to_have_url(re.compile("/consultations/[0-9a-f-]{36}$"))
    await page.go_back()
    await expect(page.get_by_text("都看过了")).to_be_visible()
    await expect(notice).to_be_visible()
    await expect(notice.get_by_text("未读")).to_have_count(0)
    await expect(tab(page, 0)).to_be_visible()

    # The server hears of it once there is a network.
    rider = await Asking.of(await new_phone(), "volunteer")
    assert (await rider.ask("GET", "/api/me/notices"))["unread"] == 1
    await page.context.set_offline(False)
    async with page.expect_response(re.compile("/api/me/notices/[^/]+/read$")):
        await page.reload()
    await expect(page.get_by_text("没有网络，这是")).to_have_count(0)
    await expect(page.get_by_text("都看过了")).to_be_visible()
    assert (await rider.ask("GET", "/api/me/notices"))["unread"] == 0


async def test_it_is_seen_where_somebody_looks_and_not_where_a_phone_fetches(new_phone):
    desk = await new_phone()
    page = await (await new_phone()).new_page()
    await open_list(page)
    await become(page, "volunteer")
    await read_told(await Asking.of(desk, "volunteer"))
    await page.goto("/")
    # What another test left unread would pass for what comes now, and be seen in its place.
    await expect(tab(page, 0)).to_be_visible()
    path = await call_together(desk)
    convener = await Asking.of(desk, "convener")

    async def seen() -> int:
        meeting = await convener.ask("GET", path.replace("/api/", "/api/desk/"))
        return next(one["outcome"]["seen"] for one in meeting["told"] if one["kind"] == "announced")

    await page.reload()
    await expect(tab(page, 1)).to_be_visible()
    assert await seen() == 0
    async with page.expect_response(re.compile("/api/me/notices/seen$")):
        await page.goto("/me/notices")
    assert await seen() == 1
    await expect(tab(page, 1)).to_be_visible()


_HELD = """() => new Promise((resolve) => {
  indexedDB.open('xiangyi').onsuccess = ({ target }) => {
    const all = target.result.transaction('notices').objectStore('notices').count()
    all.onsuccess = () => {
      target.result.close()
      resolve(all.result)
    }
  }
})"""


async def test_what_a_push_tells_of_while_the_app_is_closed_is_read_in_airplane_mode(new_phone):
    phone = await new_phone(permissions=["geolocation", "notifications"])
    await phone.add_init_script(PUSH_SERVICE)
    page = await phone.new_page()
    await open_list(page)
    await become(page, "volunteer")
    await read_told(await Asking.of(await new_phone(), "volunteer"))
    async with page.expect_response(re.compile("/api/me/notices$")):
        await page.goto("/me/notices/settings")
    async with page.expect_response(_SUBSCRIPTIONS):
        await page.get_by_role("button", name="打开提醒").click()
    await expect(page.get_by_text("提醒已经打开")).to_be_visible()
    session, worker = await pushing(page)
    await expect(tab(page, 0)).to_be_visible()
    site, before = page.url.split("/me")[0], await page.evaluate(_HELD)
    await page.goto("about:blank")

    await call_together(await new_phone())
    told = {"origin": site, "registrationId": worker, "data": payload("consultations", "a")}
    await session.send("ServiceWorker.deliverPushMessage", told)
    [asleep] = phone.service_workers
    for _ in range(100):
        if await asleep.evaluate(_HELD) > before:
            break
        await asyncio.sleep(0.05)
    await phone.set_offline(True)
    await page.goto(f"{site}/me/notices")
    await expect(page.get_by_text("没有网络，这是")).to_be_visible()
    await expect(page.get_by_text("1 条未读", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name=TALK).first).to_contain_text("未读")


@pytest.mark.online
async def test_a_change_takes_the_place_of_what_was_said(new_phone):
    desk = await new_phone()
    path = await call_together(desk)
    page = await (await new_phone()).new_page()
    await become(page, "volunteer")
    await page.goto("/me/notices")
    await expect(page.get_by_role("link", name=TALK).first).to_contain_text("未读")
    before = await page.get_by_role("listitem").filter(has=page.locator("s")).count()

    await change(desk, path, place={"words": "社区活动室一楼"})
    await page.reload()
    latest = page.get_by_role("link", name=re.compile("恳谈会改了"))
    await expect(latest).to_contain_text("社区活动室一楼")
    struck = page.get_by_role("listitem").filter(has=page.locator("s"))
    await expect(struck).to_have_count(before + 1)
    await expect(struck.first).to_contain_text("这条作废了")
    await expect(struck.first).not_to_contain_text("未读")
    await page.get_by_role("button", name="全部标为已读").click()
    await expect(page.get_by_text("都看过了")).to_be_visible()
    await expect(tab(page, 0)).to_be_visible()


async def test_whoever_signs_out_leaves_no_notice_and_no_reminder_behind(new_phone):
    await call_together(await new_phone())
    phone = await new_phone(permissions=["geolocation", "notifications"])
    await phone.add_init_script(PUSH_SERVICE)
    page = await phone.new_page()
    await open_list(page)
    await become(page, "volunteer")
    await expect(page.get_by_role("link", name=TALK).first).to_be_visible()
    await page.goto("/me/notices/settings")
    async with page.expect_response(_SUBSCRIPTIONS) as answered:
        await page.get_by_role("button", name="打开提醒").click()
    assert (await (await answered.value).json())["signedIn"]
    await expect(page.get_by_text("提醒已经打开")).to_be_visible()
    await page.goto("/me")
    await page.get_by_role("button", name="退出登录").click()
    # The page opens anew once everything is gone.
    async with (
        page.expect_event("domcontentloaded"),
        page.expect_response(_SUBSCRIPTIONS) as answered,
    ):
        await page.get_by_role("dialog").locator(".btn--stop").click()
    assert (await answered.value).request.method == "DELETE"
    await expect(page.get_by_role("link", name=re.compile("^登录"))).to_be_visible()
    await expect(page.get_by_role("link", name=TALK)).to_have_count(0)
    kept = """() => new Promise((resolve) => {
      indexedDB.open('xiangyi').onsuccess = ({ target }) => {
        const all = target.result.transaction('notices').objectStore('notices').count()
        all.onsuccess = () => resolve(all.result)
      }
    })"""
    assert await page.evaluate(kept) == 0


async def test_a_push_shows_one_notification_that_says_nothing_and_opens_the_page(new_phone):
    phone = await new_phone(permissions=["geolocation", "notifications"])
    page = await phone.new_page()
    await open_list(page)
    rider = await Asking.of(await new_phone(), "volunteer")
    await read_told(rider)
    await call_together(await new_phone())
    await become(page, "volunteer")
    session, worker = await pushing(page)
    await expect(tab(page, 1)).to_be_visible()
    await call_together(await new_phone())

    await push(page, session, worker, payload("consultations", "a"))
    assert await shown(page, 1) == [["您有一条新的议事通知", "a"]]
    # The open window has asked what it is.
    await expect(tab(page, 2)).to_be_visible()
    await push(page, session, worker, payload("consultations", "a"))
    await push(page, session, worker, payload("tasks", "b"))
    assert sorted(await shown(page, 2)) == [["您有一条新的议事通知", "a"], ["有一件待办", "b"]]
    await push(page, session, worker, "not ours")
    assert ["您有一条新通知", ""] in await shown(page, 3)

    click = """async () => {
      const [one] = await registration.getNotifications({ tag: 'a' })
      dispatchEvent(new NotificationEvent('notificationclick', { notification: one }))
    }"""
    await phone.service_workers[0].evaluate(click)
    await expect(page.get_by_role("heading", name="收件箱")).to_be_visible()
    assert len(phone.pages) == 1
    assert len(await shown(page, 2)) == 2


async def test_a_phone_without_an_account_watches_a_place(new_phone):
    phone = await new_phone(permissions=["geolocation", "notifications"])
    await phone.add_init_script(PUSH_SERVICE)
    page = await phone.new_page()
    await open_list(page)
    await page.goto("/me/notices/settings")
    await page.get_by_role("button", name="打开提醒").click()
    await expect(page.get_by_text("先选一个地方")).to_be_visible()
    await page.get_by_role("searchbox").fill("岳麓区")
    await page.get_by_role("button", name=re.compile("^岳麓区")).click()
    async with page.expect_response(_SUBSCRIPTIONS) as answered:
        await page.get_by_role("button", name="打开提醒").click()
    told = await (await answered.value).json()
    assert told["watches"] == [{"division": "nbs:430104000000", "topic": "consultations"}]
    assert not told["signedIn"]
    await expect(page.get_by_text("提醒已经打开")).to_be_visible()
    async with page.expect_response(_SUBSCRIPTIONS) as answered:
        await page.get_by_role("button", name="关掉提醒").click()
    assert (await answered.value).status == 204
    async with page.expect_response(_SUBSCRIPTIONS):
        await page.get_by_role("button", name="打开提醒").click()
    await expect(page.get_by_text("提醒已经打开")).to_be_visible()
    # What it rings for is read by anybody; the inbox of nobody says where.
    await page.goto("/me/notices")
    await expect(page.get_by_text("这台手机听的是：岳麓区")).to_be_visible()
    await page.get_by_role("link", name="看有哪些会").click()
    await expect(page).to_have_url(re.compile("/consultations$"))


async def test_a_rider_chooses_what_to_be_reminded_of(new_phone):
    page = await (await new_phone()).new_page()
    await become(page, "volunteer")
    await page.goto("/me/notices/settings")
    reports = page.locator(".topic", has_text="我反映的事")
    await reports.get_by_role("switch", name=re.compile("^饭点和夜里也提醒")).check()
    await expect(page.get_by_text("记下了")).to_be_visible()
    await reports.get_by_role("switch", name=re.compile("^提醒")).uncheck()
    await expect(reports.get_by_role("switch")).to_have_count(1)
    await page.reload()
    await expect(reports.get_by_role("switch")).not_to_be_checked()
    meetings = page.locator(".topic", has_text="请您去的会")
    await expect(meetings.get_by_role("switch", name=re.compile("^提醒"))).to_be_checked()


_ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Safari/605"
_NO = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"


@pytest.mark.parametrize(
    ("agent", "script", "words"),
    [
        (f"{_ANDROID} MicroMessenger/8.0", "", "微信里收不到提醒"),
        (_IPHONE, "", "要先装到桌面"),
        (_ANDROID, "delete globalThis.PushManager", "这个浏览器收不到提醒"),
        (_ANDROID, _NO, "手机不让湘驿发通知"),
    ],
)
async def test_a_phone_that_cannot_is_told_why_and_what_to_do(new_phone, agent, script, words):
    phone = await new_phone(user_agent=agent, geolocation=HERE)
    await phone.add_init_script(script)
    page = await phone.new_page()
    await page.goto("/me/notices/settings")
    await expect(page.get_by_text(words)).to_be_visible()
    await expect(page.get_by_role("button", name="打开提醒")).to_have_count(0)
    # Nobody has signed in: there is no inbox to look into.
    await expect(page.get_by_text("会都列在“议事”里")).to_be_visible()
    await expect(page.get_by_text("收件箱里")).to_have_count(0)


async def test_a_phone_that_reaches_no_push_service_is_told_so(new_phone, forgiven):
    """As a browser without Google's services is; one of a test is too."""
    forgiven.append("does not support the Push API in incognito mode")
    phone = await new_phone(permissions=["geolocation", "notifications"])
    page = await phone.new_page()
    await open_list(page)
    await become(page, "volunteer")
    await page.goto("/me/notices/settings")
    await page.get_by_role("button", name="打开提醒").click()
    await expect(page.get_by_text("这台手机连不上推送服务")).to_be_visible()
    await expect(page.get_by_role("button", name="打开提醒")).to_be_visible()
