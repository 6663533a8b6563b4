"""A hundred thousand damaged files through the reader of sheets: no crash, none that hangs."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from msgspec import Struct
from tests.core.sheets.damage import files, read_or_refuse


class Fuzzed(Struct):
    """How many files there were, how they ended, and the longest that one took to read."""

    files: int
    ends: dict[str, int]
    slowest_s: float


def fuzz_sheets(n: int) -> Fuzzed:
    """Read n files, other ones each time; the first that crashes the reader is raised, made small.

    Raises:
        AssertionError: what came out is neither rows nor a reason.
    """
    ends: Counter[str] = Counter()
    slowest = 0.0

    @settings(
        max_examples=n,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(files())
    def run(content: bytes) -> None:
        nonlocal slowest
        end, seconds = read_or_refuse(content)
        ends[end] += 1
        slowest = max(slowest, seconds)

    run()
    return Fuzzed(ends.total(), dict(ends.most_common()), slowest)
