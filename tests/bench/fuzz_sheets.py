"""A hundred thousand damaged files through the reader of sheets: no crash, none that hangs."""

from collections import Counter
from heapq import nlargest

from hypothesis import HealthCheck, given, settings
from msgspec import Struct
from tests.core.sheets.damage import files, read_or_refuse

#: So many of the slowest are read again.
_SUSPECTS = 20


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
    slowest: list[tuple[float, bytes]] = []

    @settings(
        max_examples=n,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(files())
    def run(content: bytes) -> None:
        end, seconds = read_or_refuse(content)
        ends[end] += 1
        slowest[:] = nlargest(_SUSPECTS, [*slowest, (seconds, content)])

    run()
    # Once more by themselves: Python may have cleaned up after a hundred thousand others meanwhile.
    again = [read_or_refuse(content)[1] for _, content in slowest]
    return Fuzzed(ends.total(), dict(ends.most_common()), max(again))
