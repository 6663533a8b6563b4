"""The demonstration's convener has called people together, and a second person is waited for."""

from collections import Counter
from datetime import timedelta

from xiangyi.core.db import run
from xiangyi.demo import meetings, people


async def told(clock):
    await meetings.load(await people.member("convener"), now=clock())


async def test_a_visitor_finds_meetings_of_all_forms_and_what_became_of_them(client, clock):
    await told(clock)
    listed = (await client.get("/api/consultations")).json()["consultations"]
    assert {one["form"] for one in listed} == {"talk", "council", "courtyard", "building"}
    states = Counter("over" if one["endsAt"] < clock().isoformat() else "ahead" for one in listed)
    assert states == {"ahead": 5, "over": 1}
    assert [one["reason"] for one in listed if one["cancelledAt"]] == ["会场那天停电，另定时间。"]
    [moved] = [one for one in listed if one["changedAt"]]
    assert moved["stationName"] == "溁湾镇社区党群服务中心"
    assert [one["what"] for one in moved["changes"]] == ["time"]


async def test_for_one_of_them_more_have_said_so_than_there_is_room_for(client, clock):
    await told(clock)
    listed = (await client.get("/api/consultations")).json()["consultations"]
    counted = []
    for one in listed:
        seats = (await client.get(f"/api/consultations/{one['id']}")).json()["seats"]
        counted += [(seats["all"], seats["taken"], seats["waiting"])] if seats else []
    assert sorted(counted) == [(12, 12, 3), (24, 9, 0)]


async def test_as_many_as_its_record_says_have_signed_for_whom_they_came(client, clock):
    await told(clock)
    listed = (await client.get("/api/consultations")).json()["consultations"]
    [over] = [one["id"] for one in listed if one["endsAt"] < clock().isoformat()]
    record = (await client.get(f"/api/consultations/{over}/record")).json()
    there = {one["kind"]: one["people"] for one in record["words"]["attended"]}
    assert there == {"riders": 9, "platform": 2, "association": 1, "street": 3}
    assert {one["kind"]: one["people"] for one in record["parties"] if one["people"]} == there
    assert (record["present"], record["onPaper"]) == (0, sum(there.values()))


async def test_the_administrator_is_the_second_person_for_what_goes_to_the_whole_street(
    client, clock
):
    await told(clock)
    became = (await client.post("/api/demo/cast/administrator")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    desk = (await client.get("/api/desk/consultations", headers=headers)).json()["consultations"]
    [waiting] = [one for one in desk if one["yoursToApprove"]]
    assert (waiting["form"], waiting["state"]) == ("hearing", "waiting")


async def test_told_again_that_week_nobody_is_called_twice_and_the_next_week_anew(demo, clock):
    async def count():
        [row] = await run("SELECT count(*) AS meetings FROM consultation")
        return row["meetings"]

    await told(clock)
    assert await count() == 7
    await told(clock)
    assert await count() == 7
    await meetings.load(await people.member("convener"), now=clock() + timedelta(days=7))
    assert await count() == 14


async def test_whoever_has_answered_in_the_story_has_seen_what_they_were_told(demo, clock):
    await told(clock)
    unseen = await run(
        "SELECT notice.id FROM consultation_answer"
        " JOIN consultation_campaign ON consultation_campaign.consultation"
        " = consultation_answer.consultation AND consultation_campaign.kind = 'announced'"
        " JOIN notice ON notice.campaign = consultation_campaign.campaign"
        " AND notice.account = consultation_answer.account WHERE notice.seen_at IS NULL"
    )
    assert unseen == []
    [gates] = await run(
        "SELECT count(notice.seen_at) AS seen FROM notice"
        " JOIN campaign ON campaign.id = notice.campaign"
        " JOIN consultation ON campaign.thread = 'consultation/' || CAST(consultation.id AS TEXT)"
        " WHERE consultation.title = '外卖车进小区难、取餐停车难'"
    )
    assert gates["seen"] == 10
