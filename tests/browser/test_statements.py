"""A partner opens last month, takes it along, and finds a line wrong; two of the city settle it."""

import asyncio
import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Locator, Page, expect
from pypdf import PdfReader
from tests.browser.accounts import become
from tests.browser.benefit_screens import taken, use_up

from xiangyi.core.clock import SHANGHAI

pytestmark = [pytest.mark.browser, pytest.mark.online]

#: When the demonstration's volunteer used a voucher of the hospital's.
MONTH = "2026-10"


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def fetched(page: Page, ending: str, month: str = MONTH) -> bytes:
    async with page.expect_download() as saving:
        await page.get_by_role("button", name=ending.upper()).click()
    download = await saving.value
    assert download.suggested_filename == f"statement-{month}.{ending}"
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


def table_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


async def opened(page: Page, person: str) -> None:
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    await become(page, person)
    await page.goto("/desk/statements")


async def strikes(page: Page, person: str) -> Locator:
    """The dispute, as somebody of the city has answered it."""
    await opened(page, person)
    mine = page.locator(".reply", has_text="这个人挂了号没来")
    await expect(mine).to_contain_text("湘江东岸医院")
    await mine.get_by_role("button", name="改成不计").click()
    why = page.get_by_role("dialog")
    await why.get_by_role("textbox").fill("查了门诊记录，确实没来。")
    await why.get_by_role("button", name="改成不计").click()
    await expect(why).to_have_count(0)
    return mine


async def test_a_partner_takes_last_month_along_and_two_settle_what_is_wrong_in_it(page, new_phone):
    await use_up(page, (await taken(page))["code"])
    await opened(page, "partner")
    await page.get_by_label("哪个月").select_option(label="2026年10月")
    await expect(page.get_by_text("封的账，不再变")).to_be_visible()
    line = page.locator(".menu__a", has_text="普通门诊免挂号费")
    await expect(line).to_have_count(1)
    uses = page.locator(".counter__facts > div", has_text="算数的")
    await expect(uses).to_contain_text("1 张")

    [row] = table_of(await fetched(page, "csv"))
    sheet = load_workbook(BytesIO(await fetched(page, "xlsx"))).active
    _, heads, cells = sheet.iter_rows(values_only=True)
    minutes = cells[heads.index("分钟")]
    assert (int(row["次数"]), int(row["分钟"])) == (1, minutes)
    total = page.locator(".counter__facts > div", has_text="合计").locator("dd")
    shown = (await total.inner_text()).replace("\u00a0", " ")
    assert shown == (f"{minutes // 60} 小时" if minutes else "0 分钟")
    paper = "".join(
        one.extract_text() for one in PdfReader(BytesIO(await fetched(page, "pdf"))).pages
    )
    assert "2026年10月优待对账单" in paper.replace(" ", "")
    assert row["券号"].removeprefix("…") in paper

    await line.get_by_role("button", name="提异议").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("这个人挂了号没来，号退掉了。")
    await dialog.get_by_role("button", name="提异议").click()
    await expect(line.get_by_text("有异议，等答复")).to_be_visible()
    await expect(page.locator(".reply")).to_contain_text("这个人挂了号没来")
    await expect(page.locator(".reply").get_by_role("button")).to_have_count(0)

    first = await (await new_phone()).new_page()
    second = await (await new_phone()).new_page()
    mine = await strikes(first, "supervisor")
    await expect(mine).to_contain_text("您答了，等另一个人")
    mine = await strikes(second, "administrator")
    await expect(mine).to_contain_text("异议：改成不计")
    await expect(mine.get_by_role("button")).to_have_count(0)

    await page.reload()
    await page.get_by_label("哪个月").select_option(label="2026年10月")
    await expect(line.get_by_text("异议：改成不计")).to_be_visible()
    # A closed month stays as it is; what puts it right is in the month of the second yes.
    await expect(uses).to_contain_text("1 张")
    await page.get_by_label("哪个月").select_option(index=0)
    await expect(page.locator(".menu__a", has_text="更正：不计")).to_have_count(1)
    await expect(total).to_have_text("10\u00a0分钟")
    rows = table_of(await fetched(page, "csv", f"{datetime.now(SHANGHAI):%Y-%m}"))
    told = [(row["情况"], int(row["次数"]), int(row["分钟"])) for row in rows]
    assert sorted(told) == [("更正：不计", -1, -minutes), ("核销", 1, 10)]
