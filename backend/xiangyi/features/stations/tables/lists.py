"""What is remembered of lists sent from a desk, and of where they and a manager differ."""

from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.stations.tables import Station, StationBatch


class ListDispute(Table):
    """What one list says of a station where somebody here has said otherwise, until one decides.

    Of a fact the latest list that speaks of it counts; one that is taken back uncovers the others.
    """

    station = ForeignKey(Station, null=False, default=None, index=True, on_delete=OnDelete.cascade)
    said_at = Timestamptz(default=None)
    #: Null for what came with no list.
    batch = ForeignKey(
        StationBatch, null=True, default=None, index=True, on_delete=OnDelete.set_null
    )
    #: Some of StationFacts, JSON, as the list has them.
    facts = Text(default=None)
    #: The names of those that an earlier list disputed, and this one does not, JSON.
    agreed = Text(default="[]")


class StationList(Table):
    """A list that was sent at a desk: rehearsed first, then taken in, forgotten in the end."""

    #: Minted at the desk.
    key = UUID(primary_key=True, default=None)
    account = UUID(default=None)
    file_name = Varchar(length=200, default=None)
    source = Varchar(length=64, default=None)
    #: wgs84, gcj02 or bd09.
    datum = Varchar(length=8, default=None)
    #: Of the file as it was sent.
    digest = Varchar(length=32, default=None)
    #: rehearsing, rehearsed, landing, landed or failed.
    state = Varchar(length=12, default=None)
    sent_at = Timestamptz(default=None, index=True)
    done = Integer(default=0)
    steps = Integer(default=0)
    #: When whoever works on it last said so.
    beat_at = Timestamptz(default=None)
    #: ListReport, JSON, once there is one.
    report = Text(null=True, default=None)
    #: Why it failed: a refusal's code and facts, JSON.
    problem = Text(null=True, default=None)
    batch = ForeignKey(StationBatch, null=True, default=None, on_delete=OnDelete.set_null)
    #: The lines that whoever sent it leaves out, JSON.
    left_out = Text(default="[]")


class StationListPage(Table):
    """Some rows of a list of which there is something to say, all of one verdict."""

    list = ForeignKey(StationList, null=False, default=None, index=True, on_delete=OnDelete.cascade)
    verdict = Varchar(length=8, default=None)
    number = Integer(default=None)
    #: JSON, as they are answered.
    rows = Text(default=None)
