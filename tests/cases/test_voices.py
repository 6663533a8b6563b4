"""What is said instead of written: the street hears it, and neither who handles it nor joiners."""

import os
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    convener,
    handler,
    holder,
    hunan,
    moved,
    office,
    raised,
    raising,
    rider,
)
from tests.media.voices import webm

from xiangyi.core.db import atomic, run
from xiangyi.features.cases.jobs import forget_cases
from xiangyi.features.cases.personal import PERSONAL as CASES
from xiangyi.features.media.jobs import sweep_voices
from xiangyi.features.media.personal import PERSONAL as MEDIA

SAID = webm()


async def said(api, person) -> str:
    id_ = str(uuid4())
    sent = await api.put(f"/api/voices/{id_}", content=SAID, headers=person.headers)
    assert sent.status_code == 200, sent.text
    return id_


async def case_said(api, person, **more):
    return await raised(api, person, words="", voice=await said(api, person), **more)


async def heard(api, person, case: str):
    return await api.get(f"/api/desk/cases/{case}/voice", headers=person.headers)


async def test_a_voice_is_enough_and_the_street_hears_it(api, clock):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    mine = await case_said(api, person)
    assert (mine["words"], mine["photo"], bool(mine["voice"])) == ("", None, True)
    read = await api.get(f"/api/desk/cases/{mine['id']}", headers=officer.headers)
    assert (read.json()["words"], read.json()["voice"]) == ("", "heard")
    for hears in (officer, await holder(clock, "supervisor", COUNTY, "13900000021")):
        played = await heard(api, hears, mine["id"])
        assert (played.status_code, played.content) == (200, SAID)
        assert (played.headers["content-type"], "sandbox" in str(played.headers)) == (
            "audio/webm",
            True,
        )
    looks = await run("SELECT actor, subject_id FROM audit_entry WHERE action = 'case.voice_heard'")
    assert [str(one["subject_id"]) for one in looks] == [mine["id"]] * 2
    own = await api.get(f"/api/voices/{mine['voice']}", headers=person.headers)
    assert own.content == SAID
    written = await raised(api, person)
    assert (await heard(api, officer, written["id"])).json()["code"] == "voice_not_found"


@pytest.mark.parametrize("kind", ["platform_company", "courier_company", "department"])
async def test_who_handles_it_learns_that_there_is_one_and_does_not_hear_it(api, clock, kind):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    organisation = await office(clock, kind)
    works = await handler(clock, organisation)
    mine = await case_said(api, person)
    assert (await heard(api, works, mine["id"])).status_code == 403
    await moved(api, officer, mine["id"], "accept")
    told = {"organisation": str(organisation), "words": "站长扣了三天的钱"}
    await moved(api, officer, mine["id"], "assign", **told)
    read = await api.get(f"/api/desk/cases/{mine['id']}", headers=works.headers)
    assert read.json()["voice"] == "withheld"
    assert mine["voice"] not in read.text
    assert "站长扣了三天的钱" in read.text
    refused = await heard(api, works, mine["id"])
    assert (refused.status_code, refused.json()["code"]) == (404, "voice_not_found")
    own = await api.get(f"/api/voices/{mine['voice']}", headers=works.headers)
    assert own.status_code == 404


async def test_who_joins_neither_hears_it_nor_learns_of_it(api, clock):
    await hunan()
    person, other = await rider(clock), await rider(clock, "13812340127")
    mine = await case_said(api, person)
    joined = await api.put(f"/api/cases/{mine['id']}/joined", headers=other.headers)
    assert (joined.status_code, joined.json()["voice"]) == (200, None)
    assert (await heard(api, other, mine["id"])).status_code == 403
    theirs = await api.get(f"/api/voices/{mine['voice']}", headers=other.headers)
    assert theirs.status_code == 404


async def test_it_is_sent_twice_as_once_and_is_nobody_elses_to_send(api, clock):
    await hunan()
    person, other = await rider(clock), await rider(clock, "13812340127")
    mine = await case_said(api, person)
    again = await raised(api, person, UUID(mine["id"]), words="", voice=mine["voice"])
    assert again["number"] == mine["number"]
    for told, code in ((None, "case_words_missing"), (str(uuid4()), "case_differs")):
        answer = await api.put(
            f"/api/cases/{mine['id']}",
            json=raising(words="", voice=told),
            headers=person.headers,
        )
        assert answer.json()["code"] == code
    stolen = await api.put(
        f"/api/cases/{uuid4()}",
        json=raising(words="", voice=await said(api, person)),
        headers=other.headers,
    )
    assert (stolen.status_code, stolen.json()["code"]) == (404, "voice_not_found")


async def test_it_goes_a_year_after_the_end_and_its_file_with_it(api, clock, settings):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    mine = await case_said(api, person)
    [file] = (settings.media_dir / "voices").iterdir()
    os.utime(file, (0, 0))
    await moved(api, officer, mine["id"], "decline", words="不归这里")
    clock.now += timedelta(days=300)
    await sweep_voices(settings, clock.now)
    assert file.exists(), "a case needs it"
    clock.now += timedelta(days=66)
    await forget_cases(settings, clock.now)
    await sweep_voices(settings, clock.now)
    assert (await run("SELECT id FROM voice"), file.exists()) == ([], False)
    again = await raised(api, await rider(clock), UUID(mine["id"]), words="", voice=mine["voice"])
    assert (again["state"], again["voice"]) == ("declined", None)


async def test_its_person_takes_it_along_and_may_have_it_before(api, clock, settings):
    await hunan()
    person = await rider(clock)
    mine, unused = await case_said(api, person), await said(api, person)
    [voices] = [one for one in await MEDIA.export(person.account) if one.name == "voices"]
    paths = [f"/api/voices/{one}" for one in (mine["voice"], unused)]
    assert sorted(row["sound"] for row in voices.rows) == sorted(paths)
    [case] = (await CASES.export(person.account))[0].rows
    assert case["voice"] == f"/api/voices/{mine['voice']}"
    for keeper in (MEDIA, CASES):
        async with atomic():
            await keeper.erase(person.account, clock.now)
    for file in (settings.media_dir / "voices").iterdir():
        os.utime(file, (0, 0))
    await sweep_voices(settings, clock.now)
    assert await run("SELECT id FROM voice") == []
    assert list((settings.media_dir / "voices").iterdir()) == []
