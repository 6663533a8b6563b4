"""`xiangyi sync` writes a file that nobody else reads, and takes answers in."""

import json
import stat

import pytest
from tests.processes import say


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("sync")
    done = say("migrate", "--data", str(folder))
    assert done.returncode == 0, done.stderr
    return str(folder)


def test_a_file_goes_out_and_answers_come_in(data, tmp_path):
    file, answers = tmp_path / "1.json", tmp_path / "answers.csv"
    done = say("sync", "export", str(file), "--data", data)
    assert done.returncode == 0, done.stderr
    assert "0 lines in" in done.stdout
    assert json.loads(file.read_bytes())["version"] == "xiangyi-sync/2"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = say("sync", "export", str(file), "--data", data)
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    answers.write_text("line,state\n3f2a91c0-0000-4000-8000-000000000000,accepted\n")
    taken = say("sync", "answers", str(answers), "--data", data)
    assert taken.stdout == "0 accepted, 0 rejected, 1 unknown.\n"
    answers.write_text("line,state\nwho,accepted\n")
    broken = say("sync", "answers", str(answers), "--data", data)
    assert (broken.returncode, "answers unusable" in broken.stderr) == (1, True)
    assert "Traceback" not in broken.stderr
