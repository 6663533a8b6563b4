"""A rider looks at one station before setting off, keeps it, and shows it to somebody."""

import re

import pytest
from playwright.async_api import Page, Route, expect
from tests.browser.oracle import Known, Province, metres, nearest, printed_distance
from tests.browser.pages import HERE_POINT, ROWS, go_offline, open_list, rows, see_list
from tests.browser.screens import THEMES, wear

pytestmark = pytest.mark.browser


def rich(known: Province) -> Known:
    """The nearest station of which nearly everything is known."""

    def told(one: Known) -> bool:
        return all([one.parking, one.phone, one.gate_words, one.entry_note, one.hours])

    return next(one for one in nearest(HERE_POINT, known.open_now()) if told(one))


@pytest.mark.online
async def test_the_page_has_everything_that_is_known_of_a_station(page: Page, known: Province):
    one = rich(known)
    await page.goto(f"/s/{one.id}")
    main = page.get_by_role("main")
    await expect(page.get_by_role("heading", level=1, name=one.name)).to_be_visible()
    for words in (one.address, one.entry_note, one.parking):
        await expect(main.get_by_text(words).first).to_be_visible()
    for about in ("公示时间", "管理员确认", "骑手反映（近 6 小时）"):
        await expect(main.get_by_role("term").filter(has_text=about)).to_be_visible()
    await expect(main.get_by_text("现在开着")).to_be_visible()
    await expect(main.locator(".grid2 li")).to_have_count(len(one.amenities))
    await main.get_by_text("一周的开放时间").click()
    await expect(main.get_by_role("rowheader", name="法定节假日")).to_be_visible()
    await expect(main.get_by_text("就说：“去驿站歇脚，坐一会儿就走”")).to_be_visible()
    await main.get_by_text("电话和责任单位").click()
    await expect(main.get_by_text(one.responsible)).to_be_visible()
    call = main.get_by_role("link", name=one.phone)
    await expect(call).to_have_attribute(
        "href", f"tel:{one.phone.replace(' ', '').replace('-', '')}"
    )
    await expect(page.get_by_role("button", name="去这里")).to_be_visible()


@pytest.mark.online
async def test_what_is_broken_is_said_in_words(page: Page, known: Province):
    broken = [one for one in known.stations if len(one.working) < len(one.amenities)]
    one = nearest(HERE_POINT, broken)[0]
    await page.goto(f"/s/{one.id}")
    await expect(page.locator(".grid2").get_by_text("停用")).to_have_count(
        len(one.amenities) - len(one.working)
    )


@pytest.mark.online
async def test_back_returns_to_where_the_rider_was(page: Page):
    await open_list(page)
    await page.get_by_role("checkbox", name="饮水").check()
    twelfth = page.locator(ROWS).nth(11)
    await twelfth.evaluate("row => row.scrollIntoView({block: 'center'})")
    before, at = await rows(page), await page.evaluate("scrollY")
    assert at > 0
    await twelfth.get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1, name=before[11].name)).to_be_visible()
    await page.get_by_role("link", name="返回").click()
    await see_list(page)
    assert await rows(page) == before
    await expect(page.get_by_role("checkbox", name="饮水")).to_be_checked()
    await expect(page).to_have_url("/")
    await page.wait_for_function("at => Math.abs(scrollY - at) < 2", arg=at)


@pytest.mark.online
async def test_back_from_a_shared_link_leads_to_the_list(page: Page, known: Province):
    await page.goto(f"/s/{known.stations[0].id}")
    await page.get_by_role("link", name="返回").click()
    await see_list(page)


