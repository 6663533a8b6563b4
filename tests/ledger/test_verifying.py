"""Whoever rewrites the ledger is found out, also with the database and the signing key in hand."""

import shutil

import msgspec
import pytest
from tests.doors_open import without_triggers
from tests.ledger.insider import TABLES, recast, rewrite
from tests.ledger.makers import NOW, a_volunteer, append, earned, leave, serve, spent

from xiangyi.core import keys
from xiangyi.core.db import run
from xiangyi.core.signing import sign
from xiangyi.features.ledger.service import accounts, checkpoints
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.receipts import signed
from xiangyi.features.ledger.service.verifying import verify

SINCE = (
    "since it was signed at 2026-11-23 08:00 UTC, something has been rewritten, removed or put in"
)


async def everything_is_found(*folders, kept=()):
    """What verify tells."""
    told: list[str] = []
    await verify(folders, kept, told.append)
    return told


@pytest.fixture
async def served(volunteer, office, settings):
    """Three days of two volunteers, with a checkpoint of each; the first one's account."""
    other = await a_volunteer("13812340127")
    account, receipts = None, []
    for minutes in (60, 30, 90):
        account, [receipt] = await serve(volunteer, office, minutes)
        receipts.append(receipt)
        await serve(other, office, minutes, minutes)
        await checkpoints.make(now=NOW)
        await checkpoints.publish(settings.checkpoints_dir)
    redeemable = await accounts.account_of(volunteer, "redeemable")
    await post(earned(60, redeemable, office, kind="released"), now=NOW)
    await post(spent(45, redeemable, office), now=NOW)
    await checkpoints.make(now=NOW)
    await checkpoints.publish(settings.checkpoints_dir)
    return account, receipts


async def test_a_ledger_that_nobody_touched_fits(served, settings):
    told: list[str] = []
    done = await verify([settings.checkpoints_dir], [], told.append)
    assert told == []
    # Each posting has two entries.
    assert (done.entries, done.accounts, done.checkpoints) == (22, 3, 4)


@pytest.mark.parametrize("day", [0, 1, 2, 3])
async def test_an_insider_with_database_and_key_is_caught_by_any_earlier_checkpoint(
    served, settings, tmp_path, day
):
    """By any from after the line was posted; one from before it cannot know of it."""
    account, _ = served
    kept = tmp_path / "kept by somebody"
    kept.mkdir()
    file = sorted(settings.checkpoints_dir.iterdir())[day]
    shutil.copy(file, kept)
    await rewrite(account, 1, 6_000, settings.checkpoints_dir)
    assert await everything_is_found(settings.checkpoints_dir) == [], "the insider is that good"
    size = int(file.stem)
    assert await everything_is_found(settings.checkpoints_dir, kept) == [
        f"the checkpoint {kept / file.name} does not fit: {SINCE} among entries 1 to {size}"
    ]


async def test_earlier_checkpoints_say_between_which_entries_something_was_rewritten(
    served, settings, tmp_path
):
    account, _ = served
    kept = tmp_path / "kept"
    shutil.copytree(settings.checkpoints_dir, kept)
    await rewrite(account, 2, 6_000, settings.checkpoints_dir)
    second, *later = await everything_is_found(settings.checkpoints_dir, kept)
    assert second.startswith(f"the checkpoint {kept / '000000000012.json'} does not fit")
    assert second.endswith("among entries 7 to 12")
    assert [one.endswith("does not fit either") for one in later] == [True, True]


