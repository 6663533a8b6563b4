"""What a stay or a claim is worth, and who may still change that."""

from typing import Final, Literal

#: open: they came; without going nothing is counted, and after the shift only a claim helps.
#: short: they went, and have not been there long enough for anything to count.
#: counted: its minutes are in the ledger.
#: host, county: its minutes wait for the yes of the host or of the county, as the day is long.
#: refused: that was a no.
State = Literal["open", "short", "counted", "host", "county", "refused"]

#: Whose minutes are spoken for, so that no later stay adds them again.
TAKEN: Final[tuple[State, ...]] = ("counted", "host", "county", "refused")
#: Whose minutes make a day long.
OF_DAY: Final[tuple[State, ...]] = ("counted", "host", "county")
#: Of whoever was there, though a later stay alone may make it count. As SQL.
THERE: Final = "('short', 'counted', 'host', 'county')"
#: Of claims: their minutes are in the ledger, or wait there as those of a long day do. As SQL.
SPOKEN_FOR: Final = "('accepted', 'host', 'county')"
