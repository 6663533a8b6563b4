"""The sheet for the door: one A4 page, its letters inside, its code leads to the station."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
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

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.rules.opening_hours import HoursException

HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> *粗* $x$ \\u{1}'
EXTRA = HoursException(from_=date(2026, 11, 30), to=date(2026, 11, 30), spans=(), reason="closed")
OVER = replace(EXTRA, from_=date(2026, 11, 1), to=date(2026, 11, 2))


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(
        facts(
            "1",
            amenities=("microwave", "toilet"),
            address="湘江中路 36 号",
            phone="0731-8888",
            hours=replace(EVERY_DAY_8_TO_22, exceptions=(OVER, EXTRA), note="原来的话"),
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
    async def of(station):
        answer = await api.get(f"/api/stations/{station}/poster.pdf", headers=keeper.headers)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        return answer.content

    return of


def text_of(pdf):
    """What a person can mark and copy, without breaks and the blanks beside Latin letters."""
    [page] = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text().split())


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
    assert "2026年11月30日休息" in told
    assert "11月1日" not in told
    assert "原来的话" not in told
    assert code_of(pdf) == f"http://xiangyi.test/s/{stations[0]}"
    [page] = PdfReader(BytesIO(pdf)).pages
    assert [round(side) for side in page.mediabox[2:]] == [595, 842]


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
