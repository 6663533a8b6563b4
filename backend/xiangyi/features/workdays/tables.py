"""What is remembered of the State Council's calendar."""

from piccolo.columns import BigInt, Date, Integer, Varchar
from piccolo.table import Table


class SpecialDay(Table):
    on = Date(primary_key=True, default=None, db_column_name="special_on")
    #: holiday or makeup_workday.
    kind = Varchar(length=16, default=None)
    name_zh = Varchar(length=32, default=None)
    name_en = Varchar(length=64, default=None)
    source = Varchar(length=200, default=None)


class SpecialDayRevision(Table):
    """How often special days were added or rewritten; one row, none before the first."""

    id = Integer(primary_key=True, default=1)
    revision = BigInt(default=0)
