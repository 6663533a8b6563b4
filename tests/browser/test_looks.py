"""What a person sees on a small phone, a lying one, with large letters, and in 长辈版."""

import pytest
from playwright.async_api import Page, expect
from tests.browser.oracle import nearest
from tests.browser.pages import HERE_POINT, ROWS, open_list, settled, total
from tests.browser.screens import SCREENS, wear

pytestmark = [pytest.mark.browser, pytest.mark.online]

#: From where to where the page shows between its bars, and how high the phone is.
_BETWEEN = """() => [
  document.querySelector('.bar').getBoundingClientRect().bottom,
  document.querySelector('.foot').getBoundingClientRect().top,
  innerHeight,
]"""

#: Chips that reach beyond the screen.
_CUT_CHIPS = """() => [...document.querySelectorAll('.chips .chip')]
  .filter(chip => chip.checkVisibility())
  .filter(chip => chip.getBoundingClientRect().right > innerWidth)
  .map(chip => chip.textContent.trim())"""

#: Words of a button that stand on more than one line.
_SPLIT_PICKS = """() => [...document.querySelectorAll('.pick span')].flatMap(span => {
  const range = document.createRange()
  range.selectNodeContents(span)
  const tops = new Set([...range.getClientRects()]
    .filter(box => box.width).map(box => Math.round(box.bottom / 20)))
  const icon = span.querySelector('svg').getBoundingClientRect().width > 0
  return range.toString().length <= 4 && tops.size > (icon ? 2 : 1) ? [range.toString()] : []
})"""

#: Ring labels, the north and the person's own mark that lie on one another.
_COLLIDING = """() => {
  const all = [...document.querySelectorAll('.radar text, .radar__me')]
    .map(one => [one.textContent, one.getBoundingClientRect()])
  return all.flatMap(([words, a], at) => all.slice(at + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([others]) => `${words} ${others}`))
}"""


async def _scroll_to_the_middle(page: Page) -> None:
    await settled(page)
    await page.evaluate("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2)")


@pytest.mark.parametrize("size", [(320, 568), (360, 640), (740, 360)])
@pytest.mark.parametrize("screen", ["home", "station"])
async def test_the_bars_stay_on_a_small_phone_and_leave_it_most_of_its_height(
    new_phone, size, screen
):
    phone = await new_phone(viewport={"width": size[0], "height": size[1]})
    page = await phone.new_page()
    await SCREENS[screen](page, "")
    await _scroll_to_the_middle(page)
    top, bottom, height = await page.evaluate(_BETWEEN)
    assert 0 < top < bottom < height
    assert (bottom - top) / height > 0.6


async def test_with_letters_twice_as_large_the_bars_scroll_away(page):
    await open_list(page)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    await _scroll_to_the_middle(page)
    top, bottom, height = await page.evaluate(_BETWEEN)
    assert top <= 0
    assert bottom >= height


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("theme", ["light", "english", "elder"])
async def test_no_filter_is_cut_off(new_phone, width, theme):
    page = await (await new_phone(viewport={"width": width, "height": 640})).new_page()
    await wear(page, theme)
    await open_list(page)
    assert await page.evaluate(_CUT_CHIPS) == []
    await page.locator(".chips input").nth(1).check()
    await page.locator(".chips button").click()
    await page.get_by_role("dialog").locator(".pick span").nth(2).click()
    await page.keyboard.press("Escape")
    await expect(page.locator(".chips .chip", has_text="10")).to_be_visible()
    assert await page.evaluate(_CUT_CHIPS) == []


async def test_two_ticks_leave_the_filters_on_one_line(page):
    await open_list(page)
    before = await page.locator(".chips").bounding_box()
    await page.get_by_role("checkbox", name="饮水").check()
    assert await page.locator(".chips").bounding_box() == before


@pytest.mark.parametrize("screen", ["home-filters", "display", "station-navigate"])
async def test_no_choice_is_split_within_its_button(page, screen):
    await SCREENS[screen](page, "")
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await page.evaluate(_SPLIT_PICKS) == []


@pytest.mark.parametrize("letters", ["100%", "200%"])
async def test_what_is_written_on_the_radar_can_be_read(page, letters):
    await SCREENS["radar"](page, "")
    await page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
    await settled(page)
    await page.wait_for_function(f"() => ({_COLLIDING})().length === 0")


async def test_the_radar_leaves_no_station_unmentioned(page):
    await open_list(page)
    known = await total(page)
    await page.get_by_role("link", name="雷达").click()
    marks = page.locator(".blip")
    await expect(marks.first).to_be_visible()
    drawn = await marks.count() + await page.locator(".speck").count()
    await expect(page.get_by_text(f"再远的还有 {known - drawn:,} 处，都在列表里")).to_be_visible()


async def test_the_radar_and_the_chosen_station_fit_on_one_screen(page):
    await SCREENS["radar"](page, "")
    await settled(page)
    row = await page.locator(ROWS).bounding_box()
    foot = await page.locator(".foot").bounding_box()
    assert row["y"] + row["height"] <= foot["y"]


async def test_large_letters_hide_neither_the_place_nor_the_radar(page):
    await wear(page, "elder")
    await open_list(page)
    await expect(page.get_by_text("一带，近的在前")).to_be_visible()
    await page.get_by_role("link", name="雷达").click()
    await expect(page.locator(".blip").first).to_be_visible()


async def test_the_way_in_is_said_in_order_and_once(page, known):
    wanted = [one for one in known.stations if one.entry == "register" and one.parking]
    one = nearest(HERE_POINT, [one for one in wanted if one.entry_note])[0]
    await page.goto(f"/s/{one.id}")
    way = page.locator(".way li")
    await expect(way.first).to_have_text(f"登记后进。{one.entry_note}")
    await expect(way.last).to_have_text(f"电动车：{one.parking}")
    twice = [one.address for one in known.stations if "街道侯家塘街道" in one.address]
    assert twice == []


async def test_a_confirmation_agrees_with_no_hours_where_none_are_listed(page, known):
    without = [one for one in known.stations if one.hours is None and one.confirmed_minutes]
    one = nearest(HERE_POINT, without)[0]
    await page.goto(f"/s/{one.id}")
    await expect(page.get_by_text("没有公示开放时间")).to_be_visible()
    await expect(page.get_by_text("与公示一致")).to_have_count(0)


async def test_what_riders_say_is_broken_is_not_said_to_work(page, known):
    said = [one for one in known.stations if any("amenity_broken" in str(r) for r in one.reports)]
    one = nearest(HERE_POINT, said)[0]
    await page.goto(f"/s/{one.id}")
    tile = page.locator(".grid2 [data-s=warn]").first
    await expect(tile).to_contain_text("人说坏了")
    await expect(tile).not_to_contain_text("能用")
    name = await tile.locator("b").text_content()
    await expect(page.locator(".proof").get_by_text(f"人说{name}坏了")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "title"),
    [("en-GB", "Stations nearby"), ("fr", "Stations nearby"), ("zh-TW", "附近驿站")],
)
async def test_the_first_start_speaks_as_the_browser_does(new_phone, locale, title):
    page = await (await new_phone(locale=locale)).new_page()
    await page.goto("/")
    await expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


async def test_a_language_once_chosen_stays(new_phone):
    page = await (await new_phone(locale="en-GB")).new_page()
    await page.goto("/me")
    await page.get_by_role("button", name="Language").click()
    await page.get_by_role("dialog").get_by_text("中文").click()
    await page.reload()
    await expect(page.get_by_role("heading", level=1, name="我的")).to_be_visible()
