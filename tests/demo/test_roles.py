"""What somebody may be has one name: on the desk, in what is exported, and among the cast."""

import re
from pathlib import Path

import pytest

from xiangyi.demo.cast import CAST
from xiangyi.features.identity.rules.words import ROLES

_WORDS = Path(__file__).parents[2] / "pwa" / "src" / "i18n"


def said(catalogue: str) -> dict[str, str]:
    text = (_WORDS / catalogue).read_text()
    return dict(re.findall(r"^  role_(\w+): '([^']+)'", text, re.MULTILINE))


def test_the_app_and_an_export_call_a_role_the_same():
    known = ROLES["role"]
    shown = said("zh-CN.account.ts")
    assert {role: shown[role] for role in known} == known


@pytest.mark.parametrize("member", [one for one in CAST if one.role], ids=lambda one: one.person)
def test_one_of_the_cast_is_called_what_their_role_is_called(member):
    assert said("zh-CN.account.ts")[member.role] in member.name_zh
    assert said("en.account.ts")[member.role].lower() in member.name_en.lower()