async def test_an_insider_with_database_and_key_is_caught_by_any_volunteers_receipt(
    served, settings, api, tmp_path
):
    account, receipts = served
    kept = tmp_path / "receipt.json"
    for receipt in receipts:
        kept.write_bytes(msgspec.json.encode(signed(receipt)))
        assert await everything_is_found(kept=[kept]) == []
    # The second line: also the receipt of the third is another's now, and that of the first is not.
    await rewrite(account, 2, 6_000, settings.checkpoints_dir)
    for receipt, says in zip(receipts, ([], ["ledger 6000"], ["ledger 90"]), strict=True):
        kept.write_bytes(msgspec.json.encode(signed(receipt)))
        told = await everything_is_found(settings.checkpoints_dir, kept=[kept])
        assert len(told) == len(says)
        for sentence, minutes in zip(told, says, strict=True):
            assert f"line {receipt.seq} of account {account} has been rewritten" in sentence
            assert minutes in sentence.replace(" the\n", "")
        answer = await api.get("/api/checkpoints/22/inclusion", params={"leaf": receipt.hash})
        assert answer.status_code == (404 if says else 200)


#: Somebody who is less thorough: a statement, and what of it is told.
TAMPERED = {
    "UPDATE ledger_entry SET minutes = 6000 WHERE account = '{account}' AND seq = 2": [
        "entry 7 (line 2 of account {account}, +6000 minutes) is not what its hash says",
        "its 2 lines sum to +5970 minutes",
        "account {account} says that it has 180 minutes, and its entries sum to 6150",
    ],
    "UPDATE ledger_account SET balance = 6000 WHERE id = '{account}'": [
        "account {account} says that it has 6000 minutes, and its entries sum to 180"
    ],
    "UPDATE ledger_account SET seq = 4 WHERE id = '{account}'": [
        "account {account} says that it has 4 lines, and has 3"
    ],
    "UPDATE ledger_account SET head = NULL WHERE id = '{account}'": [
        "account {account} says that its last line is another than it is"
    ],
    "UPDATE ledger_account SET kind = 'redeemable' WHERE id = '{account}'": [
        "entry 1 (line 1 of account {account}, +60 minutes) is not what its hash says"
    ],
    "DELETE FROM ledger_entry WHERE account = '{account}' AND seq = 2": [
        "account {account} lacks line 2: it has been removed",
        "it has one line, of -30 minutes",
        "put in among entries 7 to 12",
    ],
    "DELETE FROM ledger_entry WHERE id > 18": [
        "has no entries",
        "does not fit: 4 of its 22 entries are not there any more",
    ],
    "UPDATE ledger_holder SET account = '{other}' WHERE ledger_account = '{account}'": [
        "entry 1 (line 1 of account {account}, +60 minutes) was committed to for another holder"
    ],
    "DELETE FROM ledger_holder WHERE ledger_account = '{account}'": [
        "entry 1 (line 1 of account {account}, +60 minutes) is nobody's"
    ],
    "DELETE FROM ledger_opening": ["does not tell what it is about"],
    "UPDATE ledger_opening SET about = 'shift/2'": ["or about something else"],
    "UPDATE ledger_checkpoint SET size = 5 WHERE size = 6": [
        "the checkpoint of 5 entries in the database is not signed by this deployment's key"
    ],
    "UPDATE ledger_entry SET seq = NULL WHERE account = '{account}' AND seq = 3": [
        "is numbered as its account is not"
    ],
}


@pytest.mark.parametrize("change", TAMPERED)
async def test_it_names_what_does_not_fit(served, settings, change):
    account, _ = served
    [other] = await run(
        "SELECT id FROM account WHERE id NOT IN (SELECT account FROM ledger_holder"
        " WHERE account IS NOT NULL) LIMIT 1"
    ) or [{"id": await a_stranger()}]
    named = {"account": account, "other": other["id"]}
    async with without_triggers(*TABLES):
        await run(change.format(**named))
    told = await everything_is_found(settings.checkpoints_dir)
    for sentence in TAMPERED[change]:
        assert any(sentence.format(**named) in one for one in told), told


