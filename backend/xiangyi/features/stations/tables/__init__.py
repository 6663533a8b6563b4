"""What is remembered of stations. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    JSON,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    DoublePrecision,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division
from xiangyi.features.media.tables import Photo


class Family(Table):
    """A kind of station; the six of Art 10 and `other`, with room for more."""

    id = Varchar(length=32, primary_key=True, default=None)
    name_zh = Varchar(length=32, default=None)
    name_en = Varchar(length=64, default=None)
    position = SmallInt(default=None)


class Amenity(Table):
    """Something a station may offer."""

    id = Varchar(length=32, primary_key=True, default=None)
    name_zh = Varchar(length=32, default=None)
    name_en = Varchar(length=64, default=None)
    #: basic, extended or driver.
    tier = Varchar(length=12, default=None)
    position = SmallInt(default=None)


class Station(Table):
    #: Eight characters of Crockford's base 32: short enough for a door poster.
    id = Varchar(length=8, primary_key=True, default=None)
    name = Varchar(length=80, default=None)
    family = ForeignKey(Family, null=False, default=None, on_delete=OnDelete.restrict)
    #: What the source calls its kind, where no family of ours fits.
    family_words = Varchar(length=40, default="")
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The prefecture's key: the pack in which the station is published.
    prefecture = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    address = Varchar(length=200, default="")
    #: WGS-84 degrees, converted from `datum` where the source used another.
    lon = DoublePrecision(default=None)
    lat = DoublePrecision(default=None)
    #: The datum the point came in: wgs84, gcj02 or bd09.
    datum = Varchar(length=8, default=None)
    #: An OpeningHours structure; null where nobody has told us.
    hours = JSON(null=True, default=None)
    #: unknown, walk_in, scan, ask or register.
    entry = Varchar(length=12, default="unknown")
    entry_note = Varchar(length=120, default="")
    #: What to say when a guard asks.
    gate_words = Varchar(length=120, default="")
    #: Where an e-bike may stand.
    parking = Varchar(length=120, default="")
    phone = Varchar(length=32, default="")
    #: The unit that answers for it, in its own words.
    responsible = Varchar(length=80, default="")
    #: What it offers besides, in the source's own words.
    amenity_words = Varchar(length=200, default="")
    pinyin = Varchar(length=300, default=None)
    initials = Varchar(length=80, default=None)
    source = Varchar(length=64, default=None)
    #: The source's own number; one row for each (source, external_id).
    external_id = Varchar(length=64, default=None)
    #: StationFacts as the source last told them, JSON: what differs from it was edited here.
    told = Text(null=True, default=None)
    changed_at = Timestamptz(default=None)
    #: Since when the hours are as they are; null where nobody knows.
    hours_at = Timestamptz(null=True, default=None)
    #: When what a confirmation speaks of last became what it is; null while it is as it first came.
    posted_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)


class StationBatch(Table):
    """One list of an office that was taken in, and can be taken back as one."""

    id = Varchar(length=32, primary_key=True, default=None)
    source = Varchar(length=64, default=None)
    file_name = Varchar(length=200, default="")
    imported_at = Timestamptz(default=None)
    undone_at = Timestamptz(null=True, default=None)
    #: Who took it in at a desk; null for an operator at the command line.
    account = UUID(null=True, default=None)
    #: The smallest division in which all of its stations lie; null where nothing contains all.
    division = ForeignKey(Division, null=True, default=None, on_delete=OnDelete.restrict)
    added = Integer(default=0)
    changed = Integer(default=0)
    refused = Integer(default=0)
    #: Stations of which it says otherwise than whoever keeps them.
    disputed = Integer(default=0)


class StationRevision(Table):
    """One change of a station's facts: what it was, what it became, and by what. Only added to."""

    station = ForeignKey(Station, null=False, default=None, on_delete=OnDelete.restrict)
    #: 1 for the first; one row for each (station, number).
    number = Integer(default=None)
    made_at = Timestamptz(default=None)
    #: source, manager or undo.
    made_by = Varchar(length=12, default=None)
    #: The manager's account.
    account = UUID(null=True, default=None)
    batch = ForeignKey(
        StationBatch, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: StationFacts, JSON; null where the station was not here, or had been taken back.
    before = Text(null=True, default=None)
    after = Text(null=True, default=None)
    #: What its source had last told before, StationFacts, JSON; what an undoing goes back to.
    told_before = Text(null=True, default=None)
    #: The station's `posted_at` before, of a change that moved it.
    posted_before = Timestamptz(null=True, default=None)


class StationAmenity(Table):
    """One amenity of one station, and whether it works."""

    station = ForeignKey(Station, null=False, default=None, on_delete=OnDelete.cascade)
    amenity = ForeignKey(Amenity, null=False, default=None, on_delete=OnDelete.restrict)
    note = Varchar(length=80, default="")
    out_since = Timestamptz(null=True, default=None)
    #: What the manager says of it being out of order.
    out_note = Varchar(length=80, default="")


class AmenityState(Table):
    """The manager said that an amenity works, or does not. Only ever added to."""

    #: Minted on the phone; one row for each.
    key = UUID(primary_key=True, default=None)
    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    amenity = ForeignKey(Amenity, null=False, default=None, on_delete=OnDelete.restrict)
    works = Boolean(default=None)
    note = Varchar(length=80, default="")
    said_at = Timestamptz(default=None)
    #: Since when it is out of order, where that was said besides.
    since_at = Timestamptz(null=True, default=None)
    received_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: Since then it counts no more: whoever said it took it back.
    withdrawn_at = Timestamptz(null=True, default=None)


class Confirmation(Table):
    """The manager said: as listed, at this time. Only ever added to."""

    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: When the manager stood there, by a phone's clock that the server has checked.
    confirmed_at = Timestamptz(default=None)
    received_at = Timestamptz(null=True, default=None)
    #: Minted on the phone; one row for each.
    key = UUID(null=True, default=None)
    account = UUID(null=True, default=None)
    #: Whether the phone was within the station's radius; null where it did not know.
    in_radius = Boolean(null=True, default=None)
    #: Since then it counts no more: whoever gave it said that it was a mistake.
    withdrawn_at = Timestamptz(null=True, default=None)


class Report(Table):
    """A rider said what is wrong. Only ever added to."""

    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: locked, amenity_broken, crowded, wrong_place, gone or unfriendly.
    kind = Varchar(length=16, default=None)
    amenity = ForeignKey(Amenity, null=True, default=None, on_delete=OnDelete.restrict)
    #: When the rider stood there, by a phone's clock that the server has checked.
    reported_at = Timestamptz(default=None, index=True)
    received_at = Timestamptz(null=True, default=None)
    #: Minted on the phone, or here where no phone said it; one row for each.
    key = UUID(null=True, default=None)
    account = UUID(null=True, default=None, index=True)
    #: Keyed hashes, forgotten after 30 days and with the account.
    device = Bytea(null=True, default=None)
    network = Bytea(null=True, default=None)
    #: The same of all that was said, by which it is known when it is sent again.
    said = Bytea(null=True, default=None)
    #: Whether the device was here before that day.
    settled = Boolean(null=True, default=None)
    #: Sealed for the key, what the rider wrote, which may name somebody; null once erased.
    words = Bytea(null=True, default=None)
    photo = ForeignKey(Photo, null=True, default=None, on_delete=OnDelete.set_null)
    #: Since then the station does not offer what was said to be broken, and nobody need answer.
    unlisted_at = Timestamptz(null=True, default=None)


class StationPhoto(Table):
    """A rider's photo that the manager shows on the station's page, or has shown and hides."""

    photo = ForeignKey(Photo, primary_key=True, null=False, default=None)
    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    shown_at = Timestamptz(default=None)
    #: When the rider stood there, as the first report that it came with says.
    reported_at = Timestamptz(null=True, default=None)
    #: Since then nobody sees it; null while it is shown.
    hidden_at = Timestamptz(null=True, default=None)
    account = UUID(default=None)


class PhotoDecision(Table):
    """What was decided of a rider's photo, at which station. Only ever added to."""

    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: The photo's id, minted on the phone, which outlives it.
    key = UUID(default=None)
    #: shown, hidden or dropped.
    kind = Varchar(length=8, default=None)
    decided_at = Timestamptz(default=None)
    account = UUID(default=None)


class ReportAnswer(Table):
    """What the manager said to a report; what was said last counts."""

    report = ForeignKey(
        Report, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict
    )
    #: fixed, untrue, seen or out.
    kind = Varchar(length=8, default=None)
    #: Sealed for the report; null where nothing was said, and once erased.
    answer = Bytea(null=True, default=None)
    answered_at = Timestamptz(default=None)
    account = UUID(default=None)


class LiveState(Table):
    """Full, without power or shut for a while, or none of it any more; the latest row counts."""

    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: full, power_cut, closed or none.
    kind = Varchar(length=12, default=None)
    since_at = Timestamptz(default=None)
    until_at = Timestamptz(null=True, default=None)
    note = Varchar(length=80, default="")
    #: Minted on the phone; one row for each.
    key = UUID(null=True, default=None)
    account = UUID(null=True, default=None)
    #: Since then it counts no more: whoever said it took it back.
    withdrawn_at = Timestamptz(null=True, default=None)


class PackRevision(Table):
    """How often a prefecture's stations changed, and which change its packs show."""

    prefecture = ForeignKey(
        Division, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict
    )
    revision = BigInt(default=0)
    published_revision = BigInt(default=0)
    changed_at = Timestamptz(default=None)
    #: The first change that no pack shows yet; null when everything is published.
    waiting_since_at = Timestamptz(null=True, default=None)
    #: The index entry of the packs as published, JSON.
    entry = Text(null=True, default=None)
    #: A fingerprint of the divisions' names that these packs show.
    names = Varchar(length=16, null=True, default=None)


class PublisherLease(Table):
    """Who publishes just now; one row, so that several processes publish once."""

    id = Integer(primary_key=True, default=1)
    holder = Varchar(length=64, default=None)
    until_at = Timestamptz(default=None)
