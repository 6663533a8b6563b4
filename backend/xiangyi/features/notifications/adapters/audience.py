"""Finding an audience in the database: the same question counts, samples and tells."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from piccolo.querystring import QueryString

from xiangyi.core.db import run
from xiangyi.features.notifications.rules.words import Topic
from xiangyi.features.notifications.schemas import Audience, Group

#: What a person had before they claimed what a clerk kept for them is told to themselves.
_WHOSE: Final = "COALESCE(account.claimed_by, account.id)"
_BELOW: Final = (
    "WITH RECURSIVE below(key) AS (SELECT key FROM division WHERE key = {} UNION ALL"
    " SELECT division.key FROM division JOIN below ON division.parent = below.key)"
    " SELECT key FROM below"
)
_ABOVE: Final = (
    "WITH RECURSIVE above(key, parent) AS (SELECT key, parent FROM division WHERE key = {}"
    " UNION ALL SELECT division.key, division.parent FROM division"
    " JOIN above ON division.key = above.parent) SELECT key FROM above"
)


class Found(Struct, frozen=True):
    """A record that belongs to the audience, and the account that is told of it."""

    record: UUID
    account: UUID


class Pushed(Struct, frozen=True):
    """How many are knocked for at any time, and how many not at meals or at night."""

    anytime: int
    quietly: int


async def page(audience: Audience, *, after: UUID | None, most: int) -> list[Found]:
    """Some of the audience, by their records' ids, from the one behind `after` on."""
    rows = await run(
        f"SELECT account.id AS record, {_WHOSE} AS account FROM account"  # noqa: S608  # our own words
        " WHERE account.erased_at IS NULL AND {} AND {} ORDER BY account.id LIMIT {}",
        _any(audience),
        QueryString("account.id > {}", after) if after else QueryString("true"),
        most,
    )
    return [Found(UUID(str(row["record"])), UUID(str(row["account"]))) for row in rows]


async def includes(audience: Audience, account: UUID) -> bool:
    """Whether somebody is told, for themselves or for a record that they have claimed."""
    rows = await run(
        f"SELECT id FROM account WHERE {_WHOSE} = {{}} AND erased_at IS NULL AND {{}} LIMIT 1",  # noqa: S608  # our own words
        *(account, _any(audience)),
    )
    return bool(rows)


async def count(audience: Audience) -> int:
    """How many people are told, each once."""
    rows = await run(
        f"SELECT count(DISTINCT {_WHOSE}) AS people FROM account"  # noqa: S608  # our own words
        " WHERE account.erased_at IS NULL AND {}",
        _any(audience),
    )
    return int(str(rows[0]["people"]))


async def pushed(audience: Audience, topic: Topic) -> Pushed:
    """For how many of them there is a phone to knock on, and who did not refuse it."""
    rows = await run(
        "SELECT COALESCE(notice_setting.anytime, false) AS anytime,"  # noqa: S608  # our own words
        f" count(DISTINCT {_WHOSE}) AS people FROM account"
        f" JOIN push_subscription ON push_subscription.account = {_WHOSE}"
        " AND push_subscription.ended_at IS NULL"
        " JOIN device ON device.id = push_subscription.device AND device.ended_at IS NULL"
        f" LEFT JOIN notice_setting ON notice_setting.account = {_WHOSE}"
        " AND notice_setting.topic = {} WHERE account.erased_at IS NULL AND {}"
        " AND COALESCE(notice_setting.push, true) GROUP BY 1",
        topic,
        _any(audience),
    )
    found = {bool(row["anytime"]): int(str(row["people"])) for row in rows}
    return Pushed(anytime=found.get(True, 0), quietly=found.get(False, 0))


async def watchers(
    audience: Audience, topic: Topic, *, after: UUID | None, most: int
) -> list[UUID]:
    """Phones without an account that watch the topic where the audience is, by their ids.

    So are those that have been told of a thread before of which the audience was told.
    """
    rows = await run(
        "SELECT id FROM push_subscription WHERE {} AND {} ORDER BY id LIMIT {}",
        _watching(audience, topic),
        QueryString("id > {}", after) if after else QueryString("true"),
        most,
    )
    return [UUID(str(row["id"])) for row in rows]


