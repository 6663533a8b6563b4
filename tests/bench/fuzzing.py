"""What readers make of a hundred thousand inputs that nobody meant well: no crash, hang, guess."""

from collections.abc import AsyncIterator

from tests.bench.figures import Bar, Figure, alone
from tests.bench.fuzz_hours import fuzz_hours
from tests.bench.fuzz_sheets import fuzz_sheets
from tests.bench.province import Workshop

INPUTS = 100_000
_NONE = Bar("<=", 0)
_AT_ONCE = Bar("<=", 1, "s")


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    workshop.say(f"  reading {INPUTS:,} texts of hours ...")
    faults = fuzz_hours(INPUTS)
    yield alone(
        _NONE,
        len(faults),
        id="FUZZ",
        name=f"{INPUTS:,} texts of hours: crashes, hangs over 1 s, wrong openings",
        unit="faults",
        note="; ".join(faults[:3]),
    )
    workshop.say(f"  reading {INPUTS:,} damaged files ...")
    told = fuzz_sheets(INPUTS)
    yield alone(
        _AT_ONCE,
        told.slowest_s,
        id="FUZZ",
        name=f"{told.files:,} damaged files, no crash: the slowest",
        unit="s",
        note=", ".join(f"{count:,} {end}" for end, count in list(told.ends.items())[:4]),
    )
