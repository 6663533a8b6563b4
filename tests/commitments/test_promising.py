"""What is promised about a concern: by whom, of whom, and who hears of it."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import COUNTY, OTHER, WORDS, convener, handler, office, raised, told_to
from tests.commitments.makers import Street

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.cases.service import deciding, registering
from xiangyi.features.cases.service.registering import Admission

#: What the register of the county has.
MATTER = Admission(
    field="parking",
    title="联系居民",
    division="nbs:430104000000",
    article=7,
    since_on=date(2026, 11, 1),
    until_on=None,
    basis="目录",
)


async def test_promised_about_an_accepted_concern_it_decides_it_and_each_person_hears_once(
    api, clock
):
    street, id_ = await Street(api, clock).begin(), str(uuid4())
    first = await street.promise(id_=id_)
    assert first.status_code == 200, first.text
    assert (await street.promise(id_=id_)).json() == first.json()
    # Ten working days after a Monday.
    assert (first.json()["dueOn"], first.json()["state"]) == ("2026-12-07", "promised")
    concern = (await api.get(f"/api/concerns/{street.concern}")).json()
    assert (concern["state"], concern["steps"][-1]["words"]) == ("decided", first.json()["words"])
    for person in street.people:
        kinds = await told_to(api, clock, person)
        assert kinds == ["case.gathered", "concern.accepted", "concern.decided"]
    assert await told_to(api, clock, street.handler) == ["commitment.yours"]


async def test_of_one_that_a_meeting_decided_everybody_is_told_what_was_promised(api, clock):
    street = await Street(api, clock).begin()
    asker = Asker(account=street.convener.account, device=street.convener.device)
    concern = UUID(street.concern)
    await deciding.put_on_agenda(asker, concern, uuid4(), uuid4(), now=clock.now)
    await deciding.decide(asker, concern, uuid4(), "划车位。", now=clock.now)
    await street.promised()
    assert "commitment.promised" in await told_to(api, clock, street.people[2])
    listed = (await api.get(f"/api/concerns/{street.concern}/commitments")).json()
    assert ([one["organisation"] for one in listed["items"]], listed["may"]) == (["department"], [])


async def test_everybody_reads_it_and_nobody_in_it(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    read = await api.get(f"/api/commitments/{id_}")
    assert (read.status_code, read.json()["may"], read.json()["mine"]) == (200, [], None)
    for secret in (*(str(one.account) for one in (*street.people, street.convener)), WORDS[:8]):
        assert secret not in read.text


async def test_another_under_its_id_is_refused(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    other = await street.promise(id_=id_, words="别的")
    assert (other.status_code, other.json()["code"]) == (409, "commitment_differs")


async def test_nothing_is_promised_before_it_is_accepted_or_where_one_does_not_convene(api, clock):
    street = await Street(api, clock).begin(accepted=False)
    early = await street.promise()
    assert (early.status_code, early.json()["code"]) == (409, "commitment_too_early")
    for person in (street.people[0], street.handler, await convener(clock, OTHER, "13900000009")):
        assert (await street.promise(person)).json()["code"] == "role_missing"
    assert await run("SELECT id FROM commitment") == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": "找李师傅 138 1234 0126"}, "words"),
        ({"organisation": str(UUID(int=1))}, "organisation"),
    ],
    ids=str,
)
async def test_what_everybody_reads_names_nobody_and_somebody_there_owes_it(
    api, clock, changes, field
):
    street = await Street(api, clock).begin()
    answer = await street.promise(**changes)
    assert (answer.status_code, answer.json()["code"]) == (422, "commitment_unusable")
    assert answer.json()["facts"] == {"field": field}


async def test_a_committee_promises_only_what_its_register_has_and_no_complaint(api, clock):
    street = await Street(api, clock).begin()
    committee = str(await office(clock, "committee"))
    refused = await street.promise(organisation=committee)
    assert (refused.json()["code"], refused.json()["facts"]["article"]) == (
        "committee_not_answerable",
        7,
    )
    await registering.register_as_operator(MATTER, now=clock.now)
    # Another matter is not the register's because the concern is called after one that is.
    theirs = UUID(street.concern)
    await run("UPDATE raised_case SET field = 'pay_rights' WHERE concern = {}", theirs)
    refused = await street.promise(organisation=committee)
    assert refused.json()["facts"] == {"article": 7, "reason": "not_registered"}
    await run("UPDATE raised_case SET field = 'parking' WHERE concern = {}", theirs)
    assert (await street.promise(organisation=committee)).status_code == 200
    # One complaint about an authority's work among the cases is enough.
    await run("UPDATE raised_case SET kind = 'complaint' WHERE concern = {}", UUID(street.concern))
    refused = await street.promise(organisation=committee)
    assert refused.json()["facts"] == {"article": 12, "reason": "of_authorities"}


async def test_what_a_committee_must_not_be_asked_is_not_taken_in_where_it_owes_something(
    api, clock
):
    street = await Street(api, clock).begin()
    committee = str(await office(clock, "committee"))
    await registering.register_as_operator(MATTER, now=clock.now)
    await run("UPDATE concern SET state = 'on_agenda' WHERE id = {}", UUID(street.concern))
    id_ = await street.promised(organisation=committee)
    rider = street.people[0]
    complaint = (await raised(api, rider, kind="complaint"))["id"]
    other = (await raised(api, rider, field="pay_rights"))["id"]
    usual = (await raised(api, rider))["id"]

    async def take_in(case: str):
        path = f"/api/concerns/{street.concern}/cases/{case}"
        return await api.put(path, headers=street.convener.headers)

    for case, article, reason in (
        (complaint, 12, "of_authorities"),
        (other, 7, "not_registered"),
    ):
        refused = await take_in(case)
        assert (refused.status_code, refused.json()["code"]) == (422, "committee_not_answerable")
        assert refused.json()["facts"] == {"article": article, "reason": reason}
    assert (await take_in(usual)).status_code == 200
    # Whoever else owes it may be asked.
    await street.move(id_, street.convener, "withdraw", words="换部门来办。")
    assert (await street.promise()).status_code == 200
    assert (await take_in(complaint)).status_code == 200


async def test_nothing_is_promised_for_whom_nobody_would_report_it(api, clock):
    street = await Street(api, clock).begin()
    empty = await office(clock, name="新来的", handled=False)
    refused = await street.promise(organisation=str(empty))
    assert (refused.status_code, refused.json()["code"]) == (422, "handler_missing")
    # A committee is told first what the law says of it.
    committee = await office(clock, "committee", handled=False)
    refused = await street.promise(organisation=str(committee))
    assert refused.json()["code"] == "committee_not_answerable"
    await handler(clock, empty, "13900000051")
    assert (await street.promise(organisation=str(empty))).status_code == 200


async def test_a_convener_withdraws_it_with_a_reason_and_all_are_told(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    assert (await street.move(id_, street.handler, "withdraw")).json()["code"] == "role_missing"
    lacking = await street.move(id_, street.convener, "withdraw", words="")
    assert lacking.json()["facts"] == {"field": "words"}
    done = await street.move(id_, street.convener, "withdraw", words="路年底整修，整修时一起划。")
    assert (done.json()["state"], done.json()["steps"][-1]["words"][:2]) == ("withdrawn", "路年")
    assert "commitment.withdrawn" in await told_to(api, clock, street.people[1])
    assert "commitment.not_yours" in await told_to(api, clock, street.handler)
    again = await street.move(id_, street.handler)
    assert again.json()["code"] == "commitment_move_unfit"


async def test_withdrawn_when_overdue_and_promised_anew_it_is_overdue_still(api, clock):
    street = await Street(api, clock).begin()
    county = await convener(clock, COUNTY, "13900000005")
    id_ = await street.promised()
    await street.later(days=15)
    await street.move(id_, street.convener, "withdraw", words="重新说一遍。")
    told = await told_to(api, clock, street.back(county))
    assert told == ["commitment.withdrawn_below"]
    anew = str(uuid4())
    first = (await street.promise(id_=anew, days=250)).json()
    assert (first["dueOn"], first["days"], first["overdue"]) == ("2026-12-07", 10, True)
    # Sent again, it is answered alike.
    assert (await street.promise(id_=anew, days=250)).json() == first
    await street.later(days=7)
    assert [step["move"] for step in (await street.shown(anew))["steps"]] == ["promise", "climb"]
    # What another organisation promises is its own.
    other = await street.promise(organisation=str(await office(clock, name="别的")))
    assert (other.json()["overdue"], other.json()["days"]) == (False, 10)


async def test_withdrawn_when_reopened_and_promised_anew_it_is_no_first_try(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=8)
    await street.move(id_, street.convener, "withdraw", words="重新说一遍。")
    anew = await street.promised(days=250)
    await street.reported(anew)
    shown = await street.shown(anew)
    assert (shown["turn"], shown["dueOn"]) == (2, "2026-12-15")
    await street.judge(anew, street.people[0], solved=False, turn=2)
    await street.later(days=8)
    assert (await street.shown(anew))["state"] == "supervised"


async def test_withdrawn_and_promised_by_another_organisation_it_is_no_first_try_either(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=8)
    await street.later(days=15)
    assert (await street.shown(id_))["overdue"] is True
    await street.move(id_, street.convener, "withdraw", words="换部门来办。")
    other = await office(clock, name="别的")
    anew = await street.promised(organisation=str(other), days=250)
    first, shown = await street.shown(id_), await street.shown(anew)
    assert (shown["turn"], shown["dueOn"], shown["overdue"]) == (2, first["dueOn"], True)
    # The day that was promised at first stands in its history, and nobody is told it anew.
    assert shown["steps"] == [first["steps"][0] | {"at": shown["promisedAt"]}]
    street.handler = await handler(clock, other, "13900000051")
    await street.reported(anew)
    await street.judge(anew, street.people[0], solved=False, turn=2)
    await street.later(days=8)
    assert (await street.shown(anew))["state"] == "supervised"
    # It has been taken over: what a third one promises besides is its own.
    third = await street.shown(
        await street.promised(organisation=str(await office(clock, name="又一个")))
    )
    assert (third["turn"], third["overdue"]) == (1, False)


async def test_what_is_late_or_done_again_is_withdrawn_before_it_is_promised_anew(api, clock):
    street = await Street(api, clock).begin()
    late = await street.promised()
    await street.later(days=15)
    refused = (await street.promise(days=250)).json()
    assert (refused["code"], refused["facts"]) == ("commitment_pressing", {"rule": "late_stays"})
    # What is another organisation's is its own, and what is said once more is no other.
    assert (await street.promise(id_=late)).status_code == 200
    await street.promised(organisation=str(await office(clock, name="别的")))
    await street.reported(late)
    await street.promised()
    await street.judge(late, street.people[0], solved=False)
    await street.later(days=8)
    assert (await street.promise()).json()["code"] == "commitment_pressing"
    await street.move(late, street.convener, "withdraw", words="重新说一遍。")
    assert (await street.shown(await street.promised()))["turn"] == 2


async def test_withdrawn_in_time_it_is_promised_anew_with_days_of_its_own(api, clock):
    street = await Street(api, clock).begin()
    county = await convener(clock, COUNTY, "13900000005")
    id_ = await street.promised()
    await street.move(id_, street.convener, "withdraw", words="改个说法。")
    anew = await street.shown(await street.promised(days=20))
    assert (anew["days"], anew["dueOn"], anew["turn"]) == (20, "2026-12-21", 1)
    assert await told_to(api, clock, county) == []
    # Put off again, it never is overdue: the level above hears of that too.
    await street.move(anew["id"], street.convener, "withdraw", words="再等等。")
    assert await told_to(api, clock, county) == ["commitment.withdrawn_below"]


async def test_the_desks_of_owner_and_convener_have_it_the_most_overdue_first(api, clock):
    street = await Street(api, clock).begin()
    late, soon = await street.promised(days=20), await street.promised(days=3)
    for person, may in ((street.handler, ["report"]), (street.convener, ["withdraw"])):
        page = await api.get("/api/desk/commitments", headers=person.headers)
        items = page.json()["items"]
        assert [(one["id"], one["may"]) for one in items] == [(soon, may), (late, may)]
    elsewhere = await handler(clock, await office(clock, name="别处"), "13900000008")
    page = await api.get("/api/desk/commitments", headers=elsewhere.headers)
    assert page.json()["items"] == []
    await street.move(soon, street.convener, "withdraw")
    ended = {"state": "ended"}
    page = await api.get("/api/desk/commitments", params=ended, headers=street.convener.headers)
    assert [one["id"] for one in page.json()["items"]] == [soon]


async def test_a_case_raised_later_waits_for_another_answer(api, clock):
    street = await Street(api, clock).begin()
    await street.promised()
    late = await raised(api, street.people[0])
    assert late["state"] == "raised"
    states = await run("SELECT state FROM raised_case WHERE concern IS NOT NULL")
    assert {row["state"] for row in states} == {"answered"}
