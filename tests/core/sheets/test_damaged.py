"""Whatever bytes arrive, the answer is rows or a reason, and it comes soon."""

from hypothesis import given, settings
from tests.core.sheets.damage import SLOW_S, files, read_or_refuse


@settings(deadline=None, max_examples=400)
@given(files())
def test_any_file_is_read_or_refused_within_a_second(content):
    _, seconds = read_or_refuse(content)
    assert seconds < SLOW_S
