"""What was gathered wrongly is mended at the desk, and who asked for it reads what came of it."""

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.case_screens import CONCERN, PARKING, SECOND, handle_two
from tests.browser.pages import open_list

pytestmark = pytest.mark.browser

WHY = "您说的是另一条路，单独办。"


async def test_a_case_leaves_its_concern_and_another_concern_comes_into_it(
    page, new_phone, own_site
):
    desk = await (await new_phone(own_site)).new_page()
    await desk.set_viewport_size({"width": 1280, "height": 800})
    await desk.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(desk)
    await handle_two(desk)
    await become(desk, "convener")
    await desk.goto(f"/desk/cases/{PARKING}")
    await desk.get_by_role("button", name="移出议题").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_role("button", name="移出议题").click()
    await expect(sheet.get_by_role("alert").first).to_contain_text("写几个字")
    await sheet.get_by_label("为什么移出来").fill(WHY)
    await sheet.get_by_role("button", name="移出议题").click()
    await expect(sheet).to_have_count(0)
    await expect(desk.locator(".cone .river")).to_contain_text(WHY)
    await expect(desk.get_by_role("button", name="合到议题")).to_be_visible()

    await desk.goto(f"/desk/concerns/{SECOND}")
    await desk.get_by_role("button", name="合并议题").click()
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("并到哪一个").select_option(str(CONCERN))
    await sheet.get_by_role("button", name="合并议题").click()
    await expect(sheet).to_have_count(0)
    await expect(desk.locator(".cone .tag").last).to_have_text("并到别的议题了")

    rider = await (await new_phone(own_site)).new_page()
    await rider.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(rider)
    await become(rider, "rider")
    await rider.goto("/me/notices")
    await rider.get_by_text("您提的诉求移出了议题").click()
    await expect(rider.locator(".river")).to_contain_text(WHY)
    # Anybody who has the old page finds the one in which it goes on, and what left that.
    await rider.goto(f"/concerns/{SECOND}")
    await rider.locator(".river").get_by_role("link", name="取餐停车难").click()
    await expect(rider).to_have_url(re.compile(str(CONCERN)))
    await expect(rider.locator(".river")).to_contain_text("2 件诉求合成一件，1 人提")
    await expect(rider.locator(".river")).to_contain_text("移出去了")
    await expect(rider.locator(".river")).not_to_contain_text(WHY)

    other = await (await new_phone(own_site)).new_page()
    await other.context.clock.set_fixed_time(datetime.now(UTC))
    await open_list(other)
    await become(other, "volunteer")
    await other.goto("/me/notices")
    await expect(other.get_by_text("您提的事并到了别的议题")).to_be_visible()
