"""The server and the phone make the same receipt of a demand."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from xiangyi.features.cases.rules.numbers import OURS
from xiangyi.features.cases.rules.words import FIELDS, number_of, numbered_on
from xiangyi.features.workdays.rules import SpecialDays, deadline

_FILE = Path(__file__).parents[2] / "static" / "vectors" / "demands.json"
VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))
TABLE = VECTORS["table"]


def _named(cases):
    return {"argvalues": cases, "ids": [case["name"] for case in cases]}


@pytest.mark.parametrize("case", **_named(VECTORS["numbers"] + VECTORS["others"]))
def test_a_number_is_made_as_the_shared_cases_say(case):
    id_ = UUID(case["id"])
    day = numbered_on(id_, date.fromisoformat(case["sent"]))
    assert number_of(id_, day, 0) == case["number"]


@pytest.mark.parametrize("case", **_named(VECTORS["days"]))
def test_a_day_is_counted_as_the_shared_cases_say(case):
    table = SpecialDays(
        from_=date.fromisoformat(TABLE["from"]),
        through=date.fromisoformat(TABLE["through"]),
        days={date.fromisoformat(day): kind for day, kind in TABLE["days"].items()},
    )
    due = deadline(date.fromisoformat(case["start"]), case["days"], table)
    assert due == (date.fromisoformat(case["due"]), case["provisional"])


def test_the_days_of_a_phone_that_was_told_none_are_ours():
    assert VECTORS["ours"] == {field: OURS[f"{field}_days"] for field in FIELDS}
