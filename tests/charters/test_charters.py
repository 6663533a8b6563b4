"""What a meeting decided becomes articles: published by two, replaced by the next, and kept."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.makers import drafted
from tests.consultations.record_makers import (
    AFTER,
    again,
    called,
    concern_of,
    desk,
    move,
    on_paper,
    write,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.charters.service import forgetting

WRITER, SECOND = "13900000001", "13900000002"
HELD = HeldRole("convener", Scope("division", cases.STREET))
ONE, TWO, THREE = (str(uuid4()) for _ in range(3))
FIRST = [{"id": ONE, "words": "车停在白线里。"}, {"id": TWO, "words": "晚上十点以后不按喇叭。"}]
NEXT = [{"id": ONE, "words": "车停在黄线里。"}, {"id": THREE, "words": "占道的挪走。"}]


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def people(api, clock):
    """A concern decided in a sealed record; who wrote that, and another who convenes there."""
    convener, rider = await cases.convener(clock), await cases.rider(clock)
    concern = await concern_of(api, convener, rider)
    meeting = await called(api, clock, convener, concern)
    clock.now = AFTER
    convener = await again(clock, WRITER)
    await on_paper(api, clock, meeting, 3)
    assert (await write(api, convener, meeting)).status_code == 200
    await move(api, convener, meeting, "opening")
    clock.now += timedelta(days=6)
    convener, second = await again(clock, WRITER), await again(clock, SECOND, HELD)
    item = (await desk(api, convener, meeting))["words"]["items"][0]["item"]
    return meeting, item, convener, second, concern


def said(clock, meeting, item, /, **changes):
    return {
        "kind": "compact",
        "title": "美食街停车公约",
        "consultation": meeting,
        "item": item,
        "sinceOn": (clock.now + timedelta(days=7)).date().isoformat(),
        "articles": FIRST,
    } | changes


async def put(api, who, body, charter=None, version=None):
    charter, version = charter or str(uuid4()), version or str(uuid4())
    path = f"/api/desk/charters/{charter}/versions/{version}"
    return path, charter, await api.put(path, json=body, headers=who.headers)


async def publish(api, who, path, revision=1):
    return await api.put(f"{path}/publication", json={"basedOn": revision}, headers=who.headers)


async def published(api, clock, people, charter=None, **changes):
    """A version that somebody wrote and another published."""
    meeting, item, convener, second, _ = people
    body = said(clock, meeting, item, **changes)
    path, charter, answer = await put(api, convener, body, charter)
    assert answer.status_code == 200, answer.text
    answer = await publish(api, second, path)
    assert answer.status_code == 200, answer.text
    return charter


async def sealed(api, clock, people):
    meeting, _, convener, _, _ = people
    assert (await move(api, convener, meeting, "seal")).json()["state"] == "sealed"


async def test_the_next_version_replaces_it_and_the_old_one_stays_to_be_read(api, clock, people):
    await sealed(api, clock, people)
    charter = await published(api, clock, people)
    # Who had raised it hears that it has become articles.
    assert (await cases.told_to(api, clock, await cases.rider(clock))).count(
        "concern.chartered"
    ) == 1
    told = (await api.get(f"/api/charters/{charter}")).json()
    assert (told["card"]["number"], told["card"]["inForce"]) == (1, False)
    first, second = clock.now + timedelta(days=7), clock.now + timedelta(days=30)
    clock.now = first
    convener, other = await again(clock, WRITER), await again(clock, SECOND)
    meeting, item, _, _, concern = people
    now = (meeting, item, convener, other, concern)
    since = second.date().isoformat()
    await published(api, clock, now, charter, articles=NEXT, sinceOn=since)
    told = (await api.get(f"/api/charters/{charter}")).json()
    assert (told["card"]["number"], told["card"]["inForce"]) == (1, True)
    clock.now = second
    told = (await api.get(f"/api/charters/{charter}")).json()
    assert told["card"]["number"] == 2
    newer, older = told["versions"]
    assert older["articles"] == [one["words"] for one in FIRST]
    assert older["untilOn"] == (second - timedelta(days=1)).date().isoformat()
    assert older["differences"] is None
    assert [
        (one["what"], one["number"], one["was"], one["now"]) for one in newer["differences"]
    ] == [
        ("changed", 1, "车停在白线里。", "车停在黄线里。"),
        ("added", 2, "", "占道的挪走。"),
        ("removed", 2, "晚上十点以后不按喇叭。", ""),
    ]
    assert (newer["origin"]["consultation"], newer["origin"]["concern"]) == (meeting, concern)
    # In the thread of what people asked for, in its place, and for programs.
    [card] = (await api.get(f"/api/concerns/{concern}/charters")).json()
    assert card == told["card"]
    listed = (await api.get("/api/charters", params={"division": cases.STREET})).json()
    assert listed == {"items": [card], "next": None}
    file = json.loads((await api.get("/api/open-data/charters.json")).content)
    [whole] = file["charters"]
    assert (file["format"], whole["title"]) == ("xiangyi-charters/1", card["title"])
    assert whole["versions"] == told["versions"]
    assert str(convener.account) not in json.dumps(file)


async def test_what_others_agreed_on_is_replaced_by_who_answers_for_the_place_alone(
    api, clock, people
):
    await sealed(api, clock, people)
    charter = await published(api, clock, people)
    _, _, convener, second, _ = people
    manager = await cases.office(clock, kind="property_manager", home=cases.STREET, name="物业")
    theirs = HeldRole("convener", Scope("organisation", str(manager)))
    one, other = [await again(clock, f"1380000007{n}", theirs) for n in range(2)]
    item = {"id": str(uuid4()), "title": "停车", "minutes": 30}
    starts = clock.now + timedelta(days=3)
    times = (starts.isoformat(), (starts + timedelta(hours=1)).isoformat())
    where = {"division": cases.STREET, "organisation": str(manager), "agenda": [item]}
    where["invited"] = {"division": cases.STREET}
    meeting = await drafted(api, one, startsAt=times[0], endsAt=times[1], **where)
    body = said(clock, meeting, item["id"], articles=NEXT)
    _, _, refused = await put(api, one, body, charter)
    assert (refused.status_code, refused.json()["code"]) == (403, "charter_of_others")
    path, _, kept = await put(api, convener, body, charter)
    assert kept.status_code == 200, kept.text
    assert (await publish(api, other, path)).json()["code"] == "charter_of_others"
    # To who answers for the place only what holds for everybody is said.
    assert (await publish(api, second, path)).json()["code"] == "charter_record_not_sealed"


async def test_who_wrote_it_does_not_publish_it(api, clock, people):
    await sealed(api, clock, people)
    meeting, item, convener, second, _ = people
    path, charter, answer = await put(api, convener, said(clock, meeting, item))
    [draft] = answer.json()["drafts"]
    assert draft["may"] == ["change", "delete"]
    assert (await publish(api, convener, path)).json()["code"] == "own_charter"
    assert (await api.get(f"/api/charters/{charter}")).status_code == 404
    # Nor what they have not read.
    changed = said(clock, meeting, item, articles=NEXT, basedOn=1)
    assert (await api.put(path, json=changed, headers=convener.headers)).status_code == 200
    answer = await publish(api, second, path, 1)
    assert answer.json()["code"] == "charter_changed_meanwhile"
    first = await publish(api, second, path, 2)
    assert (await publish(api, second, path, 2)).json() == first.json()
    assert (await api.put(path, json=changed, headers=convener.headers)).json()["code"] == (
        "charter_published"
    )
    with pytest.raises(Exception, match="stays as it is"):
        await run("UPDATE charter_version SET articles = '[]'")


async def test_what_no_sealed_record_decided_is_not_published(api, clock, people):
    meeting, item, convener, second, _ = people
    path, _, _ = await put(api, convener, said(clock, meeting, item))
    assert (await publish(api, second, path)).json()["code"] == "charter_record_not_sealed"
    await sealed(api, clock, people)
    today = clock.now.date()
    early = said(clock, meeting, item, sinceOn="2026-12-01", basedOn=1)
    await api.put(path, json=early, headers=convener.headers)
    answer = await publish(api, second, path, 2)
    assert answer.json()["facts"] == {
        "since": today.isoformat(),
        "rule": "published_first",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"articles": [{"id": ONE, "words": "打 13812340126"}]}, "articles"),
        ({"articles": [FIRST[0], FIRST[0]]}, "articles"),
        ({"item": str(uuid4())}, "item"),
        ({"sinceOn": "9999-12-31"}, "since_on"),
    ],
)
async def test_what_cannot_be_public_is_refused_by_its_field(api, clock, people, changes, field):
    meeting, item, convener, _, _ = people
    _, _, answer = await put(api, convener, said(clock, meeting, item, **changes))
    assert (answer.status_code, answer.json()["facts"]) == (422, {"field": field})


async def test_a_draft_goes_alone_and_with_who_wrote_it(api, clock, people):
    await sealed(api, clock, people)
    meeting, item, convener, second, _ = people
    charter = await published(api, clock, people)
    late = (clock.now + timedelta(days=20)).date().isoformat()
    body = said(clock, meeting, item, sinceOn=late)
    path, _, _ = await put(api, convener, body, charter)
    _, _, answer = await put(api, second, body, charter)
    assert answer.json()["code"] == "charter_being_drafted"
    # What is published keeps its name.
    renamed = await api.put(
        path, json=body | {"title": "别的", "basedOn": 1}, headers=convener.headers
    )
    assert renamed.json()["facts"] == {"field": "title"}
    for _ in range(2):
        answer = await api.delete(path, headers=convener.headers)
        assert (answer.status_code, answer.json()["drafts"]) == (200, [])
    await put(api, convener, body, charter)
    await put(api, convener, said(clock, meeting, item, title="楼道公约"))
    await forgetting.forget_of(convener.account)
    [left] = await run("SELECT state FROM charter_version")
    assert left["state"] == "published"
    assert len(await run("SELECT id FROM charter")) == 1
