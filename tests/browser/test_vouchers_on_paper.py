"""A benefit with a picture, for somebody without a phone: printed by a clerk, and claimed later."""

from datetime import UTC, datetime
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.benefit_screens import front
from tests.browser.pages import go_offline
from tests.browser.volunteering_screens import headers_of

pytestmark = pytest.mark.browser

WORDS = "医院正门，优待窗口进门左手边"


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def stands_for(page: Page, person: str) -> Page:
    """A phone of theirs, whose clock is the server's."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, person)
    return page


async def written(page: Page, title: str) -> None:
    """By the partner, with a photo; its words are asked for."""
    await page.goto("/desk/benefits/new")
    await page.get_by_label("叫什么").fill(title)
    await page.get_by_label("依据").fill("《社区治理规定》第十六条")
    await page.get_by_label("给哪里的人").fill("长沙市")
    await page.get_by_role("button", name="长沙市").first.click()
    photo = {"name": "front.jpg", "mimeType": "image/jpeg", "buffer": front()}
    await page.locator(".photo input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
    await page.get_by_role("button", name="存好，送审").click()
    await expect(page.get_by_text("写上图上是什么")).to_be_visible()
    await page.get_by_label("图上是什么").fill(WORDS)
    await page.get_by_role("button", name="存好，送审").click()
    await expect(page.get_by_text("等另一个人审核")).to_be_visible()
    await expect(page.get_by_role("img", name=WORDS)).to_be_visible()


async def approved(page: Page, title: str) -> None:
    """By somebody who sees the picture before everybody does."""
    await page.goto("/desk/benefits")
    await page.get_by_role("link", name=title).click()
    await expect(page.get_by_role("img", name=WORDS)).to_be_visible()
    await page.get_by_role("button", name="通过").click()
    await expect(page.get_by_text("能领", exact=True)).to_be_visible()


async def printed(page: Page, title: str) -> str:
    """Taken for somebody whom the clerk enters, with their yes; what the paper's code says."""
    await page.goto("/desk/kept")
    await page.get_by_label("怎么称呼").fill("王秀英")
    await page.get_by_text("当面", exact=True).click()
    await page.get_by_role("button", name="登记", exact=True).click()
    await page.get_by_role("button", name="替 王** 办").first.click()
    await page.get_by_role("link", name="领优待券").click()
    # What is given from an age on is for the counter to find out as well.
    await expect(page.get_by_text("先填生日").first).to_be_visible()
    await page.get_by_label("他的生日").fill("1950-05-01")
    await page.get_by_role("button", name="存生日").click()
    await expect(page.get_by_text("先填生日")).to_have_count(0)
    await page.get_by_role("button", name=f"替他领，{title}").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("请念给王**听")).to_be_visible()
    await expect(sheet.get_by_text("湘江东岸医院看得到")).to_be_visible()
    await sheet.get_by_role("button", name="他同意了，领券").click()
    await expect(page.get_by_text("领好了，请打印出来给他。")).to_be_visible()
    await thought_twice(page, title)
    async with page.expect_download() as coming:
        await page.get_by_role("button", name=f"打印，{title}").click()
    [paper] = pypdfium2.PdfDocument(await (await coming.value).path())
    [code] = zxingcpp.read_barcodes(paper.render(scale=150 / 72).to_pil())
    return code.text


async def thought_twice(page: Page, title: str) -> None:
    """They take their yes back, and say it again once they hear what comes of it."""
    row = page.locator(".menu__a--own", has_text=title)
    await page.get_by_role("button", name="收回同意，湘江东岸医院").click()
    await expect(row.get_by_text("收回过同意，柜台看不了")).to_be_visible()
    await row.get_by_role("button", name=f"记下同意，{title}").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="他同意了，记下").click()
    await expect(sheet).to_have_count(0)
    await expect(row.get_by_text("收回过同意，柜台看不了")).to_have_count(0)


async def slip_of(page: Page) -> str:
    await page.goto("/desk/kept")
    await page.get_by_role("button", name="给 王** 认领单").first.click()
    return (await page.locator(".claim__code").inner_text()).replace(" ", "")


async def test_a_voucher_on_paper_is_theirs_on_the_phone_once_they_claim_it(
    page, new_phone, forgiven
):
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    title = f"量血压一次 {uuid4().hex[:4]}"
    await written(await stands_for(page, "partner"), title)
    second = await stands_for(await (await new_phone()).new_page(), "administrator")
    await approved(second, title)
    clerk = await stands_for(await (await new_phone()).new_page(), "clerk")
    token = await printed(clerk, title)
    code = await slip_of(clerk)

    # They have a phone by now.
    rider = await stands_for(await (await new_phone()).new_page(), "rider")
    await rider.goto("/me/claim")
    await rider.get_by_role("textbox").fill(code)
    await rider.locator("form .btn--main").click()
    await expect(rider.get_by_text("认领好了")).to_be_visible()
    # What they said at the counter is theirs to take back.
    await rider.goto("/me/data")
    said = rider.locator(".menu__a", has_text="把信息给湘江东岸医院").filter(has_text="当面说的")
    await expect(said.filter(has=rider.get_by_role("button"))).to_have_count(1)
    await rider.goto("/me/benefits")
    await expect(rider.locator(".stub", has_text=title)).to_have_count(1)
    row = rider.locator(".menu__a", has_text=title)
    await expect(row.get_by_role("img", name=WORDS)).to_be_visible()
    await row.click()
    await expect(rider.locator(".shown").get_by_role("img", name=WORDS)).to_be_visible()
    await go_offline(rider)
    await rider.reload()
    await expect(rider.locator(".shown").get_by_role("img", name=WORDS)).to_be_visible()

    # The paper and the phone are one voucher.
    partner = await headers_of(second, "partner")
    path = f"/api/counter/locks/{uuid4()}"
    verdict = await second.request.put(path, data={"token": token}, headers=partner)
    assert (await verdict.json())["valid"]
    assert (await second.request.put(f"{path}/use", headers=partner)).ok
    await rider.context.set_offline(False)
    await rider.goto("/me/benefits")
    await expect(rider.locator(".stub--gone", has_text=title)).to_have_count(1)
