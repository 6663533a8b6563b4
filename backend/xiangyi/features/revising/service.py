"""Noting a change, and reading what several people wrote in turn."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct
from piccolo.table import Table

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.core.errors import Refusal
from xiangyi.features.audit import service as audit

#: Of what it is said, and the text.
Text = tuple[str, str]

_NEXT: Final = (
    "UPDATE {table} SET revision = revision + 1 WHERE id = {{}} AND revision = {{}}"
    " RETURNING revision"
)
_NOW: Final = "SELECT revision FROM {table} WHERE id = {{}}"
_WRITTEN: Final = (
    'SELECT r.made_at, r.move, r.why, r."before", r."after", t.title FROM {revisions} r'
    " JOIN {table} t ON t.id = r.{subject} WHERE r.account = {{}} ORDER BY r.id"
)


class Placed(Protocol):
    """What is written of a thing that lies somewhere."""

    @property
    def division(self) -> str:
        """The key of the division in which it lies."""


Facts = TypeVar("Facts", bound=Placed)


class History(Struct, Generic[Facts], frozen=True, kw_only=True):
    """Where a feature keeps what became of its things.

    Attributes:
        table: of the things, with the columns `revision` and `title`.
        revisions: of the changes, with the columns `number`, `made_at`, `account`, `move`, `why`,
            `before`, `after` and one that points at the thing, named as `subject`.
        subject: what the log calls one of the things.
        facts: what is written of one; it lies as JSON in `before`, null for the first, and `after`.
        texts_of: what of the facts is in words of somebody's own.
        without: the facts without these texts.
        meanwhile: said to whoever changes what somebody else has changed; its fact is `revision`.
    """

    table: type[Table]
    revisions: type[Table]
    subject: str
    facts: type[Facts]
    texts_of: Callable[[Facts], set[Text]]
    without: Callable[[set[Text], Facts], Facts]
    meanwhile: type[Refusal]

    def read(self, text: str | None) -> Facts | None:
        return None if text is None else msgspec.json.decode(text, type=self.facts)

    def texts_in(self, text: str | None) -> set[Text]:
        facts = self.read(text)
        return set() if facts is None else self.texts_of(facts)

    def left_of(self, text: str | None, gone: set[Text]) -> str | None:
        """The facts without these texts; as they were where they have none of them."""
        facts = self.read(text)
        if facts is None or not gone & self.texts_of(facts):
            return text
        return msgspec.json.encode(self.without(gone, facts)).decode()

    def told(
        self, revisions: Sequence[dict[str, Any]]
    ) -> list[tuple[UUID | None, set[Text], set[Text]]]:
        """Of each revision, by whom it was, what was there and what it became."""
        return [
            (one["account"], self.texts_in(one["before"]), self.texts_in(one["after"]))
            for one in revisions
        ]


class Made(Struct, Generic[Facts], frozen=True):
    """One change: of which thing, its number, what was done, and what it was and became."""

    subject: UUID
    number: int
    move: str
    before: Facts | None
    after: Facts
    why: str = ""


async def next_number(history: History[Facts], row: dict[str, Any], based_on: int) -> int:
    """The number of a change, in the caller's transaction.

    What was decided by was `row`: it must be what the asker read, and still be so.

    Raises:
        `history.meanwhile`: somebody else was a moment earlier.
    """
    if row["revision"] != based_on:
        raise history.meanwhile(revision=row["revision"])
    rows = await run(_sql(_NEXT, history), row["id"], based_on)
    if not rows:
        now = await run(_sql(_NOW, history), row["id"])
        raise history.meanwhile(revision=now[0]["revision"] if now else 0)
    return int(str(rows[0]["revision"]))


async def note(
    history: History[Facts], by: Asker | UUID, made: Made[Facts], *, now: datetime
) -> None:
    """Keep a change and let the log tell of it, in the caller's transaction.

    Args:
        by: who asked for it; of what comes about by itself, the account that answers for it, and
            the log, which tells who did something, has nothing to tell.
    """
    told: dict[str, Any] = {
        history.subject: made.subject,
        "number": made.number,
        "made_at": now,
        "account": by if isinstance(by, UUID) else by.account,
        "move": made.move,
        "why": made.why,
        "before": made.before and msgspec.json.encode(made.before).decode(),
        "after": msgspec.json.encode(made.after).decode(),
    }
    await history.revisions.insert(history.revisions(**told))
    if isinstance(by, UUID):
        return
    await audit.record(
        by,
        f"{history.subject}.{made.move}",
        history.subject,
        made.subject,
        now=now,
        division=made.after.division,
        why=made.why,
        before=None if made.before is None else msgspec.to_builtins(made.before),
        after=msgspec.to_builtins(made.after) | {"move": made.move},
    )


async def written_by(history: History[Facts], account: UUID) -> list[dict[str, object]]:
    """Each change by an account, the oldest first, with what it wrote in words of its own."""
    rows: list[dict[str, Any]] = await run(_sql(_WRITTEN, history), account)
    return [
        {
            "at": row["made_at"],
            "title": row["title"],
            "move": row["move"],
            "words": "\n".join(_brought(history, row)),
        }
        for row in rows
    ]


def _brought(history: History[Facts], row: dict[str, Any]) -> list[str]:
    new = history.texts_in(row["after"]) - history.texts_in(row["before"])
    return [
        text for text in dict.fromkeys((*(text for _, text in sorted(new)), row["why"])) if text
    ]


def _sql(statement: str, history: History[Facts]) -> str:
    return statement.format(
        table=history.table._meta.tablename,  # noqa: SLF001  # Piccolo's way to ask
        revisions=history.revisions._meta.tablename,  # noqa: SLF001  # same
        subject=history.subject,
    )
