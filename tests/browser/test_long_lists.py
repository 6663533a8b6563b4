"""Desks whose lists are longer than a page: whoever looks for somebody finds them."""

from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become

pytestmark = [pytest.mark.browser, pytest.mark.online]

#: One more than comes at once.
MANY = 51


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def asks(page: Page, person: str):
    """As one of the cast, without a page; the second value is where they hold their role."""
    session = await (await page.request.post(f"/api/demo/cast/{person}")).json()
    headers = {"Authorization": f"Bearer {session['accessToken']}"}

    async def ask(method: str, path: str, **body: object) -> None:
        answer = await page.request.fetch(path, method=method, headers=headers, data=body)
        assert answer.ok, await answer.text()

    return ask, session["me"]["roles"][0]["scopeId"]


async def goes_on_to(page: Page, last: str) -> None:
    await expect(page.locator(".ledger li").nth(49)).to_be_visible()
    await expect(page.locator(".ledger")).not_to_contain_text(last)
    await page.get_by_role("button", name="再看一些").click()
    await expect(page.locator(".ledger li").last).to_contain_text(last)
    await expect(page.get_by_role("button", name="再看一些")).to_have_count(0)


async def test_the_clerk_finds_everybody_who_is_kept(page):
    ask, division = await asks(page, "clerk")
    for number in range(MANY):
        # They come by their ids, and this one last of all.
        account = UUID(int=(1 << 128) - 1) if number == 0 else uuid4()
        told = {"name": "殿后的人" if number == 0 else "王大爷", "how": "spoken"}
        await ask("PUT", f"/api/kept/{account}", division=division, **told)
    await become(page, "clerk")
    await page.goto("/desk/kept")
    await goes_on_to(page, "殿**")


async def test_the_administrator_finds_every_role(page):
    ask, division = await asks(page, "administrator")
    second, _ = await asks(page, "second_administrator")
    cast = (await (await page.request.get("/api/demo/cast")).json())["items"]
    rider = next(one["account"] for one in cast if one["person"] == "rider")
    for number in range(MANY):
        grant, why = uuid4(), "最早的一个" if number == 0 else "轮班"
        role = {"role": "clerk", "scopeKind": "division", "scopeId": division}
        await ask("PUT", f"/api/roles/{grant}", account=rider, why=why, **role)
        await second("POST", f"/api/roles/{grant}/withdrawal", why=why)
    await become(page, "administrator")
    await page.goto("/desk/roles")
    await page.get_by_text("已撤回", exact=True).click()
    await goes_on_to(page, "最早的一个")
    await expect(page.locator(".ledger li")).to_have_count(MANY)