async def test_it_names_hashes_of_the_tree_that_are_others(db, settings):
    await append(300)
    await checkpoints.make(now=NOW)
    async with without_triggers(*TABLES):
        await run("UPDATE ledger_tile SET root = hashes")
    told = await everything_is_found()
    assert "tile 0 of level 0, up to entry 256, is not made of the entries that are there" in told
    async with without_triggers(*TABLES):
        await run("DELETE FROM ledger_entry WHERE id < 100")
    assert "tile 0 of level 0 is of more entries than there are" in await everything_is_found()


async def a_stranger():
    return await a_volunteer("13812340128")


async def test_a_checkpoint_that_somebody_made_up_accuses_nobody(served, settings, tmp_path):
    made_up = tmp_path / "made up"
    shutil.copytree(settings.checkpoints_dir, made_up)
    [first, *_] = sorted(made_up.iterdir())
    kept = msgspec.json.decode(first.read_bytes())
    mine, ours = keys.minted(), keys.in_use()
    payload = checkpoints.payload_of(kept["size"], "0" * 64, NOW)
    keys.use(mine)
    kept |= {"root": "0" * 64, "signed": sign("ledger", "xiangyi-checkpoint", payload)}
    keys.use(ours)
    first.write_bytes(msgspec.json.encode(kept))
    (made_up / "000000000999.json").write_text("{}")
    told = await everything_is_found(made_up)
    assert [one.split(" is ")[1][:12] for one in told] == ["not signed b", "no checkpoin"]


async def test_erasing_a_person_leaves_everything_to_be_verified(served, settings, volunteer):
    await leave(volunteer)
    assert await everything_is_found(settings.checkpoints_dir) == []
    assert await run("SELECT 1 FROM ledger_holder WHERE account = {}", volunteer) == []
    [left] = await run("SELECT count(*) AS openings FROM ledger_opening")
    # The other volunteer's.
    assert left["openings"] == 6


async def test_the_same_posting_comes_again_after_the_person_is_erased(volunteer, office):
    account = await accounts.account_of(volunteer, "service")
    posting = earned(60, account, office)
    [first] = await post(posting, now=NOW)
    await leave(volunteer)
    assert await post(posting, now=NOW) == [msgspec.structs.replace(first, opening=None)]


async def test_who_was_let_redeem_more_than_they_had_served_is_told(volunteer, office):
    account, _ = await serve(volunteer, office, 60, 120)
    redeemable = await accounts.account_of(volunteer, "redeemable")
    await post(earned(60, redeemable, office, kind="released"), now=NOW)
    await post(spent(45, redeemable, office), now=NOW)
    await post(earned(-180, account, office, kind="corrected"), now=NOW)
    assert await everything_is_found() == [], "what was spent before is nobody's fault"
    await post(earned(120, redeemable, office, kind="released"), now=NOW)
    assert await everything_is_found() == [
        f"account {redeemable} was let redeem 135 minutes more than its holder had of service"
    ]


@pytest.mark.parametrize("kind", ["released", "returned", "spent", "lapsed"])
async def test_service_that_came_for_no_service_is_told(volunteer, office, settings, kind):
    account, _ = await serve(volunteer, office, 60, 120)
    await recast(account, 2, kind, settings.checkpoints_dir)
    [told] = await everything_is_found()
    assert f"moves service minutes as {kind}, which never does so" in told


@pytest.mark.parametrize("gone", [False, True])
async def test_who_was_given_back_more_than_they_spent_is_told(volunteer, office, settings, gone):
    """Also once they are erased, and nothing tells what each was spent on."""
    account = await accounts.account_of(volunteer, "redeemable")
    for minutes in (60, 50):
        await post(earned(minutes, account, office), now=NOW)
    await post(spent(45, account, office), now=NOW)
    await post(earned(45, account, office, kind="returned", about="voucher/1"), now=NOW)
    assert await everything_is_found() == []
    await recast(account, 2, "returned", settings.checkpoints_dir)
    if gone:
        await leave(volunteer)
    assert await everything_is_found() == [
        f"account {account} was given back 50 minutes that were not spent"
    ]
