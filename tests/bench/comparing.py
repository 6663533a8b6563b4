"""What a request costs where there is little, and where there is ten times as much."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing

import msgspec
from msgspec import Struct
from tests.bench.figures import Bar, Figure, alone, middle
from tests.bench.load import Line
from tests.bench.province import Workshop, serving

from xiangyi.settings import Settings

_BAR = Bar("<=", 1.3, "x")
_TIMES = 200
#: A request that takes long is asked less often, but never less than this.
_AT_LEAST = 15
_SECONDS = 4.0


class Asked(Struct, frozen=True):
    """A path, and who of the demonstration's cast asks; "" for anybody."""

    path: str
    person: str = ""


def compare(
    workshop: Workshop, small: Settings, large: Settings, asked: Mapping[str, Asked], what: str
) -> Iterator[Figure]:
    """A figure for each name: how many times as long the same takes where there is more."""
    with ExitStack() as stack:
        lines, tokens = [], []
        for number, settings in enumerate((small, large)):
            log = workshop.folder / f"growth-{number}.log"
            port = stack.enter_context(serving(settings, log))
            line = stack.enter_context(closing(Line(port)))
            lines.append(line)
            persons = {one.person for one in asked.values() if one.person}
            tokens.append({person: _become(line, person) for person in persons} | {"": ""})
        for name, one in asked.items():
            lasting = [(line, told[one.person]) for line, told in zip(lines, tokens, strict=True)]
            before, after, times = _in_turn(lasting, one.path)
            yield alone(
                _BAR,
                after / before,
                id="P9",
                name=f"{what}: {name}",
                unit="x",
                note=f"{before * 1e6:,.0f} to {after * 1e6:,.0f} µs, medians of {times}",
            )


def _in_turn(lines: list[tuple[Line, str]], path: str) -> tuple[float, float, int]:
    """The median of each, asked in turn, after a first time that warms up."""
    for line, token in lines:
        _, status, body = line.ask(path, token=token)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:200]!r}")
    seen: list[list[float]] = [[], []]
    end = time.monotonic() + _SECONDS
    while len(seen[0]) < _TIMES and (time.monotonic() < end or len(seen[0]) < _AT_LEAST):
        for (line, token), column in zip(lines, seen, strict=True):
            column.append(line.ask(path, token=token)[0])
    return middle(seen[0]), middle(seen[1]), len(seen[0])


def _become(line: Line, person: str) -> str:
    _, status, body = line.ask(f"/api/demo/cast/{person}", method="POST")
    if status != 201:
        raise RuntimeError(f"{person}: {status} {body[:200]!r}")
    return str(msgspec.json.decode(body)["accessToken"])
