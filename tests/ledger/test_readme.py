"""The README's own verifier, which knows none of our code, against what is really served."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.ledger.insider import rewrite
from tests.ledger.makers import NOW, a_volunteer, serve
from tests.processes import Staying

from xiangyi.core import key_files, keys
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.ledger.service.receipts import signed

README = Path(__file__).parents[2] / "README.md"


def verifier() -> str:
    [found] = re.findall(r"```python\n(.+?)```", README.read_text(), re.DOTALL)
    return found


def test_it_is_short_enough_to_be_read():
    assert len(verifier().strip().splitlines()) <= 80
    imported = set(re.findall(r"^(?:from|import) (\w+)", verifier(), re.MULTILINE))
    assert imported <= {"cryptography", *sys.stdlib_module_names}


@pytest.mark.faults
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_it_believes_what_is_true_and_finds_what_is_rewritten(
    volunteer, office, settings, tmp_path
):
    account, receipts = await serve(volunteer, office, 60, 30)
    await checkpoints.make(now=NOW)
    await serve(await a_volunteer("13812340127"), office, *[15] * 10)
    await checkpoints.make(now=NOW)
    await checkpoints.publish(settings.checkpoints_dir)
    kept = tmp_path / "kept"
    shutil.copytree(settings.checkpoints_dir, kept)
    first, latest = sorted(kept.iterdir())
    mine = tmp_path / "receipt.json"
    mine.write_bytes(msgspec.json.encode(signed(receipts[0])))
    key_files.write(keys.in_use(), settings.keys_dir / key_files.FILE)
    script = tmp_path / "check.py"
    script.write_text(verifier())
    with Staying(tmp_path / "out", "serve", "--port", "0", "--data", settings.data) as server:
        site = f"http://localhost:{server.port}"

        def check(*files: Path):
            command = [sys.executable, str(script), site, *map(str, files)]
            return subprocess.run(command, capture_output=True, text=True, check=False)

        done = check(mine, first, latest)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == [
            f"{mine}: 60 minutes, line 1 of {account}, in the ledger of 2026-11-23T08:00:00Z",
            f"{first}: the 24 entries of 2026-11-23T08:00:00Z begin with these 4",
            f"{latest}: the 24 entries of 2026-11-23T08:00:00Z begin with these 24",
        ]
        forged = tmp_path / "forged.json"
        forged.write_bytes(mine.read_bytes().replace(b"shift/1", b"shift/2"))
        assert "about something else" in check(forged).stderr
        await rewrite(account, 1, 6_000, settings.checkpoints_dir)
        assert check().returncode == 0, "the insider signs as we do"
        assert "is not in the ledger" in check(mine).stderr
        for file in (first, latest):
            assert "has been rewritten since" in check(file).stderr
