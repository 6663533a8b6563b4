"""A list says otherwise than whoever keeps the station: both are shown, and one decides."""

from datetime import timedelta

import pytest
from tests.people import signed_in
from tests.stations.desk import HEAD, make_furong, phone, row, station, take
from tests.stations.makers import NOW
from tests.stations.test_lists_at_the_desk import administrator

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.audit.tables import AuditEntry
from xiangyi.features.stations.schemas import StationChanges
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.keeping import revise_station
from xiangyi.features.stations.tables import StationRevision
from xiangyi.features.stations.tables.lists import ListDispute
from xiangyi.migrations import m0085b_disputes_of_before as step


@pytest.fixture
async def manager(db, clock):
    """Of a station whose telephone number is another than the next list will say."""
    await make_furong()
    await take(row("A1"))
    id_ = (await station())["id"]
    await revise_station(id_, StationChanges(phone="0731-9"), now=NOW + timedelta(minutes=1))
    person = await signed_in("13800000001", HeldRole("manager", Scope("station", id_)), now=clock())
    return person, f"/api/stations/{id_}/disputes"


async def disputes(api, manager):
    person, path = manager
    return (await api.get(path, headers=person.headers)).json()


async def marked(api, manager):
    """Whether the manager's list of stations says that there is something to decide."""
    person, _ = manager
    [mine] = (await api.get("/api/desk/stations", headers=person.headers)).json()["items"]
    return mine["disputed"]


async def settle(api, manager, whose, said_at):
    person, path = manager
    body = {"field": "phone", "take": whose, "saidAt": said_at}
    return await api.post(f"{path}/settlement", json=body, headers=person.headers)


async def test_both_are_shown_and_the_lists_word_is_taken(api, manager):
    assert (await disputes(api, manager))["items"] == []
    assert not await marked(api, manager)
    await take(row("A1", phone="0731-5"), minutes=2)
    assert await marked(api, manager)
    told = await disputes(api, manager)
    assert told["items"] == [
        {"field": "phone", "list": {"phone": "0731-5"}, "here": {"phone": "0731-9"}}
    ]
    assert (await settle(api, manager, "list", told["saidAt"])).status_code == 204
    assert await phone() == "0731-5"
    assert (await disputes(api, manager))["items"] == []
    assert not await marked(api, manager)
    last = await StationRevision.select().order_by(StationRevision.number, ascending=False).first()
    assert (last["made_by"], last["account"]) == ("manager", manager[0].account)
    assert (await AuditEntry.select().first())["action"] == "dispute.settled"
    again = await take(row("A1", phone="0731-6"), minutes=3)
    assert (again.changed, again.warned) == (1, 0)


async def test_who_stays_with_what_is_here_is_not_asked_again_until_the_list_says_something_new(
    api, manager
):
    await take(row("A1", phone="0731-5"), minutes=2)
    told = await disputes(api, manager)
    assert (await settle(api, manager, "ours", told["saidAt"])).status_code == 204
    assert (await take(row("A1", phone="0731-5"), minutes=3)).warned == 0
    assert ((await disputes(api, manager))["items"], await phone()) == ([], "0731-9")
    assert (await take(row("A1", phone="0731-6"), minutes=4)).warned == 1
    [item] = (await disputes(api, manager))["items"]
    assert item["list"] == {"phone": "0731-6"}


async def test_what_another_list_has_said_since_is_not_decided_unseen(api, manager):
    await take(row("A1", phone="0731-5"), minutes=2)
    seen = await disputes(api, manager)
    await take(row("A1", phone="0731-6"), minutes=3)
    refused = await settle(api, manager, "list", seen["saidAt"])
    assert refused.json()["code"] == "dispute_over"
    assert await phone() == "0731-9"


async def test_a_list_that_agrees_or_is_taken_back_disputes_nothing(api, manager):
    batch = (await take(row("A1", phone="0731-6"), row("A2", "东塘驿站"), minutes=2)).batch
    assert len((await disputes(api, manager))["items"]) == 1
    await undo_import(batch, now=NOW + timedelta(minutes=3))
    assert (await disputes(api, manager))["items"] == []
    await take(row("A1", phone="0731-5"), minutes=4)
    assert len((await disputes(api, manager))["items"]) == 1
    await take(row("A1", phone="0731-9"), minutes=5)
    assert (await disputes(api, manager))["items"] == []


async def test_a_list_without_a_column_says_nothing_of_what_is_disputed(api, manager):
    await take(row("A1", phone="0731-5"), minutes=2)
    told = await disputes(api, manager)
    without = row("A1", "文艺路街驿站").rpartition(",")[0]
    await take(without, head=HEAD.removesuffix(",电话"), minutes=3)
    assert (await station())["name"] == "文艺路街驿站"
    assert await disputes(api, manager) == told


async def test_a_list_taken_back_uncovers_what_the_one_before_it_says(api, manager):
    await take(row("A1", phone="0731-5"), minutes=2)
    first = await disputes(api, manager)
    for minutes, phone_ in ((3, "0731-5"), (5, "0731-6"), (7, "0731-9"), (9, "0731-1")):
        later = await take(row("A1", phone=phone_), row(f"B{minutes}", "东塘驿站"), minutes=minutes)
        assert await disputes(api, manager) != first
        await undo_import(later.batch, now=NOW + timedelta(minutes=minutes + 1))
        assert await disputes(api, manager) == first
    assert (await settle(api, manager, "ours", first["saidAt"])).status_code == 204
    assert await ListDispute.count() == 0


async def test_a_list_that_only_says_otherwise_is_taken_back_too(api, manager, clock):
    both = [await take(row("A1", phone="0731-5"), minutes=minutes) for minutes in (2, 3)]
    assert [(one.added, one.changed, one.batch is None) for one in both] == [(0, 0, False)] * 2
    here = await administrator(clock, phone="13800000007")
    listed = (await api.get("/api/batches", headers=here.headers)).json()["items"][:2]
    assert [(one["id"], one["disputed"], one["within"]) for one in listed] == [
        (one.batch, 1, True) for one in reversed(both)
    ]
    elsewhere = await administrator(clock, "nbs:430111000000", "13800000008")
    for at, one in enumerate(both):
        undo = f"/api/batches/{one.batch}/undoing"
        refused = await api.post(undo, headers=elsewhere.headers)
        assert refused.json()["code"] == "batch_elsewhere"
        done = await api.post(undo, headers=here.headers)
        assert (done.status_code, await marked(api, manager)) == (200, at == 0)


async def test_what_was_disputed_before_each_lists_word_was_kept_still_is(api, manager):
    await take(row("A1", phone="0731-5"), minutes=2)
    told = await disputes(api, manager)
    await run(
        "CREATE TABLE station_dispute AS SELECT station, said_at, batch, facts FROM list_dispute"
    )
    await ListDispute.delete(force=True)
    await step.move()
    await run("DROP TABLE station_dispute")
    assert await disputes(api, manager) == told
