"""What goes in and out of a desk at which lists are taken in."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.stations.rules.listing.remarks import Said
from xiangyi.features.stations.schemas import Datum

#: stopped: whoever worked on it has gone, and nothing of it was written.
ListState = Literal["rehearsing", "rehearsed", "landing", "landed", "failed", "stopped"]
#: In which it is said what there is to say of rows.
Language = Literal["zh-CN", "en"]
#: What is said of a row; of an accepted one nothing more.
Told = Literal["accepted", "fixed", "warned", "refused"]


#: What a column of a list may tell.
ColumnField = Literal[
    "name",
    "family",
    "division",
    "address",
    "lon",
    "lat",
    "hours",
    "amenities",
    "phone",
    "entry",
    "entry_note",
    "gate_words",
    "parking",
    "responsible",
    "external_id",
]


class ListColumn(Struct, frozen=True):
    """A column that is understood: its head, other heads for it, and what a cell may say."""

    field: ColumnField
    head: str
    also: list[str]
    #: Without it a row is refused.
    needed: bool
    example: str


class ListColumns(Struct, frozen=True):
    items: list[ListColumn]


class VanishedHere(Struct, frozen=True, rename="camel"):
    """A station of the source that the list no longer names; it stays."""

    id: str
    external_id: str
    name: str


class ListReport(Struct, frozen=True, kw_only=True, rename="camel"):
    """What came of a list, or what would: rows by verdict, stations by what happens to them.

    `elsewhere` is how many of the refused rows are nobody's fault: they lie where others take
    lists in; `disputed`, how many rows say otherwise than a station's manager, who will choose;
    `leftOut`, how many of the refused whoever sent the list had left out.
    Of stations that vanished and of lines passed over the first hundred are named.
    """

    accepted: int
    fixed: int
    warned: int
    refused: int
    added: int
    changed: int
    unchanged: int
    vanished: list[VanishedHere]
    vanished_count: int
    ignored_columns: list[str]
    passed_over: list[int]
    passed_over_count: int
    sheets_not_read: list[str]
    elsewhere: int = 0
    disputed: int = 0
    left_out: int = 0


class Trouble(Struct, frozen=True):
    """The refusal for which a list could not be read, as a problem would tell it."""

    code: str
    facts: dict[str, Any]


class SentList(Struct, frozen=True, kw_only=True, rename="camel"):
    """A list that was sent at a desk, and how far it is: `done` of `steps`, once it has `begun`."""

    id: UUID
    file_name: str
    source: str
    datum: Datum
    sent_at: datetime
    state: ListState
    done: int
    steps: int
    begun: bool
    report: ListReport | None
    problem: Trouble | None
    #: Once it has landed and changed something; `undo` takes it.
    batch: str | None
    #: Since when all of it is taken back.
    undone_at: datetime | None


class Landing(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """How a list that was looked through is taken in: without the rows of these lines."""

    left_out: Annotated[list[Annotated[int, Meta(ge=1, le=10_000_000)]], Meta(max_length=2000)] = []


class ListRows(Struct, frozen=True):
    """Some rows of one verdict in the file's order, and the number of the next page."""

    items: list[Said]
    next: int | None


class Batch(Struct, frozen=True, kw_only=True, rename="camel"):
    """A list that was taken in, by whom it may be: `byOperator` from the command line."""

    id: str
    source: str
    file_name: str
    imported_at: datetime
    undone_at: datetime | None
    by_operator: bool
    mine: bool
    #: The smallest division that contains all its stations, and its name.
    division: str | None
    division_name: str
    #: Whether all of it lies where the asker is administrator.
    within: bool
    added: int
    changed: int
    refused: int
    #: Stations of which it says otherwise than whoever keeps them.
    disputed: int


class Batches(Struct, frozen=True):
    """The latest first, and the cursor of the rest."""

    items: list[Batch]
    next: str | None


class Undoing(Struct, frozen=True):
    """How many stations of a batch are as they were before, of how many; 0 of 0: not known."""

    done: int
    steps: int


class BatchUndone(Struct, frozen=True, rename="camel"):
    """What came of taking a batch back; who changed since stays, and the first are named."""

    restored: int
    closed: int
    changed_since: list[str]
    changed_since_count: int


class Disputed(Struct, frozen=True):
    """One fact, or some that say one thing together, as the list has it and as it is here."""

    field: str
    list: dict[str, Any]
    here: dict[str, Any]


class Disputes(Struct, frozen=True, rename="camel"):
    """What the latest list of its source says otherwise; `saidAt` is null where it does not."""

    source: str
    said_at: datetime | None
    items: list[Disputed]


class Settlement(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Whose word counts on one fact, of what a list said then."""

    field: Annotated[str, Meta(max_length=16)]
    take: Literal["list", "ours"]
    said_at: Annotated[datetime, Meta(tz=True)]
