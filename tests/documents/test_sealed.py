"""A record's hash is in the ledger's tree: whoever rewrites it later is found, with every key."""

import shutil
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from msgspec.structs import replace
from tests.documents.makers import NAME, a_shift, a_volunteer, ask, issued, serve
from tests.documents.test_proving import leave, row_of, told
from tests.documents.test_unknown import forged
from tests.doors_open import without_triggers
from tests.ledger.insider import TABLES, reseal
from tests.people import ground

from xiangyi.core.db import run
from xiangyi.core.sealing import seal
from xiangyi.features.documents.rules import sealing
from xiangyi.features.documents.service import checking, keeping, proving
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.ledger.service.sealing import proof
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.migrations import m0192_documents_sealed

#: By whose paper a stranger is paid: the token shows the first and the last character alone.
OTHER = "王大明"


@pytest.fixture
async def volunteer(api, clock):
    await ground()
    person = await a_volunteer(api, clock)
    await serve(person, await a_shift("扫楼道", 30), 180)
    return person


async def rewritten(record, **said: object) -> str:
    """Put other words on paper, as who has the database and the key does; what would be sealed."""
    row = await row_of(record)
    content = replace(keeping.content_of(row), **said)
    claims = checking.read(content.token)
    _, signed = proving._of_paper(claims.n, content)  # noqa: SLF001  # as an insider would
    content = replace(content, token=forged(content.token, s=signed))
    text = msgspec.json.encode(content).decode()
    async with without_triggers("service_document"):
        sealed = seal(text, owner=row["id"], field=keeping.CONTENT)
        await run(
            "UPDATE service_document SET content = {}, token_hash = {} WHERE id = {}",
            *(sealed, checking.hash_of(content.token), row["id"]),
        )
    return sealing.about(await row_of(record), text)


async def unseal(record) -> None:
    """Take its seal out of the tree."""
    async with without_triggers(*TABLES):
        for table, key in (("opening", "posting"), ("entry", "posting"), ("posting", "id")):
            await run(f"DELETE FROM ledger_{table} WHERE {key} = {{}}", UUID(record["id"]))  # noqa: S608  # ours


async def everything(*folders) -> list[str]:
    found: list[str] = []
    await verify(folders, [], found.append, proving.follow)
    return found


async def test_it_is_in_the_next_checkpoint_and_fits_once_its_person_is_erased(
    api, clock, volunteer
):
    record = await issued(api, clock, volunteer)
    await issued(api, clock, volunteer, form="least", hours=2)
    made = await checkpoints.make(now=clock.now)
    found = await proof(UUID(record["id"]))
    proven = await checkpoints.prove_inclusion(made.size, bytes.fromhex(found.leaf))
    assert proven.root == made.root
    row = await row_of(record)
    assert found.about == sealing.about(row, keeping.content_text(row))
    assert NAME not in found.about
    assert await everything() == []
    await leave(volunteer, clock)
    assert await everything() == []


async def test_another_name_of_the_same_first_and_last_character_is_named(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    await rewritten(record, name=OTHER)
    assert await told() == [f"document {record['number']} is in the ledger's tree as another"]


async def test_whoever_rewrites_the_seal_too_is_caught_by_an_earlier_checkpoint(
    api, clock, volunteer, settings, tmp_path
):
    record = await issued(api, clock, volunteer)
    await checkpoints.make(now=clock.now)
    await checkpoints.publish(settings.checkpoints_dir)
    kept = tmp_path / "kept by a hospital"
    shutil.copytree(settings.checkpoints_dir, kept)
    about = await rewritten(record, name=OTHER)
    await reseal(UUID(record["id"]), about, clock.now, settings.checkpoints_dir)
    assert await everything(settings.checkpoints_dir) == [], "the insider is that good"
    [sentence] = await everything(settings.checkpoints_dir, kept)
    assert sentence.startswith(f"the checkpoint {kept}")
    assert "does not fit" in sentence


async def test_a_record_made_today_is_of_no_earlier_day(api, clock, volunteer, settings):
    await checkpoints.make(now=clock.now)
    await checkpoints.publish(settings.checkpoints_dir)
    record = await issued(api, clock, volunteer)
    row, id_ = await row_of(record), UUID(record["id"])
    earlier = row["issued_at"] - timedelta(days=90)
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET issued_at = {}", earlier)
    about = sealing.about(dict(row) | {"issued_at": earlier}, keeping.content_text(row))
    await reseal(id_, about, row["issued_at"], settings.checkpoints_dir)
    assert await everything() == [f"document {record['number']} is younger than it says"]
    await reseal(id_, about, earlier, settings.checkpoints_dir)
    [sentence] = await everything()
    assert "came after what was signed at 2026-11-26 01:00 UTC" in sentence


async def test_one_that_was_never_sealed_or_was_taken_away_is_named(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    other = await issued(api, clock, volunteer)
    await unseal(record)
    async with without_triggers("service_document"):
        await run("DELETE FROM service_document WHERE id = {}", UUID(other["id"]))
    assert await told() == [
        f"document {record['number']} is not in the ledger's tree",
        f"document {other['id']} is in the ledger's tree, and is not there any more",
    ]


async def test_one_that_rests_on_more_lines_than_it_was_issued_for_is_named(api, clock, volunteer):
    record = await issued(api, clock, volunteer, form="least", hours=2)
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET seq = seq + 1")
    assert await told() == [f"document {record['number']} is in the ledger's tree as another"]


@pytest.mark.parametrize("erased", [False, True])
async def test_one_that_was_revoked_holds_never_again(api, clock, volunteer, erased):
    record = await issued(api, clock, volunteer)
    path = f"/api/documents/{record['id']}/revocation"
    assert (await api.put(path, headers=volunteer.headers)).status_code == 200
    if erased:
        await leave(volunteer, clock)
    assert await told() == []
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET revoked_at = NULL, revoked_by = NULL")
    [sentence] = await told()
    assert sentence.endswith("was revoked, as is in the ledger's tree, and holds again")


async def test_those_of_before_are_sealed_once_and_none_is_put_to_them(api, clock, volunteer):
    old, forged = [await issued(api, clock, volunteer) for _ in range(2)]
    for one in (old, forged):
        await unseal(one)
    await m0192_documents_sealed.fill()
    await m0192_documents_sealed.fill()
    assert await everything() == []
    await unseal(forged)
    await issued(api, clock, volunteer)
    await m0192_documents_sealed.fill()
    assert await everything() == [
        f"document {forged['number']} was put into the ledger's tree by nobody who issued it"
    ]


async def test_a_record_takes_no_id_that_stands_for_minutes(api, clock, volunteer):
    line = await serve(volunteer, await a_shift("送午饭", 3), 45)
    assert (await ask(api, clock, volunteer, line)).json()["code"] == "document_id_taken"
    assert (await ask(api, clock, volunteer, uuid4())).status_code == 200
    assert await everything() == []
