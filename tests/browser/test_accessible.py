"""Anyone can use it: axe finds nothing, nothing sticks out, everything can be hit and reached.

And every page ends with whom to call, where to complain, and larger letters.
"""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from tests.browser import case_screens, promise_screens
from tests.browser.pages import ROWS, open_list
from tests.browser.province import FILING, PHONE
from tests.browser.screens import SCREENS, THEMES, wear

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "pwa/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: What another look can break: it changes colours and sizes, and nothing else.
LOOKS_RULES = ["color-contrast", "link-in-text-block", "target-size"]

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


#: A phone's width, the letters that its owner has set, and a look.
NARROW = [(320, "100%", "light"), (360, "200%", "light"), (320, "200%", "elder")]
PHRASES = [
    (360, "100%", "light"),
    (320, "100%", "light"),
    (360, "200%", "light"),
    (360, "100%", "elder"),
]
TARGETS = {(360, "100%", "light"): 48, (360, "100%", "elder"): 60}
#: All of these, each put on once.
LOOKS = list(dict.fromkeys([*PHRASES, *NARROW, *TARGETS]))
#: Whose end a sheet covers.
COVERED = {
    *("home-filters", "station-navigate", "display", "sign-out"),
    *("station-report", "station-report-waiting", "reports-changing"),
    *("meeting-answering", "meeting-feed", "desk-meeting-announcing", "desk-meeting-cancelling"),
    "desk-meeting-wall",
    *("data-deletion", "desk-roles-withdrawal", "desk-station-dates", "desk-station-facts"),
    *("desk-taking", "voucher-returning", "counter-undo-refusing", "desk-vouchers-agreeing"),
    *case_screens.COVERED,
    *promise_screens.COVERED,
}
#: Screens that say something else on a phone that cannot be knocked for.
KNOCKED_FOR = {"reminders", "reminders-signed-in"}

_PUT_ON = """([theme, size, letters]) => {
  const { dataset, style } = document.documentElement
  dataset.theme = theme
  dataset.size = size
  style.fontSize = letters
}"""


async def put_on(page: Page, look: str, *, width: int = 360, letters: str = "100%") -> None:
    """Change the look of an open screen, as the 显示 sheet does."""
    chosen = THEMES[look]
    size = chosen.get("size", "normal")
    await page.set_viewport_size({"width": width, "height": 740})
    await page.evaluate(_PUT_ON, [chosen.get("theme", "light"), size, letters])


async def ends_as_every_page(page: Page) -> None:
    end = page.get_by_role("contentinfo")
    await expect(end).to_contain_text(FILING)
    await expect(end.get_by_role("link", name=PHONE)).to_have_attribute("href", "tel:073100000000")
    await expect(end.get_by_role("link", name="投诉建议")).to_have_attribute("href", "/feedback")
    await end.get_by_role("button", name="长辈版").click()
    await expect(page.locator("html")).to_have_attribute("data-size", "elder")
    await end.get_by_role("button", name="退出长辈版").click()
    await expect(page.locator("html")).not_to_have_attribute("data-size", "elder")


_UNTAKEN = ["/api/photos/", "422"]


def test_what_a_sheet_covers_are_screens():
    assert set(SCREENS) > COVERED


@pytest.fixture
def forgiven(request) -> list[str]:
    """A meeting that is on is asked for a record that is not there yet, and a photo not taken."""
    name = request.node.name
    return ["/record"] if "[meeting-voting" in name else _UNTAKEN if "[case-lost]" in name else []


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, marks=[pytest.mark.whole] if screen in KNOCKED_FOR else [])
        for screen in SCREENS
    ],
)
async def test_a_screen_is_for_everybody(new_phone, screen):
    """In each look axe finds nothing, nothing sticks out or is torn, and a glove hits every target.

    A screen is opened once: opening is what takes the time.
    """
    how = {"bypass_csp": True, "keeps_app": screen in KNOCKED_FOR, "device_scale_factor": 1}
    page = await (await new_phone(**how)).new_page()
    # Colours would be read while they change.
    await page.emulate_media(reduced_motion="reduce")
    await wear(page, "light")
    await SCREENS[screen](page, "")
    # That nothing is asked for any more shows in half a second, in which there is enough to do.
    await asyncio.gather(page.wait_for_load_state("networkidle"), page.add_script_tag(path=AXE))
    if screen not in COVERED:
        await ends_as_every_page(page)
    found = []
    for look in LOOKS:
        width, letters, theme = look
        await put_on(page, theme, width=width, letters=letters)
        told = f"{width} {letters} {theme}"
        if look in NARROW and (sticks_out := await page.evaluate(_SIDEWAYS)) > 0:
            found.append(f"{told}: sticks out {sticks_out}")
        if look in PHRASES:
            found += [f"{told}: torn: {one}" for one in await page.evaluate(_TORN)]
        if least := TARGETS.get(look):
            small = await page.evaluate(_TOO_SMALL, least)
            found += [f"{told}: too small: {one}" for one in small]
    for look in ("light", "dark", "sun", "elder"):
        await put_on(page, look)
        # As tall as the screen is long: what lies half under a bar is no smaller for that.
        rules = RULES if look == "light" else LOOKS_RULES
        height = await page.evaluate(_LENGTH)
        await page.set_viewport_size({"width": 360, "height": height})
        found += [f"{look}: {fault}" for fault in await page.evaluate(_AXE, rules)]
    assert not found, "\n".join(found)


async def test_a_keyboard_does_it_all(page):
    await open_list(page)
    await _tab_to(page, "饮水")
    before = await page.locator(ROWS).count()
    await page.keyboard.press("Space")
    await expect(page.get_by_role("checkbox", name="饮水")).to_be_checked()
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
