"""`xiangyi verify` as it is typed, beside a process that has the database open as a server has."""

import shutil
from uuid import uuid4

import msgspec
import pytest
from tests.ledger.insider import rewrite
from tests.people import ground
from tests.processes import say
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, serve

from xiangyi.core import key_files, keys
from xiangyi.core.db import run
from xiangyi.features.ledger.schemas import SignedReceipt
from xiangyi.features.ledger.service import accounts, checkpoints


@pytest.fixture
async def scanned(api, clock, db):
    """Two people whose scans came late, so that only service was posted; a receipt of the first."""
    await ground()
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    people = [await a_volunteer(clock, f"1381234000{n}", shift) for n in (1, 2)]
    first, _ = [await serve(api, clock, one, shift, 0, 180, late=12) for one in people]
    account = await accounts.account_of(people[0].account, "service")
    return account, first["receipts"][0]


async def test_it_ends_with_0_or_names_what_is_wrong_and_ends_with_1(
    scanned, clock, settings, database_url, tmp_path
):
    account, receipt = scanned
    await checkpoints.make(now=clock.now)
    await checkpoints.publish(settings.checkpoints_dir)
    key_files.write(keys.in_use(), settings.keys_dir / key_files.FILE)
    kept, file = tmp_path / "kept", tmp_path / "receipt.json"
    shutil.copytree(settings.checkpoints_dir, kept)
    file.write_bytes(msgspec.json.encode(msgspec.convert(receipt, SignedReceipt)))
    asked = ("--checkpoints", str(kept), "--receipts", str(file), "--data", settings.data)
    done = say("verify", *asked, XIANGYI_DATABASE_URL=database_url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "All fits: 4 entries, 2 accounts, 1 checkpoints and 1 receipts.\n"
    before = await run("SELECT * FROM ledger_account ORDER BY id")
    await rewrite(account, 1, 6_000, settings.checkpoints_dir)
    done = say("verify", *asked, XIANGYI_DATABASE_URL=database_url)
    assert done.returncode == 1
    assert "things do not fit among 4 entries" in done.stderr
    assert f"line 1 of account {account} has been rewritten" in done.stdout
    assert "its receipt says 180 minutes, the ledger 6000" in done.stdout
    assert f"(line 1 of account {account}, +6000 minutes) rests on a stay of 180" in done.stdout
    assert await run("SELECT * FROM ledger_account ORDER BY id") != before


async def test_it_refuses_a_place_without_a_database(tmp_path):
    done = say("verify", "--data", str(tmp_path / str(uuid4())))
    assert (done.returncode, "holds no database" in done.stderr) == (1, True)
