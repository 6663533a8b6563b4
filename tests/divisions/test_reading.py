"""What a line of a file of divisions may say, without a database in the room."""

import pytest
from tests.divisions.makers import CHANGSHA, HUNAN, file_of

from xiangyi.core.lines import Faults
from xiangyi.features.divisions.adapters.reading import read

WITH_POINTS = "code,name,level,parent,lon,lat"


@pytest.mark.parametrize(
    ("line", "field", "problem"),
    [
        ("43010200300,芙蓉区,county,430100000000", "code", "not_12_digits"),
        ("４３０１０２００３０００,芙蓉区,county,430100000000", "code", "not_12_digits"),
        (",芙蓉区,county,430100000000", "code", "not_12_digits"),
        ("430100000000,长沙市,city,430000000000", "code", "twice"),
        ("430102000000,,county,430100000000", "name", "empty"),
        (f"430102000000,{'长' * 65},county,430100000000", "name", "too_long"),
        ("430102000000,芙蓉\u200b区,county,430100000000", "name", "hidden_character"),
        ("430102000000,芙蓉\x07区,county,430100000000", "name", "hidden_character"),
        ("430102000000,芙蓉区,district,430100000000", "level", "unknown"),
        ("430102000000,芙蓉区,county,", "parent", "empty"),
        ("430102000000,芙蓉区,county,4301", "parent", "not_12_digits"),
    ],
)
def test_it_says_which_line_is_wrong_and_how(line, field, problem):
    faults = Faults()
    read(file_of(HUNAN, CHANGSHA, line), "nbs", faults)
    assert faults.facts() == {
        "lines": [{"line": 4, "field": field, "problem": problem}],
        "total": 1,
    }


@pytest.mark.parametrize(
    ("point", "field", "problem"),
    [
        ("28.23,112.94", "lon", "outside_china"),
        ("112.94,", "lat", "empty"),
        ("nan,28.23", "lon", "not_degrees"),
        ("112°56′,28.23", "lon", "not_degrees"),
    ],
)
def test_it_says_which_point_must_be_wrong(point, field, problem):
    faults = Faults()
    read(file_of(f"{HUNAN},{point}", header=WITH_POINTS), "nbs", faults)
    assert faults.facts()["lines"] == [{"line": 2, "field": field, "problem": problem}]


def test_the_longest_name_and_its_spelling_fit_their_columns():
    faults = Faults()
    told = read(file_of(HUNAN.replace("湖南省", "庄" * 64)), "nbs", faults)
    [one] = told.values()
    assert (faults.total, len(one.name), len(one.pinyin), len(one.initials)) == (0, 64, 200, 64)
