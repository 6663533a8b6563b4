"""xiangyi import stations, import undo and export stations, as an office types them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from tests.processes import Staying, alive, say, wait_until

from xiangyi.cli import lists
from xiangyi.core.sheets.rows import Reason
from xiangyi.demo import story

DATA = Path(story.__file__).parent / "data"
HEAD = "站点名称,行政区划代码,经度,纬度,开放时间"
GOOD = "文艺路驿站,430102001000,112.99,28.19,每天 08:00-22:00"
DOUBTED = "东塘驿站,430111000000,112.99,28.195,每天 08:00-22:00"
BAD = "左家塘驿站,4.30102E+11,112.99,28.19,每天 08:00-22:00"
#: Of the processor time that a whole import takes.
MOMENTS = (0.5, 0.7, 0.8, 0.9, 0.97)


@pytest.fixture(scope="module")
def hunan(tmp_path_factory):
    """A data directory with the divisions, which every test copies."""
    data = tmp_path_factory.mktemp("hunan")
    done = say(
        *("import", "divisions", str(DATA / "divisions.csv")),
        *("--system", "nbs", "--as-of", "2023-06-30", "--data", str(data)),
    )
    assert done.returncode == 0, done.stderr
    return data / "xiangyi.sqlite"


@pytest.fixture
def data(hunan, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "xiangyi.sqlite").write_bytes(hunan.read_bytes())
    return folder


def take(data, *lines, more=()):
    file = data.parent / "工会.csv"
    file.write_bytes("\n".join([HEAD, *lines]).encode("gb18030"))
    return say(*("import", "stations", str(file), "--datum", "wgs84", "--data", str(data)), *more)


def names(data):
    with closing(sqlite3.connect(data / "xiangyi.sqlite")) as database:
        rows = database.execute("SELECT name FROM station WHERE closed_at IS NULL ORDER BY name")
        return [name for (name,) in rows]


def test_nothing_refused_is_0_and_some_refused_is_1(data):
    assert take(data, GOOD, DOUBTED).returncode == 0
    done = take(data, GOOD, DOUBTED, BAD)
    assert done.returncode == 1
    assert "4 行政区划代码 [refused: code_destroyed]" in done.stdout
    assert "1 accepted, 0 fixed, 1 warned, 1 refused: 0 added" in done.stdout
    assert names(data) == ["东塘驿站", "文艺路驿站"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no rows"),
        (f"{HEAD}\n{GOOD}\n".encode() + GOOD.encode("gb18030"), "mixed"),
        (f'{HEAD}\n"{GOOD}\n'.encode(), "quote"),
        (f"{HEAD}\n{GOOD}\n\0".encode(), "NUL"),
        (f"{HEAD}\n??????,430102001000,112.99,28.19,\n".encode(), "question marks"),
    ],
)
def test_a_file_that_cannot_be_read_is_2_and_one_sentence(data, content, why):
    file = data.parent / "a.csv"
    file.write_bytes(content)
    done = say("import", "stations", str(file), "--datum", "wgs84", "--data", str(data))
    assert done.returncode == 2
    [sentence] = done.stderr.strip().splitlines()[-1:]
    assert sentence.startswith("xiangyi: ")
    assert why in sentence
    assert names(data) == []


def test_every_reason_has_its_sentence():
    assert set(lists._WHY_UNREADABLE) == set(get_args(Reason))  # noqa: SLF001  # the table itself


def test_a_list_without_its_datum_is_not_taken(data):
    file = data.parent / "a.csv"
    file.write_text(f"{HEAD}\n{GOOD}\n")
    done = say("import", "stations", str(file), "--data", str(data))
    assert (done.returncode, names(data)) == (2, [])
    assert "--datum" in done.stderr


def test_the_report_has_every_row_that_is_not_plainly_accepted(data):
    report = data.parent / "report.json"
    take(data, GOOD, DOUBTED, BAD, more=("--report", str(report), "--source", "省总工会"))
    told = json.loads(report.read_bytes())
    assert [told[name] for name in ("accepted", "fixed", "warned", "refused")] == [1, 0, 1, 1]
    assert told["source"] == "省总工会"
    doubted, bad = told["rows"]
    assert (doubted["line"], doubted["verdict"], doubted["field"]) == (3, "warned", "经度")
    assert (bad["line"], bad["verdict"], bad["code"]) == (4, "refused", "code_destroyed")
    assert "4.30102E+11" in bad["message"]


def test_a_report_that_cannot_be_written_is_said_before_anything_lands(data):
    done = take(data, GOOD, more=("--report", str(data / "nowhere" / "report.json")))
    assert (done.returncode, names(data)) == (2, [])
    assert "cannot be written" in done.stderr


def test_a_rehearsal_writes_nothing(data):
    done = take(data, GOOD, more=("--dry-run",))
    assert "would be 1 added" in done.stdout
    assert names(data) == []


def test_a_batch_is_taken_back_by_its_name(data):
    batch = take(data, GOOD).stdout.split("Batch ")[1].split(";")[0]
    done = say("import", "undo", batch, "--data", str(data))
    assert (done.returncode, names(data)) == (0, [])
    assert "1 closed" in done.stdout
    again = say("import", "undo", batch, "--data", str(data))
    assert again.returncode == 1
    assert "batch undone" in again.stderr


@pytest.mark.parametrize("format_", ["csv", "xlsx", "geojson"])
def test_what_is_exported_is_a_list_that_can_be_imported(data, format_):
    take(data, GOOD, DOUBTED)
    out = data.parent / f"stations.{format_}"
    done = say("export", "stations", "--format", format_, "--out", str(out), "--data", str(data))
    assert done.returncode == 0, done.stderr
    again = say("import", "stations", str(out), "--datum", "wgs84", "--data", str(data))
    assert "0 added, 0 changed, 2 unchanged" in again.stdout


@pytest.mark.faults
def test_killed_half_way_it_leaves_nothing_or_all_of_a_batch(data):
    file = data.parent / "many.csv"
    rows = (f"{number}号驿站,430102001000,112.99{number:05d},28.19," for number in range(4000))
    file.write_text("\n".join([HEAD, *rows]))
    command = ("import", "stations", str(file), "--datum", "wgs84")
    pristine = (data / "xiangyi.sqlite").read_bytes()
    whole = spent_until_done(data, command)
    assert len(names(data)) == 4000
    seen = set()
    for moment in MOMENTS:
        for leftover in data.glob("xiangyi.sqlite*"):
            leftover.unlink()
        (data / "xiangyi.sqlite").write_bytes(pristine)
        with Staying(data.parent / "log", *command, "--data", str(data)) as importing:
            pid = importing.process.pid
            wait_until(lambda: not alive(pid) or spent(pid) > moment * whole)  # noqa: B023  # at once
            importing.process.kill()
            importing.process.wait()
        seen.add(len(names(data)))
        with closing(sqlite3.connect(data / "xiangyi.sqlite")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert seen <= {0, 4000}
    assert 0 in seen


def spent(pid):
    """Ticks of processor time, from Linux' own account."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def spent_until_done(data, command):
    with Staying(data.parent / "log", *command, "--data", str(data)) as importing:
        last = 0

        def done():
            nonlocal last
            if alive(importing.process.pid):
                last = spent(importing.process.pid)
                return False
            return True

        wait_until(done)
        return last
