"""Organisations: told of by the administrators of their home, seen by everybody."""

import asyncio
import unicodedata
from itertools import chain
from uuid import uuid4

import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, YUHUA, take_in
from tests.organisations.makers import CHANGSHA, FURONG, SHIZILI, WENYILU, put, told
from tests.people import signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run


def administrator_of(key):
    return HeldRole("administrator", Scope("division", key))


@pytest.fixture
async def administrator(db, clock):
    await take_in(*DOWN_TO_SHIZILI, YUHUA)
    return await signed_in("13800001111", administrator_of(CHANGSHA), now=clock())


async def names(api, **query):
    answer = await api.get("/api/organisations", params=query)
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


async def test_an_administrator_adds_one_and_everybody_sees_it(api, administrator):
    id_ = uuid4()
    answer = await put(api, administrator, id_)
    assert answer.status_code == 200, answer.text
    shown = (await api.get(f"/api/organisations/{id_}")).json()
    assert shown == answer.json()
    assert shown == told() | {
        "id": str(id_),
        "homeName": "长沙市芙蓉区文艺路街道",
        "closedAt": None,
    }
    assert await names(api) == ["文艺路街道办事处"]


async def test_the_same_again_changes_nothing(api, administrator):
    id_ = uuid4()
    first = await put(api, administrator, id_)
    again = await put(api, administrator, id_, name=" 文艺路街道办事处 ")
    assert again.json() == first.json()
    assert len(await run("SELECT id FROM audit_entry")) == 1


async def test_what_is_told_anew_takes_the_place_of_the_old(api, administrator):
    id_ = uuid4()
    await put(api, administrator, id_)
    assert await names(api) == ["文艺路街道办事处"]
    answer = await put(api, administrator, id_, name="文艺路街道办", externalIds=[])
    assert (answer.status_code, answer.json()["externalIds"]) == (200, [])
    assert await names(api) == ["文艺路街道办"]
    rows = await run("SELECT action, before_hash, after_hash FROM audit_entry ORDER BY id")
    assert [row["action"] for row in rows] == ["organisation.added", "organisation.changed"]
    assert bytes(rows[1]["before_hash"]) == bytes(rows[0]["after_hash"])


async def test_only_an_administrator_of_its_home_tells_of_it(api, administrator, clock):
    id_ = uuid4()
    await put(api, administrator, id_)
    of_yuhua = await signed_in("13800002222", administrator_of("nbs:430111000000"), now=clock())
    of_street = await signed_in("13800003333", administrator_of(WENYILU), now=clock())
    clerk = await signed_in(
        "13800004444", HeldRole("clerk", Scope("division", CHANGSHA)), now=clock()
    )
    for who in (of_yuhua, clerk):
        assert (await put(api, who, name="别处")).json()["code"] == "role_missing"
    # Nor is one taken over by moving it.
    taken = await put(api, of_yuhua, id_, home="nbs:430111000000")
    assert (taken.status_code, taken.json()["code"]) == (403, "role_missing")
    moved = await put(api, of_street, id_, home=FURONG)
    assert moved.json()["code"] == "role_missing"
    moved = await put(api, administrator, id_, home=SHIZILI)
    assert (moved.status_code, moved.json()["code"]) == (409, "organisation_stays")


async def test_nobody_moves_it_or_makes_another_kind_of_it_for_a_day(api, administrator):
    id_ = uuid4()
    first = await put(api, administrator, id_, kind="platform_company")
    for other in ({"kind": "hospital"}, {"kind": "platform_company", "home": SHIZILI}):
        answer = await put(api, administrator, id_, **other)
        assert (answer.status_code, answer.json()["code"]) == (409, "organisation_stays")
    assert (await api.get(f"/api/organisations/{id_}")).json() == first.json()


async def test_it_closes_and_stays_to_be_seen(api, administrator):
    id_ = uuid4()
    await put(api, administrator, id_)
    path = f"/api/organisations/{id_}/closing"
    unsaid = await api.post(path, json={"why": " "}, headers=administrator.headers)
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "why_missing")
    answer = await api.post(path, json={"why": "两街道合并"}, headers=administrator.headers)
    assert (answer.status_code, answer.json()["closedAt"]) == (200, "2026-11-23T08:00:00Z")
    assert await names(api) == []
    assert (await api.get(f"/api/organisations/{id_}")).json() == answer.json()
    again = await api.post(path, json={"why": "再来一次"}, headers=administrator.headers)
    assert (again.status_code, again.json()["code"]) == (409, "organisation_closed")
    assert (await put(api, administrator, id_)).json()["code"] == "organisation_closed"
    # Its name is free for the next.
    assert (await put(api, administrator, externalIds=[])).status_code == 200


@pytest.mark.parametrize("way", ["NFC", "NFD"])
async def test_composed_or_not_a_name_is_the_same(api, administrator, way):
    name = "Caf\u00e9 志愿服务队"
    first = await put(api, administrator, name=unicodedata.normalize(way, name))
    assert first.json()["name"] == name
    other = "NFD" if way == "NFC" else "NFC"
    twin = await put(api, administrator, name=unicodedata.normalize(other, name), externalIds=[])
    assert (twin.status_code, twin.json()["code"]) == (409, "organisation_exists")
    assert await names(api, q=unicodedata.normalize(other, name)) == [name]


@pytest.mark.parametrize(
    "twin",
    ["东塘 队\u3164", "东塘\u2800队", "东塘\u00a0\u3000队", "东塘 \ufe0f队", "东\u034f塘 队\ufe00"],
)
async def test_two_names_that_look_the_same_are_one(api, administrator, twin):
    first = await put(api, administrator, name=twin)
    assert first.json()["name"] == "东塘 队"
    again = await put(api, administrator, name="东塘 队", externalIds=[])
    assert (again.status_code, again.json()["code"]) == (409, "organisation_exists")