@pytest.mark.online
async def test_a_station_is_kept_and_let_go(page: Page, known: Province):
    one = nearest(HERE_POINT, known.stations)[0]
    await page.goto(f"/s/{one.id}")
    await page.get_by_role("button", name="收藏").click()
    await expect(page.get_by_role("button", name="已收藏")).to_have_attribute(
        "aria-pressed", "true"
    )
    await page.goto("/me")
    kept = page.get_by_role("link", name=one.name)
    await expect(kept).to_be_visible()
    await kept.click()
    await page.get_by_role("button", name="已收藏").click()
    await expect(page.get_by_role("button", name="收藏", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    await page.get_by_role("link", name="返回").click()
    await expect(page.get_by_text("还没有收藏")).to_be_visible()


async def test_a_kept_station_is_readable_where_its_prefecture_is_not_on_the_phone(
    page: Page, known: Province
):
    far = nearest(HERE_POINT, known.stations)[-1]
    await page.goto(f"/s/{far.id}")
    await page.get_by_role("button", name="收藏").click()
    await expect(page.get_by_role("button", name="已收藏")).to_be_visible()
    await open_list(page)
    await page.goto("/me")
    await go_offline(page)
    kept = page.get_by_role("link", name=far.name)
    await expect(kept).to_contain_text(f"手机里没有{far.prefecture}的数据")
    # The receiver may answer after the row is there.
    spaced = r"\s*".join(map(re.escape, printed_distance(HERE_POINT, far)))
    await expect(kept).to_contain_text(re.compile(spaced))
    await kept.click()
    await expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    await page.context.set_offline(False)
    await page.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("heading", level=1, name=far.name)).to_be_visible()


@pytest.mark.online
async def test_a_station_is_shared_by_its_address(new_phone, known: Province, site: str):
    """Where the phone has no sharing of its own, the address is copied instead."""
    phone = await new_phone(permissions=["geolocation", "clipboard-read", "clipboard-write"])
    await phone.add_init_script("delete Navigator.prototype.share")
    page = await phone.new_page()
    one = known.stations[0]
    await page.goto(f"/s/{one.id}")
    await page.get_by_role("button", name="分享").click()
    await expect(page.get_by_role("status").get_by_text("网址复制好了")).to_be_attached()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/s/{one.id}"
    stranger = await (await new_phone(permissions=[])).new_page()
    await stranger.goto(copied)
    await expect(stranger.get_by_role("heading", level=1, name=one.name)).to_be_visible()


@pytest.mark.online
async def test_a_station_that_is_gone_is_said_to_be(page: Page, forgiven: list[str]):
    forgiven.append("404 for")
    await page.goto("/s/00000000")
    await expect(page.get_by_role("heading", name="没有找到这个驿站")).to_be_visible()
    await page.get_by_role("main").get_by_role("link", name="看附近驿站").click()
    await see_list(page)


@pytest.mark.online
async def test_a_refusal_is_said_in_the_language_that_is_spoken(page: Page, forgiven: list[str]):
    forgiven.append("404 for")
    await wear(page, "english")
    await page.goto("/s/00000000")
    await expect(page.get_by_role("heading", name="No such station")).to_be_visible()
    await expect(page.get_by_text("It may be gone")).to_be_visible()


async def test_trouble_of_the_servers_own_is_said_and_passes(
    page: Page, known: Province, forgiven: list[str]
):
    forgiven.append("503 for")
    one = nearest(HERE_POINT, known.stations)[-1]
    away = {"type": "/problems/database_away", "status": 503, "code": "database_away", "facts": {}}

    async def refuse(route: Route) -> None:
        await route.fulfill(status=503, json=away, content_type="application/problem+json")

    await page.route("**/api/stations/*", refuse)
    await page.goto(f"/s/{one.id}")
    await expect(page.get_by_role("heading", name="服务器一时取不到数据")).to_be_visible()
    await page.unroute("**/api/stations/*")
    await page.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("heading", level=1, name=one.name)).to_be_visible()


#: The edges of the bar at the bottom; of each of its buttons the top, both edges and the height.
_BAR = """bar => {
  const box = bar.getBoundingClientRect()
  return [[box.left, box.right], [...bar.children].map((one) => {
    const { top, left, right, height } = one.getBoundingClientRect()
    return [top, left, right, height].map(Math.round)
  })]
}"""


@pytest.mark.online
async def test_reporting_and_going_there_stand_beside_each_other_whatever_the_distance(
    new_phone, known: Province
):
    """In large letters, where there is no room for that, each has a row of its own."""
    one = next(
        one for one in nearest(HERE_POINT, known.stations) if metres(HERE_POINT, one) > 2_700
    )
    assert re.fullmatch(r"2\.\d公里", printed_distance(HERE_POINT, one))
    for theme in THEMES:
        page = await (await new_phone()).new_page()
        await wear(page, theme)
        await page.goto(f"/s/{one.id}")
        bar = page.locator(".act__in")
        await expect(bar).to_contain_text(re.compile("2\\.\\d\\s(公里|km)"))
        (left, right), (report, go) = await bar.evaluate(_BAR)
        assert (report[1], go[2]) == (round(left), round(right)), theme
        if theme == "elder":
            assert (report[2], go[1]) == (round(right), round(left))
        else:
            assert report[0] == go[0], theme
        # The words of each stay on one line.
        assert report[3] == go[3] == {"elder": 64}.get(theme, 52), theme
