"""A photo that the phone cannot open goes only if its rider says so; a late one goes by itself."""

from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.pages import open_list
from tests.browser.test_desk import DUE
from tests.browser.test_photos import open_report
from tests.browser.test_reporting import rider, said
from tests.media.pictures import door, saved

pytestmark = pytest.mark.browser

HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}"""


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_a_photo_that_cannot_be_blurred_is_asked_about_and_a_late_one_is_sent_after(
    new_phone, tmp_path: Path
):
    office, page = await rider(new_phone, "10.9.2.1"), await rider(new_phone, "10.9.2.2")
    await become(office, "manager")
    await office.goto("/desk/stations")
    await office.get_by_role("link", name=DUE).click()
    await expect(office.get_by_role("heading", name="现在和公示的一样吗？")).to_be_visible()
    id_ = office.url.split("/")[-1]

    unknown, known = tmp_path / "IMG_1.heic", tmp_path / "door.jpg"
    unknown.write_bytes(saved(door(), "HEIF"))
    known.write_bytes(saved(door(800, 600), "JPEG"))
    await open_list(page)
    await page.goto(f"/s/{id_}")
    await open_report(page, "不让进")
    sheet = page.get_by_role("dialog")
    await sheet.locator("input[type=file]").set_input_files(unknown)
    await expect(sheet).to_contain_text("打不开，没法打码，现在还没加上")
    await sheet.get_by_role("button", name="原样加上").click()
    await expect(sheet).to_contain_text("加了一张没打码的照片")
    await sheet.get_by_role("button", name="发送").click()
    await expect(said(page)).to_contain_text("发出去了")
    await sheet.get_by_role("button", name="关闭").click()
    await expect(page.locator(".proof")).to_contain_text("就是您")

    await open_report(page, "人太多")
    await expect(sheet).to_contain_text("记下了")
    # Whoever looks at something else for a while has said it.
    await page.evaluate(HIDE, arg=True)
    await expect(page.locator(".own")).to_contain_text("发到了")
    await page.evaluate(HIDE, arg=False)
    await sheet.locator("input[type=file]").set_input_files(known)
    await expect(sheet).to_contain_text("后加的照片没来得及带上")
    await sheet.get_by_role("button", name="再发一条，带上它").click()
    await expect(sheet.get_by_role("alert").filter(has_text="没来得及")).to_have_count(0)
    await expect(said(page)).to_contain_text("发出去了")

    await office.reload()
    waiting = office.locator(".photos__one")
    await expect(waiting).to_have_count(2)
    await expect(waiting.filter(has_text="不让进")).to_contain_text("没打过码")
    await expect(waiting.filter(has_text="人太多")).not_to_contain_text("没打过码")
