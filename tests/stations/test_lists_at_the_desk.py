"""A list that an administrator sends at the desk: looked through, taken in, taken back."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.people import Person, signed_in
from tests.stations.desk import HEAD, everything, make_furong, phone, row, station, take

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.audit.tables import AuditEntry
from xiangyi.features.stations.personal import PERSONAL
from xiangyi.features.stations.service.lists import keeping
from xiangyi.features.stations.tables import Station, StationBatch
from xiangyi.features.stations.tables.lists import StationList

FURONG = "nbs:430102000000"
LIST = "/api/lists/{}"


@pytest.fixture(autouse=True)
async def _furong(db):
    await make_furong()


async def administrator(clock, division=FURONG, phone="13800000001") -> Person:
    role = HeldRole("administrator", Scope("division", division))
    return await signed_in(phone, role, now=clock())


def in_yuhua(number, name="左家塘驿站"):
    return f"{number},{name},工会驿站,430111000000,113.03,28.11,,热水,0731-7"


async def send(api, person, *rows, key=None, content=None, **query):
    body = content if content is not None else "\n".join([HEAD, *rows]).encode()
    params = {"datum": "wgs84", "name": "工会.csv", "source": "区总工会"} | query
    path = LIST.format(key or uuid4())
    answer = await api.put(path, params=params, content=body, headers=person.headers)
    return answer.json() if answer.status_code != 200 else await ended(api, person, path)


def at_work():
    return [one for one in asyncio.all_tasks() if one.get_coro().__qualname__ == "Lists._work"]


async def ended(api, person, path):
    """What a desk reads in the end, once nobody in this loop works on it any more."""
    await asyncio.gather(*at_work())
    return (await api.get(path, headers=person.headers)).json()


async def land(api, person, key, *left_out):
    path, how = LIST.format(key), {"leftOut": left_out}
    answer = await api.post(f"{path}/landing", json=how, headers=person.headers)
    return await ended(api, person, path) if answer.status_code == 200 else answer.json()


async def rows_of(api, person, key, verdict="refused"):
    answer = await api.get(
        f"{LIST.format(key)}/rows", params={"verdict": verdict}, headers=person.headers
    )
    return answer.json()["items"]


async def test_a_list_is_looked_through_taken_in_and_taken_back(api, clock):
    person = await administrator(clock)
    before = await everything()
    told = await send(api, person, row("A1"), row("A2", ""))
    assert (told["state"], told["batch"], told["done"]) == ("rehearsed", None, told["steps"])
    report = told["report"]
    assert (report["accepted"], report["refused"], report["added"]) == (1, 1, 1)
    [said] = await rows_of(api, person, told["id"])
    assert (said["line"], said["code"], said["field"]) == (3, "name_absent", "名称")
    assert "name" not in said
    [plain] = await rows_of(api, person, told["id"], "accepted")
    assert (plain["line"], plain["name"], plain["message"]) == (2, "文艺路驿站", "")
    assert await everything() == before
    landed = await land(api, person, told["id"])
    assert (landed["state"], landed["report"]["added"]) == ("landed", 1)
    assert await phone() == "0731-1"
    [batch] = (await api.get("/api/batches", headers=person.headers)).json()["items"]
    assert (batch["id"], batch["mine"], batch["within"]) == (landed["batch"], True, True)
    assert (batch["added"], batch["refused"], batch["source"]) == (1, 1, "区总工会")
    undo = f"/api/batches/{landed['batch']}/undoing"
    undone = (await api.post(undo, headers=person.headers)).json()
    assert (undone["closed"], undone["restored"]) == (1, 0)
    assert (await station())["closed_at"] == clock()
    again = (await api.get(LIST.format(told["id"]), headers=person.headers)).json()
    assert (landed["undoneAt"], again["undoneAt"]) == (None, "2026-11-23T08:00:00Z")
    assert (await api.post(undo, headers=person.headers)).json()["code"] == "batch_undone"
    entries = await AuditEntry.select().order_by(AuditEntry.id)
    assert [(one["action"], one["division"]) for one in entries] == [
        ("list.landed", "nbs:430102001000"),
        ("list.undone", "nbs:430102001000"),
    ]


async def test_a_row_is_left_out_that_whoever_sends_the_list_takes_away(api, clock):
    person = await administrator(clock)
    await take(row("A1", phone="0731-1"), name="区总工会.csv")
    rows = (row("A1", phone="0731-2"), row("A2", "东塘驿站"), row("A3", ""))
    told = await send(api, person, *rows)
    landed = await land(api, person, told["id"], 2, 4)
    report = landed["report"]
    assert (report["added"], report["changed"], report["refused"]) == (1, 0, 2)
    assert report["leftOut"] == 1
    # It was named, and only not taken.
    assert report["vanished"] == []
    said = {one["line"]: one["code"] for one in await rows_of(api, person, told["id"])}
    assert said == {2: "left_out", 4: "name_absent"}
    assert (await phone(), (await station("A2"))["name"]) == ("0731-1", "东塘驿站")


async def test_a_list_lands_once_however_often_it_is_confirmed(api, clock):
    person = await administrator(clock)
    told = await send(api, person, row("A1"))
    path = LIST.format(told["id"])
    answers = await asyncio.gather(
        *(api.post(f"{path}/landing", json={}, headers=person.headers) for _ in range(3))
    )
    assert {one.status_code for one in answers} == {200}
    landed = await ended(api, person, path)
    assert (landed["state"], landed["report"]["added"]) == ("landed", 1)
    # Who asks once more, because the answer was lost, is told what came of it.
    again = await api.post(f"{path}/landing", json={}, headers=person.headers)
    assert (again.status_code, again.json()) == (200, landed)
    assert await StationBatch.count() == 1


async def test_rows_and_stations_of_other_places_are_refused(api, clock):
    """Also one that the list would fetch over the border."""
    await take(in_yuhua("B1"), name="区总工会.csv")
    before = await everything()
    person = await administrator(clock)
    fetched = in_yuhua("B1").replace("430111000000", "430102001000")
    told = await send(api, person, in_yuhua("A2", "东塘驿站"), fetched)
    said = {one["line"]: one for one in await rows_of(api, person, told["id"])}
    assert {line: one["code"] for line, one in said.items()} == {
        2: "division_not_yours",
        3: "station_not_yours",
    }
    assert [said[line]["name"] for line in (2, 3)] == ["东塘驿站", "左家塘驿站"]
    assert "雨花区" in said[2]["message"]
    assert "雨花区" in said[3]["message"]
    assert told["report"]["vanishedCount"] == 0
    await land(api, person, told["id"])
    assert await everything() == before


async def test_only_an_administrator_of_all_of_it_takes_a_batch_back(api, clock):
    person = await administrator(clock)
    whole = await take(row("A1"), in_yuhua("B1"))
    undo = f"/api/batches/{whole.batch}/undoing"
    refused = (await api.post(undo, headers=person.headers)).json()
    assert (refused["code"], refused["facts"]) == ("batch_elsewhere", {"count": 1})
    city = await administrator(clock, "nbs:430100000000", "13800000002")
    [batch] = (await api.get("/api/batches", headers=city.headers)).json()["items"]
    assert (batch["byOperator"], batch["divisionName"]) == (True, "长沙市")
    assert (await api.get("/api/batches", headers=person.headers)).json()["items"] == []
    assert (await api.post(undo, headers=city.headers)).json()["closed"] == 2


async def test_who_takes_a_long_list_back_sees_how_far_it_is(api, clock):
    person = await administrator(clock)
    many = [row(f"A{number}", f"第{number}驿站") for number in range(450)]
    landed = await land(api, person, (await send(api, person, *many))["id"])
    undo = f"/api/batches/{landed['batch']}/undoing"
    seen = {(0, 0)}
    work = asyncio.create_task(api.post(undo, headers=person.headers))
    while not work.done():
        told = (await api.get(undo, headers=person.headers)).json()
        seen.add((told["done"], told["steps"]))
    assert (await work).json()["closed"] == 450
    assert seen - {(0, 0)} <= {(0, 450), (200, 450), (400, 450)}
    assert len(seen) > 2
    assert (await api.get(undo, headers=person.headers)).json() == {"done": 0, "steps": 0}


async def test_a_list_is_taken_back_once_also_where_nobody_waits_until_it_is(api, clock):
    """A phone or a proxy that gives up does not stop it; who asks again hears what came of it."""
    person = await administrator(clock)
    other = await administrator(clock, phone="13800000002")
    many = [row(f"A{number}", f"第{number}驿站") for number in range(450)]
    landed = await land(api, person, (await send(api, person, *many))["id"])
    undo = f"/api/batches/{landed['batch']}/undoing"
    given_up = asyncio.create_task(api.post(undo, headers=person.headers))
    while (await api.get(undo, headers=person.headers)).json()["done"] < 200:
        assert not given_up.done()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    asked_at, clock.now = clock.now, clock.now + timedelta(seconds=20)
    again, others = await asyncio.gather(
        *(api.post(undo, headers=one.headers) for one in (person, other))
    )
    assert again.json()["closed"] == 450
    assert others.json()["code"] == "batch_undone"
    assert await AuditEntry.count().where(AuditEntry.action == "list.undone") == 1
    # It was not begun anew.
    assert (await StationBatch.select().first())["undone_at"] == asked_at


async def test_a_landing_that_is_cut_off_leaves_nothing_and_can_be_repeated(api, clock):
    person = await administrator(clock)
    many = [row(f"A{number}", f"第{number}驿站") for number in range(2_500)]
    told = await send(api, person, *many)
    path = LIST.format(told["id"])
    now = (await api.post(f"{path}/landing", json={}, headers=person.headers)).json()
    while now["done"] <= len(many):
        await asyncio.sleep(0.01)
        now = (await api.get(path, headers=person.headers)).json()
    assert now["state"] == "landing"
    [work] = at_work()
    work.cancel()
    await asyncio.wait([work])
    clock.now += timedelta(minutes=1)
    assert (await api.get(path, headers=person.headers)).json()["state"] == "stopped"
    assert (await Station.count(), await StationBatch.count()) == (0, 0)
    assert (await land(api, person, told["id"]))["report"]["added"] == len(many)


async def test_a_file_that_cannot_be_read_says_why(api, clock):
    person = await administrator(clock)
    told = await send(api, person, content=b"%PDF-1.7")
    assert told["problem"] == {"code": "file_unreadable", "facts": {"reason": "not_a_table"}}
    assert (await land(api, person, told["id"]))["code"] == "list_not_rehearsed"
    large = await send(api, person, content=b"x" * 20_000_001)
    assert (large["code"], large["facts"]) == ("file_unreadable", {"reason": "too_large"})
    assert await StationList.count() == 1


async def test_a_list_is_its_senders_alone(api, clock):
    person = await administrator(clock)
    told = await send(api, person, row("A1"))
    other = await administrator(clock, phone="13800000002")
    path = LIST.format(told["id"])
    assert (await api.get(path, headers=other.headers)).status_code == 404
    assert (await send(api, other, row("A9"), key=told["id"]))["code"] == "list_differs"
    assert (await land(api, other, told["id"]))["code"] == "list_not_found"
    assert (await land(api, person, told["id"]))["report"]["added"] == 1
    rider = await signed_in("13800000003", now=clock())
    assert (await send(api, rider, row("A1")))["code"] == "role_missing"


async def test_an_undecided_list_is_forgotten_after_a_day(api, clock, settings):
    person = await administrator(clock)
    told = await send(api, person, row("A1"))
    assert len(list(settings.lists_dir.iterdir())) == 1
    assert await keeping.forget(settings.lists_dir, now=clock() + timedelta(hours=23)) == 0
    assert await keeping.forget(settings.lists_dir, now=clock() + timedelta(hours=25)) == 1
    assert list(settings.lists_dir.iterdir()) == []
    assert (await api.get(LIST.format(told["id"]), headers=person.headers)).status_code == 404


async def test_the_file_goes_with_the_account_of_who_sent_it(api, settings, clock):
    sender, other = await administrator(clock), await administrator(clock, phone="13800000099")
    await send(api, sender, row("A1"))
    kept = await send(api, other, row("A1"))
    await PERSONAL.erase(sender.account, clock())
    await keeping.forget(settings.lists_dir, now=clock())
    assert [path.stem for path in settings.lists_dir.iterdir()] == [UUID(kept["id"]).hex]


async def test_rows_of_another_place_are_counted_apart_from_those_to_be_mended(api, clock):
    person = await administrator(clock)
    told = await send(api, person, row("A1"), row("A2", ""), in_yuhua("A3"))
    assert (told["report"]["refused"], told["report"]["elsewhere"]) == (2, 1)


async def test_whoever_reads_the_desk_in_english_is_told_of_rows_in_english(api, clock):
    person = await administrator(clock)
    told = await send(api, person, row("A1", ""))
    for language, sentence in (("en", "No name."), ("zh-CN", "没有名称。")):
        answer = await api.get(
            f"{LIST.format(told['id'])}/rows",
            params={"verdict": "refused", "language": language},
            headers=person.headers,
        )
        assert answer.json()["items"][0]["message"] == sentence
