"""`xiangyi grant` makes the first administrators."""

import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, file_of
from tests.processes import say


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("grant")
    (folder / "divisions.csv").write_bytes(file_of(*DOWN_TO_SHIZILI))
    told = ("--system", "nbs", "--as-of", "2025-06-30", "--data", str(folder))
    done = say("import", "divisions", str(folder / "divisions.csv"), *told)
    assert done.returncode == 0, done.stderr
    return str(folder)


def test_a_phone_that_is_new_gets_the_role_once(data):
    arguments = ("grant", "138 1234 0126", "administrator", "--division", "nbs:430102000000")
    first = say(*arguments, "--data", data)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("138****0126 is administrator of 长沙市芙蓉区. Grant ")
    again = say(*arguments, "--data", data)
    assert (again.returncode, again.stderr) == (1, "xiangyi: role held already\n")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (("13812340126", "clerk"), 2, "say where: one of --division, --organisation and --station"),
        (("13812340126", "clerk", "--division", "1", "--station", "2"), 2, "say where"),
        (("13812340126", "lead", "--division", "nbs:430102000000"), 1, "scope unfit"),
        (("13812340126", "clerk", "--division", "nbs:990000000000"), 1, "scope not found"),
        (("13812340126", "manager", "--station", "NONE0001"), 1, "scope not found"),
        (("0731-82212345", "clerk", "--division", "nbs:430102000000"), 1, "phone unusable"),
        (("13812340126", "king", "--division", "nbs:430102000000"), 2, "Invalid value"),
    ],
)
def test_it_says_what_is_in_the_way(data, arguments, exit_code, sentence):
    done = say("grant", *arguments, "--data", data)
    assert done.returncode == exit_code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
