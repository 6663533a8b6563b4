"""Whoever has the signing key signs what they like: only the database knows what was issued."""

from hashlib import sha256

import msgspec
import pytest
from tests.documents.makers import a_shift, a_volunteer, issued, serve
from tests.doors_open import without_triggers
from tests.people import ground
from tests.processes import say

from xiangyi.core import key_files, keys
from xiangyi.core.db import run
from xiangyi.core.signing import sign
from xiangyi.features.documents.rules.tokens import KEY_LETTERS, KIND, NotADocument
from xiangyi.features.documents.service import checking
from xiangyi.features.documents.service.keeping import PURPOSE
from xiangyi.migrations import m0095b_documents_of_before


def forged(token: str, **said: object) -> str:
    """With our own key, and other words."""
    claims = msgspec.structs.replace(checking.read(token), **said)
    return sign(PURPOSE, KIND, msgspec.json.encode(claims), letters=KEY_LETTERS)


@pytest.fixture
async def record(api, clock):
    await ground()
    volunteer = await a_volunteer(api, clock)
    await serve(volunteer, await a_shift("扫楼道", 30), 120)
    return await issued(api, clock, volunteer)


async def test_a_number_that_was_never_issued_is_refused_however_well_it_is_signed(api, record):
    token = forged(record["token"], n="7K3M9Q2X4B")
    assert checking.read(token).n == "7K3M9Q2X4B"
    with pytest.raises(NotADocument, match="document_unknown"):
        await checking.check(token)


async def test_other_words_under_a_number_that_was_issued_are_refused(api, record):
    token = forged(record["token"], m=(99_999, 0, 0, 0))
    with pytest.raises(NotADocument, match="document_unknown"):
        await checking.check(token)
    assert (await checking.check(record["token"])).n == record["number"]


async def test_a_page_learns_what_was_issued_without_saying_which_it_means(api, record):
    number, hashed = record["number"], sha256(record["token"].encode()).hexdigest()
    answer = await api.get(f"/api/documents/issued/{number[:2]}")
    assert answer.json() == {"hashes": [hashed]}
    other = "ZZ" if number[:2] != "ZZ" else "00"
    assert (await api.get(f"/api/documents/issued/{other}")).json() == {"hashes": []}
    assert (await api.get("/api/documents/issued/7I")).status_code == 400
    # Whose person was erased before hashes were kept, is known by its number.
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET token_hash = NULL")
    answer = await api.get(f"/api/documents/issued/{number[:2]}")
    assert answer.json() == {"hashes": [sha256(number.encode()).hexdigest()]}
    assert (await checking.check(record["token"])).n == number


async def test_documents_of_before_learn_what_they_rest_on(db, record):
    [row] = await run("SELECT hours, ledger_account, token_hash FROM service_document")
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET hours = 9, ledger_account = NULL, token_hash = NULL")
        await m0095b_documents_of_before.fill()
    assert await run("SELECT hours, ledger_account, token_hash FROM service_document") == [row]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_command_says_that_a_signed_number_was_never_issued(api, record, settings):
    token = forged(record["token"], n="7K3M9Q2X4B")
    key_files.write(keys.in_use(), settings.keys_dir / key_files.FILE)
    done = say("document", token, "--data", str(settings.data_dir))
    assert done.returncode == 1, done.stdout
    told = "its signature fits, but no such document was issued here"
    assert done.stderr == f"xiangyi: This document does not hold: {told}.\n"
