"""What a command loads, beyond what it needs, is time that everybody waits for."""

import subprocess
import sys

import pytest

#: By the console script's module, as each command begins.
BEGUN = "import sys, xiangyi.__main__, piccolo.conf.apps as apps; "


@pytest.mark.parametrize(
    ("then", "loaded"), [("", False), ("apps.black.format_str('', mode=apps.black.Mode()); ", True)]
)
def test_what_writes_migrations_is_loaded_once_it_is_asked_to(then, loaded):
    code = f"{BEGUN}{then}print('black.mode' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded), done.stderr
