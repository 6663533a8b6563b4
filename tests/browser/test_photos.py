"""A rider's photo: blurred on the phone, looked at by the manager, then seen by all or none."""

import re
from base64 import b64decode
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.pages import open_list
from tests.browser.test_desk import DUE

pytestmark = pytest.mark.browser


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Nothing but edges, so that what is blurred shows."""
    path = tmp_path / "door.png"
    Image.effect_noise((800, 600), 120).convert("RGB").save(path)
    return path


def spread(photo: Image.Image, x: int, y: int) -> float:
    """How much the brightness around a point varies."""
    around = photo.convert("L").crop((x - 10, y - 10, x + 10, y + 10))
    return ImageStat.Stat(around).stddev[0]


async def open_report(page: Page, kind: str) -> None:
    await page.get_by_role("button", name="反映问题").click()
    await page.get_by_role("dialog").get_by_text(kind, exact=True).click()


async def choose(page: Page, picture: Path):
    sheet = page.get_by_role("dialog")
    await sheet.locator("input[type=file]").set_input_files(picture)
    canvas = sheet.locator("canvas")
    await expect(canvas).to_have_js_property("width", 800)
    return canvas


async def tap(canvas, x: float, y: float) -> None:
    box = await canvas.bounding_box()
    await canvas.click(position={"x": box["width"] * x, "y": box["height"] * y})


async def wholly_above_the_bar(page: Page, canvas) -> None:
    """The question and all of the picture are seen beside the button that sends."""
    bar = await page.locator(".sheet__act").bounding_box()
    picture = await canvas.bounding_box()
    question = await page.get_by_text("照片里有人脸或车牌吗？点一下就打码。").bounding_box()
    assert question["y"] >= 0
    assert picture["y"] + picture["height"] <= bar["y"]


KEYS_LEFT = 800 // 24 * 4


async def blur_with_keys(page: Page, canvas) -> None:
    """From the middle to the right edge, and four steps back."""
    await canvas.focus()
    for _ in range(13):
        await page.keyboard.press("ArrowRight")
    for _ in range(4):
        await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")


async def kept_photo(page: Page) -> Image.Image:
    """What the phone keeps of the photo until it is sent."""
    content = await page.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open('xiangyi').onsuccess = ({ target }) => {
            const all = target.result.transaction('outbox').objectStore('outbox').getAll()
            all.onsuccess = async () => {
              const { file } = all.result.find(({ attached }) => attached).attached
              resolve([...new Uint8Array(await file.arrayBuffer())])
            }
          }
        })"""
    )
    return Image.open(BytesIO(bytes(content)))


async def test_a_photo_is_blurred_kept_and_sent_blurred_and_waits_for_the_manager(
    page, new_phone, picture, forgiven
):
    # Whoever holds packs from before it was dropped asks for it in vain, and is shown no hole.
    forgiven.append("got 404")
    office = await (await new_phone()).new_page()
    for one in (page, office):
        await one.context.clock.set_fixed_time(datetime.now(UTC))
    await become(office, "manager")
    await office.goto("/desk/stations")
    await office.get_by_role("link", name=DUE).click()
    await expect(office.get_by_role("heading", name="现在和公示的一样吗？")).to_be_visible()
    id_ = office.url.split("/")[-1]

    await open_list(page)
    await page.goto(f"/s/{id_}")
    await open_report(page, "不让进")
    canvas = await choose(page, picture)
    await wholly_above_the_bar(page, canvas)
    await tap(canvas, 0.25, 0.25)
    await tap(canvas, 0.75, 0.75)
    await expect(page.get_by_text("打了 2 处码")).to_be_visible()
    await page.get_by_role("button", name="退一步").click()
    await expect(page.get_by_text("打了 1 处码")).to_be_visible()
    await blur_with_keys(page, canvas)
    await expect(page.get_by_text("打了 2 处码")).to_be_visible()
    await page.context.set_offline(True)
    await page.get_by_role("dialog").get_by_role("button", name="发送").click()
    await expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("还没发出去")
    kept = await kept_photo(page)
    await page.context.set_offline(False)
    await expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("发出去了")

    await office.reload()
    await expect(office.get_by_role("heading", name="骑手的照片")).to_be_visible()
    waiting = office.locator(".photos__one")
    await expect(waiting).to_contain_text("等您看")
    looked = await looked_at(office, waiting)
    for photo in (kept, looked):
        assert spread(photo, 200, 150) < 12
        assert spread(photo, 800 - KEYS_LEFT, 300) < 12
        assert spread(photo, 600, 450) > 30
    await office.context.set_offline(True)
    await waiting.get_by_role("button", name="公示").click()
    await expect(waiting).to_contain_text("公示，待发送")
    await office.context.set_offline(False)
    await expect(waiting).to_contain_text("已公示")
    await seen(new_phone, id_, 1)
    await waiting.get_by_role("button", name="收起来").click()
    await expect(waiting).to_contain_text("别人看不到")
    await seen(new_phone, id_, 0)
    await waiting.get_by_role("button", name="删掉").click()
    await waiting.get_by_role("button", name="真的删掉？").click()
    await expect(office.get_by_text("记下了，有网就删掉。")).to_be_visible()
    await expect(waiting).to_have_count(0)
    await seen(new_phone, id_, 0)


