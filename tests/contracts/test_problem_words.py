"""The app can say every refusal of the API, in each of its languages."""

import json
import re
from pathlib import Path

import pytest
from tests.contracts.test_api import kinds_of_refusal, operations

from xiangyi.app import openapi_document
from xiangyi.settings import Settings

WORDS = Path(__file__).parents[2] / "pwa" / "src" / "i18n"
#: What the door and Litestar say before any operation is reached.
BEFORE = {"not_found", "method_not_allowed", "query_too_long", "internal_server_error"}


def described() -> set[str]:
    document = json.loads(openapi_document(Settings()))
    return {
        code
        for _, operation in operations(document)
        for status, told in operation["responses"].items()
        if status >= "400"
        for code in told["description"].split(", ")
    }


def raised() -> set[str]:
    return {kind.code for kind in kinds_of_refusal() if "code" in vars(kind)} - {"refused"}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_refusal_has_a_sentence(language):
    files = [path.read_text() for path in WORDS.glob(f"{language}.problems*.ts")]
    said = [code for file in files for code in re.findall(r"^  (\w+): \[", file, re.MULTILINE)]
    assert len(said) == len(set(said))
    assert set(said) == described() | raised() | BEFORE | {"unknown"}
