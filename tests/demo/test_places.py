"""The invented stations stand where their addresses say."""

from collections import defaultdict
from statistics import median

from xiangyi.demo.stations import invented_stations
from xiangyi.features.stations.rules.distance import metres

#: No street of a town reaches farther from its middle.
_FARTHEST_M = 5_000
#: So many stations of a street are needed to tell which of them is astray.
_ENOUGH = 3


def test_the_stations_of_a_street_stand_together():
    streets = defaultdict(list)
    for one in invented_stations():
        streets[one.division].append(one)
    astray = []
    for found in streets.values():
        middle = median(one.lon for one in found), median(one.lat for one in found)
        if len(found) >= _ENOUGH:
            astray += [
                one.name for one in found if metres(middle, (one.lon, one.lat)) > _FARTHEST_M
            ]
    assert astray == []
