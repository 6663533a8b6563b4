"""GET /api/divisions: going down the tree, and finding a place by what one types."""

from urllib.parse import quote

import pytest
from tests.divisions.makers import (
    CHANGSHA,
    DOWN_TO_SHIZILI,
    FURONG,
    HUNAN,
    LAST_YEAR,
    WENYILU,
    YUHUA,
    file_of,
    take_in,
)

from xiangyi.features.divisions import service

XUPU = (
    "431200000000,怀化市,city,430000000000",
    "431224000000,溆浦县,county,431200000000",
    "431224100000,卢峰镇,street,431224000000",
    "431224100001,新长沙村,community,431224100000",
    "431224100002,长沙村,community,431224100000",
)


@pytest.fixture(autouse=True)
async def held(db):
    await take_in(*DOWN_TO_SHIZILI, YUHUA, *XUPU)


async def names(api, **query) -> list[str]:
    answer = await api.get("/api/divisions", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_it_begins_with_the_province(api):
    answer = await api.get("/api/divisions")
    assert answer.json() == {
        "items": [
            {
                "key": "nbs:430000000000",
                "system": "nbs",
                "code": "430000000000",
                "name": "湖南省",
                "level": "province",
                "parent": None,
                "hasChildren": True,
                "lon": None,
                "lat": None,
            }
        ],
        "next": None,
    }


async def test_it_lists_children_in_the_order_of_their_codes(api):
    assert await names(api, parent="nbs:430100000000") == ["芙蓉区", "雨花区"]


async def test_it_says_where_there_is_nothing_below(api):
    answer = await api.get("/api/divisions", params={"parent": "nbs:430100000000"})
    assert [item["hasChildren"] for item in answer.json()["items"]] == [True, False]
    assert await names(api, parent="nbs:430111000000") == []


async def test_it_finds_by_name_pinyin_and_initials(api):
    for q in [
        "芙蓉区",
        "芙蓉",
        "蓉区",
        "furong",
        "fu rong",
        "FuRong",
        "ongqu",
        "frq",
        " frq ",
        "rq",
    ]:
        assert await names(api, q=q) == ["芙蓉区"], q


async def test_what_begins_so_comes_first_and_higher_levels_before_lower_ones(api):
    for q in ["长沙", "changsha", "cs"]:
        assert await names(api, q=q) == ["长沙市", "长沙村", "新长沙村"], q


async def test_it_looks_only_below_the_parent(api):
    assert await names(api, q="长沙", parent="nbs:431200000000") == ["长沙村", "新长沙村"]
    assert await names(api, q="长沙", parent="nbs:430100000000") == []


async def test_it_looks_only_at_the_level(api):
    assert await names(api, q="cs", level="prefecture") == ["长沙市"]
    assert await names(api, level="prefecture") == ["长沙市", "怀化市"]
    assert await names(api, level="street", parent="nbs:431200000000") == ["卢峰镇"]


async def test_it_takes_what_is_typed_literally(api):
    for q in ["%", "_", "\\", "长_市", "c%", "'", "{}"]:
        assert await names(api, q=q) == [], q


async def test_it_goes_on_where_the_last_page_ended(api):
    seen, cursor = [], None
    while True:
        query = {"level": "community", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await api.get("/api/divisions", params=query)).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == ["识字里社区居委会", "新长沙村", "长沙村"]


async def test_a_search_goes_on_in_its_own_order(api):
    first = (await api.get("/api/divisions", params={"q": "cs", "limit": 2})).json()
    assert await names(api, q="cs", limit=2, cursor=first["next"]) == ["新长沙村"]


async def test_a_parent_or_division_nobody_knows_is_not_found(api):
    for key in ["nbs:439900000000", "mca:430000000000", "nonsense", "nbs:\x00"]:
        for answer in (
            await api.get("/api/divisions", params={"parent": key}),
            await api.get("/api/divisions/" + quote(key)),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "division_not_found"), key
            assert answer.json()["facts"] == {"key": key}


async def test_it_refuses_a_query_it_cannot_mean(api):
    for query in (
        {"limit": 0},
        {"limit": 201},
        {"limit": "many"},
        {"level": "city"},
        {"q": "长" * 65},
        {"cursor": "x"},
        {"cursor": "00nbs:430000000000\x00"},
    ):
        answer = await api.get("/api/divisions", params=query)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), query


async def test_it_refuses_characters_nobody_can_see(api):
    for q in ["a\x00b", "芙\u202e蓉", "芙\n蓉"]:
        answer = await api.get("/api/divisions", params={"q": q})
        assert (answer.status_code, answer.json()["code"]) == (400, "search_unusable"), q


async def test_one_division_comes_with_those_above_it(api):
    answer = await api.get("/api/divisions/nbs:430102001000")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["division"]["name"], body["division"]["hasChildren"]) == ("文艺路街道", True)
    assert [above["name"] for above in body["ancestors"]] == ["湖南省", "长沙市", "芙蓉区"]
    assert (body["source"], body["asOf"], body["validTo"], body["successor"]) == (
        "a list",
        "2025-06-30",
        None,
        None,
    )


async def test_an_answer_that_is_held_is_not_sent_again(api):
    for path in ["/api/divisions?q=cs", "/api/divisions/nbs:430100000000"]:
        first = await api.get(path)
        again = await api.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path


async def test_two_systems_are_told_apart(api):
    await take_in(HUNAN, CHANGSHA, FURONG, WENYILU, system="mca")
    answer = await api.get("/api/divisions")
    assert [item["system"] for item in answer.json()["items"]] == ["mca", "nbs"]
    assert await names(api, parent="mca:430100000000") == ["芙蓉区"]


async def test_a_point_is_told_where_it_is_known(api):
    await service.locate([("nbs:430100000000", 112.94, 28.23)])
    answer = await api.get("/api/divisions/nbs:430100000000")
    assert (answer.json()["division"]["lon"], answer.json()["division"]["lat"]) == (112.94, 28.23)


async def test_the_document_shows_what_is_answered(api):
    document = (await api.get("/schema/openapi.json")).json()
    operation = document["paths"]["/api/divisions"]["get"]
    assert operation["operationId"] == "listDivisions"
    assert operation["security"] == [{}]
    assert {"200", "304", "400", "414", "404"} == set(operation["responses"])
    shown = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    page = document["components"]["schemas"][shown.rpartition("/")[2]]
    assert set(page["properties"]) == {"items", "next"}


async def test_a_search_is_composed_before_it_is_compared(api):
    line = "430112000000,Café区,county,430100000000"
    await service.import_divisions(file_of(line), system="nbs", as_of=LAST_YEAR, source="a list")
    assert await names(api, q="CAFE\u0301") == ["Café区"]
