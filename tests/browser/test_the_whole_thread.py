"""One matter from a basement to "solved": on a phone, at a desk and in Firefox, over months."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.autopush import Autopush
from tests.browser.conftest import NewPhone, pushing_to
from tests.browser.convening import Member
from tests.browser.firefox import Firefox
from tests.browser.firefox_phone import Phone, until
from tests.browser.later import Clock
from tests.browser.pages import open_list, settled
from tests.browser.province import serving, url_of
from tests.browser.scanning import address_shown
from tests.browser.test_cases import write
from tests.browser.test_true_push import WORDS as PUSHED
from tests.browser.test_true_push import become as become_in_firefox
from tests.browser.test_true_push import turn_on
from tests.consultations.makers import TABLE
from tests.processes import PATIENCE_S

from xiangyi.demo.people import organisation_id

pytestmark = pytest.mark.browser

STREET = "nbs:430104003000"
ASKED = "望月湖小区东门不让外卖车进，一单要走一公里。"
TITLE, TALK = "望月湖东门外卖车进不去", "望月湖东门怎么进"
RESULT = "东门白天开一条外卖车道，月底前做好。"
PROMISE, PROOF = "东门划一条外卖车道，竖牌子。", "车道划好了，牌子竖在东门口。"
#: Longer than any working days of the story, whatever holidays are among them.
LONG = 21

MemberOf = Callable[[str], Awaitable[Member]]


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def site(
    province: Path, tmp_path_factory: pytest.TempPathFactory, autopush: Autopush, clock: Clock
) -> Iterator[str]:
    data = shutil.copytree(province, tmp_path_factory.mktemp("thread") / "site")
    with serving(data, XIANGYI_PROXIES="1", **pushing_to(autopush), **clock.settings) as server:
        yield url_of(server)
        server.stop()


@pytest.fixture
def forgiven() -> list[str]:
    """Being offline, a record asked for before there is one, and a sign-in that months renew."""
    return ["ERR_INTERNET_DISCONNECTED", "/record", "got 401"]


@pytest.fixture
async def member(site: str) -> AsyncIterator[MemberOf]:
    async with AsyncClient(base_url=site, trust_env=False, timeout=PATIENCE_S) as client:
        yield lambda person: Member.of(client, person)


@pytest.fixture
async def rider(new_phone: NewPhone, clock: Clock) -> Page:
    page = await (await new_phone()).new_page()
    await page.context.clock.set_fixed_time(clock.now)
    await open_list(page)
    await become(page, "rider")
    return page


@pytest.fixture
async def desk(new_phone: NewPhone, clock: Clock) -> Page:
    """The convener's, at a desktop."""
    desktop = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
    page = await (await new_phone(keeps_app=False, device_scale_factor=1, **desktop)).new_page()
    await page.context.clock.set_fixed_time(clock.now)
    await become(page, "convener")
    return page


async def raise_in_a_basement(rider: Page) -> None:
    await rider.goto("/cases/new")
    await settled(rider)
    await rider.context.set_offline(True)
    await write(rider, ASKED)
    await rider.get_by_role("button", name="提交").click()
    await expect(rider.get_by_role("heading", name="还没发出去")).to_be_visible()
    await rider.context.set_offline(False)
    await expect(rider.get_by_role("heading", name="收到了")).to_be_visible()


async def gather(desk: Page) -> str:
    """As one matter, which will be seen to; its id."""
    await desk.goto("/desk/cases")
    await desk.get_by_role("button", name="选几件合成一件").click()
    await desk.locator("label.menu__a", has_text=ASKED[:6]).click()
    await desk.get_by_role("button", name="合成一件（1）").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("叫什么").fill(TITLE)
    await sheet.get_by_role("button", name="合成一件", exact=True).click()
    await expect(desk.get_by_role("heading", name=TITLE)).to_be_visible()
    await desk.get_by_role("button", name="定下来办").click()
    await sheet.get_by_role("button", name="定下来办").click()
    await expect(sheet).to_have_count(0)
    return desk.url.rpartition("/")[2]


async def call_a_talk(desk: Page, convener: Member, concern: str, clock: Clock) -> dict[str, Any]:
    """In good time, with the matter on its agenda."""
    starts = (clock.now + timedelta(days=LONG)).replace(hour=6, minute=30, second=0, microsecond=0)
    facts = {
        "form": "talk",
        "title": TALK,
        "about": "",
        "division": STREET,
        "parties": TABLE,
        "startsAt": starts.isoformat(),
        "endsAt": (starts + timedelta(minutes=90)).isoformat(),
        "place": {"words": "望月湖社区二楼"},
        "phone": "0731-0000 1003",
        "invited": {"division": STREET, "lines": [{"occupations": ["delivery"]}]},
        "agenda": [{"id": str(uuid4()), "title": TITLE, "minutes": 30, "concern": concern}],
    }
    id_ = str(uuid4())
    await convener.ask("PUT", f"/api/consultations/{id_}", {"facts": facts, "basedOn": 0})
    await desk.goto(f"/desk/consultations/{id_}")
    await desk.get_by_role("button", name="发出").click()
    sheet = desk.get_by_role("dialog")
    await expect(sheet.get_by_text("人收得到")).to_be_visible()
    # Whatever time of day it is.
    await sheet.get_by_text("饭点和夜里也响").click()
    await sheet.get_by_role("button", name="发出").click()
    await expect(desk.get_by_text("发出去了")).to_be_visible()
    return {"id": id_, "starts": starts}


