"""Taking a use back: one person of the counter asks, another says yes."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Scope
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.schemas.vouchers import CounterUse
from xiangyi.features.benefits.service import (
    charging,
    finding,
    insiders,
    papers,
    telling,
    uses,
)
from xiangyi.features.benefits.service.reach import COUNTER, around
from xiangyi.features.benefits.service.uses import CONFIRMERS, UNDO_REFUSED_WHY, UNDO_WHY
from xiangyi.features.volunteering.service.ruling import home_of

Row = dict[str, Any]

_ISSUED: Final = (
    "UPDATE voucher SET used_at = NULL, locked_until = NULL, state = 'issued' WHERE id = {}"
)
#: Of somebody who is erased: nobody uses it once more.
_VOID: Final = (
    "UPDATE voucher SET used_at = NULL, locked_until = NULL, state = 'void', ended_at = {}"
    " WHERE id = {}"
)


async def ask(asker: Asker, id_: UUID, why: str, *, now: datetime) -> CounterUse:
    """Ask that a use be taken back; once more changes nothing.

    Raises:
        UseNotFound, RoleMissing: it is at no counter of the asker's.
        UseNotCounted: it does not count, or has been taken back.
        OwnVoucher: it is the asker's own, or they took it for somebody.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    row = await _known(id_)
    asker.expect(COUNTER, within=[Scope("organisation", str(row["provider"]))])
    await insiders.expect_other(asker, await _voucher(row))
    reason = audit.reason(why)
    async with atomic():
        asked = await run(
            "UPDATE voucher_use SET undo_asked_by = {}, undo_asked_at = {}, undo_why = {}"
            " WHERE id = {} AND state = 'counted' AND undo_asked_at IS NULL RETURNING id",
            *(asker.account, now, seal(reason, owner=id_, field=UNDO_WHY), id_),
        )
        if asked:
            await _note(asker, "voucher.undo_asked", row, reason, now=now)
            await telling.ask_to_undo(row, asker.account, now=now)
    row = await _known(id_)
    if row["state"] != "counted":
        raise errors.UseNotCounted(state=row["state"])
    [shown] = await uses.shown(asker, [row])
    return shown


async def confirm(asker: Asker, id_: UUID, *, now: datetime) -> CounterUse:
    """Take a use back as the second person; the voucher is good again while its time lasts.

    Where another counter had used it too, that use counts instead. Once more changes nothing.

    Raises:
        UseNotFound, RoleMissing: the asker answers for no such counter.
        UndoNotAsked: nobody has asked for it.
        OwnUndo, OwnVoucher: the asker has, or it is their own.
        UndoRefused: another second person was a moment earlier, with a no.
    """
    row = await _asked(asker, id_)
    async with atomic():
        await _hold(row)
        if (await _known(id_))["undo_refused_at"] is not None:
            raise errors.UndoRefused
        await take_back(asker, row, now=now)
        await telling.undo_answered(row, now=now)
    [shown] = await uses.shown(asker, [await _known(id_)])
    return shown


async def refuse(asker: Asker, id_: UUID, why: str, *, now: datetime) -> CounterUse:
    """Let a use stay as the second person, and tell who asked why; once more changes nothing.

    Raises:
        UseNotFound, RoleMissing: the asker answers for no such counter.
        UndoNotAsked: nobody has asked for it.
        OwnUndo, OwnVoucher: the asker has, or it is their own.
        UseNotCounted: it has been taken back, or does not count for another reason.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    row = await _asked(asker, id_)
    reason = audit.reason(why)
    async with atomic():
        await _hold(row)
        refused = await run(
            "UPDATE voucher_use SET undo_refused_by = {}, undo_refused_at = {},"
            " undo_refused_why = {} WHERE id = {} AND state = 'counted'"
            " AND undo_refused_at IS NULL RETURNING id",
            *(asker.account, now, seal(reason, owner=id_, field=UNDO_REFUSED_WHY), id_),
        )
        if refused:
            await _note(asker, "voucher.undo_refused", row, reason, now=now)
            await telling.undo_answered(row, now=now)
            voucher: Any = await papers.row_of(row["voucher"])
            title = (await papers.benefits_of([voucher]))[voucher["benefit"]]["title"]
            await telling.undo_refused(row, title, reason, now=now)
    row = await _known(id_)
    if row["undo_refused_at"] is None:
        raise errors.UseNotCounted(state=row["state"])
    [shown] = await uses.shown(asker, [row])
    return shown


async def take_back(asker: Asker, row: Row, *, now: datetime) -> bool:
    """Let a use count no more, in the caller's transaction; whether it did until then."""
    await _hold(row)
    undone = await run(
        "UPDATE voucher_use SET state = 'undone', undone_by = {}, undone_at = {}"
        " WHERE id = {} AND state = 'counted' RETURNING id",
        *(asker.account, now, row["id"]),
    )
    if undone:
        await _let_go(row, now=now)
        await _note(asker, "voucher.undone", row, now=now)
    return bool(undone)


async def _let_go(row: Row, *, now: datetime) -> None:
    instead = await run(
        "UPDATE voucher_use SET state = 'counted', counted_at = {}, minutes = {}"
        " WHERE id = (SELECT id FROM voucher_use WHERE voucher = {} AND state = 'double'"
        " ORDER BY noted_at, id LIMIT 1)"
        " RETURNING id",
        *(now, row["minutes"], row["voucher"]),
    )
    if instead:
        await run(
            "UPDATE voucher SET used_at = (SELECT u.used_at FROM voucher_use u"
            " WHERE u.voucher = voucher.id AND u.state = 'counted') WHERE id = {}",
            row["voucher"],
        )
        return
    voucher: Any = await papers.row_of(row["voucher"])
    if voucher["account"] is None:
        await run(_VOID, now, row["voucher"])
        await finding.put_one_back(voucher["benefit"])
        await charging.give_back_of_nobody(voucher, now=now)
        return
    await run(_ISSUED, row["voucher"])
    benefits = await papers.benefits_of([voucher])
    told = voucher | {"title": benefits[voucher["benefit"]]["title"]}
    await telling.ended(voucher["account"], told, "undone", now=now)


async def _asked(asker: Asker, id_: UUID) -> Row:
    """A use that another person has asked to be taken back, for whoever is the second one.

    Raises:
        UseNotFound, RoleMissing: the asker answers for no such counter.
        UndoNotAsked, OwnUndo: nobody has asked for it, or the asker has.
        OwnVoucher: it is the asker's own, or they took it for somebody.
    """
    row = await _known(id_)
    asker.expect(*CONFIRMERS, within=await around(row["provider"]))
    if row["undo_asked_at"] is None:
        raise errors.UndoNotAsked
    if row["undo_asked_by"] == asker.account:
        raise errors.OwnUndo
    await insiders.expect_other(asker, await _voucher(row))
    return row


async def _voucher(row: Row) -> Row:
    voucher: Any = await papers.row_of(row["voucher"])
    return voucher  # type: ignore[no-any-return]


async def _hold(row: Row) -> None:
    """Whoever settles or decides of a use of the same voucher waits here, in the transaction."""
    await run("UPDATE voucher SET state = state WHERE id = {}", row["voucher"])


async def _known(id_: UUID) -> Row:
    row = await uses.row_of(id_)
    if row is None:
        raise errors.UseNotFound
    return row


async def _note(asker: Asker, action: str, row: Row, why: str = "", *, now: datetime) -> None:
    await audit.record(
        *(asker, action, "voucher", row["voucher"]),
        now=now,
        division=await home_of(row["provider"]),
        why=why,
    )
