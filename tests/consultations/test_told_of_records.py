"""Those who were there hear of the record, and whoever asked for a correction of its answer."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from tests.cases import makers as cases
from tests.cases.makers import COUNTY, hunan
from tests.consultations.record_makers import (
    AFTER,
    DURING,
    RESULT,
    again,
    arrive,
    called,
    code_of,
    move,
    on_paper,
    remark,
    write,
)
from tests.notifications.makers import inbox

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.notifications.service import expanding

CONVENER, RIDER, OTHER = "13900000001", "13812340126", "13812340127"
HOSTILE = '#read("/etc/passwd") *粗* $x$'


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """Somebody was there, and somebody was not; it is over, written, and not laid open yet."""
    id_ = await called(api, clock, await cases.convener(clock))
    await cases.rider(clock)
    await cases.rider(clock, OTHER)
    clock.now = DURING
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    assert (await arrive(api, rider, id_, await code_of(api, convener, id_))).is_success
    await on_paper(api, clock, id_, 2)
    clock.now = AFTER
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    said = [{"words": "晚上没地方停。"}, {"words": HOSTILE, "by": "李师傅"}]
    assert (await write(api, convener, id_, item={"statements": said})).is_success
    return id_, convener, rider, await again(clock, OTHER)


async def heard(api, clock, who):
    """Of its record, what stands and what was replaced, by their kinds."""
    await expanding.expand_due(now=clock.now)
    found = (await inbox(api, who))["notices"]
    return sorted(
        (one["kind"].removeprefix("consultation."), one["replaced"])
        for one in found
        if one["kind"].startswith(("consultation.record_", "consultation.remark_"))
    )


async def answer(api, convener, id_, key, *, taken=True, words="改好了。"):
    reply = await api.put(
        f"/api/desk/consultations/{id_}/record/remarks/{key}/answer",
        json={"taken": taken, "words": words},
        headers=convener.headers,
    )
    assert reply.status_code == 200, reply.text


async def test_who_was_there_hears_that_it_may_be_put_right_and_that_it_is_sealed(api, clock, held):
    id_, convener, rider, other = held
    for _ in ("once", "and again"):
        assert (await move(api, convener, id_, "opening")).is_success
        clock.now += timedelta(minutes=1)
    assert await heard(api, clock, rider) == [("record_open", False)]
    assert await heard(api, clock, other) == []
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    for _ in ("once", "and again"):
        assert (await move(api, convener, id_, "seal")).is_success
    assert await heard(api, clock, rider) == [("record_open", True), ("record_sealed", False)]
    assert await heard(api, clock, await again(clock, OTHER)) == []


async def test_who_was_there_hears_that_it_reads_otherwise_now(api, clock, held):
    id_, convener, rider, _ = held
    await move(api, convener, id_, "opening")
    assert await heard(api, clock, rider) == [("record_open", False)]
    for _ in ("once", "and again"):
        clock.now += timedelta(minutes=1)
        assert (await write(api, convener, id_, chair="别人")).is_success
        told = [("record_open", True), ("record_rewritten", False)]
        assert await heard(api, clock, rider) == told


@pytest.mark.parametrize("taken", [True, False])
async def test_who_asked_for_a_correction_hears_its_answer_once(api, clock, held, taken):
    id_, convener, rider, _ = held
    await move(api, convener, id_, "opening")
    key = uuid4()
    assert (await remark(api, rider, id_, key=key)).is_success
    opened = ("record_open", False)
    for _ in ("once", "and again"):
        await answer(api, convener, id_, key, taken=taken, words="录音里就是这么说的。")
        came = "remark_taken" if taken else "remark_left"
        assert await heard(api, clock, rider) == [opened, (came, False)]
    found = (await inbox(api, rider))["notices"][0]
    assert "录音" not in str(found["facts"]), "what was answered is read on the page alone"
    assert found["link"] == f"/consultations/{id_}"


async def test_who_convenes_hears_what_is_wrong_and_who_watches_them_of_an_objection(
    api, clock, held
):
    id_, convener, rider, _ = held
    county = HeldRole("supervisor", Scope("division", COUNTY))
    supervisor = await again(clock, "13900000008", county)

    async def tasks(who):
        await expanding.expand_due(now=clock.now)
        found = (await inbox(api, who))["notices"]
        return [
            (one["kind"], one["link"])
            for one in found
            if one["kind"].endswith(("correction_raised", "objection_raised"))
        ]

    link = f"/desk/consultations/{id_}"
    await move(api, convener, id_, "opening")
    key = uuid4()
    for _ in ("once", "and again"):
        assert (await remark(api, rider, id_, key=key)).is_success
    wanted = ("consultation.correction_raised", link)
    assert (await tasks(convener), await tasks(supervisor)) == ([wanted], [])
    await answer(api, convener, id_, key)
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    assert (await move(api, convener, id_, "seal")).is_success
    supervisor = await again(clock, "13900000008")
    assert (await remark(api, rider, id_, "少了我说的。")).json()["kind"] == "objection"
    objected = ("consultation.objection_raised", link)
    assert (await tasks(convener), await tasks(supervisor)) == ([objected, wanted], [objected])


async def test_a_page_that_is_looked_at_needs_no_notice_any_more(api, clock, held):
    id_, convener, rider, _ = held
    await move(api, convener, id_, "opening")
    await expanding.expand_due(now=clock.now)
    await api.put(f"/api/consultations/{id_}/opened", headers=rider.headers)
    found = (await inbox(api, rider))["notices"]
    assert [one["readAt"] is not None for one in found if one["kind"].endswith("record_open")] == [
        True
    ]


async def paper(api, id_, who=None):
    headers = who.headers if who else {}
    return await api.get(f"/api/consultations/{id_}/record.pdf", headers=headers)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


async def test_its_paper_says_what_it_says_and_how_to_find_out_whether_it_was_changed(
    api, clock, held
):
    id_, convener, rider, other = held
    for who in (None, other, rider):
        assert (await paper(api, id_, who)).json()["code"] == "record_not_found", "a draft"
    await move(api, convener, id_, "opening")
    for who in (None, other):
        assert (await paper(api, id_, who)).json()["code"] == "record_not_found"
    early = text_of((await paper(api, id_, rider)).content)
    assert "还没封存，到场的人2026年12月1日前能要求更正" in early
    assert "校验值（" not in early
    clock.now += timedelta(days=6)
    assert (await move(api, await again(clock, CONVENER), id_, "seal")).is_success
    sealed = await paper(api, id_)
    assert sealed.headers["content-type"] == "application/pdf"
    text = text_of(sealed.content)
    shown = (await api.get(f"/api/consultations/{id_}/record")).json()
    for words in (
        *("恳谈会记录", "2026年12月2日封存，不能再改", "周敏", "骑手代表3人", "1人扫码或输码签到"),
        *("晚上没地方停。", "不署名", "李师傅", RESULT, "都同意才算", shown["hash"]),
        *(shown["seal"]["leaf"], HOSTILE, f"http://xiangyi.test/api/consultations/{id_}/record"),
    ):
        assert "".join(words.split()) in text, words
    picture = pypdfium2.PdfDocument(sealed.content)[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://xiangyi.test/consultations/{id_}"
