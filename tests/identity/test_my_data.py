"""Everything that is kept of a person, handed to them: once for programs, once to read."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, take_in
from tests.identity.lives import SAID, lived
from tests.identity.makers import OTHERS, PHONE, SHIZILI, a_counter, acting, code_of, kept
from tests.people import signed_in

from xiangyi.core.clock import utc_now
from xiangyi.core.personal import Section
from xiangyi.core.readable import page
from xiangyi.keepers import KEEPERS

PAGE = "我的数据.html"


async def export(api, headers):
    answer = await api.get("/api/me/export", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def unpacked(answer) -> tuple[dict[str, object], str]:
    with ZipFile(BytesIO(answer.content)) as file:
        assert file.testzip() is None
        assert sorted(file.namelist()) == sorted(["data.json", PAGE])
        return json.loads(file.read("data.json")), file.read(PAGE).decode()


async def test_it_holds_every_word_that_the_person_said_both_times(api, sms, db, clock):
    clerk = await a_counter(clock)
    person = await lived(api, sms, clerk, PHONE, clock)
    answer = await export(api, person.headers)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    assert "xiangyi-2026-11-23.zip" in answer.headers["content-disposition"]
    data, shown = unpacked(answer)
    for said in (*SAID, PHONE):
        assert said in json.dumps(data, ensure_ascii=False), said
        assert said in shown, said
    own, claimed = data["accounts"]
    assert own == str(person.account)
    assert data["accounts"][claimed]["identity"]["profile"][0]["keptByClerk"] is True
    assert {keeper.feature for keeper in KEEPERS} == set(data["accounts"][own])
    assert "职务" in shown
    assert "识字里居委会" in shown
    assert "2026-11-23 16:00" in shown


async def test_the_page_tells_where_the_person_lives_by_its_name(api, db, clock):
    await take_in(*DOWN_TO_SHIZILI)
    person = await signed_in(PHONE, now=clock())
    changed = await api.patch("/api/me", headers=person.headers, json={"home": SHIZILI})
    assert changed.status_code == 200, changed.text
    data, shown = unpacked(await export(api, person.headers))
    assert "长沙市芙蓉区文艺路街道识字里社区居委会" in shown
    assert SHIZILI not in shown
    assert SHIZILI in json.dumps(data)


async def test_it_holds_nothing_of_anybody_else(api, db, clock):
    other = await signed_in(OTHERS, now=clock())
    await api.patch("/api/me", headers=other.headers, json={"name": "旁人"})
    person = await signed_in(PHONE, now=clock())
    data, shown = unpacked(await export(api, person.headers))
    assert list(data["accounts"]) == [str(person.account)]
    for word in ("旁人", OTHERS, str(other.account)):
        assert word not in shown + json.dumps(data, ensure_ascii=False)


async def test_no_clerk_carries_it_off_kept_or_claimed(api, db, clock):
    """What a person said and is called by is theirs to read; a clerk sees what is masked."""
    clerk = await a_counter(clock)
    person, account = await signed_in(PHONE, now=clock()), await kept(api, clerk)
    slip = (await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)).json()["code"]
    await api.post("/api/me/claims", headers=person.headers, json={"code": slip})
    yes = {"purpose": "acting_for", "division": SHIZILI}
    given = await api.put(f"/api/me/consents/{uuid4()}", headers=person.headers, json=yes)
    assert given.status_code == 200, given.text
    for whose in (str(person.account), await kept(api, clerk)):
        refused = await api.get("/api/me/export", headers=acting(clerk, whose))
        assert code_of(refused) == (403, "own_hands_only")
    data, _ = unpacked(await export(api, person.headers))
    assert list(data["accounts"]) == [str(person.account), account]


async def test_the_page_stands_alone_and_runs_nothing(api, db, clock):
    person = await signed_in(PHONE, now=clock())
    name = "<img src=x onerror=alert(1)>"
    assert (
        await api.patch("/api/me", headers=person.headers, json={"name": name})
    ).status_code == 200
    _, shown = unpacked(await export(api, person.headers))
    found = Tags()
    found.feed(shown)
    assert not found.tags & {"script", "img", "iframe", "link", "object", "svg", "form", "a"}
    assert not [one for one in found.attributes if one.startswith("on")]
    assert not re.search(r"(src|href)=|url\(|@import|https?:", shown.replace("src=x", ""))
    assert name in found.text
    assert 'http-equiv="Content-Security-Policy"' in shown
    assert '<html lang="zh-CN">' in shown


@pytest.mark.parametrize(
    "name",
    [
        "王" * 1_000_000,
        "</td></table><script>alert(1)</script>" * 1_000,
        "<!--",
        "]]>",
        "</style>",
        "\"'&amp;&#60;script&#62;",
        "\u202e王小明\u0000",
    ],
    ids=["1 MB", "scripts", "comment", "cdata", "style", "entities", "marks"],
)
def test_no_text_breaks_the_page(name):
    section = Section("s", name, {"name": name}, [{"name": name}, {"name": name}])
    shown = page([section], at=utc_now()).decode()
    found = Tags()
    found.feed(shown)
    assert found.tags == {"html", "head", "meta", "title", "style", "body"} | {
        *("h1", "h2", "p", "div", "table", "tr", "th", "td")
    }
    assert found.open == []
    assert shown.count("<td>") == 2
    # An HTML reader replaces U+0000, as it must.
    assert name.replace("\0", "") in found.text.replace("\0", "").replace("\ufffd", "")


async def test_anybody_reads_what_is_kept_and_why(api):
    answer = await api.get("/api/personal-fields")
    assert answer.status_code == 200
    items = answer.json()["items"]
    phone = next(one for one in items if one["field"] == "phone")
    assert (phone["feature"], phone["sensitivity"], phone["optional"]) == (
        "identity",
        "ordinary",
        False,
    )
    sensitive = {one["field"] for one in items if one["sensitivity"] == "sensitive"}
    assert sensitive == {"born_on", "id_number", "guardian_name", "guardian_phone"}
    assert {one["feature"] for one in items} == {keeper.feature for keeper in KEEPERS}


class Tags(HTMLParser):
    """What a reader of HTML makes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
