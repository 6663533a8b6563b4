"""What somebody wrote of a scene and no longer stands goes with their account."""

from uuid import UUID

import msgspec
import pytest
from tests.people import signed_in
from tests.scenes.makers import facts, gate, made, put
from tests.stations.makers import CHANGSHA, NOW, make_divisions

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.scenes.personal import PERSONAL

PHONE = "13911160007"
WORDS = f"找老王 {PHONE}"
WEEK = {"week": [[[480, 1320]]] * 7, "note": WORDS}
#: Every place in a scene where somebody writes in words of their own.
EVERYWHERE = {
    **dict.fromkeys(("name", "address", "responsible", "gateWords", "lift", "basement"), WORDS),
    "gatePhone": PHONE,
    "entrances": [gate(WORDS, note=WORDS, hours=WEEK)],
    "guide": {"words": WORDS},
    "meals": [{"name": WORDS, "proof": WORDS}],
    "lodging": [{"name": WORDS, "contact": PHONE}],
}


@pytest.fixture
async def ground(db):
    await make_divisions()


@pytest.fixture
async def writer(ground):
    return await keeper(PHONE)


@pytest.fixture
async def other(ground):
    return await keeper("13800000002")


async def keeper(phone):
    role = HeldRole("administrator", Scope("division", CHANGSHA))
    return await signed_in(phone, role, now=NOW)


async def history(scene):
    rows = await run(
        "SELECT before, after FROM scene_revision WHERE scene = {} ORDER BY number", UUID(scene)
    )
    return [[text and msgspec.json.decode(text) for text in row.values()] for row in rows]


async def test_words_since_replaced_leave_the_history_wherever_they_stood(api, writer, other):
    scene = await made(api, writer, **EVERYWHERE)
    assert (await put(api, other, scene, facts(gateWords="按铃"), based_on=1)).is_success
    assert (await put(api, writer, scene, facts(gateWords="敲门"), based_on=2)).is_success
    await PERSONAL.erase(writer.account, NOW)
    told = await history(scene)
    assert PHONE not in msgspec.json.encode(told).decode()
    assert told[0][1]["entrances"][0]["name"] == "—"
    assert [one[1].get("gateWords") for one in told] == ["", "按铃", "敲门"]
    card = (await api.get(f"/api/scenes/{scene}")).json()
    assert card["facts"]["gateWords"] == "敲门"
    back = f"/api/scenes/{scene}/revisions/3/reversal"
    assert (await api.post(back, headers=other.headers)).is_success


async def test_what_others_wrote_stays_and_what_stands(api, writer, other):
    scene = await made(api, other, gateWords="按铃")
    assert (await put(api, writer, scene, facts(gateWords=WORDS), based_on=1)).is_success
    await PERSONAL.erase(other.account, NOW)
    await PERSONAL.erase(writer.account, NOW)
    assert [one[1]["gateWords"] for one in await history(scene)] == ["", WORDS]


async def test_a_number_goes_out_of_what_anybody_wrote_and_stays_where_it_stands(api, other):
    scene = await made(api, other, gateWords="打 139 1116 0007")
    assert (await put(api, other, scene, facts(gateWords=WORDS), based_on=1)).is_success
    await PERSONAL.unname(PHONE, NOW)
    assert [one[1]["gateWords"] for one in await history(scene)] == ["", WORDS]


async def test_of_a_scene_that_has_closed_nothing_stands(api, writer, other):
    scene = await made(api, writer, **EVERYWHERE)
    url = f"/api/scenes/{scene}/closing"
    assert (await api.post(url, headers=other.headers, json={"why": "拆了"})).is_success
    await PERSONAL.erase(writer.account, NOW)
    [row] = await run("SELECT name, facts FROM scene WHERE id = {}", UUID(scene))
    assert row["name"] == "—"
    assert PHONE not in row["facts"] + msgspec.json.encode(await history(scene)).decode()
