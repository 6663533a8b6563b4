"""A supervisor finds hours that were not served; another organisation agrees that they go."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.record_screens import taken_from
from tests.browser.volunteering_screens import let_second

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_minutes_not_served_are_taken_with_another_organisation_s_yes(page, forgiven):
    forgiven.append("got 422")
    await let_second(page)
    path = await taken_from(page)
    await become(page, "supervisor")
    await page.get_by_role("link", name=re.compile("^时长监督")).click()
    await expect(page.get_by_role("link", name="扣时长").first).to_be_visible()
    await page.goto(path)
    one = page.locator("section.reply").filter(has=page.get_by_role("button")).first
    await one.get_by_role("button").click()
    await page.get_by_role("dialog").get_by_text("没到场", exact=True).click()
    await expect(page.get_by_text("算虚报：扣了以后")).to_be_visible()
    await page.get_by_label("扣多少分钟").fill("15")
    await page.get_by_role("button", name="提出扣时长").click()
    await expect(page.get_by_role("dialog").get_by_label("怎么知道的")).to_have_attribute(
        "aria-invalid", "true"
    )
    await page.get_by_label("怎么知道的").fill("回访电话里说那天提前走了")
    await page.get_by_role("button", name="提出扣时长").click()
    await expect(page.get_by_text("提出了，等别的单位核对。")).to_be_visible()
    await expect(page.get_by_text("提出扣 15 分钟，等别的单位核对")).to_be_visible()

    await become(page, "lead")
    await page.goto("/desk/hours")
    asked = page.locator("section.reply").filter(has_text="回访电话里说那天提前走了")
    await expect(asked.get_by_text("要扣掉的")).to_be_visible()
    await expect(asked.get_by_text("没到场")).to_be_visible()
    await asked.get_by_role("button", name="看点名册").click()
    await expect(asked.locator(".about")).to_be_visible()
    await asked.get_by_role("button", name="同意", exact=True).click()
    await expect(page.get_by_text("办好了")).to_be_visible()
    await expect(asked).to_be_hidden()

    await become(page, "supervisor")
    await page.goto(path)
    await expect(page.get_by_text("已经扣了 15 分钟")).to_be_visible()
