"""What stands on paper is signed word for word; the code that a phone shows tells none of it."""

import re
from base64 import urlsafe_b64decode

import msgspec
import pytest
from msgspec.structs import replace
from tests.documents.makers import NAME, a_shift, a_volunteer, issued, serve
from tests.documents.test_proving import row_of, told
from tests.documents.test_unknown import forged
from tests.doors_open import without_triggers
from tests.people import ground
from tests.processes import say

from xiangyi.core import key_files, keys
from xiangyi.core.db import run
from xiangyi.core.sealing import seal
from xiangyi.features.documents.rules.words import who
from xiangyi.features.documents.service import checking, keeping, printing, proving

ID_NUMBER = "11010519491231002X"
#: What somebody puts on a stranger's paper by one plain statement, every trigger on.
WORDS = {
    "name": "王大明",
    "id_number": "430102199001011235",
    "accepted": True,
    "issuer": "湘雅医院",
}


@pytest.fixture
async def record(api, clock):
    await ground()
    volunteer = await a_volunteer(api, clock)
    known = await api.patch("/api/me", headers=volunteer.headers, json={"idNumber": ID_NUMBER})
    assert known.status_code == 200, known.text
    await serve(volunteer, await a_shift("扫楼道", 30), 180)
    return await issued(api, clock, volunteer, withIdNumber=True)


async def write(record, **said: object) -> None:
    row = await row_of(record)
    text = msgspec.json.encode(replace(keeping.content_of(row), **said)).decode()
    sealed = seal(text, owner=row["id"], field=keeping.CONTENT)
    await run("UPDATE service_document SET content = {} WHERE id = {}", sealed, row["id"])


@pytest.mark.parametrize("word", WORDS)
async def test_whoever_writes_other_words_onto_paper_is_named(record, word):
    assert await told() == []
    await write(record, **{word: WORDS[word]})
    fault = "says other things in its code than stand beside it"
    assert await told() == [f"document {record['number']} {fault}"]
    assert await proving.fault_of(record["number"]) == fault


async def test_an_activity_that_was_put_to_it_is_named(record):
    content = keeping.content_of(await row_of(record))
    [line] = content.served
    halves = [replace(line, minutes=90), replace(line, minutes=90, title="送午饭")]
    await write(record, served=halves)
    assert ["other things in its code" in one for one in await told()] == [True]


async def test_only_the_code_on_paper_lets_somebody_find_the_name(record):
    row = await row_of(record)
    content = keeping.content_of(row)
    imprint = printing.Imprint("https://x.example", "", demonstration=False)
    sheet = printing._words(row, content, imprint)  # noqa: SLF001  # as it is printed
    told_by_paper = sheet.link.removeprefix(f"https://x.example/check#{record['token']}~")
    assert re.fullmatch(r"[0-9A-Z]{10}", told_by_paper)
    claims = await checking.check(sheet.link)
    signed = urlsafe_b64decode(claims.s)[:12]
    assert signed == who(claims.n, told_by_paper, NAME, ID_NUMBER)
    assert signed == who(claims.n, told_by_paper, f" {NAME[0]} {NAME[1:]}", ID_NUMBER)
    for other in [(told_by_paper, "王大明", ID_NUMBER), (told_by_paper, NAME, ""), ("", NAME, "")]:
        assert signed != who(claims.n, *other)


async def test_a_record_of_before_holds(record):
    token = forged(record["token"], s=None)
    async with without_triggers("service_document"):
        await write(record, token=token, secret="")
        await run("UPDATE service_document SET token_hash = {}", checking.hash_of(token))
    assert (await checking.check(token)).s is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_command_line_holds_what_is_kept_against_what_was_signed(record, settings):
    key_files.write(keys.in_use(), settings.keys_dir / key_files.FILE)
    command = ("document", record["token"], "--data", str(settings.data_dir))
    assert "holds: 平台服务记录, 王*明, 180 min" in say(*command).stdout
    await write(record, name="王大明")
    done = say(*command)
    assert done.returncode == 1
    assert "here it says other things in its code" in done.stderr
