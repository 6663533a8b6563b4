"""A vote in the room: one thumb, once, also where the signal goes as it is given."""

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.meetings import Asking
from tests.browser.poll_screens import voted_on

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture
def forgiven() -> list[str]:
    """Being offline, and a record asked for before there is one."""
    return ["ERR_INTERNET_DISCONNECTED", "/record"]


async def test_a_vote_that_did_not_leave_is_given_again_and_counts_once(new_phone):
    page = await (await new_phone()).new_page()
    id_ = await voted_on(page)
    await become(page, "rider")
    await page.goto(f"/consultations/{id_}")
    await page.get_by_label("西门外").check()
    give = page.locator(".poll__send")
    await page.context.set_offline(True)
    await give.click()
    await expect(page.get_by_role("alert").filter(has_text="没投出去")).to_be_visible()
    await page.context.set_offline(False)
    await give.click()
    await expect(page.locator(".poll__done")).to_contain_text("西门外")

    convener = await Asking.of(page.context, "convener")
    [poll] = (await convener.ask("GET", f"/api/desk/consultations/{id_}/polls"))["polls"]
    assert poll["voted"] == 1
