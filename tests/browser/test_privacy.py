"""Where a person is never leaves the phone: every byte that does is read."""

import base64
import json
import re
import struct
from urllib.parse import unquote, urlsplit

import pytest
from playwright.async_api import Page, expect
from tests.browser.oracle import nearest
from tests.browser.pages import open_list, rows, see_list
from tests.browser.recorder import recording

pytestmark = pytest.mark.browser

LON, LAT = 112.951937, 28.198473


def traces(number: float) -> set[str]:
    """How a coordinate might be written with more than two decimals, or hidden."""
    _, decimals = f"{number:.6f}".split(".")
    written = {
        decimals[:3],  # 112.951…, 112951937 and 11295193.7 have it, whatever stands around
        decimals[::-1][-4:],
        f"{round(number * 1000):x}",
        f"{round(number * 1e6):x}",
        f"{round(number * 1e6):o}",
        _base36(round(number * 1e6)),
        struct.pack("<d", number).hex(),
        struct.pack(">d", number).hex(),
        struct.pack(">f", number).hex(),
        f"{int(float(number) * 3600) % 3600:d}.{decimals[:2]}",
    }
    texts = [f"{number:.{places}f}" for places in range(3, 7)]
    for text in texts:
        written.add(text.encode().hex())
        # In base64 a text looks different at each of three offsets; the middle is what stays.
        written |= {
            base64.b64encode(b" " * offset + text.encode()).decode()[4:-4] for offset in range(3)
        }
    return {trace.lower() for trace in written if len(trace) >= 3}


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def geohash(lon: float, lat: float, length: int) -> str:
    letters, bits, box = "0123456789bcdefghjkmnpqrstuvwxyz", "", [[-180.0, 180.0], [-90.0, 90.0]]
    for place in range(length * 5):
        side = box[place % 2]
        middle = sum(side) / 2
        up = (lon, lat)[place % 2] >= middle
        side[0 if up else 1] = middle
        bits += str(int(up))
    return "".join(letters[int(bits[i : i + 5], 2)] for i in range(0, len(bits), 5))


def leaks(requests: list[bytes]) -> list[str]:
    """What of the position is in a request, hashes of published files left out of the search."""
    wanted = traces(LON) | traces(LAT) | {geohash(LON, LAT, 6)}
    found = []
    for request in requests:
        text = unquote(request.decode("latin-1"))
        # Names of files are given by the server and are the same for everybody.
        text = re.sub(r"/(packs|assets)/[\w.-]+", "", text)
        text = re.sub(r"(?im)^(host|if-none-match|user-agent|sec-ch-ua.*|referer): .*$", "", text)
        text = re.sub(r"https?://localhost:\d+", "", text)
        found += [f"{trace} in {text}" for trace in wanted if trace in text.lower()]
    return found


async def whole_session(page: Page, name: str) -> None:
    """All that can be done with the app, in one sitting."""
    await open_list(page)
    await page.get_by_role("checkbox", name="饮水").check()
    await page.get_by_role("button", name="数据").click()
    await page.get_by_role("link", name="雷达").click()
    await expect(page.locator(".radar button").first).to_be_visible()
    await page.get_by_role("link", name="列表").click()
    await page.get_by_role("link", name=name).click()
    await page.get_by_role("button", name="收藏").click()
    await page.get_by_role("button", name="去这里").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("link", name="返回").click()
    await page.get_by_role("link", name="搜索").click()
    await page.get_by_role("searchbox").fill("岳麓")
    await expect(page.get_by_role("heading", name="地方", exact=True)).to_be_visible()
    await page.get_by_role("link", name="返回").click()
    await page.get_by_role("link", name="我的").click()
    await page.get_by_role("link", name="离线数据").click()
    await page.get_by_role("button", name="现在更新").click()
    await expect(page.get_by_text("已经是最新的")).to_be_visible()
    await page.reload()
    await open_list(page)


async def test_no_request_of_a_whole_session_tells_where_the_rider_is(new_phone, known, site):
    async with recording() as recorder:
        phone = await new_phone(
            geolocation={"longitude": LON, "latitude": LAT, "accuracy": 17},
            proxy={"server": recorder.url},
        )
        page = await phone.new_page()
        wanted = [one for one in known.open_now() if "drinking_water" in one.working]
        # A link to a station that the phone does not hold is asked of the server.
        far = nearest((109.7, 27.5), known.stations)[0]
        await page.goto(f"/s/{far.id}")
        await expect(page.get_by_role("heading", level=1, name=far.name)).to_be_visible()
        await whole_session(page, nearest((LON, LAT), wanted)[0].name)
        await phone.close()
    paths = {urlsplit(request.split()[1].decode()).path for request in recorder.requests}
    assert {"/", "/sw.js", "/packs/index.json", f"/api/stations/{far.id}"} <= paths
    assert leaks(recorder.requests) == []
    assert recorder.hosts() == {urlsplit(site).netloc}


@pytest.mark.parametrize(
    "sent",
    [
        "GET /api/stations?near=112.951937%2C28.198473 HTTP/1.1",
        "GET /packs/index.json?x=112.952&at=28.198 HTTP/1.1",
        "GET /packs/index.json HTTP/1.1\r\nx-cell: wt02mh",
        "GET /packs/index.json HTTP/1.1\r\nx-here: " + base64.b64encode(b"28.198473").decode(),
        "POST /api/here HTTP/1.1\r\n\r\n" + json.dumps({"lat": 28198473}),
    ],
)
def test_the_reader_of_requests_would_notice(sent):
    cell = geohash(LON, LAT, 6)
    assert leaks([sent.replace("wt02mh", cell).encode()])


async def test_what_is_kept_on_the_phone_is_rough_and_can_be_cleared(page):
    await page.context.set_geolocation({"longitude": LON, "latitude": LAT})
    await open_list(page)
    kept = await page.evaluate("JSON.stringify(localStorage)")
    assert "112.952" in kept
    assert "112.9519" not in kept
    first = (await rows(page))[0].name
    await page.get_by_role("link", name=first).click()
    await page.get_by_role("button", name="收藏").click()
    await page.goto("/me/privacy")
    await page.get_by_role("button", name="清除这台手机上的数据").click()
    await page.get_by_role("dialog").get_by_role("button", name="清除", exact=True).click()
    await see_list(page)
    await page.goto("/me")
    await expect(page.get_by_text("还没有收藏")).to_be_visible()
