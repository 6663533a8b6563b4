"""Names as people write them, and as somebody might who means harm."""

import unicodedata
from uuid import uuid4

import pytest
from tests.identity.makers import PHONE, a_counter, code_of, keeping
from tests.people import signed_in

from xiangyi.core.db import run

MB = "王" * 350_000
HIDDEN = {
    "a right-to-left override": "王\u202e小明",
    "an isolate": "\u2066王小明\u2069",
    "a zero-width blank": "王\u200b小明",
    "a zero-width joiner": "王\u200d小明",
    "a soft hyphen": "王\u00ad小明",
    "a null": "王\u0000小明",
    "an escape": "\u001b[31m王小明",
    "a new line": "王\n小明",
    "a line separator": "王\u2028小明",
    "a byte order mark": "\ufeff王小明",
    "a tag": "王\U000e0041小明",
    "Hangul fillers alone": "\u115f\u3164",
    "an empty braille cell": "\u2800",
    "a variation selector": "\ufe0f",
    "a mark on nothing": "\u0301",
    "fillers between blanks": "\u3164\u00a0\uffa0",
}
UNUSABLE = [(name, (422, "name_unusable", {"reason": "hidden"})) for name in HIDDEN.values()] + [
    ("王" * 41, (422, "name_unusable", {"reason": "too_long"})),
    # As long as it may be at the door, and too long once composed marks are counted.
    ("é" * 200, (422, "name_unusable", {"reason": "too_long"})),
]
IDS = [*HIDDEN, "41 characters", "200 characters"]


@pytest.fixture
async def person(db, clock):
    return await signed_in(PHONE, now=clock())


@pytest.fixture
async def clerk(db, clock):
    return await a_counter(clock)


@pytest.mark.parametrize(("name", "refused"), UNUSABLE, ids=IDS)
async def test_a_name_that_hides_something_or_is_none_is_refused(api, person, name, refused):
    answer = await api.patch("/api/me", headers=person.headers, json={"name": name})
    assert (*code_of(answer), answer.json()["facts"]) == refused
    assert (await api.get("/api/me", headers=person.headers)).json()["name"] is None


@pytest.mark.parametrize(("name", "refused"), UNUSABLE, ids=IDS)
async def test_a_clerk_keeps_nobody_under_such_a_name(api, clerk, name, refused):
    answer = await api.put(f"/api/kept/{uuid4()}", headers=clerk.headers, json=keeping(name=name))
    assert (*code_of(answer), answer.json()["facts"]) == refused
    assert await run("SELECT id FROM account WHERE kept_by IS NOT NULL") == []


@pytest.mark.parametrize("name", ["", "  ", "\u3000", "\u00a0"])
async def test_a_clerk_keeps_nobody_without_a_name(api, clerk, name):
    answer = await api.put(f"/api/kept/{uuid4()}", headers=clerk.headers, json=keeping(name=name))
    assert answer.status_code in {400, 422}
    assert await run("SELECT id FROM account WHERE kept_by IS NOT NULL") == []


async def test_blanks_alone_are_no_name_of_ones_own(api, person):
    answer = await api.patch("/api/me", headers=person.headers, json={"name": " \u3000 "})
    assert (answer.status_code, answer.json()["name"]) == (200, None)


async def test_a_megabyte_is_refused_at_the_door_by_the_fields_name(api, person, clerk):
    tried = [
        await api.patch("/api/me", headers=person.headers, json={"name": MB}),
        await api.put(f"/api/kept/{uuid4()}", headers=clerk.headers, json=keeping(name=MB)),
        await api.put(f"/api/kept/{uuid4()}", headers=clerk.headers, json=keeping(note=MB)),
    ]
    for answer in tried:
        assert code_of(answer) == (400, "bad_request")
        assert len(answer.content) < 1_000
    assert await run("SELECT id FROM account WHERE name IS NOT NULL") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
async def test_twins_are_one_name(api, person, clerk, form):
    name = unicodedata.normalize(form, "José Ågren 각")
    mine = await api.patch("/api/me", headers=person.headers, json={"name": f" {name} "})
    assert mine.json()["name"] == unicodedata.normalize("NFC", name)
    kept = await api.put(
        f"/api/kept/{uuid4()}",
        headers=clerk.headers,
        json=keeping(name=unicodedata.normalize(form, "Ång")),
    )
    assert kept.json()["name"] == "Å**"


@pytest.mark.parametrize(
    "name",
    [
        "欧阳·娜娜",
        "王小明",
        "𠮷野",
        "Aygül Ömer",
        "阿卜杜热合曼·艾合买提",
        "😀",
        "❤\ufe0f",
        "이\u3164순신",
    ],
)
async def test_names_of_all_peoples_are_names(api, person, name):
    answer = await api.patch("/api/me", headers=person.headers, json={"name": name})
    assert (answer.status_code, answer.json()["name"]) == (200, name)