async def answer_where_the_push_leads(firefox: Firefox, phone: Phone) -> None:

    async def knocked() -> bool:
        return PUSHED in [title for title, _, _ in await phone.shown()]

    # That the matter is on an agenda knocks too.
    await until(knocked)
    await phone.press_notification(PUSHED)
    await phone.at("/me/notices")
    await phone.press(TALK, "main a")
    await phone.press("我去")
    await phone.press("就这样答复")
    await phone.see("召集人收到了")
    await firefox.do("browsingContext.close", context=phone.tab)


async def sign_in_at_the_door(rider: Page, desk: Page, meeting: str, clock: Clock) -> None:
    for page in (rider, desk):
        await page.context.clock.set_fixed_time(clock.now)
    await desk.goto(f"/desk/consultations/{meeting}")
    await expect(desk.get_by_text("1 人说去")).to_be_visible()
    await desk.get_by_role("button", name="亮出会场的码").click()
    await rider.goto(await address_shown(desk))
    await expect(rider.get_by_text("签到了")).to_be_visible()


async def enter_others(clerk: Member, meeting: str) -> None:
    """From the sheet, at the counter: a talk decides by three."""
    for name in ("老李", "曹奶奶"):
        guest = f"/api/desk/consultations/{meeting}/guests/{uuid4()}"
        await clerk.ask("PUT", guest, {"name": name, "kind": "riders"})


async def record(convener: Member, meeting: str) -> None:
    path = f"/api/desk/consultations/{meeting}/record"
    told = await convener.ask("GET", path)
    said = {"result": RESULT, "dissent": "无", "decided": True, "statements": [{"words": ASKED}]}
    words = {
        "chair": "周敏",
        "recorder": "小何",
        "attended": [{"kind": "riders", "people": 3}, {"kind": "street", "people": 2}],
        "items": [{"item": one["item"]} | said for one in told["words"]["items"]],
    }
    kept = await convener.ask("PUT", path, {"words": words, "basedOn": told["revision"]})
    await convener.ask("PUT", f"{path}/opening", {"basedOn": kept["revision"]})


async def seal(rider: Page, desk: Page, meeting: str, clock: Clock) -> None:
    for page in (rider, desk):
        await page.context.clock.set_fixed_time(clock.now)
    await desk.goto(f"/desk/consultations/{meeting}")
    await desk.get_by_role("button", name="封存").click()
    await expect(desk.get_by_text("封存，不能再改")).to_be_visible()
    await rider.goto(f"/consultations/{meeting}")
    await expect(rider.locator("#record")).to_contain_text(RESULT)
    await expect(rider.locator("#record")).to_contain_text("封存，不能再改")


async def came_to(asking: Member, commitment: str, what: str, *, state: str = "") -> None:
    """Once the worker has come round."""

    async def there() -> bool:
        told = await asking.ask("GET", f"/api/commitments/{commitment}")
        return what in {one["move"] for one in told["steps"]} and told["state"] == (
            state or told["state"]
        )

    await until(there)


async def hear(asking: Member, words: str) -> None:
    """In the inbox, by name."""

    async def there() -> bool:
        told = await asking.ask("GET", "/api/me/notices")
        return any(words in str(one) for one in told["notices"])

    await until(there)


async def see(rider: Page, concern: str, clock: Clock, *words: str) -> None:
    await rider.context.clock.set_fixed_time(clock.now)
    await rider.goto(f"/concerns/{concern}")
    for one in words:
        await expect(rider.locator(".promise")).to_contain_text(one)


async def test_a_matter_goes_from_a_basement_by_a_talk_and_a_promise_to_solved(
    rider, desk, firefox, site, autopush, clock, member
):
    await raise_in_a_basement(rider)
    concern = await gather(desk)

    hears = await Phone.new(firefox, site)
    await become_in_firefox(hears, "骑手李小勇")
    await turn_on(hears, autopush)
    meeting = await call_a_talk(desk, await member("convener"), concern, clock)
    await answer_where_the_push_leads(firefox, hears)
    assert firefox.wrong == []

    clock.go_to(meeting["starts"] + timedelta(minutes=5))
    await sign_in_at_the_door(rider, desk, meeting["id"], clock)
    await enter_others(await member("clerk"), meeting["id"])
    clock.go_on(hours=2)
    await record(await member("convener"), meeting["id"])
    clock.go_on(days=LONG)
    await seal(rider, desk, meeting["id"], clock)

    promise = str(uuid4())
    owner = str(organisation_id("city_management"))
    told = {"concern": concern, "organisation": owner, "words": PROMISE, "days": 1}
    await (await member("convener")).ask("PUT", f"/api/commitments/{promise}", told)
    clock.go_on(days=LONG)
    await came_to(await member("rider"), promise, "fall_due")
    clock.go_on(days=LONG)
    await came_to(await member("rider"), promise, "climb")
    await see(rider, concern, clock, PROMISE, "超期", "还没办，报到上一级")
    await hear(await member("supervisor"), TITLE)

    report = {"move": "report", "words": PROOF}
    path = f"/api/commitments/{promise}/moves/{uuid4()}"
    await (await member("handler")).ask("PUT", path, report)
    await see(rider, concern, clock, PROOF)
    await rider.get_by_role("button", name="解决了", exact=True).click()
    await expect(rider.get_by_text("记下了。", exact=True)).to_be_visible()
    clock.go_on(days=LONG)
    await came_to(await member("rider"), promise, "solve", state="solved")
    await see(rider, concern, clock, "解决了", PROOF)