async def test_a_name_is_one_however_wide_it_is_typed(api, administrator):
    first = await put(api, administrator, name="Ｃａｆé（东塘）第２队")
    assert first.json()["name"] == "Café（东塘）第2队"
    twin = await put(api, administrator, name="Café（东塘）第2队", externalIds=[])
    assert (twin.status_code, twin.json()["code"]) == (409, "organisation_exists")


@pytest.mark.parametrize(
    ("facts", "code", "told"),
    [
        ({"name": "  "}, "organisation_words_unusable", {"field": "name", "reason": "empty"}),
        (
            {"name": "\u3164\u2800\ufe0f"},
            "organisation_words_unusable",
            {"field": "name", "reason": "hidden"},
        ),
        (
            {"name": "\u00a0\u3000"},
            "organisation_words_unusable",
            {"field": "name", "reason": "empty"},
        ),
        (
            {"name": "文艺\u202e路"},
            "organisation_words_unusable",
            {"field": "name", "reason": "hidden"},
        ),
        (
            {"name": "文艺\x07路"},
            "organisation_words_unusable",
            {"field": "name", "reason": "hidden"},
        ),
        (
            {"name": "艺" * 81},
            "organisation_words_unusable",
            {"field": "name", "reason": "too_long"},
        ),
        (
            {"address": "一\u200b号"},
            "organisation_words_unusable",
            {"field": "address", "reason": "hidden"},
        ),
        ({"home": "nbs:990000000000"}, "division_not_found", {"key": "nbs:990000000000"}),
        ({"phone": "0731-82212345、82212346"}, "office_phone_unusable", {}),
        ({"phone": "٠٧٣١٨٢٢١٢٣٤٥"}, "office_phone_unusable", {}),
        ({"phone": "问门卫"}, "office_phone_unusable", {}),
    ],
)
async def test_it_refuses(api, administrator, facts, code, told):
    answer = await put(api, administrator, **facts)
    assert (answer.json()["code"], answer.json()["facts"]) == (code, told)
    assert await run("SELECT id FROM organisation") == []


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "sect"},
        {"name": "艺" * 1_000_000},
        {"externalIds": [{"system": "U", "number": "1"}]},
    ],
)
async def test_what_is_no_organisation_at_all_is_a_bad_request(api, administrator, facts):
    assert (await put(api, administrator, **facts)).json()["code"] == "bad_request"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("０７３１－８２２１２３４５", "0731-82212345"),
        (" (0731)  8221 2345 ", "(0731) 8221 2345"),
        ("12345", "12345"),
        ("+86 731 82212345", "+86 731 82212345"),
        ("", ""),
    ],
)
async def test_an_offices_phone_is_a_landline_too(api, administrator, written, shown):
    assert (await put(api, administrator, phone=written)).json()["phone"] == shown


async def test_another_system_calls_only_one_by_a_number(api, administrator):
    first = uuid4()
    await put(api, administrator, first)
    answer = await put(api, administrator, name="另一个")
    assert (answer.status_code, answer.json()["code"]) == (409, "external_id_taken")
    assert answer.json()["facts"] == {"system": "uscc", "number": "11430102006123456X"}
    assert await names(api) == ["文艺路街道办事处"]
    two = [{"system": "uscc", "number": "1"}, {"system": "uscc", "number": "2"}]
    assert (await put(api, administrator, first, externalIds=two)).status_code == 409
    assert (await put(api, administrator, first, name="新的")).status_code == 200


async def test_two_who_add_the_same_at_once_get_one(api, administrator):
    id_ = uuid4()
    answers = await asyncio.gather(*(put(api, administrator, id_) for _ in range(5)))
    assert {one.status_code for one in answers} == {200}
    others = await asyncio.gather(*(put(api, administrator, externalIds=[]) for _ in range(5)))
    assert {(one.status_code, one.json()["code"]) for one in others} == {
        (409, "organisation_exists")
    }
    assert await names(api) == ["文艺路街道办事处"]


async def test_they_are_found_by_name_pinyin_kind_and_place(api, administrator):
    await put(api, administrator, externalIds=[])
    await put(
        api, administrator, name="识字里社区居委会", kind="committee", home=SHIZILI, externalIds=[]
    )
    await put(
        api,
        administrator,
        name="雨花公交公司",
        kind="bus_operator",
        home="nbs:430111000000",
        externalIds=[],
    )
    assert await names(api) == ["识字里社区居委会", "文艺路街道办事处", "雨花公交公司"]
    assert await names(api, q="社区") == ["识字里社区居委会"]
    assert await names(api, q="wenyi") == ["文艺路街道办事处"]
    assert await names(api, q="yhgj") == ["雨花公交公司"]
    assert await names(api, q="没有") == []
    assert await names(api, division=FURONG) == ["识字里社区居委会", "文艺路街道办事处"]
    assert await names(api, division=FURONG, kind="committee") == ["识字里社区居委会"]
    assert await names(api, division=SHIZILI, q="文艺") == []
    for query in ({"q": "文\u200b艺"}, {"division": "nbs:990000000000"}, {"kind": "sect"}):
        assert (await api.get("/api/organisations", params=query)).status_code in {400, 404}


async def test_they_come_page_by_page(api, administrator):
    wanted = [f"第{number}志愿服务队" for number in "一二三四五六七"]
    for name in wanted:
        await put(api, administrator, name=name, externalIds=[])
    seen, query = [], {"limit": 3}
    while True:
        page = (await api.get("/api/organisations", params=query)).json()
        seen.append([one["name"] for one in page["items"]])
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert [len(page) for page in seen] == [3, 3, 1]
    assert sorted(chain.from_iterable(seen)) == sorted(wanted)
