"""What a rider does with the first screen, and what stands on it."""

from typing import Any, NamedTuple

from playwright.async_api import Page, expect
from tests.browser.phones import HERE

#: 溁湾镇, as the oracle wants it.
HERE_POINT = HERE["longitude"], HERE["latitude"]
ROWS = "ol.rows > li.row:has(h2)"

_READ = """rows => rows.map((row) => {
  const words = (element) => element.textContent.replace(/\\s+/g, ' ').trim()
  const sign = row.querySelector('.sign')
  return {
    id: row.querySelector('h2 a').getAttribute('href').replace('/s/', ''),
    name: words(row.querySelector('h2')),
    distance: words(sign.querySelector('.sign__num')),
    wind: words(sign.querySelector('.sign__dir')),
    facts: Object.fromEntries(
      [...row.querySelectorAll('.fact')].map((fact) => [...fact.children].map(words)),
    ),
    amenities: [...row.querySelectorAll('.amen li')].map(words),
  }
})"""


class Row(NamedTuple):
    """One station of the list, as a person reads it."""

    id: str
    name: str
    distance: str
    wind: str
    facts: dict[str, str]
    amenities: list[str]


async def open_list(page: Page, path: str = "/") -> None:
    await page.goto(path)
    await see_list(page)


async def see_list(page: Page) -> None:
    await expect(page.locator(ROWS).first).to_be_visible()
    await settled(page)


async def settled(page: Page) -> None:
    """Wait until the phone has what it fetches, and, if it keeps the app, needs no network."""
    await expect(page.locator("ol.rows[aria-busy=true]")).to_have_count(0)
    await expect(page.get_by_text("正在更新")).to_have_count(0)
    await page.evaluate("navigator.serviceWorker?.ready.then(() => undefined)")


async def rows(page: Page) -> list[Row]:
    read: list[Any] = await page.locator(ROWS).evaluate_all(_READ)
    return [Row(**row) for row in read]


async def total(page: Page) -> int:
    """How many stations there are, as a screen reader is told."""
    said = await page.get_by_role("status").get_by_text("处驿站").text_content()
    return int((said or "").split()[0].replace(",", ""))


async def go_offline(page: Page) -> None:
    """Airplane mode, and the app opened anew."""
    await settled(page)
    await page.context.set_offline(True)
    await page.reload()
