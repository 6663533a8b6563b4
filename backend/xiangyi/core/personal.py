"""What a feature keeps of persons: why, where, and how it is handed out and erased.

Each feature that keeps something says so in a `Keeper` of its module `personal`; `app`
collects them. A test compares them with the tables, so that no column is forgotten.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from piccolo.table import Table

Sensitivity = Literal["ordinary", "sensitive"]


class Field(Struct, frozen=True, kw_only=True):
    """One thing that is kept, as a person reads of it (PIPL Art 17).

    Attributes:
        sensitivity: sensitive is what Art 28 means, among it everything of a child under 14.
        optional: whether everything else works without it.
    """

    field: str
    name_zh: str
    name_en: str
    purpose_zh: str
    purpose_en: str
    retention_zh: str
    retention_en: str
    sensitivity: Sensitivity = "ordinary"
    optional: bool = False


class Sealed(Struct, frozen=True):
    """A column of sealed text.

    Attributes:
        owner: the column that holds whom it is sealed for.
        field: as what it is sealed; the column's own name if nothing is said.
    """

    table: type[Table]
    column: str
    owner: str = "id"
    field: str = ""


class Column(Struct, frozen=True):
    table: type[Table]
    column: str


class Section(Struct, frozen=True):
    """Some of what is kept of one person.

    Attributes:
        name: by which a program finds it.
        title: what it is, in Chinese.
        headings: in Chinese, of the facts that a reader is shown, in their order.
        rows: facts by name, as JSON has them.
        words: by fact, how a code in it reads in Chinese.
    """

    name: str
    title: str
    headings: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]
    words: Mapping[str, Mapping[str, str]] = {}


class Keeper(Struct, frozen=True, kw_only=True):
    """What one feature keeps of persons.

    Attributes:
        fields: each thing that is kept.
        sealed: where sealed text lies, for sealing it anew.
        hashed: where keyed hashes and other bytes lie that tell nothing by themselves.
        accounts: where accounts are named by their random ids.
        open: where words stand that somebody wrote for everybody to read.
        export: everything that is kept of an account, readable by its person.
        erase: leaves nothing of an account but its random id, in the caller's transaction.
        unname: takes the person's phone number, eleven digits, out of what others wrote openly and
            no longer stands; a number is one person's, as a name is not.
    """

    feature: str
    export: Callable[[UUID], Awaitable[list[Section]]]
    erase: Callable[[UUID, datetime], Awaitable[None]]
    unname: Callable[[str, datetime], Awaitable[None]] | None = None
    fields: tuple[Field, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    hashed: tuple[Column, ...] = ()
    accounts: tuple[Column, ...] = ()
    open: tuple[Column, ...] = ()


def tables_of(keepers: Iterable[Keeper]) -> list[str]:
    """The tables in which something of persons lies, by name."""
    found: set[type[Table]] = set()
    for keeper in keepers:
        found |= {one.table for one in keeper.sealed}
        found |= {one.table for one in (*keeper.hashed, *keeper.accounts, *keeper.open)}
    return sorted(str(table._meta.tablename) for table in found)  # noqa: SLF001  # Piccolo's way to ask


def columns(table: type[Table], *names: str) -> tuple[Column, ...]:
    return tuple(Column(table, name) for name in names)
