"""The server and a phone read the same tokens the same way, and refuse hostile ones by name."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path

import msgspec
import pytest
from tests.processes import say

from xiangyi.core import keys, signing
from xiangyi.core.key_files import Keys
from xiangyi.features.documents.rules.tokens import NotADocument, masked
from xiangyi.features.documents.rules.words import who
from xiangyi.features.documents.service import checking
from xiangyi.features.documents.service.keeping import PURPOSE

_FILE = Path(__file__).parents[2] / "static" / "vectors" / "documents.json"
VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def deployment():
    """That whose key the shared cases are signed with."""
    before = keys.in_use() if keys.are_in_use() else None
    sealing = {"0000": bytes(32)}
    keys.use(Keys("0" * 16, bytes(range(32)), sealing=sealing, current="0000"))
    yield
    if before:
        keys.use(before)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_token_says_what_was_signed(case):
    key = signing.public_key(PURPOSE)
    assert {"kid": key.kid, "x": key.x, "y": key.y} == VECTORS["key"]
    assert json.loads(msgspec.json.encode(checking.read(case["token"]))) == case["claims"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_what_is_no_token_of_ours_is_refused_by_name(case):
    with pytest.raises(NotADocument) as refused:
        checking.read(case["token"])
    assert refused.value.fault == case["fault"]


@pytest.mark.parametrize("case", VECTORS["who"], ids=lambda case: case["name"])
def test_a_name_fits_however_it_is_copied_and_no_other_does(case):
    claims = checking.read(case["token"])
    told = who(claims.n, case["secret"], case["name"], case["idNumber"])
    assert (told == urlsafe_b64decode(claims.s)[:12]) is case["fits"]


@pytest.mark.parametrize(
    ("name", "shown"), [("王小明", "王*明"), ("王明", "王*"), ("欧阳小明", "欧*明"), ("王", "王*")]
)
def test_a_name_shows_as_much_as_tells_another_name_on_the_paper(name, shown):
    assert masked(name) == shown


def test_the_command_line_says_why_somebody_elses_record_does_not_hold(tmp_path):
    done = say("document", VECTORS["cases"][0]["token"], "--data", str(tmp_path))
    assert done.returncode == 1, done.stdout
    assert done.stderr == "xiangyi: This document does not hold: it is of another deployment.\n"
