"""The screens of a meeting's papers: at the desk where they are added, and where they are read."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from uuid import uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.meeting_screens import call_meeting
from tests.browser.poll_screens import as_
from tests.media.papers import paper

Opening = Callable[[Page, str], Awaitable[None]]

#: The last one is taken off again.
_PAPERS = (
    ("美食街南口车位图（第二稿）", "everyone"),
    ("物业和平台会前说的意见", "called"),
    ("旧的车位图", "everyone"),
)


async def with_papers(page: Page) -> str:
    id_ = await call_meeting(page)
    convener = await as_(page, "convener")
    for title, readers in _PAPERS:
        path = f"/api/desk/consultations/{id_}/papers/{uuid4()}"
        answer = await page.request.put(
            path,
            params={"title": title, "readers": readers},
            data=paper(),
            headers={**convener, "content-type": "application/pdf"},
        )
        assert answer.ok, await answer.text()
    assert (await page.request.delete(path, headers=convener)).ok
    return id_


async def papers(page: Page, _: str) -> None:
    """As somebody who is called."""
    id_ = await with_papers(page)
    await become(page, "rider")
    await page.goto(f"/consultations/{id_}")
    await expect(page.locator(".papers li")).to_have_count(len(_PAPERS))
    await page.locator(".papers").scroll_into_view_if_needed()


async def desk(page: Page, _: str) -> None:
    """With one about to be added, and one about to be taken off."""
    id_ = await with_papers(page)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator("input[type=file]").set_input_files(
        {"name": "预算表.pdf", "mimeType": "application/pdf", "buffer": paper()}
    )
    await page.locator(".papers .btn--text").first.click()
    await expect(page.locator(".papers [role=alert]")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "meeting-papers": papers,
        "desk-meeting-papers": desk,
    }
)
