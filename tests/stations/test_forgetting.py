"""What somebody wrote of stations goes with their account; what became of the stations stays."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.stations.personal import PERSONAL

AT = NOW.isoformat()


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1", amenities=("microwave",), entry_note="从东门进"))
    return id_


def keeper(station, phone):
    return signed_in(phone, HeldRole("manager", Scope("station", station)), now=NOW)


@pytest.fixture
async def manager(station):
    return await keeper(station, "13800000001")


@pytest.fixture
def change(api, station):
    async def one(who, **told):
        done = await api.patch(f"/api/stations/{station}", json=told, headers=who.headers)
        assert done.status_code == 204, done.text

    return one


@pytest.fixture
def report(api, station):
    async def one(**headers):
        key = uuid4()
        body = {"station": station, "kind": "locked", "at": AT, "note": "老王不让进"}
        told = {"X-Device-Key": "x" * 22} | headers
        done = await api.put(f"/api/reports/{key}", json=body, headers=told)
        assert done.status_code == 200, done.text
        return key

    return one


@pytest.fixture
def answer(api):
    async def one(who, key, words="老王说当时在吃饭"):
        body = {"kind": "untrue", "words": words}
        done = await api.put(f"/api/reports/{key}/answer", json=body, headers=who.headers)
        assert done.status_code == 204, done.text

    return one


@pytest.fixture
def heard(api):
    async def one(key):
        return (await api.get(f"/api/reports/{key}")).json()["answer"]["words"]

    return one


async def erase(*people):
    for person in people:
        await PERSONAL.erase(person.account, NOW)


async def history():
    rows = await run("SELECT before, after, told_before FROM station_revision ORDER BY number")
    return [
        tuple(text and msgspec.json.decode(text)["entry_note"] for text in row.values())
        for row in rows
    ]


async def test_words_since_replaced_leave_the_history_and_others_stay(station, manager, change):
    other = await keeper(station, "13800000002")
    await change(manager, entryNote="找老王 13911160007")
    await change(other, entryNote="按铃")
    await change(manager, entryNote="从东门进")
    await change(manager, entryNote="打门口的电话")
    await erase(manager)
    told = "从东门进"
    assert await history() == [
        (None, told, None),
        (told, "", told),
        ("", "按铃", told),
        ("按铃", told, told),
        (told, "打门口的电话", told),
    ]
    [row] = await run("SELECT entry_note FROM station")
    assert row["entry_note"] == "打门口的电话"


async def test_every_kind_of_word_in_a_revision_is_found(station, manager, change):
    words = "老王 13911160007"
    week = {"week": [[[480, 1320]]] * 7, "note": words}
    plain = ("name", "address", "entryNote", "gateWords", "parking", "phone", "responsible")
    offered = {"amenities": [{"id": "microwave", "note": words}]}
    await change(manager, hours=week, **offered, **dict.fromkeys(plain, words))
    # A station has a name, and hours are told whole.
    gone = dict.fromkeys(plain, "") | {"name": "一号驿站", "hours": None, "amenities": []}
    await change(manager, **gone)
    await erase(manager)
    rows = await run("SELECT before, after, told_before FROM station_revision")
    assert not [text for row in rows for text in row.values() if text and words in text]


async def test_a_number_goes_out_of_what_anybody_wrote_and_stays_where_it_stands(
    api, station, manager, change
):
    number, others = "13911160007", "13911160008"
    for words in ("打 139-1116-0007", f"打 {others}", f"找老王 {number}"):
        await change(manager, entryNote=words)
    place = f"/api/stations/{station}/amenities/microwave/states"
    for ago, note in ((5, f"等老王 {number}"), (0, f"等师傅 {others}")):
        then = (NOW - timedelta(minutes=ago)).isoformat()
        said = {"works": False, "at": then, "note": note}
        url = f"{place}/{uuid4()}"
        assert (await api.put(url, json=said, headers=manager.headers)).is_success
    until = (NOW + timedelta(hours=2)).isoformat()
    state = {"kind": "closed", "at": AT, "until": until, "note": f"问 {number}"}
    url = f"/api/stations/{station}/states/{uuid4()}"
    assert (await api.put(url, json=state, headers=manager.headers)).is_success
    await PERSONAL.unname(number, NOW + timedelta(hours=1))
    told = "从东门进"
    assert [after for _, after, _ in await history()] == [
        *(told, "", f"打 {others}", f"找老王 {number}")
    ]
    rows = await run("SELECT note FROM amenity_state ORDER BY note")
    assert [row["note"] for row in rows] == ["", f"等师傅 {others}"]
    [row] = await run("SELECT note FROM live_state")
    assert row["note"] == f"问 {number}"
    await PERSONAL.unname(number, NOW + timedelta(hours=3))
    [row] = await run("SELECT note FROM live_state")
    assert row["note"] == ""


async def test_an_answer_goes_with_whoever_wrote_it(station, manager, report, answer, heard):
    key = await report()
    await answer(manager, key)
    assert await heard(key) == "老王说当时在吃饭"
    await erase(manager)
    assert await heard(key) == ""


async def test_an_answer_goes_with_whom_it_was_for(station, manager, report, answer, heard):
    rider = await signed_in("13800000003", now=NOW)
    mine, anothers = await report(**rider.headers), await report()
    for key in (mine, anothers):
        await answer(manager, key)
    await erase(rider)
    assert (await heard(mine), await heard(anothers)) == ("", "老王说当时在吃饭")


async def test_nothing_that_a_rider_or_a_manager_wrote_lies_open(station, manager, report, answer):
    key = await report()
    await answer(manager, key)
    [row] = await run(
        "SELECT report.words, report_answer.answer FROM report"
        " JOIN report_answer ON report_answer.report = report.id"
    )
    for sealed in row.values():
        assert "老王".encode() not in bytes(sealed)


DONE = [
    ("PUT", "confirmations/{id}", {"at": AT}, "station.confirmed"),
    ("PUT", "states/{id}", {"kind": "none", "at": AT}, "station.state"),
    ("PUT", "amenities/microwave/states/{id}", {"works": True, "at": AT}, "station.amenity"),
    ("PATCH", "", {"entryNote": "按铃"}, "station.revised"),
    ("GET", "reports", None, "report.read"),
    ("GET", "revisions", None, "revision.read"),
    ("GET", "photos", None, "photo.listed"),
    ("GET", "/api/desk/stations/{station}", None, "station.read"),
]


@pytest.mark.parametrize(("method", "path", "body", "action"), DONE)
async def test_what_is_done_at_a_station_is_recorded_once(api, station, method, path, body, action):
    """With hashes of what was said; a manager's daily looks at their own station are not."""
    role = HeldRole("administrator", Scope("division", CHANGSHA))
    above = await signed_in("13800000004", role, now=NOW)
    manager = await keeper(station, "13800000001")
    path = path.format(id=uuid4(), station=station)
    url = path if path.startswith("/") else f"/api/stations/{station}/{path}".rstrip("/")
    looks = method == "GET"
    for person in (above, above, manager) if looks else (above, above):
        done = await api.request(method, url, json=body, headers=person.headers)
        assert done.is_success, done.text
    entries = await run("SELECT * FROM audit_entry ORDER BY id")
    told = [(one["action"], str(one["actor"]), one["subject_id"]) for one in entries]
    assert told == [(action, str(above.account), station)] * (2 if looks else 1)
    assert {one["division"] for one in entries} == {"nbs:430104001000"}
    hashed = [(one["before_hash"] is not None, one["after_hash"] is not None) for one in entries]
    assert hashed[0] == (action == "station.revised", not looks)


