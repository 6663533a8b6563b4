"""What audit does: write down what those with a role read and wrote, and let others look."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from piccolo.querystring import QueryString

from xiangyi.core.asking import Asker, RoleMissing, divisions
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash, seal, unseal
from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.audit import errors
from xiangyi.features.audit.schemas import Entry, EntryPage, Reason, Sought
from xiangyi.features.audit.tables import AuditReason
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.errors import DivisionNotFound

#: Whoever holds one of them for a division may look at what was done in it.
READERS: Final = ("supervisor", "administrator")
#: As what a reason is sealed, for its entry.
REASON: Final = "audit_reason"

_PLACES = (
    "INSERT INTO audit_place (entry, division)"
    ' WITH RECURSIVE above AS (SELECT "key", parent FROM division WHERE "key" = {}'
    ' UNION ALL SELECT d."key", d.parent FROM division AS d JOIN above ON d."key" = above.parent)'
    ' SELECT CAST({} AS BIGINT), "key" FROM above'
)
_PLACES_AT_THE_TOP = (
    "INSERT INTO audit_place (entry, division)"
    ' SELECT CAST({} AS BIGINT), "key" FROM division WHERE parent IS NULL'
)
_FOUND = (
    "SELECT entry.*, reason.words FROM audit_place"
    " JOIN audit_entry AS entry ON entry.id = audit_place.entry"
    " LEFT JOIN audit_reason AS reason ON reason.entry = entry.id"
    " WHERE audit_place.division = {} AND {} ORDER BY audit_place.entry DESC LIMIT {}"
)


#: So few entries are found by themselves; of more, the latest of a place are soon met by going
#: back in time, which costs the same however many there are.
_FEW: Final = 200
_LATEST = "SELECT entry.id FROM audit_entry AS entry WHERE {} ORDER BY entry.id DESC LIMIT {}"
#: Entries lie in the order of time but for how long a transaction lasts, and a clock put right.
_APART: Final = timedelta(days=1)
_SINCE = "audit_place.entry >= (SELECT id FROM audit_entry WHERE at >= {} ORDER BY at LIMIT 1)"
_UNTIL = "audit_place.entry <= (SELECT id FROM audit_entry WHERE at < {} ORDER BY at DESC LIMIT 1)"


async def record(  # noqa: PLR0913  # an entry has as many columns
    asker: Asker | None,
    action: str,
    subject_kind: str,
    subject_id: object,
    *,
    now: datetime,
    division: str | None = None,
    why: str = "",
    about: UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down that somebody with a role did something, in the caller's transaction.

    Args:
        asker: who; None for an operator at the command line.
        action: a word of the feature's own, as in `role.granted` or `person.read`; ≤ 40.
        subject_kind: what it was done to, as in `role`; ≤ 24.
        subject_id: which one, by an id that says nothing about anybody; ≤ 64.
        division: where; its supervisors and those above can look. Without one, those of a
            whole province.
        why: the reason that was given, ≤ 200; sealed, as it may name somebody.
        about: the account that it concerns: when that is erased, so is the reason.
        before: the subject's facts until now; None where there were none, or none changed.
        after: its facts from now on. Of both only a hash is kept, see `hash_of`.
    """
    async with atomic():
        rows = await run(
            "INSERT INTO audit_entry (at, actor, acting_for, action, subject_kind, subject_id,"
            " division, before_hash, after_hash)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}) RETURNING id",
            now,
            asker and asker.account,
            asker and asker.acting_for,
            action,
            subject_kind,
            str(subject_id),
            division,
            hash_of(before),
            hash_of(after),
        )
        entry: Any = rows[0]["id"]
        if division is None:
            await run(_PLACES_AT_THE_TOP, entry)
        else:
            await run(_PLACES, division, entry)
        if why:
            words = seal(why, owner=entry, field=REASON)
            await AuditReason.insert(AuditReason(entry=entry, about=about, words=words))


def hash_of(facts: Mapping[str, Any] | None) -> bytes | None:
    """The keyed hash of the facts as JSON: no blanks, members in the order of their names.

    Whoever has the facts and the deployment's keys can prove that they are the ones. Without
    the keys nobody gets them from the hash by trying, not even the one phone number in them.
    """
    if facts is None:
        return None
    return keyed_hash(msgspec.json.encode(facts, order="sorted").decode(), field="audit")


def reason(text: str) -> str:
    """A reason as it is kept.

    Raises:
        WhyMissing: it is blank.
        WhyUnusable: it has characters that nobody can see.
    """
    why = tidy(text)
    if not why:
        raise errors.WhyMissing
    if has_hidden(why):
        raise errors.WhyUnusable
    return why


