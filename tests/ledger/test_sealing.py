"""What is no minutes has its hash in the tree too, and anybody finds it in a checkpoint."""

from hashlib import sha256
from uuid import uuid4

import pytest
from tests.ledger.makers import NOW, serve

from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.errors import PostingDiffers
from xiangyi.features.ledger.jobs import sign_checkpoint
from xiangyi.features.ledger.rules.lines import Line, NotAPosting, Posting
from xiangyi.features.ledger.service import accounts, checkpoints
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.sealing import proof, seal
from xiangyi.features.ledger.service.verifying import verify


async def sealed(about: str, id_=None):
    id_ = id_ or uuid4()
    async with atomic():
        await seal(id_, about, now=NOW)
    return id_


async def test_it_is_in_the_days_checkpoint_and_moves_no_minutes(
    api, volunteer, office, settings, clock
):
    await serve(volunteer, office, 60)
    id_ = await sealed("meeting_record/1/ab")
    await sealed("meeting_record/1/ab", id_)
    await sign_checkpoint(settings, clock())
    found = await proof(id_)
    assert found is not None
    commitment = sha256(bytes.fromhex(found.salt) + f"\n{found.about}".encode()).hexdigest()
    assert commitment in found.text.splitlines()
    told = await checkpoints.prove_inclusion(3, bytes.fromhex(found.leaf))
    assert (told.leaf, told.size) == (found.leaf, 3)
    problems: list[str] = []
    await verify([settings.checkpoints_dir], [], problems.append)
    assert problems == []


async def test_under_one_id_one_thing_is_sealed(db):
    id_ = await sealed("meeting_record/1/ab")
    with pytest.raises(PostingDiffers):
        await sealed("meeting_record/1/cd", id_)
    [row] = await run("SELECT COUNT(*) AS many FROM ledger_entry")
    assert row["many"] == 1


async def test_nothing_is_sealed_on_anybodys_account(volunteer):
    account = await accounts.account_of(volunteer, "service")
    for lines in ((Line(account, 0),), (Line(account, 5),)):
        told = Posting(id=uuid4(), kind="sealed", about="x", lines=lines)
        with pytest.raises(NotAPosting):
            await post(told, now=NOW)
