"""What is remembered of divisions. `default=None` marks what a caller must supply."""

from piccolo.columns import BigInt, Date, DoublePrecision, ForeignKey, Integer, OnDelete, Varchar
from piccolo.table import Table


class Division(Table):
    #: `system:code`, since codes of two systems collide.
    key = Varchar(length=32, primary_key=True, default=None)
    system = Varchar(length=8, default=None)
    code = Varchar(length=12, default=None)
    name = Varchar(length=64, default=None)
    #: province, prefecture, county, street or community.
    level = Varchar(length=12, default=None)
    parent: ForeignKey["Division"] = ForeignKey(
        "self", null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    source = Varchar(length=200, default=None)
    as_of = Date(default=None)
    valid_to = Date(null=True, default=None)
    successor: ForeignKey["Division"] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.restrict
    )
    #: Without tones or spaces, as a thumb types it.
    pinyin = Varchar(length=200, default=None)
    initials = Varchar(length=64, default=None, index=True)
    #: A point people would take for its middle, WGS-84 degrees; null where nobody has told us.
    lon = DoublePrecision(null=True, default=None)
    lat = DoublePrecision(null=True, default=None)


class DivisionRevision(Table):
    """How often names, levels or places in the tree changed; one row, none before the first."""

    id = Integer(primary_key=True, default=1)
    revision = BigInt(default=0)