async def reasons_about(account: UUID) -> list[Reason]:
    """What was given as a reason for what was done to an account, the oldest first."""
    rows = (
        await AuditReason.select(
            AuditReason.entry, AuditReason.words, AuditReason.entry.at, AuditReason.entry.action
        )
        .where(AuditReason.about == account)
        .order_by(AuditReason.entry)
    )
    return _reasons(rows)


async def reasons_on(action: str, subject_kind: str, subject_id: object) -> list[Reason]:
    """What was given as a reason each time this was done to a subject, the oldest first."""
    entry = AuditReason.entry
    rows = (
        await AuditReason.select(entry, AuditReason.words, entry.at, entry.action)
        .where(
            (entry.action == action)
            & (entry.subject_kind == subject_kind)
            & (entry.subject_id == str(subject_id))
        )
        .order_by(entry)
    )
    return _reasons(rows)


def _reasons(rows: Sequence[dict[str, Any]]) -> list[Reason]:
    return [
        Reason(
            row["entry.at"],
            row["entry.action"],
            unseal(bytes(row["words"]), owner=row["entry"], field=REASON),
        )
        for row in rows
    ]


async def forget_reasons(account: UUID) -> None:
    """Erase the reasons for what was done to an account, in the caller's transaction."""
    await AuditReason.delete().where(AuditReason.about == account)


async def search(asker: Asker, sought: Sought, *, now: datetime) -> EntryPage:
    """The entries of a division and all below it, the latest first; the look is recorded too.

    Raises:
        RoleMissing: the asker is neither supervisor nor administrator of the division.
        DivisionNotFound: no such division.
    """
    places = await _places(asker, sought.division)
    wanted = _wanted(sought, await _few(sought))
    async with atomic():
        found: list[dict[str, Any]] = []
        for place in places:
            found += await run(_FOUND, place, wanted, sought.limit + 1)
            await record(asker, "audit.read", "division", place, now=now, division=place)
    found.sort(key=lambda row: int(row["id"]), reverse=True)
    items = [_entry(row) for row in found[: sought.limit]]
    return EntryPage(items, str(items[-1].id) if len(found) > sought.limit else None)


async def _places(asker: Asker, division: str | None) -> list[str]:
    """The divisions to look in, none of them inside another."""
    if division is not None:
        lineage = (await tree.lineages([division])).get(division)
        if lineage is None:
            raise DivisionNotFound(key=division)
        asker.expect(*READERS, within=divisions([one.key for one in lineage]))
        return [division]
    own = await tree.lineages(asker.scopes_of(*READERS, kind="division"))
    if not own:
        raise RoleMissing(roles=list(READERS))
    return [
        key for key, lineage in own.items() if not own.keys() & {one.key for one in lineage[:-1]}
    ]


async def _few(sought: Sought) -> list[int] | None:
    """All entries by the actor, of the action or on the subject, where one of them has few."""
    for sql, value in _of_whom(sought).items():
        rows = await run(_LATEST, QueryString(sql, value), _FEW)
        if len(rows) < _FEW:
            return [int(str(row["id"])) for row in rows]
    return None


def _wanted(sought: Sought, few: Sequence[int] | None) -> QueryString:
    """What else is asked for, as a condition."""
    conditions: dict[str, object] = {
        **_of_whom(sought),
        "audit_place.entry < {}": sought.before,
        "entry.at >= {}": sought.from_,
        "entry.at < {}": sought.to,
        _SINCE: sought.from_ and sought.from_ - _APART,
        _UNTIL: sought.to and sought.to + _APART,
    }
    if few is not None:
        # No entry has the number 0.
        among = QueryString(", ".join(["0", *["{}"] * len(few)]), *few)
        conditions["audit_place.entry IN ({})"] = among
    asked = {sql: value for sql, value in conditions.items() if value is not None}
    return QueryString(" AND ".join(["1 = 1", *asked]), *asked.values())


def _of_whom(sought: Sought) -> dict[str, object]:
    conditions = {
        "entry.actor = {}": sought.actor,
        "entry.action = {}": sought.action,
        "entry.subject_id = {}": sought.subject,
    }
    return {sql: value for sql, value in conditions.items() if value is not None}


def _entry(row: dict[str, Any]) -> Entry:
    return msgspec.convert(
        {
            "id": row["id"],
            "at": row["at"],
            "actor": row["actor"],
            "actingFor": row["acting_for"],
            "action": row["action"],
            "subjectKind": row["subject_kind"],
            "subjectId": row["subject_id"],
            "division": row["division"],
            "why": _why(row),
            "before": _hex(row["before_hash"]),
            "after": _hex(row["after_hash"]),
        },
        Entry,
    )


def _why(row: dict[str, Any]) -> str:
    if row["words"] is None:
        return str(row["why"])
    return unseal(bytes(row["words"]), owner=row["id"], field=REASON)


def _hex(digest: Any) -> str | None:
    return None if digest is None else bytes(digest).hex()
