"""The sheet for the door: one A4 page, its letters inside, its code leads to the meeting."""

from dataclasses import replace
from io import BytesIO

import icalendar
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from tests.consultations.makers import STARTS, announced, drafted
from tests.notifications.makers import person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.identity.adapters import tokens

HOSTILE = '#read("/etc/passwd") *粗* $x$'


@pytest.fixture
async def convener(db, clock):
    await ground()
    await person("13800000001", clock)
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def printed(api, who, id_):
    path = f"/api/desk/consultations/{id_}/poster.pdf"
    return await api.get(path, headers=who.headers)


async def test_it_is_one_page_that_says_when_and_where_and_leads_to_the_meeting(api, convener):
    about = "商量车位、充电和门岗。" * 60
    id_ = await announced(api, convener, title=HOSTILE, about=about)
    answer = await printed(api, convener, id_)
    assert answer.headers["content-type"] == "application/pdf"
    [page] = PdfReader(BytesIO(answer.content)).pages
    # Typst sets a hair between digits and hanzi, which reads as a blank.
    text = "".join(page.extract_text().split())
    for words in (
        "11月26日星期四",
        "14:30—16:00",
        "文艺路街道办事处二楼",
        "恳谈会",
        HOSTILE.replace(" ", ""),
    ):
        assert words in text
    picture = pypdfium2.PdfDocument(answer.content)[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://xiangyi.test/consultations/{id_}"


async def test_it_says_how_many_seats_there_are_and_so_does_the_calendar(api, convener):
    words = "一共 24 个，坐满了可以排候补"
    for seats in (24, None):
        id_ = await announced(api, convener, seats=seats)
        answer = await printed(api, convener, id_)
        text = "".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
        assert (words.replace(" ", "") in text) is (seats is not None)
        got = await api.get(f"/api/consultations/{id_}/calendar.ics")
        [event] = icalendar.Calendar.from_ical(got.content).walk("VEVENT")
        assert (words in event.get("description", "")) is (seats is not None)


async def test_its_title_breaks_where_a_phrase_ends(api, convener):
    id_ = await announced(api, convener, title="外卖车进小区难、取餐停车难，怎么办才好")
    answer = await printed(api, convener, id_)
    lines = PdfReader(BytesIO(answer.content)).pages[0].extract_text().splitlines()
    assert {"外卖车进小区难、", "取餐停车难，怎么办才好"} <= {line.strip() for line in lines}


async def test_a_cancelled_one_says_so_and_a_draft_is_not_printed(api, convener):
    draft = await drafted(api, convener)
    assert (await printed(api, convener, draft)).json()["code"] == "consultation_not_announced"
    id_ = await announced(api, convener)
    path = f"/api/consultations/{id_}/cancellation"
    await api.put(path, json={"reason": "下大雨"}, headers=convener.headers)
    answer = await printed(api, convener, id_)
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "已取消" in text
    assert "下大雨" in text


async def test_nothing_is_printed_for_a_door_at_which_nobody_can_answer_any_more(
    api, clock, convener
):
    held, off = await announced(api, convener), await announced(api, convener)
    path = f"/api/consultations/{off}/cancellation"
    await api.put(path, json={"reason": "下大雨"}, headers=convener.headers)
    clock.now = STARTS
    token, _ = tokens.issue(convener.account, convener.device, now=clock.now)
    later = replace(convener, token=token)
    for id_ in (held, off):
        answer = await printed(api, later, id_)
        assert (answer.status_code, answer.json()["code"]) == (409, "consultation_over")
