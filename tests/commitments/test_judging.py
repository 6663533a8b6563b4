"""Reported done with proof, it is for those who wanted it to say whether it is solved."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import STREET, holder, proposed, raised, rider, told_to
from tests.commitments.makers import Street, work
from tests.identity.makers import a_counter, acting, kept
from tests.people import granted, signed_in

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.service import deciding
from xiangyi.features.identity.tables import Member
from xiangyi.features.media.tables import Photo


async def test_solved_by_most_of_those_who_said_anything(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    done = await street.reported(id_)
    assert (done["state"], done["judgedUntil"], done["late"]) == ("done", "2026-11-30", False)
    assert "commitment.reported" in await told_to(api, clock, street.people[2])
    for person, solved in zip(street.people, (True, True, False), strict=True):
        assert (await street.judge(id_, person, solved=solved)).json()["mine"] is solved
    await street.later(days=7)
    assert (await street.shown(id_))["state"] == "done"
    await street.later(days=1)
    shown = await street.shown(id_)
    assert (shown["state"], shown["solved"], shown["notSolved"]) == ("solved", 2, 1)
    assert "commitment.solved" in await told_to(api, clock, street.people[2])


async def test_an_answer_changes_until_it_is_counted_and_counts_once(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    early = await street.judge(id_, street.people[0], solved=True)
    assert (early.status_code, early.json()["code"]) == (409, "answers_counted")
    await street.reported(id_)
    for solved in (False, True, True):
        await street.judge(id_, street.people[0], solved=solved)
    await street.later(days=8)
    shown = await street.shown(id_, street.people[0])
    assert (shown["solved"], shown["notSolved"], shown["mine"], shown["may"]) == (1, 0, True, [])
    # Sent again by a phone that heard no answer, it is answered alike; another is too late.
    assert (await street.judge(id_, street.people[0], solved=True)).status_code == 200
    late = await street.judge(id_, street.people[0], solved=False)
    assert late.json()["code"] == "answers_counted"


async def test_only_who_raised_or_joined_is_asked(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    for person in (await rider(clock, "13812340199"), street.convener, street.handler):
        answer = await street.judge(id_, person, solved=True)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_asked")
    assert await run("SELECT id FROM commitment_answer") == []


async def test_who_came_after_the_report_is_not_asked_of_it(api, clock):
    street = await Street(api, clock).begin()
    id_, late = await street.promised(), await rider(clock, "13812340199")
    [case, *_] = await run("SELECT id FROM raised_case ORDER BY id")
    await street.reported(id_)
    clock.now += timedelta(minutes=1)
    joined = await api.put(f"/api/cases/{case['id']}/joined", headers=late.headers)
    assert joined.status_code == 200, joined.text
    assert (await street.shown(id_, late))["may"] == []
    answer = await street.judge(id_, late, solved=True)
    assert (answer.status_code, answer.json()["code"]) == (403, "asked_too_late")
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=8)
    # Of what is reported after they came, they are.
    late = street.back(late)
    await street.reported(id_)
    assert (await street.shown(id_, late))["may"] == ["judge"]
    assert (await street.judge(id_, late, solved=True, turn=2)).status_code == 200


async def test_whose_case_is_gathered_in_after_the_report_is_not_asked_of_it(api, clock):
    street = await Street(api, clock).begin()
    friend = await rider(clock, "13812340199")
    case = (await raised(api, friend))["id"]
    asker = Asker(account=street.convener.account, device=street.convener.device)
    await deciding.put_on_agenda(asker, UUID(street.concern), uuid4(), uuid4(), now=clock.now)
    id_ = await street.promised()
    await street.reported(id_)
    clock.now += timedelta(minutes=1)
    path = f"/api/concerns/{street.concern}/cases/{case}"
    assert (await api.put(path, headers=street.convener.headers)).status_code == 200
    assert (await street.shown(id_, friend))["may"] == []
    assert (await street.judge(id_, friend, solved=True)).json()["code"] == "asked_too_late"


async def test_who_wrote_it_down_says_nothing_of_whether_it_is_solved(api, clock):
    street = await Street(api, clock).begin(gather=False)
    own = (await raised(api, street.convener))["id"]
    street.concern = (await proposed(api, street.convener, own))["id"]
    await street.accept()
    id_ = await street.promised()
    await street.reported(id_)
    assert (await street.shown(id_, street.convener))["may"] == []
    answer = await street.judge(id_, street.convener, solved=True)
    assert answer.json()["code"] == "own_commitment"


async def test_nobody_of_its_owner_says_that_it_is_solved(api, clock):
    street = await Street(api, clock).begin()
    serves, belongs, let_in = street.people
    await granted(serves.account, [_lead_of(street.office)], now=clock.now)
    await _belong(belongs, street.office, clock.now)
    id_ = await street.promised()
    # Whom the owner lets in afterwards has not lost their voice by that.
    await _belong(let_in, street.office, clock.now + timedelta(minutes=1))
    # Nor is a role withdrawn in time for it.
    clock.now += timedelta(minutes=2)
    await run("UPDATE role_grant SET withdrawn_at = {} WHERE role = 'lead'", clock.now)
    await street.reported(id_)
    for person in (serves, belongs):
        assert (await street.shown(id_, person))["may"] == []
        answer = await street.judge(id_, person, solved=True)
        assert (answer.status_code, answer.json()["code"]) == (403, "own_commitment")
    assert (await street.judge(id_, let_in, solved=True)).status_code == 200


async def test_a_clerk_says_what_somebody_told_at_the_counter_who_had_asked_by_then(api, clock):
    street = await Street(api, clock).begin(gather=False)
    await a_counter(clock, STREET)
    both = (_lead_of(street.office), HeldRole("clerk", Scope("division", STREET)))
    clerk = await signed_in("13900000021", both[1], now=clock.now)
    owners = await signed_in("13900000022", *both, now=clock.now)
    early, late = [await kept(api, clerk, division=STREET) for _ in range(2)]
    case = await raised(api, clerk, headers=acting(clerk, early))
    street.concern = (await proposed(api, street.convener, case["id"]))["id"]
    await street.accept()
    id_ = await street.promised()
    await street.reported(id_)
    clock.now += timedelta(minutes=1)
    path = f"/api/cases/{case['id']}/joined"
    assert (await api.put(path, headers=acting(clerk, late))).status_code == 200
    for who, person, code in (
        (clerk, late, "asked_too_late"),
        (owners, early, "own_commitment"),
        (clerk, early, None),
    ):
        told = {"turn": 1, "solved": True}
        answer = await api.put(
            f"/api/commitments/{id_}/answer", json=told, headers=acting(who, person)
        )
        assert answer.json().get("code") == code, answer.text


def _lead_of(office: UUID) -> HeldRole:
    return HeldRole("lead", Scope("organisation", str(office)))


async def _belong(person, office: UUID, since) -> None:
    told = {"organisation": office, "account": person.account, "since_at": since}
    await Member.insert(Member(id=uuid4(), **told))


async def test_not_solved_it_is_reopened_once_and_then_the_supervisors_have_it(api, clock):
    street = await Street(api, clock).begin()
    far = await holder(clock, "supervisor", "nbs:430100000000", "13900000005")
    near = await holder(clock, "supervisor", "nbs:430104000000", "13900000006")
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await street.judge(id_, street.people[1], solved=False)
    await street.later(days=8)
    shown = await street.shown(id_)
    # Half said no. Ten working days from Tuesday, 1 December.
    assert (shown["state"], shown["turn"], shown["dueOn"]) == ("promised", 2, "2026-12-15")
    assert shown["steps"][-1]["move"] == "reopen"
    assert "commitment.reopened_to_you" in await told_to(api, clock, street.handler)
    await street.reported(id_)
    stale = await street.judge(id_, street.people[2], solved=False, turn=1)
    assert stale.json()["code"] == "answers_counted"
    await street.judge(id_, street.people[2], solved=False, turn=2)
    await street.later(days=8)
    shown = await street.shown(id_)
    assert (shown["state"], shown["turn"], shown["overdue"]) == ("supervised", 3, False)
    assert "commitment.supervised" in await told_to(api, clock, street.people[0])
    assert await told_to(api, clock, street.back(near)) == ["commitment.supervised_here"]
    assert await told_to(api, clock, street.back(far)) == []
    # It is still owed, and ends where those who wanted it say so.
    await street.reported(id_)
    await street.judge(id_, street.people[2], solved=True, turn=3)
    await street.later(days=8)
    assert (await street.shown(id_))["state"] == "solved"


async def test_found_unsolved_twice_where_nobody_watches_nobody_is_said_to(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    for turn in (1, 2):
        await street.reported(id_)
        await street.judge(id_, street.people[0], solved=False, turn=turn)
        await street.later(days=8)
    shown = await street.shown(id_)
    assert [step["move"] for step in shown["steps"]][-2:] == ["supervise", "unheard"]
    told = await told_to(api, clock, street.people[0])
    assert ("commitment.unheard" in told, "commitment.supervised" in told) == (True, False)


async def test_where_nobody_says_anything_that_is_what_is_shown(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.later(days=8)
    shown = await street.shown(id_)
    assert (shown["state"], shown["solved"], shown["notSolved"]) == ("unanswered", 0, 0)


async def test_only_its_owner_reports_it_and_never_without_proof(api, clock):
    street = await Street(api, clock).begin()
    id_, step = await street.promised(), uuid4()
    for person in (street.people[0], street.convener):
        assert (await street.move(id_, person)).json()["code"] == "role_missing"
    lacking = await street.move(id_, street.handler, words=" ")
    assert lacking.json()["facts"] == {"field": "words"}
    first = await street.move(id_, street.handler, step=step)
    assert (await street.move(id_, street.handler, step=step)).json() == first.json()
    other = await street.move(id_, street.handler, step=step, words="别的")
    assert other.json()["code"] == "commitment_move_differs"


@pytest.mark.parametrize(("unblurred", "status"), [(False, 200), (True, 422)])
async def test_a_photo_is_proof_where_its_sender_could_blur_it(api, clock, unblurred, status):
    street = await Street(api, clock).begin()
    id_, photo = await street.promised(), uuid4()
    of_nobody = await street.move(id_, street.handler, photo=str(photo))
    assert of_nobody.json()["code"] == "photo_not_found"
    await Photo.insert(
        Photo(
            id=photo,
            account=street.handler.account,
            digest="a" * 32,
            sent_digest="b" * 32,
            width=1,
            height=1,
            sent_at=clock.now,
            unblurred=unblurred,
        )
    )
    answer = await street.move(id_, street.handler, words="", photo=str(photo))
    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.json()["steps"][-1]["picture"] == "a" * 32
        [kept] = await run("SELECT kept_at FROM photo WHERE id = {}", photo)
        assert kept["kept_at"] is not None


async def test_counted_by_two_workers_at_once_it_is_counted_once(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    clock.now += timedelta(days=8)
    await asyncio.gather(work(clock), work(clock))
    steps = await run("SELECT move FROM commitment_step WHERE commitment = {}", UUID(id_))
    assert [row["move"] for row in steps] == ["report", "reopen"]
