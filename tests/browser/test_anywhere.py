"""Wherever a rider stands the five are the nearest of all, or the list says that it may err."""

import re
from random import Random

import pytest
from playwright.async_api import BrowserContext, Page, expect
from tests.browser.oracle import Known, nearest, printed_distance
from tests.browser.pages import go_offline, open_list, rows, see_list, settled

pytestmark = pytest.mark.browser

#: Far from every open station of the nearest prefecture, beyond a border, and in the capital.
LONELY = {
    "where the nearest open ones lie in another prefecture": (109.074, 28.675),
    "where the nearest prefecture is not that of the nearest station": (110.96, 27.92),
    "in Guizhou": (108.9, 28.2),
    "in Beijing": (116.4, 39.9),
}
_SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"


async def saving_phone(new_phone, here: tuple[float, float] | None = None) -> BrowserContext:
    """A phone whose owner saves data: it fetches nothing that nobody asks for."""
    place = {"geolocation": {"longitude": here[0], "latitude": here[1]}} if here else {}
    phone: BrowserContext = await new_phone(**place)
    await phone.add_init_script(_SAVE_DATA)
    return phone


async def expect_nearest(page: Page, here: tuple[float, float], stations: list[Known]) -> None:
    expected = [(one.id, printed_distance(here, one)) for one in nearest(here, stations)[:5]]
    shown = [(row.id, row.distance.replace(",", "")) for row in (await rows(page))[:5]]
    assert shown == expected


@pytest.mark.parametrize("here", LONELY.values(), ids=LONELY)
async def test_the_nearest_five_are_right_however_far_away_they_are(new_phone, known, here):
    page = await (await saving_phone(new_phone, here)).new_page()
    await open_list(page)
    await expect_nearest(page, here, known.open_now())
    await expect(page.get_by_text("可能还有更近的")).to_have_count(0)
    await go_offline(page)
    await see_list(page)
    await expect_nearest(page, here, known.open_now())


async def test_the_nearest_five_are_right_at_points_chosen_by_chance(new_phone, known):
    chance = Random(20261125)
    for _ in range(6):
        here = round(chance.uniform(108.5, 114.5), 4), round(chance.uniform(24.5, 30.3), 4)
        phone = await saving_phone(new_phone, here)
        page = await phone.new_page()
        await open_list(page)
        await expect_nearest(page, here, known.open_now())
        await phone.close()


async def test_a_wish_that_reaches_farther_fetches_what_it_needs(new_phone, known):
    here = 109.074, 28.675
    page = await (await saving_phone(new_phone, here)).new_page()
    await open_list(page)
    await page.get_by_role("button", name="更多").click()
    sheet = page.get_by_role("dialog", name="找什么样的驿站")
    for name in ("床位", "货车停车"):
        await sheet.get_by_role("checkbox", name=name).check()
    await sheet.get_by_role("button", name=re.compile("看|一处")).click()
    await expect(page.get_by_text("可能还有更近的")).to_have_count(0)
    await settled(page)
    wanted = [one for one in known.open_now() if {"beds", "truck_parking"} <= set(one.working)]
    await expect_nearest(page, here, wanted)


async def test_without_a_network_the_list_says_which_prefecture_it_lacks(new_phone):
    phone = await saving_phone(new_phone)
    page = await phone.new_page()
    await open_list(page)
    await phone.set_geolocation({"longitude": 109.74, "latitude": 28.31})
    await go_offline(page)
    await see_list(page)
    note = page.get_by_text("可能还有更近的")
    await expect(note).to_contain_text("湘西")
    await expect(note).to_contain_text("的数据还没存")


async def test_the_rest_comes_by_the_way_but_not_to_who_saves_data(new_phone, known):
    page = await (await new_phone()).new_page()
    await open_list(page)
    await page.goto("/me/offline")
    stored = page.get_by_role("button", name="删掉")
    await expect(stored).to_have_count(len(known.index["packs"]), timeout=30_000)

    saving = await (await saving_phone(new_phone)).new_page()
    asked: list[str] = []
    saving.on("request", lambda request: asked.append(request.url))
    await open_list(saving)
    await saving.goto("/me/offline")
    await settled(saving)
    packs = {url for url in asked if ".slow." in url}
    assert 0 < len(packs) < len(known.index["packs"])
    missing = saving.get_by_role("listitem").get_by_role("button", name="存下")
    await expect(missing).to_have_count(len(known.index["packs"]) - len(packs))
