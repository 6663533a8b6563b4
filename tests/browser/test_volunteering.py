"""Somebody finds an activity, signs up, waits for the other shift, and leaves again."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.volunteering_screens import hold_activity

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def test_a_rider_signs_up_waits_and_leaves(page):
    id_ = await hold_activity(page)
    await become(page, "rider")
    await page.goto("/")
    await page.get_by_role("link", name="志愿", exact=True).click()
    await page.locator(f'a[href="/activities/{id_}"]').first.click()
    await page.get_by_role("button", name="排候补").click()
    await expect(page.get_by_text("候补中，您排第一")).to_be_visible()
    await page.get_by_role("button", name="我来").click()
    await expect(page.get_by_text("报上了", exact=True)).to_be_visible()
    await page.get_by_role("link", name="志愿", exact=True).click()
    await expect(page.get_by_role("heading", name="我报名的")).to_be_visible()
    await page.locator(f'a[href="/activities/{id_}"]').first.click()
    await page.get_by_role("button", name="来不了，退出").click()
    await expect(page.get_by_text("退出了，位子给了别人。")).to_be_visible()
    await expect(page.get_by_text("还要 8 人")).to_be_visible()


async def test_what_is_near_comes_by_how_far_it_is_and_only_roughly_where_one_is_is_told(page):
    id_ = await hold_activity(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto("/activities")
    shown = page.locator(f'a[href="/activities/{id_}"]').first
    await expect(shown).to_be_visible()
    await expect(shown).not_to_contain_text("公里")
    assert not [one for one in asked if "near=" in one], "nobody has chosen to tell"
    scopes = page.get_by_role("radiogroup", name="看哪里的")
    await scopes.get_by_text("附近", exact=True).click()
    await expect(page.get_by_text("近的在前")).to_be_visible()
    await expect(shown).to_contain_text(re.compile(r"约\s[12]\s公里"))
    near = [one for one in asked if "near=" in one]
    assert len(near) == 1
    assert re.search(r"near=112\.9\d(,|%2C)28\.[12]\d(&|$)", near[0])
    await scopes.get_by_text("全省", exact=True).click()
    await expect(shown).not_to_contain_text("公里")


async def test_whoever_is_not_old_enough_or_has_not_said_is_told_what_to_do(page, forgiven):
    forgiven.append("got 403")
    id_ = await hold_activity(page, full=False, minimumAge=18)
    await become(page, "volunteer")
    await page.goto(f"/activities/{id_}")
    await page.get_by_role("button", name="我来").first.click()
    await expect(page.get_by_text("要先知道您的生日")).to_be_visible()
    await page.get_by_role("link", name="去填生日").click()
    await expect(page).to_have_url(re.compile("/me/profile$"))


async def test_the_convener_says_yes_where_the_notice_leads(page):
    id_ = await hold_activity(page, approved=False)
    await become(page, "convener")
    await page.goto(f"/desk/activities/{id_}")
    await page.get_by_role("button", name="同意", exact=True).click()
    await expect(page.get_by_text("通过了", exact=True)).to_be_visible()
    await page.get_by_role("link", name="看大家看到的").click()
    await expect(page.get_by_role("button", name="我来").first).to_be_visible()
