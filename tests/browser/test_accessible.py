"""Anyone can use it: axe finds nothing, nothing sticks out, everything can be hit and reached."""

from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.browser.pages import ROWS, open_list
from tests.browser.screens import SCREENS, THEMES, wear

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "pwa/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_LENGTH = "Math.max(740, document.documentElement.scrollHeight + 600)"

_AXE = """async tags => {
  const found = await axe.run(document, { runOnly: tags })
  return found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))
}"""

#: What sticks out to the side and may be scrolled by itself is meant to.
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

_TOO_SMALL = """least => [...document.querySelectorAll(
  'a[href], button, label:not([for]), summary, select')]
  .filter(one => one.checkVisibility() && !one.closest('p') && !one.closest('.vh'))
  // A row's name is stretched over the whole row.
  .filter(one => !one.matches('.row__name a'))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)"""


#: Texts of which a line begins with what ends a phrase, or whose last line is one character.
_TORN = """() => {
  const torn = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const box = (node, at) => {
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    return range.getBoundingClientRect()
  }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trimEnd()
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('.vh')) continue
    for (let at = 1; at < words.length; at++) {
      const ends = /[，。、；：？！”）》]/.test(words[at])
      const last = at === words.length - 1 && /\\p{Script=Han}/u.test(words[at])
      if (!ends && !last) continue
      const { top, height } = box(node, at)
      if (top - box(node, at - 1).top > height / 2) torn.push(words)
    }
  }
  return torn
}"""


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing(new_phone, theme):
    phone = await new_phone(bypass_csp=True)
    found = []
    for name, open_it in SCREENS.items():
        page = await phone.new_page()
        await wear(page, theme)
        await open_it(page, "")
        # As tall as the screen is long: what lies half under a bar is no smaller for that.
        await page.wait_for_load_state("networkidle")
        await page.set_viewport_size({"width": 360, "height": await page.evaluate(_LENGTH)})
        await page.add_script_tag(path=AXE)
        found += [f"{name}: {fault}" for fault in await page.evaluate(_AXE, RULES)]
        await page.close()
    assert found == []


@pytest.mark.parametrize(
    ("width", "letters", "theme"),
    [(320, "100%", "light"), (360, "200%", "light"), (320, "200%", "elder")],
)
async def test_nothing_scrolls_sideways(new_phone, width, letters, theme):
    phone = await new_phone(viewport={"width": width, "height": 740})
    wide = {}
    for name, open_it in SCREENS.items():
        page = await phone.new_page()
        await wear(page, theme)
        await open_it(page, "")
        await page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        if sticks_out := await page.evaluate(_SIDEWAYS):
            wide[name] = sticks_out
        await page.close()
    assert wide == {}


@pytest.mark.parametrize(
    ("width", "letters", "theme"),
    [
        (360, "100%", "light"),
        (320, "100%", "light"),
        (360, "200%", "light"),
        (360, "100%", "elder"),
    ],
)
async def test_no_text_is_torn(new_phone, width, letters, theme):
    phone = await new_phone(viewport={"width": width, "height": 740})
    torn = []
    for name, open_it in SCREENS.items():
        page = await phone.new_page()
        await wear(page, theme)
        await open_it(page, "")
        await page.wait_for_load_state("networkidle")
        await page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        torn += [f"{name}: {one}" for one in await page.evaluate(_TORN)]
        await page.close()
    assert not torn, "\n".join(torn)


@pytest.mark.parametrize(("theme", "least"), [("light", 48), ("elder", 60)])
async def test_a_glove_hits_every_target(new_phone, theme, least):
    phone = await new_phone()
    small = []
    for name, open_it in SCREENS.items():
        page = await phone.new_page()
        await wear(page, theme)
        await open_it(page, "")
        small += [f"{name}: {one}" for one in await page.evaluate(_TOO_SMALL, least)]
        await page.close()
    assert small == []


async def test_a_keyboard_does_it_all(page):
    await open_list(page)
    await _tab_to(page, "热水")
    before = await page.locator(ROWS).count()
    await page.keyboard.press("Space")
    await expect(page.get_by_role("checkbox", name="热水")).to_be_checked()
    assert before
    await _tab_to(page, "更多")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    name = await page.locator(f"{ROWS} h2 a").first.text_content()
    await _tab_to(page, name)
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert await page.evaluate(outline) != "none"
    await page.keyboard.press("Enter")
    title = page.get_by_role("heading", level=1)
    await expect(title).to_be_focused()
    await _tab_to(page, "返回")
    await page.keyboard.press("Enter")
    await expect(page.locator(ROWS).first).to_be_visible()


async def test_a_screen_reader_hears_the_list_in_order(page):
    await open_list(page)
    heard = await page.locator("body").aria_snapshot()
    order = ["附近驿站", "现在开", "公示时间", "管理员确认", "骑手反映", "我的"]
    assert sorted(order, key=heard.index) == order


async def _tab_to(page, name: str) -> None:
    named = "(document.activeElement.getAttribute('aria-label') ?? '') + ' ' +"
    named += " (document.activeElement.closest('label') ?? document.activeElement).textContent"
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement !== document.body") and (
            name.strip() in await page.evaluate(named)
        ):
            return
    raise AssertionError(f"Tab never reaches {name}")
