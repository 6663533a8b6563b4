"""What somebody at a desk says by mistake: a confirmation taken back, an answer corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import Confirmation, ReportAnswer


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1"))
    return id_


async def keeper(station, phone="13800000001", now=NOW):
    return await signed_in(phone, HeldRole("manager", Scope("station", station)), now=now)


@pytest.fixture
async def manager(station):
    return await keeper(station)


async def confirm(api, person, station, at):
    url = f"/api/stations/{station}/confirmations/{uuid4()}"
    said = await api.put(url, json={"at": at.isoformat()}, headers=person.headers)
    assert said.status_code == 200, said.text
    return url, said.json()


async def confirmed_at(station):
    [row] = await read_stations(now=NOW, report_hours=6, ids=[station])
    return row.confirmed_at


async def test_a_confirmation_given_by_mistake_gives_way_to_the_one_before(
    api, clock, station, manager
):
    early = NOW - timedelta(hours=3)
    await confirm(api, manager, station, early)
    url, _ = await confirm(api, manager, station, NOW)
    colleague = await keeper(station, "13800000002")
    other = await api.delete(url, headers=colleague.headers)
    assert (other.status_code, other.json()["code"]) == (404, "confirmation_not_found")
    for _ in range(2):
        assert (await api.delete(url, headers=manager.headers)).status_code == 204
    assert await confirmed_at(station) == early
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"][0]
    assert (desk["confirmedAt"], desk["confirmedBy"]) == ("2026-11-23T05:00:00Z", "you")
    # A phone that never heard the first answer sends it again.
    again = await api.put(url, json={"at": NOW.isoformat()}, headers=manager.headers)
    assert again.json() == {"confirmedAt": "2026-11-23T05:00:00Z", "counts": False}
    assert await Confirmation.count() == 2


async def test_it_stays_once_somebody_has_confirmed_again_or_a_day_has_passed(
    api, clock, station, manager
):
    url, _ = await confirm(api, manager, station, NOW)
    clock.now += timedelta(minutes=5)
    colleague = await keeper(station, "13800000002")
    later, _ = await confirm(api, colleague, station, clock.now)
    refused = await api.delete(url, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "confirmation_stays")
    await Confirmation.update({"received_at": clock.now - timedelta(hours=24, minutes=1)}).where(
        Confirmation.account == colleague.account
    )
    refused = await api.delete(later, headers=colleague.headers)
    assert (refused.status_code, refused.json()["facts"]) == (409, {"mostH": 24})
    assert await Confirmation.count().where(Confirmation.withdrawn_at.is_not_null()) == 0


async def test_a_confirmation_that_came_too_late_is_answered_what_stands(api, station, manager):
    """As from a phone whose clock is slow."""
    _, said = await confirm(api, manager, station, NOW)
    assert said == {"confirmedAt": "2026-11-23T08:00:00Z", "counts": True}
    _, slow = await confirm(api, manager, station, NOW - timedelta(hours=2))
    assert slow == {"confirmedAt": "2026-11-23T08:00:00Z", "counts": False}
    await api.patch(f"/api/stations/{station}", json={"address": "新门"}, headers=manager.headers)
    _, before = await confirm(api, manager, station, NOW - timedelta(hours=1))
    assert before == {"confirmedAt": "2026-11-23T08:00:00Z", "counts": False}


async def reported(api, station, rider):
    key = uuid4()
    body = {"station": station, "kind": "crowded", "at": NOW.isoformat()}
    headers = {"X-Device-Key": "1" * 22, **rider.headers}
    made = await api.put(f"/api/reports/{key}", json=body, headers=headers)
    assert made.status_code == 200, made.text
    return key


async def test_an_answer_given_by_mistake_is_corrected_and_the_reporter_hears_it(
    api, clock, station, manager
):
    rider = await signed_in("13800000003", now=NOW)
    key = await reported(api, station, rider)

    async def answer(**said):
        return await api.put(f"/api/reports/{key}/answer", json=said, headers=manager.headers)

    assert (await answer(kind="untrue", words="没有的事")).status_code == 204
    clock.now += timedelta(minutes=5)
    assert (await answer(kind="fixed")).json()["code"] == "report_answered_already"
    differs = await answer(kind="fixed", instead="seen")
    assert (differs.json()["code"], differs.json()["facts"]) == (
        "answer_differs",
        {"kind": "untrue"},
    )
    for _ in range(2):
        assert (await answer(kind="fixed", instead="untrue")).status_code == 204
    receipt = (await api.get(f"/api/reports/{key}", headers=rider.headers)).json()
    assert (receipt["answer"]["kind"], receipt["answer"]["words"]) == ("fixed", "")
    await expanding.expand_due(now=clock.now)
    heard = await run(
        "SELECT campaign.facts FROM notice JOIN campaign ON campaign.id = notice.campaign"
        " WHERE notice.account = {} ORDER BY campaign.id",
        rider.account,
    )
    assert ['"corrected"' in str(row["facts"]) for row in heard][-1]
    shown = (await api.get(f"/api/stations/{station}/answers", headers=manager.headers)).json()
    assert [(one["key"], one["answer"]["kind"]) for one in shown["items"]] == [(str(key), "fixed")]
    assert await ReportAnswer.count() == 1
    await ReportAnswer.update({"answered_at": clock.now - timedelta(days=8)}, force=True)
    late = (await api.get(f"/api/stations/{station}/answers", headers=manager.headers)).json()
    assert late["items"] == []
