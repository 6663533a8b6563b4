"""Answering: who sees what was said, and who may say something back."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import structs
from piccolo.columns.combination import CombinableMixin, WhereRaw

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal
from xiangyi.features.audit import service as audit
from xiangyi.features.divisions import service as divisions
from xiangyi.features.feedback import errors
from xiangyi.features.feedback.rules import readable
from xiangyi.features.feedback.schemas import Piece, Pieces, Receipt, State
from xiangyi.features.feedback.service.saying import opened, receipt
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.service import asking
from xiangyi.features.workdays import service as workdays

_ROLES: Final[tuple[Role, ...]] = ("administrator", "supervisor")
_WITHIN: Final = (
    'division IN (WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({blanks})'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below)'
)
_PAGE: Final = 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


async def pieces(asker: Asker, state: State, *, cursor: str | None = None, now: datetime) -> Pieces:
    """What waits for an answer, the oldest first, or what has one, the latest first.

    Of the divisions for which the asker answers; what concerns no division is for the
    administrators of the highest ones. `cursor` is the `next` of the page before.

    Raises:
        RoleMissing: the asker answers for no division.
    """
    where = await _within_reach(asker)
    if state == "open":
        ordered = Feedback.select().where(where & Feedback.answered_at.is_null())
        ordered = ordered.order_by(Feedback.said_at).order_by(Feedback.id)
        past = "(said_at, id) > ({}, {})"
    else:
        ordered = Feedback.select().where(where & Feedback.answered_at.is_not_null())
        ordered = ordered.order_by(Feedback.answered_at, Feedback.id, ascending=False)
        past = "(answered_at, id) < ({}, {})"
    if cursor:
        ordered = ordered.where(WhereRaw(past, *_place(cursor)))
    rows = await ordered.limit(_PAGE + 1)
    shown = rows[:_PAGE]
    if shown:
        for division in asker.scopes_of(*_ROLES, kind="division"):
            await audit.record(
                asker, "feedback.read", "feedback", state, division=division, now=now
            )
    names = await divisions.names({row["division"] for row in shown if row["division"]})
    table = await workdays.table()
    return Pieces(
        items=[
            Piece(
                **structs.asdict(receipt(row, table)),
                words=opened(row, "words"),
                contact=opened(row, "contact"),
                division=row["division"],
                division_name=names.get(row["division"]),
            )
            for row in shown
        ],
        next=_cursor(shown[-1], state) if len(rows) > _PAGE else None,
    )


async def answer(asker: Asker, id_: UUID, words: str, *, now: datetime) -> Receipt:
    """Answer a piece of feedback; the same answer of the same person again changes nothing.

    Raises:
        WordsMissing: nothing in the words shows.
        FeedbackNotFound: nothing was said under this id.
        RoleMissing: others answer for it.
        FeedbackAnswered: it has another answer.
    """
    words = readable(words)
    if not words:
        raise errors.WordsMissing
    row = await _row(id_)
    await _expect_reach(asker, row["division"])
    async with atomic():
        answered = await run(
            "UPDATE feedback SET answer = {}, answered_at = {}, answered_by = {}"
            " WHERE id = {} AND answered_at IS NULL RETURNING id",
            *(seal(words, owner=id_, field="answer"), now, asker.account, id_),
        )
        if answered:
            await audit.record(
                asker,
                "feedback.answered",
                "feedback",
                id_,
                division=row["division"],
                after={"answer": words},
                now=now,
            )
    row = await _row(id_)
    if not answered and (row["answered_by"], opened(row, "answer")) != (asker.account, words):
        raise errors.FeedbackAnswered
    return receipt(row, await workdays.table())


async def _within_reach(asker: Asker) -> CombinableMixin:
    keys = asker.scopes_of(*_ROLES, kind="division")
    if not keys:
        raise RoleMissing(roles=list(_ROLES))
    where: Any = WhereRaw(_WITHIN.format(blanks=", ".join(["{}"] * len(keys))), *keys)
    if asker.holds("administrator", within=await _top()):
        where |= Feedback.division.is_null()
    return where  # type: ignore[no-any-return]


async def _expect_reach(asker: Asker, division: str | None) -> None:
    if division is None:
        asker.expect("administrator", within=await _top())
    else:
        path = (await divisions.lineages([division]))[division]
        asker.expect(*_ROLES, within=scopes_of([one.key for one in path]))


async def _top() -> list[Scope]:
    """The highest divisions that have an administrator; a city may run the service by itself."""
    held = await asking.held_by_anybody("administrator", kind="division")
    paths = await divisions.lineages(held)
    depth = min(map(len, paths.values()), default=0)
    return scopes_of([key for key, path in paths.items() if len(path) == depth])


async def _row(id_: UUID) -> dict[str, Any]:
    row: dict[str, Any] | None = await Feedback.select().where(Feedback.id == id_).first()
    if row is None:
        raise errors.FeedbackNotFound
    return row


def _cursor(row: dict[str, Any], state: State) -> str:
    at = row["said_at" if state == "open" else "answered_at"]
    return f"{(at - _EPOCH) // _MICROSECOND}.{row['id'].hex}"


def _place(cursor: str) -> tuple[datetime, UUID]:
    micros, _, id_ = cursor.partition(".")
    return _EPOCH + int(micros) * _MICROSECOND, UUID(id_)
