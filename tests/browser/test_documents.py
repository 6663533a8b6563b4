"""A service record is taken away, and believed or not on a stranger's phone without a network."""

import re
import sqlite3

import pypdfium2
import pytest
import zxingcpp
from playwright.async_api import async_playwright, expect
from pypdf import PdfReader
from tests.browser import document_screens, fake_camera, phones
from tests.browser.accounts import become
from tests.browser.pages import settled

pytestmark = pytest.mark.browser


async def test_a_record_is_valid_on_another_phone_in_airplane_mode_until_it_is_revoked(
    page, new_phone, forgiven, site, tmp_path
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    await become(page, "volunteer")
    await page.goto("/me/ledger")
    await page.get_by_role("link", name="开服务记录（PDF）").click()
    await page.get_by_role("button", name="开出来").click()
    await expect(page.get_by_role("img", name="核验二维码")).to_be_visible()
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="下载 PDF").click()
    paper = await (await coming.value).path()
    pages = PdfReader(paper).pages
    text = "\n".join(one.extract_text() for one in pages)
    number = (await page.locator(".facts2 dd").last.text_content() or "").strip()
    assert number in text
    assert "姓名" in text
    [link] = re.findall(r"https?://\S+/check", "".join(text.split()))[:1]
    assert link.startswith(site)
    told = await (await page.request.get("/api/me/documents", headers=await own(page))).json()
    [record] = [one for one in told["documents"] if one["number"] == number.replace("-", "")]

    # The stranger's phone has opened the page once; its camera then sees the paper.
    [code] = zxingcpp.read_barcodes(pypdfium2.PdfDocument(paper)[0].render(scale=3).to_pil())
    assert code.text.startswith(f"{link}#{record['token']}~"), "paper tells more than the phone"
    fake_camera.film(tmp_path / "seen.mjpeg", code.text, side=390)
    flags = [*phones.FLAGS, *fake_camera.flags(tmp_path / "seen.mjpeg")]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=phones.find_chromium(), args=flags
        )
        phone = await phones.make_phone(browser, site, permissions=["camera"])
        other = await phone.new_page()
        await other.goto("/check#half")
        await expect(other.get_by_text("作废名单")).to_be_visible()
        await settled(other)
        await phone.set_offline(True)
        await other.goto("/check")
        await expect(other.get_by_role("heading", name="有效")).to_be_visible()
        await expect(other.get_by_text(number)).to_be_visible()
        await expect(other.get_by_text(record["issuer"])).to_be_visible()
        # A signature does not say whether it was ever issued, nor does this phone.
        await expect(other.get_by_text("没有查：没连上平台")).to_be_visible()
        # Whoever typed another name into the PDF is found out.
        me = await (await page.request.get("/api/me", headers=await own(page))).json()
        for name, told in (
            (f"{me['name'][0]}大{me['name'][-1]}", "对不上"),
            (me["name"], "对得上"),
        ):
            await other.get_by_label("纸上的姓名").fill(name)
            await other.get_by_role("button", name="比一比").click()
            await expect(other.get_by_text(told)).to_be_visible()

        await page.get_by_role("button", name="作废", exact=True).click()
        await page.get_by_role("button", name="真的作废").click()
        await expect(page.get_by_text("您作废了")).to_be_visible()
        await phone.set_offline(False)
        await expect(other.get_by_role("heading", name="无效")).to_be_visible()
        await expect(other.get_by_text("已经作废")).to_be_visible()
        await browser.close()


async def test_a_signed_record_that_was_never_issued_is_refused_where_there_is_a_network(
    page, site_data
):
    """As after a backup was restored that is older than the record."""
    record = await document_screens.issue(page)
    await page.goto(f"/check#{record['token']}")
    await expect(page.get_by_text("联网查过，开过这一份")).to_be_visible()
    number = record["number"]
    forget(site_data, number, number[::-1])
    try:
        await page.reload()
        await expect(page.get_by_role("heading", name="无效")).to_be_visible()
        await expect(page.get_by_text("签名对，但是没有开过这个编号")).to_be_visible()
    finally:
        forget(site_data, number[::-1], number)


def forget(data, number, instead):
    with sqlite3.connect(data / "xiangyi.sqlite") as database:
        # What stands never changes, so the restored backup is one without these triggers.
        kept = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            " AND tbl_name = 'service_document'"
        ).fetchall()
        for name, _ in kept:
            database.execute(f"DROP TRIGGER {name}")
        told = "UPDATE service_document SET number = ? WHERE number = ?"
        assert database.execute(told, (instead, number)).rowcount == 1
        for _, sql in kept:
            database.execute(sql)


async def own(page):
    became = await (await page.request.post("/api/demo/cast/volunteer")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}