async def count_watchers(audience: Audience, topic: Topic) -> int:
    rows = await run(
        "SELECT count(*) AS phones FROM push_subscription WHERE {}", _watching(audience, topic)
    )
    return int(str(rows[0]["phones"]))


def _watching(audience: Audience, topic: Topic) -> QueryString:
    where = []
    # Nobody knows of a nameless phone what its owner holds or follows.
    keys = sorted(
        {
            group.division
            for group in audience.groups
            if group.division and not group.roles and not group.follows
        }
    )
    if audience.watchers and keys:
        near = [
            QueryString(f"division IN ({_BELOW}) OR division IN ({_ABOVE})", key, key)
            for key in keys
        ]
        where.append(
            QueryString(
                "id IN (SELECT subscription FROM push_watch WHERE topic = {} AND ({}))",
                *(topic, _joined(" OR ", near)),
            )
        )
    # Whatever they watch by now, they hear how it is.
    where += [
        QueryString(
            "id IN (SELECT attempt.subscription FROM attempt"
            " JOIN campaign ON campaign.id = attempt.campaign"
            " WHERE campaign.thread = {} AND attempt.account IS NULL)",
            group.told_of,
        )
        for group in audience.groups
        if group.told_of
    ]
    if not where:
        return QueryString("false")
    return QueryString("account IS NULL AND ended_at IS NULL AND ({})", _joined(" OR ", where))


def _any(audience: Audience) -> QueryString:
    if not audience.groups:
        return QueryString("false")
    return QueryString("({})", _joined(" OR ", [_all(group) for group in audience.groups]))


def _all(group: Group) -> QueryString:
    parts: list[QueryString] = []
    if group.roles:
        parts.append(_holds(group))
    elif group.division:
        parts.append(QueryString(f"account.home IN ({_BELOW})", group.division))
    if group.occupations:
        parts.append(_among("account.occupation", group.occupations))
    if group.follows:
        parts.append(
            QueryString(
                "EXISTS (SELECT 1 FROM follow WHERE follow.account = account.id"
                " AND follow.subject_kind = {} AND follow.subject_id = {})",
                *(group.follows.kind, group.follows.id),
            )
        )
    if group.told_of:
        parts.append(
            QueryString(
                "(account.id IN (SELECT notice.account FROM notice"
                " JOIN campaign ON campaign.id = notice.campaign WHERE campaign.thread = {})"
                # Who was told before they signed in.
                " OR account.id IN (SELECT push_subscription.account FROM push_subscription"
                " JOIN attempt ON attempt.subscription = push_subscription.id"
                " JOIN campaign ON campaign.id = attempt.campaign"
                " WHERE campaign.thread = {} AND attempt.account IS NULL))",
                *(group.told_of, group.told_of),
            )
        )
    if group.accounts:
        parts.append(_among("account.id", group.accounts))
    if group.apart:
        parts.append(QueryString("NOT {}", _among(_WHOSE, group.apart)))
    return QueryString("({})", _joined(" AND ", parts))


def _holds(group: Group) -> QueryString:
    where = [
        QueryString(
            "role_grant.account = account.id AND role_grant.confirmed_at IS NOT NULL"
            " AND role_grant.withdrawn_at IS NULL"
        ),
        _among("role_grant.role", group.roles),
    ]
    if group.scope:
        kind, id_ = group.scope.kind, group.scope.id
        where.append(
            QueryString("role_grant.scope_kind = {} AND role_grant.scope_id = {}", kind, id_)
        )
    if group.division:
        where.append(QueryString(f"role_grant.division IN ({_BELOW})", group.division))
    return QueryString(
        "EXISTS (SELECT 1 FROM role_grant WHERE {})",
        _joined(" AND ", where),
    )


def _among(column: str, values: Sequence[Any]) -> QueryString:
    blanks = ", ".join(["{}"] * len(values))
    return QueryString(f"{column} IN ({blanks})", *values)


def _joined(word: str, parts: Sequence[QueryString]) -> QueryString:
    return QueryString(word.join(["{}"] * len(parts)), *parts)
