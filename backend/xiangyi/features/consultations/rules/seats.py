"""Who has a seat where more come than there are."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from xiangyi.features.consultations.rules.forms import PartyKind

#: Who is of a party: riders by their work, others by the organisation that they belong to.
RIDERS: Final = frozenset({"delivery", "courier"})
OFFICES: Final[Mapping[str, PartyKind]] = {
    "department": "regulator",
    "platform_company": "platform",
    "courier_company": "courier",
    "property_manager": "property",
    "association": "association",
    "street_office": "street",
}
#: Riders are nobody's; that a union of theirs sends them makes them no other party.
_OF_RIDERS: Final = "union"


def is_of(kind: str, party: PartyKind) -> bool:
    """Whether an organisation of a kind may be asked for a party."""
    if party == "riders":
        return kind == _OF_RIDERS
    return party in {OFFICES.get(kind), "other"}


class Comer(Struct, frozen=True):
    """Somebody who comes with whom they bring; `party` for whom they do, "" for themselves."""

    id: int
    people: int
    party: str


def free(seats: int, kept: Mapping[str, int], taken: Mapping[str, int], party: str) -> int:
    """How many seats are left for somebody of a party, where each keeps what it has not taken."""
    others = sum(still for one, still in unused(kept, taken).items() if one != party)
    return seats - sum(taken.values()) - others


def unused(kept: Mapping[str, int], taken: Mapping[str, int]) -> dict[str, int]:
    """How many seats each party still keeps."""
    return {one: max(0, number - taken.get(one, 0)) for one, number in kept.items()}


def by_hand_of(kept: Mapping[str, int], party: str) -> int | None:
    """How many of what a party keeps may be kept by hand: half, as nobody proves who that is."""
    return kept[party] // 2 if party in kept else None


def next_seated(
    waiting: Iterable[Comer], seats: int, kept: Mapping[str, int], taken: Mapping[str, int]
) -> list[Comer]:
    """Who of those that wait has a seat now, in order; whoever does not fit lets others by."""
    now, found = dict(taken), []
    for one in waiting:
        if one.people <= free(seats, kept, now, one.party):
            now[one.party] = now.get(one.party, 0) + one.people
            found.append(one)
    return found
