"""The app can say every reason for which somebody was not knocked for, in each of its languages."""

import re
from pathlib import Path
from typing import get_args

import pytest

from xiangyi.features.notifications.rules.words import Why

APP = Path(__file__).parents[2] / "pwa" / "src"
REPORT = APP / "features" / "consultations" / "desk" / "outcomes.ts"


def words_by_reason() -> dict[str, str]:
    _, _, told = REPORT.read_text().partition("const WHY = {")
    return dict(re.findall(r"^  (\w+): '(why_\w+)',$", told.partition("}")[0], re.MULTILINE))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_reason_has_a_sentence(language):
    said = re.findall(
        r"^  (why_\w+): '.+',$", (APP / f"i18n/{language}.convening.ts").read_text(), re.MULTILINE
    )
    found = words_by_reason()
    assert set(found) == set(get_args(Why))
    assert set(found.values()) | {"why_other"} == set(said)
