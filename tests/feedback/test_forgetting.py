"""What was said goes: a year after its answer, or with its writer's account."""

from datetime import timedelta
from uuid import UUID

from tests.feedback.makers import PROVINCE, holder, hunan, say
from tests.people import signed_in

from xiangyi.core.db import run
from xiangyi.features.feedback.jobs import forget_feedback
from xiangyi.features.feedback.service import forgetting

YEAR = timedelta(days=365)


async def test_words_and_contact_go_a_year_after_the_answer(api, clock, settings):
    await hunan()
    await forget_feedback(settings, clock)
    person = await holder("administrator", PROVINCE, clock)
    mine, waiting = await say(api, contact="138"), await say(api, contact="138")
    await api.put(
        f"/api/feedback/{mine['id']}/answer", json={"answer": "好"}, headers=person.headers
    )
    clock.now += YEAR
    await forget_feedback(settings, clock)
    assert await kept() == {mine["id"], waiting["id"]}
    clock.now += timedelta(hours=2)
    await forget_feedback(settings, clock)
    assert await kept() == {waiting["id"]}
    assert (await api.get(f"/api/feedback/{mine['id']}")).json()["answer"] == "好"
    # A phone that never heard the first answer is told the same.
    assert (await say(api, UUID(mine["id"]), contact="138"))["answer"] == "好"


async def test_an_account_that_goes_takes_its_words_along(api, clock):
    person = await signed_in("13812340126", now=clock.now)
    mine = await say(api, headers=person.headers, contact="13812340126")
    other = await say(api)
    await hunan()
    administrator = await holder("administrator", PROVINCE, clock)
    answer = await api.put(
        f"/api/feedback/{mine['id']}/answer",
        json={"answer": "王师傅，好。"},
        headers=administrator.headers,
    )
    assert answer.status_code == 200, answer.text
    await forgetting.forget_of(person.account, now=clock.now)
    assert await kept() == {other["id"]}
    assert await forgetting.of_account(person.account) == []
    [row] = await run("SELECT account, answer FROM feedback WHERE words IS NULL")
    assert (row["account"], row["answer"]) == (None, None)
    assert (await api.get(f"/api/feedback/{mine['id']}")).status_code == 200


async def test_a_person_is_shown_what_they_said(api, clock):
    person = await signed_in("13812340126", now=clock.now)
    mine = await say(api, headers=person.headers, contact="138")
    [one] = await forgetting.of_account(person.account)
    assert (one["id"], one["contact"], one["answer"]) == (mine["id"], "138", None)


async def kept() -> set[str]:
    rows = await run("SELECT id FROM feedback WHERE words IS NOT NULL AND contact IS NOT NULL")
    bare = await run("SELECT id FROM feedback WHERE words IS NOT NULL")
    return {str(row["id"]) for row in [*rows, *bare]}
