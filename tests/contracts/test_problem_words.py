"""The app can say every refusal of the API, in each of its languages."""

import json
import re
from pathlib import Path

import pytest
from tests.contracts.test_api import kinds_of_refusal, operations

from xiangyi.app import openapi_document
from xiangyi.core.errors import Refusal
from xiangyi.features.commitments.rules.numbers import OURS as COMMITMENTS
from xiangyi.features.consultations.errors.forms import AgainstForm
from xiangyi.features.consultations.rules.forms import BOUNDS, FORMS_ZH
from xiangyi.settings import Settings

#: Of which every refusal names its rule.
NAMING = ("cases", "charters", "commitments", "consultations")
#: Those that rest on nothing but their form, and why.
OF_FORM = {
    "unknown": "there is nothing under this id, or not for the asker",
    "differs": "what was sent under this id first stays: sending twice is safe",
    "field": "a field is missing or cannot be, and which one is said",
    "meanwhile": "somebody else wrote on, whose words are not overwritten",
}
FORMAL = {
    "unknown": {
        *("case_not_found", "concern_not_found", "commitment_not_found", "charter_not_found"),
        *("consultation_not_found", "record_not_found", "remark_not_found", "guest_not_found"),
        *("feed_not_found", "poll_not_found"),
    },
    "differs": {
        *("case_differs", "case_move_differs", "concern_differs", "commitment_differs"),
        *("commitment_move_differs", "poll_differs", "remark_differs"),
        "paper_differs",
    },
    "field": {
        *("case_words_missing", "case_place_unusable", "case_move_unusable", "concern_unusable"),
        *("matter_unusable", "commitment_unusable", "charter_unusable", "consultation_unusable"),
        *("record_unusable", "poll_unusable", "consultation_organisation_missing"),
        *("nobody_to_tell", "room_code_wrong", "paper_unusable"),
    },
    "meanwhile": {
        *("charter_changed_meanwhile", "consultation_changed_meanwhile"),
        "record_changed_meanwhile",
    },
}
#: The article depends on what was asked: tests/cases/test_moving.py tries each.
SAYS_WHICH = {"committee_not_answerable"}
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


def ours() -> list[type[Refusal]]:
    features = tuple(f"xiangyi.features.{one}.errors" for one in NAMING)
    return [kind for kind in kinds_of_refusal() if kind.__module__.startswith(features)]


def test_every_refusal_of_what_is_decided_names_its_rule():
    assert FORMAL.keys() == OF_FORM.keys()
    formal = {code for codes in FORMAL.values() for code in codes}
    assert {
        kind.code for kind in ours() if not kind.ground and not issubclass(kind, AgainstForm)
    } == (formal | SAYS_WHICH)
    rules = {kind.ground["rule"] for kind in ours() if "rule" in kind.ground}
    for language in ("zh-CN", "en"):
        lists = re.findall(
            r"^const (SET|OURS) = \{\n(.+?)^\}",
            (WORDS / f"{language}.grounds.ts").read_text(),
            re.MULTILINE | re.DOTALL,
        )
        named = {name: set(re.findall(r"^  (\w+): ", words, re.MULTILINE)) for name, words in lists}
        set_of_forms = {
            re.sub(rf"^({'|'.join(FORMS_ZH)})_((by|must)(?=_))?(?(3)\w+)", r"\3", one)
            for one in BOUNDS
        }
        divisions = {*set_of_forms, *COMMITMENTS, "approval_above"}
        assert {*set_of_forms, "approval_above"} <= named["SET"] <= divisions
        assert named["OURS"] == (rules - divisions) | {"every_record"}
        assert rules <= named["SET"] | named["OURS"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_refusal_has_a_sentence(language):
    files = [path.read_text() for path in WORDS.glob(f"{language}.problems*.ts")]
    said = [code for file in files for code in re.findall(r"^  (\w+): \[", file, re.MULTILINE)]
    assert len(said) == len(set(said))
    assert set(said) == described() | raised() | BEFORE | {"unknown"}
