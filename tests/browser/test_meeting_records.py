"""A meeting is on: who signs in at the door has its record put right before it is sealed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import CodeOf, become, sign_in_here
from tests.browser.conftest import NewPhone, codes_of
from tests.browser.later import Clock
from tests.browser.meeting_screens import call_meeting
from tests.browser.province import serving, url_of
from tests.browser.scanning import address_shown
from tests.processes import Staying

pytestmark = [pytest.mark.browser, pytest.mark.online]

MATTER, RESULT = "取餐的车停哪儿", "美食街南口划 40 个取餐车位，月底前画好。"


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def server(own_data: Path, clock: Clock) -> Iterator[Staying]:
    with serving(own_data, XIANGYI_PROXIES="1", **clock.settings) as server:
        yield server
        server.stop()


@pytest.fixture
def site(server: Staying) -> str:
    return url_of(server)


@pytest.fixture
def code_of(server: Staying) -> CodeOf:
    return codes_of(server)


@pytest.fixture
def forgiven() -> list[str]:
    """A record and a seal asked for too soon, and a sign-in that hours renew."""
    return ["/record", "got 401"]


async def phone_of(new_phone: NewPhone, person: str) -> Page:
    phone = await new_phone()
    page = await phone.new_page()
    await become(page, person)
    return page


async def called(page: Page, clock: Clock) -> str:
    """A talk that has begun."""
    starts = clock.now + timedelta(minutes=10)
    item = {"id": str(uuid4()), "title": MATTER, "owner": "城管办", "minutes": 30}
    id_ = await call_meeting(
        page,
        announced=False,
        startsAt=starts.isoformat(),
        endsAt=(starts + timedelta(minutes=60)).isoformat(),
        agenda=[item],
    )
    token = (await (await page.request.post("/api/demo/cast/convener")).json())["accessToken"]
    answer = await page.request.put(
        f"/api/consultations/{id_}/announcement",
        data={"basedOn": 1, "hurry": "现在就要商量。"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.ok, await answer.text()
    clock.go_to(starts + timedelta(minutes=5))
    return id_


async def go_by(clock: Clock, page: Page) -> None:
    await page.context.clock.set_fixed_time(clock.now)


async def scan(rider: Page, address: str, code_of: CodeOf) -> None:
    """Where nobody has signed in: what the camera read is kept meanwhile."""
    await rider.goto(address)
    await expect(rider.get_by_text("通知得急：现在就要商量。")).to_be_visible()
    await expect(rider.get_by_text("扫上了，先登录")).to_be_visible()
    await rider.locator(".form").get_by_role("link", name="登录").click()
    await sign_in_here(rider, code_of)
    await expect(rider.get_by_text("签到了")).to_be_visible()


async def enter_others(page: Page, id_: str) -> None:
    """One more from the sheet, at the counter: a talk decides by three."""
    token = (await (await page.request.post("/api/demo/cast/clerk")).json())["accessToken"]
    answer = await page.request.put(
        f"/api/desk/consultations/{id_}/guests/{uuid4()}",
        data={"name": "老李", "kind": "riders"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.ok, await answer.text()


async def take_name_off(rider: Page) -> None:
    record = rider.locator("#record")
    await expect(record.locator("cite")).to_have_text("李师傅")
    await record.get_by_role("button", name="不署名").click()
    await expect(record.get_by_text("名字去掉了")).to_be_visible()
    await expect(record.locator("cite")).to_have_text("不署名")


async def put_right(convener: Page, words: str) -> None:
    await convener.get_by_label("怎么答复").fill(words)
    await convener.get_by_role("button", name="改了，答复").click()
    await expect(convener.get_by_text(f"改了：{words}")).to_be_visible()


async def say_for(convener: Page, name: str, words: str) -> None:
    """Who signed on paper has it put right by who has the sheet; it is answered like any other."""
    door = convener.get_by_role("heading", name="没带手机的")
    sheet = convener.locator(".ccard").filter(has=door)
    await sheet.get_by_role("button", name="看名单").click()
    await convener.get_by_role("button", name=f"代{name}提意见").click()
    await convener.get_by_label("要求更正").fill(words)
    await convener.get_by_role("button", name="发出").click()
    await expect(convener.get_by_text("发了。召集人答复了会告诉您")).to_be_visible()
    await convener.reload()
    await expect(convener.get_by_text("纸上签到的人，有人代提")).to_be_visible()
    await put_right(convener, "补上了。")


async def rewrite(convener: Page, rider: Page) -> None:
    """Who was there reads what it said before, and how often it was changed."""
    await convener.get_by_label("说了什么").fill("早上、晚上都没地方停。")
    await convener.get_by_role("button", name="存记录").click()
    await expect(convener.get_by_text("存好了")).to_be_visible()
    await rider.reload()
    record = rider.locator("#record")
    await expect(record).to_contain_text("早上、晚上都没地方停。")
    await expect(record).to_contain_text(re.compile(r"改过\s1\s次"))
    await expect(record).to_contain_text(re.compile(r"要求更正\s2\s处，改了\s2\s处"))
    await record.get_by_text("看以前怎么写的").click()
    await expect(record.locator("details").first).to_contain_text("晚上没地方停。")


async def is_for_those_called(stranger: Page, id_: str) -> None:
    await stranger.goto(f"/consultations/{id_}")
    await expect(stranger.get_by_text("通知得急")).to_be_visible()
    await expect(stranger.locator("#record")).to_have_count(0)


async def fill_in(convener: Page) -> None:
    """What is still to be told is said, and nothing is lost by that."""
    await convener.get_by_label("主持").fill("周敏")
    await convener.get_by_label("记录", exact=True).fill("小何")
    await convener.get_by_label("骑手代表，几个人").fill("3")
    await convener.get_by_label("说了什么").fill("晚上没地方停。")
    await convener.get_by_label("谁说的").fill("李师傅")
    await convener.get_by_label("是签到的哪一位").select_option(index=1)
    await convener.get_by_label("结果").fill(RESULT)
    await convener.get_by_text("没定", exact=True).click()
    await convener.get_by_role("button", name="存记录").click()
    await expect(convener.get_by_text("还差：不同意见")).to_be_visible()
    await convener.get_by_label("不同意见").fill("无")


async def test_who_signed_in_at_the_door_has_the_record_put_right(new_phone, code_of, clock):
    convener = await phone_of(new_phone, "convener")
    id_ = await called(convener, clock)
    await become(convener, "convener")
    await go_by(clock, convener)
    await convener.goto(f"/desk/consultations/{id_}")
    await convener.get_by_role("button", name="亮出会场的码").click()
    address = await address_shown(convener)
    assert f"/consultations/{id_}#" in address

    rider = await (await new_phone()).new_page()
    await go_by(clock, rider)
    await scan(rider, address, code_of)

    await convener.reload()
    await convener.get_by_label("姓名").fill("曹奶奶")
    await convener.get_by_label("代表哪一方").select_option("residents")
    await convener.get_by_role("button", name="录上").click()
    await expect(convener.get_by_text("曹奶奶录上了")).to_be_visible()
    await enter_others(await (await new_phone()).new_page(), id_)
    await fill_in(convener)
    # It is shown once people have left.
    clock.go_on(hours=2)
    for page in (convener, rider):
        await go_by(clock, page)
    await convener.get_by_role("button", name="存记录").click()
    await convener.get_by_role("button", name="给到场的人看").click()
    await expect(convener.get_by_text("前能要求更正").first).to_be_visible()

    await rider.reload()
    await expect(rider.locator("#record")).to_contain_text(RESULT)
    await expect(rider.locator("#record")).to_contain_text("纸上签到 2 人")
    async with rider.expect_download() as paper:
        await rider.get_by_role("button", name="下载 PDF").click()
    assert (await (await paper.value).path()).read_bytes().startswith(b"%PDF")
    await take_name_off(rider)
    await rider.get_by_label("要求更正").fill("我说的是早上也没地方停。")
    await rider.get_by_role("button", name="发出").click()
    await expect(rider.get_by_text("召集人收到了，会答复您。")).to_be_visible()

    await convener.reload()
    await put_right(convener, "记错了，改过来了。")
    await say_for(convener, "曹奶奶", "我说的是路灯也不亮。")
    await rewrite(convener, rider)
    await convener.get_by_role("button", name="封存").click()
    await expect(convener.get_by_text("还不能封存")).to_be_visible()
    await rider.reload()
    await expect(rider.get_by_text("改了：记错了，改过来了。")).to_be_visible()
    await is_for_those_called(await (await new_phone()).new_page(), id_)