async def test_a_change_is_hashed_as_it_was_and_as_it_became(api, station, manager, change):
    await change(manager, entryNote="按铃")
    await change(manager, entryNote="敲门")
    first, second = await run("SELECT before_hash, after_hash FROM audit_entry ORDER BY id")
    revisions = await run("SELECT after FROM station_revision ORDER BY number")
    facts_then = [audit.hash_of(msgspec.json.decode(row["after"])) for row in revisions]
    assert [first["before_hash"], first["after_hash"], second["after_hash"]] == facts_then
    assert second["before_hash"] == first["after_hash"]


async def test_an_answer_is_recorded_once_by_a_hash_and_not_in_words(
    station, manager, report, answer
):
    key = await report()
    for _ in range(2):
        await answer(manager, key)
    [entry] = await run("SELECT * FROM audit_entry")
    assert (entry["action"], entry["subject_id"]) == ("report.answered", str(key))
    facts_said = {"kind": "untrue", "words": "老王说当时在吃饭"}
    assert bytes(entry["after_hash"]) == audit.hash_of(facts_said)
    assert await run("SELECT * FROM audit_reason") == []


async def test_what_a_manager_noted_goes_from_the_phones_with_them(api, station, manager, clock):
    place = f"/api/stations/{station}/amenities/microwave/states/{uuid4()}"
    said = {"works": False, "at": AT, "note": "等老王来修"}
    assert (await api.put(place, json=said, headers=manager.headers)).is_success

    async def told():
        [row] = await run("SELECT revision FROM pack_revision")
        card = (await api.get(f"/api/stations/{station}")).json()
        return card["amenities"][0]["outNote"], row["revision"]

    note, before = await told()
    await erase(manager)
    # What was overtaken answers for half a minute.
    clock.now += timedelta(minutes=1)
    assert (note, await told()) == ("等老王来修", ("", before + 1))
