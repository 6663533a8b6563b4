"""Whoever raised a case by itself says that it is not solved: done again once, then watched."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from tests.cases.makers import (
    CITY,
    COUNTY,
    convener,
    handler,
    holder,
    hunan,
    moved,
    office,
    raised,
    rider,
    told_to,
)
from tests.commitments.makers import WORDS, Street
from tests.workdays.makers import take_in, whole

from xiangyi.core.db import run
from xiangyi.features.cases.jobs import forget_cases
from xiangyi.features.cases.personal import PERSONAL
from xiangyi.features.cases.service import recounting
from xiangyi.features.cases.tables import CaseJoined
from xiangyi.settings import Settings

MISSING = "灯装了，可是不亮，打 13812340199 问我。"


class Asked:
    """A demand that was assigned and answered, once or again."""

    def __init__(self, api, clock) -> None:
        self.api, self.clock = api, clock

    async def begin(self) -> "Asked":
        await hunan()
        await take_in(*whole(2026))
        self.rider, self.officer = await rider(self.clock), await convener(self.clock)
        self.other = await rider(self.clock, "13812340129")
        self.office = await office(self.clock)
        self.works = await handler(self.clock, self.office)
        self.id = (await raised(self.api, self.rider))["id"]
        await self.api.put(f"/api/cases/{self.id}/joined", headers=self.other.headers)
        await moved(self.api, self.officer, self.id, "accept")
        await moved(self.api, self.officer, self.id, "assign", organisation=str(self.office))
        await self.answered()
        return self

    async def answered(self) -> None:
        await moved(self.api, self.works, self.id, "answer", words="装好了。")

    async def say(self, words="", who=None, step=None):
        person = who or self.rider
        path = f"/api/cases/{self.id}/unsolved/{step or uuid4()}"
        return await self.api.put(path, json={"words": words}, headers=person.headers)

    async def seen(self, who=None) -> dict:
        path = f"/api/cases/{self.id}"
        return (await self.api.get(path, headers=(who or self.rider).headers)).json()

    async def told(self, *people) -> list[set[str]]:
        return [set(await told_to(self.api, self.clock, person)) for person in people]


async def test_not_solved_it_is_done_again_once_and_then_the_supervisors_have_it(api, clock):
    asked = await Asked(api, clock).begin()
    county = await holder(clock, "supervisor", COUNTY, "13900000031")
    city = await holder(clock, "supervisor", CITY, "13900000032")
    again = (await asked.say(MISSING)).json()
    # Five working days after the Monday on which it was said.
    assert (again["state"], again["dueOn"], again["reopenable"]) == (
        "reopened",
        "2026-11-30",
        False,
    )
    assert again["steps"][-1]["words"] == MISSING
    works, officer, other, upper = await asked.told(asked.works, asked.officer, asked.other, county)
    assert "case.reopened_to_you" in works
    assert (officer, upper) == ({"case.reopened_here"}, set())
    assert "case.reopened" in other
    path = f"/api/desk/cases/{asked.id}"
    owed = (await api.get(path, headers=asked.works.headers)).json()
    assert (owed["may"], owed["steps"][-1]["words"]) == (["answer"], MISSING)

    await asked.answered()
    watched = (await asked.say()).json()
    assert watched["state"] == "supervised"
    works, officer, upper, far = await asked.told(asked.works, asked.officer, county, city)
    assert "case.supervised_to_you" in works
    assert "case.supervised_here" in officer
    assert (upper, far) == ({"case.supervised_here"}, set())
    # It is owed still, and ends with the word of whoever raised it.
    await asked.answered()
    solved = await api.put(f"/api/cases/{asked.id}/solved", headers=asked.rider.headers)
    assert (solved.json()["state"], solved.json()["reopenable"]) == ("closed", False)
    # Who wanted it too hears of that, once; whoever said it does not.
    await api.put(f"/api/cases/{asked.id}/solved", headers=asked.rider.headers)
    heard = await told_to(api, clock, asked.other)
    assert heard.count("case.solved") == 1
    assert "case.solved" not in await told_to(api, clock, asked.rider)
    assert (await asked.say()).json()["facts"] == {"state": "closed", "rule": "steps"}


async def test_said_twice_because_an_answer_was_lost_it_is_said_once(api, clock):
    asked, step = await Asked(api, clock).begin(), uuid4()
    both = await asyncio.gather(*(asked.say(MISSING, step=step) for _ in range(2)))
    assert [one.json()["state"] for one in both] == ["reopened", "reopened"]
    await asked.answered()
    late = await asked.say(MISSING, step=step)
    assert (late.status_code, late.json()["state"]) == (200, "answered")
    other = await asked.say("别的", step=step)
    assert other.json()["code"] == "case_move_differs"
    steps = await run("SELECT move FROM case_step WHERE move IN ('reopen', 'supervise')")
    assert [row["move"] for row in steps] == ["reopen"]


async def test_a_desk_that_closes_at_once_takes_nobody_the_word(api, clock):
    asked = await Asked(api, clock).begin()
    await moved(api, asked.officer, asked.id, "close")
    assert (await asked.seen())["reopenable"]
    assert (await asked.say()).json()["state"] == "reopened"
    [row] = await run("SELECT ended_at FROM raised_case")
    assert row["ended_at"] is None
    for what in ("decline", "send_elsewhere"):
        told = {"words": "办不了"} if what == "decline" else {"channel": "12345"}
        path = f"/api/desk/cases/{asked.id}/moves/{uuid4()}"
        refused = await api.put(path, json={"move": what} | told, headers=asked.officer.headers)
        assert refused.json()["code"] == "case_move_unfit"


async def test_only_who_wanted_it_says_so_and_only_of_an_answer(api, clock):
    asked = await Asked(api, clock).begin()
    for person in (asked.officer, asked.works):
        assert (await asked.say(who=person)).json()["code"] == "case_not_found"
    # Who wants it only since the answer, as one could while it was promised, waits for another.
    late = await rider(clock, "13812340130")
    clock.now += timedelta(minutes=1)
    refused = await api.put(f"/api/cases/{asked.id}/joined", headers=late.headers)
    assert refused.json()["code"] == "case_over"
    await CaseJoined.insert(
        CaseJoined(case_id=UUID(asked.id), account=late.account, joined_at=clock.now)
    )
    assert not (await asked.seen(late))["reopenable"]
    assert (await asked.say(who=late)).json()["code"] == "case_move_unfit"
    await asked.say(MISSING)
    # Whoever joined reads that it is not solved, and none of what another wrote.
    assert (await asked.seen(asked.other))["steps"][-1]["words"] is None
    assert (await asked.say()).json()["code"] == "case_move_unfit"


async def test_who_joined_it_is_heard_as_who_raised_it_also_once_that_person_closed_it(api, clock):
    asked, step = await Asked(api, clock).begin(), uuid4()
    await api.put(f"/api/cases/{asked.id}/solved", headers=asked.rider.headers)
    seen = await asked.seen(asked.other)
    assert (seen["state"], seen["closable"], seen["reopenable"]) == ("closed", False, True)
    assert not (await asked.seen())["reopenable"]
    # It is theirs to say; what they write besides lies with nobody.
    for _ in range(2):
        said = await asked.say(MISSING, who=asked.other, step=step)
        assert (said.status_code, said.json()["state"]) == (200, "reopened")
    assert await run("SELECT 1 FROM case_step WHERE move = 'reopen' AND words IS NOT NULL") == []
    # To close it is of whoever raised it, as long as that person is there.
    await asked.answered()
    path = f"/api/cases/{asked.id}/solved"
    refused = await api.put(path, headers=asked.other.headers)
    assert refused.json()["code"] == "case_not_found"
    assert (await asked.say(who=asked.other)).json()["state"] == "supervised"


async def test_whose_raiser_is_erased_is_closed_or_found_unsolved_by_who_joined(api, clock):
    asked = await Asked(api, clock).begin()
    await PERSONAL.erase(asked.rider.account, clock.now)
    seen = await asked.seen(asked.other)
    assert (seen["state"], seen["closable"], seen["reopenable"]) == ("answered", True, True)
    assert (await asked.say(who=asked.other)).json()["state"] == "reopened"
    path = f"/api/cases/{asked.id}/solved"
    early = await api.put(path, headers=asked.other.headers)
    assert early.json()["code"] == "case_move_unfit"
    await asked.answered()
    for _ in range(2):
        done = await api.put(path, headers=asked.other.headers)
        assert (done.status_code, done.json()["state"]) == (200, "closed")


async def test_where_no_supervisor_is_there_administrators_have_what_is_not_solved_twice(
    api, clock
):
    asked = await Asked(api, clock).begin()
    admin = await holder(clock, "administrator", COUNTY, "13900000042")
    await asked.say()
    await asked.answered()
    await asked.say()
    assert await told_to(api, clock, admin) == ["case.supervised_here"]


async def test_a_company_reads_what_is_missing_without_the_person(api, clock):
    asked = await Asked(api, clock).begin()
    company = await office(clock, "platform_company")
    works = await handler(clock, company, "13900000041")
    await asked.say()
    await moved(api, asked.officer, asked.id, "assign", organisation=str(company))
    await moved(api, works, asked.id, "answer", words="补好了。")
    await asked.say(MISSING)
    shown = (await api.get(f"/api/desk/cases/{asked.id}", headers=works.headers)).json()
    assert shown["state"] == "supervised"
    assert shown["steps"][-1]["words"] == "灯装了，可是不亮，打 ＊＊ 问我。"


async def test_what_is_promised_about_its_concern_is_asked_about_there(api, clock):
    street = await Street(api, clock).begin()
    [case] = [
        row["id"]
        for row in await run("SELECT id, account FROM raised_case")
        if str(row["account"]) == str(street.people[0].account)
    ]
    path = f"/api/cases/{case}/unsolved/{uuid4()}"
    id_ = await street.promised()
    refused = await api.put(path, json={}, headers=street.people[0].headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "case_judged_in_concern")
    # The page is told so before anybody asks.
    seen = (await api.get(f"/api/cases/{case}", headers=street.people[0].headers)).json()
    told = {"id": id_, "words": WORDS, "dueOn": "2026-12-07", "state": "promised"}
    assert (seen["state"], seen["judgedIn"], seen["reopenable"]) == ("answered", told, False)
    assert refused.json()["facts"] == {"concern": street.concern, "rule": "who_asked_says"}
    # Nor do they end on a promise what is asked once that is done.
    for _ in range(2):
        ended = await api.put(f"/api/cases/{case}/solved", headers=street.people[0].headers)
        assert (ended.status_code, ended.json()["code"]) == (409, "case_judged_in_concern")
        assert ended.json()["facts"] == {"concern": street.concern, "rule": "who_asked_says"}
    # Taken back, nothing is promised, and the answer is all that they have.
    await street.move(id_, street.convener, "withdraw", words="办不了。")
    said = await api.put(path, json={}, headers=street.people[0].headers)
    assert said.json()["state"] == "reopened"


async def test_who_found_it_solved_before_anything_was_promised_stays_by_that(api, clock):
    street = await Street(api, clock).begin()
    # A meeting decided it, and nothing was promised yet.
    await run("UPDATE raised_case SET state = 'answered'")
    await run("UPDATE concern SET state = 'decided'")
    rider = street.people[0]
    [mine] = (await api.get("/api/me/cases", headers=rider.headers)).json()["items"]
    path = f"/api/cases/{mine['id']}/solved"
    assert (await api.put(path, headers=rider.headers)).json()["state"] == "closed"
    await street.promised()
    # Sent again, since the answer was lost, it is answered alike.
    again = await api.put(path, headers=rider.headers)
    assert (again.status_code, again.json()["state"]) == (200, "closed")


async def test_its_new_day_is_counted_anew_from_when_it_was_said(api, clock):
    asked = await Asked(api, clock).begin()
    clock.now += timedelta(days=36)
    asked.rider = await rider(clock)
    late = (await asked.say()).json()
    assert (late["dueOn"], late["provisional"]) == ("2027-01-05", True)
    await take_in(*whole(2027))
    await recounting.recount(now=clock.now)
    assert (await asked.seen())["provisional"] is False
    assert (await asked.seen())["dueOn"] >= "2027-01-05"


async def test_what_is_missing_is_theirs_to_have_and_goes_with_it(api, clock):
    asked = await Asked(api, clock).begin()
    await asked.say(MISSING)
    [row] = (await PERSONAL.export(asked.rider.account))[0].rows
    assert MISSING in row["words"]
    assert row["answer"] == "装好了。"
    await asked.answered()
    await moved(api, asked.officer, asked.id, "close")
    clock.now += timedelta(days=366)
    await forget_cases(Settings(), clock.now)
    asked.rider = await rider(clock)
    assert not (await asked.seen())["reopenable"]
    assert (await asked.say()).json()["code"] == "case_move_unfit"
    rows = await run("SELECT move FROM case_step WHERE words IS NOT NULL AND move <> 'answer'")
    assert rows == []
