"""The receipts by which the phone's own check is tried are such as the server signs."""

import json
from pathlib import Path

import msgspec
import pytest

from xiangyi.core import keys, signing
from xiangyi.core.key_files import Keys
from xiangyi.features.ledger.schemas import SignedReceipt
from xiangyi.features.ledger.service.receipts import PURPOSE, RECEIPT

_FILE = Path(__file__).parents[2] / "static" / "vectors" / "receipts.json"
VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def deployment():
    """That whose key they are signed with."""
    before = keys.in_use() if keys.are_in_use() else None
    keys.use(Keys("0" * 16, bytes(range(32)), sealing={"0000": bytes(32)}, current="0000"))
    yield
    if before:
        keys.use(before)


def test_the_receipt_is_one_of_ours_in_every_member():
    key = signing.public_key(PURPOSE)
    assert {"kid": key.kid, "x": key.x, "y": key.y} == VECTORS["key"]
    line = msgspec.convert(VECTORS["line"], SignedReceipt)
    assert json.loads(msgspec.json.encode(line)) == VECTORS["line"]
    assert signing.opened(PURPOSE, RECEIPT, line.signed).decode() == line.text


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_what_the_phone_must_refuse_the_server_refuses(case):
    with pytest.raises(signing.NotSigned):
        signing.opened(PURPOSE, RECEIPT, case["signed"])
