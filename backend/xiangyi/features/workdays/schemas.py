"""What workdays send."""

from datetime import date

from msgspec import Struct, field

from xiangyi.features.workdays.rules import SpecialKind


class Imported(Struct, frozen=True):
    """How many special days an import added, rewrote and left as they were."""

    added: int
    changed: int
    unchanged: int


class Reach(Struct, frozen=True, kw_only=True):
    """How far the table goes: through which day (None: it is empty), and what comes short."""

    through: date | None
    #: By year, what its notice must still tell: `national_day`, `makeup_workday` and so on.
    unfinished: dict[int, tuple[str, ...]]


class SpecialDayCard(Struct, frozen=True, kw_only=True, rename="camel"):
    """A public holiday or a make-up workday."""

    on: date
    kind: SpecialKind
    name_zh: str
    name_en: str


class SpecialDayList(Struct, frozen=True, kw_only=True):
    """Special days, and the stretch inside which every other day is ordinary."""

    #: Both null while nothing is known.
    from_: date | None = field(name="from")
    through: date | None
    items: list[SpecialDayCard]
