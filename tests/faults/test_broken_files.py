"""A file with a broken line is refused by its lines, and nothing of it is kept."""

import sqlite3
from pathlib import Path

import pytest
from tests.processes import say
from tests.workdays.makers import file_of, whole

pytestmark = pytest.mark.faults

GOOD = "code,name,level,parent\n430000000000,湖南省,province,\n"


def count(data: Path, table: str) -> int:
    database = sqlite3.connect(data / "xiangyi.sqlite")
    [(rows,)] = database.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608  # our own name
    database.close()
    return rows


def import_divisions(data: Path, text: str | bytes):
    file = data / "divisions.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    arguments = ["--system", "nbs", "--as-of", "2023-06-30", "--data", str(data)]
    return say("import", "divisions", str(file), *arguments)


def test_each_broken_line_of_divisions_is_named(tmp_path):
    broken = GOOD + "4301,长沙市,city,430000000000\n430200000000,,city,430000000000\n"
    done = import_divisions(tmp_path, broken)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "line 3, code" in done.stderr
    assert "line 4, name" in done.stderr
    assert count(tmp_path, "division") == 0


def test_a_good_file_is_taken_once(tmp_path):
    assert "1 added" in import_divisions(tmp_path, GOOD).stdout
    assert "1 unchanged" in import_divisions(tmp_path, GOOD).stdout
    assert count(tmp_path, "division") == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"\x00" * 100, b"name\n1\n"])
def test_what_is_no_such_file_is_refused(tmp_path, content):
    done = import_divisions(tmp_path, content)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert count(tmp_path, "division") == 0


def test_a_file_that_is_not_there_is_named(tmp_path):
    arguments = ["--system", "nbs", "--as-of", "2023-06-30", "--data", str(tmp_path)]
    done = say("import", "divisions", str(tmp_path / "none.csv"), *arguments)
    assert done.returncode in {1, 2}
    assert "none.csv" in done.stderr


def test_each_broken_line_of_special_days_is_named(tmp_path):
    file = tmp_path / "days.csv"
    file.write_text(
        "date,kind,name_en,name_zh\n2027-01-01,holiday,New Year,元旦\n2027-13-01,holiday,x,x\n"
    )
    done = say("import", "special-days", str(file), "--data", str(tmp_path))
    assert done.returncode == 1
    assert "line 3, date" in done.stderr
    assert count(tmp_path, "special_day") == 0


def test_half_a_years_list_is_kept_and_what_it_lacks_is_named(tmp_path):
    file = tmp_path / "days.csv"
    file.write_text("date,kind,name_en,name_zh\n2027-01-01,holiday,New Year,元旦\n")
    done = say("import", "special-days", str(file), "--data", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "2027 stays unknown" in done.stdout
    assert "national day" in done.stdout
    assert "makeup workday" in done.stdout


def test_a_year_that_stands_apart_is_refused_with_the_year_that_lacks(tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_bytes(file_of(*whole(2026)))
    other.write_bytes(file_of(*whole(2028)))
    assert say("import", "special-days", str(one), "--data", str(tmp_path)).returncode == 0
    done = say("import", "special-days", str(other), "--data", str(tmp_path))
    assert (done.returncode, done.stderr) == (
        1,
        "xiangyi: special days leave a gap (years: 2027)\n",
    )
    assert count(tmp_path, "special_day") == len(whole(2026))
