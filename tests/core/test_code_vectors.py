"""The server and the lead's phone make the same codes of the same secret."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path
from uuid import UUID

import pytest

from xiangyi.core import codes

_FILE = Path(__file__).parents[2] / "static" / "vectors" / "codes.json"
CASES = json.loads(_FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_code_is_made_as_the_shared_cases_say(case):
    key = urlsafe_b64decode(case["secret"] + "=")
    token = codes.made(key, UUID(case["shift"]), case["phase"], case["step"])
    assert (token.text, codes.digits(key, case["step"])) == (case["token"], case["digits"])
    assert codes.read(case["token"]) == token
