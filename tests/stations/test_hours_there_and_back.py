"""Hours that were written out are read back as what they were."""

from hypothesis import given, settings
from tests.stations.schedules import SCHEDULES

from xiangyi.features.stations.rules.reading_hours import read_hours
from xiangyi.features.stations.rules.writing_hours import write_hours


@settings(max_examples=1000, deadline=None)
@given(hours=SCHEDULES)
def test_every_schedule_is_read_back_as_it_was(hours):
    read = read_hours(write_hours(hours))
    assert read.hours == hours
    assert (read.note, read.doubt, read.repairs) == (hours.note, None, ())
