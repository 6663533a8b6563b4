"""A meeting's papers: attached at the desk, opened on a phone, refused where they run something."""

import re

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.meetings import call_together
from tests.media.papers import paper, with_script

pytestmark = [pytest.mark.browser, pytest.mark.online]


@pytest.fixture
def forgiven() -> list[str]:
    """A paper that is refused."""
    return ["/papers/"]


async def test_what_a_convener_attaches_whoever_is_called_opens_on_their_phone(new_phone):
    page = await (await new_phone()).new_page()
    path = (await call_together(page.context)).removeprefix("/api")
    await become(page, "convener")
    await page.goto(f"/desk{path}")
    choose = page.locator("input[type=file]")
    await choose.set_input_files(
        {"name": "车位图.pdf", "mimeType": "application/pdf", "buffer": with_script()}
    )
    add = page.get_by_role("button", name="附上")
    await add.click()
    await expect(page.get_by_role("alert").filter(has_text="脚本")).to_be_visible()
    await choose.set_input_files(
        {"name": "车位图.pdf", "mimeType": "application/pdf", "buffer": paper()}
    )
    await add.click()
    await expect(page.get_by_role("status").filter(has_text="附上了：车位图")).to_be_visible()

    await become(page, "volunteer")
    await page.goto(path)
    async with page.expect_download() as saved:
        await page.get_by_role("button", name=re.compile("^打开.*车位图")).click()
    file = await saved.value
    assert file.suggested_filename == "车位图.pdf"
    assert (await file.path()).read_bytes() == paper()
