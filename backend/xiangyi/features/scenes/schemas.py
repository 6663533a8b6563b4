"""What goes in and out of scenes, in the words of the API."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.identity.service.doers import Doer
from xiangyi.features.stations.rules.opening_hours import OpeningHours

Vehicle = Literal["foot", "bicycle", "ebike", "motorcycle", "car", "truck"]
#: How one gets through a gate; `no_entry` is a gate that lets nobody of this kind in.
PassMethod = Literal[
    "walk_in", "ask", "register", "scan", "show_code", "phone", "badge", "no_entry"
]
#: What a gate takes as proof.
Code = Literal["order", "rider_code", "work_badge", "id_card", "phone_number", "plate"]
Keeper = Literal["manager", "administrator"]

_Name = Annotated[str, Meta(min_length=1, max_length=60)]
_Note = Annotated[str, Meta(max_length=120)]
_Rule = Annotated[str, Meta(max_length=300)]
_Phone = Annotated[str, Meta(max_length=32)]
_Count = Annotated[int, Meta(ge=0, le=99_999)]
#: WGS-84 degrees.
_Lon = Annotated[float, Meta(ge=-180, le=180)]
_Lat = Annotated[float, Meta(ge=-90, le=90)]
_MOST = 12


class Spot(Struct, frozen=True, forbid_unknown_fields=True):
    """A point in WGS-84 degrees."""

    lon: _Lon
    lat: _Lat


class _Part(
    Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """One place of a scene; where it is, in a rider's words, and its point if somebody took it."""

    name: _Name
    spot: Spot | None = None
    note: _Note = ""


class Entrance(_Part, frozen=True):
    """A door or gate; no vehicles mean that nobody said for whom."""

    vehicles: Annotated[tuple[Vehicle, ...], Meta(max_length=6)] = ()
    hours: OpeningHours | None = None
    pass_by: PassMethod | None = None
    codes: Annotated[tuple[Code, ...], Meta(max_length=6)] = ()


class ParkingPlace(_Part, frozen=True):
    """Where a rider may leave a bike while delivering, and for how long."""

    capacity: _Count | None = None
    minutes: _Count | None = None


class Lodging(_Part, frozen=True):
    """Beds for those who work nearby; `price_yuan` a bed and night."""

    price_yuan: _Count | None = None
    beds: _Count | None = None
    contact: _Phone = ""


class PowerPoint(_Part, frozen=True):
    """Where an e-bike is charged, or its battery swapped."""

    swap: bool = False
    sockets: _Count | None = None
    hours: OpeningHours | None = None


class PickupPoint(_Part, frozen=True):
    """Where what is delivered may be left or is fetched."""

    hours: OpeningHours | None = None


class Toilet(_Part, frozen=True):
    bays: _Count | None = None
    hours: OpeningHours | None = None


class MealOffer(_Part, frozen=True):
    """A merchant's meal for riders; `proof` is what has to be shown for it."""

    price_yuan: _Count | None = None
    hours: OpeningHours | None = None
    proof: _Note = ""


class Guide(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """How the buildings lie; whoever does not see the picture reads the words."""

    words: Annotated[str, Meta(min_length=1, max_length=1_000)]
    photo: UUID | None = None


class SceneFacts(
    Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """All that is told of one scene; at most 24,000 bytes as JSON."""

    name: _Name
    kind: Annotated[str, Meta(max_length=32)]
    #: A division's key, of a county or below.
    division: Annotated[str, Meta(max_length=40)]
    #: WGS-84 degrees.
    lon: _Lon
    lat: _Lat
    address: Annotated[str, Meta(max_length=200)] = ""
    organisation: UUID | None = None
    #: Who answers for it, where no organisation of ours does.
    responsible: Annotated[str, Meta(max_length=80)] = ""
    #: Whom to ring when the gate refuses, and what to say.
    gate_phone: _Phone = ""
    gate_words: _Note = ""
    entrances: Annotated[tuple[Entrance, ...], Meta(max_length=_MOST)] = ()
    parking: Annotated[tuple[ParkingPlace, ...], Meta(max_length=_MOST)] = ()
    pickup: Annotated[tuple[PickupPoint, ...], Meta(max_length=_MOST)] = ()
    lift: _Rule = ""
    basement: _Rule = ""
    guide: Guide | None = None
    power: Annotated[tuple[PowerPoint, ...], Meta(max_length=_MOST)] = ()
    toilets: Annotated[tuple[Toilet, ...], Meta(max_length=_MOST)] = ()
    meals: Annotated[tuple[MealOffer, ...], Meta(max_length=_MOST)] = ()
    lodging: Annotated[tuple[Lodging, ...], Meta(max_length=_MOST)] = ()


class SceneSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A scene as it is from now on; `basedOn` is the revision that was read, 0 for a new one.

    Whoever puts a word right at a desk has not `looked` at the gate.
    """

    based_on: Annotated[int, Meta(ge=0)]
    facts: SceneFacts
    looked: bool = True


class SceneVerified(Struct, frozen=True, forbid_unknown_fields=True):
    at: Annotated[datetime, Meta(tz=True)]


class SceneClosing(Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(min_length=1, max_length=200)]


class SceneCard(Struct, frozen=True, rename="camel", kw_only=True):
    """One scene; `guidePicture` is a digest, as in `/media/{digest}.1280.webp`."""

    id: UUID
    revision: int
    facts: SceneFacts
    street: str
    county: str
    responsible: str
    guide_picture: str | None
    verified_at: datetime | None
    verified_by: Keeper | None


class KindNamed(Struct, frozen=True):
    id: str
    zh: str
    en: str


class DeskScene(Struct, frozen=True, rename="camel", kw_only=True):
    """One scene at the desk; one that has closed is put back by reversing its `revision`."""

    id: UUID
    name: str
    kind: str
    address: str
    verified_at: datetime | None
    #: The key of that verification, where the asker gave it and may still take it back.
    own_verification: UUID | None
    closed_at: datetime | None
    revision: int


class Ground(Struct, frozen=True):
    """A division in which the asker may make scenes; its key, and its name with those above."""

    key: str
    name: str


class DeskScenes(Struct, frozen=True):
    items: list[DeskScene]
    kinds: list[KindNamed]
    grounds: list[Ground]


class SceneRevised(Struct, frozen=True, rename="camel", kw_only=True):
    """One change of a scene: only the facts that differ, before and after.

    `why` is the reason it was closed for, empty of every other change.
    """

    number: int
    made_at: datetime
    #: Null where the account is gone.
    by: Doer | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str


class SceneRevisions(Struct, frozen=True):
    items: list[SceneRevised]
