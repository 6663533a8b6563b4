"""A meeting's papers: added before and after it, read by whom they are for, and in its record."""

import os
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import UUID, uuid4, uuid5

import pytest
from pypdf import PdfReader
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    CONVENER,
    RIDER,
    again,
    called,
    just_over,
    move,
    read,
    write,
)
from tests.media.papers import paper, with_file, with_script
from tests.notifications.makers import person

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.features.consultations.jobs import sweep_papers
from xiangyi.features.consultations.service import annexing
from xiangyi.features.consultations.service.telling_papers import BATCH
from xiangyi.features.notifications.service import expanding

MAP = paper()
TITLE = "取餐车位图"
HELD = HeldRole("convener", Scope("division", cases.STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def put(api, who, id_, *, key=None, content=MAP, **said: object):
    return await api.put(
        f"/api/desk/consultations/{id_}/papers/{key or uuid4()}",
        params={"title": TITLE} | said,
        content=content,
        headers=who.headers,
    )


async def added(api, who, id_, **said: object) -> str:
    key = uuid4()
    answer = await put(api, who, id_, key=key, **said)
    assert answer.status_code == 200, answer.text
    return str(key)


async def fetch(api, id_, key, who=None):
    headers = who.headers if who else {}
    return await api.get(f"/api/consultations/{id_}/papers/{key}", headers=headers)


async def card(api, id_, who=None):
    headers = who.headers if who else {}
    return (await api.get(f"/api/consultations/{id_}", headers=headers)).json()


async def test_anybody_reads_on_the_meetings_page_what_its_convener_added(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    item = (await card(api, id_))["agenda"][0]["id"]
    key = await added(api, convener, id_, item=item)
    [told] = (await card(api, id_))["papers"]
    assert (told["title"], told["item"], told["size"]) == (TITLE, item, len(MAP))
    assert told["mayRead"]
    answer = await fetch(api, id_, key)
    assert answer.content == MAP
    assert told["sha256"] == sha256(answer.content).hexdigest()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await fetch(api, await called(api, clock, convener), key)).status_code == 404


async def test_what_is_for_those_who_are_called_only_they_read(api, clock):
    neighbour = await person("13812340133", clock, home=cases.STREET)
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    key = await added(api, convener, id_, readers="called")
    stranger = await cases.rider(clock, "13812340177")
    for who in (None, stranger, neighbour):
        assert (await fetch(api, id_, key, who)).json()["code"] == "paper_not_found"
        assert not (await card(api, id_, who))["papers"][0]["mayRead"]
    await expanding.expand_due(now=clock.now)
    for who in (neighbour, convener):
        assert (await fetch(api, id_, key, who)).content == MAP
        assert (await card(api, id_, who))["papers"][0]["mayRead"]
    assert (await fetch(api, id_, key, stranger)).status_code == 404


async def test_the_same_paper_twice_is_there_once_and_another_under_its_id_is_refused(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    key = uuid4()
    for _ in range(2):
        assert len((await put(api, convener, id_, key=key)).json()["papers"]) == 1
    for other in ({"content": paper(2)}, {"title": "别的"}, {"readers": "called"}):
        refused = await put(api, convener, id_, key=key, **other)
        assert refused.json()["code"] == "paper_differs"


async def test_a_meeting_has_ten_at_most_and_one_that_is_taken_off_makes_room(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    keys = [await added(api, convener, id_) for _ in range(10)]
    refused = (await put(api, convener, id_)).json()
    assert (refused["code"], refused["facts"]) == (
        "papers_full",
        {"most": 10, "rule": "papers_most"},
    )
    path = f"/api/desk/consultations/{id_}/papers/{keys[0]}"
    for _ in ("once", "and again"):
        told = (await api.delete(path, headers=convener.headers)).json()["papers"]
        [gone] = [one for one in told if one["withdrawnAt"]]
        assert (gone["id"], bool(gone["withdrawnBy"])) == (keys[0], True)
    assert (await fetch(api, id_, keys[0], convener)).status_code == 404
    [shown] = [one for one in (await card(api, id_))["papers"] if not one["mayRead"]]
    assert (shown["id"], shown["title"], bool(shown["withdrawnAt"])) == (keys[0], TITLE, True)
    assert (await put(api, convener, id_)).status_code == 200


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": " "}, ("paper_unusable", {"field": "title"})),
        ({"title": "图\u202e"}, ("paper_unusable", {"field": "title"})),
        ({"item": str(uuid4())}, ("paper_unusable", {"field": "item"})),
        ({"content": with_script()}, ("paper_unreadable", {"reason": "active"})),
        ({"content": with_file()}, ("paper_unreadable", {"reason": "packed"})),
        ({"content": b"\xff\xd8\xff"}, ("paper_unreadable", {"reason": "not_a_paper"})),
    ],
)
async def test_what_cannot_be_is_refused_by_name(api, clock, said, told):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    refused = (await put(api, convener, id_, **said)).json()
    assert (refused["code"], refused["facts"]) == told
    assert (await card(api, id_))["papers"] == []


async def test_who_knows_of_the_meeting_hears_once_of_all_that_was_added(api, clock):
    neighbour = await person("13812340133", clock, home=cases.STREET)
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    await expanding.expand_due(now=clock.now)
    await added(api, convener, id_)
    clock.now += timedelta(minutes=4)
    await added(api, convener, id_, title="第二份")
    clock.now += BATCH - timedelta(seconds=1)
    assert await heard(api, clock, neighbour) == ["consultation.announced"]
    clock.now += timedelta(seconds=2)
    assert await heard(api, clock, neighbour) == ["consultation.papers", "consultation.announced"]
    stranger = await cases.rider(clock, "13812340177")
    assert await heard(api, clock, stranger) == []


async def heard(api, clock, who):
    await expanding.expand_due(now=clock.now)
    found = (await api.get("/api/me/notices", headers=who.headers)).json()["notices"]
    return [one["kind"] for one in found]


async def test_the_record_lists_them_and_its_seal_holds_their_hashes(api, clock):
    id_, convener, _, _ = await just_over(api, clock)
    await added(api, convener, id_)
    gone = await added(api, convener, id_, title="旧图")
    await api.delete(f"/api/desk/consultations/{id_}/papers/{gone}", headers=convener.headers)
    await write(api, convener, id_)
    opened = (await move(api, convener, id_, "opening")).json()["correctUntil"]
    clock.now += timedelta(days=1)
    convener = await again(clock, CONVENER)
    await added(api, convener, id_, title="签到表")
    told = (await read(api, id_, await again(clock, RIDER))).json()
    assert told["correctUntil"] > opened, "those who were there have all their days again"
    clock.now += timedelta(days=7)
    convener = await again(clock, CONVENER)
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"
    told = (await read(api, id_)).json()
    assert {one["title"] for one in told["papers"]} == {TITLE, "旧图", "签到表"}
    assert told["sealed"].count(sha256(MAP).hexdigest()) == 3
    assert '"withdrawn_at":"2026' in told["sealed"]
    printed = await api.get(f"/api/consultations/{id_}/record.pdf")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(printed.content)).pages)
    assert TITLE in words
    assert sha256(MAP).hexdigest()[:8] in words
    assert "撤下" in words


