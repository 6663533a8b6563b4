"""The desk says what whoever looks may do with a meeting; everything else would be refused."""

from datetime import timedelta

import pytest
from tests.consultations.makers import announce, announced, drafted, facts
from tests.notifications.makers import crowd, person
from tests.people import CHANGSHA, FURONG, STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run

HERE = HeldRole("convener", Scope("division", STREET))
ABOVE = HeldRole("convener", Scope("division", CHANGSHA))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def cast(clock):
    """Who called people of all Changsha to this street, who convenes there alone, and others."""
    roles = {
        "caller": ABOVE,
        "near": HERE,
        "supervisor": HeldRole("supervisor", Scope("division", FURONG)),
        "administrator": HeldRole("administrator", Scope("division", CHANGSHA)),
    }
    return {
        name: await signed_in(f"1380000009{at}", role, now=clock.now)
        for at, (name, role) in enumerate(roles.items())
    }


WIDE = {"invited": {"division": CHANGSHA}}


async def may(api, who, id_: str) -> set[str]:
    answer = await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)
    return set(answer.json()["may"])


async def test_a_draft_is_changed_by_whoever_could_call_all_of_them(api, clock, cast):
    await person("13800000001", clock)
    id_ = await drafted(api, cast["caller"], **WIDE)
    found = {name: await may(api, who, id_) for name, who in cast.items()}
    assert found == {
        "caller": {"see_answers", "change", "delete", "announce"},
        "near": {"see_answers"},
        "supervisor": set(),
        "administrator": {"see_answers"},
    }


async def test_what_is_not_offered_is_refused(api, clock, cast):
    """Each move of one who convenes where people meet, and not where all of them live."""
    await person("13800000001", clock)
    near = cast["near"]
    draft = await drafted(api, cast["caller"], **WIDE)
    out = await announced(api, cast["caller"], **WIDE)
    assert await may(api, near, out) == {"see_answers", "print"}
    assert await may(api, cast["caller"], out) == {"see_answers", "print", "change", "cancel"}
    moved = facts(**WIDE, title="改个题目")
    for id_, method, what, body in (
        (draft, "PUT", "", {"facts": moved, "basedOn": 1}),
        (draft, "PUT", "/announcement", {"basedOn": 1}),
        (draft, "DELETE", "", None),
        (out, "PUT", "/cancellation", {"cause": "weather"}),
    ):
        path = f"/api/consultations/{id_}{what}"
        answer = await api.request(method, path, json=body, headers=near.headers)
        assert answer.json()["code"] == "audience_not_yours"


async def test_what_waits_is_approved_by_another_and_taken_back_by_who_sent_it(api, clock, cast):
    await crowd(51, clock)
    id_ = await drafted(api, cast["caller"], **WIDE)
    await announce(api, cast["caller"], id_)
    found = {name: await may(api, who, id_) for name, who in cast.items()}
    assert found == {
        "caller": {"see_answers", "withdraw"},
        "near": {"see_answers"},
        "supervisor": set(),
        "administrator": {"see_answers", "approve", "send_back"},
    }


async def test_what_goes_out_later_is_taken_back_and_what_has_begun_is_left_alone(api, clock, cast):
    await person("13800000001", clock)
    caller = cast["caller"]
    id_ = await drafted(api, caller)
    await announce(api, caller, id_, sendAt=(clock.now + timedelta(minutes=5)).isoformat())
    assert await may(api, caller, id_) == {"see_answers", "change", "withdraw"}
    clock.now += timedelta(minutes=5)
    assert await may(api, caller, id_) == {"see_answers", "print", "change", "cancel"}
    await run("UPDATE consultation SET starts_at = {}", clock.now)
    assert await may(api, caller, id_) == {"see_answers"}
