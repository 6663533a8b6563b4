"""Where the app hands over: to the maps, to a friend, to the home screen, and what it says."""

import asyncio
import json
import re
import shutil
from math import cos, radians
from urllib.request import urlopen

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.oracle import nearest
from tests.browser.pages import HERE_POINT, open_list
from tests.browser.province import PHONE, serving, url_of
from tests.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.online]

WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/111 Mobile MicroMessenger/8.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)
#: GCJ-02 and BD-09 are no offsets, but in Changsha they lie about so far from WGS-84.
GCJ_M, BD_M = (300, 800), (700, 1500)


@pytest.mark.parametrize(
    ("app", "pattern"),
    [
        ("高德地图", r"dlat=([\d.]+)&dlon=([\d.]+)|to=([\d.]+),([\d.]+)"),
        ("腾讯地图", r"tocoord=([\d.]+)(?:,|%2C)([\d.]+)"),
        ("百度地图", r"(?:latlng(?::|%3A)|location=)([\d.]+)(?:,|%2C)([\d.]+)"),
    ],
)
async def test_each_map_is_given_its_own_datum(page, known, app, pattern, forgiven):
    forgiven += ["asked ", "failed"]
    await open_list(page)
    one = nearest(HERE_POINT, known.open_now())[0]
    await page.get_by_role("link", name=one.name, exact=True).click()
    await page.get_by_role("button", name="去这里").click()
    asked: list[str] = []
    session = await page.context.new_cdp_session(page)
    await session.send("Page.enable")
    session.on("Page.frameRequestedNavigation", lambda told: asked.append(told["url"]))
    await page.route(re.compile("^https://"), lambda route: route.abort())
    await page.get_by_role("dialog").get_by_text(app).click()
    for _ in range(200):
        if asked:
            break
        await page.wait_for_timeout(20)
    found = re.search(pattern, asked[0])
    assert found, asked
    numbers = [float(part) for part in found.groups() if part]
    lat, lon = sorted(numbers)
    north, east = (lat - one.lat) * 111_195, (lon - one.lon) * 111_195 * cos(radians(one.lat))
    metres = (north**2 + east**2) ** 0.5
    # Baidu takes its own datum unless it is told of another.
    bd09 = app == "百度地图" and "coord_type=gcj02" not in asked[0]
    least, most = BD_M if bd09 else GCJ_M
    assert least < metres < most, f"{asked[0]} lies {metres:.0f} m from WGS-84"


async def test_a_station_is_shared_by_its_link(new_phone, known):
    phone = await new_phone(permissions=["geolocation", "clipboard-read", "clipboard-write"])
    page = await phone.new_page()
    await page.add_init_script("delete Navigator.prototype.share")
    await open_list(page)
    one = nearest(HERE_POINT, known.open_now())[0]
    await page.get_by_role("link", name=one.name, exact=True).click()
    await page.get_by_role("button", name="分享").click()
    await expect(page.get_by_text(re.compile("复制"))).to_be_visible()
    assert f"/s/{one.id}" in await page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("agent", "words"), [(WECHAT, "微信里装不了"), (IPHONE, "添加到主屏幕")])
async def test_where_it_cannot_be_installed_it_says_so(new_phone, agent, words):
    page = await (await new_phone(user_agent=agent)).new_page()
    await page.goto("/me/install")
    await expect(page.get_by_text(words).first).to_be_visible()


async def test_every_screen_of_a_demonstration_says_so_and_has_the_counters_number(page):
    await open_list(page)
    for path in ("/", "/?view=radar", "/search", "/me", "/me/offline", "/me/about", "/nowhere"):
        await page.goto(path)
        await expect(page.get_by_text("演示数据", exact=True).first).to_be_visible()
        await expect(page.get_by_role("link", name=PHONE).first).to_be_attached()


async def test_without_a_key_there_is_no_map(page):
    await open_list(page)
    await expect(page.get_by_role("link", name="雷达")).to_be_visible()
    await expect(page.get_by_role("link", name="地图")).to_have_count(0)


async def test_with_a_key_the_map_comes_through_us(new_phone, province):
    data = shutil.copytree(province, province.with_name("mapped"))
    asked: list[str] = []

    async def answer(reader, writer):
        asked.append((await reader.readuntil(b"\r\n")).decode())
        head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n"
        writer.write(head + b"Content-Length: %d\r\n\r\n" % len(_GREY) + _GREY)
        await writer.drain()
        writer.close()

    owner = await asyncio.start_server(answer, "127.0.0.1", 0)
    tiles = {
        "XIANGYI_TILES_KEY": "key1",
        "XIANGYI_TILES_ATTRIBUTION": "天地图 GS(2024)0650号",
        "XIANGYI_TILES_ORIGIN": f"http://127.0.0.1:{owner.sockets[0].getsockname()[1]}",
    }
    with serving(data, XIANGYI_PHONE=PHONE, **tiles) as server:
        page = await (await new_phone(url=url_of(server))).new_page()
        index = f"{url_of(server)}/packs/index.json"
        # The worker compares the settings with what is published at its first round.
        await asyncio.to_thread(wait_until, lambda: _fetched(index)["tiles"] is not None)
        await open_list(page)
        await page.get_by_role("link", name="地图").click()
        await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
        await expect(page.get_by_text("GS(2024)0650")).to_be_visible()
        await expect(page.locator(".leaflet-marker-icon, .pin").first).to_be_visible()
        await _tap_a_point(page)
        # A tile that is still on its way would be cut off by the stop.
        await page.close()
        server.stop()
    owner.close()
    assert any("tk=key1" in line for line in asked)


async def _tap_a_point(page: Page) -> None:
    """A convener names what is near, and taps the door on the map; a lead does likewise."""
    for person, path in (("convener", "/desk/consultations/new"), ("lead", "/desk/activities/new")):
        await become(page, person)
        await page.goto(path)
        await page.get_by_label("附近的地方").fill("长沙")
        await page.locator(".point .outs .btn").first.click()
        await expect(page.locator(".point .point__set")).to_be_visible()
        await page.get_by_role("button", name="在地图上点").click()
        mark = page.locator(".point .map__dot")
        before = await mark.evaluate("(one) => one.style.transform")
        await page.locator(".point .map").click(position={"x": 60, "y": 60})
        await expect(mark).not_to_have_attribute("style", re.compile(re.escape(before)))


def _fetched(url: str) -> dict[str, object]:
    with urlopen(url, timeout=5) as answer:  # noqa: S310  # loopback
        return json.load(answer)


#: One grey pixel, which a browser stretches over the tile.
_GREY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)
