"""What a file changes in the tree that is held.

A file speaks for its *ground*: its topmost divisions and all that lies below them. A
division of that ground which a newer file leaves out has ended; of the rest it says nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.lines import Faults
from xiangyi.features.divisions.rules.tree import LEVELS, Known, Told


class Changes(Struct, frozen=True, kw_only=True):
    """What is to be written: rows whole, parents before children."""

    added: list[Known]
    changed: list[Known]
    ended: list[Known]
    #: Keys of what a newer file merely says again.
    confirmed: list[str]
    unchanged: int


def ground(told: Mapping[str, Told], held: Mapping[str, Known]) -> set[str]:
    """The keys of what is held, and has not ended, on the ground that the file speaks for."""
    inside: dict[str, bool] = {
        key: True for key, one in told.items() if one.parent is None or one.parent not in told
    }
    for key in held:
        path: list[str] = []
        at: str | None = key
        while at is not None and at not in inside:
            path.append(at)
            at = held[at].parent
        found = at is not None and inside[at]
        inside.update(dict.fromkeys(path, found))
    return {key for key, known in held.items() if inside[key] and known.valid_to is None}


def newest(known: Iterable[Known]) -> date:
    """The latest date for which anything is known of them; long ago where there are none."""
    return max((one.valid_to or one.as_of for one in known), default=date.min)


def check_places(
    told: Mapping[str, Told], held: Mapping[str, Known], leaving: set[str], faults: Faults
) -> None:
    """Note each line whose parent is not there, or not exactly one level up."""
    for key, one in told.items():
        if key in held and one.level and held[key].level != one.level:
            faults.add(one.line, "level", "changed")
        if one.parent is None:
            continue
        parent: Told | Known | None = told.get(one.parent) or held.get(one.parent)
        if parent is None or one.parent in leaving or _has_ended(parent):
            faults.add(one.line, "parent", "not_found")
        elif one.level and parent.level and not _is_one_up(parent.level, one.level):
            faults.add(one.line, "parent", "not_one_level_up")


def compare(
    told: Mapping[str, Told],
    held: Mapping[str, Known],
    leaving: set[str],
    *,
    as_of: date,
    source: str,
) -> Changes:
    """What makes the tree say what the file says, where `leaving` is what it leaves out."""
    added, changed, confirmed, unchanged = [], [], [], 0
    for key, one in told.items():
        was = held.get(key)
        now = _as_told(one, was, as_of=as_of, source=source)
        if was is None:
            added.append(now)
        elif replace(now, as_of=was.as_of, source=was.source) != was:
            changed.append(now)
        else:
            unchanged += 1
            if was.as_of < as_of:
                confirmed.append(key)
    added.sort(key=_depth)
    changed.sort(key=_depth)
    gone = sorted((held[key] for key in leaving), key=_depth)
    successors = _successors(gone, added)
    ended = [replace(one, valid_to=as_of, successor=successors.get(one.key)) for one in gone]
    return Changes(
        added=added, changed=changed, ended=ended, confirmed=confirmed, unchanged=unchanged
    )


def _as_told(one: Told, was: Known | None, *, as_of: date, source: str) -> Known:
    """An empty point in a file says nothing, so the one that is held stays."""
    lon, lat = (was.lon, was.lat) if was and one.lon is None else (one.lon, one.lat)
    return Known(
        key=one.key,
        name=one.name,
        level=one.level,
        parent=one.parent,
        pinyin=one.pinyin,
        initials=one.initials,
        lon=lon,
        lat=lat,
        source=source,
        as_of=as_of,
    )


def _successors(gone: list[Known], added: list[Known]) -> dict[str, str]:
    """A new code for what is named the same, under the same parent or its successor.

    Both lists run from the top down. Two of one name leave it open which is meant.
    """
    successors: dict[str, str] = {}
    names = Counter((one.level, one.parent, one.name) for one in added)
    new = {(one.level, one.parent, one.name): one.key for one in added}
    old = Counter((one.level, one.parent, one.name) for one in gone)
    for one in gone:
        parent = successors.get(one.parent, one.parent) if one.parent else None
        place = (one.level, parent, one.name)
        if names[place] == 1 and old[one.level, one.parent, one.name] == 1:
            successors[one.key] = new[place]
    return successors


def _has_ended(parent: Told | Known) -> bool:
    return isinstance(parent, Known) and parent.valid_to is not None


def _is_one_up(parent: str, level: str) -> bool:
    levels: tuple[str, ...] = LEVELS
    return levels.index(parent) == levels.index(level) - 1


def _depth(one: Known) -> int:
    levels: tuple[str, ...] = LEVELS
    return levels.index(one.level)
