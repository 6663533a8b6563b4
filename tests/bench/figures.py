"""What a bench says: a figure beside its peers, as a line to read and as JSON to keep."""

import operator
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from msgspec import Struct

_HOLDS: dict[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}


class Missing(Exception):
    """Something is not installed; the message says what, and how to get it."""


class Bar(Struct, frozen=True):
    """What a figure must reach, as in `>= 0.3`."""

    sign: str
    value: float
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g} {self.unit}".rstrip()

    def holds(self, value: float) -> bool:
        return _HOLDS[self.sign](value, self.value)


class Peer(Struct, frozen=True):
    name: str
    value: float


class Figure(Struct, kw_only=True):
    """One line of the table; `missing` instead of a number where something is not installed."""

    id: str
    name: str
    ours: float | None = None
    unit: str = ""
    peers: list[Peer] = []
    #: Ours beside the first peer.
    ratio: float | None = None
    bar: str = ""
    holds: bool | None = None
    note: str = ""
    missing: str = ""


class Report(Struct):
    machine: str
    at: str
    figures: list[Figure]


def beside(bar: Bar, ours: float, *peers: Peer, upside_down: bool = False, **told: Any) -> Figure:
    """Judge the ratio of ours to the first peer; `upside_down` where less is better."""
    ratio = peers[0].value / ours if upside_down else ours / peers[0].value
    return Figure(
        ours=round_to_three(ours),
        peers=[Peer(peer.name, round_to_three(peer.value)) for peer in peers],
        ratio=round_to_three(ratio),
        bar=f"{bar} x",
        holds=bar.holds(ratio),
        **told,
    )


def alone(bar: Bar, ours: float, *peers: Peer, **told: Any) -> Figure:
    """Judge our own number; peers stand beside it for comparison only."""
    return Figure(
        ours=round_to_three(ours),
        peers=[Peer(peer.name, round_to_three(peer.value)) for peer in peers],
        ratio=round_to_three(ours / peers[0].value) if peers and peers[0].value else None,
        bar=str(bar),
        holds=bar.holds(ours),
        **told,
    )


def round_to_three(value: float) -> float:
    """Three figures that mean something: nobody measures more on a shared machine."""
    return float(f"{value:.3g}") if abs(value) < 1000 else float(round(value))


def middle(values: Sequence[float]) -> float:
    return float(median(values))


def line(figure: Figure) -> str:
    head = f"{figure.id:<3} {figure.name}"
    if figure.missing:
        return f"{head}\n      not measured: {figure.missing}"
    verdict = {True: "holds", False: "MISSED", None: ""}[figure.holds]
    told = [f"{figure.ours:g} {figure.unit}"]
    told += [f"{peer.name}: {peer.value:g}" for peer in figure.peers]
    if figure.ratio is not None:
        told.append(f"ratio {figure.ratio:g}")
    if figure.bar:
        told.append(f"bar {figure.bar}: {verdict}")
    lines = [head, "      " + " | ".join(told)]
    if figure.note:
        lines.append(f"      {figure.note}")
    return "\n".join(lines)
