"""What was asked for goes a year after its end, or with its person's account."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from tests.cases.makers import (
    WORDS,
    convener,
    hunan,
    moved,
    proposed,
    raised,
    raising,
    rider,
    told_to,
)
from tests.identity.makers import FURONG, SHIZILI, a_counter, acting, kept
from tests.media.pictures import door
from tests.workdays.makers import take_in, whole

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.cases.jobs import forget_cases, recount_due
from xiangyi.features.cases.personal import PERSONAL

YEAR = timedelta(days=365)


async def erased(person, clock) -> None:
    async with atomic():
        await PERSONAL.erase(person.account, clock.now)


async def test_words_and_photo_go_a_year_after_the_end(api, clock, settings):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    photo, picture = uuid4(), BytesIO()
    door().save(picture, "JPEG")
    sent = await api.put(f"/api/photos/{photo}", content=picture.getvalue(), headers=person.headers)
    assert sent.status_code == 200, sent.text
    mine = await raised(api, person, photo=str(photo))
    waiting = await raised(api, person)
    await moved(api, officer, mine["id"], "decline", words="不归这里")
    clock.now += YEAR
    await forget_cases(settings, clock.now)
    assert await kept_words() == {mine["id"], waiting["id"]}
    clock.now += timedelta(hours=1)
    await forget_cases(settings, clock.now)
    assert await kept_words() == {waiting["id"]}
    assert await run("SELECT id FROM photo") == []
    person = await rider(clock)
    # A phone that never heard the first answer is told the same.
    again = await raised(api, person, UUID(mine["id"]), photo=str(photo))
    assert (again["state"], again["words"], again["photo"]) == ("declined", None, None)
    assert again["steps"][0]["words"] == "不归这里"


async def test_an_account_that_goes_takes_its_words_along_and_what_nobody_else_wants(api, clock):
    await hunan()
    person, other = await rider(clock), await rider(clock, "13812340127")
    officer = await convener(clock)
    alone, shared, gathered = [await raised(api, person) for _ in range(3)]
    theirs = await raised(api, other)
    await api.put(f"/api/cases/{shared['id']}/joined", headers=other.headers)
    await api.put(f"/api/cases/{theirs['id']}/joined", headers=person.headers)
    await moved(api, officer, shared["id"], "accept")
    await moved(api, officer, shared["id"], "answer", words="王师傅，划好了")
    await proposed(api, officer, gathered["id"])
    await erased(person, clock)
    assert await kept_words() == {theirs["id"]}
    states = {str(row["id"]): row["state"] for row in await run("SELECT * FROM raised_case")}
    assert states == {
        alone["id"]: "withdrawn",
        shared["id"]: "answered",
        gathered["id"]: "accepted",
        theirs["id"]: "raised",
    }
    assert await run("SELECT id FROM raised_case WHERE account = {}", person.account) == []
    assert await run("SELECT id FROM case_joined WHERE account = {}", person.account) == []
    assert await run("SELECT id FROM case_step WHERE words IS NOT NULL") == []
    seen = (await api.get(f"/api/cases/{shared['id']}", headers=other.headers)).json()
    assert (seen["state"], seen["people"]) == ("answered", 2)
    # The desk goes on with what is left, without a name.
    path = f"/api/desk/cases/{gathered['id']}"
    shown = (await api.get(path, headers=officer.headers)).json()
    assert (shown["words"], shown["raiser"]) == (None, None)


async def test_a_person_carries_off_what_they_asked_for_and_joined(api, clock):
    await hunan()
    person, other = await rider(clock), await rider(clock, "13812340127")
    mine, theirs = await raised(api, person), await raised(api, other)
    await api.put(f"/api/cases/{theirs['id']}/joined", headers=person.headers)
    officer = await convener(clock)
    await moved(api, officer, mine["id"], "decline", words="不归这里")
    own, joined, work = await PERSONAL.export(person.account)
    assert [(row["number"], row["words"], row["answer"]) for row in own.rows] == [
        (mine["number"], WORDS, "不归这里")
    ]
    assert [row["field"] for row in joined.rows] == [theirs["field"]]
    assert list(work.rows) == []
    [*_, work] = await PERSONAL.export(officer.account)
    assert [(row["move"], row["about"]) for row in work.rows] == [("decline", mine["number"])]


async def test_words_lie_sealed(api, clock):
    await hunan()
    officer = await convener(clock)
    mine = await raised(api, await rider(clock))
    await moved(api, officer, mine["id"], "decline", words="不归这里")
    [said] = await run("SELECT words FROM raised_case")
    [answered] = await run("SELECT words FROM case_step")
    assert WORDS.encode() not in said["words"]
    assert "不归这里".encode() not in answered["words"]


async def test_a_clerk_raises_for_somebody_without_a_phone_and_that_is_on_record(api, clock):
    clerk = await a_counter(clock)
    account = await kept(api, clerk)
    headers = acting(clerk, account)
    answer = await api.put(f"/api/cases/{uuid4()}", json=raising(division=SHIZILI), headers=headers)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["mine"], answer.json()["account"]) == (True, account)
    assert (await api.get("/api/me/cases", headers=clerk.headers)).json()["items"] == []
    [listed] = (await api.get("/api/me/cases", headers=headers)).json()["items"]
    assert listed["id"] == answer.json()["id"]
    noted = await run("SELECT acting_for FROM audit_entry WHERE action = 'case.raised'")
    assert [str(row["acting_for"]) for row in noted] == [account]


async def test_what_a_clerk_closes_for_somebody_they_may_still_find_unsolved(api, clock):
    clerk, officer = await a_counter(clock), await convener(clock, FURONG)
    account, id_ = await kept(api, clerk), uuid4()
    headers = acting(clerk, account)
    said = await api.put(f"/api/cases/{id_}", json=raising(division=SHIZILI), headers=headers)
    assert said.status_code == 200, said.text
    await moved(api, officer, str(id_), "accept")
    await moved(api, officer, str(id_), "answer", words="划了三十个车位。")
    closed = await api.put(f"/api/cases/{id_}/solved", headers=headers)
    assert (closed.json()["state"], closed.json()["reopenable"]) == ("closed", True)


async def test_a_provisional_day_is_counted_again_when_the_table_comes(api, clock, settings):
    await hunan()
    # Beyond any table Monday to Friday count; 2026-12-31 is a Thursday.
    clock.now = clock.now.replace(month=12, day=31)
    person = await rider(clock)
    mine = await raised(api, person)
    assert (mine["dueOn"], mine["provisional"]) == ("2027-01-07", True)
    await recount_due(settings, clock.now)
    assert await told_to(api, clock, person) == []
    await take_in(*whole(2026), *whole(2027))
    for _ in range(2):
        await recount_due(settings, clock.now)
    assert await told_to(api, clock, person) == ["case.new_day"]
    [row] = await run("SELECT due_on, provisional FROM raised_case")
    assert str(row["due_on"]) == "2027-01-08"
    assert not row["provisional"]
    assert clock.now.astimezone(SHANGHAI).day == 31


async def kept_words() -> set[str]:
    return {
        str(row["id"]) for row in await run("SELECT id FROM raised_case WHERE words IS NOT NULL")
    }
