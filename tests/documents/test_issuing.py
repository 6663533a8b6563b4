"""A service record: what the ledger says, by whoever recorded it, at once, on paper."""

from io import BytesIO
from uuid import UUID, uuid4

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from tests.documents.makers import (
    ID_NUMBER,
    MASKED,
    NAME,
    NINE,
    a_shift,
    a_volunteer,
    ask,
    issued,
    serve,
)
from tests.people import OFFICE, STREET, ground
from tests.volunteering.hours import headers

from xiangyi.core.db import run
from xiangyi.features.documents.rules import tokens
from xiangyi.features.documents.service import checking
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.records.tables import RecordSync

UNION, COMPANY = UUID(int=71), UUID(int=72)


@pytest.fixture
async def volunteer(api, clock):
    await ground()
    for id_, kind, name in ((UNION, "union", "总工会"), (COMPANY, "platform_company", "快到外卖")):
        row = Organisation(id=id_, kind=kind, name=name, home=STREET, changed_at=NINE)
        await Organisation.insert(row)
    return await a_volunteer(api, clock)


@pytest.fixture
async def served(volunteer):
    """Of each class some, some of it corrected; for another organisation besides."""
    stairs, lunch, late = (
        await a_shift("扫楼道", 30),
        await a_shift("送午饭", 3),
        await a_shift("守路口", 2),
    )
    await serve(volunteer, stairs, 120)
    await serve(volunteer, stairs, -30, kind="corrected")
    await serve(volunteer, lunch, 10)
    line = await serve(volunteer, lunch, 75, "late", confirmed=True)
    await serve(volunteer, lunch, -15, "late", kind="corrected", of=line)
    await serve(volunteer, late, 45, "late")
    await serve(volunteer, late, 20, "backfilled")
    await serve(volunteer, await a_shift("讲电动车", 1, UNION), 100, host=UNION)
    return volunteer


async def printed(api, clock, person, id_):
    answer = await api.get(f"/api/documents/{id_}/document.pdf", headers=headers(person, clock))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def text_of(pdf):
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


async def test_it_says_what_the_ledger_says_each_class_apart_and_a_stranger_can_check_it(
    api, clock, served
):
    told = await issued(api, clock, served)
    minutes = {"verified": 100, "confirmed": 60, "late": 45, "backfilled": 20}
    assert told["minutes"] == minutes
    assert (told["since"], told["until"]) == ("2026-10-27", "2026-11-26")
    pdf = await printed(api, clock, served, told["id"])
    number = f"{told['number'][:5]}-{told['number'][5:]}"
    words = text_of(pdf)
    for said in ("平台服务记录", NAME, number, "文艺路街道办事处", "3小时45分钟", "扫楼道"):
        assert said in words, words
    for untold in ("讲电动车", "总工会", ID_NUMBER):
        assert untold not in words
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text.rpartition("~")[0] == f"http://xiangyi.test/check#{told['token']}"
    assert len(told["token"]) <= 365
    claims = await checking.check(code.text)
    assert (claims.n, claims.p, claims.organisation) == (told["number"], MASKED, OFFICE)
    assert claims.m == tuple(minutes.values())
    assert tokens.day_of(claims.d[0]).isoformat() == told["since"]


async def test_one_that_names_no_activity_says_at_least_so_many_proved_hours(api, clock, served):
    told = await issued(api, clock, served, form="least")
    assert (told["hours"], told["minutes"]) == (2, None)
    words = text_of(await printed(api, clock, served, told["id"]))
    assert "不少于2小时" in words
    assert NAME in words
    assert "扫楼道" not in words
    assert (await checking.check(told["token"])).m is None
    more = await ask(api, clock, served, form="least", hours=3)
    assert (more.json()["code"], more.json()["facts"]) == ("hours_too_many", {"most": 2})


async def test_it_covers_the_days_that_were_asked_for_and_says_only_once_what_it_said(
    api, clock, served
):
    id_ = uuid4()
    days = {"since": "2026-11-20", "until": "2026-11-23"}
    told = await issued(api, clock, served, id_=id_, **days)
    assert told["minutes"]["verified"] == 10
    assert told["minutes"]["confirmed"] == 60
    assert await issued(api, clock, served, id_=id_, **days) == told
    other = await a_volunteer(api, clock, "13800000078", "李雷")
    assert (await ask(api, clock, other, id_=id_)).json()["code"] == "document_id_taken"
    path = f"/api/documents/{id_}/document.pdf"
    stranger = await api.get(path, headers=headers(other, clock))
    assert stranger.json()["code"] == "document_not_found"


async def test_only_whoever_recorded_it_issues_it_and_no_company(api, clock, served, volunteer):
    await serve(volunteer, await a_shift("发传单", 1, COMPANY), 60, host=COMPANY)
    for refused, said in {
        "issuer_may_not": {"organisation": str(COMPANY)},
        "nothing_served": {"until": "2026-01-01"},
        "document_period_unusable": {"since": "2026-11-27"},
        "organisation_not_found": {"organisation": str(uuid4())},
        "id_number_needed": {"withIdNumber": True},
    }.items():
        answer = await ask(api, clock, volunteer, **said)
        assert answer.json()["code"] == refused, answer.text
    mine = (await api.get("/api/me/documents", headers=headers(volunteer, clock))).json()
    told = {one["name"]: (one["mayIssue"], sum(one["minutes"].values())) for one in mine["issuers"]}
    assert told == {"快到外卖": (False, 60), "总工会": (True, 100), "文艺路街道办事处": (True, 225)}


async def test_a_long_record_goes_on_over_the_page_and_hostile_words_are_words(
    api, clock, volunteer
):
    hostile = '#read("/etc/passwd") *粗* $x$'
    for number in range(40):
        await serve(volunteer, await a_shift(f"{hostile}{number}", number + 1), 60)
    told = await issued(api, clock, volunteer)
    pdf = await printed(api, clock, volunteer, told["id"])
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 1
    number = f"{told['number'][:5]}-{told['number'][5:]}"
    assert all(number in page.extract_text() for page in pages)
    assert text_of(pdf).count("".join(hostile.split())) == 40


async def test_it_is_a_certificate_once_the_national_system_has_accepted_every_line(
    api, clock, volunteer
):
    shift = await a_shift("扫楼道", 30)
    line = await serve(volunteer, shift, 120)
    less = await serve(volunteer, shift, -30, kind="corrected", of=line)
    for id_, state in ((line, "accepted"), (less, "sent")):
        told = {"account": volunteer.account, "state": state, "changed_at": NINE}
        await RecordSync.insert(RecordSync(line=id_, **told))
    before = await issued(api, clock, volunteer)
    await run("UPDATE record_sync SET state = 'accepted'")
    after = await issued(api, clock, volunteer)
    assert (before["accepted"], after["accepted"]) == (False, True)
    titles = [text_of(await printed(api, clock, volunteer, one["id"])) for one in (before, after)]
    assert "平台服务记录" in titles[0]
    assert "志愿服务记录证明" not in titles[0]
    assert "志愿服务记录证明" in titles[1]
