"""What was tapped by mistake at a desk is taken back."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.test_desk import card_until, open_desk

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_a_station_that_is_gone_is_taken_off_and_opened_again(page, forgiven):
    await become(page, "administrator")
    near = await (await page.request.get("/api/stations?near=112.98,28.19")).json()
    id_, name = near["items"][0]["id"], near["items"][0]["name"]
    # Its desk finds it no more.
    forgiven += [f"got 404 for {page.url.partition('/me')[0]}/api", "status of 404"]
    await page.goto(f"/desk/stations/{id_}")
    await page.get_by_role("button", name=re.compile("这里没有驿站了")).click()
    await page.get_by_role("button", name="撤下", exact=True).click()
    await expect(page.get_by_text("写一句为什么")).to_be_visible()
    await page.get_by_label("为什么撤下").fill("整栋楼拆了")
    await page.get_by_role("button", name="撤下", exact=True).click()
    await page.get_by_role("button", name="真的撤下？").click()
    await expect(page.get_by_role("heading", name="这一处撤下了")).to_be_visible()
    await card_until(page, id_, lambda answer, _: answer.status == 404)
    await page.goto("/desk/audit")
    await page.get_by_role("link", name=f"驿站 {name}").first.click()
    await page.get_by_role("button", name="再开").click()
    await page.get_by_role("button", name="真的再开？").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await card_until(page, id_, lambda answer, _: answer.status == 200)


async def test_a_confirmation_tapped_by_mistake_is_taken_back(page):
    id_ = await open_desk(page)
    before = (await (await page.request.get(f"/api/stations/{id_}")).json())["confirmedAt"]
    await page.get_by_role("button", name="与公示一致").click()
    await expect(page.get_by_text("您确认，已发出")).to_be_visible()
    await page.get_by_role("button", name="点错了，收回").click()
    await expect(page.get_by_role("button", name="点错了，收回")).to_have_count(0)
    await expect(page.get_by_text(re.compile("^(上次：|还没有确认过$)"))).to_be_visible()
    await card_until(page, id_, lambda _, card: card["confirmedAt"] == before)


async def test_a_switch_hit_by_mistake_is_taken_back(page):
    id_ = await open_desk(page)
    before = (await (await page.request.get(f"/api/stations/{id_}")).json())["amenities"]
    switch = page.locator(".switches").get_by_role("switch").first
    on = await switch.is_checked()
    await switch.click()
    back = page.locator(".switches").get_by_role("button", name="点错了，收回")
    await card_until(page, id_, lambda _, card: card["amenities"] != before)
    await back.click()
    await expect(back).to_have_count(0)
    await card_until(page, id_, lambda _, card: card["amenities"] == before)
    await expect(switch).to_be_checked(checked=on)
