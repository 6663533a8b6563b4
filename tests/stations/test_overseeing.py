"""What a supervisor sees: due, doubted and unanswered, by division, and for a spreadsheet."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from tests.people import signed_in
from tests.stations.makers import facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.service import live
from xiangyi.features.stations.tables import Report, Station

CHANGSHA, YUELU, XIANGTAN = "nbs:430100000000", "nbs:430104000000", "nbs:430300000000"


@pytest.fixture
async def stations(db, clock):
    """Confirmed today, five days ago, never, and one in another prefecture; the first is locked."""
    await make_divisions()
    fresh, stale, never, other = await make_stations(
        facts("1", name="=新站", lon=112.95),
        facts("2", lon=112.96),
        facts("3", lon=112.97, division="nbs:430104001001"),
        facts("4", division="nbs:430304001000", lon=112.96, lat=27.87),
    )
    now = clock()
    await live.hear(
        [
            live.Confirmed(fresh, now - timedelta(hours=3)),
            live.Confirmed(stale, now - timedelta(days=5)),
        ],
        now=now,
    )
    for network in (b"one", b"other"):
        await Report.insert(
            Report(
                station=fresh,
                kind="locked",
                reported_at=now - timedelta(hours=1),
                key=uuid4(),
                device=network,
                network=network,
                settled=True,
            )
        )
    return fresh, stale, never, other


@pytest.fixture
async def look(api, clock):
    """As the supervisor of the prefecture."""
    role = HeldRole("supervisor", Scope("division", CHANGSHA))
    person = await signed_in("13800000009", role, now=clock())

    async def looking(**query):
        return (await api.get("/api/oversight", params=query, headers=person.headers)).json()

    return looking


async def test_a_place_is_counted_with_what_lies_below_it(stations, look):
    told = await look()
    counts = {"stations": 3, "due": 2, "never": 1, "unconfirmed": 1, "reported": 1}
    assert (told["key"], told["name"], told["counts"]) == (CHANGSHA, "长沙市", counts)
    [yuelu] = told["below"]
    assert (yuelu["key"], yuelu["name"], yuelu["counts"]) == (YUELU, "岳麓区", counts)
    assert (round(yuelu["lon"], 6), yuelu["lat"]) == (112.96, 28.2)
    assert (told["above"], [one["key"] for one in told["tops"]]) == (None, [CHANGSHA])
    deeper = await look(division=YUELU)
    assert (deeper["key"], deeper["above"]) == (YUELU, CHANGSHA)
    assert [one["counts"]["stations"] for one in deeper["below"]] == [3]


async def test_what_was_confirmed_before_it_changed_is_due_but_was_not_never_confirmed(
    stations, look, clock
):
    fresh, *_ = stations
    await Station.update({Station.posted_at: clock()}).where(Station.id == fresh)
    counts = (await look())["counts"]
    assert (counts["due"], counts["never"]) == (3, 1)


async def test_each_concern_has_its_stations_a_page_at_a_time(stations, look):
    fresh, stale, never, _ = stations
    first = await look(limit=2)
    assert ([one["id"] for one in first["items"]], first["next"]) == ([never, stale], 2)
    second = await look(limit=2, page=2)
    [last] = second["items"]
    assert (last["id"], second["next"]) == (fresh, None)
    assert (last["due"], last["unconfirmed"], last["waiting"]) == (False, True, 2)
    assert [one["id"] for one in (await look(concern="due"))["items"]] == [never, stale]
    for concern in ("unconfirmed", "reported"):
        told = await look(concern=concern)
        assert [one["id"] for one in told["items"]] == [fresh]


async def test_whoever_waits_is_counted_and_can_be_answered(stations, look, api, clock):
    """Of a demonstration too, whose riders have no phone."""
    fresh, stale, never, _ = stations
    now = clock()
    await live.hear([live.Reported(never, now, "crowded") for _ in range(3)], now=now)
    roles = [HeldRole("manager", Scope("station", one)) for one in (fresh, stale, never)]
    person = await signed_in("13800000001", *roles, now=now)
    desk = (await api.get("/api/desk/stations", headers=person.headers)).json()
    waiting = {one["id"]: one["waiting"] for one in desk["items"]}
    assert waiting == {fresh: 2, stale: 0, never: 3}
    told = await look(concern="reported")
    assert {one["id"]: one["waiting"] for one in told["items"]} == {fresh: 2, never: 3}
    assert told["counts"]["reported"] == 2
    url = f"/api/stations/{never}/reports"
    for one in (await api.get(url, headers=person.headers)).json()["items"]:
        said = {"kind": "seen"}
        answer = f"/api/reports/{one['key']}/answer"
        assert (await api.put(answer, json=said, headers=person.headers)).status_code == 204
    assert (await look())["counts"]["reported"] == 1


async def test_nobody_looks_beyond_their_own_place(api, clock, stations):
    """Not even at what lies above."""
    scope = HeldRole("supervisor", Scope("division", YUELU))
    person = await signed_in("13800000001", scope, now=clock())
    for division in (CHANGSHA, XIANGTAN):
        query = {"division": division}
        answer = await api.get("/api/oversight", params=query, headers=person.headers)
        assert answer.json()["code"] == "role_missing"
    rider = await signed_in("13800000002", now=clock())
    assert (await api.get("/api/oversight", headers=rider.headers)).status_code == 403


async def test_it_is_taken_to_a_spreadsheet_without_formulas(api, clock, stations):
    scope = HeldRole("administrator", Scope("division", CHANGSHA))
    person = await signed_in("13800000001", scope, now=clock())
    query = {"division": CHANGSHA, "format": "csv"}
    answer = await api.get("/api/oversight/export", params=query, headers=person.headers)
    above, head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert above == "驿站情况：长沙市，全部，3 处（2026-11-23 16:00）"
    assert head.startswith("驿站,编号,区划,上次确认")
    assert head.endswith(",经度（WGS84）,纬度（WGS84）")
    assert [row.split(",")[0] for row in rows][-1] == "'=新站"
    assert rows[-1].endswith(",是,2,112.950000,28.200000")
    answer = await api.get(
        "/api/oversight/export", params=query | {"format": "xlsx"}, headers=person.headers
    )
    named = 'filename="stations-430100000000-2026-11-23.xlsx"'
    assert answer.headers["content-disposition"].endswith(named)
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["A1"].value == above
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[2]}
    assert all(width >= 2 * len(head) for head, width in widths.items())
    assert (widths["驿站"] > widths["编号"], sheet.title) == (True, "全部")
    for lon, lat in sheet.iter_rows(min_row=3, min_col=8):
        assert (lon.data_type, lat.data_type, lat.value) == ("n", "n", 28.2)
        assert lon.number_format == "0.000000"
    assert [row[0] for row in sheet.iter_rows(min_row=3, min_col=8, values_only=True)] == [
        *(112.97, 112.96, 112.95),
    ]
    due = await api.get(
        "/api/oversight/export", params=query | {"concern": "due"}, headers=person.headers
    )
    above, _, *rows = due.content.decode("utf-8-sig").splitlines()
    assert above == "驿站情况：长沙市，太久没确认，2 处（2026-11-23 16:00）"
    assert "新站" not in "".join(rows)
