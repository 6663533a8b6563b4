"""Who cannot come leaves what they want said; the convener reads it without their name."""

from datetime import timedelta

import pytest
from tests.consultations.makers import ENDS, STARTS, announced
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import forget_delegates
from xiangyi.features.consultations.personal import PERSONAL

WORDS = "夜里没灯，\n先把灯修好。"
HERE = Scope("division", STREET)


@pytest.fixture
async def met(api, clock, db):
    """A meeting, its convener, and who cannot come."""
    await ground()
    convener = await signed_in("13800000091", HeldRole("convener", HERE), now=clock.now)
    resident = await signed_in("13800000001", now=clock.now)
    await api.patch("/api/me", json={"home": STREET}, headers=resident.headers)
    return await announced(api, convener), convener, resident


async def answer(api, who, id_, answer="not_coming", **more):
    return await api.put(
        f"/api/consultations/{id_}/answer", json={"answer": answer} | more, headers=who.headers
    )


async def views(api, who, id_):
    reply = await api.get(f"/api/desk/consultations/{id_}/views", headers=who.headers)
    return [one["words"] for one in reply.json()["views"]] if reply.is_success else reply.json()


async def counted(api, convener, id_):
    reply = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    return reply.json()["answers"]["views"]


async def test_a_convener_reads_it_beforehand_and_not_whose_it_is(api, clock, met):
    id_, convener, resident = met
    for _ in ("once", "and again"):
        said = await answer(api, resident, id_, view=f" {WORDS} ")
        assert said.json()["view"] == WORDS
    assert (await counted(api, convener, id_), await views(api, convener, id_)) == (1, [WORDS])
    shown = await api.get(f"/api/consultations/{id_}", headers=resident.headers)
    assert shown.json()["mine"]["view"] == WORDS
    reply = await api.get(f"/api/desk/consultations/{id_}/views", headers=convener.headers)
    assert set(reply.json()["views"][0]) == {"words", "saidAt"}
    [row] = await run("SELECT view FROM consultation_answer")
    assert "夜里".encode() not in bytes(row["view"])
    assert (await views(api, resident, id_))["code"] == "role_missing"
    looks = await run("SELECT count(*) AS n FROM audit_entry WHERE action LIKE '%views_read'")
    assert looks[0]["n"] == 2


@pytest.mark.parametrize("kind", ["coming", "sending"])
async def test_who_comes_after_all_says_it_there(api, met, kind):
    id_, convener, resident = met
    await answer(api, resident, id_, view=WORDS)
    said = await answer(api, resident, id_, kind, view=WORDS, delegate="李师傅")
    assert said.json()["view"] == ""
    assert (await counted(api, convener, id_), await views(api, convener, id_)) == (0, [])


async def test_what_would_not_show_or_is_too_long_is_refused(api, met):
    id_, _, resident = met
    hidden = await answer(api, resident, id_, view="好\u202e的")
    assert (hidden.json()["code"], hidden.json()["facts"]) == (
        "consultation_unusable",
        {"field": "view"},
    )
    assert (await answer(api, resident, id_, view="好" * 501)).status_code in {400, 422}


async def test_it_goes_a_month_after_and_with_whoever_said_it(api, clock, settings, met):
    id_, convener, resident = met
    await answer(api, resident, id_, view=WORDS)
    await forget_delegates(settings, ENDS + timedelta(days=29))
    assert await views(api, convener, id_) == [WORDS]
    await forget_delegates(settings, ENDS + timedelta(days=31))
    assert await views(api, convener, id_) == []
    await answer(api, resident, id_, view=WORDS)
    told = next(one for one in await PERSONAL.export(resident.account) if "answers" in one.name)
    assert told.rows[0]["view"] == WORDS
    await PERSONAL.erase(resident.account, STARTS)
    assert await views(api, convener, id_) == []
