"""Getting into a place: the manager changes the gate, and the rider reads it, offline too."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from math import hypot

import pytest
from PIL import Image
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.conftest import NewPhone
from tests.browser.pages import open_list

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


SCENE, GATE, WHERE = "麓山花园", "北门（天马路）", (112.9472, 28.1966)
NOTE = "岗亭搬到右边了，报栋号就放行"


async def change_the_gate(page: Page) -> None:
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "manager")
    await page.get_by_role("link", name="进门办法").click()
    await page.get_by_role("link", name=re.compile(SCENE)).click()
    door = page.locator(".part").first
    await expect(door).to_contain_text("登记再进")
    await door.get_by_text(GATE).click()
    await expect(door.get_by_label("叫什么、在哪")).to_have_value(GATE)
    await door.get_by_label("还要知道什么").fill(NOTE)
    await door.get_by_label("怎么过").select_option("walk_in")
    await page.get_by_role("button", name="存好，今天去看过").click()
    said = page.get_by_text(re.compile("存好了，今天 .*，您存的"))
    await expect(said).to_be_in_viewport()
    await expect(page.locator(":focus")).to_contain_text("存好了")
    await page.get_by_text("改动记录").click()
    last = page.locator(".record__one").first
    await expect(last).to_contain_text("您改的")
    await expect(last.locator("dd").last).to_contain_text(NOTE)


async def rider_who_has_it(new_phone: NewPhone) -> Page:
    """A rider's phone whose list has come; again with another until the packs have the change.

    By its clock it is the next afternoon, when gates are open.
    """
    afternoon = datetime.now(UTC).replace(hour=8, minute=0)
    if afternoon < datetime.now(UTC):
        afternoon += timedelta(days=1)
    for _ in range(20):
        phone = await new_phone()
        await phone.clock.set_fixed_time(afternoon)
        rider = await phone.new_page()
        await open_list(rider)
        await rider.get_by_role("link", name="进门").click()
        await rider.get_by_label("找一个地方").fill("lshy")
        await rider.get_by_role("link", name=re.compile(SCENE)).click()
        await expect(rider.locator(".door").first).to_be_visible()
        if NOTE in await rider.locator("main").inner_text():
            return rider
        await rider.close()
    pytest.fail("no rider reads of the changed gate")


async def test_the_manager_changes_the_gate_and_the_rider_reads_it_without_a_network(
    page, new_phone
):
    await change_the_gate(page)
    rider = await rider_who_has_it(new_phone)
    await rider.context.set_offline(True)
    await rider.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    await rider.reload()
    best = rider.locator(".door--best")
    await expect(best).to_contain_text(GATE)
    await expect(best).to_contain_text("直接进")
    await expect(best).to_contain_text(NOTE)
    await expect(rider.get_by_role("link", name="0731-0000 2011")).to_be_visible()
    await rider.get_by_role("button", name="不让进").click()
    sheet = rider.get_by_role("dialog", name="门卫不让进")
    await expect(sheet).to_contain_text("可以这样说")
    await expect(sheet.get_by_role("link", name="0731-0000 2011")).to_be_visible()
    await sheet.get_by_role("button", name="关闭").click()
    await rider.get_by_text("汽车", exact=True).first.click()
    await expect(rider.locator(".door").first).to_contain_text("南门")
    await expect(rider.get_by_text("没有网络，数据是")).to_be_visible()
    await rider.goto("/")
    await rider.get_by_role("link", name="搜索").click()
    await rider.get_by_role("searchbox").fill("麓山")
    await rider.locator(".found a").first.click()
    await expect(rider.get_by_role("heading", name=SCENE)).to_be_visible()
    await expect(best).to_contain_text("南门")


def a_plan() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (900, 700), (200, 220, 210)).save(drawn, "JPEG")
    return drawn.getvalue()


#: Whether the phone comes to hold a picture, within some seconds.
COMES = """async (digest) => {
  for (let tries = 0; tries < 30; tries++) {
    const held = await (await caches.open('guides')).keys()
    if (held.some(({ url }) => url.includes(digest))) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}"""


async def never_there_before(new_phone: NewPhone, picture: str) -> Page:
    """A rider's phone that has the picture of a place nobody looked at on it; then offline."""
    for _ in range(20):
        phone = await new_phone()
        await phone.clock.set_fixed_time(datetime.now(UTC))
        rider = await phone.new_page()
        await open_list(rider)
        await rider.get_by_role("link", name="进门").click()
        await expect(rider.get_by_role("link", name=re.compile(SCENE)).first).to_be_visible()
        if not await rider.evaluate(COMES, picture):
            await phone.close()
            continue
        await rider.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        await phone.set_offline(True)
        await rider.reload()
        return rider
    pytest.fail("no rider holds the picture")


async def test_a_picture_of_the_buildings_is_added_seen_and_taken_away_on_a_small_phone(
    page, new_phone
):
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "manager")
    await page.goto("/desk/scenes")
    await page.get_by_role("link", name=re.compile(SCENE)).click()
    guide = page.locator(".form > .record", has_text="楼怎么找")
    await guide.locator("summary").click()
    await guide.locator("input[type=file]").set_input_files(
        {"name": "plan.jpg", "mimeType": "image/jpeg", "buffer": a_plan()}
    )
    await expect(guide.locator("canvas")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.get_by_role("button", name="存好，今天去看过").click()
    await expect(page.get_by_text(re.compile("存好了，今天"))).to_be_in_viewport()
    await guide.locator("summary").click()
    seen = guide.get_by_role("img", name=re.compile(SCENE))
    await seen.scroll_into_view_if_needed()
    await seen.evaluate("one => one.decode()")
    scene = await (await page.request.get(f"/api/scenes/{page.url.split('/')[-1]}")).json()
    rider = await never_there_before(new_phone, scene["guidePicture"])
    await rider.get_by_role("link", name=re.compile(SCENE)).first.click()
    await expect(rider.get_by_role("heading", name=SCENE, exact=True)).to_be_visible()
    plan = rider.locator("img.guide")
    await plan.scroll_into_view_if_needed()
    await plan.evaluate("one => one.decode()")
    await guide.get_by_role("button", name="去掉这张图").click()
    await page.get_by_role("button", name="存好，今天去看过").click()
    await expect(guide.locator("img")).to_have_count(0)


async def test_places_to_get_into_appear_on_a_station_page_that_was_opened_before_they_came(
    new_phone, known
):
    phone = await new_phone(permissions=[])
    page = await phone.new_page()
    beside = min(known.stations, key=lambda one: hypot(one.lon - WHERE[0], one.lat - WHERE[1]))
    await page.goto(f"/s/{beside.id}")
    await expect(page.locator(".details")).to_be_visible()
    assert await page.get_by_role("link", name=re.compile(SCENE)).count() == 0
    await expect(page.get_by_role("link", name=re.compile(SCENE))).to_be_visible(timeout=40_000)


#: Whether a place comes to be in no pack any more, within some seconds.
GOES = """async (id) => {
  const read = async (path) => (await fetch(`/packs/${path}`, {cache: 'no-store'})).text()
  for (let tries = 0; tries < 100; tries++) {
    const {packs} = JSON.parse(await read('index.json'))
    const paths = packs.flatMap(({scenes}) => (scenes ? [scenes.path] : []))
    const files = await Promise.all(paths.map(read))
    if (!files.some((file) => file.includes(id))) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}"""


@pytest.mark.online
async def test_a_place_that_was_taken_down_is_put_back_from_its_desk(page, new_phone, forgiven):
    forgiven.append("got 404 for")
    phone = await new_phone()
    await phone.clock.set_fixed_time(datetime.now(UTC))
    rider = await phone.new_page()
    await open_list(rider)
    await rider.get_by_role("link", name="进门").click()
    await expect(rider.get_by_role("link", name=re.compile(SCENE))).to_be_visible()
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, "manager")
    await page.goto("/desk/scenes")
    await page.get_by_role("link", name=re.compile(SCENE)).click()
    await page.get_by_role("button", name="撤下这个地方").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("为什么撤下").fill("修路")
    await sheet.get_by_role("button", name="撤下", exact=True).click()
    await expect(sheet).to_have_count(0)
    await expect(page.get_by_text("撤下了，骑手看不到它了")).to_be_visible()
    path = page.url.split("/")[-1]
    assert await page.evaluate(GOES, path)
    await rider.goto(f"/scenes/{path}")
    await expect(rider.get_by_role("heading", name="没有这个地方")).to_be_visible()
    await page.goto("/desk/scenes")
    row = page.get_by_role("link", name=re.compile(SCENE))
    await expect(row).to_contain_text("撤下的（今天")
    await row.click()
    await page.get_by_text("改动记录").click()
    await expect(page.locator(".record__one").first).to_contain_text("您改的 撤下：修路")
    await page.get_by_role("button", name="恢复").click()
    await expect(page.get_by_role("button", name="核对过，没变")).to_be_visible()
    await expect(page.locator("main")).not_to_contain_text("还没有人核对")
    await page.get_by_text("改动记录").click()
    await expect(page.locator(".record__one").first).to_contain_text("您改的 恢复了")
    await page.goto("/desk/scenes")
    await expect(row).not_to_contain_text("撤下的")
