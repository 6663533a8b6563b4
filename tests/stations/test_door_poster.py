"""The sheet for the door: one A4 page, its letters inside, its code leads to the station."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from httpx import ASGITransport, AsyncClient
from msgspec.structs import replace
from pypdf import PdfReader
from tests.people import signed_in
from tests.stations.makers import (
    EVERY_DAY_8_TO_22,
    NOW,
    facts,
    make_divisions,
    make_stations,
)

from xiangyi.app import create_app
from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.rules.links import opens_elsewhere
from xiangyi.features.stations.rules.opening_hours import HoursException, Season
from xiangyi.features.stations.tables import StationAmenity

HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> *粗* $x$ \\u{1}'
EXTRA = HoursException(from_=date(2026, 11, 30), to=date(2026, 11, 30), spans=(), reason="closed")
OVER = replace(EXTRA, from_=date(2026, 11, 1), to=date(2026, 11, 2))
FAR = replace(EXTRA, from_=date(2027, 2, 5), to=date(2027, 2, 12))


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(
        facts(
            "1",
            amenities=("microwave", "toilet"),
            address="湘江中路 36 号",
            phone="0731-8888",
            hours=replace(EVERY_DAY_8_TO_22, exceptions=(OVER, EXTRA, FAR), note="原来的话"),
        ),
        facts("2", name=HOSTILE, entry_note="<b>北门</b>\u202e" + "长" * 100, hours=None),
        facts("3", name="驿" * 80, address="路" * 200, amenity_words="词" * 200),
    )


@pytest.fixture
async def keeper(stations):
    roles = [HeldRole("manager", Scope("station", one)) for one in stations]
    return await signed_in("13800000001", *roles, now=NOW)


@pytest.fixture
def printed(api, keeper):
    async def of(station, by=keeper):
        answer = await api.get(f"/api/stations/{station}/poster.pdf", headers=by.headers)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        return answer.content

    return of


def text_of(pdf):
    """What a person can mark and copy, without breaks and the blanks beside Latin letters."""
    [page] = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text().split())


def sizes_of(pdf):
    """The size of each piece of text as it is set."""
    sizes = {}

    def visit(words, _matrix, placed, _font, size):
        if words.strip():
            sizes["".join(words.split())] = size * abs(placed[0])

    [page] = PdfReader(BytesIO(pdf)).pages
    page.extract_text(visitor_text=visit)
    return sizes


def lines_of(pdf):
    """What stands side by side, without blanks, from the top down."""
    lines = {}

    def visit(words, page, _placed, _font, _size):
        if words.strip():
            lines.setdefault(round(page[5], 1), []).append("".join(words.split()))

    [page] = PdfReader(BytesIO(pdf)).pages
    page.extract_text(visitor_text=visit)
    return ["".join(pieces) for _, pieces in sorted(lines.items(), reverse=True)]


def code_of(pdf):
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    return code.text


async def test_it_says_in_words_what_lasts_and_leads_to_the_page(printed, stations):
    pdf = await printed(stations[0])
    told = text_of(pdf)
    for words in (
        "望月湖1号驿站",
        "湘江中路36号",
        "每天08:00-22:00",
        "微波炉",
        "厕所",
        "0731-8888",
    ):
        assert words in told, told
    assert "11月1日" not in told
    assert "2027年2月" not in told
    assert "原来的话" not in told
    assert code_of(pdf) == f"http://xiangyi.test/s/{stations[0]}"
    [page] = PdfReader(BytesIO(pdf)).pages
    assert [round(side) for side in page.mediabox[2:]] == [595, 842]


async def test_a_day_that_is_otherwise_is_small_print_under_the_week(printed, stations):
    sizes = sizes_of(await printed(stations[0]))
    assert "2026年11月30日休息" in "".join(sizes)
    [week] = [size for words, size in sizes.items() if "每天" in words]
    [date_] = [size for words, size in sizes.items() if "11月30日休息" in words]
    assert date_ <= week / 2


async def test_a_seasons_dates_stand_over_its_week_and_no_hour_is_torn_apart(printed):
    seasons = (
        Season("06-01", "08-31", (((480, 720), (840, 1080), (1140, 1500)),) * 5 + ((), ())),
        Season("12-01", "02-28", (((540, 1080),),) * 5 + ((), ())),
    )
    [one] = await make_stations(facts("9", hours=replace(EVERY_DAY_8_TO_22, seasons=seasons)))
    roles = [HeldRole("manager", Scope("station", one))]
    told = lines_of(await printed(one, await signed_in("13800000009", *roles, now=NOW)))
    first = told.index("6月1日至8月31日")
    assert told[first : first + 8] == [
        "6月1日至8月31日",
        "周一至周五08:00-12:00、14:00-18:00、",
        "19:00-次日01:00",
        "周六、周日休息",
        "12月1日至2月28日",
        "周一至周五09:00-18:00",
        "周六、周日休息",
        "其余时间",
    ]


async def test_what_is_out_of_order_is_no_promise_for_months(api, printed, keeper, stations):
    out = StationAmenity.update({StationAmenity.out_since: NOW})
    await out.where((StationAmenity.station == stations[0]) & (StationAmenity.amenity == "toilet"))
    told = text_of(await printed(stations[0]))
    assert "微波炉" in told
    assert "厕所" not in told
    plan = await api.get(f"/api/stations/{stations[0]}/poster", headers=keeper.headers)
    assert plan.json() == {
        "link": f"http://xiangyi.test/s/{stations[0]}",
        "opensElsewhere": False,
        "demonstration": False,
        "leftOut": ["toilet"],
    }


@pytest.mark.parametrize(
    ("origin", "elsewhere"),
    [
        ("https://yi.changsha.gov.cn", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("https://192.168.1.20:8000", False),
        ("https://10.0.0.3", False),
        ("http://[fd00::1]", False),
        ("http://yiting:8000", False),
        ("http://yiting.local.:8000", False),
        ("https://locals.example.cn", True),
        ("https://8.8.8.8", True),
    ],
)
def test_a_code_that_only_this_house_can_open_is_known_before_it_hangs(origin, elsewhere):
    assert opens_elsewhere(origin) is elsewhere


async def test_a_sheet_of_a_demonstration_says_that_its_station_is_invented(
    settings, clock, printed, keeper, stations
):
    transport = ASGITransport(create_app(replace(settings, demo=True), clock=clock))
    async with AsyncClient(transport=transport, base_url="http://xiangyi.test") as demo:
        answer = await demo.get(f"/api/stations/{stations[0]}/poster.pdf", headers=keeper.headers)
    told = text_of(answer.content)
    assert told.count("演示") == 2
    assert "请不要张贴" in told
    assert "演示" not in text_of(await printed(stations[0]))


async def test_its_letters_are_inside_and_only_those(printed, stations):
    pdf = await printed(stations[0])
    [page] = PdfReader(BytesIO(pdf)).pages
    fonts = page["/Resources"]["/Font"].values()
    assert fonts
    for font in fonts:
        [below] = font.get_object()["/DescendantFonts"]
        assert "+NotoSansSC" in below.get_object()["/BaseFont"]
        assert "/FontFile3" in below.get_object()["/FontDescriptor"]
    assert len(pdf) < 100_000


async def test_whatever_a_station_is_called_is_text_on_one_page(printed, stations):
    told = text_of(await printed(stations[1]))
    assert "".join(HOSTILE.split()) in told
    assert "<b>北门</b>" in told
    assert "\u202e" not in told
    for one in stations[1:]:
        assert code_of(await printed(one)).endswith(f"/s/{one}")


async def test_only_who_keeps_the_station_prints_it(api, stations):
    stranger = await signed_in("13800000002", now=NOW)
    answer = await api.get(f"/api/stations/{stations[0]}/poster.pdf", headers=stranger.headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