async def looked_at(office: Page, waiting) -> Image.Image:
    """The large picture as the manager sees it, which nobody gets by its address."""
    await waiting.scroll_into_view_if_needed()
    await expect(waiting.locator("img")).to_be_visible()
    await waiting.locator(".shot").click()
    large = office.get_by_role("dialog").locator("img")
    await expect(large).to_be_visible()
    content = await large.evaluate(
        """async (img) => {
          await img.decode()
          const canvas = document.createElement('canvas')
          ;[canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight]
          canvas.getContext('2d').drawImage(img, 0, 0)
          return canvas.toDataURL('image/png').split(',')[1]
        }"""
    )
    await office.get_by_role("dialog").get_by_role("button", name="关闭").click()
    return Image.open(BytesIO(b64decode(content)))


async def seen(new_phone, id_: str, count: int) -> None:
    """How many photos a rider sees who never was here, again until the packs have it."""
    found = -1
    for _ in range(20):
        phone = await new_phone()
        await phone.clock.set_fixed_time(datetime.now(UTC))
        rider = await phone.new_page()
        await open_list(rider)
        await rider.goto(f"/s/{id_}")
        await expect(rider.locator(".details")).to_be_visible()
        await rider.wait_for_load_state("networkidle")
        found = await rider.locator(".photos img").count()
        if found > 0:
            await expect(rider.locator(".photos__day").first).to_have_text(
                re.compile(r"\d+月\d+日发来的")
            )
        await rider.close()
        if found == count:
            return
    pytest.fail(f"{found} photos instead of {count}")


async def test_a_report_that_was_refused_is_changed_and_sent_from_the_outbox(page, forgiven):
    forgiven.append("got 422")
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(page)
    await page.locator("ol.rows h2 a").nth(6).click()
    await open_report(page, "锁着门")
    await page.get_by_label("还想说一句").fill("看不\u202e见的字")
    await page.get_by_role("dialog").get_by_role("button", name="发送").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("看不见的字符")
    await page.goto("/me")
    row = page.locator(".menu__a", has_text="反映：")
    await expect(row).to_contain_text("看不见的字符")
    async with page.expect_response("**/api/reports/*"):
        await row.get_by_role("button", name="再发").click()
    await expect(row).to_contain_text("看不见的字符")
    await row.get_by_role("link", name="改").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name="改一改再发")).to_be_visible()
    await expect(sheet.get_by_label("锁着门")).to_be_checked()
    await sheet.get_by_label("还想说一句").fill("看得见的字")
    await sheet.get_by_text("不让进", exact=True).click()
    await sheet.get_by_role("button", name="发送").click()
    await expect(sheet.get_by_role("status")).to_contain_text("发出去了")
    await page.goto("/me")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text(re.compile("不让进.*发出去了", re.DOTALL))
