"""What a database says of itself as a whole."""

from piccolo.columns import SmallInt, Timestamptz
from piccolo.table import Table


class Demonstration(Table):
    """Its one row is written into a database that was empty, and tells that all is invented."""

    id = SmallInt(primary_key=True, default=1)
    begun_at = Timestamptz(default=None)