async def test_nobody_s_number_is_in_the_title_of_a_paper(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    refused = await put(api, convener, id_, title="投诉人13812340126的材料")
    assert (refused.status_code, refused.json()["code"]) == (422, "number_in_words")
    assert refused.json()["facts"]["field"] == "title"
    assert (await card(api, id_))["papers"] == []


async def test_once_it_is_sealed_an_annex_says_what_is_added_or_taken_off(api, clock):
    id_, convener, _, _ = await just_over(api, clock)
    await write(api, convener, id_)
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    await move(api, convener, id_, "seal")
    before = (await read(api, id_)).json()["sealed"]
    key = uuid4()
    for _ in ("once", "and again"):
        assert (await put(api, convener, id_, key=key)).status_code == 200
    await api.delete(f"/api/desk/consultations/{id_}/papers/{key}", headers=convener.headers)
    told = (await read(api, id_)).json()
    assert told["sealed"] == before
    digest = sha256(MAP).hexdigest()
    assert {one["words"] for one in told["annexes"]} == {
        f"附上材料《{TITLE}》，SHA-256：{digest}",
        f"撤下材料《{TITLE}》，SHA-256：{digest}",
    }
    assert len(told["annexes"]) == 2


async def test_no_paper_goes_without_an_annex_though_another_has_its_place(api, clock):
    id_, convener, _, _ = await just_over(api, clock)
    key = await added(api, convener, id_)
    await write(api, convener, id_)
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    await move(api, convener, id_, "seal")
    place = uuid5(UUID(key), f"撤下材料《{TITLE}》，SHA-256：{sha256(MAP).hexdigest()}")
    who = Asker(account=convener.account, device=convener.device, roles=(HELD,))
    await annexing.annex(who, UUID(id_), place, "补充：谢谢大家。", now=clock.now)
    path = f"/api/desk/consultations/{id_}/papers/{key}"
    refused = await api.delete(path, headers=convener.headers)
    assert refused.json()["code"] == "remark_differs"
    assert (await fetch(api, id_, key)).status_code == 200
    [told] = (await read(api, id_)).json()["papers"]
    assert told["withdrawnAt"] is None


async def test_what_was_taken_off_is_gone_from_the_disk_and_what_stands_stays(api, clock, settings):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    key = await added(api, convener, id_)
    other = await added(api, convener, id_, content=paper(2))
    await api.delete(f"/api/desk/consultations/{id_}/papers/{key}", headers=convener.headers)
    folder = settings.media_dir / "papers"
    (folder / ".left").write_bytes(b"cut off")
    assert len(list(folder.iterdir())) == 3
    for path in folder.iterdir():
        os.utime(path, (clock.now.timestamp() - 7_200,) * 2)
    await sweep_papers(settings, clock.now)
    assert [path.stem for path in folder.iterdir()] == [sha256(paper(2)).hexdigest()]
    assert (await fetch(api, id_, other)).content == paper(2)
